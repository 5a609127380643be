// Formulas of metric first-order temporal logic, as values: what a clause becomes before it is
// text.
//
// Only what Abide needs of the logic is here: windows that begin at zero, no `FORALL`, no
// `IMPLIES`. The functions that build a formula leave out what adds nothing (`TRUE` in a
// conjunction, a conjunct said twice, a quantified variable that nobody uses) and put the conjuncts
// that bind variables before those that only test them. A monitor needs that order: it computes
// the assignments that satisfy a formula, so what is negated or compared must be bound before.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace abide::mfotl {

// A variable, an integer of any size, a text, or an operation on integers.
struct Term {
  enum class Kind { kVariable, kInteger, kText, kOperation };
  Kind kind = Kind::kInteger;
  std::string text;            // the name, the digits, the text as it is, or `+ - * / MOD`
  std::vector<Term> operands;  // two of an operation

  bool operator==(const Term&) const = default;
  bool is_variable() const { return kind == Kind::kVariable; }

  static Term Variable(std::string name) { return {Kind::kVariable, std::move(name), {}}; }
  static Term Integer(std::string digits) { return {Kind::kInteger, std::move(digits), {}}; }
  static Term Integer(std::int64_t number) { return Integer(std::to_string(number)); }
  static Term Text(std::string text) { return {Kind::kText, std::move(text), {}}; }
  static Term Of(Term left, std::string op, Term right) {
    return {Kind::kOperation, std::move(op), {std::move(left), std::move(right)}};
  }
};

struct FormulaNode;
using Formula = std::shared_ptr<const FormulaNode>;

struct Truth {
  bool holds = true;
};
struct Predicate {
  std::string name;
  std::vector<Term> arguments;
};
struct Relation {
  enum class Op { kEqual, kLess, kLessEqual };
  Op op{};
  Term left, right;
};
struct Negation {
  Formula operand;
};
struct Conjunction {
  std::vector<Formula> operands;
};
struct Disjunction {
  std::vector<Formula> operands;
};
struct Exists {
  std::vector<std::string> variables;
  Formula body;
};
// Now or before; no `within`: however long ago. Nanoseconds.
struct Once {
  std::optional<std::int64_t> within;
  Formula body;
};
// Now or later.
struct Eventually {
  std::int64_t within = 0;
  Formula body;
};
struct Previous {
  Formula body;
};
struct Since {
  Formula holds;
  Formula began;
};
// `result <- CNT counted; groups body`
struct Aggregation {
  std::string result, function, counted;
  std::vector<std::string> groups;
  Formula body;
};
// `LET name(parameters) = definition IN body`; `LETPAST`, whose definition may speak of itself
// behind `PREVIOUS`.
struct Let {
  enum class Kind { kPlain, kPast };
  Kind kind{};
  std::string name;
  std::vector<std::string> parameters;
  Formula definition, body;
};

struct FormulaNode {
  std::variant<Truth, Predicate, Relation, Negation, Conjunction, Disjunction, Exists, Once,
               Eventually, Previous, Since, Aggregation, Let>
      node;
};

Formula True();
Formula False();
bool IsTrue(const Formula& formula);
bool IsFalse(const Formula& formula);

Formula Holds(std::string name, std::vector<Term> arguments);
Formula Equal(Term left, Term right);
Formula Less(Term left, Term right);
Formula LessOrEqual(Term left, Term right);
Formula Not(Formula operand);
Formula All(std::vector<Formula> operands);
// The operands have the same free variables, or are TRUE or FALSE.
Formula Any(std::vector<Formula> operands);
Formula Some(const std::vector<std::string>& variables, Formula body);
Formula OnceIn(std::optional<std::int64_t> within, Formula body);
Formula EventuallyIn(std::int64_t within, Formula body);
Formula PreviouslyHeld(Formula body);
Formula HeldSince(Formula holds, Formula began);
Formula Make(Aggregation aggregation);
Formula Make(Let let);

std::set<std::string> FreeVariables(const Formula& formula);
// `formula` with `term`, a variable or a constant, in place of `variable`, where that variable
// stands only in predicates (also in the past or the future, and in alternatives of such);
// nothing where it stands elsewhere.
std::optional<Formula> Substituted(const Formula& formula, const std::string& variable,
                                   const Term& term);

}  // namespace abide::mfotl
