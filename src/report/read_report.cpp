#include "report/read_report.h"

#include "report/json_node.h"
#include "report/names.h"
#include "report/read_finding.h"
#include "report/text_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace abide::report {
namespace {

using json::Json;

constexpr std::string_view kFormat = "abide.report/1";
constexpr std::string_view kAnyFormat = "abide.report/";

check::Effective InForce(const JsonNode& node) {
  check::Effective effective;
  effective.from = node.At("from").TimeOrNull().value_or(effective.from);
  effective.until = node.At("until").TimeOrNull().value_or(effective.until);
  return effective;
}

RulePlace PlaceFrom(const JsonNode& node) {
  return {node.At("file").Text(), static_cast<std::uint32_t>(node.At("line").Count(UINT32_MAX))};
}

Options OptionsOf(const JsonNode& node) {
  Options options;
  // Reports of abide 0.1 did not tell these two.
  if (node.Has("rules")) {
    node.At("rules").Each([&](const JsonNode& path) { options.rules.push_back(path.Text()); });
  }
  if (node.Has("baseline")) options.baseline = node.At("baseline").TextOrNull();
  options.as_of = node.At("as_of").TimeOrNull();
  options.since = node.At("since").TimeOrNull();
  options.until = node.At("until").TimeOrNull();
  node.At("clauses").Each([&](const JsonNode& glob) { options.clauses.push_back(glob.Text()); });
  options.source = node.At("source").TextOrNull();
  options.strict = node.At("strict").Flag();
  options.allow_bad_lines = node.At("allow_bad_lines").Count();
  options.max_findings = node.At("max_findings").Count();
  if (node.Has("hash")) {
    options.sha256 = node.At("hash").Text() == "sha256";
    if (!options.sha256) node.At("hash").Fail("is no word that is known here");
  }
  options.fail_on = node.At("fail_on").Word(ParseFailOn);
  return options;
}

HiddenFields HiddenOf(const JsonNode& node) {
  HiddenFields hidden;
  if (node.is_null()) return hidden;
  node.At("fields").Each([&](const JsonNode& field) {
    hidden.fields.push_back({field.At("name").Text(), field.At("how").Word(HideOfName)});
  });
  if (hidden.fields.empty()) node.At("fields").Fail("is empty");
  hidden.key = node.At("key").TextOrNull();
  return hidden;
}

Ruleset RulesetOf(const JsonNode& node) {
  Ruleset ruleset;
  ruleset.sha256 = node.At("sha256").Hex(64);
  node.At("files").Each([&](const JsonNode& file) {
    const std::string kind = file.At("kind").Text();
    if (kind != "rules" && kind != "table") file.At("kind").Fail("is no word that is known here");
    ruleset.files.push_back({.path = file.At("path").Text(),
                             .bytes = file.At("bytes").Count(),
                             .sha256 = file.At("sha256").Hex(64),
                             .is_table = kind == "table"});
  });
  return ruleset;
}

PolicyReport PolicyOf(const JsonNode& node) {
  return {.id = node.At("id").Text(),
          .title = node.At("title").TextOrNull(),
          .by = node.At("by").TextOrNull(),
          .url = node.At("url").TextOrNull(),
          .version = node.At("version").TextOrNull(),
          .effective = InForce(node.At("effective"))};
}

events::LogSummary LogOf(const JsonNode& node, const Options& options) {
  events::LogSummary log;
  log.path = node.At("path").Text();
  log.container = node.At("container").TextOrNull();
  log.source = node.At("source").TextOrNull();
  log.bytes = node.At("bytes").Count();
  const JsonNode hash = node.At("xxh3_128");
  if (!hash.is_null()) log.xxh3_128 = hash.Hex(32);
  if (options.sha256) {
    const JsonNode sha256 = node.At("sha256");
    if (!sha256.is_null()) log.sha256 = sha256.Hex(64);
  } else if (node.Has("sha256")) {
    node.At("sha256").Fail("is there, and `options.hash` does not ask for it");
  }
  log.records = node.At("records").Count();
  log.events = node.At("events").Count();
  const JsonNode skipped = node.At("skipped");
  log.unknown_events = skipped.At("unknown_event").Count();
  log.skipped = skipped.At("no_mapping").Count();
  log.later_than_present = skipped.At("after_as_of").Count();
  log.first = node.At("first").TimeOrNull();
  log.last = node.At("last").TimeOrNull();
  log.ended_early = node.At("ended_early").Flag();
  return log;
}

std::map<std::string, std::uint64_t> CountsOf(const JsonNode& node) {
  std::map<std::string, std::uint64_t> counts;
  node.Members(
      [&](const std::string& name, const JsonNode& count) { counts[name] = count.Count(); });
  return counts;
}

engine::ClauseResult ResultOf(const JsonNode& node) {
  engine::ClauseResult result;
  result.judged = true;
  result.status = node.At("status").Word(StatusOfName);
  result.considered = node.At("considered").Count();
  result.breached = node.At("breached").Count();
  result.pending = node.At("pending").Count();
  result.undetermined = node.At("undetermined").Count();
  result.excused = node.At("excused").Count();
  result.waived = node.At("waived").Count();
  result.excused_by = CountsOf(node.At("excused_by"));
  result.undetermined_by = CountsOf(node.At("undetermined_by"));
  result.findings_dropped = node.At("findings_not_reported").Count();
  return result;
}

ClauseReport ClauseOf(const JsonNode& node) {
  ClauseReport clause;
  clause.id = node.At("id").Text();
  clause.policy = node.At("policy").TextOrNull();
  clause.version = node.At("version").TextOrNull();
  clause.title = node.At("title").Text();
  clause.cites = node.At("cites").TextOrNull();
  clause.severity = node.At("severity").Word(SeverityOfName);
  node.At("tags").Each([&](const JsonNode& tag) { clause.tags.push_back(tag.Text()); });
  clause.remedy = node.At("remedy").TextOrNull();
  clause.effective = InForce(node.At("effective"));
  clause.text = node.At("text").Text();
  clause.place = PlaceFrom(node.At("place"));
  clause.result = ResultOf(node);
  return clause;
}

WaiverReport WaiverOf(const JsonNode& node) {
  WaiverReport waiver;
  waiver.clause = node.At("clause").Text();
  waiver.status = node.At("status").Word(WaiverStatusOfName);
  waiver.findings = node.At("findings").Count();
  waiver.until = node.At("until").Time();
  waiver.expires_soon = node.At("expires_soon").Flag();
  waiver.because = node.At("because").Text();
  waiver.by = node.At("by").Text();
  waiver.text = node.At("text").Text();
  waiver.place = PlaceFrom(node.At("place"));
  return waiver;
}

std::optional<diagnostics::Severity> DiagnosticSeverityOfName(std::string_view name) {
  for (const auto severity : {diagnostics::Severity::kError, diagnostics::Severity::kWarning}) {
    if (diagnostics::NameOf(severity) == name) return severity;
  }
  return std::nullopt;
}

ProblemReport ProblemOf(const JsonNode& node) {
  return {.log = node.At("log").TextOrNull(),
          .code = node.At("code").Text(),
          .severity = node.At("severity").Word(DiagnosticSeverityOfName),
          .count = node.At("count").Count(),
          .help = node.At("help").TextOrNull(),
          .examples = {}};
}

void AddExample(const JsonNode& node, std::vector<ProblemReport>& problems) {
  const std::uint64_t index = node.At("counted_in").Count();
  if (index >= problems.size()) return node.At("counted_in").Fail("is beyond `problem_counts`");
  const JsonNode line = node.At("line");
  const JsonNode offset = node.At("offset");
  problems[index].examples.push_back({.log = node.At("log").TextOrNull(),
                                      .line = line.is_null() ? 0 : line.Count(),
                                      .offset = offset.is_null() ? 0 : offset.Count(),
                                      .message = node.At("message").Text()});
}

// What hangs together by names: the titles of policies and the waivers of clauses.
void Tie(Report& report) {
  for (ClauseReport& clause : report.clauses) {
    for (const PolicyReport& policy : report.policies) {
      if (policy.id == clause.policy && policy.version == clause.version) {
        clause.policy_title = policy.title;
        break;
      }
    }
    for (std::size_t i = 0; i < report.waivers.size(); ++i) {
      if (report.waivers[i].clause == clause.id) clause.waivers.push_back(i);
    }
  }
}

// All but the findings.
Report FrameOf(const JsonNode& node) {
  Report report;
  report.version = node.At("tool").At("version").Text();
  report.options = OptionsOf(node.At("options"));
  if (node.Has("hidden")) report.hidden = HiddenOf(node.At("hidden"));
  report.ruleset = RulesetOf(node.At("ruleset"));
  node.At("parameters").Members([&](const std::string& name, const JsonNode& value) {
    report.parameters[name] = value.Text();
  });
  node.At("policies").Each([&](const JsonNode& each) {
    report.policies.push_back(PolicyOf(each));
  });
  node.At("logs").Each(
      [&](const JsonNode& each) { report.logs.push_back(LogOf(each, report.options)); });
  report.as_of = node.At("as_of").TimeOrNull();
  node.At("clauses").Each([&](const JsonNode& each) { report.clauses.push_back(ClauseOf(each)); });
  node.At("waivers").Each([&](const JsonNode& each) { report.waivers.push_back(WaiverOf(each)); });
  node.At("problem_counts").Each([&](const JsonNode& each) {
    report.problems.push_back(ProblemOf(each));
  });
  report.bad_records = node.At("bad_records").Count();
  node.At("problems").Each([&](const JsonNode& each) { AddExample(each, report.problems); });
  Tie(report);
  return report;
}

// What has vanished is shown as it stands, so it has to be a finding, but need not name what is
// here.
void ReadVanished(const Json& document, Report& report, std::string& fault) {
  const JsonNode vanished = JsonNode(document, "", fault);
  vanished.At("vanished").Each([](const JsonNode&) {});
  if (!fault.empty() || document.at("vanished").empty()) return;
  FindingReader reader(fault);
  auto findings = std::make_shared<std::vector<Json>>();
  for (const Json& finding : document.at("vanished")) {
    reader.Take(finding);
    findings->push_back(finding);
  }
  if (!fault.empty()) fault = "among `vanished`, " + fault;
  report.vanished = std::move(findings);
}

// Nothing, if the document has the format that is read here.
std::optional<ReadFault> FormatFault(const Json& document) {
  const auto format = document.is_object() ? document.find("format") : document.end();
  const bool is_text = document.is_object() && format != document.end() && format->is_string();
  const std::string name = is_text ? format->get<std::string>() : std::string();
  if (name == kFormat) return std::nullopt;
  if (name.starts_with(kAnyFormat)) {
    return ReadFault{
        fmt::format("it is `{}`, and this version reads `{}`", Shown(name, 40), kFormat),
        "read it with the version of abide that wrote it, or a later one"};
  }
  return ReadFault{"it is no report of Abide's", ""};
}

}  // namespace

diagnostics::Expected<Report, ReadFault> ReadReport(std::string_view text) {
  return ReadReport(text, [](const Json&) {});
}

diagnostics::Expected<Report, ReadFault> ReadReport(std::string_view text,
                                                    const json::TakeElement& see) {
  std::string fault;
  FindingReader findings(fault);
  const auto document = json::ReadElements(text, "findings", [&](Json finding) {
    findings.Take(finding);
    if (fault.empty()) see(std::move(finding));
  });
  if (!document) return diagnostics::Unexpected{ReadFault{document.error().message, ""}};
  if (auto wrong = FormatFault(*document)) return diagnostics::Unexpected{std::move(*wrong)};
  if (fault.empty()) JsonNode(*document, "", fault).At("findings").Each([](const JsonNode&) {});
  if (fault.empty()) {
    Report report = FrameOf(JsonNode(*document, "", fault));
    if (fault.empty()) findings.Give(report);
    if (fault.empty()) ReadVanished(*document, report, fault);
    if (fault.empty()) return report;
  }
  return diagnostics::Unexpected{ReadFault{fault, ""}};
}

}  // namespace abide::report
