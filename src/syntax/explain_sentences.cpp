// Sentences that are built in another way than the language's.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

bool IsNorm(std::string_view word) {
  return word == "forbid" || word == "before" || word == "after" || word == "around" ||
         word == "limit";
}
bool IsName(std::string_view word) {
  return !word.empty() && MatchName(word.data(), word.data() + word.size()) != nullptr;
}
bool BeginsCondition(std::string_view word) { return word == "where" || word == "within"; }

bool BehindPattern(const Stop& stop) {
  return stop.ExpectsLabel("a variable") || stop.ExpectsWord("where");
}

// Within what a norm requires, in a bracket or not.
bool IsRequired(const Stop& stop) {
  if (stop.LastWordOutsideBrackets({"require"})) return true;
  const auto open = stop.OpenBracket();
  for (std::size_t n = 1; open && n < stop.tokens().size(); ++n) {
    if (stop.Back(n).data() == open->data()) return stop.Back(n + 1) == "require";
  }
  return false;
}

// Whether the n-th token back is the last word of `preceded by`, `derive from` or `with no`.
bool TakesNestedPattern(const Stop& stop, std::size_t n) {
  const std::string_view word = stop.Back(n);
  const std::string_view before = stop.Back(n + 1);
  return (word == "by" && before == "preceded") || (word == "no" && before == "with") ||
         (word == "from" && before.starts_with("derive"));
}

}  // namespace

Explanation ExplainMixedLogic(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool in_condition = stop.ExpectsWord("else") || stop.ExpectsWord("ignoring");
  const bool mixed = in_condition && ((found == "or" && stop.ExpectsWord("and")) ||
                                      (found == "and" && stop.ExpectsWord("or")));
  if (!mixed) return std::nullopt;
  const char* const other = found == "or" ? "and" : "or";
  auto diagnostic = stop.AtFound(Code::kMixedLogic, {std::string(found), other});
  if (const auto first = stop.LastWordOutsideBrackets({other})) {
    diagnostic.WithLabel(stop.SpanOf(*first), std::string("joined by `") + other + "` here");
  }
  return diagnostic;
}

Explanation ExplainAlternatives(const Stop& stop) {
  const std::string_view found = stop.found();
  // `require a or b where …`
  const bool condition_of_second =
      BeginsCondition(found) && stop.Back(2) == "or" && stop.LastWordOutsideBrackets({"require"});
  // `require a within 3 days or b within 5 days`, each of which has a term
  const auto norm = stop.LastWordOutsideBrackets({"after", "around"});
  const bool or_behind_term =
      found == "or" && norm && stop.LastWordOutsideBrackets({"require"}).has_value();
  // `require b within 3 days or c`, `require (b or c) within 3 days`
  const bool or_behind_pattern =
      found == "or" && BehindPattern(stop) && !stop.ExpectsWord("or") && IsRequired(stop);
  // `define d = (a where n > 1) or b where n > 1`
  const bool in_definition = stop.declaration() == "define" && BeginsCondition(found) &&
                             stop.Back(2) == "or" && !stop.ExpectsWord("where");
  if (!condition_of_second && !or_behind_term && !or_behind_pattern && !in_definition) {
    return std::nullopt;
  }
  auto diagnostic = stop.AtFound(Code::kAlternativesNeedBrackets);
  const std::string help = HelpForAlternatives(stop);
  return help.empty() ? diagnostic : diagnostic.WithHelp(help);
}

Explanation ExplainOnePattern(const Stop& stop) {
  if (stop.found() != "or" || !BehindPattern(stop) || stop.ExpectsWord("or")) return std::nullopt;
  return stop.AtFound(Code::kOnePattern);
}

