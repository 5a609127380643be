#include "testimony/record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace abide::testimony {
namespace {

using Kind = Value::Kind;
using expressions::Type;
using values::Decimal;

constexpr std::size_t kMostDepth = 1000;

// nlohmann reads the grammar; numbers are taken from their text.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(values::Arena& arena) : arena_(arena) {}

  const Value& root() const { return root_; }
  const std::string& fault() const { return fault_; }
  // It gave up at a number that no double holds.
  bool is_beyond_double() const { return is_beyond_double_; }

  bool null() override { return Add({}); }
  bool boolean(bool value) override { return Add(Value::Of(value)); }
  bool number_integer(number_integer_t value) override {
    return Add(Value::Of(Decimal::FromInteger(value)));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return AddNumber(std::to_string(value));
  }
  bool number_float(number_float_t /*value*/, const string_t& text) override {
    return AddNumber(text);
  }
  bool string(string_t& value) override { return Add(Value::Of(arena_.Copy(value))); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return Open(); }
  bool start_array(std::size_t /*size*/) override { return Open(); }
  bool key(string_t& name) override { return Add(Value::Of(arena_.Copy(name))); }
  bool end_object() override {
    const std::span<const Value> members = Close();
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < members.size(); i += 2) names.push_back(members[i].text());
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end()) {
      return Fail("a key stands twice in one object");
    }
    return Add(Value::RecordOf(members));
  }
  bool end_array() override { return Add(Value::ListOf(Close())); }
  bool parse_error(std::size_t /*offset*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;
    is_beyond_double_ = error.id == kNumberOverflow;
    return Fail("it is no JSON");
  }

 private:
  bool Fail(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }
  bool AddNumber(const std::string& text) {
    return Add(OrAbsent(Decimal::Parse(text)));  // beyond the range it is absent
  }
  bool Add(const Value& value) {
    if (begins_.empty()) {
      root_ = value;
    } else {
      open_.push_back(value);
    }
    return true;
  }
  bool Open() {
    if (begins_.size() == kMostDepth) return Fail("it is nested too deep");
    begins_.push_back(open_.size());
    return true;
  }
  std::span<const Value> Close() {
    const std::size_t begin = begins_.back();
    begins_.pop_back();
    const std::span<Value> kept = arena_.Values(open_.size() - begin);
    std::copy(open_.begin() + static_cast<std::ptrdiff_t>(begin), open_.end(), kept.begin());
    open_.resize(begin);
    return kept;
  }

  values::Arena& arena_;
  Value root_;
  std::vector<Value> open_;  // of what is open, one behind the other
  std::vector<std::size_t> begins_;
  std::string fault_;
  bool is_beyond_double_ = false;
};

bool IsOfNumber(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// As JSON spells one: [-] digits, no zero in front, [. digits], [e [+|-] digits].
bool IsNumber(std::string_view text) {
  const auto skip_digits = [&text] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!skip_digits()) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!skip_digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!skip_digits()) return false;
  }
  return text.empty();
}

// With `null` for each number that is out of range: those are absent.
std::string WithoutNumbersOutOfRange(std::string_view json) {
  constexpr std::string_view kNull = "null";
  std::string text(json);
  bool is_inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') is_inside = !is_inside;
    if (is_inside && text[at] == '\\') ++at;
    if (is_inside || !IsOfNumber(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && IsOfNumber(text[end])) ++end;
    const std::string number = text.substr(at, end - at);
    if (number.size() >= kNull.size() && IsNumber(number) && !Decimal::Parse(number)) {
      text.replace(at, number.size(),
                   std::string(number.size() - kNull.size(), ' ').insert(0, kNull));
    }
    at = end - 1;
  }
  return text;
}

Value FitText(const Value& raw, const Type& type, bool is_row) {
  const std::string_view text = raw.text();
  switch (type.kind) {
    case Type::Kind::kTime:
      return OrAbsent(values::ParseInstant(text));
    case Type::Kind::kDuration:
      return OrAbsent(values::ParseDuration(text));
    case Type::Kind::kOneOf: {
      const auto& words = type.one_of;
      return std::find(words.begin(), words.end(), text) != words.end() ? raw : Value();
    }
    case Type::Kind::kBoolean:
      if (is_row && (text == "true" || text == "false")) return Value::Of(text == "true");
      return {};
    case Type::Kind::kNumber:
      if (!is_row || !IsNumber(text)) return {};
      return OrAbsent(Decimal::Parse(text));
    case Type::Kind::kList:
    case Type::Kind::kRecord:
      return {};
    default:
      return raw;
  }
}

}  // namespace

std::optional<Value> ReadJson(std::string_view text, values::Arena& arena, std::string& fault) {
  // nlohmann takes the one for the end of the text, and passes over the other in front of it; JSON
  // has neither.
  if (text.find('\0') != std::string_view::npos || text.starts_with("\xEF\xBB\xBF")) {
    fault = "it is no JSON";
    return std::nullopt;
  }
  Builder builder(arena);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.root();
  fault = builder.fault();
  if (!builder.is_beyond_double()) return std::nullopt;
  const std::string smaller = WithoutNumbersOutOfRange(text);
  Builder again(arena);
  if (nlohmann::json::sax_parse(smaller, &again)) return again.root();
  fault = again.fault();
  return std::nullopt;
}

Value MemberOf(const Value& object, std::string_view key) {
  if (object.kind() != Kind::kRecord) return {};
  const std::span<const Value> members = object.members();
  for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
    if (members[i].text() == key) return members[i + 1];
  }
  return {};
}

Value MemberOf(const Value& object, const std::vector<std::string>& path) {
  Value at = object;
  for (const std::string& key : path) at = MemberOf(at, key);
  return at;
}

std::string_view NumberIn(std::string_view json, std::string_view key) {
  std::size_t depth = 0;
  std::string_view last;  // text of the object's own
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == '"') {
      const std::size_t begin = ++at;
      while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
      last = json.substr(begin, at - begin);
    } else if (c == ':' && depth == 1 && last == key) {
      const std::size_t begin = std::min(json.find_first_not_of(": \t\r\n", at), json.size());
      std::size_t end = begin;
      while (end < json.size() && IsOfNumber(json[end])) ++end;
      const std::string_view number = json.substr(begin, end - begin);
      return IsNumber(number) ? number : std::string_view();
    }
  }
  return {};
}

Value Fit(const Value& raw, const Type& type, bool is_row, values::Arena& arena) {
  switch (raw.kind()) {
    case Kind::kAbsent:
      return raw;
    case Kind::kText:
      return FitText(raw, type, is_row);
    case Kind::kNumber:
      return type.kind == Type::Kind::kNumber ? raw : Value();
    case Kind::kBoolean:
      return type.kind == Type::Kind::kBoolean ? raw : Value();
    case Kind::kInstant:
      return type.kind == Type::Kind::kTime ? raw : Value();
    case Kind::kDuration:
      return type.kind == Type::Kind::kDuration ? raw : Value();
    case Kind::kList: {
      if (type.kind != Type::Kind::kList) return {};
      const std::span<Value> elements = arena.Values(raw.elements().size());
      for (std::size_t i = 0; i < elements.size(); ++i) {
        elements[i] = Fit(raw.elements()[i], *type.element, is_row, arena);
      }
      return Value::ListOf(elements);
    }
    case Kind::kRecord: {
      if (type.kind != Type::Kind::kRecord) return {};
      const std::span<Value> members = arena.Values(type.members->size());
      for (std::size_t i = 0; i < members.size(); ++i) {
        const expressions::Member& member = (*type.members)[i];
        members[i] = Fit(MemberOf(raw, member.path), member.type, is_row, arena);
      }
      return Value::RecordOf(members);
    }
    default:
      return {};
  }
}

bool IsMisfit(const Value& raw, const Value& fitted, const Type& type) {
  if (raw.is_absent() || fitted.is_absent()) return raw.is_absent() != fitted.is_absent();
  if (type.kind == Type::Kind::kList) {
    for (std::size_t i = 0; i < fitted.elements().size(); ++i) {
      if (IsMisfit(raw.elements()[i], fitted.elements()[i], *type.element)) return true;
    }
  }
  if (type.kind == Type::Kind::kRecord) {
    for (std::size_t i = 0; i < fitted.members().size(); ++i) {
      const expressions::Member& member = (*type.members)[i];
      if (IsMisfit(MemberOf(raw, member.path), fitted.members()[i], member.type)) return true;
    }
  }
  return false;
}

}  // namespace abide::testimony
