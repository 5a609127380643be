// What no other explanation knows: "expected this or that, found something".
//
// Many things could stand at most places, of which a reader wants to hear the few that must: behind
// a value every operator is possible, but if the sentence still lacks its `require`, that is what
// is expected.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using Kind = Wanted::Kind;

template <std::size_t kCount>
bool IsOneOf(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 28> kOperators = {
    "==",       "!=",     "<=",      ">=",      "<",      ">",    "+",
    "-",        "*",      "/",       "else",    "and",    "or",   "not",
    "in",       "derive", "derives", "matches", "starts", "ends", "contains",
    "ignoring", ".",      "as",      "network", "with",   "=>",   "?"};
constexpr std::array<std::string_view, 10> kOptional = {
    "within", "where", "per", "for", "when", "until", "valid", "replacing", "weighed", ","};

enum class Rank { kMust, kMay, kOperator };

Rank RankOf(const Wanted& wanted, bool among_operators) {
  const std::string_view text = wanted.text;
  if (wanted.kind == Kind::kLabel) {
    const bool may = text == "a variable" || text.starts_with("a part of") ||
                     text == "the end of the declaration";
    return may ? Rank::kMay : Rank::kMust;
  }
  if (IsOneOf(kOperators, text)) return Rank::kOperator;
  if (among_operators && (text == "(" || text == "[")) return Rank::kOperator;
  return IsOneOf(kOptional, text) ? Rank::kMay : Rank::kMust;
}

// What the sentence must have there, else what it may have, operators in one word.
std::vector<std::string> Alternatives(const Stop& stop) {
  const std::vector<Wanted>& expected = stop.state().expected();
  const bool among_operators = stop.ExpectsSign("==") || stop.ExpectsWord("else");
  std::vector<std::string> must;
  std::vector<std::string> may;
  bool has_operator = false;
  std::vector<std::string> operators;
  for (const Wanted& wanted : expected) {
    std::string text = wanted.text;
    if (wanted.kind != Kind::kLabel) text.insert(0, 1, '`').append(1, '`');
    switch (RankOf(wanted, among_operators)) {
      case Rank::kMust:
        must.push_back(std::move(text));
        break;
      case Rank::kMay:
        may.push_back(std::move(text));
        break;
      case Rank::kOperator:
        has_operator = true;
        operators.push_back(std::move(text));
        break;
    }
  }
  if (!must.empty()) {
    if (stop.ExpectsSign(",") && stop.OpenBracket()) must.insert(must.begin(), "`,`");
    const bool named_where = stop.ExpectsWord("where") && !stop.at_end();
    if (named_where) must.insert(must.begin(), "`where`");
    return must;
  }
  if (may.empty()) return operators;
  if (has_operator && among_operators) may.insert(may.begin(), "an operator");
  return may;
}

std::string Listed(const std::vector<std::string>& all) {
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) list += i + 1 == all.size() ? " or " : ", ";
    list += all[i];
  }
  return list;
}

// The form of the sentence to which an expected word belongs.
struct Form {
  std::string_view word;
  const char* help;
};
constexpr std::array<Form, 21> kForms = {{
    {"earlier", "write `after P for each earlier R require Q within D`"},
    {"over", "a limit reads `limit X to N over 30 days`, or `limit X to N per KEY each month`"},
    {"each", "write `each day`, `over 30 days`, or `for each earlier R`"},
    {"require", "write `before P require Q`, or `after P require Q within D`"},
    {"to", "a limit reads `limit X to N over 30 days`, or `limit X to N per KEY over 30 days`"},
    {"since", "write `with no R since`"},
    {"no", "write `with no R since`"},
    {"on", "write `starts on P at KEY` or `ends on P at KEY`"},
    {"at", "write `starts on P at KEY` or `ends on P at KEY`"},
    {"column", R"(write `list NAME from "file.csv" column "name"`)"},
    {"key", R"(write `table NAME from "file.csv" key "name"`)"},
    {"of", R"(write `sum(x of P)`, `one of "a", "b"` or `list of T`)"},
    {"by", "write `preceded by P`, or `weighed by FIELD` in a flow"},
    {"with", "write `starts with \"…\"` or `ends with \"…\"`"},
    {"case", "write `ignoring case`"},
    {"in", "write `any x in LIST: CONDITION`, `every x in LIST: CONDITION` or `for x in LIST`"},
    {":", "write `any x in LIST: CONDITION`, or `name: value` in a record"},
    {"->", "write `flow A -> B`, or `flow -> B` for a birth"},
    {"event", "a source has at least one `event NAME` with its fields"},
    {"a title in double quotes", "say in double quotes what it is about"},
    {"the name of the exception in double quotes",
     "name the exception first: `unless \"approved in writing\" …`"},
}};

