// Names that are not written as the language's names are.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

struct NameForm {
  char separator;
  const char* (*match)(const char*, const char*);
  const char* description;
};

bool IsForeign(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// Letters of any script and what people put between them.
bool BelongsToAnyName(char c) {
  return IsWordCharacter(c) || IsForeign(c) || c == '-' || c == '.' || c == '/';
}

std::string_view NameRun(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), BelongsToAnyName);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// `myList`, `My-List` as `my_list`, or with another separator between the words.
std::string Rewritten(std::string_view name, char separator) {
  std::string better;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool ends_word = !better.empty() && better.back() != separator && better.back() != '.';
    if (c == '.' && separator == '-') {
      better += c;
    } else if (!IsWordCharacter(c) || c == '_') {
      if (ends_word) better += separator;
    } else {
      if (IsUpper(c) && ends_word && !IsUpper(name[at - 1])) better += separator;
      better += IsUpper(c) ? static_cast<char>(c | 0x20) : c;
    }
  }
  while (!better.empty() && better.back() == separator) better.pop_back();
  return better;
}

// The error stands at the token that can't stand; the name may begin before it.
diagnostics::Diagnostic BadName(const Stop& stop, std::string_view whole, const NameForm& form) {
  const auto read = static_cast<std::size_t>(stop.rest().data() - whole.data());
  auto diagnostic = stop.At(whole.substr(read), Code::kBadName, {Excerpt(whole), form.description});
  const std::string better = Rewritten(whole, form.separator);
  const char* const end = better.data() + better.size();
  const bool is_name =
      std::none_of(whole.begin(), whole.end(), IsForeign) && form.match(better.data(), end) == end;
  if (is_name) diagnostic.WithFix(stop.SpanOf(whole), better);
  return diagnostic;
}

constexpr NameForm kSnake = {'_', MatchVariable, "written in small letters, digits and `_`"};
constexpr NameForm kClause = {'-', MatchClause,
                              "written in small letters and digits, with `-` between words"};
constexpr NameForm kPolicy = {'-', MatchPolicy,
                              "written in small letters and digits, with `-` or `.` between words"};

bool ExpectsSnake(const Stop& stop) {
  constexpr std::array<std::string_view, 12> kLabels = {"a name",
                                                        "the name of an event",
                                                        "a variable",
                                                        "a field",
                                                        "a function",
                                                        "a value",
                                                        "a condition",
                                                        "an expression",
                                                        "a list",
                                                        "artifacts",
                                                        "a path such as `.items`",
                                                        "a bound such as `100`"};
  return std::any_of(kLabels.begin(), kLabels.end(),
                     [&](std::string_view label) { return stop.ExpectsLabel(label); });
}
}  // namespace

Explanation ExplainBadName(const Stop& stop) {
  const std::string_view found = stop.found();
  if (found.empty()) return std::nullopt;
  const bool is_word = IsWordCharacter(found[0]) || IsForeign(found[0]);
  const std::string_view run = NameRun(stop.rest());
  if (is_word && stop.ExpectsLabel("a clause's id such as `no-resale`")) {
    return BadName(stop, run, kClause);
  }
  if (is_word && stop.ExpectsLabel("a policy's id such as `acme.terms-of-use`")) {
    return BadName(stop, run, kPolicy);
  }
  if (stop.ExpectsLabel("a clause's full id such as `acme.terms-of-use/no-resale`") && is_word) {
    return stop.At(run, Code::kBadName, {Excerpt(run), "a policy's id, `/` and a clause's id"});
  }
  const bool has_foreign_letter =
      std::any_of(found.begin(), found.end(), [](char c) { return IsUpper(c) || IsForeign(c); });
  if (ExpectsSnake(stop) && is_word && !IsDigit(found[0]) && has_foreign_letter) {
    return BadName(stop, found, kSnake);
  }
  // `my-list`, of which the parser has read the first word.
  const std::string_view before = stop.Back(1);
  const bool goes_on = !before.empty() && before.data() + before.size() == found.data() &&
                       MatchVariable(before.data(), found.data()) == found.data();
  if (!goes_on || (found != "-" && !IsForeign(found[0]))) return std::nullopt;
  const std::string_view whole = NameRun({before.data(), before.size() + stop.rest().size()});
  if (whole.size() <= before.size() + 1) return std::nullopt;
  return BadName(stop, whole, kSnake);
}

}  // namespace abide::syntax
