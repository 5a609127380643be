#include "trials/witness.h"

#include <algorithm>

#include "check/words.h"
#include "expressions/children.h"
#include "plan/free_variables.h"

namespace abide::trials {

using check::Pattern;
using engine::Verdict;
using expressions::ExprPtr;
using values::Truth;
using values::Value;

namespace {

// What a norm is shown by.
diagnostics::Span SpanOf(const check::Norm& norm) {
  struct Visitor {
    diagnostics::Span operator()(const check::Forbid& each) { return each.pattern.span; }
    diagnostics::Span operator()(const check::BeforeRequire& each) { return each.trigger.span; }
    diagnostics::Span operator()(const check::AfterRequire& each) { return each.trigger.span; }
    diagnostics::Span operator()(const check::AfterForbid& each) { return each.forbidden.span; }
    diagnostics::Span operator()(const check::AroundRequire& each) { return each.trigger.span; }
    diagnostics::Span operator()(const check::AroundForbid& each) { return each.second.span; }
    diagnostics::Span operator()(const check::Limit& each) { return each.measure->span; }
  };
  return std::visit(Visitor{}, norm);
}

// Null if it requires nothing, or of more than one earlier event.
const std::vector<Pattern>* RequiredOf(const check::Norm& norm) {
  if (const auto* after = std::get_if<check::AfterRequire>(&norm)) {
    return after->each_earlier ? nullptr : &after->required;
  }
  if (const auto* around = std::get_if<check::AroundRequire>(&norm)) return &around->required;
  return nullptr;
}

bool IsAsking(const ExprPtr& expr) {
  if (!expr) return false;
  bool is_asking = std::holds_alternative<expressions::Ask>(expr->node);
  expressions::ForEachChild(
      *expr, [&](const ExprPtr& child) { is_asking = is_asking || IsAsking(child); });
  return is_asking;
}

// How far an exception can be read at the event at which the norm is: everywhere, where a finding
// stands there (`for each earlier` may have found nothing), or not at all.
enum class Reading { kEverywhere, kAtFindings, kNowhere };

Reading ReadingOf(const plan::Judgement& judgement, const check::Exception& exception,
                  const check::CheckedRules& rules) {
  if (std::holds_alternative<plan::PairPlan>(judgement.form)) return Reading::kNowhere;
  const auto* duty = std::get_if<plan::DutyPlan>(&judgement.form);
  if (duty == nullptr || !duty->each_earlier) return Reading::kEverywhere;
  return plan::FreeOf(exception.condition, rules.asks).OnlyOf(judgement.at) ? Reading::kAtFindings
                                                                            : Reading::kNowhere;
}

// A finding's norm: waived findings were breaches, pending or undetermined; the fields that were
// missing tell.
Truth NormOf(const engine::Finding& finding) {
  return finding.missing.empty() ? Truth::kTrue : Truth::kUnknown;
}

}  // namespace

std::vector<Sight> Witness::Everything(const plan::Plan& plan,
                                       const diagnostics::SourceSet& sources) {
  Witness witness(plan, sources);
  for (const plan::Judgement& judgement : plan.judgements) {
    witness.clause_ = judgement.clause;
    for (const plan::Judgement::Case& at : judgement.cases) witness.See(judgement, at);
    witness.SeeRequired(judgement);
    witness.SeeExceptions(judgement);
  }
  return std::move(witness.sights_);
}

void Witness::Saw(const engine::Moment& moment, expressions::Environment& environment) {
  moment_ = &moment;
  environment_ = &environment;
  for (const plan::Judgement& judgement : plan_.judgements) {
    clause_ = judgement.clause;
    for (const plan::Judgement::Case& at : judgement.cases) {
      if (at.kind != moment.kind || !ClauseOf(clause_).effective.Holds(moment.time)) continue;
      environment.Bind(judgement.at, &moment);
      See(judgement, at);
    }
    SeeRequired(judgement);
  }
  earlier_.push_back(moment);
}

// The exceptions of a clause are read where its norm is not false.
void Witness::See(const plan::Judgement& judgement, const plan::Judgement::Case& at) {
  if (const auto* pair = std::get_if<check::AroundForbid>(&ClauseOf(clause_).norm)) {
    SeePair(*pair);
    if (environment_ != nullptr) SeeExceptions(judgement);
    return;
  }
  if (const auto* limit = std::get_if<plan::LimitPlan>(&judgement.form)) {
    return SeeLimit(judgement, *limit);
  }
  Conditions conditions = Walker(Part::kCondition);
  const std::optional<Truth> norm = conditions.Test(at.condition);
  const bool is_duty = std::holds_alternative<plan::DutyPlan>(judgement.form);
  // A duty's norm is read off its findings.
  SayNorm(is_duty ? std::nullopt : norm);
  conditions.Walk(at.condition);
  if (!norm || *norm == Truth::kFalse) return;
  if (is_duty) triggers_.emplace_back(judgement.clause, *moment_);
  SeeExceptions(judgement);
}

void Witness::SeePair(const check::AroundForbid& norm) {
  SayNorm(std::nullopt);
  for (const check::PatternCase& each : norm.first.cases) {
    if (environment_ != nullptr) {
      if (each.kind != moment_->kind) continue;
      environment_->Bind(norm.first.binding, moment_);
    }
    Walker(Part::kCondition).Walk(each.condition);
  }
  if (environment_ == nullptr) {
    for (const check::PatternCase& each : norm.second.cases) {
      Walker(Part::kCondition).Walk(each.condition);
    }
    return;
  }
  const auto is_first = [&](const engine::Moment& moment) {
    return std::any_of(norm.first.cases.begin(), norm.first.cases.end(),
                       [&](const check::PatternCase& each) { return each.kind == moment.kind; });
  };
  for (const engine::Moment& earlier : earlier_) {
    if (is_first(earlier)) SeeFound(norm.second, norm.first.binding, earlier, *moment_);
    if (is_first(*moment_)) SeeFound(norm.second, norm.first.binding, *moment_, earlier);
  }
}

void Witness::SeeLimit(const plan::Judgement& judgement, const plan::LimitPlan& limit) {
  std::optional<Truth> counted;
  for (const plan::AskId id : limit.aggregates) {
    const auto& aggregate =
        std::get<check::AskAggregate>(plan_.rules->asks[static_cast<std::size_t>(id)].ask);
    for (const check::PatternCase& each : aggregate.pattern.cases) {
      if (environment_ != nullptr) {
        if (each.kind != moment_->kind) continue;
        environment_->Bind(aggregate.pattern.binding, moment_);
      }
      Conditions conditions = Walker(Part::kCondition);
      const std::optional<Truth> here = conditions.Test(each.condition);
      if (here) counted = counted ? values::Or(*counted, *here) : *here;
      conditions.Walk(each.condition);
    }
  }
  if (environment_ == nullptr) return SayNorm(std::nullopt);
  if (!counted || *counted == Truth::kFalse) return;
  const Value value = expressions::Evaluate(*limit.measure, *environment_);
  const Value bound = expressions::Evaluate(*limit.bound, *environment_);
  const Truth above = expressions::CompareValues(expressions::CompareOperator::kGreater, value,
                                                 bound, values::Case::kRespect);
  const Truth norm = values::And(*counted, above);
  SayNorm(norm, check::OneLine(sources_, limit.measure->span) + " is " + values::ToString(value) +
                    ", the limit is " + values::ToString(bound));
  if (norm != Truth::kFalse) SeeExceptions(judgement);
}

// What is required of events behind the trigger, and of those around it.
void Witness::SeeRequired(const plan::Judgement& judgement) {
  const check::Norm& norm = ClauseOf(judgement.clause).norm;
  const std::vector<Pattern>* required = RequiredOf(norm);
  if (required == nullptr) return;
  for (const Pattern& each : *required) {
    if (environment_ == nullptr) {
      for (const check::PatternCase& at : each.cases) Walker(Part::kCondition).Walk(at.condition);
      continue;
    }
    for (const auto& [clause, trigger] : triggers_) {
      if (clause != judgement.clause) continue;
      if (trigger.order != moment_->order) {
        SeeFound(each, judgement.at, trigger, *moment_);
      } else if (std::holds_alternative<check::AroundRequire>(norm)) {
        for (const engine::Moment& earlier : earlier_) {
          SeeFound(each, judgement.at, trigger, earlier);
        }
      }
    }
  }
}

// What `pattern` says of `found`, if that is in time for the event that looks for it.
void Witness::SeeFound(const Pattern& pattern, check::BindingId looking,
                       const engine::Moment& looks, const engine::Moment& found) {
  for (const check::PatternCase& each : pattern.cases) {
    if (each.kind != found.kind) continue;
    environment_->Bind(looking, &looks);
    environment_->Bind(pattern.binding, &found);
    const Value within = expressions::Evaluate(*pattern.within, *environment_);
    if (within.kind() != Value::Kind::kDuration) continue;
    const auto [first, last] = std::minmax(looks.time, found.time);
    if (engine::ExpiryOf(first, within.duration()) < last) continue;
    // Memories answer for the event that is read, not for an earlier one.
    if (found.order != moment_->order && IsAsking(each.condition)) continue;
    Walker(Part::kCondition).Walk(each.condition);
  }
}

void Witness::SeeExceptions(const plan::Judgement& judgement) {
  for (const check::Exception& exception : ClauseOf(judgement.clause).exceptions) {
    if (environment_ != nullptr && !exception.effective.Holds(moment_->time)) continue;
    Conditions conditions = Walker(Part::kExceptionCondition);
    const Reading reading = ReadingOf(judgement, exception, *plan_.rules);
    if (environment_ != nullptr && reading == Reading::kNowhere) {
      SayException(exception, std::nullopt);
      continue;
    }
    SayException(exception, conditions.Test(exception.condition));
    sights_.back().is_at_findings = reading == Reading::kAtFindings;
    conditions.WalkBelow(exception.condition);
  }
}

Conditions Witness::Walker(Part part) {
  return {plan_, sources_, environment_, [this, part](Conditions::Met met) {
            sights_.push_back({.clause = clause_,
                               .part = part,
                               .span = met.span,
                               .text = std::move(met.text),
                               .truth = met.truth,
                               .offset = moment_ == nullptr ? 0 : moment_->place.offset,
                               .note = {}});
          }};
}

void Witness::SayNorm(std::optional<Truth> truth, std::string note) {
  const diagnostics::Span span = SpanOf(ClauseOf(clause_).norm);
  sights_.push_back({.clause = clause_,
                     .part = Part::kNorm,
                     .span = span,
                     .text = check::OneLine(sources_, span),
                     .truth = truth,
                     .offset = moment_ == nullptr ? 0 : moment_->place.offset,
                     .note = std::move(note)});
}

void Witness::SayException(const check::Exception& exception, std::optional<Truth> truth) {
  sights_.push_back({.clause = clause_,
                     .part = Part::kException,
                     .span = exception.span,
                     .text = exception.label,
                     .truth = truth,
                     .offset = moment_ == nullptr ? 0 : moment_->place.offset,
                     .note = {}});
}

std::vector<Sight> Witness::Take(const engine::Verdicts& verdicts) {
  for (Sight& sight : sights_) {
    if (sight.is_at_findings && !HasFinding(verdicts, sight)) sight.truth.reset();
    if (sight.truth || sight.is_at_findings) continue;
    if (sight.part == Part::kNorm) SettleNorm(verdicts, sight);
    if (sight.part == Part::kException) SettleException(verdicts, sight);
  }
  return std::move(sights_);
}

bool Witness::HasFinding(const engine::Verdicts& verdicts, const Sight& sight) {
  return std::any_of(
      verdicts.findings.begin(), verdicts.findings.end(), [&](const engine::Finding& finding) {
        return finding.clause == sight.clause && finding.place.offset == sight.offset;
      });
}

// The truest of all findings there; false where there is none.
void Witness::SettleNorm(const engine::Verdicts& verdicts, Sight& sight) const {
  sight.truth = Truth::kFalse;
  for (const engine::Finding& finding : verdicts.findings) {
    if (finding.clause != sight.clause || finding.place.offset != sight.offset) continue;
    sight.truth = values::Or(*sight.truth, NormOf(finding));
  }
}

// Known where a finding stands: the one that excused it is true, none is where it is a breach.
void Witness::SettleException(const engine::Verdicts& verdicts, Sight& sight) const {
  for (const engine::Finding& finding : verdicts.findings) {
    if (finding.clause != sight.clause || finding.place.offset != sight.offset) continue;
    if (finding.verdict == Verdict::kExcused) {
      if (finding.excused_by == sight.text) sight.truth = Truth::kTrue;
    } else if (finding.missing.empty() && !sight.truth) {
      sight.truth = Truth::kFalse;
    }
  }
}

}  // namespace abide::trials
