#include "verify/expectation.h"

#include <xxhash.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"

namespace abide::verify {
namespace {

using judgement::Tally;
using judgement::TimeOrNull;
using testimony::Log;
using values::Instant;

constexpr values::Duration kSoon = {.months = 0, .nanos = 30LL * 24 * 3600 * 1'000'000'000};

void AppendPart(std::string_view part, std::string& text) {
  absl::StrAppend(&text, part.size(), ":");
  text += part;
}

std::string HashOf(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return absl::StrCat(absl::Hex(hash.high64, absl::kZeroPad16),
                      absl::Hex(hash.low64, absl::kZeroPad16));
}

// The ends of a time in force; null where it is open.
Json InForce(const check::Effective& effective) {
  const auto bound = [](Instant instant) {
    const bool open = instant == Instant::Min() || instant == Instant::Max();
    return open ? Json(nullptr) : Json(values::ToString(instant));
  };
  return {{"from", bound(effective.from)}, {"until", bound(effective.until)}};
}

Json PlaceOf(const diagnostics::Span& span, const diagnostics::SourceSet& sources) {
  const diagnostics::SourceFile& file = sources.File(span.file);
  return {{"file", file.path()}, {"line", file.Locate(span.begin).line}};
}

Json RulesetOf(const check::CheckedRules& rules) {
  Json files = Json::array();
  std::vector<std::string> digests;
  for (const check::LoadedFile& file : rules.files) {
    files.push_back({{"path", file.path},
                     {"kind", file.is_table ? "table" : "rules"},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256}});
    digests.push_back(file.sha256 + '\n');
  }
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const std::string& digest : digests) all += digest;
  return {{"sha256", testimony::Sha256Of(all)}, {"files", std::move(files)}};
}

Json PoliciesOf(const check::CheckedRules& rules) {
  Json policies = Json::array();
  for (const check::Policy& policy : rules.policies) {
    policies.push_back({{"id", policy.id},
                        {"version", TextOrNull(policy.version)},
                        {"title", TextOrNull(policy.title)},
                        {"by", TextOrNull(policy.by)},
                        {"url", TextOrNull(policy.url)},
                        {"effective", InForce(policy.effective)}});
  }
  return policies;
}

// What is read of each log up to the present.
Json LogsOf(const Journal& journal, const Question& question) {
  struct Read {
    std::uint64_t events = 0;
    std::uint64_t later = 0;
    std::optional<Instant> first, last;
  };
  std::vector<Read> reads(journal.logs.size());
  for (const events::Event& event : journal.events) {
    Read& read = reads[event.place.log];
    if (question.as_of && *question.as_of < event.time) {
      ++read.later;
      continue;
    }
    ++read.events;
    if (!read.first) read.first = event.time;
    read.last = event.time;
  }
  Json logs = Json::array();
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const Log& log = journal.logs[i];
    logs.push_back({{"path", log.path},
                    {"container", TextOrNull(log.container)},
                    {"source", TextOrNull(log.source)},
                    {"bytes", log.bytes},
                    {"xxh3_128", log.xxh3_128},
                    {"records", log.records},
                    {"events", reads[i].events},
                    {"skipped",
                     {{"unknown_event", log.unknown_events},
                      {"no_mapping", log.skipped},
                      {"after_as_of", reads[i].later}}},
                    {"first", TimeOrNull(reads[i].first)},
                    {"last", TimeOrNull(reads[i].last)},
                    {"ended_early", log.ended_early}});
    if (!log.sha256.empty()) logs.back()["sha256"] = log.sha256;
  }
  return logs;
}

Json ClauseOf(const check::Clause& clause, const diagnostics::SourceSet& sources,
              const Tally& tally, std::uint64_t not_reported) {
  Json excused_by = Json::object();
  for (const auto& [label, count] : tally.excused_by) excused_by[label] = count;
  return {{"id", clause.id},
          {"policy", TextOrNull(clause.policy)},
          {"version", TextOrNull(clause.version)},
          {"title", clause.title},
          {"cites", TextOrNull(clause.cites)},
          {"severity", NameOf(clause.severity)},
          {"tags", clause.tags},
          {"remedy", TextOrNull(clause.remedy)},
          {"effective", InForce(clause.effective)},
          {"text", sources.Text(clause.span)},
          {"place", PlaceOf(clause.span, sources)},
          {"status", StatusOf(tally)},
          {"considered", tally.considered},
          {"breached", tally.breached},
          {"pending", tally.pending},
          {"undetermined", tally.undetermined},
          {"excused", tally.excused},
          {"waived", tally.waived},
          {"excused_by", std::move(excused_by)},
          {"findings_not_reported", not_reported}};
}

// The waivers of the clauses that are judged, in their order; one that speaks of several versions
// of a clause stands once.
class Waivers {
 public:
  Waivers(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
          const Derivation& derivation)
      : rules_(rules) {
    for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
      const check::Clause& clause = rules.clauses[i];
      if (!derivation.clauses[i].judged) continue;
      for (const check::Waiver& waiver : clause.waivers) {
        if (!numbers_.try_emplace({clause.id, waiver.span}, all_.size()).second) continue;
        all_.push_back(Made(clause.id, waiver, sources, derivation.present));
      }
      for (const auto& [waiver, count] : derivation.clauses[i].waived_by) {
        Json& used = all_[NumberOf(i, waiver)];
        used["status"] = "used";
        used["findings"] = used["findings"].get<std::uint64_t>() + count;
      }
    }
  }

  const Json& all() const { return all_; }
  std::size_t NumberOf(std::size_t clause, std::size_t waiver) const {
    return numbers_.at({rules_.clauses[clause].id, rules_.clauses[clause].waivers[waiver].span});
  }

 private:
  static Json Made(const std::string& clause, const check::Waiver& waiver,
                   const diagnostics::SourceSet& sources, std::optional<Instant> present) {
    const auto soon = present ? values::Plus(*present, kSoon) : std::nullopt;
    const bool is_expired = present && waiver.until <= *present;
    return {{"clause", clause},
            {"status", is_expired ? "expired" : "unused"},
            {"findings", std::uint64_t{0}},
            {"until", values::ToString(waiver.until)},
            {"expires_soon", !is_expired && soon && waiver.until <= *soon},
            {"because", waiver.because},
            {"by", waiver.by},
            {"text", sources.Text(waiver.declaration)},
            {"place", PlaceOf(waiver.span, sources)}};
  }

  const check::CheckedRules& rules_;
  std::map<std::pair<std::string, diagnostics::Span>, std::size_t> numbers_;
  Json all_ = Json::array();
};

}  // namespace

