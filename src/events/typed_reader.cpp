#include "events/typed_reader.h"

#include <algorithm>
#include <optional>

#include "diagnostics/assert.h"
#include "events/list_reader.h"
#include "events/raw_value.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using expressions::Type;
using values::Decimal;
using values::Value;
using Kind = Value::Kind;

// Makes the value where it stands: copying one that was just made in parts waits for its parts.
template <typename Content>
void Put(const Content& content, Value& value) {
  ::new (static_cast<void*>(&value)) Value(Value::Of(content));
}

bool WantsText(Type::Kind kind) {
  switch (kind) {
    case Type::Kind::kNumber:
    case Type::Kind::kBoolean:
    case Type::Kind::kList:
    case Type::Kind::kRecord:
      return false;
    default:
      return true;
  }
}

std::string SeenText(std::string_view text) { return "the text " + Ticked(text); }

// As NameOfValue, of a value.
std::string SeenValue(const Value& value) {
  switch (value.kind()) {
    case Kind::kRecord:
      return "an object";
    case Kind::kList:
      return "a list";
    case Kind::kText:
      return SeenText(value.text());
    case Kind::kBoolean:
      return "a boolean";
    case Kind::kInstant:
      return "a time";
    case Kind::kDuration:
      return "a duration";
    case Kind::kAbsent:
      return "null";
    default:
      return "a number";
  }
}

}  // namespace

struct TypedReader::Record {
  ObjectReader keys;
  std::vector<std::uint32_t> nodes;  // of each member
  std::vector<TypedReader> members;
};

TypedReader::TypedReader(const Type& type) : type_(&type) {
  if (type.kind == Type::Kind::kList && type.element) {
    element_ = std::make_unique<TypedReader>(*type.element);
  }
  if (type.kind == Type::Kind::kRecord && type.members) {
    KeyTrie trie;
    std::vector<std::uint32_t> nodes;
    std::vector<TypedReader> members;
    for (const expressions::Member& member : *type.members) {
      nodes.push_back(trie.Add(member.path));
      members.emplace_back(member.type);
    }
    record_ = std::make_unique<Record>(
        Record{ObjectReader(std::move(trie)), std::move(nodes), std::move(members)});
  }
}

TypedReader::~TypedReader() = default;
TypedReader::TypedReader(TypedReader&&) noexcept = default;

Value TypedReader::Wrong(std::string_view seen, const FieldName& name, const char* at,
                         ReadContext& context) const {
  context.reporter.Add(Code::kFieldType, at,
                       {name.field, name.event, seen, expressions::ToString(*type_)});
  return {};
}

void TypedReader::ReportAbsent(std::size_t member, const FieldName& name, const char* at,
                               ReadContext& context) const {
  const expressions::Member& declared = (*type_->members)[member];
  if (declared.optional) return;
  const std::string path = std::string(name.field) + "[]." + declared.name;
  context.reporter.Add(Code::kFieldAbsent, at, {path, name.event});
}

Value TypedReader::FromText(std::string_view text, const FieldName& name, const char* at,
                            ReadContext& context) const {
  switch (type_->kind) {
    case Type::Kind::kTime:
      if (const auto instant = values::ParseInstant(text)) return Value::Of(*instant);
      return Wrong(SeenText(text), name, at, context);
    case Type::Kind::kDuration:
      if (const auto duration = values::ParseDuration(text)) return Value::Of(*duration);
      return Wrong(SeenText(text), name, at, context);
    case Type::Kind::kOneOf: {
      const auto& words = type_->one_of;
      if (std::find(words.begin(), words.end(), text) != words.end()) return Value::Of(text);
      return Wrong(SeenText(text), name, at, context);
    }
    default:
      return Value::Of(text);
  }
}

Value TypedReader::FromCell(std::string_view text, const FieldName& name, const char* at,
                            ReadContext& context) const {
  if (type_->kind == Type::Kind::kBoolean && (text == "true" || text == "false")) {
    return Value::Of(text == "true");
  }
  Decimal number;
  const NumberFault fault = type_->kind == Type::Kind::kNumber && !text.empty()
                                ? ReadNumber(text, number)
                                : NumberFault::kGrammar;
  if (fault == NumberFault::kNone) return Value::Of(number);
  if (fault == NumberFault::kGrammar) return Wrong(SeenText(text), name, at, context);
  context.reporter.Add(Code::kFieldOutOfRange, at, {name.field, name.event, text});
  return {};
}

bool TypedReader::Read(Tokens& tokens, const FieldName& name, ReadContext& context, Value& value) {
  if (tokens.done()) return context.NotJson(tokens, "expected a value");
  switch (tokens.peek()) {
    case '[':
      if (element_) return ReadList(tokens, name, context, value);
      break;
    case '{':
      if (record_) return ReadRecord(tokens, name, context, value);
      break;
    default:
      return ReadScalar(tokens, name, context, value);
  }
  const char* const at = tokens.place();
  value = Wrong(NameOfValue(*at), name, at, context);
  return SkipValue(tokens) || context.NotJson(tokens, "expected a value");
}

