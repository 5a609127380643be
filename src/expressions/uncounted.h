// What is evaluated only to be told has been counted where it was judged.
#pragma once

#include "expressions/evaluate.h"

namespace abide::expressions {

// While it lives, results without value are not counted.
class Uncounted {
 public:
  explicit Uncounted(Environment& environment)
      : environment_(environment),
        out_of_range_(environment.out_of_range),
        divided_by_zero_(environment.divided_by_zero) {}
  ~Uncounted() {
    environment_.out_of_range = out_of_range_;
    environment_.divided_by_zero = divided_by_zero_;
  }
  Uncounted(const Uncounted&) = delete;
  Uncounted& operator=(const Uncounted&) = delete;

 private:
  Environment& environment_;
  std::uint64_t out_of_range_;
  std::uint64_t divided_by_zero_;
};

}  // namespace abide::expressions