const char* NameOf(check::SeverityLevel severity) {
  static constexpr const char* kNames[] = {"info", "low", "medium", "high", "critical"};
  return kNames[static_cast<std::size_t>(severity)];
}

const char* StatusOf(const Tally& tally) {
  if (tally.breached != 0) return "breached";
  if (tally.pending != 0) return "pending";
  if (tally.undetermined != 0) return "undetermined";
  return tally.considered != 0 ? "kept" : "not_exercised";
}

Json TextOrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json FindingOf(const Derived& derived, const check::CheckedRules& rules) {
  const check::Clause& clause = rules.clauses[derived.clause];
  const events::Event& at = *derived.event;
  Json event = judgement::PlaceIn(at);
  event["id"] = judgement::IdOf(at);
  event["name"] = rules.schema.Type(at.kind).name;
  const check::Exception* excuse = derived.excused_by;
  return {{"clause", clause.id},
          {"version", TextOrNull(clause.version)},
          {"severity", NameOf(clause.severity)},
          {"verdict", derived.verdict},
          {"time", values::ToString(at.time)},
          {"due", TimeOrNull(derived.due)},
          {"about", derived.about},
          {"message", derived.message},
          {"remedy", TextOrNull(clause.remedy)},
          {"excused_by", TextOrNull(excuse == nullptr ? "" : excuse->label)},
          {"excused_cites", TextOrNull(excuse == nullptr ? "" : excuse->cites)},
          {"values", derived.values},
          {"event", std::move(event)}};
}

Json StepOf(const Exhibit& exhibit, const check::CheckedRules& rules, const Journal& journal) {
  Json step;
  events::EventKind kind = exhibit.kind;
  if (exhibit.event == nullptr) {
    step = {{"from", TimeOrNull(exhibit.from)}, {"until", TimeOrNull(exhibit.until)}};
  } else {
    const events::Place& place = exhibit.event->place;
    kind = exhibit.event->kind;
    step = judgement::PlaceIn(*exhibit.event);
    step["time"] = values::ToString(exhibit.event->time);
    step["sha256"] = testimony::Sha256Of(journal.RecordAt(place.log, place.offset, place.length));
  }
  step["role"] = exhibit.role;
  step["name"] = rules.schema.Type(kind).name;
  step["note"] = TextOrNull(exhibit.note);
  return step;
}

std::string FingerprintOf(const Json& finding, std::uint64_t number) {
  const auto text_or = [](const Json& value, const char* none) {
    return value.is_null() ? none : value.get<std::string>();
  };
  const Json& event = finding.at("event");
  std::string text;
  AppendPart(finding.at("clause").get<std::string>(), text);
  AppendPart(event.at("name").get<std::string>(), text);
  AppendPart(finding.at("time").get<std::string>(), text);
  AppendPart(text_or(event.at("id"), ""), text);
  for (const auto& [name, value] : finding.at("about").items()) {
    AppendPart(name, text);
    AppendPart(text_or(value, "?"), text);
  }
  if (number == 0) return HashOf(text);
  AppendPart(std::to_string(number), text);
  return HashOf(text);
}

Expectation Expect(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                   const Journal& journal, const Question& question, std::uint64_t steps) {
  Expectation expectation;
  expectation.question = question;
  expectation.derivation = judgement::Derive(rules, journal.events, question, steps);
  const std::vector<Derived>& findings = expectation.derivation.findings;
  expectation.kept = std::min<std::size_t>(findings.size(), question.max_findings);
  expectation.not_reported.resize(rules.clauses.size());
  for (std::size_t i = expectation.kept; i < findings.size(); ++i) {
    ++expectation.not_reported[findings[i].clause];
  }
  const Waivers waivers(rules, sources, expectation.derivation);
  for (const Derived& each : findings) {
    const bool is_waived = each.verdict == "waived";
    expectation.waiver_numbers.push_back(
        is_waived ? Json(waivers.NumberOf(each.clause, each.waivers.front())) : Json(nullptr));
  }
  expectation.ruleset = RulesetOf(rules);
  expectation.parameters = Json::object();
  for (const auto& [name, value] : rules.parameters) expectation.parameters[name] = value;
  expectation.policies = PoliciesOf(rules);
  expectation.logs = LogsOf(journal, question);
  expectation.as_of = TimeOrNull(expectation.derivation.present);
  expectation.waivers = waivers.all();
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const Tally& tally = expectation.derivation.clauses[i];
    if (!tally.judged) continue;
    expectation.clause_numbers.push_back(i);
    for (std::size_t waiver = 0; waiver < rules.clauses[i].waivers.size(); ++waiver) {
      expectation.numbers_of_waivers[i].push_back(waivers.NumberOf(i, waiver));
    }
    expectation.clauses.push_back(
        ClauseOf(rules.clauses[i], sources, tally, expectation.not_reported[i]));
  }
  return expectation;
}

}  // namespace abide::verify
