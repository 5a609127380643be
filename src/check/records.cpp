#include "check/records.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/build.h"
#include "check/expressions.h"
#include "check/words.h"

namespace abide::check {
namespace {

using syntax::RecordPair;
using syntax::RecordValue;

// A place in a record: the keys that lead to it, and what stands there.
struct Leaf {
  std::vector<std::string> path;
  const RecordValue* value;
  Span key;
  std::size_t outer = 0;  // keys of the path that stand around the record
};

std::string NameOf(const std::vector<std::string>& path) { return Join(path, "."); }

// What fields, or members of a record, are called and hold.
struct Slot {
  std::vector<std::string> path;
  Type type;
  std::optional<Span> declared{};  // of a field
};

class RecordReader {
 public:
  explicit RecordReader(Context& context) : context_(context) {}

  // One value for each slot; `owner` is what has them, for messages.
  std::vector<Value> Read(const syntax::Record& record, const std::vector<Slot>& slots,
                          const std::string& owner) {
    std::vector<Value> values(slots.size());
    std::vector<bool> seen(slots.size(), false);
    for (const RecordPair& pair : record.pairs) {
      Place({PathOf(pair), &pair.value, pair.key.span, 0}, slots, owner, values, seen);
    }
    return values;
  }

 private:
  static std::vector<std::string> PathOf(const RecordPair& pair) {
    if (pair.quoted) return {pair.key.text};
    std::vector<std::string> path(1);
    for (const char c : pair.key.text) {
      if (c == '.') {
        path.emplace_back();
      } else {
        path.back() += c;
      }
    }
    return path;
  }

