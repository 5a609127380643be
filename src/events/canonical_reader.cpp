// Canonical records: `event` names the kind, every other key is a field.
//
// The walk over the keys notes where the wanted values of any kind stand; the kind may come last.
// Then the values of the record's own kind are read, and no others.

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "events/raw_value.h"
#include "events/record_reader.h"
#include "events/time_text.h"
#include "events/typed_reader.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using values::Value;

// How a field of a kind is read.
struct WantedField {
  std::uint32_t node;  // of the trie
  FieldIndex index;
  const FieldType* type;
  FieldName name;
  TypedReader reader;
};

struct WantedKind {
  EventKind kind;
  const EventType* type;
  bool handed_out;
  std::uint32_t time_node;
  std::uint32_t id_node;
  std::vector<WantedField> fields;  // but time and id
};

class CanonicalReader final : public RecordReader {
 public:
  CanonicalReader(const ReaderOptions& options, FieldNames names)
      : options_(options), names_(names), event_node_(AddEvent()), keys_(MakeTrie()) {}

  bool Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
            std::vector<Event>& events) override;

 private:
  std::uint32_t AddEvent() {
    const std::string key = "event";
    return trie_.Add({&key, 1});
  }
  KeyTrie MakeTrie();
  std::vector<std::string> PathOf(const FieldType& field) const {
    return names_ == FieldNames::kNested ? field.path : std::vector{field.name};
  }
  // Nothing, and reported or counted, if the record is no event of a kind that is known.
  bool FindKind(const Tokens& line, ReadContext& context, LogSummary& summary, WantedKind*& kind);
  bool ReadTime(const Tokens& line, const WantedKind& kind, ReadContext& context,
                std::optional<values::Instant>& time);
  bool ReadId(const Tokens& line, const WantedKind& kind, ReadContext& context, Value& id);
  bool ReadFields(const Tokens& line, WantedKind& kind, ReadContext& context,
                  std::span<Value> fields);
  void ReportAbsent(const Tokens& line, const WantedKind& kind, const WantedField& field,
                    ReadContext& context);
  Tokens At(const Tokens& line, std::uint32_t node) const {
    return {line.text, keys_.Find(node), line.limit};
  }

  const ReaderOptions& options_;
  FieldNames names_;
  KeyTrie trie_;
  std::vector<WantedKind> kinds_;  // by EventKind
  absl::flat_hash_map<std::string, std::size_t> kind_by_name_;
  std::uint32_t event_node_;
  ObjectReader keys_;
  std::size_t last_kind_ = 0;

  // Of the record that is being read.
  const char* begin_ = nullptr;
  std::vector<std::uint32_t> no_objects_;  // nodes with fields below them that were reported
};

KeyTrie CanonicalReader::MakeTrie() {
  const FieldSelection& selection = options_.selection;
  const auto& types = options_.schema->types();
  for (std::size_t i = 0; i < types.size(); ++i) {
    const EventType& type = types[i];
    const auto kind = static_cast<EventKind>(i);
    WantedKind wanted{kind,
                      &type,
                      !options_.wanted_only || selection.Wants(kind),
                      trie_.Add(type.fields[0].path),
                      trie_.Add(type.fields[1].path),
                      {}};
    for (std::size_t field = 2; field < type.fields.size(); ++field) {
      const auto index = static_cast<FieldIndex>(field);
      if (!wanted.handed_out || !selection.Holds(kind, index)) continue;
      const FieldType& declared = type.fields[field];
      wanted.fields.push_back({trie_.Add(PathOf(declared)),
                               index,
                               &declared,
                               {type.name, declared.name},
                               TypedReader(declared.type)});
    }
    kind_by_name_.emplace(type.name, i);
    kinds_.push_back(std::move(wanted));
  }
  return std::move(trie_);
}

bool CanonicalReader::FindKind(const Tokens& line, ReadContext& context, LogSummary& summary,
                               WantedKind*& kind) {
  kind = nullptr;
  if (keys_.Find(event_node_) == nullptr) {
    return context.GiveUp(Code::kNoEventName, begin_, "it has no key `event`");
  }
  const Tokens at = At(line, event_node_);
  const std::string_view raw = at.Scalar();
  if (raw.front() != '"') {
    if (raw.front() != '{' && raw.front() != '[' && !CheckScalar(at, context)) return false;
    const std::string seen = "`event` is " + std::string(NameOfValue(raw.front()));
    return context.GiveUp(Code::kNoEventName, raw.data(), seen);
  }
  const std::optional<std::string_view> name = ReadString(raw, context.arena);
  if (!name) return context.GiveUp(Code::kLineNotJson, raw.data(), "a text has a bad escape");
  if (last_kind_ < kinds_.size() && kinds_[last_kind_].type->name == *name) {
    kind = &kinds_[last_kind_];
    return true;
  }
  const auto found = kind_by_name_.find(AbslView(*name));
  if (found == kind_by_name_.end()) {
    ++summary.unknown_events;
    const Line& record = context.reporter.line();
    summary.undeclared.Count(*name, record.number, record.offset);
    return true;
  }
  last_kind_ = found->second;
  kind = &kinds_[last_kind_];
  return true;
}

