// Logs for the tests: events written as JSON, put in time order.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "events/event.h"
#include "events/schema.h"
#include "values/arena.h"

namespace abide::reference {

// An event without its time, as a canonical record: {"event":"use","who":"a"}.
struct Shape {
  std::string json;
  events::EventKind kind{};
  std::vector<values::Value> fields;  // by FieldIndex; the time is absent
};

// Shapes of one schema, whose values it owns.
class Shapes {
 public:
  explicit Shapes(const events::EventSchema& schema) : schema_(&schema) {}
  // `json` names a kind and fields of the schema, with values of their types.
  void Add(const std::string& json);
  const Shape& operator[](std::size_t index) const { return shapes_[index]; }
  std::size_t size() const { return shapes_.size(); }

 private:
  const events::EventSchema* schema_;
  values::Arena arena_;
  std::vector<Shape> shapes_;
};

// What happened when: the index of a shape, and a time in seconds behind kStart.
struct Entry {
  std::size_t shape = 0;
  std::int64_t seconds = 0;

  bool operator==(const Entry&) const = default;
};
using Log = std::vector<Entry>;

inline constexpr const char* kStart = "2024-01-29T22:00:00Z";
values::Instant TimeOf(std::int64_t seconds);

// The events of a log; lines are numbered from 1, offsets from 0, one for each event.
class EventsOf {
 public:
  EventsOf(const Shapes& shapes, const Log& log);
  std::span<const events::Event> events() const { return events_; }

 private:
  std::vector<std::vector<values::Value>> fields_;
  std::vector<events::Event> events_;
};

// As NDJSON.
std::string Written(const Shapes& shapes, const Log& log);

}  // namespace abide::reference
