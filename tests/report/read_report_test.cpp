#include "report/read_report.h"

#include "report/csv_report.h"
#include "report/github_report.h"
#include "report/gitlab_report.h"
#include "report/html_report.h"
#include "report/json_report.h"
#include "report/junit_report.h"
#include "report/markdown_report.h"
#include "report/sarif_report.h"
#include "report/text_report.h"
#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <sstream>

namespace abide::report {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

std::map<std::string, std::string> FormsOf(const Report& report) {
  std::map<std::string, std::function<void(std::ostream&)>> writers = {
      {"text",
       [&](std::ostream& out) {
         WriteText(report, {.colour = diagnostics::Colour::kOff, .detail = Detail::kAll}, out);
       }},
      {"json", [&](std::ostream& out) { WriteJson(report, out); }},
      {"jsonl", [&](std::ostream& out) { WriteJsonLines(report, out); }},
      {"sarif", [&](std::ostream& out) { WriteSarif(report, out); }},
      {"junit", [&](std::ostream& out) { WriteJunit(report, out); }},
      {"github", [&](std::ostream& out) { WriteGithub(report, out); }},
      {"gitlab", [&](std::ostream& out) { WriteGitlab(report, out); }},
      {"markdown", [&](std::ostream& out) { WriteMarkdown(report, kMarkdownBytes, out); }},
      {"csv", [&](std::ostream& out) { WriteCsv(report, out); }},
      {"html", [&](std::ostream& out) { WriteHtml(report, out); }},
  };
  std::map<std::string, std::string> forms;
  for (const auto& [name, write] : writers) {
    std::ostringstream out;
    write(out);
    forms[name] = out.str();
  }
  return forms;
}

Json SavedSample() { return Json::parse(FormsOf(Sample().Make()).at("json")); }

// The fault of the saved sample, once `change` has been made to it.
std::string FaultAfter(const std::function<void(Json&)>& change) {
  Json saved = SavedSample();
  change(saved);
  const auto report = ReadReport(saved.dump());
  return report ? "" : report.error().message;
}

TEST(ReadReport, EveryFormIsThatOfTheReportThatWasSaved) {
  const auto before = FormsOf(Sample().Make());
  const auto report = ReadReport(before.at("json"));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  for (const auto& [name, text] : FormsOf(*report)) EXPECT_EQ(text, before.at(name)) << name;
}

// Members that a report has only where they were asked for, or tell something.
TEST(ReadReport, WhatFewReportsHaveIsThatOfTheReportThatWasSaved) {
  Report report = Sample().Make();
  report.options.sha256 = true;
  report.logs.front().sha256 = std::string(64, '5');
  engine::Finding& finding = report.findings.front();
  finding.values = {{"limit", "5"}, {"peak", "6"}, {"peak_most", "?", true}, {"ended", "?", true}};
  finding.course = {{finding.time, "6"}, {finding.time, "5", "7"}, {finding.time, "5", "?"}};
  finding.readings = 3;
  finding.evidence = {{engine::Role::kPeak, finding.place, finding.time, finding.event, "6"}};
  const auto before = FormsOf(report);
  EXPECT_THAT(before.at("json"), HasSubstr("\"peak_most\": null"));
  EXPECT_THAT(before.at("json"), HasSubstr("\"limit\": null"));
  EXPECT_THAT(before.at("text"), HasSubstr("peak 6 or more"));
  EXPECT_THAT(before.at("html"), HasSubstr("Above the limit of 5 (at first; ? at the end)"));
  const auto again = ReadReport(before.at("json"));
  ASSERT_TRUE(again.has_value()) << again.error().message;
  for (const auto& [name, text] : FormsOf(*again)) EXPECT_EQ(text, before.at(name)) << name;
}

TEST(ReadReport, MembersMayStandInAnyOrder) {
  const Json saved = SavedSample();
  Json turned = Json::object();
  for (auto member = saved.rbegin(); member != saved.rend(); ++member) {
    turned[member.key()] = member.value();
  }
  const auto report = ReadReport(turned.dump());
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(FormsOf(*report).at("html"), FormsOf(Sample().Make()).at("html"));
}

TEST(ReadReport, WhatIsNoReportIsRefused) {
  EXPECT_EQ(ReadReport("[]").error().message, "it is no report of Abide's");
  EXPECT_EQ(ReadReport("{}").error().message, "it is no report of Abide's");
  EXPECT_EQ(ReadReport("").error().message, "the text ends too early");
  EXPECT_EQ(ReadReport(R"({"findings": [3]})").error().message, "it is no report of Abide's");
  const std::string text = SavedSample().dump();
  EXPECT_EQ(ReadReport(text.substr(0, text.size() / 2)).error().message, "the text ends too early");
}

TEST(ReadReport, ALaterFormatIsToldApart) {
  const auto report = ReadReport(R"({"format": "abide.report/2", "findings": []})");
  EXPECT_THAT(report.error().message, HasSubstr("`abide.report/2`"));
  EXPECT_THAT(report.error().help, HasSubstr("later"));
}

TEST(ReadReport, AFaultIsNamedWithItsPlace) {
  const struct {
    std::function<void(Json&)> change;
    std::string message;
  } cases[] = {
      {[](Json& json) { json["findings"][1]["time"] = "x\x1b"; },
       "findings[1].time is no time: `x\\u{001B}`"},
      {[](Json& json) { json["findings"][1]["evidence"][2]["line"] = -1; },
       "findings[1].evidence[2].line is no whole number of that size"},
      {[](Json& json) { json["findings"][0]["verdict"] = "violation"; },
       "findings[0].verdict is no word that is known here: `violation`"},
      {[](Json& json) { json["findings"][0]["fingerprint"] = "<b>"; },
       "findings[0].fingerprint is not 32 hex digits: `<b>`"},
      {[](Json& json) { json["findings"][0] = 7; }, "findings[0] is no object"},
      {[](Json& json) { json["findings"][0]["clause"] = "other"; },
       "a finding names a clause that is not among `clauses`"},
      {[](Json& json) { json["findings"][0]["event"]["log"] = "other"; },
       "a finding names a log that is not among `logs`"},
      {[](Json& json) { json["findings"][2]["waiver"] = 77; },
       "a finding names a waiver that is none of its clause's"},
      {[](Json& json) { json["findings"][2]["waiver"] = nullptr; },
       "findings[2].waiver does not fit the verdict"},
      {[](Json& json) { json["problems"][0]["counted_in"] = 9; },
       "problems[0].counted_in is beyond `problem_counts`"},
      {[](Json& json) { json["clauses"][2].erase("title"); }, "clauses[2].title is not there"},
      {[](Json& json) { json["options"]["hash"] = "md5"; },
       "options.hash is no word that is known here: `md5`"},
      {[](Json& json) { json["options"]["hash"] = "sha256"; }, "logs[0].sha256 is not there"},
      {[](Json& json) { json["logs"][0]["sha256"] = std::string(64, 'a'); },
       "logs[0].sha256 is there, and `options.hash` does not ask for it: `" + std::string(39, 'a') +
           "…`"},
      {[](Json& json) {
         json["options"]["hash"] = "sha256";
         json["logs"][0]["sha256"] = "<b>";
       },
       "logs[0].sha256 is not 64 hex digits: `<b>`"},
      {[](Json& json) { json["findings"] = 1; }, "findings is no array"},
      {[](Json& json) { json.erase("findings"); }, "findings is not there"},
      {[](Json& json) { json.erase("tool"); }, "tool is not there"},
  };
  for (const auto& [change, message] : cases) EXPECT_EQ(FaultAfter(change), message);
}

TEST(MarkdownReport, NeverGrowsBeyondItsBytesAndSaysWhatItLeavesOut) {
  Sample sample;
  const engine::Finding finding = sample.verdicts.findings[1];
  sample.verdicts.findings.assign(30, finding);
  const Report report = sample.Make();
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{100}, std::size_t{300},
                                  std::size_t{1'000}, std::size_t{3'000}, std::size_t{1} << 20}) {
    std::ostringstream out;
    WriteMarkdown(report, bytes, out);
    EXPECT_LE(out.str().size(), bytes);
    if (bytes < 1'000) continue;
    EXPECT_THAT(out.str(), HasSubstr("left out here"));
  }
}

