// The vocabulary: kinds of event, their fields and flows (language guide, section 3). Filled by the
// checker, read by everybody.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.h"
#include "expressions/expression.h"

namespace abide::events {

using expressions::EventKind;
using expressions::FieldIndex;

// Every kind of event has `time` and `id` in front of its declared fields.
inline constexpr FieldIndex kTimeField{0};
inline constexpr FieldIndex kIdField{1};

// `name` as rules write it: "usage.input_tokens"; `path` its keys in a canonical record. The fields
// declared as `resources[].arn`, `resources[].type` are one field `resources`, a list of records.
struct FieldType {
  std::string name;
  std::vector<std::string> path;
  expressions::Type type;
  bool optional = false;
  diagnostics::Span span;
};

struct Flow {
  std::optional<FieldIndex> from;  // none: what is in `to` is born here
  FieldIndex to{};
  bool replacing = false;
  std::optional<FieldIndex> weighed_by;
  // Where such a field is a list of records (`flow inputs[].name -> …`): its member that is meant.
  std::optional<std::uint32_t> from_member, to_member, weight_member;
  // The checked condition, null if always; its event is bound to `EventType::self`.
  expressions::ExprPtr where;
  diagnostics::Span span;
};

struct EventType {
  std::string name;
  std::string doc;
  std::vector<FieldType> fields;  // [0] is time, [1] is id
  std::vector<Flow> flows;
  expressions::BindingId self{};  // the event, in the conditions of its flows
  diagnostics::Span span;

  std::optional<FieldIndex> FindField(std::string_view field_name) const;
};

class EventSchema {
 public:
  EventKind Add(EventType type);
  const EventType& Type(EventKind kind) const { return types_[static_cast<std::size_t>(kind)]; }
  EventType& Type(EventKind kind) { return types_[static_cast<std::size_t>(kind)]; }
  std::optional<EventKind> Find(std::string_view name) const;
  const std::vector<EventType>& types() const { return types_; }

 private:
  std::vector<EventType> types_;  // by EventKind
  std::map<std::string, EventKind, std::less<>> by_name_;
};

// Which fields of which kinds are read from a log; others stay absent. A kind is wanted once it or
// a field of it has been added.
class FieldSelection {
 public:
  FieldSelection() = default;
  explicit FieldSelection(const EventSchema& schema);  // `time` and `id` of every kind
  static FieldSelection Everything(const EventSchema& schema);
  void Add(EventKind kind, FieldIndex field);
  // The events of this kind are wanted, whatever fields are.
  void AddKind(EventKind kind);
  bool Holds(EventKind kind, FieldIndex field) const;
  bool Wants(EventKind kind) const;

 private:
  std::vector<std::vector<bool>> fields_;
  std::vector<bool> wanted_;
};

}  // namespace abide::events