bool CanonicalReader::ReadTime(const Tokens& line, const WantedKind& kind, ReadContext& context,
                               std::optional<values::Instant>& time) {
  if (keys_.Find(kind.time_node) == nullptr) {
    return context.GiveUp(Code::kNoTime, begin_, kind.type->name);
  }
  const Tokens at = At(line, kind.time_node);
  const std::string_view raw = at.Scalar();
  if (raw == "null") return context.GiveUp(Code::kNoTime, raw.data(), kind.type->name);
  if (raw.front() != '"') {
    if (raw.front() != '{' && raw.front() != '[' && !CheckScalar(at, context)) return false;
    return context.GiveUp(Code::kTimeUnreadable, raw.data(), NameOfValue(raw.front()),
                          kExpectedTime);
  }
  const std::optional<std::string_view> text = ReadString(raw, context.arena);
  if (!text) return context.GiveUp(Code::kLineNotJson, raw.data(), "a text has a bad escape");
  time = values::ParseInstant(*text);
  if (time) return true;
  return context.GiveUp(Code::kTimeUnreadable, raw.data(), Ticked(*text), ExpectedInsteadOf(*text));
}

// An id may be a number in the log; it is a name all the same.
bool CanonicalReader::ReadId(const Tokens& line, const WantedKind& kind, ReadContext& context,
                             Value& id) {
  if (keys_.Find(kind.id_node) == nullptr) return true;
  const Tokens at = At(line, kind.id_node);
  const std::string_view raw = at.Scalar();
  const bool is_scalar = raw.front() != '{' && raw.front() != '[';
  if (is_scalar && !CheckScalar(at, context)) return false;
  if (!is_scalar || raw == "true" || raw == "false") {
    context.reporter.Add(Code::kFieldType, raw.data(),
                         {"id", kind.type->name, NameOfValue(raw.front()), "string"});
  } else if (raw.front() == '"') {
    id = Value::Of(*ReadString(raw, context.arena));
  } else if (raw != "null") {
    id = Value::Of(raw);
  }
  return true;
}

void CanonicalReader::ReportAbsent(const Tokens& line, const WantedKind& kind,
                                   const WantedField& field, ReadContext& context) {
  // On the way to the field may stand something that is no object.
  for (std::uint32_t node = keys_.trie().Parent(field.node); node != 0;
       node = keys_.trie().Parent(node)) {
    if (keys_.Find(node) == nullptr) continue;
    const char* const place = At(line, node).place();
    if (*place == '{' || *place == 'n') break;
    if (std::find(no_objects_.begin(), no_objects_.end(), node) != no_objects_.end()) return;
    no_objects_.push_back(node);
    return context.reporter.Add(
        Code::kFieldType, place,
        {keys_.trie().NameOf(node), kind.type->name, NameOfValue(*place), "an object"});
  }
  if (field.type->optional) return;
  context.reporter.Add(Code::kFieldAbsent, begin_, {field.type->name, kind.type->name});
}

bool CanonicalReader::ReadFields(const Tokens& line, WantedKind& kind, ReadContext& context,
                                 std::span<Value> fields) {
  no_objects_.clear();
  for (WantedField& field : kind.fields) {
    Value& value = fields[static_cast<std::size_t>(field.index)];
    if (keys_.Find(field.node) != nullptr) {
      Tokens at = At(line, field.node);
      if (!field.reader.Read(at, field.name, context, value)) return false;
      // What could not be read has been reported.
      if (!value.is_absent() || At(line, field.node).Scalar() != "null") continue;
    }
    ReportAbsent(line, kind, field, context);
  }
  return true;
}

bool CanonicalReader::Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
                           std::vector<Event>& events) {
  begin_ = tokens.place();
  if (!keys_.Read(tokens, context)) return false;
  if (!tokens.done()) return context.NotJson(tokens, "expected the record's end");
  WantedKind* kind = nullptr;
  if (!FindKind(tokens, context, summary, kind)) return false;
  if (kind == nullptr) return true;
  std::optional<values::Instant> time;
  if (!ReadTime(tokens, *kind, context, time)) return false;
  if (IsLater(*time, options_, summary)) return true;
  if (!kind->handed_out) {
    CountEvent(*time, summary);
    ++summary.unwanted;
    return true;
  }
  const std::span<Value> fields = context.arena.Values(kind->type->fields.size());
  fields[static_cast<std::size_t>(kTimeField)] = Value::Of(*time);
  Value& id = fields[static_cast<std::size_t>(kIdField)];
  if (!ReadId(tokens, *kind, context, id) || !ReadFields(tokens, *kind, context, fields)) {
    return false;
  }
  CountEvent(*time, summary);
  events.push_back({kind->kind, *time, {}, fields});
  return true;
}

}  // namespace

std::unique_ptr<RecordReader> MakeCanonicalReader(const ReaderOptions& options, FieldNames names) {
  return std::make_unique<CanonicalReader>(options, names);
}

}  // namespace abide::events
