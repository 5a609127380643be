// A plan's memories in words, for people and programs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace abide::plan {

// What is kept of the events of one pattern.
struct Kept {
  std::string of;  // the pattern as written
  std::vector<EventKind> kinds;
  std::string keeps;  // "the latest event", "a running sum"
  std::string lasts;  // "30 days", "ever"
  struct Key {
    std::string kept;  // "grant.who", of the event that is kept
    std::string asks;  // "use.who", of the one that asks; the same of a limit
    bool ignoring_case = false;
  };
  std::vector<Key> keys;
};

struct Memory {
  std::size_t number = 0;  // AskId
  const char* kind = "";   // "past", "window" or "lineage"
  std::string text;
  std::size_t kept_by = 0;  // its own number, or that of the memory that keeps the same
  // One for each alternative and each `with no … since`. Of one that another keeps: as it asks.
  std::vector<Kept> kept;
};

// By number. Facts and states have none.
std::vector<Memory> MemoriesOf(const Plan& plan);

// What is awaited by the open duties of a clause.
std::vector<Kept> DutiesOf(const Plan& plan, const Judgement& judgement);

// "by grant.who == use.who and …"; empty without keys.
std::string KeysAsText(const Kept& kept);

}  // namespace abide::plan
