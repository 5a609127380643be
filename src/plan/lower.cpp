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

class Lowering {
 public:
  Lowering(Judgement judgement, std::vector<AskNode>& asks)
      : judgement_(std::move(judgement)), asks_(asks) {}

  std::optional<Judgement> operator()(const check::Forbid& norm) {
    judgement_.at = norm.pattern.binding;
    for (const PatternCase& each : ByKind(norm.pattern.cases)) {
      judgement_.cases.push_back({each.kind, each.condition});
    }
    return std::move(judgement_);
  }

  std::optional<Judgement> operator()(const check::BeforeRequire& norm) {
    judgement_.at = norm.trigger.binding;
    std::string text;
    for (const Pattern& alternative : norm.required.alternatives) {
      text += (text.empty() ? "" : " or ") + alternative.text;
    }
    if (norm.required.gap) text += " with no " + norm.required.gap->text + " since";
    const ExprPtr found = AskPast(norm.required, norm.trigger.binding, text, asks_);
    const ExprPtr missed = MakeBoolean(expressions::Not{found}, found->span);
    for (const PatternCase& each : ByKind(norm.trigger.cases)) {
      judgement_.cases.push_back({each.kind, Both(each.condition, missed)});
    }
    return std::move(judgement_);
  }

  std::optional<Judgement> operator()(const check::AfterForbid& norm) {
    judgement_.at = norm.forbidden.binding;
    for (const PatternCase& each : ByKind(norm.forbidden.cases)) {
      // What `forbidden` says of `first` belongs to the question about `first`.
      std::vector<ExprPtr> own;
      std::vector<ExprPtr> shared;
      for (const ExprPtr& conjunct : Conjuncts(each.condition)) {
        const bool speaks = FreeOf(conjunct, asks_).SpeaksOf(norm.first.binding);
        (speaks ? shared : own).push_back(conjunct);
      }
      Pattern first = norm.first;
      for (PatternCase& earlier : first.cases) {
        std::vector<ExprPtr> all = Conjuncts(earlier.condition);
        all.insert(all.end(), shared.begin(), shared.end());
        earlier.condition = Conjunction(all);
      }
      const ExprPtr preceded =
          AskPast({.alternatives = {first}, .gap = {}}, norm.forbidden.binding, first.text, asks_);
      judgement_.cases.push_back({each.kind, Both(Conjunction(own), preceded)});
    }
    return std::move(judgement_);
  }

  template <typename Later>
  std::optional<Judgement> operator()(const Later&) {
    return {};
  }

 private:
  Judgement judgement_;
  std::vector<AskNode>& asks_;
};

}  // namespace

std::optional<Judgement> Lower(const check::Clause& clause, ClauseId id,
                               std::vector<AskNode>& asks) {
  return std::visit(Lowering({.clause = id, .at = clause.at, .cases = {}}, asks), clause.norm);
}

}  // namespace abide::plan
