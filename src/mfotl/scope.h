// What is in scope where a condition is translated, and how it is reached from there.
//
// A formula is read at one time-point, the event `now`. The other events in scope stand at other
// points: what is known of them is reached through ONCE or EVENTUALLY. An event is known by its
// number, so `ONCE approval_by(a, "openai")` says who gave the approval `a`, whenever that was.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mfotl/facts.h"
#include "mfotl/formula.h"

namespace abide::mfotl {

// Where an event stands, seen from `now`.
struct Tense {
  enum class Kind { kNow, kPast, kFuture, kEither };
  Kind kind = Kind::kNow;
  std::optional<std::int64_t> within;  // kPast: at most so long ago, if that is known
  std::int64_t ahead = 0;              // kFuture, kEither: at most so far ahead
};

struct BoundEvent {
  std::string variable;          // its number
  std::vector<EventKind> kinds;  // those that it may be of
  Tense tense;
};

// A local in scope: another name for an expression (`expr`), or an element of a list (`expr`),
// which `place`, a variable, tells by its place.
struct BoundLocal {
  ExprPtr expr;
  std::string place;  // empty: another name
};

struct Scope {
  std::map<BindingId, BoundEvent> events;
  std::map<LocalId, BoundLocal> locals;

  const BoundEvent& At(BindingId binding) const { return events.at(binding); }
  Scope With(BindingId binding, BoundEvent event) const {
    Scope inner = *this;
    inner.events.insert_or_assign(binding, std::move(event));
    return inner;
  }
  Scope With(LocalId local, BoundLocal meaning) const {
    Scope inner = *this;
    inner.locals.insert_or_assign(local, std::move(meaning));
    return inner;
  }
};

// What is asked of a condition in Kleene's logic: that it is `truth`, certainly or possibly (which
// is that it is not certainly the opposite).
struct Wish {
  bool truth = true;
  bool certain = true;

  Wish Opposite() const { return {!truth, certain}; }
};

// A number that takes part in a comparison, in units of the log. Counts and whole constants are
// known without their scale, too: products with them need no rounding.
struct Amount {
  Term term;
  std::optional<Term> whole;
};

// What an expression is worth, where `conditions` hold: a value, or anything between the least and
// the greatest of `corners`; without bound if said so. The conditions bind `variables`.
struct Alternative {
  std::vector<Formula> conditions;
  std::vector<std::string> variables;
  std::vector<Amount> corners;
  bool no_least = false;
  bool no_most = false;

  bool is_exact() const { return corners.size() == 1 && !no_least && !no_most; }
};
// Of any two at most one holds; where none does, the expression is absent.
using Worth = std::vector<Alternative>;

// That both hold, without their corners.
inline Alternative Merged(const Alternative& a, const Alternative& b) {
  Alternative both;
  both.conditions = a.conditions;
  both.conditions.insert(both.conditions.end(), b.conditions.begin(), b.conditions.end());
  both.variables = a.variables;
  both.variables.insert(both.variables.end(), b.variables.begin(), b.variables.end());
  return both;
}

}  // namespace abide::mfotl
