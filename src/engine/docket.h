// Where findings are written down: their words, their verdict, and the counts behind each clause's
// status.
//
// A case is opened at the event where its finding would stand, for exceptions, `about`, `message`
// and waivers are read there, and closed when it is known what the norm comes to: at once for
// `forbid`, at the deadline for a duty, at its end for an excursion.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/evidence.h"
#include "engine/finding.h"
#include "engine/memories.h"
#include "engine/run.h"
#include "plan/plan.h"

namespace abide::engine {

struct Case {
  check::ClauseId clause{};
  values::Truth excuse = values::Truth::kFalse;
  std::vector<std::string> missing;  // what leaves norm or exception unknown
  bool is_kept = true;               // false: only counted, the finding is not filled
  Finding finding;                   // all but the verdict
};

class Docket {
 public:
  Docket(const plan::Plan& plan, const RunOptions& options, Memories& memories,
         expressions::Environment& environment);

  // Reads the clause's exceptions and words at `moment`, to which its bindings are bound.
  // `condition` (null: always) is what makes the norm as it is: its evidence, and the fields that
  // it misses.
  Case Open(check::ClauseId clause, const Moment& moment, const expressions::ExprPtr& condition,
            values::Truth norm);
  // What the norm came to: true is a breach (pending, if its deadline is open), false nothing.
  enum class Deadline { kNone, kOpen };
  void Close(Case closed, values::Truth norm, Deadline deadline = Deadline::kNone);
  // Counts a breach (or what is pending) of which no more than its number would be kept, and that
  // nothing can excuse or waive; false: its case has to be opened.
  bool CountAlone(check::ClauseId clause, const Moment& moment, Deadline deadline);

  // More evidence of an open case that is kept.
  void AddEvidence(Case& opened, Role role, const Moment& moment, std::string note) const;
  // One that was looked for; a step without a place.
  void AddLookedFor(Case& opened, expressions::EventKind kind, EvidenceStep step) const;
  // Of an event that `ask` found, by its only alternative, with the trails that are kept of it.
  void AddPathsOf(Case& opened, expressions::AskId ask, const Moment& found, const Trails& trails);
  // The paths of data for which an aggregate counts the event, and counts of it what it does.
  void AddPathsOf(Case& opened, expressions::AskId aggregate, const Moment& counted);
  void AddWindow(Case& opened, expressions::AskId aggregate);

  void Forget();
  ClauseResult& ResultOf(check::ClauseId clause) {
    return verdicts_.clauses[static_cast<std::size_t>(clause)];
  }
  // Waivers and statuses are decided here, for they depend on the checker's present.
  Verdicts Finish(std::optional<values::Instant> present);

 private:
  // Verdicts that a waiver may lift, of findings that were not kept.
  struct Dropped {
    check::ClauseId clause{};
    Verdict verdict{};
    std::vector<std::uint32_t> waivers;
    std::vector<std::string> missing;
  };

  const check::Clause& ClauseOf(check::ClauseId clause) const {
    return plan_.rules->clauses[static_cast<std::size_t>(clause)];
  }
  bool WouldKeep(const Moment& moment, check::ClauseId clause) const;
  void Keep(Finding finding);
  void Drop(Finding finding);
  const check::Exception* ReadExceptions(Case& opened, const Moment& moment);
  void Describe(Case& opened, const Moment& moment, const expressions::ExprPtr& condition,
                values::Truth norm, const check::Exception* excused_by);
  std::optional<std::uint32_t> WaiverOf(check::ClauseId clause,
                                        const std::vector<std::uint32_t>& waivers,
                                        std::optional<values::Instant> present) const;
  void Count(const Finding& finding, Verdict verdict);

  const plan::Plan& plan_;
  const RunOptions& options_;
  Memories& memories_;
  expressions::Environment& environment_;
  Evidence evidence_;
  Verdicts verdicts_;  // its findings are a max-heap once there are as many as are kept
  std::vector<Dropped> dropped_;
};

}  // namespace abide::engine
