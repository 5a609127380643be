// What a source's mappings come to for the fields that somebody wants: which nodes of its program
// fill them, and what is tested once which loops are entered. Views of source and schema. A plan is
// made once; it keeps the value of each field for as long as that holds.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "events/reader.h"
#include "events/source_map.h"
#include "events/source_program.h"
#include "events/typed_reader.h"

namespace abide::events {

struct AssignmentPlan {
  const SourceAssignment* assignment;
  NodeId value;
  bool converts;  // may have no value for a conversion that fails
};

// A field of a mapping's event, and the assignments that fill it (several, if it is a list of
// records, one for each column).
struct FieldPlan {
  FieldIndex index;
  const FieldType* type;
  TypedReader reader;
  std::vector<AssignmentPlan> assignments;
  ScopeId scope = SourceProgram::kRecord;  // on which it depends
  // What was read when the scope was entered for the time that `read_in` says.
  values::Value value = {};
  std::uint64_t read_in = 0;
};

// A part of the mapping's condition.
struct ConditionPlan {
  const expressions::Expr* expr;
  NodeId value;
};

struct LoopPlan {
  expressions::LocalId variable;
  ScopeId scope;
  NodeId list;
};

struct MappingPlan {
  const SourceMapping* mapping;
  const EventType* type;
  bool handed_out;
  std::optional<AssignmentPlan> time = {};
  std::optional<AssignmentPlan> id = {};
  std::vector<FieldPlan> fields = {};  // but time and id
  std::vector<LoopPlan> loops = {};
  // By loops entered: what the record itself lacks is found before any element is looked at.
  std::vector<std::vector<ConditionPlan>> conditions = {};
};

// The source without the assignments that nobody wants, and with blank asks where they alone ask:
// so nothing else is looked for in records.
SourceMap NeededOf(const SourceMap& source, const ReaderOptions& options);
// Adds to the program what the mapping needs. `options` and `program` outlive the plan.
MappingPlan PlanOf(const SourceMapping& mapping, const SourceMap& source,
                   const ReaderOptions& options, SourceProgram& program);

}  // namespace abide::events
