#include "report/report.h"

#include "diagnostics/printable.h"
#include "report/digest.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace abide::report {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::SourceSet;
using diagnostics::Unexpected;

constexpr values::Duration kSoon = {.months = 0, .nanos = 30LL * 24 * 3600 * 1'000'000'000};

Ruleset RulesetOf(const check::CheckedRules& rules) {
  Ruleset ruleset{.files = rules.files, .sha256 = {}};
  std::vector<std::string> digests;
  for (const check::LoadedFile& file : rules.files) digests.push_back(file.sha256 + '\n');
  std::sort(digests.begin(), digests.end());
  Sha256 hash;
  for (const std::string& digest : digests) hash.Update(digest);
  ruleset.sha256 = hash.Finish();
  return ruleset;
}

std::string PolicyTitle(const check::CheckedRules& rules, const check::Clause& clause) {
  for (const check::Policy& policy : rules.policies) {
    if (policy.id == clause.policy && policy.version == clause.version) return policy.title;
  }
  return {};
}

std::vector<ClauseReport> ClausesOf(const Inputs& inputs) {
  std::vector<ClauseReport> clauses;
  for (std::size_t i = 0; i < inputs.rules->clauses.size(); ++i) {
    const check::Clause& clause = inputs.rules->clauses[i];
    ClauseReport& report = clauses.emplace_back();
    report.id = clause.id;
    report.policy = clause.policy;
    report.policy_title = PolicyTitle(*inputs.rules, clause);
    report.version = clause.version;
    report.title = clause.title;
    report.cites = clause.cites;
    report.remedy = clause.remedy;
    report.tags = clause.tags;
    report.severity = clause.severity;
    report.effective = clause.effective;
    report.text = inputs.sources->Text(clause.span);
    report.place = PlaceOf(clause.span, *inputs.sources);
    report.judged = inputs.judged.empty() || inputs.judged[i];
    if (i < inputs.verdicts.clauses.size()) report.result = inputs.verdicts.clauses[i];
  }
  return clauses;
}

WaiverReport WaiverOf(const check::Waiver& waiver, const std::string& clause,
                      std::optional<values::Instant> present, const SourceSet& sources) {
  const std::optional<values::Instant> soon =
      present ? values::Plus(*present, kSoon) : std::nullopt;
  WaiverReport report;
  report.clause = clause;
  report.because = waiver.because;
  report.by = waiver.by;
  report.until = waiver.until;
  report.text = sources.Text(waiver.declaration);
  report.place = PlaceOf(waiver.span, sources);
  const bool expired = present && waiver.until <= *present;
  report.status = expired ? WaiverStatus::kExpired : WaiverStatus::kUnused;
  report.expires_soon = !expired && soon && waiver.until <= *soon;
  return report;
}

// The waivers of the clauses that are judged, in their order. One that speaks of several versions
// of a clause stands once.
void AddWaivers(const Inputs& inputs, Report& report) {
  std::vector<diagnostics::Span> spans;
  for (std::size_t i = 0; i < inputs.rules->clauses.size(); ++i) {
    const check::Clause& clause = inputs.rules->clauses[i];
    if (!report.clauses[i].judged) continue;
    const auto of_others = static_cast<std::ptrdiff_t>(spans.size());
    for (const check::Waiver& waiver : clause.waivers) {
      const auto end = spans.begin() + of_others;
      const auto same = std::find(spans.begin(), end, waiver.span);
      if (same != end) {
        report.clauses[i].waivers.push_back(static_cast<std::size_t>(same - spans.begin()));
        continue;
      }
      report.clauses[i].waivers.push_back(spans.size());
      spans.push_back(waiver.span);
      report.waivers.push_back(WaiverOf(waiver, clause.id, inputs.verdicts.as_of, *inputs.sources));
    }
  }
  for (const ClauseReport& clause : report.clauses) {
    for (const auto& [index, count] : clause.result.waived_by) {
      WaiverReport& waiver = report.waivers[clause.waivers[index]];
      waiver.status = WaiverStatus::kUsed;
      waiver.findings += count;
    }
  }
}

std::vector<PolicyReport> PoliciesOf(const check::CheckedRules& rules) {
  std::vector<PolicyReport> policies;
  for (const check::Policy& policy : rules.policies) {
    policies.push_back(
        {policy.id, policy.title, policy.by, policy.url, policy.version, policy.effective});
  }
  return policies;
}

ProblemReport ProblemOf(Code code, const std::string& log, std::uint64_t count) {
  const diagnostics::CodeEntry& entry = diagnostics::Entry(code);
  return {.log = log,
          .code = std::string(entry.id),
          .severity = entry.severity,
          .count = count,
          .help = std::string(entry.help),
          .examples = {}};
}

ProblemExample ExampleOf(const Diagnostic& diagnostic) {
  ProblemExample example;
  if (const auto* place = std::get_if<diagnostics::LogPlace>(&diagnostic.where)) {
    example.log = place->log;
    example.line = place->line;
    example.offset = place->offset;
  }
  example.message = diagnostic.Message();
  return example;
}

std::vector<ProblemReport> AllProblemsOf(const Inputs& inputs) {
  std::vector<ProblemReport> problems = ProblemsOf(inputs.problems);
  const auto add = [&problems](Code code, std::uint64_t count) {
    if (count != 0) problems.push_back(ProblemOf(code, "", count));
  };
  const auto add_judged = [&](Code code, std::uint64_t count,
                              const std::optional<events::Place>& at) {
    add(code, count);
    if (count == 0 || !at) return;
    problems.back().examples.push_back({.log = inputs.logs[at->log].path,
                                        .line = at->line,
                                        .offset = at->offset,
                                        .message = std::string(diagnostics::Entry(code).message)});
  };
  add_judged(Code::kResultOutOfRange, inputs.verdicts.out_of_range,
             inputs.verdicts.out_of_range_at);
  add_judged(Code::kDividedByZero, inputs.verdicts.divided_by_zero,
             inputs.verdicts.divided_by_zero_at);
  add(Code::kStateWithoutKey, inputs.verdicts.keyless_state_events);
  return problems;
}

auto KeyOf(const RecordDigest& digest) {
  return std::make_tuple(digest.log, digest.offset, digest.length);
}

// Every record that is evidence, once, in the order of the logs.
std::vector<RecordDigest> RecordsOf(const engine::Verdicts& verdicts) {
  std::vector<RecordDigest> records;
  for (const engine::Finding& finding : verdicts.findings) {
    for (const engine::EvidenceStep& step : finding.evidence) {
      if (!step.place) continue;
      records.push_back({step.place->log, step.place->offset, step.place->length, {}});
    }
  }
  const auto less = [](const auto& a, const auto& b) { return KeyOf(a) < KeyOf(b); };
  const auto same = [](const auto& a, const auto& b) { return KeyOf(a) == KeyOf(b); };
  std::sort(records.begin(), records.end(), less);
  records.erase(std::unique(records.begin(), records.end(), same), records.end());
  return records;
}

Expected<std::string, Diagnostic> DigestOfRecord(const events::LogFile& file,
                                                 const RecordDigest& record) {
  Sha256 hash;
  std::vector<char> buffer(std::min<std::size_t>(record.length, std::size_t{1} << 20));
  for (std::uint64_t done = 0; done < record.length;) {
    const std::size_t wanted = std::min<std::uint64_t>(record.length - done, buffer.size());
    const auto count = file.Read(record.offset + done, buffer.data(), wanted);
    if (!count) return Unexpected{count.error()};
    if (*count == 0) {
      return Unexpected{
          Diagnostic{.code = Code::kLogUnreadable,
                     .where = {},
                     .arguments = {file.path(), "it grew shorter while it was judged"},
                     .labels = {},
                     .fixes = {},
                     .help = "judge a log that nobody is writing anew"}};
    }
    hash.Update({buffer.data(), *count});
    done += *count;
  }
  return hash.Finish();
}

Expected<std::vector<RecordDigest>, Diagnostic> DigestsOf(const Inputs& inputs) {
  if (inputs.files.empty()) return std::vector<RecordDigest>{};
  std::vector<RecordDigest> records = RecordsOf(inputs.verdicts);
  for (RecordDigest& record : records) {
    auto digest = DigestOfRecord(*inputs.files[record.log], record);
    if (!digest) return Unexpected{digest.error()};
    record.sha256 = std::move(*digest);
  }
  return records;
}

// A path or an option may hold bytes that are no UTF-8, which a saved report can't: every form
// shows the same in their place.
void MakeUtf8(std::string& text) {
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    valid += point.valid ? text.substr(at, point.length) : "\uFFFD";
    at += point.length;
  }
  text = std::move(valid);
}

