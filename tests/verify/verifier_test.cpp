// What is said of a report that is not true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "verify/checked.h"

namespace abide::verify {
namespace {

using ::testing::HasSubstr;

constexpr const char* kRules = "tests/testdata/cli/breach_is_told_with_its_path/rules";
constexpr const char* kLog = "tests/testdata/cli/breach_is_told_with_its_path/log.ndjson";

std::string TextOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::unique_ptr<Checked> CheckText(const std::string& text) {
  std::vector<std::unique_ptr<events::LogFile>> files;
  files.push_back(events::LogFile::OfText("log.ndjson", text));
  return CheckLogs({kRules}, std::move(files));
}

Outcome VerifyWith(const Checked& logs, const Json& report) {
  const auto journal = JournalOf(logs);
  return Verifier(logs.rules, logs.sources, *journal).Verify(report);
}

TEST(Verifier, ChangedLineOfALogIsNamed) {
  std::string text = TextOf(kLog);
  const auto before = CheckText(text);
  ASSERT_NE(before, nullptr);
  const Json& finding = before->report["findings"][0];
  const auto offset = finding["evidence"][0]["offset"].get<std::size_t>();
  const auto length = finding["evidence"][0]["length"].get<std::size_t>();
  // The same length, so that all other records stay where they were.
  const std::size_t digit = text.find_last_of("0123456789", offset + length);
  ASSERT_GT(digit, offset);
  text[digit] = text[digit] == '1' ? '2' : '1';
  const Outcome outcome = VerifyWith(*CheckText(text), before->report);
  EXPECT_TRUE(outcome.is_false());
  bool is_named = false;
  for (const Claim& claim : outcome.claims) {
    is_named =
        is_named || (claim.log == "log.ndjson" && claim.line == finding["evidence"][0]["line"]);
  }
  EXPECT_TRUE(is_named) << FalseOf(outcome);
}

TEST(Verifier, FindingThatIsLeftOutIsNamed) {
  const auto checked = CheckText(TextOf(kLog));
  Json report = checked->report;
  report["findings"].erase(report["findings"].begin());
  EXPECT_THAT(FalseOf(VerifyWith(*checked, report)), HasSubstr("findings: one is missing"));
}

TEST(Verifier, NearestThatIsLeftOutIsFalse) {
  std::size_t left_out = 0;
  for (const char* name :
       {"evidence_of_what_was_required_before", "evidence_of_what_was_required_after"}) {
    const std::string folder = std::string("tests/testdata/cli/") + name;
    const auto checked = CheckLogs({folder + "/rules.abide"}, LogsOf(LogPathsOf(folder)));
    ASSERT_NE(checked, nullptr) << name;
    for (std::size_t i = 0; i < checked->report["findings"].size(); ++i) {
      Json report = checked->report;
      Json& evidence = report["findings"][i]["evidence"];
      for (std::size_t step = evidence.size(); step-- > 0;) {
        if (evidence[step]["role"] == "nearest") evidence.erase(step);
      }
      if (report == checked->report) continue;
      ++left_out;
      EXPECT_TRUE(VerifyWith(*checked, report).is_false()) << name << ", finding " << i;
    }
  }
  EXPECT_GT(left_out, 2U);
}

TEST(Verifier, WhatIsNoReportIsFalseAndNoCrash) {
  const auto checked = CheckText(TextOf(kLog));
  for (const char* text : {"null", "[]", "{}", "1", R"({"findings": 1})"}) {
    EXPECT_TRUE(VerifyWith(*checked, Json::parse(text)).is_false()) << text;
  }
  // Every member of every other type.
  for (const auto& [name, value] : checked->report.items()) {
    for (const char* text : {"null", "[]", "{}", "1", "\"x\"", "[null]", "[1]", "[{}]", "[[]]"}) {
      Json report = checked->report;
      const Json other = Json::parse(text);
      if (other == value) continue;
      report[name] = other;
      if (name == "bad_records" || name == "vanished") continue;
      EXPECT_TRUE(VerifyWith(*checked, report).is_false()) << name << ": " << text;
    }
  }
}

}  // namespace
}  // namespace abide::verify