// The word or sign at the end of what was read. Taken from the text: where an alternative was given
// up, the tokens that it had read are gone.
std::string_view LastWord(const Stop& stop) {
  const char* const end = stop.state().farthest_before();
  const std::string_view last = stop.Back(1);
  if (last.data() + last.size() == end) return last;
  const char* begin = end;
  while (begin != stop.state().begin() && IsWordCharacter(begin[-1])) --begin;
  if (begin == end && begin != stop.state().begin()) --begin;
  return {begin, static_cast<std::size_t>(end - begin)};
}

// `define NAME = a > b`, which can speak of no event.
bool IsExpressionWithoutParameters(const Stop& stop) {
  return stop.tokens().size() == 4 && stop.tokens().front() == "define" && stop.Back(2) == "=" &&
         (IsOneOf(kOperators, stop.found()) || IsOneOf(kOperators, stop.found().substr(0, 1)));
}

// The help for this very sentence; null if there is none.
const char* HelpFor(const Stop& stop) {
  if (stop.Back(1) == ":" && (IsOperandWord(stop.found()))) {
    return "put the condition in brackets: `any x in LIST: (not …)`";
  }
  if (stop.found() == "per" && stop.ExpectsWord("over")) {
    return "write several keys behind one `per`: `per account, region`";
  }
  if (stop.found() == "*" && stop.ExpectsLabel("the name of an event")) {
    return "name the events that are counted: `count(EVENT)`, `count(EVENT where …)`";
  }
  if (stop.declaration() == "source" && stop.found().starts_with("$")) {
    return "a path begins with a dot: `.t`, `.[\"a key\"]`";
  }
  if (stop.ExpectsLabel("a key") && !stop.at_end()) {
    return "a key that is no plain word is written in brackets: `.[\"@timestamp\"]`";
  }
  if (const char* const help = HelpForForeignSentence(stop)) return help;
  const bool is_instant = stop.Back(1) == "until" || stop.Back(1) == "effective";
  if (is_instant && !stop.at_end()) return "write a date such as `2024-05-17`";
  const bool behind_text_test = stop.Back(1) == "contains" || stop.Back(1) == "with";
  if (behind_text_test && stop.found().starts_with("/")) {
    return "a regular expression stands behind `matches`: `x matches /…/`";
  }
  if (IsExpressionWithoutParameters(stop)) {
    return "an expression has parameters: `define NAME(x) = x.FIELD > 5`";
  }
  const bool begins_line = !stop.at_end() && stop.IsFirstOnLine(stop.found());
  if (begins_line && stop.ExpectsWord("and") && stop.declaration() == "define")
    return "conditions are joined by `and` or `or`";
  return nullptr;
}

}  // namespace

diagnostics::Diagnostic ExplainUnexpected(const Stop& stop) {
  const std::vector<std::string> alternatives = Alternatives(stop);
  auto diagnostic = stop.AtFound(Code::kUnexpected, {Listed(alternatives), stop.FoundText()});
  if (const std::string help = HelpForWordOrder(stop); !help.empty()) {
    return diagnostic.WithHelp(help);
  }
  if (const char* const help = HelpFor(stop)) return diagnostic.WithHelp(help);
  for (const Form& form : kForms) {
    const std::string quoted = fmt::format("`{}`", form.word);
    const bool listed = std::any_of(alternatives.begin(), alternatives.end(), [&](const auto& one) {
      return one == quoted || one == form.word;
    });
    if (listed) return diagnostic.WithHelp(form.help);
  }
  const std::string_view last = LastWord(stop);
  if (stop.at_end() && !stop.state().is_hole() && !last.empty()) {
    diagnostic.WithHelp(fmt::format("the declaration is not complete: add {} behind `{}`",
                                    Listed(alternatives), Excerpt(last)));
  }
  return diagnostic;
}

}  // namespace abide::syntax
