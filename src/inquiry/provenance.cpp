#include "inquiry/provenance.h"

#include <algorithm>
#include <set>

namespace abide::inquiry {
namespace {

using Kind = Value::Kind;
using values::Decimal;

const Decimal kNothing;
const Decimal kAll = Decimal::FromInteger(1);

Value MemberIn(const Value& element, std::optional<std::uint32_t> member) {
  if (!member) return element;
  return element.kind() == Kind::kRecord ? element.members()[*member] : Value();
}

// The elements of a list, or the one value; absent ones stay.
std::vector<Value> ElementsOf(const Value& value, std::optional<std::uint32_t> member) {
  if (value.kind() != Kind::kList) return {MemberIn(value, member)};
  std::vector<Value> elements;
  for (const Value& each : value.elements()) elements.push_back(MemberIn(each, member));
  return elements;
}

std::vector<Value> ElementsOf(const Event& event, expressions::FieldIndex field,
                              std::optional<std::uint32_t> member) {
  return ElementsOf(event.fields[static_cast<std::size_t>(field)], member);
}

Artifacts Named(const std::vector<Value>& elements) {
  Artifacts artifacts;
  for (const Value& each : elements) {
    if (each.kind() != Kind::kText) {
      artifacts.is_whole = false;
      continue;
    }
    const std::string name(each.text());
    auto& names = artifacts.names;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return artifacts;
}

// The events of a path, from the source on.
std::vector<const Event*> EventsOf(CarryPtr carry) {
  std::vector<const Event*> events;
  for (; carry; carry = carry->from) events.push_back(carry->event);
  std::reverse(events.begin(), events.end());
  return events;
}

// The shorter path is better, of two as long the earlier one. (Events lie in memory in order.)
bool IsBetter(const CarryPtr& a, const CarryPtr& b) {
  if (!a || !b) return a != nullptr && b == nullptr;
  if (a->length != b->length) return a->length < b->length;
  return EventsOf(a) < EventsOf(b);
}

void Better(const CarryPtr& path, CarryPtr& best) {
  if (IsBetter(path, best)) best = path;
}

CarryPtr Stepped(const CarryPtr& from, const Event& event, const std::string& artifact) {
  const std::size_t length = from ? from->length + 1 : 1;
  return std::make_shared<const Carry>(Carry{&event, artifact, from, length});
}

// Amounts that flowed in, and how much of them carries the pattern.
struct Sums {
  Decimal total;
  Decimal carrying;
  bool in_range = true;

  void Add(Decimal amount, Decimal part) {
    const auto brings = values::Multiply(amount, part);
    const auto more = values::Add(total, amount);
    const auto more_carrying = brings ? values::Add(carrying, *brings) : std::nullopt;
    in_range = in_range && more && more_carrying;
    if (!in_range) return;
    total = *more;
    carrying = *more_carrying;
  }
  Decimal Ratio() const { return *values::Divide(carrying, total); }
};

enum class Bound { kLeast, kMost };

// What is certain is in. Of the rest, the least part first (for the least), each is taken in full
// as long as that makes the result less; one without a bound can outweigh all others.
std::optional<Decimal> BoundOf(std::vector<Inflow> inflows, Bound bound) {
  const auto part_of = [bound](const Inflow& inflow) {
    return bound == Bound::kLeast ? inflow.part.least : inflow.part.most;
  };
  const auto better = [bound](const Decimal& a, const Decimal& b) {
    return bound == Bound::kLeast ? a < b : b < a;
  };
  Sums sums;
  for (const Inflow& inflow : inflows) {
    if (inflow.amount && !inflow.may_be_nothing) sums.Add(*inflow.amount, part_of(inflow));
  }
  std::stable_sort(inflows.begin(), inflows.end(), [&](const Inflow& a, const Inflow& b) {
    return better(part_of(a), part_of(b));
  });
  if (!sums.in_range) return std::nullopt;
  if (sums.total.is_zero()) return part_of(inflows.front());
  for (const Inflow& inflow : inflows) {
    const bool certain = inflow.amount && !inflow.may_be_nothing;
    if (certain || !better(part_of(inflow), sums.Ratio())) continue;
    if (!inflow.amount) return part_of(inflow);
    sums.Add(*inflow.amount, part_of(inflow));
    if (!sums.in_range) return std::nullopt;
  }
  return sums.Ratio();
}

std::optional<Part> PartOf(const std::vector<Inflow>& inflows) {
  const auto least = BoundOf(inflows, Bound::kLeast);
  const auto most = BoundOf(inflows, Bound::kMost);
  if (!least || !most) return std::nullopt;
  return Part{*least, *most};
}

// What one event brings to one artifact.
struct Delivery {
  std::vector<Inflow> inflows;
  Truth born = Truth::kFalse;
  Truth born_of_source = Truth::kFalse;
  bool replaces = false;
};

// "A birth adds no amount where the same event's flows reach the artifact too (what they bring into
// it then carries P as well)" (section 9).
std::vector<Inflow> WithBirth(const Delivery& delivery) {
  const Truth source = delivery.born_of_source;
  const Part born{source == Truth::kTrue ? kAll : kNothing,
                  source == Truth::kFalse ? kNothing : kAll};
  std::vector<Inflow> all = delivery.inflows;
  bool is_reached = false;
  for (Inflow& inflow : all) {
    inflow.part.least = std::max(inflow.part.least, born.least);
    inflow.part.most = std::max(inflow.part.most, born.most);
    is_reached = is_reached || !inflow.may_be_nothing;
  }
  if (delivery.born == Truth::kFalse || is_reached) return all;
  const bool certain = delivery.born == Truth::kTrue && all.empty();
  all.push_back({kAll, !certain, born, delivery.born == Truth::kTrue});
  return all;
}

}  // namespace

Artifacts ArtifactsIn(const Value& value) { return Named(ElementsOf(value, std::nullopt)); }

bool Leads(const events::EventSchema& schema, const Event& event, const std::string* from,
           const std::string& into) {
  const auto names = [&](expressions::FieldIndex field, std::optional<std::uint32_t> member,
                         const std::string& name) {
    const std::vector<std::string> all = Named(ElementsOf(event, field, member)).names;
    return std::find(all.begin(), all.end(), name) != all.end();
  };
  const std::vector<events::Flow>& flows = schema.Type(event.kind).flows;
  return std::any_of(flows.begin(), flows.end(), [&](const events::Flow& flow) {
    if (!names(flow.to, flow.to_member, into)) return false;
    if (from == nullptr || !flow.from) return from == nullptr && !flow.from;
    return names(*flow.from, flow.from_member, *from);
  });
}

void Provenance::Play(const Event& event) {
  const events::EventType& type = schema_.Type(event.kind);
  if (type.flows.empty()) return;
  std::vector<Happening> happenings;
  for (const events::Flow& flow : type.flows) {
    const Truth happens = flows_(type, flow, event);
    if (happens == Truth::kFalse) continue;
    happenings.push_back({flow, happens, Named(ElementsOf(event, flow.to, flow.to_member)).names});
  }
  // Amounts look at what was carried before, and so do labels: neither at the other.
  const Truth source = matches_(event);
  PlayAmounts(event, happenings, source);
  PlayCarried(event, happenings, source);
}

// "All flows of one event happen at once: what they read is as it was before the event, then
// whatever is replaced is cleared, then everything arrives" (section 3).
void Provenance::PlayCarried(const Event& event, const std::vector<Happening>& happenings,
                             Truth source) {
  std::set<std::string> replaced;
  std::vector<std::pair<std::string, Carried>> arriving;
  std::vector<std::pair<std::string, Carried>> born;
  for (const auto& [flow, flows, into] : happenings) {
    Carried brought{values::And(source, flows), nullptr, nullptr};
    if (flow.from) {
      const Carried before =
          Of({Named(ElementsOf(event, *flow.from, flow.from_member)).names, true});
      brought = before;
      brought.truth = values::And(before.truth, flows);
    }
    for (const std::string& name : into) {
      if (flow.replacing && flows == Truth::kTrue) replaced.insert(name);
      if (brought.truth == Truth::kFalse) continue;
      Carried here{brought.truth, nullptr, nullptr};
      if (here.truth == Truth::kTrue) here.certain = Stepped(brought.certain, event, name);
      CarryPtr maybe = brought.possible;
      if (here.truth != Truth::kTrue) Better(brought.certain, maybe);
      if (here.truth != Truth::kTrue || maybe) here.possible = Stepped(maybe, event, name);
      (flow.from ? arriving : born).emplace_back(name, here);
    }
  }
  for (const std::string& name : replaced) carried_.erase(name);
  arriving.insert(arriving.end(), born.begin(), born.end());
  for (const auto& [name, here] : arriving) {
    Carried& now = carried_[name];
    now.truth = values::Or(now.truth, here.truth);
    Better(here.certain, now.certain);
    Better(here.possible, now.possible);
  }
}

Carried Provenance::Of(const Artifacts& artifacts) const {
  Carried all;
  if (!artifacts.is_whole) all.truth = Truth::kUnknown;
  for (const std::string& name : artifacts.names) {
    const auto found = carried_.find(name);
    if (found == carried_.end()) continue;
    all.truth = values::Or(all.truth, found->second.truth);
    Better(found->second.certain, all.certain);
    Better(found->second.possible, all.possible);
  }
  return all;
}

// "An artifact that nothing has flowed into is one unit that carries nothing" (section 9): so may
// be one into which no flow is certain.
std::vector<Inflow> Provenance::InflowsOf(const std::string& name) const {
  const auto found = inflows_.find(name);
  std::vector<Inflow> all = found != inflows_.end() ? found->second : std::vector<Inflow>();
  const bool certain = std::any_of(all.begin(), all.end(), [](const Inflow& inflow) {
    return !inflow.may_be_nothing || inflow.with_birth;
  });
  if (!certain) all.push_back({kAll, !all.empty(), {kNothing, kNothing}});
  return all;
}

std::vector<Inflow> Provenance::Brought(const Event& event, const events::Flow& flow) const {
  std::vector<Inflow> brought;
  const std::vector<Value> inputs = ElementsOf(event, *flow.from, flow.from_member);
  std::vector<Value> amounts;
  if (flow.weighed_by) amounts = ElementsOf(event, *flow.weighed_by, flow.weight_member);
  std::set<std::string> named;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].kind() != Kind::kText) continue;
    if (!named.insert(std::string(inputs[i].text())).second) continue;
    Inflow inflow{kAll, false, {kNothing, kAll}};
    if (flow.weighed_by) {
      const Value amount = i < amounts.size() ? amounts[i] : Value();
      const bool is_known = amount.kind() == Kind::kNumber && !amount.number().is_negative();
      inflow.amount = is_known ? std::optional(amount.number()) : std::nullopt;
    }
    if (const auto part = PartOf(InflowsOf(std::string(inputs[i].text())))) inflow.part = *part;
    brought.push_back(inflow);
  }
  return brought;
}

