#include "mfotl/formula.h"

#include <algorithm>
#include <utility>

#include "mfotl/print.h"

namespace abide::mfotl {
namespace {

Formula Made(decltype(FormulaNode::node) node) {
  return std::make_shared<const FormulaNode>(FormulaNode{std::move(node)});
}

template <typename Node>
const Node* As(const Formula& formula) {
  return std::get_if<Node>(&formula->node);
}

void AddVariables(const Term& term, std::set<std::string>& names) {
  if (term.is_variable()) names.insert(term.text);
  for (const Term& operand : term.operands) AddVariables(operand, names);
}

// Tests what others bind, and binds nothing that a monitor could enumerate.
bool IsTest(const Formula& formula) {
  return As<Relation>(formula) != nullptr || As<Negation>(formula) != nullptr;
}

// Adds the operands of `formula`, if it is a Node, else itself; each once.
template <typename Node>
void Flatten(Formula formula, std::vector<Formula>& flat, std::set<std::string>& seen) {
  if (const auto* nested = As<Node>(formula)) {
    for (const Formula& operand : nested->operands) Flatten<Node>(operand, flat, seen);
  } else if (seen.insert(OneLine(formula)).second) {
    flat.push_back(std::move(formula));
  }
}

class Variables {
 public:
  static std::set<std::string> Of(const Formula& formula) {
    return std::visit([](const auto& node) { return Free(node); }, formula->node);
  }

 private:
  using Names = std::set<std::string>;

  static Names Free(const Truth&) { return {}; }
  static Names Free(const Predicate& node) {
    Names names;
    for (const Term& argument : node.arguments) AddVariables(argument, names);
    return names;
  }
  static Names Free(const Relation& node) {
    Names names;
    AddVariables(node.left, names);
    AddVariables(node.right, names);
    return names;
  }
  static Names Free(const Negation& node) { return Of(node.operand); }
  template <typename Node>
  requires requires(const Node& node) { node.operands; }
  static Names Free(const Node& node) {
    Names names;
    for (const Formula& operand : node.operands) names.merge(Of(operand));
    return names;
  }
  static Names Free(const Exists& node) {
    Names names = Of(node.body);
    for (const std::string& bound : node.variables) names.erase(bound);
    return names;
  }
  static Names Free(const Once& node) { return Of(node.body); }
  static Names Free(const Eventually& node) { return Of(node.body); }
  static Names Free(const Previous& node) { return Of(node.body); }
  static Names Free(const Since& node) {
    Names names = Of(node.holds);
    names.merge(Of(node.began));
    return names;
  }
  static Names Free(const Aggregation& node) {
    Names names(node.groups.begin(), node.groups.end());
    names.insert(node.result);
    return names;
  }
  static Names Free(const Let& node) { return Of(node.body); }
};

class Substitution {
 public:
  Substitution(const std::string& variable, const Term& term) : variable_(variable), term_(term) {}

  std::optional<Formula> In(const Formula& formula) const {
    if (!FreeVariables(formula).contains(variable_)) return formula;
    return std::visit([this](const auto& node) { return Of(node); }, formula->node);
  }

 private:
  std::optional<Formula> Of(const Predicate& node) const {
    Predicate changed = node;
    for (Term& argument : changed.arguments) {
      if (argument == Term::Variable(variable_)) argument = term_;
    }
    return Made(std::move(changed));
  }
  std::optional<Formula> Of(const Conjunction& node) const {
    const auto operands = InAll(node.operands);
    return operands ? std::optional(All(*operands)) : std::nullopt;
  }
  std::optional<Formula> Of(const Disjunction& node) const {
    const auto operands = InAll(node.operands);
    return operands ? std::optional(Any(*operands)) : std::nullopt;
  }
  std::optional<Formula> Of(const Once& node) const {
    const auto body = In(node.body);
    return body ? std::optional(OnceIn(node.within, *body)) : std::nullopt;
  }
  std::optional<Formula> Of(const Eventually& node) const {
    const auto body = In(node.body);
    return body ? std::optional(EventuallyIn(node.within, *body)) : std::nullopt;
  }
  template <typename Node>
  std::optional<Formula> Of(const Node&) const {
    return std::nullopt;
  }

