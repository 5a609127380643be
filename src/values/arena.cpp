#include "values/arena.h"

namespace abide::values {

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

}  // namespace abide::values
