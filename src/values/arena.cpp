#include "values/arena.h"

#include <algorithm>

namespace abide::values {

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

Value Arena::Copy(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kText:
      return Value::Of(Copy(value.text()));
    case Value::Kind::kInterval:
      return Value::Of(Keep(value.interval()));
    case Value::Kind::kList:
    case Value::Kind::kRecord: {
      const bool is_list = value.kind() == Value::Kind::kList;
      const std::span<const Value> from = is_list ? value.elements() : value.members();
      const std::span<Value> to = Values(from.size());
      for (std::size_t i = 0; i < from.size(); ++i) to[i] = Copy(from[i]);
      return is_list ? Value::ListOf(to) : Value::RecordOf(to);
    }
    default:
      return value;
  }
}

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
