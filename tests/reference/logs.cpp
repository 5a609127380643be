#include "reference/logs.h"

#include <nlohmann/json.hpp>

#include "diagnostics/assert.h"

namespace abide::reference {
namespace {

using expressions::Type;
using nlohmann::json;
using values::Value;

Value ValueOf(const json& value, const Type& type, values::Arena& arena);

Value ListOf(const json& list, const Type& element, values::Arena& arena) {
  const std::span<Value> values = arena.Values(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) values[i] = ValueOf(list[i], element, arena);
  return Value::ListOf(values);
}

Value RecordOf(const json& record, const Type& type, values::Arena& arena) {
  const std::span<Value> members = arena.Values(type.members->size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    const expressions::Member& member = (*type.members)[i];
    if (record.contains(member.name)) {
      members[i] = ValueOf(record[member.name], member.type, arena);
    }
  }
  return Value::RecordOf(members);
}

Value ValueOf(const json& value, const Type& type, values::Arena& arena) {
  if (value.is_null()) return {};
  switch (type.kind) {
    case Type::Kind::kNumber:
      return Value::Of(*values::Decimal::Parse(value.dump()));
    case Type::Kind::kBoolean:
      return Value::Of(value.get<bool>());
    case Type::Kind::kTime:
      return Value::Of(*values::ParseInstant(value.get<std::string>()));
    case Type::Kind::kDuration:
      return Value::Of(*values::ParseDuration(value.get<std::string>()));
    case Type::Kind::kList:
      return ListOf(value, *type.element, arena);
    case Type::Kind::kRecord:
      return RecordOf(value, type, arena);
    default:
      return Value::Of(arena.Copy(value.get<std::string>()));
  }
}

}  // namespace

void Shapes::Add(const std::string& text) {
  const json record = json::parse(text);
  const auto kind = schema_->Find(record["event"].get<std::string>());
  ABIDE_ASSERT(kind, "a log of the tests has events of the vocabulary");
  const events::EventType& type = schema_->Type(*kind);
  Shape shape{text, *kind, std::vector<Value>(type.fields.size())};
  for (const auto& [name, value] : record.items()) {
    if (name == "event") continue;
    const auto field = type.FindField(name);
    ABIDE_ASSERT(field, "a log of the tests has fields of the vocabulary");
    const auto index = static_cast<std::size_t>(*field);
    shape.fields[index] = ValueOf(value, type.fields[index].type, arena_);
  }
  shapes_.push_back(std::move(shape));
}

values::Instant TimeOf(std::int64_t seconds) {
  static const values::Instant start = *values::ParseInstant(kStart);
  return *values::Plus(start, {.months = 0, .nanos = seconds * 1'000'000'000});
}

EventsOf::EventsOf(const Shapes& shapes, const Log& log) {
  fields_.reserve(log.size());
  for (const Entry& entry : log) {
    const Shape& shape = shapes[entry.shape];
    const values::Instant time = TimeOf(entry.seconds);
    fields_.push_back(shape.fields);
    fields_.back().front() = Value::Of(time);
    const std::size_t index = events_.size();
    events::Place place;
    place.SetLine(index + 1);
    place.offset = index;
    place.length = 1;
    events_.push_back({.kind = shape.kind, .time = time, .place = place, .fields = fields_.back()});
  }
}

std::string Written(const Shapes& shapes, const Log& log) {
  std::string text;
  for (const Entry& entry : log) {
    json record = json::parse(shapes[entry.shape].json);
    record["time"] = values::ToString(TimeOf(entry.seconds));
    text += record.dump() + "\n";
  }
  return text;
}

}  // namespace abide::reference
