// `around P forbid Q within D` of one clause: every pair of a P and a Q at most that far apart,
// found at the later event.
//
// An event may be both; two events make one pair, whichever of them is read as P. Cost: what the
// question for the earlier events costs, and their number.
#pragma once

#include <cstdint>

#include "engine/docket.h"
#include "engine/memories.h"
#include "plan/plan.h"

namespace abide::engine {

class Pairs {
 public:
  Pairs(const plan::Judgement& judgement, Memories& memories, Docket& docket,
        expressions::Environment& environment)
      : judgement_(judgement),
        plan_(std::get<plan::PairPlan>(judgement.form)),
        memories_(memories),
        docket_(docket),
        environment_(environment) {}

  // The event as the later one of pairs.
  void Consider(const Moment& moment);

 private:
  struct Pair {
    Moment earlier;
    std::shared_ptr<const void> memory;
    Trails trails;
    values::Truth truth;
    const plan::PairPlan::Side* side;
    const plan::PairPlan::Side::Case* kind;
  };
  void Collect(const plan::PairPlan::Side& side, const Moment& moment, std::vector<Pair>& pairs);

  const plan::Judgement& judgement_;
  const plan::PairPlan& plan_;
  Memories& memories_;
  Docket& docket_;
  expressions::Environment& environment_;
};

}  // namespace abide::engine
