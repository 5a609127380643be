// Where a clause has events meet: each memory, duty and state that it uses, and what has to hold of
// the parts into which a log is split for those that meet to be in one part.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "plan/routing.h"

namespace abide::plan {

struct Meeting {
  // One way for all events that meet to be in one part.
  struct Option {
    std::vector<expressions::Field::At> routes;  // these events go by these fields
    std::vector<EventKind> askers;      // of them those without whose field nothing can be told
    std::vector<EventKind> everywhere;  // these go to every part
  };
  std::vector<Option> options;  // those by fields first
  Obstacle obstacle;            // what to say if none of them can be
};

struct Meetings {
  std::vector<AskId> memories;
  std::vector<check::StateId> states;
  bool lineage = false;
  std::vector<Meeting> all;
};

// Of what is asked at the judgement's events, at those that open or meet its duties, and by its
// memories in their turn.
Meetings MeetingsOf(const Plan& plan, const Judgement& judgement);

}  // namespace abide::plan
