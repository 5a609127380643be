// Looks on while a test is run, and notes what norms, exceptions and conditions are at each event.
//
// Conditions are evaluated here once more, operand by operand, so that the judging itself need not
// tell; a test is small. What depends on more than its event (a duty's end, a pair, an excursion
// that goes on) is read off the findings afterwards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/finding.h"
#include "engine/moment.h"
#include "engine/run.h"
#include "plan/plan.h"
#include "trials/conditions.h"
#include "values/truth.h"

namespace abide::trials {

enum class Part { kNorm, kCondition, kException, kExceptionCondition };

// One part of a clause at one event.
struct Sight {
  check::ClauseId clause{};
  Part part{};
  diagnostics::Span span;
  std::string text;
  std::optional<values::Truth> truth;
  std::uint64_t offset = 0;     // of the event's place
  std::string note;             // of a limit: what was compared
  bool is_at_findings = false;  // counts only where a finding stands at the event
};

class Witness : public engine::Observer {
 public:
  // Both outlive the witness.
  Witness(const plan::Plan& plan, const diagnostics::SourceSet& sources)
      : plan_(plan), sources_(sources) {}

  // Every part of every clause that is judged, nothing evaluated.
  static std::vector<Sight> Everything(const plan::Plan& plan,
                                       const diagnostics::SourceSet& sources);

  void Saw(const engine::Moment& moment, expressions::Environment& environment) override;
  // In the order of events; what only the findings tell is added to what was seen.
  std::vector<Sight> Take(const engine::Verdicts& verdicts);

 private:
  void See(const plan::Judgement& judgement, const plan::Judgement::Case& at);
  void SeeRequired(const plan::Judgement& judgement);
  void SeeFound(const check::Pattern& pattern, check::BindingId looking,
                const engine::Moment& looks, const engine::Moment& found);
  void SeePair(const check::AroundForbid& norm);
  void SeeLimit(const plan::Judgement& judgement, const plan::LimitPlan& limit);
  void SeeExceptions(const plan::Judgement& judgement);
  void SayNorm(std::optional<values::Truth> truth, std::string note = {});
  void SayException(const check::Exception& exception, std::optional<values::Truth> truth);
  Conditions Walker(Part part);
  static bool HasFinding(const engine::Verdicts& verdicts, const Sight& sight);
  void SettleNorm(const engine::Verdicts& verdicts, Sight& sight) const;
  void SettleException(const engine::Verdicts& verdicts, Sight& sight) const;
  const check::Clause& ClauseOf(check::ClauseId id) const {
    return plan_.rules->clauses[static_cast<std::size_t>(id)];
  }

  const plan::Plan& plan_;
  const diagnostics::SourceSet& sources_;
  std::vector<Sight> sights_;
  // Triggers of duties whose condition is not false, for what is required of later events.
  std::vector<std::pair<check::ClauseId, engine::Moment>> triggers_;
  std::vector<engine::Moment> earlier_;
  // While a clause is looked at; null where nothing is evaluated.
  const engine::Moment* moment_ = nullptr;
  expressions::Environment* environment_ = nullptr;
  check::ClauseId clause_{};
};

}  // namespace abide::trials
