#include "reference/share.h"

#include <algorithm>
#include <set>

#include "reference/arithmetic.h"
#include "reference/evaluator.h"

namespace abide::reference {
namespace {

using values::Decimal;
using values::Interval;
using Kind = Value::Kind;

const Decimal kNothing;
const Decimal kAll = Decimal::FromInteger(1);

// Amounts that flowed in, and how much of them carries the pattern.
struct Sums {
  Decimal total;
  Decimal carrying;
  bool in_range = true;

  void Add(Decimal amount, Decimal part) {
    const auto brings = values::Multiply(amount, part);
    const auto more_total = values::Add(total, amount);
    const auto more_carrying = brings ? values::Add(carrying, *brings) : std::nullopt;
    in_range = in_range && more_total && more_carrying;
    if (!in_range) return;
    total = *more_total;
    carrying = *more_carrying;
  }
  Decimal Ratio() const { return *values::Divide(carrying, total); }
};

// An inflow as one of the two bounds sees it.
struct Weight {
  std::optional<Decimal> amount;
  bool certain = false;
  Decimal part;
};

enum class Bound { kLeast, kMost };

// The least (or most) part that can come of the weights: the certain ones are in; of the others,
// the least part first, each is taken in full while it makes the result less. One without a bound
// can outweigh everything: the result comes as near to its part as one likes.
std::optional<Decimal> BoundOf(std::vector<Weight> weights, Bound bound) {
  const auto better = [bound](Decimal a, Decimal b) {
    return bound == Bound::kLeast ? a < b : b < a;
  };
  Sums sums;
  for (const Weight& weight : weights) {
    if (weight.certain) sums.Add(*weight.amount, weight.part);
  }
  std::stable_sort(weights.begin(), weights.end(),
                   [&](const Weight& a, const Weight& b) { return better(a.part, b.part); });
  if (!sums.in_range) return std::nullopt;
  if (sums.total.is_zero()) return weights.front().part;
  for (const Weight& weight : weights) {
    if (weight.certain || !better(weight.part, sums.Ratio())) continue;
    if (!weight.amount) return weight.part;
    sums.Add(*weight.amount, weight.part);
    if (!sums.in_range) return std::nullopt;
  }
  return sums.Ratio();
}

// The amount of the input at `index`: 1 where the flow is not weighed; of a single number, that of
// the only input.
std::optional<Decimal> AmountAt(const std::optional<Value>& amounts, std::size_t index) {
  if (!amounts) return kAll;
  const bool one = index == 0 && amounts->kind() == Kind::kNumber;
  const bool listed = amounts->kind() == Kind::kList && index < amounts->elements().size();
  const Value amount = one ? *amounts : listed ? amounts->elements()[index] : Value();
  if (amount.kind() != Kind::kNumber || amount.number().is_negative()) return std::nullopt;
  return amount.number();
}

std::optional<Value> FieldValue(const events::Event& event,
                                std::optional<expressions::FieldIndex> field,
                                std::optional<std::uint32_t> member, values::Arena& arena) {
  if (!field) return std::nullopt;
  const Value value = event.fields[static_cast<std::size_t>(*field)];
  if (!member || value.is_absent()) return value;
  const std::span<Value> column = arena.Values(value.elements().size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    const Value record = value.elements()[i];
    if (!record.is_absent()) column[i] = record.members()[*member];
  }
  return Value::ListOf(column);
}

std::vector<Value> ElementsOf(const Value& value) {
  if (value.kind() != Kind::kList) return {value};
  return {value.elements().begin(), value.elements().end()};
}

// "An artifact that nothing has flowed into is one unit that carries nothing": so may be one into
// which no flow is certain.
std::vector<Inflow> InflowsOf(const std::string& name, const Inflows& inflows) {
  const auto found = inflows.find(name);
  std::vector<Inflow> all = found != inflows.end() ? found->second : std::vector<Inflow>();
  const bool certain = std::any_of(all.begin(), all.end(), [](const Inflow& inflow) {
    return !inflow.may_be_nothing || inflow.with_birth;
  });
  if (!certain) all.push_back({kAll, !all.empty(), {kNothing, kNothing}});
  return all;
}

// What the inputs of one flow bring; "an input named twice in a flow counts once".
std::vector<Inflow> Brought(const Value& from, const std::optional<Value>& amounts,
                            const Inflows& before) {
  std::vector<Inflow> brought;
  std::set<std::string> named;
  const std::vector<Value> inputs = ElementsOf(from);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].is_absent()) continue;
    const std::string name(inputs[i].text());
    if (!named.insert(name).second) continue;
    Inflow inflow{AmountAt(amounts, i), false, {kNothing, kAll}};
    if (const auto part = PartOf(InflowsOf(name, before))) inflow.part = *part;
    brought.push_back(inflow);
  }
  return brought;
}

