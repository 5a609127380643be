// By which fields of its events the work of a clause may be split among machines.
//
// A log may be cut into parts, each with its events in their order, and each part judged alone, as
// of the whole log's present, if events that meet are in one part. Two events meet where one asks
// for the other: by a memory, a duty, a limit, a state. Where that is by a key, `grant.who ==
// use.who`, events with different values never meet: grants may go by `grant.who` and uses by
// `use.who`. What is asked for without such a key has to go to every part, which what is judged
// cannot, for its findings would be made in each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace abide::plan {

// Events of `kind` go to the part of the value of `field`; equal values, to one part.
struct Route {
  EventKind kind{};
  expressions::FieldIndex field{};
  // What these events ask cannot be told in one part if the field is absent: with such an event
  // the clause has to be judged on the whole log. Of others such events go to every part.
  bool asks = false;
};

struct Way {
  std::vector<Route> routes;          // by kind
  std::vector<EventKind> any_part;    // each event to one part, whichever
  std::vector<EventKind> every_part;  // each event to all parts
};

// Why there is no way.
struct Obstacle {
  enum class Why {
    kLineage,     // what is judged hands on what artifacts carry
    kNoKey,       // what is judged is asked for, not by a key
    kNoFieldKey,  // the keys are no fields as they are, or are compared ignoring case
    kOtherKeys,   // each memory could be split, but not all by the same fields
    kTooMany,     // it was not found out: there are too many possibilities
  };
  Why why{};
  std::string what;  // "memory 3", "state blocked", "duty"
};

// "lineage", "no_key" …, and for people.
std::string_view NameOf(Obstacle::Why why);
std::string_view WordsOf(Obstacle::Why why);

struct Routing {
  std::vector<AskId> memories;  // that the clause uses, and that these use
  std::vector<check::StateId> states;
  bool lineage = false;
  std::vector<Way> ways;            // those with the fewest kinds in every part first
  std::vector<Obstacle> obstacles;  // none if there is a way
};

Routing RoutingOf(const Plan& plan, const Judgement& judgement);

}  // namespace abide::plan
