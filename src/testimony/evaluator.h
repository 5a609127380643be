// What expressions are worth where an event, or a raw record, stands: language guide, section 7,
// and section 10 for what is absent. A walk over the tree, with nothing kept from one to the next.
#pragma once

#include <optional>
#include <span>

#include "events/event.h"
#include "expressions/expression.h"
#include "testimony/arithmetic.h"
#include "values/arena.h"

namespace abide::testimony {

using events::Event;
using expressions::Expr;
using expressions::ExprPtr;

// What an expression may speak of: the event of each pattern around it, and values of variables. A
// scope is the scope around it and one thing more; it lives on the stack of who made it.
class Scope {
 public:
  Scope() = default;  // nothing is in scope
  Scope(const Scope& around, expressions::BindingId binding, const Event& event)
      : around_(&around), binding_(binding), event_(&event) {}
  Scope(const Scope& around, expressions::LocalId local, const Value& value)
      : around_(&around), local_(local), value_(value) {}

  const Event& EventOf(expressions::BindingId binding) const;
  Value ValueOf(expressions::LocalId local) const;

 private:
  const Scope* around_ = nullptr;
  std::optional<expressions::BindingId> binding_;
  const Event* event_ = nullptr;
  std::optional<expressions::LocalId> local_;
  Value value_;
};

// Answers what expressions ask: the past and facts, or the raw record.
class Host {
 public:
  virtual ~Host() = default;
  virtual Value Answer(expressions::AskId ask, std::span<const Value> arguments,
                       const Scope& scope) = 0;
};

class Evaluator {
 public:
  // Both outlive the evaluator; `arena` holds the values it makes.
  Evaluator(Host& host, values::Arena& arena) : host_(host), arena_(arena) {}

  Value Worth(const Expr& expr, const Scope& scope);
  // A condition; null holds always.
  Truth Holds(const ExprPtr& condition, const Scope& scope) {
    return condition ? Worth(*condition, scope).truth() : Truth::kTrue;
  }
  values::Arena& arena() { return arena_; }

 private:
  friend struct Worths;
  Host& host_;
  values::Arena& arena_;
};

}  // namespace abide::testimony
