// The walk over a checked expression: one switch, and a function a node.
//
// What is a condition goes through Test, which short-circuits and makes no Values; all else goes
// through Evaluate. A local is restored behind the node that sets it, so that one definition may be
// used inside an argument of itself.

#include "expressions/evaluate.h"

#include "expressions/local_scope.h"
#include "expressions/operations.h"

namespace abide::expressions {
namespace {

using values::Truth;
using Kind = Value::Kind;
using Node = decltype(Expr::node);

// The place of a node's type in the variant, for the switch.
template <typename T, std::size_t I = 0>
constexpr std::size_t IndexOf() {
  if constexpr (std::is_same_v<T, std::variant_alternative_t<I, Node>>) {
    return I;
  } else {
    return IndexOf<T, I + 1>();
  }
}
template <typename T>
constexpr std::size_t kIs = IndexOf<T>();

// For an index that the switch has looked at already.
template <typename T>
const T& As(const Expr& expr) {
  return *std::get_if<T>(&expr.node);
}

Value EvaluateField(const Field& field, const Environment& environment) {
  const Subject* subject = environment.Bound(field.binding);
  ABIDE_ASSERT(subject != nullptr, "an event is bound to every pattern in scope");
  for (const Field::At& at : field.at) {
    if (at.kind == subject->kind) return subject->fields[static_cast<std::size_t>(at.index)];
  }
  return {};
}

Value EvaluateMember(const MemberOf& node, Environment& environment) {
  const Value record = Evaluate(*node.record, environment);
  if (record.kind() != Kind::kRecord || node.index >= record.members().size()) return {};
  return record.members()[node.index];
}

Value EvaluateAsk(const Ask& ask, Environment& environment) {
  if (ask.arguments.empty()) return environment.host().Answer(ask.ask, {}, environment);
  if (environment.host_remembers) {
    if (const Value* answer = environment.host().Remembered(ask.ask)) return *answer;
  }
  const std::span<Value> arguments = environment.arena().Values(ask.arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    arguments[i] = Evaluate(*ask.arguments[i], environment);
  }
  return environment.host().Answer(ask.ask, arguments, environment);
}

Value EvaluateList(const MakeList& node, Environment& environment) {
  const std::span<Value> elements = environment.arena().Values(node.elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    elements[i] = Evaluate(*node.elements[i], environment);
  }
  return Value::ListOf(elements);
}

Value EvaluateComprehension(const Comprehension& node, Environment& environment) {
  const Value list = Evaluate(*node.list, environment);
  if (list.kind() != Kind::kList) return {};
  const std::span<const Value> from = list.elements();
  if (!environment.Spend(from.size())) return {};
  const std::span<Value> to = environment.arena().Values(from.size());
  const LocalScope scope(node.variable, {}, environment);
  for (std::size_t i = 0; i < from.size(); ++i) {
    environment.Set(node.variable, from[i]);
    to[i] = Evaluate(*node.element, environment);
  }
  return Value::ListOf(to);
}

Value EvaluateFlatten(const Flatten& node, Environment& environment) {
  const Value list = Evaluate(*node.list, environment);
  const Value flat = FlattenList(list, environment.arena());
  if (flat.kind() == Kind::kList && !environment.Spend(flat.elements().size())) return {};
  return flat;
}

Value EvaluateElse(const Else& node, Environment& environment) {
  const Value first = Evaluate(*node.first, environment);
  return first.is_absent() ? Evaluate(*node.second, environment) : first;
}

Value EvaluateCapture(const CaptureCall& node, Environment& environment) {
  const Value text = Evaluate(*node.text, environment);
  if (text.kind() != Kind::kText) return {};
  const std::optional<std::string_view> part = node.regex->Capture(text.text());
  return part ? Value::Of(*part) : Value();
}

Truth TestLogic(const Logic& node, Environment& environment) {
  const Truth decided = node.op == LogicOperator::kAnd ? Truth::kFalse : Truth::kTrue;
  Truth result = values::Not(decided);
  for (const ExprPtr& operand : node.operands) {
    const Truth truth = Test(*operand, environment);
    if (truth == decided) return decided;
    if (truth == Truth::kUnknown) result = Truth::kUnknown;
  }
  return result;
}

Truth TestCompare(const Compare& node, Environment& environment) {
  const Value left = Evaluate(*node.left, environment);
  if (left.is_absent()) return Truth::kUnknown;
  return CompareValues(node.op, left, Evaluate(*node.right, environment), node.case_rule);
}

Truth TestIn(const InList& node, Environment& environment) {
  const Value item = Evaluate(*node.item, environment);
  if (item.is_absent()) return Truth::kUnknown;
  if (node.set && item.kind() == Kind::kText) return values::TruthOf(node.set->Holds(item.text()));
  return InValues(item, Evaluate(*node.list, environment), node.case_rule);
}

Truth HoldsAddress(const values::Network& network, const Value& address) {
  if (address.kind() != Kind::kText) return Truth::kUnknown;
  const std::optional<bool> holds = network.Holds(address.text());
  return holds ? values::TruthOf(*holds) : Truth::kUnknown;
}

// The address is in the block that a text names, or in any of a list.
Truth TestBlock(const Value& block, const Value& address) {
  if (block.kind() == Kind::kList) {
    Truth found = Truth::kFalse;
    for (const Value& each : block.elements()) {
      found = values::Or(found, TestBlock(each, address));
    }
    return found;
  }
  if (block.kind() != Kind::kText) return Truth::kUnknown;
  const std::optional<values::Network> network = values::Network::Parse(block.text());
  return network ? HoldsAddress(*network, address) : Truth::kUnknown;
}

Truth TestNetwork(const InNetwork& node, Environment& environment) {
  const Value address = Evaluate(*node.address, environment);
  if (!node.block) return HoldsAddress(node.network, address);
  if (address.is_absent()) return Truth::kUnknown;
  return TestBlock(Evaluate(*node.block, environment), address);
}

Truth TestNetworks(const InNetworks& node, Environment& environment) {
  const Value address = Evaluate(*node.address, environment);
  Truth found = address.is_absent() ? Truth::kUnknown : Truth::kFalse;
  for (const values::Network& network : node.networks) {
    found = values::Or(found, HoldsAddress(network, address));
    if (found == Truth::kTrue) break;
  }
  return found;
}

Truth TestMatches(const Matches& node, Environment& environment) {
  const Value text = Evaluate(*node.text, environment);
  if (text.kind() != Kind::kText) return Truth::kUnknown;
  return values::TruthOf(node.regex->Matches(text.text()));
}

Truth TestTextOf(const TextTest& node, Environment& environment) {
  const Value text = Evaluate(*node.text, environment);
  if (text.is_absent()) return Truth::kUnknown;
  return TestText(node, text, Evaluate(*node.part, environment));
}

Truth TestQuantifier(const Quantifier& node, Environment& environment) {
  const Value list = Evaluate(*node.list, environment);
  if (list.kind() != Kind::kList) return Truth::kUnknown;
  const Truth decided = node.kind == QuantifierKind::kAny ? Truth::kTrue : Truth::kFalse;
  Truth result = values::Not(decided);
  const LocalScope scope(node.variable, {}, environment);
  for (const Value& element : list.elements()) {
    environment.Set(node.variable, element);
    const Truth truth = Test(*node.body, environment);
    if (truth == decided) return decided;
    if (truth == Truth::kUnknown) result = Truth::kUnknown;
  }
  return result;
}

template <typename Result, Result (*Walk)(const Expr&, Environment&)>
Result WalkLet(const Let& node, Environment& environment) {
  const Value value = Evaluate(*node.value, environment);
  const LocalScope scope(node.local, value, environment);
  return Walk(*node.body, environment);
}

}  // namespace

Value Evaluate(const Expr& expr, Environment& environment) {
  switch (expr.node.index()) {
    case kIs<Constant>:
      return As<Constant>(expr).value;
    case kIs<Field>:
      return EvaluateField(As<Field>(expr), environment);
    case kIs<Local>:
      return environment.Get(As<Local>(expr).local);
    case kIs<MemberOf>:
      return EvaluateMember(As<MemberOf>(expr), environment);
    case kIs<ElementOf>: {
      const auto& node = As<ElementOf>(expr);
      const Value list = Evaluate(*node.list, environment);
      return ElementAt(list, Evaluate(*node.index, environment));
    }
    case kIs<Flatten>:
      return EvaluateFlatten(As<Flatten>(expr), environment);
    case kIs<Let>:
      return WalkLet<Value, Evaluate>(As<Let>(expr), environment);
    case kIs<Ask>:
      return EvaluateAsk(As<Ask>(expr), environment);
    case kIs<MakeList>:
      return EvaluateList(As<MakeList>(expr), environment);
    case kIs<Comprehension>:
      return EvaluateComprehension(As<Comprehension>(expr), environment);
    case kIs<Convert>: {
      const auto& node = As<Convert>(expr);
      return ConvertText(Evaluate(*node.text, environment), node.to);
    }
    case kIs<Negate>:
      return NegateValue(Evaluate(*As<Negate>(expr).operand, environment), environment);
    case kIs<Arithmetic>: {
      const auto& node = As<Arithmetic>(expr);
      const Value left = Evaluate(*node.left, environment);
      if (left.is_absent()) return {};
      return Calculate(node.op, left, Evaluate(*node.right, environment), environment);
    }
    case kIs<Else>:
      return EvaluateElse(As<Else>(expr), environment);
    case kIs<CaptureCall>:
      return EvaluateCapture(As<CaptureCall>(expr), environment);
    case kIs<FunctionCall>: {
      const auto& node = As<FunctionCall>(expr);
      return Call(node, Evaluate(*node.argument, environment), environment);
    }
    default:
      return Value::Of(Test(expr, environment));
  }
}

Truth Test(const Expr& expr, Environment& environment) {
  switch (expr.node.index()) {
    case kIs<Has>:
      return values::TruthOf(!Evaluate(*As<Has>(expr).operand, environment).is_absent());
    case kIs<Not>:
      return values::Not(Test(*As<Not>(expr).operand, environment));
    case kIs<Logic>:
      return TestLogic(As<Logic>(expr), environment);
    case kIs<Compare>:
      return TestCompare(As<Compare>(expr), environment);
    case kIs<InList>:
      return TestIn(As<InList>(expr), environment);
    case kIs<InNetwork>:
      return TestNetwork(As<InNetwork>(expr), environment);
    case kIs<InNetworks>:
      return TestNetworks(As<InNetworks>(expr), environment);
    case kIs<Matches>:
      return TestMatches(As<Matches>(expr), environment);
    case kIs<TextTest>:
      return TestTextOf(As<TextTest>(expr), environment);
    case kIs<Quantifier>:
      return TestQuantifier(As<Quantifier>(expr), environment);
    case kIs<Let>:
      return WalkLet<Truth, Test>(As<Let>(expr), environment);
    default:
      return TruthOf(Evaluate(expr, environment));
  }
}

}  // namespace abide::expressions
