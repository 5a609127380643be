// `limit X to N`: the language guide, sections 6 and 10.
#include <set>

#include "reference/aggregate.h"
#include "reference/arithmetic.h"
#include "reference/clause_judge.h"

namespace abide::reference {

using expressions::CompareOperator;

namespace {

const check::AskAggregate& AggregateOf(const check::CheckedRules& rules, check::AskId id) {
  return std::get<check::AskAggregate>(rules.asks[static_cast<std::size_t>(id)].ask);
}

values::PeriodSpan PeriodAt(const check::Limit& norm, values::Instant time) {
  return values::PeriodOf(time, *norm.each, norm.zone.empty() ? "UTC" : norm.zone);
}

}  // namespace

// The keys of the event, as one text; nothing if one is absent or not certain.
std::optional<std::string> ClauseJudge::KeyOf(const check::Limit& norm, std::size_t event) {
  const Scope nothing;
  const Scope scope(nothing, norm.binding, event);
  std::string key;
  for (const check::Limit::Key& part : norm.per) {
    const Value value = evaluator_->Worth(*part.value, scope);
    if (value.is_absent() || value.kind() == Value::Kind::kInterval) return std::nullopt;
    values::AppendKey(value, key);
  }
  return key;
}

bool ClauseJudge::InWindow(const check::Limit& norm, std::size_t event, std::size_t now) {
  const values::Instant then = evaluator_->event(event).time;
  const values::Instant time = evaluator_->event(now).time;
  if (norm.each) return PeriodAt(norm, then).begin == PeriodAt(norm, time).begin;
  const auto until = values::Plus(then, *norm.over);
  return !until || time <= *until;
}

Value ClauseJudge::Aggregate(const check::Limit& norm, const check::AskAggregate& ask,
                             const std::string& key, std::size_t now) {
  const Scope nothing;
  std::vector<Counted> counted;
  for (std::size_t event = 0; event <= now; ++event) {
    const Truth belongs = evaluator_->Matches(ask.pattern, event, nothing);
    if (belongs == Truth::kFalse || !InWindow(norm, event, now)) continue;
    if (KeyOf(norm, event) != key) continue;
    const Scope scope(nothing, ask.pattern.binding, event);
    counted.push_back({belongs, ask.value ? evaluator_->Worth(*ask.value, scope) : Value()});
  }
  return Aggregated(ask, counted, evaluator_->arena());
}

// X is an arithmetic of aggregates, numbers and durations.
Value ClauseJudge::Measure(const check::Limit& norm, const Expr& measure, const std::string& key,
                           std::size_t now) {
  if (const auto* ask = std::get_if<expressions::Ask>(&measure.node)) {
    return Aggregate(norm, AggregateOf(evaluator_->rules(), ask->ask), key, now);
  }
  if (const auto* sum = std::get_if<expressions::Arithmetic>(&measure.node)) {
    return Calculate(sum->op, Measure(norm, *sum->left, key, now),
                     Measure(norm, *sum->right, key, now), evaluator_->arena());
  }
  if (const auto* negated = std::get_if<expressions::Negate>(&measure.node)) {
    return Negated(Measure(norm, *negated->operand, key, now), evaluator_->arena());
  }
  return evaluator_->Worth(measure, Scope());
}

// "It starts at the event that crosses N and ends at the first later event of that key at which X
// is back at or under N", or with its period (section 6). "An unknown comparison neither starts nor
// ends an excursion; outside one, its event is undetermined. An event that X may or may not count
// ends no excursion" (section 10).
void ClauseJudge::Judge(const check::Limit& norm) {
  std::vector<const Pattern*> patterns;
  for (const check::AskId id : norm.aggregates) {
    patterns.push_back(&AggregateOf(evaluator_->rules(), id).pattern);
  }
  const Scope nothing;
  std::map<std::string, Excursion> excursions;  // by key
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, patterns)) continue;
    Truth counts = Truth::kFalse;
    for (const Pattern* pattern : patterns) {
      counts = values::Or(counts, evaluator_->Matches(*pattern, event, nothing));
    }
    if (counts == Truth::kFalse) continue;
    const Scope scope(nothing, norm.binding, event);
    const std::optional<std::string> key = KeyOf(norm, event);
    if (!key) {
      Settle({.event = event}, Truth::kUnknown, scope);
      continue;
    }
    const Value measured = Measure(norm, *norm.measure, *key, event);
    const Value bound = evaluator_->Worth(*norm.bound, scope);
    const Truth above = Compare(CompareOperator::kGreater, measured, bound, values::Case::kRespect);
    auto running = excursions.find(*key);
    if (running != excursions.end() && norm.each && !InWindow(norm, running->second.start, event)) {
      End(running->second, PeriodAt(norm, evaluator_->event(running->second.start).time).end);
      excursions.erase(running);
    } else if (running != excursions.end()) {
      const bool ended = counts == Truth::kTrue && above == Truth::kFalse;
      if (!ended) {
        Raise(running->second, measured);
        continue;
      }
      End(running->second, evaluator_->event(event).time);
      excursions.erase(running);
    }
    const Truth crosses = values::And(counts, above);
    Finding finding{.event = event, .values = {{"limit", values::ToString(bound)}}};
    if (crosses == Truth::kUnknown) finding.values.push_back({"value", values::ToString(measured)});
    const bool added = Settle(std::move(finding), crosses, scope);
    if (crosses != Truth::kTrue) continue;
    Excursion& excursion =
        excursions[*key] = {.start = event, .peak = {}, .finding = {}, .most = {}};
    if (added) excursion.finding = findings_.size() - 1;
    Raise(excursion, measured);
  }
  for (const auto& [key, excursion] : excursions) {
    std::optional<values::Instant> ended;
    if (norm.each) ended = PeriodAt(norm, evaluator_->event(excursion.start).time).end;
    if (ended && present_ < *ended) ended.reset();
    End(excursion, ended);
  }
}

// "the greatest known value as peak (of an interval its least end)" (section 6).
void ClauseJudge::Raise(Excursion& excursion, const Value& measured) {
  Value least = measured;
  if (measured.kind() == Value::Kind::kInterval) {
    const auto& end = measured.interval().least;
    least = end ? Value::Of(*end) : Value();
  }
  const Truth higher =
      Compare(CompareOperator::kGreater, least, excursion.peak, values::Case::kRespect);
  if (excursion.peak.is_absent() || higher == Truth::kTrue) excursion.peak = least;
  Value most = measured;
  if (measured.kind() == Value::Kind::kInterval) {
    const auto& end = measured.interval().most;
    most = end ? Value::Of(*end) : Value();
  }
  excursion.most.push_back(most);
}

void ClauseJudge::End(const Excursion& excursion, std::optional<values::Instant> ended) {
  if (!excursion.finding) return;
  std::vector<NamedText>& told = findings_[*excursion.finding].values;
  told.push_back({"peak", values::ToString(excursion.peak)});
  // If it may have been more at any event, the most that it may have been at all of them.
  Value most = excursion.peak;
  for (const Value& each : excursion.most) {
    if (most.is_absent()) break;
    const Truth higher = Compare(CompareOperator::kGreater, each, most, values::Case::kRespect);
    if (each.is_absent() || higher == Truth::kTrue) most = each;
  }
  if (values::ToString(most) != values::ToString(excursion.peak)) {
    told.push_back({"peak_most", values::ToString(most)});
  }
  told.push_back({"ended", ended ? values::ToString(*ended) : "?"});
}

}  // namespace abide::reference
