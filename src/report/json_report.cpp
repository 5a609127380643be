#include "report/json_report.h"

#include "diagnostics/render.h"
#include "json/writer.h"
#include "report/names.h"

#include <nlohmann/json.hpp>

namespace abide::report {
namespace {

// Made piece by piece: of all that is written only one finding stands in memory as a tree.
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

Value PlaceOf(const RulePlace& place) { return {{"file", place.file}, {"line", place.line}}; }

Value OptionsOf(const Options& options) {
  return {{"as_of", TimeOrNull(options.as_of)},         {"since", TimeOrNull(options.since)},
          {"until", TimeOrNull(options.until)},         {"clauses", ArrayOf(options.clauses)},
          {"source", TextOrNull(options.source)},       {"strict", options.strict},
          {"allow_bad_lines", options.allow_bad_lines}, {"max_findings", options.max_findings},
          {"fail_on", ToString(options.fail_on)}};
}

Value RulesetOf(const Ruleset& ruleset) {
  Value files = Value::array();
  for (const check::LoadedFile& file : ruleset.files) {
    files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  }
  return {{"sha256", ruleset.sha256}, {"files", std::move(files)}};
}

Value LogsOf(const Report& report) {
  Value logs = Value::array();
  for (const events::LogSummary& log : report.logs) {
    logs.push_back({{"path", log.path},
                    {"source", TextOrNull(log.source)},
                    {"bytes", log.bytes},
                    {"xxh3_128", log.xxh3_128},
                    {"records", log.records},
                    {"events", log.events},
                    {"skipped",
                     {{"unknown_event", log.unknown_events},
                      {"no_mapping", log.skipped},
                      {"after_as_of", log.later_than_present}}},
                    {"first", TimeOrNull(log.first)},
                    {"last", TimeOrNull(log.last)},
                    {"ended_early", log.ended_early}});
  }
  return logs;
}

// An end of the time in force; null where it is open.
Value BoundOf(values::Instant instant) {
  const bool open = instant == values::Instant::Min() || instant == values::Instant::Max();
  return open ? Value(nullptr) : Value(values::ToString(instant));
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
          {"effective",
           {{"from", BoundOf(clause.effective.from)}, {"until", BoundOf(clause.effective.until)}}},
          {"text", clause.text},
          {"place", PlaceOf(clause.place)},
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

Value RecordOf(const Report& report, const events::Place& place) {
  return {{"log", report.LogOf(place)},
          {"line", place.line},
          {"offset", place.offset},
          {"length", place.length}};
}

Value EvidenceOf(const Report& report, const engine::EvidenceStep& step) {
  Value object = {{"role", NameOf(step.role)}, {"name", TextOrNull(step.event)}};
  if (step.place) {
    object["time"] = values::ToString(step.time);
    object.update(RecordOf(report, *step.place));
    object["sha256"] = TextOrNull(report.DigestOf(*step.place));
  } else {
    object["from"] = TimeOrNull(step.from);
    object["until"] = TimeOrNull(step.until);
  }
  object["note"] = TextOrNull(step.note);
  return object;
}

Value WindowOf(const Report& report, const engine::WindowSummary& window) {
  const auto place = [&report](const std::optional<events::Place>& at) {
    return at ? RecordOf(report, *at) : Value(nullptr);
  };
  return {{"of", window.text},
          {"value", window.value},
          {"events", window.events},
          {"first", place(window.first)},
          {"last", place(window.last)}};
}

Value ValuesOf(const Report& report, const engine::Finding& finding) {
  Value windows = Value::array();
  for (const engine::WindowSummary& window : finding.windows) {
    windows.push_back(WindowOf(report, window));
  }
  Value shares = Value::array();
  for (const engine::ShareFound& share : finding.shares) {
    shares.push_back(
        {{"of", share.text}, {"least", TextOrNull(share.least)}, {"most", TextOrNull(share.most)}});
  }
  Value values = {{"windows", std::move(windows)}, {"shares", std::move(shares)}};
  for (const engine::NamedValue& item : finding.values) {
    values[item.name] = item.absent ? Value(nullptr) : Value(item.value);
  }
  return values;
}

// An index into `waivers`.
Value WaiverOf(const Report& report, const engine::Finding& finding) {
  const WaiverReport* waiver = report.WaiverOf(finding);
  return waiver == nullptr ? Value(nullptr) : Value(waiver - report.waivers.data());
}

Value FindingOf(const Report& report, const engine::Finding& finding) {
  const ClauseReport& clause = report.ClauseOf(finding);
  Value about = Value::object();
  for (const engine::NamedValue& item : finding.about) {
    about[item.name] = item.absent ? Value(nullptr) : Value(item.value);
  }
  Value event = RecordOf(report, finding.place);
  event["id"] = TextOrNull(finding.event_id);
  event["name"] = finding.event;
  Value evidence = Value::array();
  for (const engine::EvidenceStep& step : finding.evidence) {
    evidence.push_back(EvidenceOf(report, step));
  }
  return {{"fingerprint", finding.fingerprint},
          {"clause", clause.id},
          {"version", TextOrNull(clause.version)},
          {"severity", NameOf(clause.severity)},
          {"verdict", NameOf(finding.verdict)},
          {"time", values::ToString(finding.time)},
          {"due", TimeOrNull(finding.due)},
          {"about", std::move(about)},
          {"message", finding.message.empty() ? clause.title : finding.message},
          {"remedy", TextOrNull(clause.remedy)},
          {"excused_by", TextOrNull(finding.excused_by)},
          {"excused_cites", TextOrNull(finding.excused_cites)},
          {"waiver", WaiverOf(report, finding)},
          {"missing", ArrayOf(finding.missing)},
          {"values", ValuesOf(report, finding)},
          {"event", std::move(event)},
          {"evidence", std::move(evidence)},
          {"baseline", nullptr}};
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
                       {"place", PlaceOf(waiver.place)}});
  }
  return waivers;
}

