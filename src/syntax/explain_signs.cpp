// Signs and operators of other languages.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

struct Translation {
  std::string_view foreign;
  std::string_view ours;
  // The word or sign that must be expected for the translation to make sense; empty for none.
  std::string_view expected;
};
// Longer signs first.
constexpr std::array<Translation, 27> kSigns = {{{"!~", "not matches", "matches"},
                                                 {"~=", "matches", "matches"},
                                                 {"&&", "and", ""},
                                                 {"||", "or", ""},
                                                 {"===", "==", ""},
                                                 {"!==", "!=", ""},
                                                 {"<>", "!=", ""},
                                                 {"=<", "<=", ""},
                                                 {"=>", ">=", ">="},
                                                 {"=~", "matches", ""},
                                                 {":=", "=", ""},
                                                 {"&", "and", ""},
                                                 {"|", "or", ""},
                                                 {"≤", "<=", ""},
                                                 {"≥", ">=", ""},
                                                 {"≠", "!=", ""},
                                                 {"∧", "and", ""},
                                                 {"∨", "or", ""},
                                                 {"¬", "not", ""},
                                                 {"∈", "in", ""},
                                                 {"→", "->", ""},
                                                 {"−", "-", ""},
                                                 {"–", "-", ""},
                                                 {"×", "*", ""},
                                                 {"÷", "/", ""},
                                                 {"~", "matches", "matches"},
                                                 {"??", "else", ""}}};
constexpr std::array<Translation, 19> kWords = {{{"is", "==", "=="},
                                                 {"eq", "==", "=="},
                                                 {"equals", "==", "=="},
                                                 {"isnt", "!=", "=="},
                                                 {"ne", "!=", "=="},
                                                 {"lt", "<", "=="},
                                                 {"gt", ">", "=="},
                                                 {"le", "<=", "=="},
                                                 {"ge", ">=", "=="},
                                                 {"startswith", "starts with", "starts"},
                                                 {"startsWith", "starts with", "starts"},
                                                 {"starts_with", "starts with", "starts"},
                                                 {"endswith", "ends with", "ends"},
                                                 {"endsWith", "ends with", "ends"},
                                                 {"ends_with", "ends with", "ends"},
                                                 {"includes", "contains", "contains"},
                                                 {"has", "contains", "contains"},
                                                 {"rlike", "matches", "matches"},
                                                 {"regexp", "matches", "matches"}}};

bool IsExpected(const Stop& stop, std::string_view token) {
  return token.empty() || stop.ExpectsSign(token) || stop.ExpectsWord(token);
}

// Whether the parser has just read `sign`, with nothing behind it.
bool ReadBefore(const Stop& stop, std::string_view sign) {
  return stop.Back(1) == sign && stop.Back(1).data() + sign.size() == stop.rest().data();
}

// The first part of `foreign`, `read` characters long, may be behind the parser.
diagnostics::Diagnostic Translated(const Stop& stop, std::string_view foreign, std::size_t read,
                                   std::string_view ours) {
  const std::string_view whole(stop.rest().data() - read, foreign.size());
  return stop
      .At(whole.substr(read), Code::kForeignOperator, {std::string(foreign), std::string(ours)})
      .WithFix(stop.SpanOf(whole), std::string(ours));
}

// The word at the beginning of `text`, behind blanks.
std::string_view NextWord(std::string_view text) {
  const char* const end = text.data() + text.size();
  const char* const begin = SkipBlanks(text.data(), end);
  return {begin, static_cast<std::size_t>(std::find_if_not(begin, end, IsWordCharacter) - begin)};
}

// `x is in LIST`, `x is one of LIST`, `x is between 1 and 2`
Explanation ExplainIsBefore(const Stop& stop, std::string_view word) {
  const std::string_view whole(
      stop.rest().data(), static_cast<std::size_t>(word.data() + word.size() - stop.rest().data()));
  if (word == "in" || word == "matches" || word == "contains") {
    return Translated(stop, whole, 0, word);
  }
  const std::string_view of = NextWord(stop.rest().substr(whole.size()));
  if (word == "one" && of == "of") {
    const std::string_view one_of(whole.data(),
                                  static_cast<std::size_t>(of.data() + of.size() - whole.data()));
    return Translated(stop, one_of, 0, "in");
  }
  if (word != "between") return std::nullopt;
  return stop.AtFound(Code::kUnexpected, {"an operator", stop.FoundText()})
      .WithHelp("write both bounds: `x >= 1 and x <= 2`");
}

// `x is absent`, `x is not null`, `x is not 5`; `x is 5` is a matter of words.
Explanation ExplainIs(const Stop& stop) {
  constexpr std::array<std::string_view, 9> kAbsent = {
      "absent", "missing", "null", "none", "nil", "undefined", "unknown", "empty", "present"};
  if (stop.found() != "is" || !stop.ExpectsSign("==")) return std::nullopt;
  const std::string_view behind = stop.rest().substr(stop.found().size());
  std::string_view word = NextWord(behind);
  const bool is_not = word == "not";
  const std::string_view negated(
      stop.rest().data(), static_cast<std::size_t>(word.data() + word.size() - stop.rest().data()));
  if (is_not) word = NextWord(stop.rest().substr(negated.size()));
  if (std::find(kAbsent.begin(), kAbsent.end(), word) != kAbsent.end()) {
    const auto is = stop.AtFound(Code::kUnexpected, {"an operator", stop.FoundText()});
    if (word == "empty") {
      return diagnostics::Diagnostic(is).WithHelp(
          "`not has x` asks whether it is absent, `x == \"\"` whether a text and `size(x) == 0` "
          "whether a list is empty");
    }
    return diagnostics::Diagnostic(is).WithHelp(
        "absent values are asked for with `has`: `has x`, `not has x`");
  }
  if (!is_not) return ExplainIsBefore(stop, word);
  return Translated(stop, negated, 0, "!=");
}

