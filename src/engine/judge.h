// Every clause at every event: findings and the counts behind each clause's status.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/evidence.h"
#include "engine/finding.h"
#include "engine/fingerprint.h"
#include "engine/memories.h"
#include "engine/run.h"
#include "engine/triage.h"

namespace abide::engine {

class Judge {
 public:
  Judge(const plan::Plan& plan, const RunOptions& options, Memories& memories,
        expressions::Environment& environment);

  void Consider(const Moment& moment);
  void Forget();
  // Waivers and statuses are decided here, for they depend on the checker's present.
  Verdicts Finish(std::optional<values::Instant> present);

 private:
  struct Task {
    const plan::Judgement* judgement;
    const check::Clause* clause;
    const expressions::ExprPtr* condition;
    bool in_force = false;
    std::uint64_t since = 0;  // events of the kind before it came into force
  };
  // The clauses at one kind of event.
  struct Desk {
    std::vector<Task> tasks;  // in the order of clauses
    std::unique_ptr<Triage> triage;
    std::unique_ptr<Bits> in_force, possible;
    std::uint64_t events = 0;
    // The next time at which a clause comes into force or ceases to be.
    values::Instant next_change;
  };
  // A verdict that a waiver may lift.
  struct Waivable {
    check::ClauseId clause{};
    Verdict verdict{};
    std::vector<std::uint32_t> waivers;  // whose `where` is true
    std::vector<std::string> missing;
    std::optional<std::size_t> finding;  // index, if it was kept
  };
  struct Excuse {
    values::Truth truth = values::Truth::kFalse;
    const check::Exception* by = nullptr;
  };

  // What is in force at `now`; events come in order.
  void Advance(Desk& desk, values::Instant now);
  void Decide(const Task& task, const Moment& moment);
  Excuse ExcuseOf(const check::Clause& clause, const Moment& moment);
  Finding Describe(const Task& task, const Moment& moment, Verdict verdict, values::Truth norm,
                   const Excuse& excuse);
  std::vector<std::string> MissingOf(const Task& task, values::Truth norm, const Moment& moment);
  void Count(ClauseResult& result, Verdict verdict, const std::vector<std::string>& missing) const;
  ClauseResult& ResultOf(check::ClauseId clause) {
    return verdicts_.clauses[static_cast<std::size_t>(clause)];
  }

  const plan::Plan& plan_;
  const RunOptions& options_;
  Memories& memories_;
  expressions::Environment& environment_;
  Evidence evidence_;
  Fingerprints fingerprints_;
  std::vector<Desk> desks_;  // by EventKind
  std::vector<Waivable> waivable_;
  Verdicts verdicts_;
};

}  // namespace abide::engine
