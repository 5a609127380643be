// One clause over one log: from what its norm comes to at an event, to findings and a status.
#pragma once

#include <cstddef>
#include <vector>

#include "reference/evaluator.h"
#include "reference/reference.h"

namespace abide::reference {

class ClauseJudge {
 public:
  ClauseJudge(std::size_t clause, Evaluator& evaluator, const Options& options,
              values::Instant present);

  // Judges every event by the clause's norm. To be called once.
  void Run();
  const ClauseResult& result() const { return result_; }
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  // What a norm comes to at every event: norms.cpp, around.cpp, limits.cpp.
  void Judge(const check::Forbid& norm);
  void Judge(const check::BeforeRequire& norm);
  void Judge(const check::AfterForbid& norm);
  void Judge(const check::AfterRequire& norm);
  void Judge(const check::AroundRequire& norm);
  void Judge(const check::AroundForbid& norm);
  void Judge(const check::Limit& norm);

  // Whether the event is in force and of a kind at which findings stand; counts it if so.
  bool Exercises(std::size_t event, const std::vector<const Pattern*>& at);
  std::vector<LineagePath> PathsTo(const Pattern& pattern, std::size_t event, const Scope& scope);

  // The duty of one trigger, in whose scope its terms are; `earlier` is its R.
  void JudgeDuty(const check::AfterRequire& norm, std::size_t trigger, Truth made,
                 const Scope& scope, std::optional<std::size_t> earlier = {});

  static values::Instant DueOf(values::Instant trigger, const values::Duration& term);

  // A pair of `around … forbid`, the roles being either way round.
  struct Pair {
    const check::AroundForbid* norm;
    std::size_t first;
    std::size_t second;
  };
  Truth Stands(const Pair& pair);
  void JudgePair(const check::AroundForbid& norm, std::size_t earlier, std::size_t later);

  // `limit`, read at one event.
  std::optional<std::string> KeyOf(const check::Limit& norm, std::size_t event);
  bool InWindow(const check::Limit& norm, std::size_t event, std::size_t now);
  Value Measure(const check::Limit& norm, const Expr& measure, const std::string& key,
                std::size_t now);
  Value Aggregate(const check::Limit& norm, const check::AskAggregate& ask, const std::string& key,
                  std::size_t now);

  struct Excursion {
    std::size_t start = 0;
    Value peak;
    std::optional<std::size_t> finding;  // index into `findings_`, if it is reported
    // What it may have been, at each event: the other ends of intervals; absent: without bound.
    std::vector<Value> most = {};
  };
  void Raise(Excursion& excursion, const Value& measured);
  void End(const Excursion& excursion, std::optional<values::Instant> ended);

  // `norm and not (exception or …)` at the event of `finding`: what it makes of it, if anything.
  // Whether the finding was added.
  bool Settle(Finding finding, Truth norm, const Scope& scope);
  // The same for a duty that no certain event has met and whose deadline is open.
  void SettleOpen(Finding finding, Truth trigger, const Scope& scope);

  struct Exceptions {
    Truth truth = Truth::kFalse;
    std::string label;  // of the first true one
  };
  Exceptions ExceptionsAt(std::size_t event, const Scope& scope);
  bool Add(Finding finding, const Scope& scope);
  void Tell(Finding& finding, const Scope& scope);
  void Count(const Finding& finding);
  Status StatusOf() const;

  std::size_t index_;
  const check::Clause* clause_;
  Evaluator* evaluator_;
  const Options* options_;
  values::Instant present_;
  ClauseResult result_;
  std::vector<Finding> findings_;
};

}  // namespace abide::reference