  void Place(const Leaf& leaf, const std::vector<Slot>& slots, const std::string& owner,
             std::vector<Value>& values, std::vector<bool>& seen) {
    bool is_prefix = false;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].path == leaf.path) {
        if (leaf.outer == 0 && slots[i].declared) {
          context_.Note(leaf.key, *slots[i].declared, NameKind::kField);
        }
        if (seen[i]) context_.Report(Code::kAssignedTwice, leaf.key, {NameOf(leaf.path)});
        seen[i] = true;
        values[i] = ValueOf(*leaf.value, slots[i].type, leaf.path);
        return;
      }
      is_prefix =
          is_prefix || (leaf.path.size() < slots[i].path.size() &&
                        std::equal(leaf.path.begin(), leaf.path.end(), slots[i].path.begin()));
    }
    const auto* inner = std::get_if<std::shared_ptr<const syntax::Record>>(&leaf.value->value);
    if (!is_prefix) return Unknown(leaf, slots, owner);
    if (std::holds_alternative<RecordValue::Null>(leaf.value->value)) return;
    if (inner == nullptr) {
      context_.Report(Code::kWrongType, leaf.value->span, {"a record", "a single value"});
      return;
    }
    for (const RecordPair& pair : (*inner)->pairs) {
      Leaf next{leaf.path, &pair.value, pair.key.span, leaf.path.size()};
      for (std::string& key : PathOf(pair)) next.path.push_back(std::move(key));
      Place(next, slots, owner, values, seen);
    }
  }

  static std::string Prefix(const Leaf& leaf) {
    return NameOf({leaf.path.begin(), leaf.path.begin() + static_cast<std::ptrdiff_t>(leaf.outer)});
  }

  void Unknown(const Leaf& leaf, const std::vector<Slot>& slots, const std::string& owner) {
    std::vector<std::string> names;
    names.reserve(slots.size());
    for (const Slot& slot : slots) names.push_back(NameOf(slot.path));
    Diagnostic& diagnostic =
        context_.Report(Code::kUnknownField, leaf.key, {owner, NameOf(leaf.path)});
    const auto near = diagnostics::NearestName(NameOf(leaf.path), names);
    const std::string around = leaf.outer == 0 ? "" : Prefix(leaf) + ".";
    if (near && near->starts_with(around)) {
      diagnostic.WithFix(leaf.key, near->substr(around.size()));
    } else {
      diagnostic.WithHelp(fmt::format("fields of `{}` are {}", owner, Enumerate(names, 12)));
    }
  }

  Value ValueOf(const RecordValue& value, const Type& type, const std::vector<std::string>& path) {
    if (std::holds_alternative<RecordValue::Null>(value.value)) return {};
    if (const auto* literal = std::get_if<syntax::Literal>(&value.value)) {
      return Scalar(*literal, type, value.span);
    }
    if (const auto* list = std::get_if<std::vector<RecordValue>>(&value.value)) {
      if (type.kind != Kind::kList) return Wrong(value.span, type, "a list");
      std::vector<Value> elements;
      for (const RecordValue& each : *list) elements.push_back(ValueOf(each, *type.element, path));
      return context_.rules.memory->Copy(Value::ListOf(elements));
    }
    const auto& record = *std::get<std::shared_ptr<const syntax::Record>>(value.value);
    if (type.kind != Kind::kRecord) return Wrong(value.span, type, "a record");
    std::vector<Slot> slots;
    for (const auto& member : *type.members) slots.push_back({member.path, member.type});
    const std::vector<Value> members = Read(record, slots, NameOf(path));
    return context_.rules.memory->Copy(Value::RecordOf(members));
  }

  // A time or duration may be written as such, or as the text that a log has.
  Value Scalar(const syntax::Literal& literal, const Type& type, Span span) {
    const Value value = std::visit([](const auto& each) { return Value::Of(each); }, literal.value);
    const bool is_text = value.kind() == Value::Kind::kText;
    switch (type.kind) {
      case Kind::kNumber:
        if (value.kind() == Value::Kind::kNumber) return value;
        break;
      case Kind::kBoolean:
        if (value.kind() == Value::Kind::kBoolean) return value;
        break;
      case Kind::kTime:
        if (value.kind() == Value::Kind::kInstant) return value;
        if (const auto time = is_text ? values::ParseInstant(value.text()) : std::nullopt) {
          return Value::Of(*time);
        }
        break;
      case Kind::kDuration:
        if (value.kind() == Value::Kind::kDuration) return value;
        if (const auto time = is_text ? values::ParseDuration(value.text()) : std::nullopt) {
          return Value::Of(*time);
        }
        break;
      default:
        if (is_text && type.is_textual()) return Text(value, type, span);
    }
    return Wrong(span, type, NameOfLiteral(literal));
  }

  Value Text(const Value& value, const Type& type, Span span) {
    const ExprPtr text = MakeConstant(context_, value, Type::Of(Kind::kString), span);
    CheckOneOf(context_, type, text, values::Case::kRespect);
    return Value::Of(context_.Keep(value.text()));
  }

  static std::string NameOfLiteral(const syntax::Literal& literal) {
    switch (literal.value.index()) {
      case 0:
        return "string";
      case 1:
        return "number";
      case 2:
        return "boolean";
      case 3:
        return "time";
      default:
        return "duration";
    }
  }

  Value Wrong(Span span, const Type& type, const std::string& found) {
    context_.Report(Code::kWrongType, span, {NameOfType(type), found});
    return {};
  }

  Context& context_;
};

}  // namespace

std::vector<Value> ReadRecord(Context& context, const syntax::Record& record, EventKind kind,
                              values::Instant time) {
  const events::EventType& type = context.rules.schema.Type(kind);
  std::vector<Slot> slots;
  for (const events::FieldType& field : type.fields) {
    slots.push_back({field.path, field.type,
                     field.span == type.span ? std::nullopt : std::optional(field.span)});
  }
  std::vector<Value> values = RecordReader(context).Read(record, slots, type.name);
  for (const RecordPair& pair : record.pairs) {
    if (pair.key.text != "time") continue;
    context.Report(Code::kTimeInRecord, pair.key.span);
  }
  values[static_cast<std::size_t>(events::kTimeField)] = Value::Of(time);
  return values;
}

}  // namespace abide::check
