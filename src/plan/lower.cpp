#include "plan/lower.h"

#include <memory>
#include <utility>

#include "plan/free_variables.h"
#include "plan/split.h"

namespace abide::plan {

namespace {

using check::AskNode;
using check::Pattern;
using check::PatternCase;
using expressions::Expr;
using expressions::Type;

ExprPtr MakeBoolean(decltype(Expr::node) node, diagnostics::Span span) {
  return std::make_shared<const Expr>(
      Expr{.node = std::move(node), .type = Type::Of(Type::Kind::kBoolean), .span = span});
}

ExprPtr AskPast(check::Past past, BindingId at, std::string text, std::vector<AskNode>& asks) {
  const diagnostics::Span span = past.alternatives.front().span;
  const auto id = static_cast<AskId>(asks.size());
  asks.push_back({.ask = check::AskPrecededBy{std::move(past)},
                  .at = at,
                  .span = span,
                  .text = std::move(text)});
  return MakeBoolean(expressions::Ask{id, {}}, span);
}

ExprPtr Both(const ExprPtr& a, const ExprPtr& b) { return a ? Conjunction({a, b}) : b; }

// As it stands beside other words: in brackets, if it is more than a name.
std::string Bracketed(const std::string& pattern) {
  return pattern.find(' ') == std::string::npos ? pattern : '(' + pattern + ')';
}

std::string TextOf(const check::Past& past) {
  const bool is_one = past.alternatives.size() == 1;
  std::string text;
  for (const Pattern& alternative : past.alternatives) {
    text += text.empty() ? "" : " or ";
    text += is_one ? alternative.text : Bracketed(alternative.text);
  }
  if (past.gap) text += " with no " + Bracketed(past.gap->text) + " since";
  return text;
}

class Lowering {
 public:
  Lowering(Judgement judgement, std::vector<AskNode>& asks)
      : judgement_(std::move(judgement)), asks_(asks) {}

  Judgement Take() { return std::move(judgement_); }

  void operator()(const check::Forbid& norm) { StandAt(norm.pattern, nullptr); }

  void operator()(const check::BeforeRequire& norm) {
    const ExprPtr found =
        AskPast(norm.required, norm.trigger.binding, TextOf(norm.required), asks_);
    StandAt(norm.trigger, MakeBoolean(expressions::Not{found}, found->span));
    judgement_.form = Immediate{.required = std::get<expressions::Ask>(found->node).ask};
  }

  // What `forbidden` says of `first` is part of the condition of `first`.
  void operator()(const check::AfterForbid& norm) {
    StandAt(norm.forbidden, AskPast({.alternatives = {norm.first}, .gap = {}},
                                    norm.forbidden.binding, norm.first.text, asks_));
  }

  void operator()(const check::AfterRequire& norm) {
    StandAt(norm.trigger, nullptr);
    DutyPlan duty = Require(norm.required);
    if (norm.each_earlier) {
      duty.each_earlier = Append(check::AskPrecededBy{*norm.each_earlier}, norm.trigger.binding,
                                 TextOf(*norm.each_earlier));
      duty.earlier = norm.each_earlier->alternatives.front().binding;
    }
    judgement_.form = std::move(duty);
  }

  void operator()(const check::AroundRequire& norm) {
    StandAt(norm.trigger, nullptr);
    DutyPlan duty = Require(norm.required);
    for (const Pattern& each : norm.required) {
      duty.before.push_back(Append(check::AskPrecededBy{{.alternatives = {each}, .gap = {}}},
                                   norm.trigger.binding, each.text));
    }
    judgement_.form = std::move(duty);
  }