bool TypedReader::ReadScalar(Tokens& tokens, const FieldName& name, ReadContext& context,
                             Value& value) {
  const std::string_view raw = tokens.Scalar();
  if (raw.front() == '"' && WantsText(type_->kind)) {
    const std::optional<std::string_view> text = ReadString(raw, context.arena);
    if (!text) return context.GiveUp(Code::kLineNotJson, raw.data(), "a text has a bad escape");
    if (type_->kind == Type::Kind::kString || type_->kind == Type::Kind::kArtifact) {
      Put(*text, value);
    } else {
      value = FromText(*text, name, raw.data(), context);
    }
  } else if (raw == "null") {
    value = Value();
  } else if (type_->kind == Type::Kind::kBoolean && (raw == "true" || raw == "false")) {
    Put(raw == "true", value);
  } else if (type_->kind == Type::Kind::kNumber && raw.front() != '"') {
    Decimal number;
    const NumberFault fault = ReadNumber(raw, number);
    if (fault == NumberFault::kNone) Put(number, value);
    if (fault == NumberFault::kRange) {
      context.reporter.Add(Code::kFieldOutOfRange, raw.data(), {name.field, name.event, raw});
      value = Value();
    }
    if (fault == NumberFault::kGrammar) {
      if (!CheckScalar(tokens, context)) return false;
      value = Wrong(NameOfValue(raw.front()), name, raw.data(), context);
    }
  } else {
    if (!CheckScalar(tokens, context)) return false;
    const bool is_text = raw.front() == '"';
    if (is_text && context.is_row) {
      value = FromCell(*ReadString(raw, context.arena), name, raw.data(), context);
      ++tokens.at;
      return true;
    }
    value = Wrong(is_text ? SeenText(raw.substr(1, raw.size() - 2)) : NameOfValue(raw.front()),
                  name, raw.data(), context);
  }
  ++tokens.at;
  return true;
}

bool TypedReader::ReadList(Tokens& tokens, const FieldName& name, ReadContext& context,
                           Value& value) {
  open_.clear();
  const bool is_whole = ReadElements(tokens, context, [&] {
    Value element;
    if (!element_->Read(tokens, name, context, element)) return false;
    open_.push_back(element);
    return true;
  });
  if (!is_whole) return false;
  const std::span<Value> elements = context.arena.Values(open_.size());
  std::copy(open_.begin(), open_.end(), elements.begin());
  value = Value::ListOf(elements);
  return true;
}

bool TypedReader::ReadRecord(Tokens& tokens, const FieldName& name, ReadContext& context,
                             Value& value) {
  const char* const begin = tokens.place();
  if (!record_->keys.Read(tokens, context)) return false;
  const std::span<Value> members = context.arena.Values(record_->members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    Tokens member = tokens;
    member.at = record_->keys.Find(record_->nodes[i]);
    const bool is_there = member.at != nullptr && member.Scalar() != "null";
    if (!is_there) ReportAbsent(i, name, begin, context);
    if (member.at == nullptr) continue;
    if (!record_->members[i].Read(member, name, context, members[i])) return false;
  }
  value = Value::RecordOf(members);
  return true;
}

Value TypedReader::Fit(const Value& raw, const FieldName& name, const char* at,
                       ReadContext& context) const {
  if (raw.is_absent()) return raw;
  switch (raw.kind()) {
    case Kind::kText:
      if (WantsText(type_->kind)) return FromText(raw.text(), name, at, context);
      if (context.is_row) return FromCell(raw.text(), name, at, context);
      break;
    case Kind::kNumber:
      if (type_->kind == Type::Kind::kNumber) return raw;
      break;
    case Kind::kBoolean:
      if (type_->kind == Type::Kind::kBoolean) return raw;
      break;
    case Kind::kInstant:
      if (type_->kind == Type::Kind::kTime) return raw;
      break;
    case Kind::kDuration:
      if (type_->kind == Type::Kind::kDuration) return raw;
      break;
    case Kind::kList: {
      if (!element_) break;
      const std::span<Value> fitted = context.arena.Values(raw.elements().size());
      std::transform(raw.elements().begin(), raw.elements().end(), fitted.begin(),
                     [&](const Value& each) { return element_->Fit(each, name, at, context); });
      return Value::ListOf(fitted);
    }
    default:
      break;
  }
  return Wrong(SeenValue(raw), name, at, context);
}

Value TypedReader::FitColumns(std::span<const Value> columns, const FieldName& name, const char* at,
                              ReadContext& context) const {
  ABIDE_ASSERT(element_ && element_->record_, "columns fill a list of records");
  std::optional<std::size_t> rows;
  for (const Value& column : columns) {
    if (column.is_absent()) continue;
    const bool is_list = column.kind() == Kind::kList;
    if (!is_list || (rows && *rows != column.elements().size())) {
      context.reporter.Add(Code::kColumnsDiffer, at, {name.field, name.event});
      return {};
    }
    rows = column.elements().size();
  }
  if (!rows) return {};
  const std::vector<TypedReader>& members = element_->record_->members;
  const std::span<Value> records = context.arena.Values(*rows);
  for (std::size_t row = 0; row < *rows; ++row) {
    const std::span<Value> cells = context.arena.Values(members.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!columns[i].is_absent()) {
        cells[i] = members[i].Fit(columns[i].elements()[row], name, at, context);
      }
      if (columns[i].is_absent() || columns[i].elements()[row].is_absent()) {
        element_->ReportAbsent(i, name, at, context);
      }
    }
    records[row] = Value::RecordOf(cells);
  }
  return Value::ListOf(records);
}

}  // namespace abide::events