// `x like "a%"`: the patterns of SQL, in which `%` stands for any text.
Explanation ExplainLike(const Stop& stop) {
  const std::string_view found = stop.found();
  if ((found != "like" && found != "ilike") || !stop.ExpectsWord("matches")) return std::nullopt;
  return stop.AtFound(Code::kForeignOperator, {std::string(found), "starts with"})
      .WithHelp(
          "write `starts with \"a\"` for `like \"a%\"`, `ends with` for `like \"%a\"`, `contains` "
          "for `like \"%a%\"`; other patterns are regular expressions: `matches /a.*b/`");
}

}  // namespace

Explanation ExplainAssign(const Stop& stop) {
  const bool other_sign = stop.rest().starts_with("=<") || stop.rest().starts_with("=~") ||
                          ReadBefore(stop, "==") || ReadBefore(stop, "!=");
  if (stop.found() != "=" || !stop.ExpectsSign("==") || other_sign) return std::nullopt;
  return stop.AtFound(Code::kAssignForCompare).WithFix(stop.SpanOf(stop.found()), "==");
}

Explanation ExplainOperator(const Stop& stop) {
  if (auto like = ExplainLike(stop)) return like;
  const std::string_view text = stop.rest();
  for (const Translation& one : kSigns) {
    if (text.starts_with(one.foreign) && IsExpected(stop, one.expected)) {
      return Translated(stop, one.foreign, 0, one.ours);
    }
    for (std::size_t read = 1; read < one.foreign.size(); ++read) {
      if (ReadBefore(stop, one.foreign.substr(0, read)) &&
          text.starts_with(one.foreign.substr(read))) {
        return Translated(stop, one.foreign, read, one.ours);
      }
    }
  }
  if (Explanation is = ExplainIs(stop)) return is;
  for (const Translation& one : kWords) {
    if (stop.found() == one.foreign && IsExpected(stop, one.expected)) {
      // `equals to`
      const std::string_view behind = stop.rest().substr(one.foreign.size());
      const std::string_view to = NextWord(behind);
      if (to == "to") {
        const auto size = static_cast<std::size_t>(to.data() + to.size() - stop.rest().data());
        return Translated(stop, stop.rest().substr(0, size), 0, one.ours);
      }
      return Translated(stop, one.foreign, 0, one.ours);
    }
  }
  // `event->field`
  const bool is_arrow = stop.found() == "->" && ReadBefore(stop, stop.Back(1)) &&
                        IsWordCharacter(stop.Back(1).back()) && stop.rest().size() > 2 &&
                        IsWordCharacter(stop.rest()[2]);
  if (is_arrow && stop.ExpectsWord("else")) return Translated(stop, "->", 0, ".");
  if (stop.found() == "!") {
    auto diagnostic = stop.AtFound(Code::kForeignOperator, {"!", "not"});
    return diagnostic.WithFix(stop.SpanOf(stop.found()), "not ");
  }
  return std::nullopt;
}

Explanation ExplainStraySign(const Stop& stop) {
  const char before = stop.Back(1).empty() ? ' ' : stop.Back(1).back();
  const bool behind_word = IsWordCharacter(before) || before == '"';
  if (stop.found() != ";" && !(stop.found() == ":" && behind_word)) return std::nullopt;
  if (stop.rest().starts_with("::")) return Translated(stop, "::", 0, ".");
  const bool in_index = stop.OpenBracket() == "[" && stop.Back(2) == "[";
  if (stop.found() == ":" && in_index) {
    return stop.AtFound(Code::kStraySign, {":"})
        .WithHelp("an index takes one element; a part of a text is `capture(x, /(…)/)`");
  }
  const bool is_clock = !stop.Back(1).empty() && IsDigit(stop.Back(1).front()) &&
                        stop.rest().size() > 1 && IsDigit(stop.rest()[1]);
  if (stop.found() == ":" && is_clock) {
    return stop.AtFound(Code::kStraySign, {":"})
        .WithHelp("a time of day is asked by its hour: `hour(x, \"Europe/Berlin\") >= 9`");
  }
  // `forbid use: cost > 5`
  const std::string_view next = stop.WordBehindFound();
  const bool begins_condition =
      stop.ExpectsWord("where") && !next.empty() && next != "where" && next != "within";
  if (stop.found() == ":" && begins_condition) {
    return stop.AtFound(Code::kConditionWord, {":"}).WithFix(stop.SpanOf(stop.found()), " where");
  }
  return stop.AtFound(Code::kStraySign, {std::string(stop.found())})
      .WithFix(stop.SpanOf(stop.found()), "");
}

}  // namespace abide::syntax
