#include "lint/walk.h"

namespace abide::lint {
namespace {

using syntax::Declaration;

class Walker {
 public:
  explicit Walker(const Visitor& visitor) : visitor_(visitor) {}

  void operator()(const syntax::ExprPtr& expr) {
    if (expr == nullptr) return;
    visitor_.expr(*expr);
    std::visit([this](const auto& node) { Members(node); }, expr->node);
  }
  void operator()(const syntax::Pattern& pattern) {
    visitor_.pattern(pattern);
    (*this)(pattern.within);
    (*this)(pattern.where);
  }
  void operator()(const syntax::Patterns& patterns) {
    All(patterns.alternatives);
    if (patterns.gap) (*this)(patterns.gap->pattern);
  }
  void operator()(const syntax::Norm& norm) {
    std::visit([this](const auto& node) { Members(node); }, norm.norm);
  }
  void operator()(const Declaration& declaration) {
    std::visit([this](const auto& node) { Members(node); }, declaration.node);
  }

 private:
  template <typename List>
  void All(const List& list) {
    for (const auto& each : list) (*this)(each);
  }
  template <typename T>
  void operator()(const std::optional<T>& maybe) {
    if (maybe) (*this)(*maybe);
  }
  void operator()(const syntax::Step& step) {
    if (const auto* index = std::get_if<syntax::Step::Index>(&step.step)) All(index->keys);
  }
  void operator()(const syntax::Flow& flow) { (*this)(flow.where); }
  void operator()(const syntax::ForIn& loop) { (*this)(loop.list); }
  void operator()(const syntax::Assignment& assignment) { (*this)(assignment.value); }
  void operator()(const syntax::Mapping& mapping) {
    All(mapping.loops);
    (*this)(mapping.when);
    All(mapping.assignments);
  }
  void operator()(const syntax::StateChange& change) {
    (*this)(change.pattern);
    All(change.keys);
  }
  void operator()(const syntax::Unless& exception) { (*this)(exception.condition); }
  void operator()(const syntax::AboutItem& item) { (*this)(item.value); }
  void operator()(const syntax::Message& message) {
    for (const auto& piece : message.pieces) {
      if (const auto* hole = std::get_if<syntax::ExprPtr>(&piece)) (*this)(*hole);
    }
  }

  void Members(const syntax::Clause& clause) {
    (*this)(clause.norm);
    All(clause.exceptions);
    All(clause.about);
    (*this)(clause.message);
  }
  void Members(const syntax::Event& event) { All(event.flows); }
  void Members(const syntax::Source& source) { All(source.mappings); }
  void Members(const syntax::State& state) { All(state.changes); }
  void Members(const syntax::List& list) { All(list.constants); }
  void Members(const syntax::Define& define) {
    (*this)(define.expression);
    (*this)(define.patterns);
  }
  void Members(const syntax::AfterRequire& norm) {
    (*this)(norm.trigger);
    (*this)(norm.each_earlier);
    All(norm.required);
  }
  void Members(const syntax::AroundRequire& norm) {
    (*this)(norm.trigger);
    All(norm.required);
  }

  // All others, by the names of their members.
  template <typename Node>
  void Members(const Node& node) {
    if constexpr (requires { (*this)(node.trigger); }) (*this)(node.trigger);
    if constexpr (requires { (*this)(node.first); }) (*this)(node.first);
    if constexpr (requires { (*this)(node.second); }) (*this)(node.second);
    if constexpr (requires { (*this)(node.forbidden); }) (*this)(node.forbidden);
    if constexpr (requires { (*this)(node.required); }) (*this)(node.required);
    if constexpr (requires { (*this)(node.measure); }) (*this)(node.measure);
    if constexpr (requires { (*this)(node.bound); }) (*this)(node.bound);
    if constexpr (requires { All(node.per); }) All(node.per);
    if constexpr (requires { (*this)(node.over); }) (*this)(node.over);
    if constexpr (requires { (*this)(node.where); }) (*this)(node.where);
    if constexpr (requires { All(node.steps); }) {
      if constexpr (!requires { node.givens; }) All(node.steps);
    }
    if constexpr (requires { (*this)(node.as_of); }) {
      if constexpr (!requires { node.givens; }) (*this)(node.as_of);
    }
    if constexpr (requires { All(node.arguments); }) All(node.arguments);
    if constexpr (requires { (*this)(node.text); }) (*this)(node.text);
    if constexpr (requires { All(node.elements); }) All(node.elements);
    if constexpr (requires { (*this)(node.element); }) (*this)(node.element);
    if constexpr (requires { (*this)(node.operand); }) (*this)(node.operand);
    if constexpr (requires { All(node.operands); }) All(node.operands);
    if constexpr (requires { (*this)(node.left); }) (*this)(node.left);
    if constexpr (requires { (*this)(node.right); }) (*this)(node.right);
    if constexpr (requires { (*this)(node.list); }) (*this)(node.list);
    if constexpr (requires { (*this)(node.network); }) (*this)(node.network);
    if constexpr (requires { (*this)(node.body); }) (*this)(node.body);
    if constexpr (requires { (*this)(node.value); }) (*this)(node.value);
    if constexpr (requires { (*this)(node.artifacts); }) (*this)(node.artifacts);
    if constexpr (requires { (*this)(node.pattern); }) (*this)(node.pattern);
    if constexpr (requires { (*this)(node.patterns); }) (*this)(node.patterns);
  }

  const Visitor& visitor_;
};

}  // namespace

void Walk(const Declaration& declaration, const Visitor& visitor) { Walker{visitor}(declaration); }
void Walk(const syntax::ExprPtr& expr, const Visitor& visitor) { Walker{visitor}(expr); }
void Walk(const syntax::Norm& norm, const Visitor& visitor) { Walker{visitor}(norm); }

}  // namespace abide::lint
