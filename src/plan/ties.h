// Which clauses hang together, since they ask the same memories or memories that ask each other.
// What does not hang together may be judged by different threads.
#pragma once

#include <cstddef>
#include <map>

#include "plan/plan.h"

namespace abide::plan {

class Ties {
 public:
  // Lineage is one: every pattern of it reads the same flows.
  enum class Kind { kJudgement, kAsk, kState, kLineage };
  struct Node {
    Kind kind = Kind::kJudgement;
    std::size_t index = 0;
    auto operator<=>(const Node&) const = default;
  };

  void Tie(Node a, Node b);
  // Sets the groups of the plan's judgements and feeds, when it is known who keeps for whom. Group
  // 0 has no memories; the others are numbered in the order of their first clauses.
  void Number(Plan& plan);

 private:
  Node RootOf(Node node);

  std::map<Node, Node> parents_;  // union-find; roots are not in it
};

}  // namespace abide::plan
