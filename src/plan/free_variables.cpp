#include "plan/free_variables.h"

#include "expressions/children.h"

namespace abide::plan {

namespace {

using check::AskNode;
using check::BindingId;
using check::ExprPtr;
using check::LocalId;
using check::Pattern;

class Collector {
 public:
  explicit Collector(const std::vector<AskNode>& asks) : asks_(asks) {}

  void Visit(const ExprPtr& expr) {
    if (!expr) return;
    std::visit([this](const auto& node) { Note(node); }, expr->node);
    expressions::ForEachChild(*expr, [this](const ExprPtr& child) { Visit(child); });
  }

  void Visit(const Pattern& pattern) {
    for (const check::PatternCase& each : pattern.cases) Visit(each.condition);
    Visit(pattern.within);
    bound_bindings_.insert(pattern.binding);
  }

  // Ids are unique in a rule set, so what is bound anywhere inside is bound for the whole.
  FreeVariables Take() {
    for (const BindingId bound : bound_bindings_) found_.bindings.erase(bound);
    for (const LocalId bound : bound_locals_) found_.locals.erase(bound);
    return std::move(found_);
  }

 private:
  template <typename Node>
  void Note(const Node& node) {
    if constexpr (std::is_same_v<Node, expressions::Field>) {
      found_.bindings.insert(node.binding);
    } else if constexpr (std::is_same_v<Node, expressions::Local>) {
      found_.locals.insert(node.local);
    } else if constexpr (std::is_same_v<Node, expressions::Let>) {
      bound_locals_.insert(node.local);
    } else if constexpr (requires { node.variable; }) {
      bound_locals_.insert(node.variable);
    } else if constexpr (std::is_same_v<Node, expressions::Ask>) {
      found_.asks = true;
      const AskNode& ask = asks_[static_cast<std::size_t>(node.ask)];
      found_.bindings.insert(ask.at);
      std::visit([this](const auto& each) { this->NoteAsk(each); }, ask.ask);
    }
  }

  void NoteAsk(const check::AskPrecededBy& ask) {
    for (const Pattern& pattern : ask.past.alternatives) Visit(pattern);
    if (ask.past.gap) Visit(*ask.past.gap);
  }
  void NoteAsk(const check::AskAggregate& ask) {
    Visit(ask.value);
    Visit(ask.pattern);
  }
  void NoteAsk(const check::AskDerive& ask) { Visit(ask.source); }
  void NoteAsk(const check::AskShare& ask) { Visit(ask.source); }
  template <typename Fact>
  void NoteAsk(const Fact&) {}

  const std::vector<AskNode>& asks_;
  FreeVariables found_;
  std::set<BindingId> bound_bindings_;
  std::set<LocalId> bound_locals_;
};

}  // namespace

FreeVariables FreeOf(const ExprPtr& expr, const std::vector<AskNode>& asks) {
  Collector collector(asks);
  collector.Visit(expr);
  return collector.Take();
}

FreeVariables FreeOf(const Pattern& pattern, const std::vector<AskNode>& asks) {
  Collector collector(asks);
  collector.Visit(pattern);
  return collector.Take();
}

}  // namespace abide::plan
