#include "values/arena.h"

#include <algorithm>

namespace abide::values {

namespace {

// `memory` hands out bytes as Arena does.
template <typename Memory>
Value CopyTo(Memory& memory, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kText: {
      const std::string_view text = value.text();
      const std::span<char> bytes = memory.Bytes(text.size());
      std::copy(text.begin(), text.end(), bytes.begin());
      return Value::Of(std::string_view(bytes.data(), bytes.size()));
    }
    case Value::Kind::kInterval:
      return Value::Of(memory.Keep(value.interval()));
    case Value::Kind::kList:
    case Value::Kind::kRecord: {
      const bool is_list = value.kind() == Value::Kind::kList;
      const std::span<const Value> from = is_list ? value.elements() : value.members();
      const std::span<Value> to = memory.Values(from.size());
      for (std::size_t i = 0; i < from.size(); ++i) to[i] = CopyTo(memory, from[i]);
      return is_list ? Value::ListOf(to) : Value::RecordOf(to);
    }
    default:
      return value;
  }
}

// One block that was made large enough.
class ArenaPiece {
 public:
  explicit ArenaPiece(std::byte* next) : next_(next) {}

  std::span<Value> Values(std::size_t count) {
    auto* values = reinterpret_cast<Value*>(Take(count * sizeof(Value), alignof(Value)));
    std::uninitialized_value_construct_n(values, count);
    return {values, count};
  }
  std::span<char> Bytes(std::size_t count) {
    return {reinterpret_cast<char*>(Take(count, 1)), count};
  }
  const Interval* Keep(const Interval& interval) {
    return new (Take(sizeof(Interval), alignof(Interval))) Interval(interval);
  }

 private:
  std::byte* Take(std::size_t size, std::size_t alignment) {
    const auto at = reinterpret_cast<std::uintptr_t>(next_);
    std::byte* begin = next_ + (-at & (alignment - 1));
    next_ = begin + size;
    return begin;
  }

  std::byte* next_;
};

}  // namespace

KeptValues Keep(std::span<const Value> values) {
  std::size_t size = values.size_bytes();
  for (const Value& value : values) size += Arena::SizeOfCopy(value);
  const std::size_t units = (size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
  auto memory = std::make_shared_for_overwrite<std::max_align_t[]>(units);
  ArenaPiece piece(reinterpret_cast<std::byte*>(memory.get()));
  const std::span<Value> copies = piece.Values(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) copies[i] = CopyTo(piece, values[i]);
  return {std::move(memory), copies};
}

void Arena::AddBlock(std::size_t size) {
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
  used_ = 0;
}

void* Arena::AllocateInNewBlock(std::size_t size) {
  AddBlock(std::max(size, 2 * blocks_.back().size));
  used_ = size;
  return blocks_.back().bytes.get();
}

void Arena::JoinBlocks() {
  std::size_t size = 0;
  for (const Block& block : blocks_) size += block.size;
  blocks_.clear();
  AddBlock(std::min(size, kMostKept));
}

Value Arena::Copy(const Value& value) { return CopyTo(*this, value); }

std::size_t Arena::SizeOfCopy(const Value& value) {
  const auto size_of_all = [](std::span<const Value> values) {
    std::size_t size = alignof(Value) + values.size_bytes();
    for (const Value& each : values) size += SizeOfCopy(each);
    return size;
  };
  switch (value.kind()) {
    case Value::Kind::kText:
      return value.text().size() + 1;
    case Value::Kind::kInterval:
      return alignof(Interval) + sizeof(Interval);
    case Value::Kind::kList:
      return size_of_all(value.elements());
    case Value::Kind::kRecord:
      return size_of_all(value.members());
    default:
      return 0;
  }
}

}  // namespace abide::values
