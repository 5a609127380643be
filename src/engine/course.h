// The values of an excursion as they come, in bounded memory: the first, and of what follows every
// second, fourth, eighth … as they grow many. The same values leave the same ones. Where the limit
// moves, what it was at each of them is kept, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/finding.h"
#include "values/value.h"

namespace abide::engine {

class Course {
 public:
  static constexpr std::size_t kMost = 64;

  // What is absent is none. The first one's limit is that of the finding.
  void Add(values::Instant time, const values::Value& value, const values::Value& limit) {
    if (value.is_absent() || count_++ % stride_ != 0) return;
    if (kept_.size() == kMost) {
      Halve(kept_);
      if (!limits_.empty()) Halve(limits_);
      stride_ *= 2;
      // The one at hand is among the even ones: kMost is even.
    }
    kept_.push_back({time, value});
    AddLimit(ToString(limit));
  }

  void Give(Finding& finding) const {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      finding.course.push_back(
          {kept_[i].time, ToString(kept_[i].value), limits_.empty() ? std::string() : limits_[i]});
    }
    finding.readings = count_;
  }

 private:
  struct Kept {
    values::Instant time;
    values::Value value;
  };

  template <typename Each>
  static void Halve(std::vector<Each>& all) {
    for (std::size_t i = 1; i < kMost / 2; ++i) all[i] = std::move(all[2 * i]);
    all.resize(kMost / 2);
  }

  void AddLimit(std::string limit) {
    if (kept_.size() == 1) {
      first_limit_ = std::move(limit);
    } else if (limit == first_limit_) {
      if (!limits_.empty()) limits_.emplace_back();
    } else {
      limits_.resize(kept_.size() - 1);
      limits_.push_back(std::move(limit));
    }
  }

  std::vector<Kept> kept_;
  std::string first_limit_;
  std::vector<std::string>
      limits_;  // empty as long as it has not moved; else of each, as Reading's
  std::uint64_t count_ = 0;
  std::uint64_t stride_ = 1;
};

}  // namespace abide::engine
