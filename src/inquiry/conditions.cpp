#include "inquiry/conditions.h"

#include <algorithm>

namespace abide::inquiry {

using check::Pattern;
using check::PatternCase;

namespace {

ExprPtr Join(expressions::LogicOperator op, std::vector<ExprPtr> operands) {
  if (operands.empty()) return nullptr;
  if (operands.size() == 1) return operands.front();
  return std::make_shared<const Expr>(
      Expr{.node = expressions::Logic{op, std::move(operands)},
           .type = expressions::Type::Of(expressions::Type::Kind::kBoolean),
           .span = {}});
}

// Collects what a norm or an ask evaluates.
struct Collector {
  Evaluated found = {};

  void Add(const ExprPtr& expr) { found.expressions.push_back(expr); }
  void Add(const Pattern& pattern) {
    for (const PatternCase& each : pattern.cases) Add(each.condition);
    Add(pattern.within);
  }
  void Add(const check::Past& past) {
    Add(past.alternatives);
    Add(past.gap);
    found.between |= past.gap.has_value();
  }
  void Add(const check::Limit::Key& key) { Add(key.value); }
  template <typename Part>
  void Add(const std::vector<Part>& parts) {
    for (const Part& each : parts) Add(each);
  }
  template <typename Part>
  void Add(const std::optional<Part>& part) {
    if (part) Add(*part);
  }
  // By the names of their members.
  template <typename Node>
  void AddNode(const Node& node) {
    if constexpr (requires { node.pattern; }) Add(node.pattern);
    if constexpr (requires { node.trigger; }) Add(node.trigger);
    if constexpr (requires { node.each_earlier; }) Add(node.each_earlier);
    if constexpr (requires { node.required; }) Add(node.required);
    if constexpr (requires { node.first; }) Add(node.first);
    if constexpr (requires { node.second; }) Add(node.second);
    if constexpr (requires { node.forbidden; }) Add(node.forbidden);
    if constexpr (requires { node.measure; }) Add(node.measure);
    if constexpr (requires { node.bound; }) Add(node.bound);
    if constexpr (requires { node.per; }) Add(node.per);
    if constexpr (requires { node.past; }) Add(node.past);
    if constexpr (requires { node.source; }) Add(node.source);
    if constexpr (requires { node.value; }) Add(node.value);
    if constexpr (requires { node.keys; }) Add(node.keys);
  }
};

// Looks at all that a clause evaluates, each ask once.
class Reader {
 public:
  explicit Reader(const check::CheckedRules& rules) : rules_(rules) {}

  void Read(const ExprPtr& expr) {
    ForEachPart(expr, [this](const Expr& part) {
      if (const auto* field = std::get_if<expressions::Field>(&part.node)) {
        reads.names.insert(field->name);
      } else if (const auto* local = std::get_if<expressions::Local>(&part.node)) {
        reads.names.insert(local->name);
      } else if (const auto* sum = std::get_if<expressions::Arithmetic>(&part.node)) {
        reads.names.insert(sum->written + " (out of range)");
      } else if (const auto* ask = std::get_if<expressions::Ask>(&part.node)) {
        if (asks_.insert(ask->ask).second) {
          ReadAsk(rules_.asks[static_cast<std::size_t>(ask->ask)]);
        }
      }
    });
  }

  void Read(const Evaluated& evaluated) {
    for (const ExprPtr& each : evaluated.expressions) Read(each);
    reads.between |= evaluated.between;
  }

  Reads reads;

 private:
  void ReadAsk(const check::AskNode& node) {
    reads.names.insert(node.text);
    Read(EvaluatedBy(node, rules_));
    if (!FollowsData(node)) return;
    ++reads.lineage;
    for (const events::EventType& type : rules_.schema.types()) {
      for (const events::Flow& flow : type.flows) {
        if (!flow.weighed_by) continue;
        const auto field = static_cast<std::size_t>(*flow.weighed_by);
        reads.names.insert(type.name + '.' + type.fields[field].name);
      }
    }
  }

