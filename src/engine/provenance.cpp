#include "engine/provenance.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace abide::engine {

using expressions::AskId;
using expressions::Environment;
using lineage::ArtifactId;
using lineage::CarryId;
using values::Truth;
using values::Value;

namespace {

lineage::Moment LineageMoment(const Moment& moment) {
  return {.order = moment.order, .time = moment.time, .kind = moment.kind, .place = moment.place};
}

// Calls `visit(text or absent)` for each artifact of a text or a list.
template <typename Visit>
void ForEachArtifact(const Value& artifacts, Visit visit) {
  if (artifacts.kind() == Value::Kind::kText) return visit(artifacts);
  if (artifacts.kind() != Value::Kind::kList) return;
  for (const Value& each : artifacts.elements()) visit(each);
}

// An element of a flow's field: of a list of records, the member that is meant.
Value MemberIn(const Value& element, std::optional<std::uint32_t> member) {
  const bool is_record = member && element.kind() == Value::Kind::kRecord;
  return is_record ? element.members()[*member] : element;
}

Value FieldOf(const Moment& moment, expressions::FieldIndex field) {
  return moment.fields[static_cast<std::size_t>(field)];
}

// The amount of the input at `index` of the flow's field; a single number is that of the first.
std::optional<values::Decimal> AmountAt(const Value& amounts, std::optional<std::uint32_t> member,
                                        std::size_t index) {
  Value amount = index == 0 ? amounts : Value();
  if (amounts.kind() == Value::Kind::kList) {
    const bool is_there = index < amounts.elements().size();
    amount = is_there ? MemberIn(amounts.elements()[index], member) : Value();
  }
  if (amount.kind() != Value::Kind::kNumber || amount.number().is_negative()) return std::nullopt;
  return amount.number();
}

}  // namespace

Provenance::Provenance(const plan::Plan& plan, MissingNames& missing)
    : plan_(plan), missing_(missing), patterns_(plan.asks.size()) {
  Forget();
}

void Provenance::Forget() {
  const auto history =
      plan_.lineage_history ? lineage::Ledger::History::kKeep : lineage::Ledger::History::kNow;
  ledger_ = std::make_unique<lineage::Ledger>(history);
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    const auto* memory = std::get_if<plan::LineageMemory>(&plan_.asks[i].memory);
    if (memory == nullptr || plan_.asks[i].kept_by != static_cast<AskId>(i)) continue;
    patterns_[i].labels = std::make_unique<Labels>(*memory, label_numbers_);
    if (memory->keeps_shares) patterns_[i].shares = std::make_unique<lineage::Shares>(history);
  }
  uncertain_.clear();
  for (Pattern& pattern : patterns_) pattern.uncertain.clear();
  named_in_.clear();
}

void Provenance::Intern(const Value& artifacts, std::optional<std::uint32_t> member,
                        std::vector<ArtifactId>& into) {
  if (++lists_ == 0) named_in_.assign(named_in_.size(), lists_++);
  ForEachArtifact(artifacts, [&](const Value& each) {
    const Value name = MemberIn(each, member);
    if (name.is_absent()) return;
    const ArtifactId id = ledger_->Intern(name.text());
    const auto index = static_cast<std::size_t>(id);
    if (named_in_.size() <= index) named_in_.resize(std::max(index + 1, 2 * named_in_.size()));
    if (std::exchange(named_in_[index], lists_) != lists_) into.push_back(id);
  });
}

void Provenance::Foresee(const events::Event& event) const {
  const auto foresee = [&](expressions::FieldIndex field, std::optional<std::uint32_t> member) {
    ForEachArtifact(event.fields[static_cast<std::size_t>(field)], [&](const Value& each) {
      const Value name = MemberIn(each, member);
      if (!name.is_absent()) ledger_->Foresee(name.text());
    });
  };
  for (const events::Flow& flow : plan_.rules->schema.Type(event.kind).flows) {
    if (flow.from) foresee(*flow.from, flow.from_member);
    foresee(flow.to, flow.to_member);
  }
}

