#include "testimony/mapping.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "values/text.h"

namespace abide::testimony {

using Kind = Value::Kind;
using events::PathStep;
using events::RawFunction;
using values::Decimal;

namespace {

// Elements that the loops of one record may go over.
constexpr std::uint64_t kMostElements = 1 << 20;

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Value TimeOfTicks(const Value& ticks) {
  constexpr std::int64_t kTicksTo1970 = 621'355'968'000'000'000;
  std::optional<Decimal> number;
  if (ticks.kind() == Kind::kNumber) number = ticks.number();
  if (ticks.kind() == Kind::kText) number = Decimal::Parse(ticks.text());
  const auto count = number ? number->ToInteger() : std::nullopt;
  if (!count || *count < 0) return {};
  const std::int64_t since = *count - kTicksTo1970;
  if (since > INT64_MAX / 100 || since < -(INT64_MAX / 100)) return {};
  return Value::Of(values::Instant{since * 100});
}

// Both alphabets, with padding or without.
Value DecodedBase64(std::string_view text, values::Arena& arena) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  while (plain.ends_with('=')) plain.pop_back();
  if (plain.find_first_of(" \t\r\n\v\f.=") != std::string::npos) return {};
  if (plain.size() % 4 == 1) return {};
  // What stands behind the last whole byte does not count.
  std::string decoded;
  while (plain.size() % 4 != 0) plain += 'A';
  if (!absl::Base64Unescape(plain, &decoded)) return {};
  std::size_t length = text.find_last_not_of('=');
  length = length == std::string_view::npos ? 0 : length + 1;
  decoded.resize(length * 3 / 4);
  return values::IsUtf8(decoded) ? Value::Of(arena.Copy(decoded)) : Value();
}

class Mapper : private Host {
 public:
  Mapper(const events::EventSchema& schema, const events::SourceMap& source, const Value& record,
         bool is_row, values::Arena& arena)
      : schema_(schema),
        source_(source),
        record_(record),
        is_row_(is_row),
        arena_(arena),
        evaluator_(*this, arena) {}

  Mapped Map() {
    for (const events::SourceMapping& mapping : source_.mappings) {
      if (MakeAll(mapping, 0, Scope())) continue;
      made_.events.clear();
      break;
    }
    return std::move(made_);
  }

 private:
  bool MakeAll(const events::SourceMapping& mapping, std::size_t depth, const Scope& scope) {
    if (depth == mapping.loops.size()) {
      if (evaluator_.Holds(mapping.when, scope) != Truth::kTrue) return true;
      made_.taken = true;
      return MakeOne(mapping, scope);
    }
    const events::SourceMapping::Loop& loop = mapping.loops[depth];
    const Value list = evaluator_.Worth(*loop.list, scope);
    if (list.kind() != Kind::kList) return true;
    for (const Value& element : list.elements()) {
      if (++elements_ > kMostElements) {
        made_.fault = "its loops have too many elements";
        return false;
      }
      if (!MakeAll(mapping, depth + 1, Scope(scope, loop.variable, element))) return false;
    }
    return true;
  }

  bool MakeOne(const events::SourceMapping& mapping, const Scope& scope) {
    const events::EventType& type = schema_.Type(mapping.kind);
    const std::span<Value> fields = arena_.Values(type.fields.size());
    misfits_.clear();
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = ReadField(mapping, i, scope);
    Value& time = fields[static_cast<std::size_t>(events::kTimeField)];
    if (time.kind() == Kind::kText) time = OrAbsent(values::ParseInstant(time.text()));
    if (time.kind() != Kind::kInstant) {
      made_.fault = "it has no time that can be read";
      // Other elements of the record stand.
      return !mapping.loops.empty();
    }
    made_.events.push_back({mapping.kind, time.instant(), fields, misfits_});
    return true;
  }

  Value ReadField(const events::SourceMapping& mapping, std::size_t field, const Scope& scope) {
    const expressions::Type& type = schema_.Type(mapping.kind).fields[field].type;
    std::vector<Value> columns;
    for (const events::SourceAssignment& assignment : mapping.assignments) {
      if (static_cast<std::size_t>(assignment.field) != field) continue;
      const Value raw = evaluator_.Worth(*assignment.value, scope);
      if (assignment.member) {
        columns.resize(type.element->members->size());
        columns[*assignment.member] = raw;
      } else if (field == static_cast<std::size_t>(events::kIdField)) {
        if (raw.kind() == Kind::kNumber) return Value::Of(arena_.Copy(raw.number().ToString()));
        return raw.kind() == Kind::kText ? raw : Value();
      } else if (field == static_cast<std::size_t>(events::kTimeField)) {
        return raw;
      } else {
        const Value fitted = Fit(raw, type, is_row_, arena_);
        if (IsMisfit(raw, fitted, type)) misfits_.push_back(field);
        return fitted;
      }
    }
    return columns.empty() ? Value() : FitColumns(columns, *type.element);
  }

  // A list for each member, all of one length.
  Value FitColumns(std::span<const Value> columns, const expressions::Type& record) {
    std::optional<std::size_t> rows;
    for (const Value& column : columns) {
      if (column.is_absent()) continue;
      if (column.kind() != Kind::kList) return {};
      if (rows && *rows != column.elements().size()) return {};
      rows = column.elements().size();
    }
    if (!rows) return {};
    const std::span<Value> records = arena_.Values(*rows);
    for (std::size_t row = 0; row < *rows; ++row) {
      const std::span<Value> members = arena_.Values(columns.size());
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (columns[i].is_absent()) continue;
        members[i] = Fit(columns[i].elements()[row], (*record.members)[i].type, is_row_, arena_);
      }
      records[row] = Value::RecordOf(members);
    }
    return Value::ListOf(records);
  }

