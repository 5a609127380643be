#include "judgement/clause_judge.h"

#include <algorithm>

#include "inquiry/conditions.h"

namespace abide::judgement {

using check::Pattern;
using inquiry::ConditionFor;
using values::And;
using values::Instant;
using values::Not;
using values::Or;

namespace {

using Due = std::optional<Instant>;

}  // namespace

Instant EndOf(Instant begin, const values::Duration& term) {
  const bool backwards = term.months < 0 || term.nanos < 0;
  return values::Plus(begin, term).value_or(backwards ? Instant::Min() : Instant::Max());
}

const char* VerdictOf(Truth norm, Truth excuse, bool is_open) {
  if (norm == Truth::kFalse) return nullptr;
  if (excuse == Truth::kTrue) return norm == Truth::kTrue ? "excused" : nullptr;
  if (And(norm, Not(excuse)) == Truth::kUnknown) return "undetermined";
  return is_open ? "pending" : "breach";
}

ClauseJudge::ClauseJudge(std::size_t clause, World& world, const Question& question,
                         Derivation& derivation)
    : index_(clause),
      clause_(world.rules().clauses[clause]),
      world_(world),
      question_(question),
      present_(derivation.present),
      derivation_(derivation),
      tally_(derivation.clauses[clause]) {}

void ClauseJudge::Run() {
  tally_.judged = true;
  std::visit([this](const auto& norm) { Judge(norm); }, clause_.norm);
  ForgetWhoIsLate();
  tally_.is_complete = !world_.is_exhausted();
}

// So many findings of a clause are held back until someone comes too late, and no more.
void ClauseJudge::ForgetWhoIsLate() {
  constexpr std::size_t kMostWaiting = 10'000;
  std::vector<Derived>& all = derivation_.findings;
  const auto is_own = [this](const Derived& each) { return each.clause == index_; };
  if (static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_own)) <= kMostWaiting)
    return;
  for (Derived& each : all) {
    if (!is_own(each)) continue;
    for (Step& step : each.evidence) {
      if (step.any_of.front().role == "nearest") step.may_be_missing = true;
    }
  }
}

bool ClauseJudge::IsAskedFor(const Event& event) const {
  return (!question_.since || *question_.since <= event.time) &&
         (!question_.until || event.time < *question_.until);
}

bool ClauseJudge::IsExercised(const Event& event, const std::vector<const Pattern*>& at) {
  const bool is_exercised = clause_.effective.Holds(event.time) &&
                            std::any_of(at.begin(), at.end(), [&](const Pattern* pattern) {
                              return inquiry::HasKind(*pattern, event.kind);
                            });
  if (is_exercised && IsAskedFor(event)) ++tally_.considered;
  return is_exercised;
}

void ClauseJudge::ForEach(const std::vector<const Pattern*>& at, const Judged& judge) {
  for (const Event& event : world_.events()) {
    if (world_.is_exhausted()) return;
    if (IsExercised(event, at) && IsAskedFor(event)) judge(event);
  }
}

void ClauseJudge::ForEachMatch(
    const Pattern& pattern, const std::function<void(const Event&, Truth, const Scope&)>& judge) {
  const Scope nothing;
  ForEach({&pattern}, [&](const Event& event) {
    const Truth matches = world_.Matches(pattern, event, nothing);
    if (matches == Truth::kFalse) return;
    judge(event, matches, Scope(nothing, pattern.binding, event));
  });
}

// --- A finding ---------------------------------------------------------------------------------

Case ClauseJudge::Open(const Event& event, const ExprPtr& condition, Truth norm, const Scope& scope,
                       const std::function<void(Case&)>& further) {
  Case opened(index_, event, scope, world_);
  if (world_.Holds(condition, scope) == norm) opened.Add(condition, norm, scope);
  if (further) further(opened);
  opened.AddEvent("trigger", event, "");
  opened.AddExceptions(scope);
  for (const auto& piece : clause_.message) {
    if (const auto* hole = std::get_if<ExprPtr>(&piece)) opened.AddShares(*hole, scope);
  }
  return opened;
}

void ClauseJudge::Close(Case closed, Truth norm, Deadline deadline) {
  const char* verdict = VerdictOf(norm, closed.excuse, deadline == Deadline::kOpen);
  if (verdict == nullptr) return;
  Derived& derived = closed.derived;
  derived.verdict = verdict;
  if (derived.verdict == "excused") {
    derived.waivers.clear();
  } else {
    derived.excused_by = nullptr;
  }
  // "while the checker's present is before `until`" (section 11)
  std::erase_if(derived.waivers, [&](std::size_t waiver) {
    return !present_ || *present_ >= clause_.waivers[waiver].until;
  });
  if (!derived.waivers.empty()) derived.verdict = "waived";
  derivation_.findings.push_back(std::move(derived));
}