void Provenance::PlayAmounts(const Event& event, const std::vector<Happening>& happenings,
                             Truth source) {
  std::map<std::string, Delivery> deliveries;
  for (const auto& [flow, flows, into] : happenings) {
    std::vector<Inflow> brought;
    if (flow.from) brought = Brought(event, flow);
    for (Inflow& inflow : brought) inflow.may_be_nothing = flows == Truth::kUnknown;
    for (const std::string& name : into) {
      Delivery& delivery = deliveries[name];
      delivery.inflows.insert(delivery.inflows.end(), brought.begin(), brought.end());
      delivery.replaces = delivery.replaces || (flow.replacing && flows == Truth::kTrue);
      if (flow.from) continue;
      delivery.born = values::Or(delivery.born, flows);
      delivery.born_of_source = values::Or(delivery.born_of_source, values::And(flows, source));
    }
  }
  for (const auto& [name, delivery] : deliveries) {
    if (delivery.replaces) inflows_.erase(name);
    for (const Inflow& inflow : WithBirth(delivery)) inflows_[name].push_back(inflow);
  }
}

std::optional<Part> Provenance::ShareOf(const Artifacts& artifacts) const {
  std::vector<Inflow> all;
  for (const std::string& name : artifacts.names) {
    const std::vector<Inflow> each = InflowsOf(name);
    all.insert(all.end(), each.begin(), each.end());
  }
  return PartOf(all);
}

}  // namespace abide::inquiry
