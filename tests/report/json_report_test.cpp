#include "report/json_report.h"

#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace abide::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "src/report/abide.report.schema.json";

// What python3-jsonschema says of a document; empty if it is valid.
std::string FaultOf(const std::string& document) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("abide-json-" + std::to_string(std::hash<std::string>()(document)));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "report.json") << document;
  const std::string command = "python3 tests/report/validate.py " + std::string(kSchema) + " " +
                              (folder / "report.json").string() + " > " +
                              (folder / "out").string() + " 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream in(folder / "out");
  std::ostringstream fault;
  fault << in.rdbuf();
  std::filesystem::remove_all(folder);
  return status == 0 ? "" : "invalid: " + fault.str();
}

bool HasValidator() { return std::system("python3 -c 'import jsonschema' 2> /dev/null") == 0; }

TEST(JsonReport, HoldsEverything) { ExpectGolden("json/report.json", JsonOf(Sample().Make())); }

TEST(JsonReport, IsValidByItsSchema) {
  if (!HasValidator()) GTEST_SKIP() << "python3-jsonschema is not installed";
  EXPECT_EQ(FaultOf(JsonOf(Sample().Make())), "");
  Report empty;
  empty.ruleset.sha256 = std::string(64, '0');
  EXPECT_EQ(FaultOf(JsonOf(empty)), "");
}

TEST(JsonReport, IsInvalidWithAWordThatTheSchemaDoesNotKnow) {
  if (!HasValidator()) GTEST_SKIP() << "python3-jsonschema is not installed";
  Json document = Json::parse(JsonOf(Sample().Make()));
  document["findings"][0]["verdict"] = "violation";
  EXPECT_THAT(FaultOf(document.dump()), testing::HasSubstr("violation"));
  document = Json::parse(JsonOf(Sample().Make()));
  document["clauses"][0]["colour"] = "red";
  EXPECT_THAT(FaultOf(document.dump()), testing::HasSubstr("colour"));
  document = Json::parse(JsonOf(Sample().Make()));
  document["findings"][1]["evidence"][0].erase("sha256");
  EXPECT_THAT(FaultOf(document.dump()), testing::HasSubstr("sha256"));
}

TEST(JsonReport, HasAFindingALineAsJsonLines) {
  const Report report = Sample().Make();
  std::ostringstream out;
  WriteJsonLines(report, out);
  std::istringstream lines(out.str());
  Json findings = Json::array();
  for (std::string line; std::getline(lines, line);) findings.push_back(Json::parse(line));
  EXPECT_EQ(findings, Json::parse(JsonOf(report))["findings"]);
}

TEST(JsonReport, LeavesOutClausesThatWereNotJudged) {
  const Sample sample;
  Inputs inputs = sample.MakeInputs();
  inputs.judged = {true, true, true, true, true, false};
  const Json document = Json::parse(JsonOf(MakeReport(std::move(inputs)).value()));
  EXPECT_EQ(document["clauses"].size(), 5U);
}

TEST(JsonReport, WritesNoControlSequenceAndOnlyUtf8) {
  Report report = Sample().Make();
  report.findings[1].message = "\x1b[2J \u202E \xff";
  const std::string text = JsonOf(report);
  EXPECT_THAT(text, testing::HasSubstr(R"("message": "\u001b[2J \u202e )"
                                       "\uFFFD\""));
}

}  // namespace
}  // namespace abide::report
