// Records through a source's mappings to events (language guide, section 4): nested loops, the
// mapping's condition, then one expression a field.
#pragma once

#include <string>
#include <vector>

#include "events/source_map.h"
#include "testimony/evaluator.h"
#include "testimony/record.h"

namespace abide::testimony {

// An event before it has a place; its fields live in the arena.
struct Made {
  events::EventKind kind{};
  values::Instant time;
  std::span<const Value> fields;          // by FieldIndex
  std::vector<std::size_t> misfits = {};  // of these, that had a value of another type
};

// The events of one record; their fields live in `arena`. None where it is skipped: then `taken` is
// false. Of a bad one `fault` says why: there are none, or all but those of
// elements that have no time.
struct Mapped {
  std::vector<Made> events;
  bool taken = false;  // by one of the mappings
  std::string fault;
};
Mapped MapRecord(const events::EventSchema& schema, const events::SourceMap& source,
                 const Value& record, bool is_row, values::Arena& arena);

}  // namespace abide::testimony
