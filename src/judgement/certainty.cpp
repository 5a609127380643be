#include "judgement/certainty.h"

#include <algorithm>

#include "inquiry/conditions.h"
#include "judgement/case.h"
#include "judgement/clause_judge.h"

namespace abide::judgement {

using check::Pattern;
using expressions::Expr;
using values::And;
using values::Instant;
using values::Not;
using values::Or;

namespace {

// What a condition may come to, whatever else the log holds.
struct Range {
  Truth least = Truth::kFalse;
  Truth most = Truth::kTrue;
};

// Answers what a report says of shares.
class SaidShares : public testimony::Host {
 public:
  SaidShares(const check::CheckedRules& rules, const std::map<std::string, Value>& shares)
      : rules_(rules), shares_(shares) {}

  bool Has(const Expr& part) const {
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    return ask == nullptr || (IsShare(ask->ask) && shares_.contains(NameOf(ask->ask)));
  }
  Value Answer(expressions::AskId ask, std::span<const Value> /*arguments*/,
               const Scope& /*scope*/) override {
    return shares_.at(NameOf(ask));
  }

 private:
  bool IsShare(expressions::AskId ask) const {
    return std::holds_alternative<check::AskShare>(rules_.asks[static_cast<std::size_t>(ask)].ask);
  }
  std::string NameOf(expressions::AskId ask) const {
    return NameOfShare(rules_.asks[static_cast<std::size_t>(ask)].text);
  }

  const check::CheckedRules& rules_;
  const std::map<std::string, Value>& shares_;
};

class Standpoint {
 public:
  Standpoint(World& world, const check::Clause& clause, const Standing& standing,
             const std::optional<Instant>& present, const std::map<std::string, Value>& shares)
      : world_(world),
        clause_(clause),
        event_(*standing.event),
        earlier_(standing.earlier),
        present_(present),
        shares_(world.rules(), shares) {}

  Certainty Tell(std::size_t clause) {
    if (!clause_.effective.Holds(event_.time)) return {};
    const Scope nothing;
    std::visit([&](const auto& norm) { Stand(norm, nothing, clause); }, clause_.norm);
    return std::move(told_);
  }

 private:
  // --- What each form of clause comes to there

  void Stand(const check::Forbid& norm, const Scope& nothing, std::size_t clause) {
    told_.due = nullptr;
    End(clause, Scope(nothing, norm.pattern.binding, event_), norm.pattern);
  }
  void Stand(const check::BeforeRequire& norm, const Scope& nothing, std::size_t clause) {
    told_.due = nullptr;
    is_sure_ = false;
    const Scope scope(nothing, norm.trigger.binding, event_);
    told_.steps.push_back(Absence(clause, norm.required, TextOf(norm.required), scope));
    End(clause, scope, norm.trigger);
  }
  void Stand(const check::AfterForbid& norm, const Scope& nothing, std::size_t clause) {
    told_.due = nullptr;
    is_sure_ = false;
    told_.steps.push_back({.role = "preceding", .note = norm.first.text});
    End(clause, Scope(nothing, norm.forbidden.binding, event_), norm.forbidden);
  }
  void Stand(const check::AfterRequire& norm, const Scope& nothing, std::size_t clause) {
    const Scope scope(nothing, norm.trigger.binding, event_);
    if (!norm.each_earlier) {
      TakeDuty(norm.required, clause, scope);
      return End(clause, scope, norm.trigger);
    }
    is_sure_ = false;
    if (earlier_ == nullptr) return;
    const Scope both(scope, norm.each_earlier->alternatives.front().binding, *earlier_);
    TakeDuty(norm.required, clause, both);
    End(clause, both, norm.trigger);
  }
  void Stand(const check::AroundRequire& norm, const Scope& nothing, std::size_t clause) {
    const Scope scope(nothing, norm.trigger.binding, event_);
    looks_back_ = true;
    TakeDuty(norm.required, clause, scope);
    End(clause, scope, norm.trigger);
  }
  void Stand(const check::AroundForbid& norm, const Scope& nothing, std::size_t clause) {
    told_.due = nullptr;
    if (earlier_ == nullptr) return;
    is_sure_ = false;
    const bool is_first =
        inquiry::HasKind(norm.first, earlier_->kind) && inquiry::HasKind(norm.second, event_.kind);
    const bool is_second =
        inquiry::HasKind(norm.second, earlier_->kind) && inquiry::HasKind(norm.first, event_.kind);
    if (!is_first && !is_second) return;
    if (is_first && is_second) return TakeAny();
    const Scope first(nothing, norm.first.binding, is_first ? *earlier_ : event_);
    const Scope both(first, norm.second.binding, is_first ? event_ : *earlier_);
    AddVerdicts(clause, {}, Scope(both, clause_.at, event_));
    Say(clause, Scope(both, clause_.at, event_));
  }
  // Which of the two it is, is open, and so what is said of them.
  void TakeAny() {
    told_.verdicts = {"breach", "undetermined", "excused", "waived"};
    for (const check::Exception& exception : clause_.exceptions) {
      if (exception.effective.Holds(event_.time)) told_.excuses.push_back({&exception, {}});
    }
    for (std::size_t i = 0; i < clause_.waivers.size(); ++i) {
      if (present_ && *present_ < clause_.waivers[i].until) told_.waivers.push_back(i);
    }
  }
  void Stand(const check::Limit& norm, const Scope& nothing, std::size_t clause) {
    told_.due = nullptr;
    const Scope scope(nothing, norm.binding, event_);
    const bool is_of_it =
        std::any_of(norm.aggregates.begin(), norm.aggregates.end(), [this](const check::AskId id) {
          const auto& ask = std::get<check::AskAggregate>(world_.AskOf(id).ask);
          return inquiry::HasKind(ask.pattern, event_.kind);
        });
    if (!is_of_it) return;
    AddVerdicts(clause, {}, scope);
    Say(clause, scope);
    if (!AsksTheLog(norm.bound)) told_.limit = NamedValue(world_.Worth(*norm.bound, scope));
  }