TEST(GithubReport, WritesTenOfAKindAndTheGravestFirst) {
  Sample sample;
  engine::Finding critical = sample.verdicts.findings[1];
  sample.verdicts.findings.assign(12, critical);
  const std::string text = FormsOf(sample.Make()).at("github");
  std::size_t errors = 0;
  for (std::size_t at = text.find("::error "); at != std::string::npos;
       at = text.find("::error ", at + 1)) {
    ++errors;
  }
  EXPECT_EQ(errors, 10U);
  // One of them is that the log could not be read whole.
  EXPECT_THAT(text, testing::StartsWith("::error file=log.ndjson,line=7,title=incomplete::"));
  EXPECT_THAT(text, HasSubstr("3 more findings not shown as errors"));
}

TEST(SarifReport, KeepsTheGravestWithinGitHubsLimit) {
  Sample sample;
  const engine::Finding grave = sample.verdicts.findings[1];
  engine::Finding light = sample.verdicts.findings[3];
  sample.verdicts.findings.assign(25'001, light);
  sample.verdicts.findings.push_back(grave);
  const Json run = Json::parse(FormsOf(sample.Make()).at("sarif"))["runs"][0];
  EXPECT_LE(run["results"].size(), 25'000U);
  EXPECT_EQ(run["results"][0]["level"], "error");
  const std::string note =
      run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
  EXPECT_THAT(note, HasSubstr("left out here"));
}

}  // namespace
}  // namespace abide::report