  const check::CheckedRules& rules_;
  std::set<expressions::AskId> asks_;
};

}  // namespace

bool FollowsData(const check::AskNode& node) {
  return std::holds_alternative<check::AskDerive>(node.ask) ||
         std::holds_alternative<check::AskShare>(node.ask);
}

Evaluated EvaluatedBy(const check::AskNode& node, const check::CheckedRules& rules) {
  Collector collector;
  std::visit([&](const auto& ask) { collector.AddNode(ask); }, node.ask);
  if (const auto* state = std::get_if<check::AskState>(&node.ask)) {
    for (const auto& change : rules.states[static_cast<std::size_t>(state->state)].changes) {
      collector.AddNode(change);
    }
    collector.found.between = true;
  }
  for (const events::EventType& type : rules.schema.types()) {
    for (const events::Flow& flow : type.flows) {
      if (FollowsData(node)) collector.Add(flow.where);
    }
  }
  return std::move(collector.found);
}

bool HasKind(const Pattern& pattern, events::EventKind kind) {
  return std::any_of(pattern.cases.begin(), pattern.cases.end(),
                     [kind](const PatternCase& each) { return each.kind == kind; });
}

ExprPtr ConditionFor(const Pattern& pattern, events::EventKind kind) {
  std::vector<ExprPtr> any_of;
  for (const PatternCase& each : pattern.cases) {
    if (each.kind != kind) continue;
    if (!each.condition) return nullptr;
    any_of.push_back(each.condition);
  }
  return Join(expressions::LogicOperator::kOr, std::move(any_of));
}

bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding,
              const check::CheckedRules& rules) {
  return AnyPart(expr, [&](const Expr& part) {
    const auto* field = std::get_if<expressions::Field>(&part.node);
    if (field != nullptr) return field->binding == binding;
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    if (ask == nullptr) return false;
    const check::AskNode& node = rules.asks[static_cast<std::size_t>(ask->ask)];
    const std::vector<ExprPtr> asked = EvaluatedBy(node, rules).expressions;
    return node.at == binding || std::any_of(asked.begin(), asked.end(), [&](const ExprPtr& each) {
             return SpeaksOf(each, binding, rules);
           });
  });
}

std::optional<TextAsked> TextAskedBy(const Pattern& pattern, const check::CheckedRules& rules) {
  if (pattern.cases.size() != 1) return std::nullopt;
  const PatternCase& only = pattern.cases.front();
  for (const ExprPtr& part : expressions::Conjuncts(only.condition)) {
    const auto* compare = std::get_if<expressions::Compare>(&part->node);
    if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual ||
        compare->case_rule == values::Case::kIgnore) {
      continue;
    }
    for (const auto& [own, other] :
         {std::pair(compare->left, compare->right), std::pair(compare->right, compare->left)}) {
      const auto* field = std::get_if<expressions::Field>(&own->node);
      if (field == nullptr || field->binding != pattern.binding) continue;
      if (SpeaksOf(other, pattern.binding, rules)) continue;
      for (const expressions::Field::At& at : field->at) {
        if (at.kind == only.kind) return TextAsked{at.index, other};
      }
    }
  }
  return std::nullopt;
}

Halves HalvesOf(const ExprPtr& condition, expressions::BindingId binding,
                const check::CheckedRules& rules) {
  std::vector<ExprPtr> joint, own;
  for (const ExprPtr& each : expressions::Conjuncts(condition)) {
    (SpeaksOf(each, binding, rules) ? joint : own).push_back(each);
  }
  return {Join(expressions::LogicOperator::kAnd, std::move(joint)),
          Join(expressions::LogicOperator::kAnd, std::move(own))};
}

bool Reads::Name(const std::string& name) const {
  if (names.contains(name)) return true;
  for (std::size_t at = name.find_first_of(".["); at != std::string::npos;
       at = name.find_first_of(".[", at + 1)) {
    if (names.contains(name.substr(0, at))) return true;
  }
  return false;
}

Reads ReadsOf(const check::Clause& clause, const check::CheckedRules& rules) {
  Reader reader(rules);
  Collector collector;
  std::visit([&](const auto& norm) { collector.AddNode(norm); }, clause.norm);
  for (const check::Exception& each : clause.exceptions) collector.Add(each.condition);
  reader.Read(collector.found);
  return std::move(reader.reads);
}

}  // namespace abide::inquiry