  void operator()(const check::AroundForbid& norm) {
    // `first` speaks of itself, `second` of both: as an earlier event of the pair, `first` takes
    // over what `second` says of the two.
    PairPlan pair;
    pair.second = {.self = norm.second.binding, .other = norm.first.binding, .cases = {}};
    pair.first = {.self = norm.first.binding, .other = norm.second.binding, .cases = {}};
    Pattern earlier_first = norm.first;
    earlier_first.within = norm.second.within;
    for (const PatternCase& each : ByKind(norm.second.cases)) {
      std::vector<ExprPtr> own;
      std::vector<ExprPtr> joint;
      for (const ExprPtr& conjunct : Conjuncts(each.condition)) {
        (FreeOf(conjunct, asks_).SpeaksOf(norm.first.binding) ? joint : own).push_back(conjunct);
      }
      Pattern first = earlier_first;
      for (PatternCase& earlier : first.cases) {
        std::vector<ExprPtr> all = Conjuncts(earlier.condition);
        all.insert(all.end(), joint.begin(), joint.end());
        earlier.condition = Conjunction(all);
      }
      PairPlan::Side::Case side{.kind = each.kind, .condition = Conjunction(own)};
      side.earlier = Append(check::AskPrecededBy{{.alternatives = {first}, .gap = {}}},
                            norm.second.binding, first.text);
      pair.second.cases.push_back(std::move(side));
    }
    const AskId earlier_second =
        Append(check::AskPrecededBy{{.alternatives = {norm.second}, .gap = {}}}, norm.first.binding,
               norm.second.text);
    for (const PatternCase& each : ByKind(norm.first.cases)) {
      pair.first.cases.push_back(
          {.kind = each.kind, .condition = each.condition, .earlier = earlier_second});
    }
    for (const auto* side : {&pair.second, &pair.first}) {
      for (const PairPlan::Side::Case& each : side->cases) AddKind(each.kind);
    }
    judgement_.form = std::move(pair);
  }

  void operator()(const check::Limit& norm) {
    for (const AskId id : norm.aggregates) {
      const auto& aggregate =
          std::get<check::AskAggregate>(asks_[static_cast<std::size_t>(id)].ask);
      for (const PatternCase& each : aggregate.pattern.cases) AddKind(each.kind);
    }
    judgement_.form = LimitPlan{.measure = norm.measure,
                                .bound = norm.bound,
                                .per = norm.per,
                                .aggregates = norm.aggregates,
                                .over = norm.over,
                                .each = norm.each,
                                .zone = norm.zone.empty() ? "UTC" : norm.zone};
  }

 private:
  void StandAt(const Pattern& pattern, const ExprPtr& further) {
    judgement_.at = pattern.binding;
    for (const PatternCase& each : ByKind(pattern.cases)) {
      judgement_.cases.push_back(
          {each.kind, further ? Both(each.condition, further) : each.condition});
    }
  }

  void AddKind(EventKind kind) {
    for (const Judgement::Case& each : judgement_.cases) {
      if (each.kind == kind) return;
    }
    judgement_.cases.push_back({kind, nullptr});
  }

  DutyPlan Require(const std::vector<Pattern>& required) {
    DutyPlan duty;
    for (const Pattern& each : required) {
      Pattern pattern = each;
      pattern.within = nullptr;
      duty.alternatives.push_back(
          {.event = Split(pattern, asks_), .term = each.within, .text = each.text});
    }
    return duty;
  }

  AskId Append(check::AskPrecededBy ask, BindingId at, std::string text) {
    const diagnostics::Span span = ask.past.alternatives.front().span;
    const auto id = static_cast<AskId>(asks_.size());
    asks_.push_back({.ask = std::move(ask), .at = at, .span = span, .text = std::move(text)});
    return id;
  }

  Judgement judgement_;
  std::vector<AskNode>& asks_;
};

}  // namespace

Judgement Lower(const check::Clause& clause, ClauseId id, std::vector<AskNode>& asks) {
  Lowering lowering({.clause = id, .at = clause.at, .cases = {}, .form = {}}, asks);
  std::visit(lowering, clause.norm);
  return lowering.Take();
}

}  // namespace abide::plan
