// Why each clause did or did not fire at one event.
//
// The logs are judged as ever, with an Explainer looking on. At the event that is asked about it
// evaluates every condition that concerns it once more, operand by operand, while all that is
// remembered is as the engine saw it. What depends on more than that event (a duty's end, a pair,
// an excursion) is the engine's to say: verdicts are those of its findings, never made here.
//
// Cost: that of the run with one thread; at the event itself, every clause is looked at.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "engine/moment.h"
#include "engine/run.h"
#include "plan/plan.h"
#include "values/truth.h"

namespace abide::reasons {

// What an event can be to a clause.
enum class Role {
  kTrigger,   // findings of the clause stand at such events
  kRequired,  // asked for by a duty that arose before it
  kAsked,     // looked for by later events: `preceded by`, the other one of a pair
  kBetween,   // stands between: behind `with no … since`
  kCounted,   // a member of a window
  kSource,    // where the data of a lineage path begins
  kFlow,      // hands data on
  kStarts,    // starts a state
  kEnds,      // ends one
};

// A part of a condition that has a value, and the value as a report shows it.
struct Operand {
  std::string text;
  std::string value;
  bool absent = false;
};

// A condition that holds no `and` or `or` itself.
struct Condition {
  std::string text;  // as written, on one line
  diagnostics::Span span;
  std::optional<values::Truth> truth;  // none: it can't be evaluated at this event alone
  std::vector<Operand> operands;
  std::vector<std::string> missing;  // fields that leave it unknown
  // What it asks of the past, as in a finding.
  std::vector<engine::EvidenceStep> evidence;
  std::vector<engine::WindowSummary> windows;
  std::vector<engine::ShareFound> shares;
};

// A role that the event's kind gives it, and what its conditions are.
struct Part {
  Role role{};
  std::string text;  // the pattern, state or flow as written
  // Of all its conditions; of a trigger, whether the norm is broken at it, or a duty arises. None:
  // only the findings tell.
  std::optional<values::Truth> truth;
  std::vector<Condition> conditions;
  std::string note;  // one line; may be empty
};

struct ExceptionReason {
  std::string label;
  bool in_force = true;
  std::optional<values::Truth> truth;  // none: it is read once for each finding
  std::vector<Condition> conditions;
};

enum class Outcome {
  kNoConcern,   // the clause does not look at events of that kind
  kNotInForce,  // at the event's time
  kPartOnly,    // it can be evidence, and no finding can stand at it
  kKept,        // one could, and none does
  kContinued,   // above a limit, in an excursion whose finding stands at an earlier event
  kFindings,    // one does, or several
};

struct ClauseReason {
  check::ClauseId clause{};
  Outcome outcome{};
  std::vector<Part> parts;                  // the trigger first
  std::vector<ExceptionReason> exceptions;  // read where the norm is not false
  std::vector<engine::Finding> findings;    // at the event
};

struct EventReasons {
  events::Place place;
  values::Instant time;
  expressions::EventKind kind{};
  std::vector<engine::NamedValue> fields;  // all that the schema has
  std::vector<ClauseReason> clauses;       // those that are judged, in their order
};

class Explainer : public engine::Observer {
 public:
  // Both outlive the explainer.
  Explainer(const plan::Plan& plan, const diagnostics::SourceSet& sources)
      : plan_(plan), sources_(sources) {}

  // Asks for an event, with all its fields. Before the run.
  void Ask(const events::Event& event);
  // As if nothing had been asked.
  void Forget() { asked_.clear(); }
  void Saw(const engine::Moment& moment, expressions::Environment& environment) override;
  // In the order of `Ask`.
  std::vector<EventReasons> Take(const engine::Verdicts& verdicts);

 private:
  std::vector<ClauseReason> NothingSeen() const;

  const plan::Plan& plan_;
  const diagnostics::SourceSet& sources_;
  std::vector<EventReasons> asked_;
};

}  // namespace abide::reasons
