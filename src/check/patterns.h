// Patterns: which events are meant, under which name, within which time (language guide, section
// 6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/context.h"

namespace abide::check {

// The head of a pattern: what its event is. With no kinds if nobody knows the event; it was
// reported then, and nothing about it is an error any more.
struct PatternHead {
  const syntax::Pattern* ast = nullptr;
  PatternRef ref;
  bool has_variable = false;
};

// How far the event that asks may be.
struct WithinRule {
  enum class Kind {
    kForbidden,  // no event asks
    kConstant,   // at most this constant, before or behind
    kTerm,       // an expression over the trigger; must stand
  };
  Kind kind = Kind::kConstant;
  std::string place;                 // of kForbidden: "in a state"
  const Scope* trigger = nullptr;    // of kTerm: what the term sees
  std::optional<BindingId> asker{};  // of kConstant, kTerm: the event that asks
  bool after = false;                // whether the pattern's event may (also) come after it
};

// Gives the pattern a binding (a new one, unless `binding` is given) and its name. Reports an
// unknown event, a name that is taken, and a second pattern of a kind in scope without a variable.
PatternHead OpenPattern(Context& context, const syntax::Pattern& pattern, const Scope& scope,
                        std::optional<BindingId> binding = std::nullopt);

// The pattern with its condition; `scope` is that around it. Nothing after an error.
std::optional<Pattern> CompletePattern(Context& context, const PatternHead& head,
                                       const Scope& scope, const WithinRule& within);

// Both at once.
struct CheckedPattern {
  PatternHead head;
  std::optional<Pattern> pattern;
};
CheckedPattern CheckPattern(Context& context, const syntax::Pattern& pattern, const Scope& scope,
                            const WithinRule& within);

// `(A) or (B) with no R since`; each alternative is asked for by `asker`.
struct CheckedPast {
  std::vector<PatternHead> heads;  // of the alternatives
  std::optional<Past> past;
};
CheckedPast CheckPast(Context& context, const syntax::Patterns& patterns, const Scope& scope,
                      BindingId asker);

// One kind of event of a definition, its condition read at `binding`.
struct DefinedCase {
  EventKind kind{};
  ExprPtr condition;                       // null: always
  std::vector<values::Duration> within{};  // of the definition and those that it uses
  Span within_span{};
};
std::optional<std::vector<DefinedCase>> ExpandDefinition(Context& context, std::size_t definition,
                                                         BindingId binding);

// A constant duration, a literal or a parameter, not negative (and not zero if `positive`).
std::optional<values::Duration> ConstantDuration(Context& context, const syntax::Expr& expr,
                                                 std::size_t file, bool positive);

// The pattern that an argument names: a bare name that is no field, value or fact; else null.
const ScopeName* PatternNamed(Context& context, const syntax::Expr& argument, const Scope& scope);

}  // namespace abide::check
