#include "reference/checked_logs.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "diagnostics/assert.h"

namespace abide::reference {
namespace {

constexpr const char* kVerdicts[] = {"breach", "pending", "undetermined", "excused", "waived"};

}  // namespace

std::vector<std::string> LinesOf(const Shapes& shapes, const Log& log) {
  std::vector<std::string> lines;
  for (const Entry& entry : log) {
    nlohmann::json record = nlohmann::json::parse(shapes[entry.shape].json);
    record["time"] = values::ToString(TimeOf(entry.seconds));
    record["id"] = "e" + std::to_string(lines.size() + 1);
    lines.push_back(record.dump() + "\n");
  }
  return lines;
}

engine::Verdicts CheckLogs(const RuleSet& rules, const std::vector<std::string>& logs,
                           const CheckOptions& options) {
  plan::Plan narrow;
  if (!options.clauses.empty()) {
    diagnostics::DiagnosticSink sink;
    narrow = plan::Compile(rules.rules, {.clauses = options.clauses}, sink);
  }
  const plan::Plan& plan = options.clauses.empty() ? rules.plan : narrow;
  std::vector<std::unique_ptr<events::LogFile>> files;
  std::vector<const events::LogFile*> pointers;
  for (const std::string& log : logs) {
    files.push_back(events::LogFile::OfText("log", log));
    pointers.push_back(files.back().get());
  }
  events::ReaderOptions reading;
  reading.schema = &rules.rules.schema;
  reading.selection = plan.fields;
  reading.source = events::kCanonical;
  reading.as_of = options.options.as_of;
  reading.chunk_bytes = options.chunk_bytes;
  events::Turns turns(options.jobs);
  reading.jobs = options.jobs;
  reading.turns = &turns;
  events::EventStream stream(pointers, std::move(reading));
  StreamFeed feed(stream, options.hands);
  engine::RunOptions run;
  run.as_of = options.options.as_of;
  run.since = options.options.since;
  run.until = options.options.until;
  run.jobs = options.jobs;
  run.turns = &turns;
  if (options.max_findings) run.max_findings = *options.max_findings;
  engine::Verdicts verdicts = engine::Run(plan, run, feed);
  ABIDE_ASSERT(stream.problems().bad_records() == 0, "the logs of the tests are good ones");
  return verdicts;
}

std::string FindingsAsText(const engine::Verdicts& verdicts, const check::CheckedRules& rules,
                           Names names) {
  std::string text;
  for (const engine::Finding& finding : verdicts.findings) {
    text += "  " + rules.clauses[static_cast<std::size_t>(finding.clause)].id + " at " +
            finding.event_id + ": " + kVerdicts[static_cast<int>(finding.verdict)];
    if (finding.due) text += ", due " + values::ToString(*finding.due);
    for (const std::string& name : finding.missing) text += ", misses " + name;
    for (const engine::NamedValue& value : finding.values) {
      text += ", " + value.name + " " + value.value;
    }
    if (!finding.excused_by.empty()) text += ", by \"" + finding.excused_by + "\"";
    if (names == Names::kFingerprints) text += ", " + finding.fingerprint;
    text += "\n";
  }
  return text;
}

std::string CountsAsText(const engine::Verdicts& verdicts) {
  std::string text;
  const auto add = [&](std::uint64_t number) { text += std::to_string(number) + ' '; };
  const auto add_all = [&](const auto& counts) {
    for (const auto& [name, count] : counts) {
      if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(name)>>) {
        add(name);
      } else {
        text += name + ' ';
      }
      add(count);
    }
  };
  for (const engine::ClauseResult& clause : verdicts.clauses) {
    add(clause.judged ? 1 : 0);
    add(static_cast<std::uint64_t>(clause.status));
    for (const std::uint64_t count :
         {clause.considered, clause.breached, clause.pending, clause.undetermined, clause.excused,
          clause.waived, clause.findings_dropped}) {
      add(count);
    }
    add_all(clause.excused_by);
    add_all(clause.undetermined_by);
    add_all(clause.waived_by);
    text += '\n';
  }
  if (verdicts.as_of) text += values::ToString(*verdicts.as_of) + ' ';
  add(verdicts.out_of_range);
  add(verdicts.divided_by_zero);
  add(verdicts.keyless_state_events);
  for (const auto& place : {verdicts.out_of_range_at, verdicts.divided_by_zero_at}) {
    add(place ? place->line : 0);
  }
  return text + '\n';
}

}  // namespace abide::reference
