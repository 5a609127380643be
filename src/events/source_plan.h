// What a source's mappings come to for the fields that somebody wants: which assignments fill them,
// on which loops they depend, and where its paths begin. Made once; views of source and schema.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/conditions.h"
#include "events/object_reader.h"
#include "events/reader.h"
#include "events/source_map.h"
#include "events/typed_reader.h"

namespace abide::events {

// A field of a mapping's event, and the assignments that fill it (several, if it is a list of
// records, one for each column).
struct FieldPlan {
  FieldIndex index;
  const FieldType* type;
  TypedReader reader;
  std::vector<const SourceAssignment*> assignments;
  std::size_t depth = 0;  // of the loops on which it depends
  // What was read when that loop was at the element that it is at, if `read_in` says so.
  values::Value value = {};
  std::uint64_t read_in = 0;
};

struct MappingPlan {
  const SourceMapping* mapping;
  const EventType* type;
  bool handed_out;
  const SourceAssignment* time = nullptr;
  const SourceAssignment* id = nullptr;
  std::vector<FieldPlan> fields = {};                   // but time and id
  std::vector<std::vector<Condition>> conditions = {};  // by loops entered
  std::vector<std::uint64_t> entered = {};  // by loops entered: which element it is, of all
};

// A path from the record: the keys up to the first step that is none, and the rest.
struct PathPlan {
  std::uint32_t node = 0;
  std::span<const PathStep> rest;
  bool makes_list = false;
};

// `options` outlives the plan.
MappingPlan PlanOf(const SourceMapping& mapping, const SourceMap& source,
                   const ReaderOptions& options);
// Where the source's paths from the record begin; adds their plans, by AskId.
KeyTrie PlanPaths(const SourceMap& source, std::vector<PathPlan>& paths);

}  // namespace abide::events