  std::optional<std::vector<Formula>> InAll(const std::vector<Formula>& operands) const {
    std::vector<Formula> changed;
    for (const Formula& operand : operands) {
      const auto one = In(operand);
      if (!one) return std::nullopt;
      changed.push_back(*one);
    }
    return changed;
  }

  const std::string& variable_;
  const Term& term_;
};

}  // namespace

Formula True() { return Made(Truth{true}); }
Formula False() { return Made(Truth{false}); }

bool IsTrue(const Formula& formula) {
  const auto* truth = As<Truth>(formula);
  return truth != nullptr && truth->holds;
}
bool IsFalse(const Formula& formula) {
  const auto* truth = As<Truth>(formula);
  return truth != nullptr && !truth->holds;
}

Formula Holds(std::string name, std::vector<Term> arguments) {
  return Made(Predicate{std::move(name), std::move(arguments)});
}
Formula Equal(Term left, Term right) {
  return Made(Relation{Relation::Op::kEqual, std::move(left), std::move(right)});
}
Formula Less(Term left, Term right) {
  return Made(Relation{Relation::Op::kLess, std::move(left), std::move(right)});
}
Formula LessOrEqual(Term left, Term right) {
  return Made(Relation{Relation::Op::kLessEqual, std::move(left), std::move(right)});
}

Formula Not(Formula operand) {
  if (IsTrue(operand)) return False();
  if (IsFalse(operand)) return True();
  return Made(Negation{std::move(operand)});
}

Formula All(std::vector<Formula> operands) {
  std::vector<Formula> flat;
  std::set<std::string> seen;
  for (Formula& operand : operands) {
    if (IsFalse(operand)) return False();
    if (!IsTrue(operand)) Flatten<Conjunction>(std::move(operand), flat, seen);
  }
  if (flat.empty()) return True();
  if (flat.size() == 1) return flat.front();
  std::stable_partition(flat.begin(), flat.end(),
                        [](const Formula& each) { return !IsTest(each); });
  return Made(Conjunction{std::move(flat)});
}

Formula Any(std::vector<Formula> operands) {
  std::vector<Formula> flat;
  std::set<std::string> seen;
  for (Formula& operand : operands) {
    if (IsTrue(operand)) return True();
    if (!IsFalse(operand)) Flatten<Disjunction>(std::move(operand), flat, seen);
  }
  if (flat.empty()) return False();
  if (flat.size() == 1) return flat.front();
  return Made(Disjunction{std::move(flat)});
}

Formula Some(const std::vector<std::string>& variables, Formula body) {
  if (As<Truth>(body) != nullptr) return body;
  const std::set<std::string> free = FreeVariables(body);
  std::vector<std::string> bound;
  for (const std::string& variable : variables) {
    if (free.contains(variable)) bound.push_back(variable);
  }
  if (bound.empty()) return body;
  if (const auto* nested = As<Exists>(body)) {
    bound.insert(bound.end(), nested->variables.begin(), nested->variables.end());
    return Made(Exists{std::move(bound), nested->body});
  }
  return Made(Exists{std::move(bound), std::move(body)});
}

Formula OnceIn(std::optional<std::int64_t> within, Formula body) {
  if (As<Truth>(body) != nullptr) return body;
  return Made(Once{within, std::move(body)});
}
Formula EventuallyIn(std::int64_t within, Formula body) {
  if (As<Truth>(body) != nullptr) return body;
  return Made(Eventually{within, std::move(body)});
}
Formula PreviouslyHeld(Formula body) {
  if (IsFalse(body)) return body;
  return Made(Previous{std::move(body)});
}
Formula HeldSince(Formula holds, Formula began) {
  if (IsFalse(began)) return began;
  if (IsTrue(holds)) return OnceIn(std::nullopt, std::move(began));
  if (IsFalse(holds)) return began;
  return Made(Since{std::move(holds), std::move(began)});
}

Formula Make(Aggregation aggregation) {
  if (IsFalse(aggregation.body)) return False();
  return Made(std::move(aggregation));
}
Formula Make(Let let) { return Made(std::move(let)); }

std::set<std::string> FreeVariables(const Formula& formula) { return Variables::Of(formula); }

std::optional<Formula> Substituted(const Formula& formula, const std::string& variable,
                                   const Term& term) {
  return Substitution(variable, term).In(formula);
}

}  // namespace abide::mfotl
