// Records through a source's mappings to events (language guide, section 4): nested loops, the
// mapping's condition, then one expression a field.
#pragma once

#include <string>
#include <vector>

#include "events/source_map.h"
#include "verify/evaluator.h"
#include "verify/record.h"

namespace abide::verify {

// An event before it has a place; its fields live in the arena.
struct Made {
  events::EventKind kind{};
  values::Instant time;
  std::span<const Value> fields;  // by FieldIndex
};

// Maps one record.
class Mapper : private Host {
 public:
  // All of them outlive the mapper; `arena` holds what it makes.
  Mapper(const events::EventSchema& schema, const events::SourceMap& source, const Value& record,
         bool is_row, values::Arena& arena)
      : schema_(schema),
        source_(source),
        record_(record),
        is_row_(is_row),
        arena_(arena),
        evaluator_(*this, arena) {}

  // Its events. None where it is skipped, and where it is a bad one: then there is a fault.
  std::vector<Made> Map();
  bool was_taken() const { return taken_; }
  const std::string& fault() const { return fault_; }

 private:
  Value Answer(expressions::AskId ask, std::span<const Value> arguments,
               const Scope& scope) override;
  Value Follow(std::span<const events::PathStep> steps, const Value& start);
  void CollectAll(std::span<const events::PathStep> rest, const Value& list,
                  std::vector<Value>& found);
  Value CallRaw(events::RawFunction function, const Value& argument);
  Value Unwrapped(const Value& wrapped);

  // False if the record is bad.
  bool MakeAll(const events::SourceMapping& mapping, std::size_t depth, const Scope& scope);
  bool MakeOne(const events::SourceMapping& mapping, const Scope& scope);
  Value ReadField(const events::SourceMapping& mapping, std::size_t field, const Scope& scope);
  Value FitColumns(std::span<const Value> columns, const expressions::Type& record);

  const events::EventSchema& schema_;
  const events::SourceMap& source_;
  const Value& record_;
  bool is_row_;
  values::Arena& arena_;
  Evaluator evaluator_;
  std::vector<Made> events_;
  std::string fault_;
  bool taken_ = false;
  std::uint64_t elements_ = 0;
};

}  // namespace abide::verify
