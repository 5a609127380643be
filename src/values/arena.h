// Memory that is given back all at once: what an event, or the judging of one event, needs.
// Everything handed out stays valid until Reset or the arena's end.
//
// Memory is taken in blocks, each twice as large as the one before, and handed out from their
// beginnings: an allocation is an addition and a comparison. Reset keeps as much as was needed (up
// to a bound), as one block, so that an arena that is used again asks the system for nothing.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "values/value.h"

namespace abide::values {

class Arena {
 public:
  explicit Arena(std::size_t first_block = 4096) { AddBlock(first_block); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `count` absent values.
  std::span<Value> Values(std::size_t count) {
    auto* values = static_cast<Value*>(Allocate(count * sizeof(Value), alignof(Value)));
    std::uninitialized_value_construct_n(values, count);
    return {values, count};
  }
  std::span<char> Bytes(std::size_t count) {
    return {static_cast<char*>(Allocate(count + 1, 1)), count};
  }
  std::string_view Copy(std::string_view text) {
    const std::span<char> bytes = Bytes(text.size());
    if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
    return {bytes.data(), text.size()};
  }
  const Interval* Keep(const Interval& interval) {
    return new (Allocate(sizeof(Interval), alignof(Interval))) Interval(interval);
  }
  // Copies texts, lists, records and intervals as deep as they are.
  Value Copy(const Value& value);
  // Bytes that a copy takes, at most.
  static std::size_t SizeOfCopy(const Value& value);
  void Reset() {
    if (blocks_.size() > 1) JoinBlocks();
    used_ = 0;
  }

 private:
  static constexpr std::size_t kMostKept = 4 << 20;

  struct Block {
    std::unique_ptr<std::byte[]> bytes;  // aligned for everything
    std::size_t size = 0;
  };

  void* Allocate(std::size_t size, std::size_t alignment) {
    static_assert(alignof(Value) <= alignof(std::max_align_t));
    const std::size_t begin = (used_ + alignment - 1) & ~(alignment - 1);
    const Block& block = blocks_.back();
    if (begin > block.size || size > block.size - begin) return AllocateInNewBlock(size);
    used_ = begin + size;
    return block.bytes.get() + begin;
  }
  void* AllocateInNewBlock(std::size_t size);
  void AddBlock(std::size_t size);
  void JoinBlocks();

  std::vector<Block> blocks_;  // never empty; the last one is used
  std::size_t used_ = 0;       // of the last block
};

// Copies of values that are kept for long: in one piece of memory, and no more of it than they
// need.
struct KeptValues {
  std::shared_ptr<const void> memory;  // owns them
  std::span<const Value> values;
};
KeptValues Keep(std::span<const Value> values);

}  // namespace abide::values