  // --- What expressions ask of the raw record
  // ------------------------------------------------------

  Value Answer(expressions::AskId ask, std::span<const Value> arguments, const Scope&) override {
    const events::SourceAsk& asked = source_.asks[static_cast<std::size_t>(ask)];
    if (const auto* path = std::get_if<events::ReadPath>(&asked)) {
      return Follow(path->steps, path->from_argument ? arguments[0] : record_);
    }
    if (const auto* function = std::get_if<RawFunction>(&asked)) {
      return CallRaw(*function, arguments[0]);
    }
    if (const auto* known = std::get_if<events::Known>(&asked)) {
      if (arguments[0].kind() != Kind::kText) return arguments[0];
      const std::string_view text = arguments[0].text();
      const bool is_word =
          std::find(known->words.begin(), known->words.end(), text) != known->words.end();
      return IsBlank(text) || is_word ? Value() : arguments[0];
    }
    if (arguments[0].kind() != Kind::kList) return {};
    for (const Value& pair : arguments[0].elements()) {
      const Value key = MemberOf(pair, "key");
      if (key.kind() == Kind::kText && key.text() == std::get<events::Attribute>(asked).key) {
        return Unwrapped(MemberOf(pair, "value"));
      }
    }
    return {};
  }

  Value Follow(std::span<const PathStep> steps, const Value& start) {
    Value at = start;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].kind == PathStep::Kind::kKey) {
        at = MemberOf(at, steps[i].key);
      } else if (at.kind() != Kind::kList) {
        return {};
      } else if (steps[i].kind == PathStep::Kind::kIndex) {
        at = steps[i].index < at.elements().size() ? at.elements()[steps[i].index] : Value();
      } else {
        std::vector<Value> found;
        CollectAll(steps.subspan(i + 1), at, found);
        return ListOf(found, arena_);
      }
    }
    return at;
  }

  // `[*]`: what the rest of the path finds in each element, made flat.
  void CollectAll(std::span<const PathStep> rest, const Value& list, std::vector<Value>& found) {
    if (list.kind() != Kind::kList) {
      found.emplace_back();
      return;
    }
    const auto star = std::find_if(rest.begin(), rest.end(), [](const PathStep& step) {
      return step.kind == PathStep::Kind::kAll;
    });
    for (const Value& element : list.elements()) {
      const Value reached = Follow({rest.begin(), star}, element);
      if (star == rest.end()) {
        found.push_back(reached);
      } else {
        CollectAll({star + 1, rest.end()}, reached, found);
      }
    }
  }

  Value CallRaw(RawFunction function, const Value& argument) {
    switch (function) {
      case RawFunction::kJson: {
        if (argument.kind() == Kind::kRecord || argument.kind() == Kind::kList) return argument;
        if (argument.kind() != Kind::kText) return {};
        std::string fault;
        return ReadJson(argument.text(), arena_, fault).value_or(Value());
      }
      case RawFunction::kBase64:
        return argument.kind() == Kind::kText ? DecodedBase64(argument.text(), arena_) : Value();
      case RawFunction::kDotnetTicks:
        return TimeOfTicks(argument);
      case RawFunction::kEntries:
        break;
    }
    if (argument.kind() != Kind::kRecord) return {};
    const std::span<const Value> members = argument.members();
    const std::span<Value> entries = arena_.Values(members.size() / 2);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::span<Value> entry = arena_.Values(4);
      entry[0] = Value::Of("key");
      entry[1] = members[2 * i];
      entry[2] = Value::Of("value");
      entry[3] = members[2 * i + 1];
      entries[i] = Value::RecordOf(entry);
    }
    return Value::ListOf(entries);
  }

  // OTLP puts the type's name around a value.
  Value Unwrapped(const Value& wrapped) {
    if (wrapped.kind() != Kind::kRecord || wrapped.members().size() != 2) return wrapped;
    const std::string_view name = wrapped.members()[0].text();
    const Value& value = wrapped.members()[1];
    if (name == "stringValue" || name == "boolValue" || name == "bytesValue") return value;
    if (name == "intValue" || name == "doubleValue") {
      return value.kind() == Kind::kText ? OrAbsent(Decimal::Parse(value.text())) : value;
    }
    if (name == "kvlistValue") return MemberOf(value, "values");
    if (name != "arrayValue") return wrapped;
    const Value elements = MemberOf(value, "values");
    if (elements.kind() != Kind::kList) return {};
    std::vector<Value> plain;
    for (const Value& element : elements.elements()) plain.push_back(Unwrapped(element));
    return ListOf(plain, arena_);
  }

  const events::EventSchema& schema_;
  const events::SourceMap& source_;
  const Value& record_;
  bool is_row_;
  values::Arena& arena_;
  Evaluator evaluator_;
  Mapped made_;
  std::uint64_t elements_ = 0;
  std::vector<std::size_t> misfits_;  // of the event that is made
};

}  // namespace

Mapped MapRecord(const events::EventSchema& schema, const events::SourceMap& source,
                 const Value& record, bool is_row, values::Arena& arena) {
  return Mapper(schema, source, record, is_row, arena).Map();
}

}  // namespace abide::testimony
