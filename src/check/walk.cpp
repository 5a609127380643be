#include "check/walk.h"

#include <map>

#include "expressions/children.h"

namespace abide::check {
namespace {

namespace ex = expressions;

class LineageFinder {
 public:
  explicit LineageFinder(const CheckedRules& rules) : rules_(rules) {}

  void Visit(const ExprPtr& expr) {
    if (!expr || found) return;
    if (const auto* ask = std::get_if<ex::Ask>(&expr->node)) VisitAsk(*ask);
    ex::ForEachChild(*expr, [this](const ExprPtr& child) { Visit(child); });
  }

  std::optional<Span> found;

 private:
  void VisitAsk(const ex::Ask& ask) {
    const AskNode& node = rules_.asks[static_cast<std::size_t>(ask.ask)];
    if (std::holds_alternative<AskDerive>(node.ask) || std::holds_alternative<AskShare>(node.ask)) {
      found = node.span;
      return;
    }
    if (const auto* aggregate = std::get_if<AskAggregate>(&node.ask)) Visit(aggregate->value);
    for (const Pattern* pattern : PatternsOf(node)) VisitPattern(*pattern);
    if (const auto* state = std::get_if<AskState>(&node.ask)) VisitState(*state);
  }

  void VisitState(const AskState& ask) {
    if (!states_.insert(ask.state).second) return;
    for (const StateChange& change : rules_.states[static_cast<std::size_t>(ask.state)].changes) {
      VisitPattern(change.pattern);
      for (const ExprPtr& key : change.keys) Visit(key);
    }
  }

  void VisitPattern(const Pattern& pattern) {
    for (const PatternCase& each : pattern.cases) Visit(each.condition);
    Visit(pattern.within);
  }

  const CheckedRules& rules_;
  std::set<StateId> states_;
};

class DependenceFinder {
 public:
  DependenceFinder(const CheckedRules& rules, BindingId own) : rules_(rules), own_(own) {}

  Dependence Of(const ExprPtr& expr) {
    Dependence all;
    if (!expr) return all;
    if (const auto* field = std::get_if<ex::Field>(&expr->node)) return OfBinding(field->binding);
    if (const auto* local = std::get_if<ex::Local>(&expr->node)) {
      const auto known = locals_.find(local->local);
      return known == locals_.end() ? Dependence{false, true} : known->second;
    }
    Introduce(*expr);
    if (const auto* ask = std::get_if<ex::Ask>(&expr->node)) Add(all, OfAsk(*ask));
    ex::ForEachChild(*expr, [&](const ExprPtr& child) { Add(all, Of(child)); });
    return all;
  }

 private:
  static void Add(Dependence& all, Dependence more) {
    all.inside |= more.inside;
    all.outside |= more.outside;
  }

  Dependence OfBinding(BindingId binding) const {
    if (binding == own_) return {true, false};
    return {false, !inner_.contains(binding)};
  }

  // A variable depends on what it runs over, or stands for.
  void Introduce(const ex::Expr& expr) {
    if (const auto* let = std::get_if<ex::Let>(&expr.node)) locals_[let->local] = Of(let->value);
    if (const auto* each = std::get_if<ex::Comprehension>(&expr.node)) {
      locals_[each->variable] = Of(each->list);
    }
    if (const auto* each = std::get_if<ex::Quantifier>(&expr.node)) {
      locals_[each->variable] = Of(each->list);
    }
  }

  // What an inner pattern says of its own event is no dependence on anything around.
  Dependence OfAsk(const ex::Ask& ask) {
    const AskNode& node = rules_.asks[static_cast<std::size_t>(ask.ask)];
    Dependence all = OfBinding(node.at);
    const std::vector<const Pattern*> patterns = PatternsOf(node);
    for (const Pattern* pattern : patterns) inner_.insert(pattern->binding);
    for (const Pattern* pattern : patterns) {
      for (const PatternCase& each : pattern->cases) Add(all, Of(each.condition));
    }
    if (const auto* aggregate = std::get_if<AskAggregate>(&node.ask)) {
      Add(all, Of(aggregate->value));
    }
    for (const Pattern* pattern : patterns) inner_.erase(pattern->binding);
    return all;
  }

  const CheckedRules& rules_;
  BindingId own_;
  std::set<BindingId> inner_;  // of patterns that the expression asks for
  std::map<LocalId, Dependence> locals_;
};

void AddPast(const Past& past, std::vector<const Pattern*>& patterns) {
  for (const Pattern& each : past.alternatives) patterns.push_back(&each);
  if (past.gap) patterns.push_back(&*past.gap);
}

}  // namespace

std::vector<const Pattern*> PatternsOf(const AskNode& ask) {
  std::vector<const Pattern*> patterns;
  if (const auto* past = std::get_if<AskPrecededBy>(&ask.ask)) AddPast(past->past, patterns);
  if (const auto* aggregate = std::get_if<AskAggregate>(&ask.ask)) {
    patterns.push_back(&aggregate->pattern);
  }
  if (const auto* derive = std::get_if<AskDerive>(&ask.ask)) patterns.push_back(&derive->source);
  if (const auto* share = std::get_if<AskShare>(&ask.ask)) patterns.push_back(&share->source);
  return patterns;
}

std::optional<Span> FindLineage(const CheckedRules& rules, const ExprPtr& expr) {
  LineageFinder finder(rules);
  finder.Visit(expr);
  return finder.found;
}

Dependence DependenceOf(const CheckedRules& rules, const ExprPtr& expr, BindingId own) {
  return DependenceFinder(rules, own).Of(expr);
}

}  // namespace abide::check
