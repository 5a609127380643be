// Aggregates of the past.
//
// A monitor aggregates over the set of assignments that satisfy a formula; here each carries the
// number of its event, so that equal amounts of different events count by themselves. An event that
// may or may not belong makes a count and a sum lie between two numbers; the other aggregates are
// then absent (language guide, "Missing information").
#include <algorithm>

#include "mfotl/translator.h"

namespace abide::mfotl {

using check::AskAggregate;
using expressions::Type;

namespace {

Term Zero() { return Term::Integer("0"); }

Amount Counted(const std::string& variable) {
  const Term one = Term::Integer("1000000000000000000");
  return {Term::Of(Term::Variable(variable), "*", one), Term::Variable(variable)};
}

}  // namespace

// It is never unknown, whatever the log leaves out.
bool Translator::IsKnown(const ExprPtr& condition) const {
  if (!condition) return true;
  if (std::holds_alternative<expressions::Has>(condition->node)) return true;
  if (const auto* negated = std::get_if<expressions::Not>(&condition->node)) {
    return IsKnown(negated->operand);
  }
  if (const auto* logic = std::get_if<expressions::Logic>(&condition->node)) {
    return std::all_of(logic->operands.begin(), logic->operands.end(),
                       [this](const ExprPtr& each) { return IsKnown(each); });
  }
  const auto* ask = std::get_if<expressions::Ask>(&condition->node);
  if (ask == nullptr) return false;
  const auto* past =
      std::get_if<check::AskPrecededBy>(&rules_->asks[static_cast<std::size_t>(ask->ask)].ask);
  if (past == nullptr) return false;
  const auto& alternatives = past->past.alternatives;
  return (!past->past.gap || IsKnown(*past->past.gap)) &&
         std::all_of(alternatives.begin(), alternatives.end(),
                     [this](const check::Pattern& each) { return IsKnown(each); });
}

bool Translator::IsKnown(const check::Pattern& pattern) const {
  return std::all_of(pattern.cases.begin(), pattern.cases.end(),
                     [this](const check::PatternCase& each) { return IsKnown(each.condition); });
}

// What is around: every variable that members and values speak of, and the event that asks.
Worth Translator::TotalOf(const AskAggregate& ask, BindingId at, const Scope& scope) {
  // What a limit's aggregates ask in turn is no aggregate of the limit.
  const std::optional<LimitWindow> window = std::exchange(window_, std::nullopt);
  Total total;
  total.ask = &ask;
  total.event = NewVariable("e_" + ask.pattern.spoken);
  total.scope = scope;
  total.search = {.pattern = &ask.pattern,
                  .at = window ? window->at : at,
                  .direction = Direction::kUpToNow,
                  .certain = true,
                  .variable = total.event,
                  .within = window ? window->within : WindowOf(ask.pattern)};
  if (window) {
    total.further = [&window, &ask](const Scope& inner) {
      return window->same_key(inner.At(ask.pattern.binding));
    };
  }
  const std::string value = NewVariable("v");
  std::set<std::string> groups = {scope.At(total.search.at).variable};
  groups.merge(FreeVariables(Members(total, true)));
  groups.merge(FreeVariables(Members(total, false)));
  if (ask.value) {
    groups.merge(FreeVariables(Valued(total, true, value)));
    groups.merge(FreeVariables(Valued(total, false, value)));
  }
  groups.erase(total.event);
  groups.erase(value);
  total.groups.assign(groups.begin(), groups.end());
  Worth worth;
  switch (ask.function) {
    case AskAggregate::Function::kCount:
      worth = CountOf(total);
      break;
    case AskAggregate::Function::kSum:
      worth = SumOf(total);
      break;
    case AskAggregate::Function::kMin:
      worth = BestOf(total, "MIN");
      break;
    case AskAggregate::Function::kMax:
      worth = BestOf(total, "MAX");
      break;
    case AskAggregate::Function::kAverage:
      worth = AverageOf(total);
      break;
    case AskAggregate::Function::kDistinct:
      worth = DistinctOf(total);
      break;
    case AskAggregate::Function::kLatest:
      worth = EndOf(total, "MAX");
      break;
    case AskAggregate::Function::kEarliest:
      worth = EndOf(total, "MIN");
      break;
  }
  window_ = window;
  return worth;
}

// The events that belong, certainly or possibly.
Formula Translator::Members(const Total& total, bool certain) {
  Search search = total.search;
  search.certain = certain;
  std::vector<Formula> members;
  BoundEvent counted{total.event, {}, {}};
  for (const Match& match : MatchesOf(search, total.scope)) {
    const BoundEvent& one = match.scope.At(total.ask->pattern.binding);
    counted.kinds.push_back(one.kinds.front());
    counted.tense = one.tense;
    members.push_back(All({match.formula, total.further ? total.further(match.scope) : True()}));
  }
  return Pad(std::move(members), total.scope.With(total.ask->pattern.binding, counted));
}

// Such events with what the aggregate takes of each, in the variable `value`.
Formula Translator::Valued(const Total& total, bool certain, const std::string& value) {
  Search search = total.search;
  search.certain = certain;
  std::vector<Formula> rows;
  BoundEvent counted{total.event, {}, {}};
  for (const Match& match : MatchesOf(search, total.scope)) {
    const BoundEvent& one = match.scope.At(total.ask->pattern.binding);
    counted.kinds.push_back(one.kinds.front());
    counted.tense = one.tense;
    const Worth worth = WorthOf(total.ask->value, match.scope);
    for (const Alternative& each : worth) {
      if (!each.is_exact())
        return Refuse(total.ask->value, "a total of totals that may be uncertain");
    }
    rows.push_back(All({match.formula, total.further ? total.further(match.scope) : True(),
                        Named(worth, value, match.scope)}));
  }
  return Pad(std::move(rows), total.scope.With(total.ask->pattern.binding, counted));
}

// Every group appears, also one of which nothing is counted.
Formula Translator::Grouped(const Total& total, Formula formula) {
  std::vector<Formula> all = {std::move(formula)};
  for (const std::string& group : total.groups) all.push_back(DomainOf(group, total.scope));
  return All(std::move(all));
}

// Of none there is no assignment, and monitors disagree on what the aggregate is then: a count and
// a sum of none are said to be 0.
Formula Translator::Aggregated(const Total& total, const char* function, const std::string& result,
                               const std::string& counted, const Formula& rows, bool or_zero) {
  const Formula of = Grouped(total, rows);
  Formula aggregated =
      IsFalse(rows) ? False() : Make(Aggregation{result, function, counted, total.groups, of});
  if (!or_zero) return aggregated;
  const Formula none = Not(IsFalse(rows) ? rows : Some({total.event, counted}, of));
  return Any(
      {aggregated, All({Grouped(total, True()), none, Equal(Term::Variable(result), Zero())})});
}

Worth Translator::CountOf(const Total& total) {
  Alternative count;
  const auto add = [&](bool certain) {
    const std::string result = NewVariable("count");
    count.conditions.push_back(
        Aggregated(total, "CNT", result, total.event, Members(total, certain), true));
    count.variables.push_back(result);
    count.corners.push_back(Counted(result));
  };
  add(true);
  if (!IsKnown(total.ask->pattern)) add(false);
  return {count};
}

// An event that may belong lowers the least by a negative amount and raises the most by a positive
// one; an absent amount may be anything from zero up.
Worth Translator::SumOf(const Total& total) {
  if (total.ask->value->type.kind != Type::Kind::kNumber) {
    Refuse(total.ask->value, "a sum of durations, which may be of calendar months");
    return {};
  }
  const bool known = IsKnown(total.ask->pattern);
  const auto sum_of = [&](bool least, Alternative& sum) {
    const std::string value = NewVariable("v");
    const std::string result = NewVariable("sum");
    const Formula side =
        least ? Less(Term::Variable(value), Zero()) : Less(Zero(), Term::Variable(value));
    Formula rows = Valued(total, true, value);
    if (!known)
      rows = Any({Grouped(total, rows), Grouped(total, All({Valued(total, false, value), side}))});
    sum.conditions.push_back(Aggregated(total, "SUM", result, value, rows, true));
    sum.variables.push_back(result);
    sum.corners.push_back({Term::Variable(result), {}});
  };
  const std::string value = NewVariable("v");
  const Formula amounts = Some({value}, Valued(total, false, value));
  const Formula absent = All({Grouped(total, Members(total, false)), Not(amounts)});
  const Formula open = Some({total.event}, absent);
  Alternative bounded;
  bounded.conditions = {Grouped(total, True()), Not(open)};
  sum_of(true, bounded);
  if (!known) sum_of(false, bounded);
  Alternative unbounded;
  unbounded.conditions = {open};
  unbounded.no_most = true;
  sum_of(true, unbounded);
  return {bounded, unbounded};
}

// There is one that belongs, each that may belong certainly does, and its amount is there.
Formula Translator::AllValued(const Total& total) {
  const std::string value = NewVariable("v");
  const Formula valued = Some({value}, Valued(total, true, value));
  const Formula doubtful = All({Grouped(total, Members(total, false)), Not(valued)});
  return All({Grouped(total, True()), Not(Some({total.event}, doubtful))});
}

Worth Translator::BestOf(const Total& total, const char* function) {
  if (total.ask->value->type.is_textual()) {
    Refuse(total.ask->value, "the order of texts of several events");
    return {};
  }
  const std::string value = NewVariable("v");
  const std::string result = NewVariable("best");
  Alternative best;
  best.conditions = {Aggregated(total, function, result, value, Valued(total, true, value), false),
                     AllValued(total)};
  best.variables = {result};
  best.corners = {{Term::Variable(result), {}}};
  return {best};
}

Worth Translator::AverageOf(const Total& total) {
  if (total.ask->value->type.kind != Type::Kind::kNumber) {
    Refuse(total.ask->value, "an average of durations, which may be of calendar months");
    return {};
  }
  const std::string value = NewVariable("v");
  const std::string sum = NewVariable("sum");
  const std::string count = NewVariable("count");
  const Formula rows = Valued(total, true, value);
  Alternative average;
  average.variables = {sum, count};
  average.conditions = {Aggregated(total, "SUM", sum, value, rows, false),
                        Aggregated(total, "CNT", count, total.event, rows, false),
                        AllValued(total)};
  average.corners = {Rounded(Term::Variable(sum), Term::Variable(count), average)};
  return {average};
}

Worth Translator::DistinctOf(const Total& total) {
  const std::string value = NewVariable("v");
  const std::string result = NewVariable("count");
  Alternative distinct;
  const Formula rows = Some({total.event}, Valued(total, true, value));
  distinct.conditions = {Aggregated(total, "CNT", result, value, rows, false), AllValued(total)};
  distinct.variables = {result};
  distinct.corners = {Counted(result)};
  return {distinct};
}

// The last (or first) that may belong, if it certainly does.
Worth Translator::EndOf(const Total& total, const char* function) {
  const std::string end = NewVariable("end");
  Total other = total;
  other.event = NewVariable(total.event);
  other.search.variable = other.event;
  Alternative worth;
  worth.variables = {total.event, end};
  worth.conditions = {Aggregated(other, function, end, other.event, Members(other, false), false)};
  const std::string value = NewVariable("v");
  worth.conditions.push_back(Valued(total, true, value));
  worth.conditions.push_back(Equal(Term::Variable(total.event), Term::Variable(end)));
  worth.variables.push_back(value);
  worth.corners = {{Term::Variable(value), {}}};
  return {worth};
}

}  // namespace abide::mfotl
