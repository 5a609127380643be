// Memory that is given back all at once: what an event, or the judging of one event, needs.
// Everything handed out stays valid until Reset or the arena's end.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <new>
#include <span>
#include <string_view>

#include "values/value.h"

namespace abide::values {

class Arena {
 public:
  explicit Arena(std::size_t first_block = 4096)
      : first_(std::make_unique<std::byte[]>(first_block)), pool_(first_.get(), first_block) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `count` absent values.
  std::span<Value> Values(std::size_t count) {
    auto* values = static_cast<Value*>(pool_.allocate(count * sizeof(Value), alignof(Value)));
    std::uninitialized_value_construct_n(values, count);
    return {values, count};
  }
  std::span<char> Bytes(std::size_t count) {
    return {static_cast<char*>(pool_.allocate(count + 1, 1)), count};
  }
  std::string_view Copy(std::string_view text) {
    const std::span<char> bytes = Bytes(text.size());
    if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
    return {bytes.data(), text.size()};
  }
  const Interval* Keep(const Interval& interval) {
    return new (pool_.allocate(sizeof(Interval), alignof(Interval))) Interval(interval);
  }
  // Copies texts, lists, records and intervals as deep as they are.
  Value Copy(const Value& value);
  void Reset() { pool_.release(); }

 private:
  std::unique_ptr<std::byte[]> first_;
  std::pmr::monotonic_buffer_resource pool_;
};

}  // namespace abide::values
