// Which clauses can matter at an event, decided for all of them at once.
//
// Each clause at a kind of event is a bit. Parts of its condition that compare one field with
// constants (`provider == "openai"`, `region in ["cn", "ru"]`, `tokens > 10k`, `personal_data`; and
// those of text_triage.h, which look into a text) need not be run clause by clause: each value of
// the field maps to the set of clauses that it leaves possible, by hash for texts, by cut points
// for numbers, and the sets of all such fields are intersected. Only the clauses that are left run
// their whole condition. With three clauses
//
//     A: provider == "openai" and tokens > 10      B: provider == "acme"      C: tokens > 20
//
// an event {provider: "acme", tokens: 15} gives {B, C} by provider and {A, B} by tokens: B is left.
// An absent value excludes nobody: it leaves a condition unknown, not false.
//
// The fields are asked in an order in which few clauses are left soon, and a field of which none of
// those left says anything is not looked at.
//
// Cost of an event: at most one look-up a field, and two `and` a field and 64 clauses. Idea: the
// predicate index of publish/subscribe matchers (Fabret et al., SIGMOD 2001).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/bits.h"
#include "engine/moment.h"
#include "engine/text_map.h"
#include "engine/text_triage.h"
#include "expressions/expression.h"
#include "values/value.h"

namespace abide::engine {

class Triage {
 public:
  // The conditions (null: always) of the clauses at one kind of event, bound to their `bindings`.
  struct Candidate {
    expressions::ExprPtr condition;
    expressions::BindingId binding{};
  };
  Triage(expressions::EventKind kind, const std::vector<Candidate>& candidates);

  // Takes out of `possible` the candidates whose condition is false at the event for certain.
  void Narrow(const Moment& moment, Bits& possible);

 private:
  // What a condition says of one field alone.
  struct Atom {
    std::size_t candidate = 0;
    expressions::FieldIndex field{};
    std::vector<values::Value> equals;  // one of these; else `op` against `bound`
    expressions::CompareOperator op{};
    values::Value bound;
  };
  struct FieldSets {
    expressions::FieldIndex field{};
    Bits asking;  // the candidates with an atom on the field: no other is taken out
    Bits other;   // for texts that nobody names
    TextMap<Bits> texts;
    std::vector<std::pair<values::Decimal, Bits>> at;  // cut points in order
    std::vector<Bits> between;  // [0] below the first cut, [i] behind cut i - 1
    Bits if_true, if_false;

    std::size_t LeftOnAverage() const;
    const Bits* FindNumber(const values::Decimal& number) const;
    const Bits* Find(const values::Value& value) const;
  };
  struct TextSets {
    expressions::FieldIndex field{};
    Bits asking;
    TextTriage triage;
  };

  static void Keep(const std::vector<Atom>& atoms, const values::Value& value, Bits& set);
  static void IndexNumbers(const std::vector<Atom>& atoms,
                           const std::map<values::Decimal, Bits>& cuts, FieldSets& entry,
                           const Bits& all);
  static bool ReadAtom(const expressions::ExprPtr& conjunct, const Candidate& candidate,
                       expressions::EventKind kind, Atom& atom);
  void Index(expressions::FieldIndex field, const std::vector<Atom>& atoms, std::size_t size);

  std::vector<FieldSets> fields_;
  std::vector<TextSets> texts_;
};

}  // namespace abide::engine
