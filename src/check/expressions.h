// Expressions of rule text to checked expressions (language guide, section 7).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/build.h"
#include "check/context.h"

namespace abide::check {

// Every function gives null where something is wrong, and has reported it then.
class ExpressionChecker {
 public:
  explicit ExpressionChecker(Context& context) : context_(context) {}

  ExprPtr Check(const syntax::Expr& expr, const Scope& scope);
  // Of type boolean, or read as it.
  ExprPtr Condition(const syntax::Expr& expr, const Scope& scope);
  // Of `and` or `or`.
  ExprPtr Operand(const syntax::Logic& node, const syntax::Expr& expr, const Scope& scope);
  // Where a text may stand if `is_text`.
  ExprPtr CheckText(const syntax::Expr& expr, const Scope& scope, bool is_text);
  // Of the type, or read as it.
  ExprPtr Of(Kind wanted, const syntax::Expr& expr, const Scope& scope);

 private:
  // --- expressions.cpp
  ExprPtr Node(const syntax::Literal& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::ListLiteral& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Comprehension& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Unary& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Logic& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Quantifier& node, Span span, const Scope& scope);
  // A list and the variable that runs over it.
  struct Loop {
    ExprPtr list;
    LocalId variable{};
    Scope inner;
  };
  Loop OpenLoop(const syntax::Expr& list, const syntax::Name& variable, const Scope& scope);

  // --- operators.cpp
  ExprPtr Node(const syntax::Binary& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Compare& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Membership& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::InNetwork& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::TextTest& node, Span span, const Scope& scope);
  ExprPtr Arithmetic(const syntax::Binary& node, ExprPtr left, ExprPtr right, Span span);
  ExprPtr Negated(ExprPtr condition, bool negated, Span span);
  std::shared_ptr<const values::Regex> Compile(const syntax::RegexLiteral& regex,
                                               bool ignoring_case);

  // --- references.cpp
  ExprPtr Node(const syntax::Reference& node, Span span, const Scope& scope);
  ExprPtr Named(const syntax::Reference& node, Span span, const Scope& scope);
  ExprPtr BareField(const syntax::Reference& node, Span span, const Scope& scope);
  ExprPtr FieldOf(const PatternRef& pattern, std::vector<syntax::Name> words,
                  const std::vector<syntax::Step>& steps, std::size_t taken, Span span,
                  const Scope& scope);
  // `outer`: what patterns around it are called that have such a field; empty if there is none.
  ExprPtr UnknownField(const PatternRef& pattern, const std::vector<syntax::Name>& words,
                       const std::string& outer = {});
  std::string OuterPatternWith(const std::string& field, const Scope& scope) const;
  ExprPtr UnknownName(const syntax::Reference& node, const Scope& scope);
  ExprPtr NotAValue(const syntax::Name& name, const Symbol& symbol);
  ExprPtr Steps(ExprPtr expr, const std::vector<syntax::Step>& steps, std::size_t taken, Span span,
                const Scope& scope);
  ExprPtr KeyStep(ExprPtr expr, const std::vector<syntax::Step>& steps, std::size_t& taken,
                  Span span);
  ExprPtr IndexStep(ExprPtr expr, const syntax::Step& step, Span span, const Scope& scope);
  ExprPtr AllStep(ExprPtr expr, const std::vector<syntax::Step>& steps, std::size_t taken,
                  Span span, const Scope& scope);

  // --- raw_paths.cpp
  ExprPtr RawPath(ExprPtr base, const std::vector<syntax::Step>& steps, std::size_t taken,
                  Span span, const Scope& scope);
  ExprPtr SourceAsk(events::SourceAsk ask, std::vector<ExprPtr> arguments, Type type, Span span,
                    const Scope& scope);

  // --- calls.cpp
  ExprPtr Node(const syntax::Call& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Capture& node, Span span, const Scope& scope);
  ExprPtr Builtin(const syntax::Call& node, Span span, const Scope& scope);
  ExprPtr CalendarCall(const syntax::Call& node, expressions::Function function, Type type,
                       Span span, const Scope& scope);
  ExprPtr ReadingCall(const syntax::Call& node, expressions::Function function, Span span,
                      const Scope& scope);
  ExprPtr KnownCall(const syntax::Call& node, Span span, const Scope& scope);
  ExprPtr TicksCall(const syntax::Call& node, Span span, const Scope& scope);
  ExprPtr SourceCall(const syntax::Call& node, Span span, const Scope& scope);
  bool CheckCount(const syntax::Call& node, Span span, std::size_t least, std::size_t most);
  std::optional<std::string> ZoneOf(const syntax::Expr& expr, const Scope& scope);
  std::optional<std::string> ConstantText(const syntax::Expr& expr, const Scope& scope);

  // --- uses.cpp
  ExprPtr UseDefinition(const syntax::Call& node, std::size_t definition, Span span,
                        const Scope& scope);
  ExprPtr Expand(const syntax::Call& node, std::size_t definition, Span span, const Scope& scope);
  ExprPtr UseState(const syntax::Call& node, std::size_t state, Span span, const Scope& scope);

  // --- table_uses.cpp
  ExprPtr Cell(const syntax::Reference& node, std::size_t table, Span span, const Scope& scope);
  ExprPtr Row(const syntax::Expr& keys, const syntax::Reference& table_name, std::size_t table,
              Span span, const Scope& scope);
  bool Keys(std::size_t table, const std::vector<const syntax::Expr*>& asts, Span span,
            const Scope& scope, std::vector<ExprPtr>& arguments);
  ExprPtr Key(std::size_t table, std::size_t number, ExprPtr key);
  bool AsOf(std::size_t table, const syntax::Reference& node, const Scope& scope,
            std::vector<ExprPtr>& arguments);

  // --- asks.cpp
  ExprPtr Node(const syntax::PrecededBy& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Aggregate& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Derive& node, Span span, const Scope& scope);
  ExprPtr Node(const syntax::Share& node, Span span, const Scope& scope);
  ExprPtr Lineage(const syntax::Expr& ast, const syntax::Pattern& source, bool is_share, Span span,
                  const Scope& scope);
  template <typename What>
  ExprPtr Ask(What what, std::vector<ExprPtr> arguments, Type type, Span span, const Scope& scope);
  bool CanAsk(const std::string& what, Span span, const Scope& scope);

  Context& context_;
  // A text would do where an expression is checked: a name that nobody knows may be meant as one.
  bool text_wanted_ = false;
};

// Checks a definition by itself, once; true if it is good. One that uses itself is reported.
bool CheckDefinition(Context& context, std::size_t index, Span use);

// The names of a kind's fields, for advice.
std::vector<std::string> FieldNames(const events::EventType& type);

// The value and type that an aggregate gives, and whether its value may be of that type. The
// pattern's scope is `inner`. Null after an error; `value` stays null for `count`.
struct AggregateParts {
  AskAggregate::Function function{};
  ExprPtr value;
  Type type;
};
std::optional<AggregateParts> CheckAggregate(Context& context, const syntax::Aggregate& node,
                                             const Scope& inner);

}  // namespace abide::check
