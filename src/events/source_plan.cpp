#include "events/source_plan.h"

#include <algorithm>
#include <string>
#include <utility>

namespace abide::events {

MappingPlan PlanOf(const SourceMapping& mapping, const SourceMap& source,
                   const ReaderOptions& options) {
  const FieldSelection& selection = options.selection;
  const EventType& type = options.schema->Type(mapping.kind);
  MappingPlan plan{&mapping, &type, !options.wanted_only || selection.Wants(mapping.kind)};
  plan.conditions = ConditionsOf(mapping, source);
  plan.entered.resize(mapping.loops.size() + 1);
  std::vector<std::vector<const SourceAssignment*>> by_field(type.fields.size());
  for (const SourceAssignment& assignment : mapping.assignments) {
    if (assignment.field == kTimeField) plan.time = &assignment;
    if (assignment.field == kIdField) plan.id = &assignment;
    by_field[static_cast<std::size_t>(assignment.field)].push_back(&assignment);
  }
  for (std::size_t field = 2; field < type.fields.size(); ++field) {
    const auto index = static_cast<FieldIndex>(field);
    if (!plan.handed_out || !selection.Holds(mapping.kind, index)) continue;
    const FieldType& declared = type.fields[field];
    std::size_t depth = 0;
    for (const SourceAssignment* assignment : by_field[field]) {
      depth = std::max(depth, DepthOf(*assignment->value, mapping.loops));
    }
    plan.fields.push_back(
        {index, &declared, TypedReader(declared.type), std::move(by_field[field]), depth});
  }
  return plan;
}

KeyTrie PlanPaths(const SourceMap& source, std::vector<PathPlan>& paths) {
  KeyTrie trie;
  for (const SourceAsk& ask : source.asks) {
    PathPlan plan;
    const auto* path = std::get_if<ReadPath>(&ask);
    if (path != nullptr) {
      plan.makes_list =
          std::any_of(path->steps.begin(), path->steps.end(),
                      [](const PathStep& step) { return step.kind == PathStep::Kind::kAll; });
    }
    if (path != nullptr && !path->from_argument) {
      std::vector<std::string> keys;
      for (const PathStep& step : path->steps) {
        if (step.kind != PathStep::Kind::kKey) break;
        keys.push_back(step.key);
      }
      plan.node = trie.Add(keys);
      plan.rest = std::span(path->steps).subspan(keys.size());
    }
    paths.push_back(plan);
  }
  return trie;
}

}  // namespace abide::events