// `forbid a, b`, `require a and b`.
Explanation ExplainSecondEvent(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool in_duty = stop.ExpectsWord("within") && stop.LastWordOutsideBrackets({"require"});
  const bool in_event = stop.declaration() == "event";
  if (in_event || (found != "," && found != "and") || !(BehindPattern(stop) || in_duty))
    return std::nullopt;
  if (stop.OpenBracket() == "(" && found == "," && BeginsWithDigit(stop.WordBehindFound())) {
    return ExplainUnexpected(stop)
        .WithHelp("the window stands behind `within`: `EVENT within 30 days`")
        .WithFix(stop.SpanOf(found), " within");
  }
  if (found == "," && IsReservedWord(stop.WordBehindFound())) {
    return ExplainUnexpected(stop).WithHelp("leave the comma out").WithFix(stop.SpanOf(found), "");
  }
  if (IsRequired(stop)) {
    return ExplainUnexpected(stop).WithHelp(
        "an event that is required as well has a clause of its own; alternatives are joined by "
        "`or`, each in brackets: `require (a within 30 days) or (b)`");
  }
  if (found == ",") return stop.AtFound(Code::kOnePattern);
  return ExplainUnexpected(stop).WithHelp(
      "one event stands here; what came before it is asked with `where preceded by EVENT`");
}

Explanation ExplainPatternBrackets(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool condition = BeginsCondition(found) && TakesNestedPattern(stop, 2);
  const bool variable = IsName(found) && !IsReservedWord(found) && TakesNestedPattern(stop, 2) &&
                        !stop.IsFirstOnLine(found);
  if (!condition && !variable) return std::nullopt;
  const std::string lead = std::string(stop.Back(3)).append(" ").append(stop.Back(2));
  const std::string event = Excerpt(stop.Back(1));
  return stop.AtFound(Code::kPatternNeedsBrackets)
      .WithHelp("write `" + lead + " (" + event + " " + (condition ? std::string(found) : "…") +
                (condition ? " …" : "") + ")`")
      .WithLabel(stop.SpanOf(stop.Back(1)), "the pattern begins here");
}

Explanation ExplainStringBehindIn(const Stop& stop) {
  const std::string_view found = stop.found();
  if (!stop.ExpectsLabel("a list") || found.size() < 2 || found[0] != '"') return std::nullopt;
  // `k in "x", "y"`
  std::string_view whole = found;
  for (std::string_view rest = stop.rest().substr(found.size());;) {
    const char* const end = rest.data() + rest.size();
    const char* const comma = SkipBlanks(rest.data(), end);
    const char* const next = comma != end && *comma == ',' ? SkipBlanks(comma + 1, end) : nullptr;
    const char* const behind = next == nullptr ? nullptr : MatchString(next, end);
    if (behind == nullptr) break;
    whole = {found.data(), static_cast<std::size_t>(behind - found.data())};
    rest = {behind, static_cast<std::size_t>(end - behind)};
  }
  return stop.AtFound(Code::kStringBehindIn, {Excerpt(found)})
      .WithFix(stop.SpanOf(whole), fmt::format("[{}]", whole));
}

Explanation ExplainListInParentheses(const Stop& stop) {
  if (stop.found() == "{" && stop.ExpectsLabel("a list")) {
    return stop.AtFound(Code::kListInParentheses);
  }
  const bool behind_list =
      stop.Back(1) == "tags" || (stop.Back(1) == "=" && stop.declaration() == "list");
  const bool no_bracket = behind_list && stop.ExpectsSign("[") && !stop.at_end();
  if (no_bracket) return stop.AtFound(Code::kListInParentheses);
  const auto open = stop.OpenBracket();
  if (stop.found() != "," || !open || *open != "(" || !stop.ExpectsSign(")")) return std::nullopt;
  for (std::size_t n = 1; n < stop.tokens().size(); ++n) {
    if (stop.Back(n).data() != open->data()) continue;
    const std::string_view before = stop.Back(n + 1);
    if (before != "in" && before != "=" && before != "tags") return std::nullopt;
    return stop.AtFound(Code::kListInParentheses).WithLabel(stop.SpanOf(*open), "opened here");
  }
  return std::nullopt;
}