// What one event makes of amounts, before it is added to what was there.
struct Played {
  Inflows flowed;
  std::map<std::string, Truth> born;
  std::map<std::string, Truth> born_of_source;
  std::set<std::string> replaced;
};

// "A birth adds no amount where the same event's flows reach the artifact too (what they bring into
// it then carries P as well)": what came into `name`, its birth with it.
std::vector<Inflow> WithBirth(Played& played, const std::string& name) {
  std::vector<Inflow> added = played.flowed[name];
  const Truth source = played.born_of_source[name];
  const Part born_part{source == Truth::kTrue ? kAll : kNothing,
                       source == Truth::kFalse ? kNothing : kAll};
  bool flow_certain = false;
  for (Inflow& inflow : added) {
    inflow.part.least = std::max(inflow.part.least, born_part.least);
    inflow.part.most = std::max(inflow.part.most, born_part.most);
    flow_certain = flow_certain || !inflow.may_be_nothing;
  }
  const Truth born = played.born[name];
  if (born == Truth::kFalse || flow_certain) return added;
  const bool certain = born == Truth::kTrue && added.empty();
  added.push_back({kAll, !certain, born_part, born == Truth::kTrue});
  return added;
}

}  // namespace

std::optional<Part> PartOf(const std::vector<Inflow>& inflows) {
  std::vector<Weight> least;
  std::vector<Weight> most;
  for (const Inflow& inflow : inflows) {
    const bool certain = inflow.amount && !inflow.may_be_nothing;
    least.push_back({inflow.amount, certain, inflow.part.least});
    most.push_back({inflow.amount, certain, inflow.part.most});
  }
  const auto least_part = BoundOf(std::move(least), Bound::kLeast);
  const auto most_part = BoundOf(std::move(most), Bound::kMost);
  if (!least_part || !most_part) return std::nullopt;
  return Part{*least_part, *most_part};
}

// "Amounts add up over flows; a birth and an unweighed input count 1 each" (section 9). "A flow
// whose condition is unknown counts from nothing to its amount, and clears nothing" (section 10).
void Evaluator::PlayAmounts(const Pattern& source, std::size_t event, const Scope& scope,
                            Inflows& inflows) {
  const events::Event& now = log_[event];
  const events::EventType& type = rules_->schema.Type(now.kind);
  const Scope nothing;
  const Scope self(nothing, type.self, event);
  Played played;
  for (const events::Flow& flow : type.flows) {
    const Truth flows = Holds(flow.where, self);
    if (flows == Truth::kFalse) continue;
    std::vector<Inflow> brought;
    if (flow.from) {
      const auto from = FieldValue(now, flow.from, flow.from_member, *arena_);
      brought =
          Brought(*from, FieldValue(now, flow.weighed_by, flow.weight_member, *arena_), inflows);
    }
    for (Inflow& inflow : brought) inflow.may_be_nothing = flows == Truth::kUnknown;
    const Value to = now.fields[static_cast<std::size_t>(flow.to)];
    const std::vector<std::string> names = ArtifactsIn(to, flow.to_member).names;
    // An output named twice is one, as an input is.
    for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
      if (flow.replacing && flows == Truth::kTrue) played.replaced.insert(name);
      auto& flowed = played.flowed[name];
      flowed.insert(flowed.end(), brought.begin(), brought.end());
      if (flow.from) continue;
      Truth& born = played.born[name];
      born = values::Or(born, flows);
      Truth& of_source = played.born_of_source[name];
      of_source = values::Or(of_source, values::And(flows, Matches(source, event, scope)));
    }
  }
  for (const std::string& name : played.replaced) inflows.erase(name);
  for (const auto& [name, flowed] : Inflows(played.flowed)) {
    for (const Inflow& inflow : WithBirth(played, name)) inflows[name].push_back(inflow);
  }
}

// "The share of several artifacts is that of one into which all their flows had gone (a name twice
// counts once); the share of nothing is absent" (section 9).
Value Evaluator::Answer(const check::AskShare& ask, Arguments arguments, std::size_t now,
                        const Scope& scope) {
  const Artifacts artifacts = ArtifactsIn(arguments[0]);
  if (arguments[0].is_absent() || !artifacts.complete || artifacts.names.empty()) return {};
  Inflows inflows;
  for (std::size_t event = 0; event <= now; ++event) PlayAmounts(ask.source, event, scope, inflows);
  std::vector<Inflow> all;
  for (const std::string& name :
       std::set<std::string>(artifacts.names.begin(), artifacts.names.end())) {
    for (const Inflow& inflow : InflowsOf(name, inflows)) all.push_back(inflow);
  }
  const auto part = PartOf(all);
  return part ? OfInterval({part->least, part->most}, *arena_) : Value();
}

}  // namespace abide::reference
