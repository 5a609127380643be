// A value or the reason why there is none: std::expected's member names, until the standard
// library of the oldest supported compiler has it in C++20 mode.
#pragma once

#include <utility>
#include <variant>

#include "diagnostics/assert.h"

namespace abide::diagnostics {

template <typename E>
struct Unexpected {
  E error;
};
template <typename E>
Unexpected(E) -> Unexpected<E>;

template <typename T, typename E>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Expected(Unexpected<E> unexpected)
      : state_(std::in_place_index<1>, std::move(unexpected.error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() {
    ABIDE_ASSERT(has_value(), "a value is there");
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    ABIDE_ASSERT(has_value(), "a value is there");
    return *std::get_if<0>(&state_);
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const {
    ABIDE_ASSERT(!has_value(), "an error is there");
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, E> state_;
};

}  // namespace abide::diagnostics
