#include "events/schema.h"

#include <algorithm>

#include "diagnostics/assert.h"

namespace abide::events {

std::optional<FieldIndex> EventType::FindField(std::string_view field_name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldType& field) { return field.name == field_name; });
  if (found == fields.end()) return std::nullopt;
  return static_cast<FieldIndex>(found - fields.begin());
}

EventKind EventSchema::Add(EventType type) {
  ABIDE_ASSERT(type.fields.size() >= 2, "every kind of event has time and id");
  const auto kind = static_cast<EventKind>(types_.size());
  by_name_.emplace(type.name, kind);
  types_.push_back(std::move(type));
  return kind;
}

std::optional<EventKind> EventSchema::Find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

FieldSelection::FieldSelection(const EventSchema& schema) : wanted_(schema.types().size()) {
  for (const EventType& type : schema.types()) {
    std::vector<bool>& fields = fields_.emplace_back(type.fields.size());
    fields[static_cast<std::size_t>(kTimeField)] = true;
    fields[static_cast<std::size_t>(kIdField)] = true;
  }
}

FieldSelection FieldSelection::Everything(const EventSchema& schema) {
  FieldSelection selection(schema);
  for (std::vector<bool>& fields : selection.fields_) fields.assign(fields.size(), true);
  selection.wanted_.assign(selection.wanted_.size(), true);
  return selection;
}

void FieldSelection::Add(EventKind kind, FieldIndex field) {
  fields_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(field)] = true;
  AddKind(kind);
}

void FieldSelection::AddKind(EventKind kind) { wanted_[static_cast<std::size_t>(kind)] = true; }

bool FieldSelection::Holds(EventKind kind, FieldIndex field) const {
  return fields_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(field)];
}

bool FieldSelection::Wants(EventKind kind) const { return wanted_[static_cast<std::size_t>(kind)]; }

}  // namespace abide::events