void MakeUtf8(Report& report) {
  for (std::string& path : report.options.rules) MakeUtf8(path);
  MakeUtf8(report.options.baseline);
  for (std::string& glob : report.options.clauses) MakeUtf8(glob);
  for (auto& [name, value] : report.parameters) MakeUtf8(value);
  for (check::LoadedFile& file : report.ruleset.files) MakeUtf8(file.path);
  for (ClauseReport& clause : report.clauses) MakeUtf8(clause.place.file);
  for (WaiverReport& waiver : report.waivers) MakeUtf8(waiver.place.file);
  for (events::LogSummary& log : report.logs) MakeUtf8(log.path);
  for (ProblemReport& problem : report.problems) {
    MakeUtf8(problem.log);
    for (ProblemExample& example : problem.examples) {
      MakeUtf8(example.log);
      MakeUtf8(example.message);
    }
  }
}

}  // namespace

RulePlace PlaceOf(const diagnostics::Span& span, const SourceSet& sources) {
  const diagnostics::SourceFile& file = sources.File(span.file);
  return {file.path(), file.Locate(span.begin).line};
}

std::vector<ProblemReport> ProblemsOf(const std::vector<events::Problems::Tally>& tallies) {
  std::vector<ProblemReport> problems;
  problems.reserve(tallies.size());
  for (const events::Problems::Tally& tally : tallies) {
    ProblemReport& problem = problems.emplace_back(ProblemOf(tally.code, tally.log, tally.count));
    for (const Diagnostic& example : tally.examples) {
      problem.examples.push_back(ExampleOf(example));
    }
  }
  return problems;
}

