#include "events/source_plan.h"

#include <algorithm>
#include <utility>

#include "events/conversions.h"
#include "events/source_tally.h"
#include "expressions/children.h"

namespace abide::events {
namespace {

bool IsHandedOut(const SourceMapping& mapping, const ReaderOptions& options) {
  return !options.wanted_only || options.selection.Wants(mapping.kind);
}

// Of an event that nobody wants, the time is read alone.
bool IsNeeded(const SourceMapping& mapping, FieldIndex field, const ReaderOptions& options) {
  if (field == kTimeField) return true;
  return IsHandedOut(mapping, options) &&
         (field == kIdField || options.selection.Holds(mapping.kind, field));
}

void KeepAsksIn(const expressions::Expr& expr, const SourceMap& from, SourceMap& to) {
  if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) {
    const auto index = static_cast<std::size_t>(ask->ask);
    to.asks[index] = from.asks[index];
  }
  ForEachChild(expr, [&](const expressions::ExprPtr& child) { KeepAsksIn(*child, from, to); });
}

class Planning {
 public:
  Planning(const SourceMapping& mapping, const SourceMap& source, const ReaderOptions& options,
           SourceProgram& program)
      : mapping_(mapping), source_(source), options_(options), program_(program) {}

  MappingPlan Made() const {
    const EventType& type = options_.schema->Type(mapping_.kind);
    MappingPlan plan{&mapping_, &type, IsHandedOut(mapping_, options_)};
    AddConditions(plan);
    for (const SourceMapping::Loop& loop : mapping_.loops) {
      plan.loops.push_back(
          {loop.variable, program_.ScopeOf(loop.variable), program_.Add(*loop.list)});
    }
    for (std::size_t field = 0; field < type.fields.size(); ++field) {
      const auto index = static_cast<FieldIndex>(field);
      if (index == kTimeField) {
        plan.time = FirstOf(index);
      } else if (index == kIdField) {
        plan.id = FirstOf(index);
      } else if (IsNeeded(mapping_, index, options_)) {
        plan.fields.push_back(FieldOf(index, type.fields[field]));
      }
    }
    return plan;
  }

 private:
  void AddConditions(MappingPlan& plan) const {
    plan.conditions.resize(mapping_.loops.size() + 1);
    for (const expressions::Expr* part : PartsOf(mapping_)) {
      const NodeId value = program_.Add(*part);
      plan.conditions[LoopsEnteredFor(program_[value].scope)].push_back({part, value});
    }
  }
  std::size_t LoopsEnteredFor(ScopeId scope) const {
    std::size_t loops = 0;
    while (loops < mapping_.loops.size() &&
           program_.ScopeOf(mapping_.loops[loops].variable) <= scope) {
      ++loops;
    }
    return loops;
  }
  std::vector<AssignmentPlan> AssignmentsOf(FieldIndex field) const {
    std::vector<AssignmentPlan> plans;
    for (const SourceAssignment& assignment : mapping_.assignments) {
      if (assignment.field != field) continue;
      plans.push_back({&assignment, program_.Add(*assignment.value),
                       HasConversion(*assignment.value, source_)});
    }
    return plans;
  }
  std::optional<AssignmentPlan> FirstOf(FieldIndex field) const {
    const std::vector<AssignmentPlan> plans = AssignmentsOf(field);
    return plans.empty() ? std::nullopt : std::optional(plans.front());
  }
  FieldPlan FieldOf(FieldIndex index, const FieldType& type) const {
    FieldPlan plan{index, &type, TypedReader(type.type), AssignmentsOf(index)};
    for (const AssignmentPlan& assignment : plan.assignments) {
      plan.scope = std::max(plan.scope, program_[assignment.value].scope);
    }
    return plan;
  }

  const SourceMapping& mapping_;
  const SourceMap& source_;
  const ReaderOptions& options_;
  SourceProgram& program_;
};

}  // namespace

SourceMap NeededOf(const SourceMap& source, const ReaderOptions& options) {
  SourceMap needed = source;
  needed.asks.assign(source.asks.size(), {});
  for (SourceMapping& mapping : needed.mappings) {
    std::erase_if(mapping.assignments, [&](const SourceAssignment& assignment) {
      return !IsNeeded(mapping, assignment.field, options);
    });
    if (mapping.when) KeepAsksIn(*mapping.when, source, needed);
    for (const SourceMapping::Loop& loop : mapping.loops) KeepAsksIn(*loop.list, source, needed);
    for (const SourceAssignment& assignment : mapping.assignments) {
      KeepAsksIn(*assignment.value, source, needed);
    }
  }
  return needed;
}

MappingPlan PlanOf(const SourceMapping& mapping, const SourceMap& source,
                   const ReaderOptions& options, SourceProgram& program) {
  return Planning(mapping, source, options, program).Made();
}

}  // namespace abide::events
