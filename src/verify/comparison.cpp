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

std::uint64_t CountIn(const Json& object, const char* name) {
  return object.at(name).get_ref<const Json::number_unsigned_t&>();
}

std::string TextIn(const Json& object, const char* name) {
  return object.at(name).get<std::string>();
}

const Json::array_t& ListIn(const Json& object, const char* name) {
  return object.at(name).get_ref<const Json::array_t&>();
}

std::string WithArticle(const std::string& verdict) {
  if (verdict == "breach") return "a breach";
  const bool is_vowel =
      !verdict.empty() && std::string_view("aeiou").find(verdict[0]) != std::string_view::npos;
  return (is_vowel ? "an " : "a ") + verdict + " finding";
}

std::string At(const std::string& list, std::size_t index) {
  return list + '[' + std::to_string(index) + ']';
}

Comparison::Comparison(const Journal& journal, const Json& logs) : journal_(journal) {
  if (!logs.is_array()) return;
  for (std::size_t i = 0; i < std::min(logs.size(), journal.logs.size()); ++i) {
    logs_.emplace(json::TextOr(logs[i], "path"), i);
  }
}

bool Comparison::HasFalseBehind(std::size_t claims) const {
  return std::any_of(claims_.begin() + static_cast<std::ptrdiff_t>(claims), claims_.end(),
                     [](const Claim& claim) { return claim.state == State::kFalse; });
}

std::optional<std::size_t> Comparison::LogNamed(const Json& name) const {
  if (!name.is_string()) return std::nullopt;
  const auto found = logs_.find(name.get_ref<const std::string&>());
  return found == logs_.end() ? std::nullopt : std::optional(found->second);
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
  const std::size_t before = claims_.size();
  if (!object.is_object()) {
    AddFalse(where, " is no object");
    return false;
  }
  for (const std::string& name : names) {
    if (!object.contains(name)) AddFalse(where, " lacks `" + name + '`');
  }
  for (const auto& [name, value] : object.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    AddFalse(where, " has a member that does not belong there, " + Shown(name));
  }
  return claims_.size() == before;
}

bool Comparison::Same(const std::string& where, const Json& expected, const Json& actual) {
  if (IsSame(expected, actual)) return true;
  if (expected.is_object() && actual.is_object()) {
    std::vector<std::string> names;
    for (const auto& [name, value] : expected.items()) names.push_back(name);
    if (!HasMembers(where, actual, names)) return false;
    const std::string dot = where + '.';
    for (const auto& [name, value] : expected.items()) {
      const Json& said = actual.at(name);
      if (name != "log" || !value.is_number()) {
        Same(dot + name, value, said);
      } else if (LogNamed(said) != value.get<std::size_t>()) {
        AddFalse(where + ".log", " is " + Shown(said) + ", and it stands in `" +
                                     journal_.logs[value.get<std::size_t>()].path + '`');
      }
    }
    return false;
  }
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      Same(At(where, i), expected[i], actual[i]);
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
  const auto log = LogNamed(step.at("log"));
  if (!log) throw WrongForm{where + ".log", " is none of the logs"};
  const std::string_view record = journal_.RecordAt(
      static_cast<std::uint32_t>(*log), CountIn(step, "offset"), CountIn(step, "length"));
  const Json& digest = json::MemberOr(step, "sha256");
  if (!record.empty() && (digest.is_null() || digest == testimony::Sha256Of(record))) return true;
  claims_.push_back({State::kFalse, where + " is not the record that was judged",
                     journal_.logs[*log].path, CountIn(step, "line")});
  return false;
}

}  // namespace abide::verify