std::string_view Report::DigestOf(const events::Place& place) const {
  const auto key = std::make_tuple(place.log, place.offset, place.length);
  const auto found =
      std::lower_bound(digests.begin(), digests.end(), key,
                       [](const RecordDigest& digest, const auto& k) { return KeyOf(digest) < k; });
  if (found == digests.end() || KeyOf(*found) != key) return {};
  return found->sha256;
}

bool Report::HasEvents() const {
  return std::any_of(logs.begin(), logs.end(), [](const auto& log) { return log.events > 0; });
}

const WaiverReport* Report::WaiverOf(const engine::Finding& finding) const {
  return finding.waiver ? &waivers[ClauseOf(finding).waivers[*finding.waiver]] : nullptr;
}

Expected<Report, Diagnostic> MakeReport(Inputs inputs) {
  auto digests = DigestsOf(inputs);
  if (!digests) return Unexpected{digests.error()};
  Report report;
  report.ruleset = RulesetOf(*inputs.rules);
  report.as_of = inputs.verdicts.as_of;
  report.parameters = inputs.rules->parameters;
  report.bad_records = inputs.bad_records;
  report.policies = PoliciesOf(*inputs.rules);
  report.clauses = ClausesOf(inputs);
  AddWaivers(inputs, report);
  report.problems = AllProblemsOf(inputs);
  report.digests = std::move(*digests);
  report.version = std::move(inputs.version);
  report.options = std::move(inputs.options);
  report.logs = std::move(inputs.logs);
  report.findings = std::move(inputs.verdicts.findings);
  MakeUtf8(report);
  return report;
}

}  // namespace abide::report
