#include "sample.h"

#include "report/json_report.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace abide::report {
namespace {

constexpr const char* kRules = R"(clause no-competing-models "Output may not train competing models"
  severity critical
  forbid train where datasets derive from openai_output

clause approved-use "Use needs an approval"
  forbid inference where not preceded by approval

clause spend "Spend stays under the ceiling"
  forbid inference where sum(cost of inference within 30 days) > 5

clause notice "Incidents are notified"
  after incident require notice within 72 hours

clause logged "Use is logged"
  forbid inference where not logged

clause quiet "Nobody does this"
  forbid nothing

waive acme.terms/approved-use
  until 2023-06-01 because "Pilot" by "legal@acme.example"
)";

// Seven records; the offsets of their lines are counted when they are asked for.
constexpr const char* kLog =
    "{\"event\":\"inference\",\"outputs\":[\"ds:raw\"]}\n"
    "{\"event\":\"derive\",\"inputs\":[\"ds:raw\"]}\n"
    "{\"event\":\"derive\",\"inputs\":[\"ds:clean\"]}\n"
    "{\"event\":\"train\",\"model\":\"seed-1\"}\n"
    "{\"event\":\"inference\",\"cost\":6.1}\n"
    "{\"event\":\"incident\"}\n"
    "not json\n";

events::Place Line(std::uint64_t line) {
  const std::string_view text = kLog;
  std::uint64_t offset = 0;
  for (std::uint64_t i = 1; i < line; ++i) offset = text.find('\n', offset) + 1;
  events::Place place;
  place.SetLine(line);
  place.offset = offset;
  place.length = static_cast<std::uint32_t>(text.find('\n', offset) - offset);
  return place;
}

values::Instant Time(const char* text) { return *values::ParseInstant(text); }

diagnostics::Span SpanOf(std::string_view declaration) {
  const std::string_view text = kRules;
  const auto begin = static_cast<std::uint32_t>(text.find(declaration));
  const auto end = static_cast<std::uint32_t>(text.find("\n\n", begin));
  return {diagnostics::FileId{0}, begin, end};
}

check::Clause ClauseOf(const char* id, const char* title, check::SeverityLevel severity) {
  check::Clause clause;
  clause.id = std::string("acme.terms/") + id;
  clause.policy = "acme.terms";
  clause.version = "2023-03-14";
  clause.title = title;
  clause.severity = severity;
  clause.effective.from = Time("2023-03-14");
  clause.span = SpanOf(std::string("clause ") + id);
  return clause;
}

engine::Finding FindingOf(std::uint32_t clause, engine::Verdict verdict, const char* time,
                          std::uint64_t line, const char* event) {
  engine::Finding finding;
  finding.clause = check::ClauseId{clause};
  finding.verdict = verdict;
  finding.time = Time(time);
  finding.place = Line(line);
  finding.event = event;
  finding.fingerprint = std::string(31, 'a') + std::to_string(line);
  return finding;
}

engine::EvidenceStep StepOf(engine::Role role, std::uint64_t line, const char* time,
                            const char* event, const char* note) {
  return {.role = role, .place = Line(line), .time = Time(time), .event = event, .note = note};
}

engine::Finding Laundering() {
  using engine::Role;
  auto finding = FindingOf(0, engine::Verdict::kBreach, "2023-05-10T08:00Z", 4, "train");
  finding.event_id = "run-7";
  finding.about = {{"org", "acme"}, {"model", "seed-1"}, {"region", "", true}};
  finding.message = "acme trained seed-1 on data that derives from openai output";
  finding.evidence = {
      StepOf(Role::kSource, 1, "2023-04-01T08:00Z", "inference", "born: ds:raw"),
      StepOf(Role::kFlow, 2, "2023-04-05T08:00:00.5Z", "derive", "ds:raw -> ds:clean"),
      StepOf(Role::kFlow, 3, "2023-04-06T08:00Z", "derive", "ds:clean -> ds:mix"),
      StepOf(Role::kTrigger, 4, "2023-05-10T08:00Z", "train", "ds:mix -> seed-1"),
      {.role = Role::kNotFound,
       .place = std::nullopt,
       .time = {},
       .event = "approval",
       .note = "approval within 365 days before"}};
  return finding;
}

engine::Findings Findings() {
  using engine::Role;
  using engine::Verdict;
  auto excused = FindingOf(1, Verdict::kExcused, "2023-04-01T08:00Z", 1, "inference");
  excused.excused_by = "evaluation only";
  excused.excused_cites = "order form 12";
  auto waived = FindingOf(1, Verdict::kWaived, "2023-05-11T08:00Z", 5, "inference");
  waived.waiver = 0;
  auto unsure = FindingOf(1, Verdict::kUndetermined, "2023-05-12T08:00Z", 6, "incident");
  unsure.missing = {"inference.account", "approval.subject"};
  auto spend = FindingOf(2, Verdict::kBreach, "2023-05-11T08:00Z", 5, "inference");
  spend.windows = {{.text = "sum(cost of inference within 30 days)",
                    .value = "6.1",
                    .events = 2,
                    .first = Line(1),
                    .last = Line(5)}};
  spend.evidence = {StepOf(Role::kTrigger, 5, "2023-05-11T08:00Z", "inference", ""),
                    StepOf(Role::kState, 2, "2023-04-05T08:00Z", "derive", "started `suspended`")};
  auto pending = FindingOf(3, Verdict::kPending, "2023-05-12T08:00Z", 6, "incident");
  pending.due = Time("2023-05-15T08:00Z");
  return {excused, Laundering(), waived, spend, unsure, pending};
}

