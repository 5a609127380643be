// Two memories are the same if their signatures are: every node of their expressions in order, with
// what it holds, and events and values in scope numbered as they are first met, for their ids
// differ from clause to clause. How a term is spelled, or where a blank stands, is no part of it.

#include "plan/sharing.h"

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>

#include "expressions/children.h"

namespace abide::plan {

namespace {

using check::AskNode;
using check::LocalId;
using check::Pattern;

class Signature {
 public:
  explicit Signature(const std::vector<AskNode>& asks) : asks_(asks) {}

  void Add(const PastMemory& memory) {
    Put("past");
    for (const EventMemory& each : memory.alternatives) {
      Add(each.event);
      Put(each.gap ? "gap" : "");
      if (each.gap) AddAll(*each.gap);
      Put(each.gap_sees_event, each.gap_sees_outer);
    }
  }
  void Add(const WindowMemory& memory) {
    Put("window");
    Put(memory.function, memory.value_sees_outer);
    Add(memory.event);
  }
  // A share keeps what "derives from" asks for, and more.
  void Add(const LineageMemory& memory) {
    Put("lineage");
    Add(memory.source);
  }
  template <typename Other>
  void Add(const Other&) {}

  std::string Take() { return std::move(text_); }

 private:
  // --- Parts of it, each behind its length or of one size.
  void Put(std::string_view text) {
    Put(text.size());
    text_ += text;
  }
  template <typename... Numbers>
  requires((std::is_arithmetic_v<Numbers> ||
            std::is_enum_v<Numbers>)&&...) void Put(Numbers... numbers) {
    ((text_ += std::to_string(static_cast<std::int64_t>(numbers)) + ' '), ...);
  }
  void Put(const std::optional<values::Duration>& duration) {
    Put(duration.has_value());
    if (duration) Put(duration->months, duration->nanos);
  }

  template <typename Id>
  static std::size_t NumberOf(std::map<Id, std::size_t>& numbers, Id id) {
    return numbers.try_emplace(id, numbers.size()).first->second;
  }

  // --- What is remembered: nothing of whoever asks.
  void Add(const Remember& remember) {
    NumberOf(bindings_, remember.binding);
    Put(remember.spoken);
    Put(remember.within);
    Put(remember.each.has_value(), remember.each.value_or(values::Period{}));
    Put(remember.zone);
    Put(remember.history, remember.keep_fields, remember.enumerated, remember.drop_keyless);
    Put(remember.parts.size(), remember.keys.size());
    for (const Remember::Part& part : remember.parts) {
      Put(part.kind);
      Add(part.local);
      Add(part.value);
    }
    for (const Key& key : remember.keys) {
      Put(key.ignoring_case);
      for (const Key::Inner& inner : key.inner) {
        Put(inner.kind);
        Add(inner.value);
      }
    }
  }
  // And what is asked of it.
  void AddAll(const Remember& remember) {
    Add(remember);
    for (const Remember::Part& part : remember.parts) Add(part.residual);
    for (const Key& key : remember.keys) Add(key.outer);
  }

  // --- Expressions.
  void Add(const ExprPtr& expr) {
    Put(expr != nullptr);
    if (!expr) return;
    Put(expr->node.index(), expr->type.kind);
    std::visit([this](const auto& node) { AddNode(node); }, expr->node);
    // Its blocks have no texts; what stands at one place of the rules is one and the same.
    if (std::holds_alternative<expressions::InNetworks>(expr->node)) {
      Put(expr->span.file, expr->span.begin, expr->span.end);
    }
    std::size_t children = 0;
    expressions::ForEachChild(*expr, [&](const ExprPtr& child) {
      ++children;
      Add(child);
    });
    Put(children);
  }

