// What an expression is worth at an event.
//
// Absent operands give absent results, but for `has`, `else`, `and`, `or` and the quantifiers;
// a number may be an interval, and a comparison is then true or false only if it is so for the
// whole of it. Cost: linear in the tree, plus what the host's answers cost. No allocation but in
// the arena.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "expressions/expression.h"
#include "values/arena.h"

namespace abide::expressions {

// What expressions see of an event.
struct Subject {
  EventKind kind{};
  std::span<const Value> fields;  // by FieldIndex
};

class Environment;

// Answers what the tree can't.
class Host {
 public:
  virtual ~Host() = default;
  virtual Value Answer(AskId ask, std::span<const Value> arguments, Environment& environment) = 0;
  // What an earlier answer came to, if it still holds: then the arguments are not evaluated. Asked
  // for only where the environment's `host_remembers`.
  virtual const Value* Remembered(AskId) { return nullptr; }
  // Adds to `names` the fields whose absence makes the answer unknown or absent.
  virtual void Missing(AskId ask, std::span<const Value> arguments, Environment& environment,
                       std::vector<std::string>& names) = 0;
};

// The events and values in scope, by their ids; entries out of scope hold stale values.
class Environment {
 public:
  Environment(values::Arena& arena, Host& host) : arena_(&arena), host_(&host) {}

  void Bind(BindingId binding, const Subject* subject) { At(subjects_, binding) = subject; }
  const Subject* Bound(BindingId binding) const {
    return subjects_[static_cast<std::size_t>(binding)];
  }
  void Set(LocalId local, const Value& value) { At(locals_, local) = value; }
  // Sets it and gives what it was, for whoever has to put that back.
  Value Exchange(LocalId local, const Value& value) {
    return std::exchange(At(locals_, local), value);
  }
  const Value& Get(LocalId local) const { return locals_[static_cast<std::size_t>(local)]; }

  // Takes so many from the elements that lists made anew may have, all together. False, and
  // `out_of_elements`, if there are not as many left: then there is no list.
  bool Spend(std::uint64_t elements) {
    if (elements > elements_left) out_of_elements = true;
    if (out_of_elements) return false;
    elements_left -= elements;
    return true;
  }

  values::Arena& arena() { return *arena_; }
  Host& host() { return *host_; }
  // Results that were out of range, and quotients by zero (each is absent).
  std::uint64_t out_of_range = 0;
  std::uint64_t divided_by_zero = 0;
  // No limit, unless who evaluates sets one.
  std::uint64_t elements_left = UINT64_MAX;
  bool out_of_elements = false;
  // Whether `Host::Remembered` may have something.
  bool host_remembers = false;

 private:
  template <typename T, typename Id>
  static T& At(std::vector<T>& vector, Id id) {
    const auto index = static_cast<std::size_t>(id);
    if (index >= vector.size()) vector.resize(index + 1);
    return vector[index];
  }

  values::Arena* arena_;
  Host* host_;
  std::vector<const Subject*> subjects_;
  std::vector<Value> locals_;
};

Value Evaluate(const Expr& expr, Environment& environment);
// For an expression of type boolean. Short-circuits.
values::Truth Test(const Expr& expr, Environment& environment);
// Names of the absent fields that make `expr` unknown or absent, in the order met, once each; of
// what is absent though all its fields are there (a cell, an aggregate, a result out of range, a
// quotient by zero) the text as written.
std::vector<std::string> MissingFields(const Expr& expr, Environment& environment);

// The operations by themselves; also the bounds of `limit` and memories of aggregates use them.
Value Calculate(ArithmeticOperator op, const Value& a, const Value& b, Environment& environment);
values::Truth CompareValues(CompareOperator op, const Value& a, const Value& b,
                            values::Case case_rule);

}  // namespace abide::expressions