std::vector<engine::ClauseResult> Results() {
  using engine::Status;
  std::vector<engine::ClauseResult> results(6);
  results[0].status = Status::kBreached;
  results[0].considered = 4;
  results[0].breached = 1;
  results[1].status = Status::kUndetermined;
  results[1].considered = 12'345;
  results[1].undetermined = results[1].excused = results[1].waived = 1;
  results[1].waived_by[0] = 1;
  results[1].excused_by = {{"evaluation only", 1}};
  results[1].undetermined_by = {{"inference.account", 1}};
  results[2].status = Status::kBreached;
  results[2].considered = 5;
  results[2].breached = 3;
  results[2].findings_dropped = 2;
  results[3].status = Status::kPending;
  results[3].considered = results[3].pending = 1;
  results[4].status = Status::kKept;
  results[4].considered = 2;
  return results;
}

}  // namespace

Sample::Sample() {
  using check::SeverityLevel;
  sources.Add("rules/terms.abide", kRules);
  rules.files = {{"rules/terms.abide", 10, std::string(64, '1')},
                 {"rules/owners.csv", 20, std::string(64, '2')}};
  rules.parameters = {{"ceiling", "5"}};
  rules.policies.push_back({.id = "acme.terms",
                            .title = "ACME terms of use",
                            .by = "",
                            .url = "",
                            .version = "2023-03-14",
                            .effective = {},
                            .span = {}});
  rules.clauses = {ClauseOf("no-competing-models", "Output may not train competing models",
                            SeverityLevel::kCritical),
                   ClauseOf("approved-use", "Use needs an approval", SeverityLevel::kHigh),
                   ClauseOf("spend", "Spend stays under the ceiling", SeverityLevel::kMedium),
                   ClauseOf("notice", "Incidents are notified", SeverityLevel::kLow),
                   ClauseOf("logged", "Use is logged", SeverityLevel::kInfo),
                   ClauseOf("quiet", "Nobody does this", SeverityLevel::kInfo)};
  rules.clauses[0].cites = "section 2(c)(iii)";
  rules.clauses[0].tags = {"distillation"};
  rules.clauses[0].remedy = "Stop the run and notify the provider.";
  check::Waiver waiver;
  waiver.until = Time("2023-06-01");
  waiver.because = "Pilot";
  waiver.by = "legal@acme.example";
  waiver.span = SpanOf("waive");
  waiver.span.end = static_cast<std::uint32_t>(std::string_view(kRules).size()) - 1;
  waiver.declaration = waiver.span;
  check::Waiver expired = waiver;
  expired.until = Time("2023-05-01");
  rules.clauses[1].waivers = {waiver, expired};

  log = events::LogFile::OfText("log.ndjson", kLog);
  verdicts.findings = Findings();
  verdicts.clauses = Results();
  verdicts.as_of = Time("2023-05-12T08:00Z");
  verdicts.keyless_state_events = 2;
  problems.Add(diagnostics::Code::kLogUnreadable, {"log.ndjson", 7, Line(7).offset}, Line(7).offset,
               {"log.ndjson", "no JSON"});
}

Inputs Sample::MakeInputs() const {
  Inputs inputs;
  inputs.version = "0.0.0";
  inputs.options.max_findings = 1000;
  inputs.rules = &rules;
  inputs.sources = &sources;
  inputs.verdicts = verdicts;
  events::LogSummary summary;
  summary.path = "log.ndjson";
  summary.bytes = log->size();
  summary.records = 7;
  summary.events = 6;
  summary.unknown_events = 1;
  summary.first = Time("2023-04-01T08:00Z");
  summary.last = Time("2023-05-12T08:00Z");
  summary.xxh3_128 = std::string(32, '3');
  inputs.logs = {summary};
  inputs.problems = problems.Tallies();
  inputs.bad_records = problems.bad_records();
  inputs.files = {log.get()};
  return inputs;
}

Report Sample::Make() const { return MakeReport(MakeInputs()).value(); }

std::string JsonOf(const Report& report) {
  std::ostringstream out;
  WriteJson(report, out);
  return out.str();
}

void ExpectGolden(const std::string& path, const std::string& actual) {
  const std::filesystem::path golden = std::filesystem::path("tests/testdata/report") / path;
  const char* update = std::getenv("ABIDE_UPDATE_GOLDENS");
  if (update != nullptr && std::string_view(update) == "1") {
    std::filesystem::create_directories(golden.parent_path());
    std::ofstream(golden, std::ios::binary) << actual;
  }
  std::ifstream in(golden, std::ios::binary);
  std::ostringstream expected;
  expected << in.rdbuf();
  EXPECT_EQ(actual, expected.str()) << golden;
}

}  // namespace abide::report
