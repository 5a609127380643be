#include "report/json_report.h"

#include "diagnostics/render.h"
#include "json/writer.h"
#include "report/json_finding.h"
#include "report/names.h"

#include <nlohmann/json.hpp>

namespace abide::report {
namespace {

// Of what there is little of trees are made; findings are written as they are.
using Value = json::Json;

Value TimeOrNull(const std::optional<values::Instant>& instant) {
  return instant ? Value(values::ToString(*instant)) : Value(nullptr);
}

Value TextOrNull(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }

Value ArrayOf(const std::vector<std::string>& texts) {
  Value array = Value::array();
  for (const std::string& text : texts) array.push_back(text);
  return array;
}

template <typename Map>
Value ObjectOf(const Map& map) {
  Value object = Value::object();
  for (const auto& [name, value] : map) object[name] = value;
  return object;
}

Value PlaceNode(const RulePlace& place) { return {{"file", place.file}, {"line", place.line}}; }

Value OptionsOf(const Options& options) {
  Value node = {{"rules", ArrayOf(options.rules)},
                {"baseline", TextOrNull(options.baseline)},
                {"as_of", TimeOrNull(options.as_of)},
                {"since", TimeOrNull(options.since)},
                {"until", TimeOrNull(options.until)},
                {"clauses", ArrayOf(options.clauses)},
                {"source", TextOrNull(options.source)},
                {"strict", options.strict},
                {"allow_bad_lines", options.allow_bad_lines},
                {"max_findings", options.max_findings},
                {"fail_on", ToString(options.fail_on)}};
  if (options.sha256) node["hash"] = "sha256";
  return node;
}

Value HiddenOf(const HiddenFields& hidden) {
  if (hidden.fields.empty()) return nullptr;
  Value fields = Value::array();
  for (const HiddenFields::Field& field : hidden.fields) {
    fields.push_back({{"name", field.name}, {"how", NameOf(field.how)}});
  }
  return {{"fields", std::move(fields)}, {"key", TextOrNull(hidden.key)}};
}

Value RulesetOf(const Ruleset& ruleset) {
  Value files = Value::array();
  for (const check::LoadedFile& file : ruleset.files) {
    files.push_back({{"path", file.path},
                     {"kind", file.is_table ? "table" : "rules"},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256}});
  }
  return {{"sha256", ruleset.sha256}, {"files", std::move(files)}};
}

Value LogsOf(const Report& report) {
  Value logs = Value::array();
  for (const events::LogSummary& log : report.logs) {
    logs.push_back({{"path", log.path},
                    {"container", TextOrNull(log.container)},
                    {"source", TextOrNull(log.source)},
                    {"bytes", log.bytes},
                    {"xxh3_128", TextOrNull(log.xxh3_128)},
                    {"records", log.records},
                    {"events", log.events},
                    {"skipped",
                     {{"unknown_event", log.unknown_events},
                      {"no_mapping", log.skipped},
                      {"after_as_of", log.later_than_present}}},
                    {"first", TimeOrNull(log.first)},
                    {"last", TimeOrNull(log.last)},
                    {"ended_early", log.ended_early}});
    if (report.options.sha256) logs.back()["sha256"] = TextOrNull(log.sha256);
  }
  return logs;
}

// An end of the time in force; null where it is open.
Value BoundOf(values::Instant instant) {
  const bool open = instant == values::Instant::Min() || instant == values::Instant::Max();
  return open ? Value(nullptr) : Value(values::ToString(instant));
}

Value InForceOf(const check::Effective& effective) {
  return {{"from", BoundOf(effective.from)}, {"until", BoundOf(effective.until)}};
}

Value PolicyOf(const PolicyReport& policy) {
  return {{"id", policy.id},
          {"version", TextOrNull(policy.version)},
          {"title", TextOrNull(policy.title)},
          {"by", TextOrNull(policy.by)},
          {"url", TextOrNull(policy.url)},
          {"effective", InForceOf(policy.effective)}};
}

Value ClauseOf(const ClauseReport& clause) {
  const engine::ClauseResult& result = clause.result;
  return {{"id", clause.id},
          {"policy", TextOrNull(clause.policy)},
          {"version", TextOrNull(clause.version)},
          {"title", clause.title},
          {"cites", TextOrNull(clause.cites)},
          {"severity", NameOf(clause.severity)},
          {"tags", ArrayOf(clause.tags)},
          {"remedy", TextOrNull(clause.remedy)},
          {"effective", InForceOf(clause.effective)},
          {"text", clause.text},
          {"place", PlaceNode(clause.place)},
          {"status", NameOf(result.status)},
          {"considered", result.considered},
          {"breached", result.breached},
          {"pending", result.pending},
          {"undetermined", result.undetermined},
          {"excused", result.excused},
          {"waived", result.waived},
          {"excused_by", ObjectOf(result.excused_by)},
          {"undetermined_by", ObjectOf(result.undetermined_by)},
          {"findings_not_reported", result.findings_dropped}};
}

Value WaiversOf(const Report& report) {
  Value waivers = Value::array();
  for (const WaiverReport& waiver : report.waivers) {
    waivers.push_back({{"clause", waiver.clause},
                       {"status", NameOf(waiver.status)},
                       {"findings", waiver.findings},
                       {"until", values::ToString(waiver.until)},
                       {"expires_soon", waiver.expires_soon},
                       {"because", waiver.because},
                       {"by", waiver.by},
                       {"text", waiver.text},
                       {"place", PlaceNode(waiver.place)}});
  }
  return waivers;
}

// A member whose value is a tree.
void Member(json::Writer& writer, std::string_view name, const Value& value) {
  writer.Key(name);
  writer.Tree(value);
}

// A member that is an array, an element at a time; null is no element.
template <typename Range, typename Make>
void Array(json::Writer& writer, std::string_view name, const Range& range, const Make& make) {
  writer.Key(name);
  writer.BeginArray();
  for (const auto& element : range) {
    if (const Value value = make(element); !value.is_null()) writer.Tree(value);
  }
  writer.EndArray();
}

Value ProblemCountOf(const ProblemReport& problem) {
  return {{"code", problem.code},
          {"severity", diagnostics::NameOf(problem.severity)},
          {"log", TextOrNull(problem.log)},
          {"count", problem.count},
          {"help", TextOrNull(problem.help)}};
}

// Each says among which of the counts it is counted.
Value ExamplesOf(const Report& report) {
  Value examples = Value::array();
  for (std::size_t i = 0; i < report.problems.size(); ++i) {
    const ProblemReport& problem = report.problems[i];
    for (const ProblemExample& example : problem.examples) {
      const bool stands = !example.log.empty();
      examples.push_back({{"counted_in", i},
                          {"code", problem.code},
                          {"log", TextOrNull(example.log)},
                          {"line", example.line == 0 ? Value(nullptr) : Value(example.line)},
                          {"offset", stands ? Value(example.offset) : Value(nullptr)},
                          {"message", example.message}});
    }
  }
  return examples;
}

}  // namespace