// --- Norms -------------------------------------------------------------------------------------

void ClauseJudge::Judge(const check::Forbid& norm) {
  ForEachMatch(norm.pattern, [&](const Event& event, Truth matches, const Scope& scope) {
    Close(Open(event, ConditionFor(norm.pattern, event.kind), matches, scope), matches);
  });
}

void ClauseJudge::Judge(const check::BeforeRequire& norm) {
  JudgePast(norm.trigger, norm.required, Truth::kFalse);
}

// "exactly `forbid Q where preceded by P`" (section 6)
void ClauseJudge::Judge(const check::AfterForbid& norm) {
  JudgePast(norm.forbidden, {.alternatives = {norm.first}, .gap = {}}, Truth::kTrue);
}

void ClauseJudge::JudgePast(const Pattern& pattern, const check::Past& past, Truth forbidden) {
  ForEachMatch(pattern, [&](const Event& event, Truth matches, const Scope& scope) {
    const Truth preceded = world_.Past(past, event, scope).truth;
    const Truth is_so = forbidden == Truth::kTrue ? preceded : Not(preceded);
    const Truth truth = And(matches, is_so);
    if (truth == Truth::kFalse) return;
    Case opened = Open(event, ConditionFor(pattern, event.kind), truth, scope, [&](Case& further) {
      if (is_so == truth) further.AddPast(past, TextOf(past), event, scope);
    });
    const bool lacks = forbidden == Truth::kFalse && truth == Truth::kTrue;
    if (lacks && opened.excuse != Truth::kTrue) {
      const std::vector<Due> dues(past.alternatives.size(), event.time);
      AddTooLate(past.alternatives, event, dues, event.time, false, scope, opened);
    }
    Close(std::move(opened), truth);
  });
}

void ClauseJudge::Judge(const check::AfterRequire& norm) {
  ForEachMatch(norm.trigger, [&](const Event& event, Truth made, const Scope& scope) {
    if (!norm.each_earlier) {
      return JudgeDuty({norm.required, norm.trigger, event, made, scope});
    }
    const Pattern& each = norm.each_earlier->alternatives.front();
    std::uint32_t ordinal = 0;
    for (const Event* earlier : World::Before(event, world_.EventsOf(each, scope))) {
      const Truth matches = And(world_.Matches(each, *earlier, scope),
                                world_.IsWithin(each.within, *earlier, event, scope));
      if (matches == Truth::kFalse) continue;
      const Scope both(scope, each.binding, *earlier);
      const Truth stands = world_.HasNoGap(norm.each_earlier->gap, *earlier, event, both);
      const Truth both_made = And(made, And(matches, stands));
      if (both_made == Truth::kFalse) continue;
      JudgeDuty({norm.required, norm.trigger, event, both_made, both, false, earlier, &each,
                 TextOf(*norm.each_earlier), ordinal++});
    }
  });
}

void ClauseJudge::Judge(const check::AroundRequire& norm) {
  ForEachMatch(norm.trigger, [&](const Event& event, Truth made, const Scope& scope) {
    JudgeDuty({norm.required, norm.trigger, event, made, scope, true});
  });
}

// "Until the deadline has passed it is pending"; "where its term is absent it is undetermined,
// unless another alternative met it" (section 6).
void ClauseJudge::JudgeDuty(const Duty& duty) {
  const Event& trigger = duty.trigger;
  const Scope& scope = duty.scope;
  Truth met = Truth::kFalse;
  bool lacks_term = false;
  Due due;
  std::vector<Due> dues;
  for (const Pattern& each : duty.required) {
    if (duty.looks_back) {
      met = Or(met, world_.Past({.alternatives = {each}, .gap = {}}, trigger, scope).truth);
    }
    const Value term = world_.Worth(*each.within, scope);
    lacks_term = lacks_term || term.kind() != Value::Kind::kDuration;
    dues.push_back(term.kind() == Value::Kind::kDuration ? Due(EndOf(trigger.time, term.duration()))
                                                         : Due());
    if (!dues.back()) continue;
    due = due ? std::max(*due, *dues.back()) : *dues.back();
    for (const Event* later : World::Behind(trigger, world_.EventsOf(each, scope))) {
      if (later->time > *dues.back() || met == Truth::kTrue) break;
      met = Or(met, world_.Matches(each, *later, scope));
    }
  }
  if (met == Truth::kTrue) return;
  Case opened = Open(trigger, ConditionFor(duty.of, trigger.kind), duty.made, scope);
  opened.derived.ordinal = duty.ordinal;
  if (!lacks_term) opened.derived.due = due;
  if (duty.earlier != nullptr) {
    opened.AddEvent("preceding", *duty.earlier, duty.earlier_text);
    opened.AddPathsOf(ConditionFor(*duty.earlier_of, duty.earlier->kind), duty.earlier_of->binding,
                      scope);
  }
  const bool is_late = due && present_ && *due < *present_;
  AddLookedFor(duty, dues, is_late ? "not_found" : "awaited", opened);
  const bool may_be_late = is_late && met == Truth::kFalse && duty.made == Truth::kTrue &&
                           !lacks_term && opened.excuse == Truth::kFalse;
  if (may_be_late) AddTooLate(duty.required, trigger, dues, {due->nanos + 1}, true, scope, opened);
  Truth norm = is_late ? And(duty.made, Not(met)) : duty.made;
  if (lacks_term) norm = And(norm, Truth::kUnknown);
  Close(std::move(opened), norm, is_late ? Deadline::kNone : Deadline::kOpen);
}