  void End(std::size_t clause, const Scope& scope, const Pattern& of) {
    if (!inquiry::HasKind(of, event_.kind)) return;
    const ExprPtr condition = inquiry::ConditionFor(of, event_.kind);
    Range norm = RangeOf(condition, scope);
    if (!is_sure_) norm.least = Truth::kFalse;
    if (lacks_term_) norm.most = And(norm.most, Truth::kUnknown);
    if (lacks_term_) norm.least = And(norm.least, Truth::kUnknown);
    AddVerdicts(clause, norm, scope);
    Say(clause, scope);
    AddSteps(clause, condition, scope, told_.steps);
  }

  // --- Duties

  // "Until the deadline has passed it is pending" (section 6): then it rests on the trigger alone.
  void TakeDuty(const std::vector<Pattern>& required, std::size_t clause, const Scope& scope) {
    std::optional<Instant> due;
    bool is_known = true;
    std::vector<std::optional<Json>> ends;
    for (const Pattern& each : required) {
      ends.emplace_back();
      is_known = is_known && !AsksTheLog(each.within);
      if (AsksTheLog(each.within)) continue;
      const Value term = world_.Worth(*each.within, scope);
      lacks_term_ = lacks_term_ || term.kind() != Value::Kind::kDuration;
      if (term.kind() != Value::Kind::kDuration) continue;
      const Instant end = EndOf(event_.time, term.duration());
      ends.back() = TimeOrNull(end);
      due = due ? std::max(*due, end) : end;
    }
    can_be_open_ = true;
    if (!is_known) {
      is_sure_ = false;
      return;
    }
    const bool is_late = due && present_ && *due < *present_;
    told_.due = lacks_term_ ? Json(nullptr) : TimeOrNull(due);
    is_sure_ = is_sure_ && !is_late;
    can_be_open_ = !is_late;
    can_be_closed_ = is_late;
    for (std::size_t i = 0; i < required.size(); ++i) {
      Needed step =
          Absence(clause, {.alternatives = {required[i]}, .gap = {}}, required[i].text, scope);
      step.role = is_late ? "not_found" : "awaited";
      if (!looks_back_) step.from = TimeOrNull(event_.time);
      step.until = ends[i];
      step.is_always = true;
      told_.steps.push_back(std::move(step));
    }
  }