Explanation ExplainMissingTerm(const Stop& stop) {
  const bool in_duty = stop.ExpectsWord("within") && !stop.ExpectsWord("where");
  const bool ends =
      stop.at_end() || BeginsCondition(stop.found()) || stop.IsFirstOnLine(stop.found());
  if (!in_duty || !ends) return std::nullopt;
  const std::string help = HelpForMissingTerm(stop);
  // Where nothing is required there is no duty.
  if (stop.LastWordOutsideBrackets({"forbid"})) return ExplainUnexpected(stop).WithHelp(help);
  auto diagnostic = stop.AtFound(Code::kMissingTerm);
  return help.empty() ? diagnostic : diagnostic.WithHelp(help);
}

Explanation ExplainSecondNorm(const Stop& stop) {
  const bool in_clause = !stop.tokens().empty() && stop.tokens().front() == "clause";
  if (!in_clause || !IsNorm(stop.found()) || stop.ExpectsWord(stop.found()) ||
      !stop.ExpectsLabel("a part of the clause such as `severity`")) {
    return std::nullopt;
  }
  const auto first = stop.LastWordOutsideBrackets({"forbid", "before", "after", "around", "limit"});
  if (!first) return std::nullopt;
  auto diagnostic = stop.AtFound(Code::kSecondNorm);
  diagnostic.WithLabel(stop.SpanOf(*first), "the norm begins here");
  const std::string help = HelpForSecondNorm(stop);
  return help.empty() ? diagnostic : diagnostic.WithHelp(help);
}

Explanation ExplainMissingPart(const Stop& stop) {
  // A text, `seen`, `from` and `event` may stand there.
  const bool no_mapping = stop.at_end() && stop.tokens().size() > 1 &&
                          stop.tokens().front() == "source" && stop.ExpectsWord("event") &&
                          stop.state().expected().size() <= 4;
  if (!no_mapping) return std::nullopt;
  return stop.At(stop.tokens()[1], Code::kMissingPart, {"a source", "event"})
      .WithHelp(
          "say which event its records are: `event NAME`, and indented below it `time = .PATH`");
}

Explanation ExplainMissingNorm(const Stop& stop) {
  const bool missing = stop.at_end() && stop.ExpectsLabel("a norm such as `forbid`");
  if (!missing || stop.tokens().size() < 2) return std::nullopt;
  const std::string_view id = stop.tokens()[1];
  return stop.At(id, Code::kMissingNorm, {Excerpt(id)});
}

Explanation ExplainHole(const Stop& stop) {
  if (!stop.state().is_hole()) return std::nullopt;
  const bool outside = !stop.OpenBracket();
  if (stop.at_end() && outside) return stop.AtFound(Code::kUnclosedHole);
  const bool empty = stop.tokens().empty();
  if (!empty && !(outside && stop.ExpectsSign("}"))) return std::nullopt;
  if (stop.found() == "(" && stop.ExpectsSign("(")) return std::nullopt;
  return stop.AtFound(Code::kBadHole, {Excerpt(stop.found())});
}

Explanation ExplainBracket(const Stop& stop) {
  const std::string_view found = stop.found();
  const auto open = stop.OpenBracket();
  const bool closes = found == ")" || found == "]" || found == "}";
  if (closes && !open) return stop.AtFound(Code::kStrayBracket, {std::string(found)});
  const bool lost = stop.at_end() || closes ||
                    (stop.IsFirstOnLine(found) && (IsNorm(found) || IsReservedWord(found)));
  const bool can_close = stop.ExpectsSign(")") || stop.ExpectsSign("]") || stop.ExpectsSign("}");
  if (!open || !lost || !can_close) return std::nullopt;
  return stop.AtFound(Code::kUnclosedBracket, {std::string(*open), stop.FoundText()})
      .WithLabel(stop.SpanOf(*open), "opened here");
}

}  // namespace abide::syntax