void WriteJson(const Report& report, std::ostream& out) {
  json::Writer writer(out, json::Layout::kPretty);
  writer.BeginObject();
  writer.Member("format", "abide.report/1");
  Member(writer, "tool", {{"name", "abide"}, {"version", report.version}});
  Member(writer, "options", OptionsOf(report.options));
  Member(writer, "hidden", HiddenOf(report.hidden));
  Member(writer, "ruleset", RulesetOf(report.ruleset));
  Member(writer, "parameters", ObjectOf(report.parameters));
  Array(writer, "policies", report.policies, PolicyOf);
  Member(writer, "logs", LogsOf(report));
  Member(writer, "as_of", TimeOrNull(report.as_of));
  writer.Member("failed", Fails(report));
  Array(writer, "clauses", report.clauses, [](const ClauseReport& clause) {
    return clause.judged ? ClauseOf(clause) : Value(nullptr);
  });
  writer.Key("findings");
  writer.BeginArray();
  for (const engine::Finding& finding : report.findings) WriteFinding(report, finding, writer);
  writer.EndArray();
  Member(writer, "waivers", WaiversOf(report));
  Member(writer, "vanished", report.vanished ? Value(*report.vanished) : Value::array());
  Member(writer, "bad_records", report.bad_records);
  Array(writer, "problem_counts", report.problems, ProblemCountOf);
  Member(writer, "problems", ExamplesOf(report));
  writer.EndObject();
}

void WriteJsonLines(const Report& report, std::ostream& out) {
  json::Writer writer(out, json::Layout::kCompact);
  for (const engine::Finding& finding : report.findings) WriteFinding(report, finding, writer);
}

}  // namespace abide::report
