// One clause over the log: from what its norm comes to at an event, to findings and counts
// (language guide, sections 5, 6, 10 and 11).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inquiry/world.h"
#include "judgement/case.h"
#include "judgement/derivation.h"

namespace abide::judgement {

// Terms that leave the range of times end at its ends.
values::Instant EndOf(values::Instant begin, const values::Duration& term);
// What a norm that is broken, and its excuse, come to; null: to nothing. `is_open`: the deadline
// has not passed.
const char* VerdictOf(Truth norm, Truth excuse, bool is_open);

class ClauseJudge {
 public:
  // `derivation` has its present, and gets what the clause comes to. All of them outlive it.
  ClauseJudge(std::size_t clause, World& world, const Question& question, Derivation& derivation);

  void Run();

 private:
  void Judge(const check::Forbid& norm);
  void Judge(const check::BeforeRequire& norm);
  void Judge(const check::AfterForbid& norm);
  void Judge(const check::AfterRequire& norm);
  void Judge(const check::AroundRequire& norm);
  void Judge(const check::AroundForbid& norm);
  void Judge(const check::Limit& norm);  // limit_judge.cpp

  void ForgetWhoIsLate();
  // Whether the event is in force and of a kind of these; counts it if it is asked for.
  bool IsExercised(const Event& event, const std::vector<const check::Pattern*>& at);
  bool IsAskedFor(const Event& event) const;
  using Judged = std::function<void(const Event&)>;
  void ForEach(const std::vector<const check::Pattern*>& at, const Judged& judge);
  // Those that match, or may, with the event bound.
  void ForEachMatch(const check::Pattern& pattern,
                    const std::function<void(const Event&, Truth, const Scope&)>& judge);

  // A finding that may arise at `event`. What it rests on is added by `further`, or later; then it
  // is closed.
  Case Open(const Event& event, const ExprPtr& condition, Truth norm, const Scope& scope,
            const std::function<void(Case&)>& further = {});
  enum class Deadline { kNone, kOpen };
  void Close(Case closed, Truth norm, Deadline deadline = Deadline::kNone);

  // Whether such events come behind others, or do not, as is forbidden.
  void JudgePast(const check::Pattern& pattern, const check::Past& past, Truth forbidden);

  // What an event makes a duty of.
  struct Duty {
    const std::vector<check::Pattern>& required;
    const check::Pattern& of;  // that the trigger matches
    const Event& trigger;
    Truth made;
    const Scope& scope;
    bool looks_back = false;         // `around`
    const Event* earlier = nullptr;  // R of `for each earlier`
    const check::Pattern* earlier_of = nullptr;
    std::string earlier_text = {};
    std::uint32_t ordinal = 0;
  };
  void JudgeDuty(const Duty& duty);
  void AddLookedFor(const Duty& duty, const std::vector<std::optional<values::Instant>>& dues,
                    std::string_view role, Case& opened);
  // `is_always`: whatever decides which match, it has to be shown.
  void AddTooLate(const std::vector<check::Pattern>& required, const Event& trigger,
                  const std::vector<std::optional<values::Instant>>& dues, values::Instant from,
                  bool is_always, const Scope& scope, Case& opened);

  std::size_t index_;
  const check::Clause& clause_;
  World& world_;
  const Question& question_;
  std::optional<values::Instant> present_;
  Derivation& derivation_;
  Tally& tally_;

  friend class LimitJudge;
};

}  // namespace abide::judgement
