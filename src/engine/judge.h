// Every clause at every event: which of them can matter, and what their norms come to.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/docket.h"
#include "engine/duties.h"
#include "engine/excursions.h"
#include "engine/latecomers.h"
#include "engine/memories.h"
#include "engine/pairs.h"
#include "engine/run.h"
#include "engine/sieve.h"
#include "engine/triage.h"

namespace abide::engine {

class Judge {
 public:
  Judge(const plan::Plan& plan, const RunOptions& options, Memories& memories,
        expressions::Environment& environment);

  // Whether events of that kind are of any concern.
  bool Looks(expressions::EventKind kind) const;
  // Ends what lies before the event, and binds what windows read of it. In front of Memories::Feed.
  void Announce(const Moment& moment);
  // Between Memories::Feed and Memories::Keep.
  void Consider(const Moment& moment);
  void Forget();
  Verdicts Finish(std::optional<values::Instant> present);

 private:
  struct Task {
    const plan::Judgement* judgement;
    const check::Clause* clause;
    const expressions::ExprPtr* condition;
    // Of a norm that is not decided at its event: one of these.
    Duties* duties = nullptr;
    Pairs* pairs = nullptr;
    Excursions* excursions = nullptr;
    Latecomers* latecomers = nullptr;  // decided, but may wait for more evidence
    bool in_force = false;
    std::uint64_t since = 0;  // events of the kind before it came into force
  };
  // The clauses at one kind of event.
  struct Desk {
    std::vector<Task> tasks;  // in the order of clauses
    // What such an event may meet, each with the alternative.
    Sieve<std::pair<Duties*, std::size_t>> met_here;
    Sieve<std::pair<Latecomers*, std::size_t>> late_here;
    std::vector<expressions::BindingId> limits;
    std::unique_ptr<Triage> triage;
    std::unique_ptr<Bits> in_force, possible;
    std::uint64_t events = 0;
    // The next time at which a clause comes into force or ceases to be.
    values::Instant next_change;
  };

  void AddTasks(const plan::Judgement& judgement);
  void AddDuties(const plan::Judgement& judgement, Task& task);
  void AddLatecomers(const plan::Judgement& judgement, Task& task);
  void AddTriage();
  // What is in force at `now`; events come in order.
  void Advance(Desk& desk, values::Instant now);
  bool IsReported(values::Instant time) const;
  void Follow(const Desk& desk, const Moment& moment);
  void Decide(const Task& task, const Moment& moment);
  Desk& DeskOf(expressions::EventKind kind) { return desks_[static_cast<std::size_t>(kind)]; }

  const plan::Plan& plan_;
  const RunOptions& options_;
  Memories& memories_;
  expressions::Environment& environment_;
  Docket docket_;
  std::vector<std::unique_ptr<Duties>> duties_;
  std::vector<std::unique_ptr<Pairs>> pairs_;
  std::vector<std::unique_ptr<Excursions>> excursions_;
  std::vector<std::unique_ptr<Latecomers>> latecomers_;
  std::vector<Desk> desks_;        // by EventKind
  values::Instant next_deadline_;  // of all duties
};

}  // namespace abide::engine
