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
    found.bindings.insert(pattern.binding);
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
        for (const expressions::Field::At& at : field->at) fields.emplace(at.kind, at.index);
      } else if (const auto* local = std::get_if<expressions::Local>(&part.node)) {
        reads.names.insert(local->name);
      } else if (const auto* sum = std::get_if<expressions::Arithmetic>(&part.node)) {
        reads.names.insert(sum->written + " (out of range)");
        if (sum->op == expressions::ArithmeticOperator::kDivide) {
          reads.names.insert(sum->written + " (divided by zero)");
        }
        reads.names.insert(sum->written + " (not in whole months)");
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
  std::set<FieldRead> fields;

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

// Neither durations, which may have no order, nor numbers, which may be intervals.
bool HasPlainEquality(const ExprPtr& expr) {
  using Kind = expressions::Type::Kind;
  switch (expr->type.kind) {
    case Kind::kString:
    case Kind::kArtifact:
    case Kind::kOneOf:
    case Kind::kBoolean:
    case Kind::kTime:
      return true;
    default:
      return false;
  }
}

// Variables that are bound within the expression.
std::set<expressions::LocalId> LocalsOf(const ExprPtr& expr) {
  std::set<expressions::LocalId> locals;
  ForEachPart(expr, [&](const Expr& part) {
    if (const auto* let = std::get_if<expressions::Let>(&part.node)) locals.insert(let->local);
    if (const auto* each = std::get_if<expressions::Quantifier>(&part.node)) {
      locals.insert(each->variable);
    }
    if (const auto* list = std::get_if<expressions::Comprehension>(&part.node)) {
      locals.insert(list->variable);
    }
  });
  return locals;
}

bool SpeaksOnlyOf(const ExprPtr& expr, const std::set<expressions::BindingId>& bindings,
                  const check::CheckedRules& rules) {
  const std::set<expressions::LocalId> locals = LocalsOf(expr);
  return !AnyPart(expr, [&](const Expr& part) {
    if (const auto* field = std::get_if<expressions::Field>(&part.node)) {
      return !bindings.contains(field->binding);
    }
    if (const auto* local = std::get_if<expressions::Local>(&part.node)) {
      return !locals.contains(local->local);
    }
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    if (ask == nullptr) return false;
    const check::AskNode& node = rules.asks[static_cast<std::size_t>(ask->ask)];
    if (!bindings.contains(node.at)) return true;
    Evaluated asked = EvaluatedBy(node, rules);
    asked.bindings.insert(bindings.begin(), bindings.end());
    return std::any_of(asked.expressions.begin(), asked.expressions.end(), [&](const auto& each) {
      return !SpeaksOnlyOf(each, asked.bindings, rules);
    });
  });
}

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
    collector.found.bindings.insert(type.self);
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

bool SpeaksOnlyOf(const ExprPtr& expr, expressions::BindingId binding,
                  const check::CheckedRules& rules) {
  return SpeaksOnlyOf(expr, std::set<expressions::BindingId>{binding}, rules);
}

bool IsDecidedByKey(const Pattern& pattern, const check::CheckedRules& rules) {
  if (pattern.cases.size() != 1) return false;
  const auto is_decided = [&](const ExprPtr& part) {
    const bool asks = AnyPart(
        part, [](const Expr& each) { return std::holds_alternative<expressions::Ask>(each.node); });
    if (asks) return false;
    if (SpeaksOnlyOf(part, pattern.binding, rules)) return true;
    const auto* compare = std::get_if<expressions::Compare>(&part->node);
    if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual) return false;
    const auto is_key = [&](const ExprPtr& own, const ExprPtr& other) {
      return HasPlainEquality(own) && HasPlainEquality(other) &&
             SpeaksOnlyOf(own, pattern.binding, rules) && SpeaksOf(own, pattern.binding, rules) &&
             !SpeaksOf(other, pattern.binding, rules);
    };
    return is_key(compare->left, compare->right) || is_key(compare->right, compare->left);
  };
  const std::vector<ExprPtr> parts = expressions::Conjuncts(pattern.cases.front().condition);
  return std::all_of(parts.begin(), parts.end(), is_decided);
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

namespace {

void ReadNorm(const check::Clause& clause, Reader& reader) {
  Collector collector;
  std::visit([&](const auto& norm) { collector.AddNode(norm); }, clause.norm);
  for (const check::Exception& each : clause.exceptions) collector.Add(each.condition);
  reader.Read(collector.found);
}

}  // namespace

Reads ReadsOf(const check::Clause& clause, const check::CheckedRules& rules) {
  Reader reader(rules);
  ReadNorm(clause, reader);
  return std::move(reader.reads);
}

std::set<FieldRead> FieldsOf(const check::Clause& clause, const check::CheckedRules& rules) {
  Reader reader(rules);
  ReadNorm(clause, reader);
  for (const check::Waiver& waiver : clause.waivers) reader.Read(waiver.where);
  for (const check::AboutItem& item : clause.about) reader.Read(item.value);
  for (const auto& piece : clause.message) {
    if (const auto* hole = std::get_if<ExprPtr>(&piece)) reader.Read(*hole);
  }
  return std::move(reader.fields);
}

}  // namespace abide::inquiry
