#include "engine/excursions.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace abide::engine {

using values::Instant;
using values::Truth;
using values::Value;

namespace {

// The value that it has at least; absent if nothing is known.
Value LeastOf(const Value& value) {
  if (value.kind() != Value::Kind::kInterval) return value;
  return value.interval().least ? Value::Of(*value.interval().least) : Value();
}

// The value that it has at most; absent if there is no bound.
Value MostOf(const Value& value) {
  if (value.kind() != Value::Kind::kInterval) return value;
  return value.interval().most ? Value::Of(*value.interval().most) : Value();
}

Truth Above(const Value& value, const Value& bound) {
  return expressions::CompareValues(expressions::CompareOperator::kGreater, value, bound,
                                    values::Case::kRespect);
}

}  // namespace

Truth Excursions::Counted(const Moment& moment) {
  Truth counted = Truth::kFalse;
  for (const plan::AskId aggregate : plan_.aggregates) {
    counted = Or(counted, memories_.Counted(aggregate, moment));
  }
  return counted;
}

bool Excursions::ReadKey() {
  key_.Clear();
  for (const check::Limit::Key& each : plan_.per) {
    key_.Add(expressions::Evaluate(*each.value, environment_), false);
  }
  return key_.whole();
}

void Excursions::Consider(const Moment& moment, Report report) {
  const Truth counted = Counted(moment);
  if (counted == Truth::kFalse) return;
  if (!ReadKey()) {
    if (report == Report::kFindings) OpenUndetermined(moment);
    return;
  }
  const Value value = expressions::Evaluate(*plan_.measure, environment_);
  const Value bound = expressions::Evaluate(*plan_.bound, environment_);
  const Truth above = Above(value, bound);
  const std::string key = key_.bytes();
  const auto place = running_.find(key);
  if (place != running_.end() && place->second.period_end > moment.time) {
    return Continue(key, place->second, moment, counted, above, {value, bound});
  }
  if (place != running_.end()) {
    place->second.ended = place->second.period_end;
    Close(std::move(place->second));
    running_.erase(place);
  }
  const Truth norm = And(counted, above);
  if (norm == Truth::kFalse) return;
  std::optional<Case> opened;
  if (report == Report::kFindings) opened = Open(moment, norm, above, bound);
  if (norm == Truth::kTrue) return Start(moment, std::move(opened), {value, bound});
  // Neither starts an excursion nor ends one: a finding by itself.
  if (!opened) return;
  opened->finding.values.push_back({"value", values::ToString(value), value.is_absent()});
  docket_.Close(*std::move(opened), norm);
}

void Excursions::Continue(const std::string& key, Excursion& excursion, const Moment& moment,
                          Truth counted, Truth above, const Read& read) {
  const Value least = LeastOf(read.value);
  excursion.course.Add(moment.time, least, read.bound);
  if (above == Truth::kFalse && counted == Truth::kTrue) {
    excursion.ended = moment.time;
    Close(std::move(excursion));
    running_.erase(key);
    return;
  }
  Stretch(excursion, read.value);
  if (excursion.peak.is_absent() || Above(least, excursion.peak) == Truth::kTrue) {
    if (!least.is_absent()) Reach(excursion, moment, least);
  }
}

void Excursions::Stretch(Excursion& excursion, const Value& value) {
  if (excursion.most.is_absent()) return;
  const Value most = MostOf(value);
  if (most.is_absent() || Above(most, excursion.most) == Truth::kTrue) excursion.most = most;
}

void Excursions::Reach(Excursion& excursion, const Moment& moment, const Value& least) {
  excursion.peak = least;
  excursion.peak_at = moment;
  excursion.peak_at.fields = {};
}

Case Excursions::Open(const Moment& moment, Truth norm, Truth above, const Value& bound) {
  Case opened = docket_.Open(judgement_.clause, moment, nullptr, norm);
  if (norm == Truth::kUnknown) AddMissing(opened);
  if (above == Truth::kUnknown) {
    for (const expressions::ExprPtr& part : {plan_.measure, plan_.bound}) {
      MissingNames::AddNames(expressions::MissingFields(*part, environment_), opened.missing);
    }
  }
  for (const plan::AskId aggregate : plan_.aggregates) {
    docket_.AddWindow(opened, aggregate);
    if (memories_.Counted(aggregate, moment) == Truth::kFalse) continue;
    docket_.AddPathsOf(opened, aggregate, moment);
  }
  opened.finding.values.push_back({"limit", values::ToString(bound), bound.is_absent()});
  return opened;
}

void Excursions::Start(const Moment& moment, std::optional<Case> opened, const Read& read) {
  Excursion excursion;
  excursion.opened = std::move(opened);
  const Value least = LeastOf(read.value);
  Reach(excursion, moment, least);
  excursion.most = MostOf(read.value);
  excursion.course.Add(moment.time, least, read.bound);
  if (plan_.each) {
    excursion.period_end = values::PeriodOf(moment.time, *plan_.each, plan_.zone).end;
  }
  running_.emplace(key_.bytes(), std::move(excursion));
}

// Its key is absent: it counts for no key.
void Excursions::OpenUndetermined(const Moment& moment) {
  Case opened = docket_.Open(judgement_.clause, moment, nullptr, Truth::kUnknown);
  for (const check::Limit::Key& each : plan_.per) {
    for (const auto& name : expressions::MissingFields(*each.value, environment_)) {
      MissingNames::AddName(name, opened.missing);
    }
  }
  docket_.Close(std::move(opened), Truth::kUnknown);
}

void Excursions::AddMissing(Case& opened) {
  for (const plan::AskId aggregate : plan_.aggregates) {
    memories_.Aggregate(aggregate, environment_, &opened.missing);
  }
}

void Excursions::Close(Excursion excursion) {
  if (!excursion.opened) return;
  std::vector<NamedValue>& values = excursion.opened->finding.values;
  values.push_back({"peak", values::ToString(excursion.peak), excursion.peak.is_absent()});
  if (excursion.most.is_absent() || Above(excursion.most, excursion.peak) == Truth::kTrue) {
    values.push_back({"peak_most", values::ToString(excursion.most), excursion.most.is_absent()});
  }
  values.push_back(
      {"ended", excursion.ended ? values::ToString(*excursion.ended) : "?", !excursion.ended});
  excursion.course.Give(excursion.opened->finding);
  if (!excursion.peak.is_absent()) {
    docket_.AddEvidence(*excursion.opened, Role::kPeak, excursion.peak_at,
                        values::ToString(excursion.peak));
  }
  docket_.Close(*std::move(excursion.opened), Truth::kTrue);
}

void Excursions::Finish(std::optional<Instant> present) {
  for (auto& [key, excursion] : running_) {
    if (present && excursion.period_end <= *present) excursion.ended = excursion.period_end;
    Close(std::move(excursion));
  }
  running_.clear();
}

}  // namespace abide::engine