Value ExampleOf(const diagnostics::Diagnostic& example) {
  Value object = {{"code", diagnostics::Entry(example.code).id},
                  {"log", nullptr},
                  {"line", nullptr},
                  {"offset", nullptr}};
  if (const auto* place = std::get_if<diagnostics::LogPlace>(&example.where)) {
    object["log"] = place->log;
    if (place->line != 0) object["line"] = place->line;
    object["offset"] = place->offset;
  }
  object["message"] = example.Message();
  return object;
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
  const diagnostics::CodeEntry& entry = diagnostics::Entry(problem.code);
  return {{"code", entry.id},
          {"severity", diagnostics::NameOf(entry.severity)},
          {"log", TextOrNull(problem.log)},
          {"count", problem.count},
          {"help", TextOrNull(entry.help)}};
}

std::vector<diagnostics::Diagnostic> ExamplesOf(const Report& report) {
  std::vector<diagnostics::Diagnostic> examples;
  for (const ProblemReport& problem : report.problems) {
    examples.insert(examples.end(), problem.examples.begin(), problem.examples.end());
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
  Member(writer, "ruleset", RulesetOf(report.ruleset));
  Member(writer, "parameters", ObjectOf(report.parameters));
  Member(writer, "logs", LogsOf(report));
  Member(writer, "as_of", TimeOrNull(report.as_of));
  writer.Member("failed", Fails(report));
  Array(writer, "clauses", report.clauses, [](const ClauseReport& clause) {
    return clause.judged ? ClauseOf(clause) : Value(nullptr);
  });
  Array(writer, "findings", report.findings,
        [&report](const engine::Finding& finding) { return FindingOf(report, finding); });
  Member(writer, "waivers", WaiversOf(report));
  Member(writer, "vanished", Value::array());
  Array(writer, "problem_counts", report.problems, ProblemCountOf);
  Array(writer, "problems", ExamplesOf(report), ExampleOf);
  writer.EndObject();
}

void WriteJsonLines(const Report& report, std::ostream& out) {
  json::Writer writer(out, json::Layout::kCompact);
  for (const engine::Finding& finding : report.findings) writer.Tree(FindingOf(report, finding));
}

}  // namespace abide::report
