// What is so of one event by the rules and itself, whatever else the log holds: what a clause says
// of it, and to what it can come there.
//
// A condition that asks for other events can come out either way, and so bounds what it is part of.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "judgement/derivation.h"
#include "values/value.h"

namespace abide::judgement {

// A step that evidence has to show. Of its members nothing, if not for certain.
struct Needed {
  std::string role;
  std::optional<std::string> note = {}, name = {};
  std::optional<Json> from = {}, until = {};
  bool is_always = false;  // false: where the verdict says that the norm is broken for certain
};

struct Certainty {
  std::set<std::string> verdicts;      // that a finding there can have; empty: there is none
  Json about;                          // of its items those that ask for no other event
  std::optional<std::string> message;  // like the rest: nothing, if not for certain
  std::optional<Json> due;             // null: there is none
  std::optional<Json> limit;           // where the clause has one
  struct Excuse {
    const check::Exception* exception = nullptr;
    std::vector<Needed> steps;
  };
  std::vector<Excuse> excuses;       // by one of which it is excused, if it is
  std::vector<std::size_t> waivers;  // of the clause; likewise
  std::vector<Needed> steps;
};

// Where a finding may stand: at `event`, and for clauses that look at pairs, with `earlier`.
struct Standing {
  const Event* event = nullptr;
  const Event* earlier = nullptr;  // null: none
};

// `events`: those of the standing among them, in their order. `shares`: what is said of shares at
// the event, by what they are of; taken to be so.
Certainty CertaintyAt(const check::CheckedRules& rules, std::size_t clause,
                      std::span<const Event> events, const Standing& standing,
                      const std::optional<values::Instant>& present,
                      const std::map<std::string, values::Value>& shares);

// Whether it asks for other events. Tables are at hand like the rules.
bool AsksTheLog(const expressions::ExprPtr& expr, const check::CheckedRules& rules);

// As a rule says what the earlier event of a pair is, if the clause looks at pairs: one of these.
std::vector<std::string> EarlierTexts(const check::Clause& clause);

}  // namespace abide::judgement