void ClauseJudge::AddLookedFor(const Duty& duty, const std::vector<Due>& dues,
                               std::string_view role, Case& opened) {
  std::vector<Exhibit> early;
  bool may_be_missing = true;
  for (std::size_t i = 0; i < dues.size(); ++i) {
    const Pattern& each = duty.required[i];
    Due from = duty.trigger.time;
    if (duty.looks_back) {
      from = opened.LookedFrom({.alternatives = {each}, .gap = {}}, duty.trigger, duty.scope);
      if (opened.AddTooEarly(each, duty.trigger, duty.scope, early)) may_be_missing = false;
    }
    opened.AddLookedFor(role, each.cases.front().kind, each.text, from, dues[i]);
  }
  opened.AddOneOf(std::move(early), may_be_missing);
}

// Of each alternative the first event from `from` on that would have met it, had it come in time.
void ClauseJudge::AddTooLate(const std::vector<Pattern>& required, const Event& trigger,
                             const std::vector<Due>& dues, Instant from, bool is_always,
                             const Scope& scope, Case& opened) {
  std::vector<Exhibit> late;
  bool may_be_missing = true;
  for (std::size_t i = 0; i < required.size(); ++i) {
    for (const Event* each : World::Behind(trigger, world_.EventsOf(required[i], scope))) {
      const Event& event = *each;
      if (event.time < from || world_.Matches(required[i], event, scope) != Truth::kTrue) continue;
      const auto by = values::Difference(event.time, *dues[i]);
      late.push_back({.role = "nearest",
                      .note = "too late by " + (by ? values::ToString(*by) : std::string("?")),
                      .event = &event});
      if (is_always || inquiry::IsDecidedByKey(required[i], world_.rules())) may_be_missing = false;
      break;
    }
  }
  opened.AddOneOf(std::move(late), may_be_missing);
}

// "every pair of P and Q at most that far apart, found at the later event" (section 6). A pair that
// stands either way round is read the surer way; of two alike, P first.
void ClauseJudge::Judge(const check::AroundForbid& norm) {
  const Scope nothing;
  const auto stands = [&](const Event& first, const Event& second) {
    const Truth matches = world_.Matches(norm.first, first, nothing);
    if (matches == Truth::kFalse) return matches;
    const Scope scope(nothing, norm.first.binding, first);
    const bool in_order = world_.IndexOf(first) < world_.IndexOf(second);
    const Truth near = world_.IsWithin(norm.second.within, in_order ? first : second,
                                       in_order ? second : first, scope);
    if (near == Truth::kFalse) return near;
    return And(matches, And(near, world_.Matches(norm.second, second, scope)));
  };
  ForEach({&norm.first, &norm.second}, [&](const Event& later) {
    std::uint32_t ordinal = 0;
    for (const Event* before : world_.EarlierOfPair(norm, later)) {
      const Event& earlier = *before;
      const Truth p_first = stands(earlier, later);
      const Truth q_first = stands(later, earlier);
      const bool is_p_first = p_first >= q_first;
      const Truth truth = std::max(p_first, q_first);
      if (truth == Truth::kFalse) continue;
      const Scope first(nothing, norm.first.binding, is_p_first ? earlier : later);
      const Scope both(first, norm.second.binding, is_p_first ? later : earlier);
      const Scope scope(both, clause_.at, later);
      const ExprPtr whole = ConditionFor(is_p_first ? norm.second : norm.first, later.kind);
      const expressions::BindingId of_first = norm.first.binding;
      const inquiry::Halves halves = inquiry::HalvesOf(whole, of_first, world_.rules());
      Case opened = Open(later, is_p_first ? halves.own : whole, truth, scope);
      opened.derived.ordinal = ordinal++;
      opened.AddEvent("preceding", earlier, is_p_first ? norm.first.text : norm.second.text);
      const Pattern& of_earlier = is_p_first ? norm.first : norm.second;
      opened.AddPathsOf(ConditionFor(of_earlier, earlier.kind), of_earlier.binding, both);
      if (is_p_first) opened.AddPathsOf(halves.joint, of_first, both);
      Close(std::move(opened), truth);
    }
  });
}

}  // namespace abide::judgement