  // --- What evidence shows of what was asked

  Needed Absence(std::size_t clause, const check::Past& past, const std::string& text,
                 const Scope& scope) {
    Needed step{.role = "not_found", .note = text, .until = TimeOrNull(event_.time)};
    const Pattern& first = past.alternatives.front();
    step.name = world_.rules().schema.Type(first.cases.front().kind).name;
    const bool asks = std::any_of(past.alternatives.begin(), past.alternatives.end(),
                                  [this](const Pattern& each) { return AsksTheLog(each.within); });
    if (asks) return step;
    step.from = TimeOrNull(Case(clause, event_, scope, world_).LookedFrom(past, event_, scope));
    return step;
  }

  // Where the condition holds: of its parts that are asks by themselves, or the contrary of one.
  void AddSteps(std::size_t clause, const ExprPtr& condition, const Scope& scope,
                std::vector<Needed>& steps) {
    if (!condition) return;
    for (const ExprPtr& part : expressions::Conjuncts(condition)) {
      const auto* negation = std::get_if<expressions::Not>(&part->node);
      const auto* ask = std::get_if<expressions::Ask>(
          negation == nullptr ? &part->node : &negation->operand->node);
      if (ask == nullptr) continue;
      const check::AskNode& asked = world_.AskOf(ask->ask);
      const auto* past = std::get_if<check::AskPrecededBy>(&asked.ask);
      if (past != nullptr && negation == nullptr) {
        steps.push_back({.role = "preceding", .note = asked.text});
      } else if (past != nullptr) {
        steps.push_back(Absence(clause, past->past, asked.text, scope));
      } else if (std::holds_alternative<check::AskState>(asked.ask) && negation == nullptr) {
        steps.push_back({.role = "state", .note = asked.text + " started"});
      } else if (std::holds_alternative<check::AskDerive>(asked.ask) && negation == nullptr) {
        steps.push_back({.role = "source"});
      }
    }
  }

  // --- Excuses, waivers and words

  void AddVerdicts(std::size_t clause, const Range& norm, const Scope& scope) {
    const Range excuse = ReadExcuses(clause, scope);
    bool is_waived = false;
    for (std::size_t i = 0; i < clause_.waivers.size() && !is_waived; ++i) {
      const check::Waiver& waiver = clause_.waivers[i];
      if (!present_ || *present_ >= waiver.until) continue;
      const Range where = RangeOf(waiver.where, scope);
      if (where.most == Truth::kTrue) told_.waivers.push_back(i);
      is_waived = where.least == Truth::kTrue;
    }
    for (const Truth each : {Truth::kUnknown, Truth::kTrue}) {
      if (each < norm.least || norm.most < each) continue;
      for (const Truth excused : {Truth::kFalse, Truth::kUnknown, Truth::kTrue}) {
        if (excused < excuse.least || excuse.most < excused) continue;
        if (can_be_open_) AddVerdict(VerdictOf(each, excused, true), is_waived);
        if (can_be_closed_) AddVerdict(VerdictOf(each, excused, false), is_waived);
      }
    }
  }

  void AddVerdict(const char* verdict, bool is_waived) {
    if (verdict == nullptr) return;
    const bool can_be_waived = std::string_view(verdict) != "excused";
    if (!can_be_waived || !is_waived) told_.verdicts.insert(verdict);
    if (can_be_waived && !told_.waivers.empty()) told_.verdicts.insert("waived");
  }

  Range ReadExcuses(std::size_t clause, const Scope& scope) {
    Range all{Truth::kFalse, Truth::kFalse};
    for (const check::Exception& exception : clause_.exceptions) {
      if (!exception.effective.Holds(event_.time)) continue;
      const Range holds = RangeOf(exception.condition, scope);
      all = {Or(all.least, holds.least), Or(all.most, holds.most)};
      if (holds.most == Truth::kTrue) {
        told_.excuses.push_back({&exception, {}});
        AddSteps(clause, exception.condition, scope, told_.excuses.back().steps);
      }
      if (holds.least == Truth::kTrue) break;
    }
    return all;
  }

