// The values of an excursion as they come, in bounded memory: the first, and of what follows every
// second, fourth, eighth … as they grow many. The same values leave the same ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/finding.h"
#include "values/value.h"

namespace abide::engine {

class Course {
 public:
  static constexpr std::size_t kMost = 64;

  // What is absent is none.
  void Add(values::Instant time, const values::Value& value) {
    if (value.is_absent() || count_++ % stride_ != 0) return;
    if (kept_.size() == kMost) {
      for (std::size_t i = 0; i < kMost / 2; ++i) kept_[i] = kept_[2 * i];
      kept_.resize(kMost / 2);
      stride_ *= 2;
      // The one at hand is among the even ones: kMost is even.
    }
    kept_.push_back({time, value});
  }

  void Give(Finding& finding) const {
    for (const Kept& kept : kept_) finding.course.push_back({kept.time, ToString(kept.value)});
    finding.readings = count_;
  }

 private:
  struct Kept {
    values::Instant time;
    values::Value value;
  };

  std::vector<Kept> kept_;
  std::uint64_t count_ = 0;
  std::uint64_t stride_ = 1;
};

}  // namespace abide::engine
