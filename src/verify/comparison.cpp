#include "verify/comparison.h"

#include <algorithm>

#include "diagnostics/printable.h"

namespace abide::verify {
namespace {

constexpr std::size_t kMostShown = 60;

std::string_view LastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

std::string Shown(const Json& value) {
  if (value.is_array() || value.is_object()) {
    return (value.is_array() ? "a list of " : "an object of ") + std::to_string(value.size());
  }
  const std::string text = value.is_string()
                               ? value.get<std::string>()
                               : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return '`' + diagnostics::Excerpt(diagnostics::Printable(text), kMostShown) + '`';
}

std::string CountText(std::uint64_t number, const char* noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

std::optional<std::uint64_t> NumberIn(const Json& object, const char* name) {
  const Json& member = MemberOr(object, name);
  if (!member.is_number_integer()) return std::nullopt;
  if (!member.is_number_unsigned() && member.get<std::int64_t>() < 0) return std::nullopt;
  return member.get<std::uint64_t>();
}

const Json& MemberOr(const Json& object, const char* name) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

Comparison::Comparison(const Journal& journal, const Json& logs) : journal_(journal) {
  if (!logs.is_array()) return;
  for (std::size_t i = 0; i < std::min(logs.size(), journal.logs.size()); ++i) {
    const Json& path = MemberOr(logs[i], "path");
    if (path.is_string()) logs_.emplace(path.get<std::string>(), i);
  }
}

void Comparison::AddChanged(const std::string& where, std::size_t log, std::uint64_t line) {
  const std::string& path = journal_.logs[log].path;
  claims_.push_back({State::kFalse, where + " is not the record that was judged", path, line});
}

bool Comparison::has_false() const {
  return std::any_of(claims_.begin(), claims_.end(),
                     [](const Claim& claim) { return claim.state == State::kFalse; });
}

std::optional<std::size_t> Comparison::LogNamed(const Json& name) const {
  if (!name.is_string()) return std::nullopt;
  const auto found = logs_.find(name.get_ref<const std::string&>());
  return found == logs_.end() ? std::nullopt : std::optional(found->second);
}

std::uint64_t Comparison::LineOf(std::size_t log, std::uint64_t offset) const {
  const auto& lines = journal_.logs[log].lines;
  const auto behind = std::upper_bound(lines.begin(), lines.end(), offset);
  return static_cast<std::uint64_t>(behind - lines.begin());
}

// Where a number is expected for `log`, it is that of a log which the report calls by its path.
bool Comparison::SameMember(const std::string& where, const std::string& name, const Json& expected,
                            const Json& actual) {
  if (name != "log" || !expected.is_number()) return Same(where + '.' + name, expected, actual);
  const auto log = LogNamed(actual);
  const auto number = expected.get<std::size_t>();
  if (log == number) return true;
  AddFalse(where + '.' + name,
           " is " + Shown(actual) + ", and it stands in `" + journal_.logs[number].path + '`');
  return false;
}

bool Comparison::IsSame(const Json& expected, const Json& actual) const {
  if (expected.is_array() && actual.is_array()) {
    return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(),
                      [this](const Json& a, const Json& b) { return IsSame(a, b); });
  }
  if (!expected.is_object()) return expected == actual;
  if (!actual.is_object() || actual.size() != expected.size()) return false;
  for (const auto& [name, value] : expected.items()) {
    const auto found = actual.find(name);
    if (found == actual.end()) return false;
    if (name == "log" && value.is_number()) {
      if (LogNamed(*found) != value.get<std::size_t>()) return false;
    } else if (!IsSame(value, *found)) {
      return false;
    }
  }
  return true;
}

bool Comparison::HasMembers(const std::string& where, const Json& object,
                            const std::vector<std::string>& names) {
  if (!object.is_object()) {
    AddFalse(where, " is no object");
    return false;
  }
  bool has = true;
  for (const std::string& name : names) {
    if (object.contains(name)) continue;
    AddFalse(where, " lacks `" + name + '`');
    has = false;
  }
  for (const auto& [name, value] : object.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    AddFalse(where, " has a member that does not belong there, " + Shown(name));
    has = false;
  }
  return has;
}

bool Comparison::Same(const std::string& where, const Json& expected, const Json& actual) {
  if (IsSame(expected, actual)) return true;
  if (expected.is_object() && actual.is_object()) {
    std::vector<std::string> names;
    for (const auto& [name, value] : expected.items()) names.push_back(name);
    if (!HasMembers(where, actual, names)) return false;
    for (const auto& [name, value] : expected.items()) {
      SameMember(where, name, value, actual[name]);
    }
    return false;
  }
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      Same(where + '[' + std::to_string(i) + ']', expected[i], actual[i]);
    }
    return false;
  }
  AddFalse(where, " is " + Shown(actual) + ", and it has to be " + Shown(expected));
  return false;
}

void Comparison::SamePath(const std::string& where, const std::string& given, const Json& actual) {
  if (actual == given) return;
  const bool is_text = actual.is_string();
  if (is_text && LastPart(actual.get_ref<const std::string&>()) == LastPart(given)) {
    return Add(State::kUnconfirmed,
               where + ": the folder in " + Shown(actual) + "; it was given as `" + given + '`');
  }
  AddFalse(where, " is " + Shown(actual) + ", and it was given as `" + given + '`');
}

bool Comparison::HasRecord(const std::string& where, const Json& step) {
  const auto log = LogNamed(MemberOr(step, "log"));
  const auto offset = NumberIn(step, "offset");
  const auto length = NumberIn(step, "length");
  if (!log || !offset || !length) return true;
  const std::string_view record =
      journal_.RecordAt(static_cast<std::uint32_t>(*log), *offset, *length);
  const Json& digest = MemberOr(step, "sha256");
  if (!record.empty() && (digest.is_null() || digest == Sha256Of(record))) return true;
  AddChanged(where, *log, NumberIn(step, "line").value_or(LineOf(*log, *offset)));
  return false;
}

FindingCheck CheckOf(std::size_t index, const Json& finding) {
  FindingCheck check;
  check.number = index + 1;
  const auto text = [](const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string("?");
  };
  check.fingerprint = text(finding["fingerprint"]);
  check.clause = text(finding["clause"]);
  check.verdict = text(finding["verdict"]);
  check.log = text(MemberOr(finding["event"], "log"));
  check.line = NumberIn(finding["event"], "line").value_or(0);
  return check;
}

}  // namespace abide::verify