  void Say(std::size_t clause, const Scope& scope) {
    const Case said(clause, event_, scope, world_);
    told_.about = said.derived.about;
    for (const check::AboutItem& item : clause_.about) {
      if (AsksTheLog(item.value)) told_.about.erase(item.name);
    }
    std::string message;
    for (const auto& piece : clause_.message) {
      const auto* hole = std::get_if<ExprPtr>(&piece);
      if (hole != nullptr && AsksTheLog(*hole) && !IsSaid(*hole)) return;
      message +=
          hole == nullptr ? std::get<std::string>(piece) : values::ToString(Worth(*hole, scope));
    }
    told_.message = message.empty() ? clause_.title : message;
  }

  // --- Conditions

  Range RangeOf(const ExprPtr& condition, const Scope& scope) {
    if (!AsksTheLog(condition)) {
      const Truth holds = world_.Holds(condition, scope);
      return {holds, holds};
    }
    if (const auto* negation = std::get_if<expressions::Not>(&condition->node)) {
      const Range operand = RangeOf(negation->operand, scope);
      return {Not(operand.most), Not(operand.least)};
    }
    if (const auto* logic = std::get_if<expressions::Logic>(&condition->node)) {
      const bool is_and = logic->op == expressions::LogicOperator::kAnd;
      const Truth none = is_and ? Truth::kTrue : Truth::kFalse;
      Range all{none, none};
      for (const ExprPtr& operand : logic->operands) {
        const Range each = RangeOf(operand, scope);
        all.least = is_and ? And(all.least, each.least) : Or(all.least, each.least);
        all.most = is_and ? And(all.most, each.most) : Or(all.most, each.most);
      }
      return all;
    }
    if (!IsSaid(condition)) return {};
    const Truth holds = Worth(condition, scope).truth();
    return {holds, holds};
  }

  // Whether all that it asks are shares of which the report tells one. Of an element of a list it
  // may be another's.
  bool IsSaid(const ExprPtr& expr) const {
    return !inquiry::AnyPart(expr, [this](const Expr& part) {
      return std::holds_alternative<expressions::Local>(part.node) || !shares_.Has(part);
    });
  }
  Value Worth(const ExprPtr& expr, const Scope& scope) {
    if (!AsksTheLog(expr)) return world_.Worth(*expr, scope);
    return testimony::Evaluator(shares_, world_.arena()).Worth(*expr, scope);
  }

  bool AsksTheLog(const ExprPtr& expr) const { return judgement::AsksTheLog(expr, world_.rules()); }

  World& world_;
  const check::Clause& clause_;
  const Event& event_;
  const Event* earlier_;
  std::optional<Instant> present_;
  SaidShares shares_;
  Certainty told_;
  bool is_sure_ = true;  // the norm rests on its condition alone
  bool lacks_term_ = false;
  bool looks_back_ = false;
  bool can_be_open_ = false;
  bool can_be_closed_ = true;
};

}  // namespace

bool AsksTheLog(const ExprPtr& expr, const check::CheckedRules& rules) {
  return inquiry::AnyPart(expr, [&rules](const Expr& part) {
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    if (ask == nullptr) return false;
    const auto& node = rules.asks[static_cast<std::size_t>(ask->ask)].ask;
    return !std::holds_alternative<check::AskCell>(node) &&
           !std::holds_alternative<check::AskRow>(node);
  });
}

std::vector<std::string> EarlierTexts(const check::Clause& clause) {
  if (const auto* duty = std::get_if<check::AfterRequire>(&clause.norm)) {
    if (duty->each_earlier) return {TextOf(*duty->each_earlier)};
  }
  if (const auto* pair = std::get_if<check::AroundForbid>(&clause.norm)) {
    return {pair->first.text, pair->second.text};
  }
  return {};
}

Certainty CertaintyAt(const check::CheckedRules& rules, std::size_t clause,
                      std::span<const Event> events, const Standing& standing,
                      const std::optional<Instant>& present,
                      const std::map<std::string, Value>& shares) {
  values::Arena arena;
  World world(rules, events, arena);
  return Standpoint(world, rules.clauses[clause], standing, present, shares).Tell(clause);
}

}  // namespace abide::judgement