void Provenance::ApplyFlows(const Moment& moment, Environment& environment) {
  moves_.clear();
  weighed_.clear();
  uncertain_of_flows_.clear();
  const events::EventType& type = plan_.rules->schema.Type(moment.kind);
  environment.Bind(type.self, &moment);
  for (const events::Flow& flow : type.flows) ReadFlow(type, flow, moment, environment);
  ledger_->Apply(LineageMoment(moment), moves_);
}

void Provenance::ReadFlow(const events::EventType& type, const events::Flow& flow,
                          const Moment& moment, Environment& environment) {
  lineage::Move move;
  move.replacing = flow.replacing;
  if (flow.where) move.certainty = expressions::Test(*flow.where, environment);
  if (move.certainty == Truth::kUnknown) {
    const std::vector<std::string> names = expressions::MissingFields(*flow.where, environment);
    uncertain_[moment.order] = missing_.Keep(names);
    MissingNames::AddNames(names, uncertain_of_flows_);
  }
  if (move.certainty != Truth::kFalse) {
    if (flow.from) Intern(FieldOf(moment, *flow.from), flow.from_member, move.from);
    // What is born without a label carries nothing: it need not be known, unless shares are asked.
    const bool may_wait = !flow.from && !flow.replacing && !plan_.shares;
    if (!may_wait) Intern(FieldOf(moment, flow.to), flow.to_member, move.to);
    if (plan_.shares) Weigh(type, flow, moment, move);
  }
  moves_.push_back(std::move(move));
}

// Gives each input of the move its amount: of one that is named twice, the first.
void Provenance::Weigh(const events::EventType& type, const events::Flow& flow,
                       const Moment& moment, const lineage::Move& move) {
  lineage::WeighedMove& weighed = weighed_.emplace_back();
  weighed.to = move.to;
  weighed.is_birth = !flow.from;
  weighed.replacing = move.replacing;
  weighed.certainty = move.certainty;
  for (const ArtifactId from : move.from) weighed.from.push_back({.artifact = from});
  if (!flow.weighed_by || !flow.from) return;
  const Value amounts = FieldOf(moment, *flow.weighed_by);
  std::size_t index = 0;
  std::size_t next = 0;  // of the inputs, which stand in the order of their first naming
  ForEachArtifact(FieldOf(moment, *flow.from), [&](const Value& each) {
    const std::size_t at = index++;
    const Value name = MemberIn(each, flow.from_member);
    const bool is_first = next < move.from.size() && !name.is_absent() &&
                          ledger_->Name(move.from[next]) == name.text();
    if (!is_first) return;
    weighed.from[next].amount = AmountAt(amounts, flow.weight_member, at);
    if (!weighed.from[next].amount) {
      const auto field = static_cast<std::size_t>(*flow.weighed_by);
      MissingNames::AddName(type.name + "." + type.fields[field].name, uncertain_of_flows_);
    }
    ++next;
  });
}

void Provenance::Feed(AskId ask, const Moment& moment, Environment& environment) {
  Pattern& pattern = PatternOf(ask);
  const Labels::Source source = pattern.labels->Read(moment, environment);
  if (pattern.shares) {
    std::vector<std::string> uncertain = uncertain_of_flows_;
    MissingNames::AddNames(source.missing, uncertain);
    const auto label = static_cast<lineage::ShareLabel>(source.label);
    pattern.shares->Apply(moment.order, weighed_,
                          {source.truth, source.is_whole ? label : lineage::ShareLabel::kRest},
                          static_cast<std::uint32_t>(missing_.Keep(uncertain)));
  }
  if (source.truth == Truth::kFalse) return;
  const events::EventType& type = plan_.rules->schema.Type(moment.kind);
  for (std::size_t i = 0; i < type.flows.size(); ++i) {
    const events::Flow& flow = type.flows[i];
    if (flow.from || moves_[i].certainty == Truth::kFalse) continue;
    if (moves_[i].to.empty()) Intern(FieldOf(moment, flow.to), flow.to_member, moves_[i].to);
    if (!source.missing.empty() && !moves_[i].to.empty()) {
      pattern.uncertain[moment.order] = missing_.Keep(source.missing);
    }
    for (const ArtifactId born : moves_[i].to) {
      ledger_->Bear(LineageMoment(moment), born, source.label,
                    And(source.truth, moves_[i].certainty));
    }
  }
}