  template <typename Node>
  void AddNode(const Node& node) {
    if constexpr (std::is_same_v<Node, expressions::Constant>) {
      std::string key;
      values::AppendKey(node.value, key);
      Put(key);
    } else if constexpr (std::is_same_v<Node, expressions::Field>) {
      Put(NumberOf(bindings_, node.binding));
      for (const expressions::Field::At& at : node.at) Put(at.kind, at.index);
    } else if constexpr (std::is_same_v<Node, expressions::Ask>) {
      AddAsk(asks_[static_cast<std::size_t>(node.ask)]);
    } else if constexpr (std::is_same_v<Node, expressions::Convert>) {
      Put(node.to);
    } else if constexpr (std::is_same_v<Node, expressions::FunctionCall>) {
      Put(node.function);
      Put(node.zone);
    }
    AddCommon(node);
  }

  // What several kinds of node have, by its name.
  template <typename Node>
  void AddCommon(const Node& node) {
    if constexpr (requires { node.local; }) Put(NumberOf(locals_, node.local));
    if constexpr (requires { node.variable; }) Put(NumberOf(locals_, node.variable));
    if constexpr (requires { node.name; }) Put(node.name);
    if constexpr (requires { Put(node.index); }) Put(node.index);
    if constexpr (requires { node.op; }) Put(node.op);
    if constexpr (requires { node.kind; }) Put(node.kind);
    if constexpr (requires { node.case_rule; }) Put(node.case_rule);
    if constexpr (requires { node.pattern; }) Put(node.pattern);
    if constexpr (requires { node.regex; }) Put(node.regex->case_rule());
    if constexpr (requires { node.written; }) Put(node.written);
    if constexpr (requires { node.network; }) Put(node.text);
  }

  void AddAsk(const AskNode& ask) {
    Put(ask.ask.index(), NumberOf(bindings_, ask.at));
    Put(ask.text);
    std::visit([this](const auto& each) { AddAskOf(each); }, ask.ask);
  }
  void AddAskOf(const check::AskPrecededBy& ask) {
    Put(ask.past.alternatives.size(), ask.past.gap.has_value());
    for (const Pattern& pattern : ask.past.alternatives) Add(pattern);
    if (ask.past.gap) Add(*ask.past.gap);
  }
  void AddAskOf(const check::AskAggregate& ask) {
    Put(ask.function);
    Add(ask.pattern);
    Add(ask.value);
  }
  void AddAskOf(const check::AskState& ask) { Put(ask.state); }
  void AddAskOf(const check::AskDerive& ask) { Add(ask.source); }
  void AddAskOf(const check::AskShare& ask) { Add(ask.source); }
  void AddAskOf(const check::AskCell& ask) { Put(ask.table, ask.column, ask.as_of); }
  void AddAskOf(const check::AskRow& ask) { Put(ask.table, ask.as_of); }

  void Add(const Pattern& pattern) {
    NumberOf(bindings_, pattern.binding);
    Put(pattern.text);
    Put(pattern.spoken);
    Put(pattern.cases.size());
    for (const check::PatternCase& each : pattern.cases) {
      Put(each.kind);
      Add(each.condition);
    }
    Add(pattern.within);
  }

  const std::vector<AskNode>& asks_;
  std::map<BindingId, std::size_t> bindings_;
  std::map<LocalId, std::size_t> locals_;
  std::string text_;
};

}  // namespace

void ShareMemories(const std::vector<AskNode>& asks, Plan& plan) {
  for (std::size_t i = 0; i < plan.asks.size(); ++i) plan.asks[i].kept_by = static_cast<AskId>(i);
  std::map<std::string, AskId> keepers;
  std::erase_if(plan.feeds, [&](const Feed& feed) {
    if (feed.kind != Feed::Kind::kAsk) return false;
    Ask& ask = plan.asks[feed.index];
    Signature signature(asks);
    std::visit([&](const auto& memory) { signature.Add(memory); }, ask.memory);
    ask.kept_by =
        keepers.try_emplace(signature.Take(), static_cast<AskId>(feed.index)).first->second;
    if (const auto* lineage = std::get_if<LineageMemory>(&ask.memory)) {
      Ask& keeper = plan.asks[static_cast<std::size_t>(ask.kept_by)];
      std::get<LineageMemory>(keeper.memory).keeps_shares |= lineage->shares;
    }
    return ask.kept_by != static_cast<AskId>(feed.index);
  });
}

}  // namespace abide::plan
