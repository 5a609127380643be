#include "report/test_report.h"

#include "json/writer.h"
#include "report/names.h"

#include <nlohmann/json.hpp>

namespace abide::report {
namespace {

using Value = json::Json;

Value NodeOfPlace(const RulePlace& place) { return {{"file", place.file}, {"line", place.line}}; }

Value TextOrNull(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

Value FindingOf(const engine::Finding& finding) {
  Value about = Value::object();
  for (const engine::NamedValue& item : finding.about) {
    about[item.name] = item.absent ? Value(nullptr) : Value(item.value);
  }
  return {{"verdict", NameOf(finding.verdict)},
          {"message", finding.message},
          {"about", std::move(about)},
          {"due", finding.due ? Value(values::ToString(*finding.due)) : Value(nullptr)},
          {"excused_by", TextOrNull(finding.excused_by)},
          {"missing", finding.missing}};
}

Value MismatchOf(const MismatchReport& mismatch) {
  Value came = Value::array();
  for (const engine::Finding& finding : mismatch.came) came.push_back(FindingOf(finding));
  Value causes = Value::array();
  for (const CauseReport& cause : mismatch.causes) {
    causes.push_back({{"text", cause.text},
                      {"is", NameOf(cause.truth)},
                      {"exception", cause.is_exception},
                      {"place", NodeOfPlace(cause.place)}});
  }
  return {{"place", NodeOfPlace(mismatch.place)},
          {"time", values::ToString(mismatch.time)},
          {"event", mismatch.event},
          {"text", mismatch.text},
          {"clause", mismatch.clause},
          {"expected", mismatch.expected},
          {"came", std::move(came)},
          {"note", TextOrNull(mismatch.note)},
          {"causes", std::move(causes)}};
}

Value TestOf(const TestCaseReport& test) {
  Value mismatches = Value::array();
  for (const MismatchReport& mismatch : test.mismatches) {
    mismatches.push_back(MismatchOf(mismatch));
  }
  return {{"title", test.title},
          {"place", NodeOfPlace(test.place)},
          {"clauses", test.clauses},
          {"result", test.passed() ? "passed" : "failed"},
          {"mismatches", std::move(mismatches)}};
}

Value CoverageOf(const ClauseCoverageReport& clause) {
  Value points = Value::array();
  for (const PointReport& point : clause.points) {
    Value object = {
        {"part", NameOf(point.part)}, {"text", point.text}, {"place", NodeOfPlace(point.place)}};
    for (const values::Truth truth :
         {values::Truth::kTrue, values::Truth::kFalse, values::Truth::kUnknown}) {
      object[std::string(NameOf(truth))] = point.seen.at(static_cast<std::size_t>(truth));
    }
    points.push_back(std::move(object));
  }
  return {{"clause", clause.id},
          {"version", TextOrNull(clause.version)},
          {"place", NodeOfPlace(clause.place)},
          {"points", std::move(points)}};
}

}  // namespace

void WriteTestJson(const TestReport& report, std::ostream& out) {
  json::Writer writer(out, json::Layout::kPretty);
  writer.BeginObject();
  writer.Member("format", "abide.test/1");
  writer.Key("tool");
  writer.Tree({{"name", "abide"}, {"version", report.version}});
  writer.Member("passed", report.passed);
  writer.Member("failed", report.failed);
  writer.Member("left_out", report.left_out);
  writer.Key("tests");
  writer.BeginArray();
  for (const TestCaseReport& test : report.tests) writer.Tree(TestOf(test));
  writer.EndArray();
  writer.Key("coverage");
  if (report.has_coverage) {
    writer.BeginArray();
    for (const ClauseCoverageReport& clause : report.coverage) writer.Tree(CoverageOf(clause));
    writer.EndArray();
  } else {
    writer.Value(nullptr);
  }
  writer.EndObject();
}

}  // namespace abide::report