CarryId Provenance::EndOfPath(AskId ask, const Value& artifacts, const Moment& asker,
                              Environment& environment) {
  Labels& labels = *PatternOf(ask).labels;
  const plan::Remember& source = MemoryOf(ask).source;
  Truth best = Truth::kFalse;
  CarryId end = CarryId::kNone;
  ForEachArtifact(artifacts, [&](const Value& name) {
    if (name.is_absent()) return;
    const Labels::Found found = labels.Ask(source, *ledger_, name.text(), asker, environment);
    if (found.truth == Truth::kFalse || found.truth < best) return;
    if (found.truth == best && !ledger_->Better(found.path, end)) return;
    best = found.truth;
    end = found.path;
  });
  return end;
}

Value Provenance::Derives(Labels& labels, const plan::Remember& source, const Value& artifacts,
                          const Moment& asker, Environment& environment) {
  if (artifacts.is_absent()) return Value();
  Truth truth = Truth::kFalse;
  ForEachArtifact(artifacts, [&](const Value& name) {
    if (truth == Truth::kTrue) return;
    truth = Or(truth, name.is_absent()
                          ? Truth::kUnknown
                          : labels.Ask(source, *ledger_, name.text(), asker, environment).truth);
  });
  return Value::Of(truth);
}

std::optional<lineage::Shares::Artifacts> Provenance::Named(const Value& artifacts) const {
  lineage::Shares::Artifacts named;
  std::set<std::string_view> names;
  bool is_whole = true;
  ForEachArtifact(artifacts, [&](const Value& name) {
    is_whole = is_whole && !name.is_absent();
    if (name.is_absent() || !names.insert(name.text()).second) return;
    if (const auto known = ledger_->Find(name.text())) {
      named.known.push_back(*known);
    } else {
      ++named.unknown;
    }
  });
  if (!is_whole || names.empty()) return std::nullopt;
  return named;
}

Value Provenance::Share(Pattern& pattern, const plan::Remember& source, const Value& artifacts,
                        const Moment& asker, Environment& environment) {
  const auto named = Named(artifacts);
  if (!named) return Value();
  const auto part =
      pattern.shares->Of(*named, pattern.labels->AskedShare(source, environment), asker.order);
  if (!part) {
    ++environment.out_of_range;
    return Value();
  }
  if (part->least == part->most) return Value::Of(part->least);
  return Value::Of(environment.arena().Keep({part->least, part->most}));
}

Value Provenance::Answer(AskId ask, const Value& artifacts, const Moment& asker,
                         Environment& environment) {
  Pattern& pattern = PatternOf(ask);
  const plan::LineageMemory& memory = MemoryOf(ask);
  return memory.shares ? Share(pattern, memory.source, artifacts, asker, environment)
                       : Derives(*pattern.labels, memory.source, artifacts, asker, environment);
}

void Provenance::Missing(AskId ask, const Value& artifacts, const Moment& asker,
                         Environment& environment, std::vector<std::string>& names) {
  Pattern& pattern = PatternOf(ask);
  AddMissingOuter(MemoryOf(ask).source.keys, environment, names);
  if (MemoryOf(ask).shares) {
    const auto named = Named(artifacts);
    if (!named) return;
    for (const std::uint32_t reason : pattern.shares->Reasons(*named, asker.order)) {
      missing_.AddTo(static_cast<MissingId>(reason), names);
    }
    return;
  }
  for (const lineage::Carry& carry : ledger_->Path(EndOfPath(ask, artifacts, asker, environment))) {
    for (const auto* reasons : {&uncertain_, &pattern.uncertain}) {
      const auto reason = reasons->find(carry.moment.order);
      if (reason != reasons->end()) missing_.AddTo(reason->second, names);
    }
  }
}

}  // namespace abide::engine
