// Words that the language has, in an order that it has not: where a window, a term or a key stands,
// and which norm says what a sentence means.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

bool IsAmong(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool IsPeriod(std::string_view word) {
  return IsAmong(word, {"day", "week", "month", "quarter", "year"});
}
// What other languages put in front of a window of time.
bool BeginsWindow(std::string_view word) {
  return IsAmong(word, {"within", "in", "over", "during", "for", "last", "past", "previous"});
}
bool StartsWithDigit(std::string_view token) { return !token.empty() && IsDigit(token.front()); }

// The word behind `token` on its line, or a sign; empty if there is none.
std::string_view WordBehind(const Stop& stop, std::string_view token) {
  const char* const end = stop.state().end();
  const char* begin = token.data() + token.size();
  while (begin != end && (*begin == ' ' || *begin == '\t')) ++begin;
  const char* behind = begin;
  while (behind != end && IsWordCharacter(*behind)) ++behind;
  return {begin, static_cast<std::size_t>(behind - begin)};
}

// From one token to another, as it is written.
std::string Written(std::string_view first, std::string_view last) {
  // A duration is one token already.
  if (last.data() < first.data() + first.size() || first.find(' ') != std::string_view::npos) {
    return Excerpt(first);
  }
  return Excerpt(
      {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())});
}

// The token behind the last `word` outside of brackets; empty if there is none.
std::string_view Behind(const Stop& stop, std::string_view word) {
  const auto found = stop.LastWordOutsideBrackets({word});
  if (!found) return {};
  const auto& tokens = stop.tokens();
  const auto at = std::find_if(tokens.begin(), tokens.end(), [&](std::string_view token) {
    return token.data() == found->data();
  });
  return at == tokens.end() || at + 1 == tokens.end() ? std::string_view() : *(at + 1);
}

// The word in front of `token`, or the sign; empty if there is none. Taken from the text: where an
// alternative was given up, the tokens that it had read are gone.
std::string_view WordBefore(const Stop& stop, std::string_view token) {
  const char* const begin = stop.state().begin();
  const char* end = token.data();
  while (end != begin && (end[-1] == ' ' || end[-1] == '\t')) --end;
  const char* first = end;
  while (first != begin && IsWordCharacter(first[-1])) --first;
  if (first == end && first != begin) --first;
  return {first, static_cast<std::size_t>(end - first)};
}

// `count(use last 1 day)`, `count(use within the last 1 day)`: with what it should be.
std::string HelpForWindow(const Stop& stop) {
  const bool is_digit = StartsWithDigit(stop.found());
  const std::string_view last = is_digit ? WordBefore(stop, stop.found()) : stop.found();
  if (!IsAmong(last, {"last", "past", "previous", "in", "over", "during", "for"})) return {};
  std::string_view event = WordBefore(stop, last);
  if (event == "the") event = WordBefore(stop, event);
  if (BeginsWindow(event)) event = WordBefore(stop, event);
  const std::string_view number = is_digit ? stop.found() : WordBehind(stop, last);
  if (event.empty() || !IsWordCharacter(event.front()) || !StartsWithDigit(number)) return {};
  return fmt::format("a window is written `{} within {}`", Excerpt(event),
                     Written(number, WordBehind(stop, number)));
}

// `count(use) last 1 day`, `sum(use.cost)`.
std::string HelpForAggregate(const Stop& stop) {
  const std::string_view found = stop.found();
  if (stop.OpenBracket() == "(") {
    if (std::string help = HelpForWindow(stop); !help.empty()) return help;
  } else if (WordBefore(stop, found) == ")" && BeginsWindow(found) && stop.ExpectsSign("==")) {
    return "the window stands inside the brackets: `count(EVENT within 30 days)`";
  }
  if (found != ")" || !stop.ExpectsWord("of")) return {};
  const std::string_view field = WordBefore(stop, found);
  const std::string_view dot = WordBefore(stop, field);
  if (dot != ".") return {};
  const std::string_view event = WordBefore(stop, dot);
  const std::string_view bracket = WordBefore(stop, event);
  if (bracket != "(") return {};
  return fmt::format("the events stand behind `of`: `{}({} of {})`",
                     Excerpt(WordBefore(stop, bracket)), Excerpt(field), Excerpt(event));
}

std::string HelpForLimit(const Stop& stop) {
  const std::string_view found = stop.found();
  if (stop.ExpectsLabel("an aggregate such as `count(use)`")) {
    return "what is limited is counted or summed up: `limit count(EVENT) to 5 over 1 day`, `limit "
           "sum(FIELD of EVENT) to 5 over 1 day`";
  }
  if (stop.ExpectsLabel("a period") && StartsWithDigit(found)) {
    return "a window that slides stands behind `over`: `over 1 day`; `each day` is a day of the "
           "calendar";
  }
  if (found == "per" && stop.LastWordOutsideBrackets({"over", "each"})) {
    return "the keys stand in front of the window: `limit X to N per KEY over 30 days`";
  }
  if (!stop.ExpectsWord("over")) return {};
  if (stop.at_end() && stop.Back(2) == "/" && IsPeriod(stop.Back(1))) {
    return fmt::format("the window stands behind the number: `each {0}`, or `over 1 {0}`",
                       stop.Back(1));
  }
  if (stop.at_end() && IsAmong(stop.Back(2), {"in", "per", "for"}) &&
      StartsWithDigit(stop.Back(1))) {
    return fmt::format("the window stands behind `over`: `over {}`", Excerpt(stop.Back(1)));
  }
  const auto& tokens = stop.tokens();
  if (stop.at_end() && std::find(tokens.begin(), tokens.end(), "within") != tokens.end()) {
    return "the window of a limit stands at its end: `limit X to N per KEY over 30 days`";
  }
  return {};
}

// `forbid use where x within 3 days`, `after use within 3 days require notice`.
std::string HelpForTerm(const Stop& stop) {
  const std::string_view found = stop.found();
  if (found == "of" && stop.LastWordOutsideBrackets({"within"})) {
    return "time is counted from the event that asks: leave `of …` out";
  }
  if (found != "within") return {};
  if (stop.ExpectsWord("require")) {
    return "the term stands behind what is required: `after P where … require Q within 30 days`";
  }
  if (stop.LastWordOutsideBrackets({"where"})) {
    return "`within` stands in front of `where`: `EVENT within 30 days where …`";
  }
  return {};
}

// In the place of a norm.
std::string HelpForNorm(const Stop& stop) {
  const std::string_view found = stop.found();
  if (found == "," && stop.ExpectsWord("require")) return "leave the comma out";
  const bool behind_required = stop.Back(2) == "require" || stop.Back(3) == "require";
  if (behind_required && (found == "and" || found == "then" || stop.Back(1) == "then")) {
    return "each event that is required has a clause of its own; `A or B` are alternatives";
  }
  if (stop.Back(1) == "without" && stop.ExpectsWord("where")) {
    const std::string event = Excerpt(stop.Back(2));
    return fmt::format("write `before {0} require {1}`, or `forbid {0} where not preceded by {1}`",
                       event, Excerpt(found));
  }
  if (!stop.ExpectsLabel("a norm such as `forbid`") || stop.at_end()) return {};
  if (found == "require") {
    return "`require` stands behind the event that asks for it: `before P require Q`, `after P "
           "require Q within 30 days`; what each event must be is `forbid P where not (…)`";
  }
  if (IsAmong(found, {"allow", "allowed", "permit", "may", "can"})) {
    return "what no clause forbids is allowed: `forbid P where not (…)`, or `unless \"its name\" "
           "…` "
           "behind a norm";
  }
  return "a norm reads `forbid P`, `before P require Q`, `after P require Q within 30 days`, or "
         "`limit X to N over 30 days`";
}

diagnostics::Diagnostic Instead(const Stop& stop, std::string_view word, const char* meant) {
  return stop.AtFound(Code::kMisspeltWord, {Excerpt(word), meant})
      .WithFix(stop.SpanOf(word), meant);
}

}  // namespace

Explanation ExplainForeignWindow(const Stop& stop) {
  const std::string_view found = stop.found();
  // `within the last 30 days`
  if (stop.ExpectsWord("within") && BeginsWindow(found)) {
    std::string_view last = WordBehind(stop, found);
    if (last == "the") last = WordBehind(stop, last);
    if (IsAmong(last, {"last", "past", "previous"})) {
      const std::string_view phrase(
          found.data(), static_cast<std::size_t>(last.data() + last.size() - found.data()));
      return Instead(stop, phrase, "within");
    }
  }
  if (!stop.ExpectsWord("over") || !stop.ExpectsWord("each")) return std::nullopt;
  if (found == "daily") return Instead(stop, found, "each day");
  if (found == "weekly") return Instead(stop, found, "each week");
  if (found == "monthly") return Instead(stop, found, "each month");
  if (IsAmong(found, {"every", "per", "a"}) && IsPeriod(WordBehind(stop, found))) {
    return Instead(stop, found, "each");
  }
  if (stop.at_end() && stop.Back(2) == "per" && IsPeriod(stop.Back(1))) {
    return stop.At(stop.Back(2), Code::kMisspeltWord, {"per", "each"})
        .WithFix(stop.SpanOf(stop.Back(2)), "each");
  }
  if (BeginsWindow(found) && StartsWithDigit(WordBehind(stop, found))) {
    return Instead(stop, found, "over");
  }
  return std::nullopt;
}

// `where where n`: the second one was read as the name of a field.
std::string HelpForSecondWord(const Stop& stop) {
  const std::string_view word = stop.Back(1);
  const bool may_be_meant_once = IsAmong(word, {"where", "within", "require", "forbid", "from",
                                                "of", "over", "per", "to", "and", "or"});
  if (word != stop.Back(2) || !may_be_meant_once) return {};
  return fmt::format("`{0}` stands twice: write it once", word);
}

std::string HelpForWordOrder(const Stop& stop) {
  for (const auto help :
       {HelpForSecondWord, HelpForAggregate, HelpForLimit, HelpForTerm, HelpForNorm}) {
    if (std::string text = help(stop); !text.empty()) return text;
  }
  return {};
}

std::string HelpForAlternatives(const Stop& stop) {
  if (stop.declaration() == "define") {
    return "write `define NAME = (a where …) or (b where …)`";
  }
  if (!stop.LastWordOutsideBrackets({"before"})) return {};
  const bool is_condition = stop.found() != "or";
  const std::string_view second = is_condition ? stop.Back(1) : stop.WordBehindFound();
  const std::string_view required = Behind(stop, "require");
  if (required.empty() || second.empty()) return {};
  std::string first = Excerpt(required);
  const std::string_view term = Behind(stop, "within");
  const bool has_term = !term.empty() && term.data() > required.data();
  if (has_term) first += " within " + Written(term, WordBehind(stop, term));
  const auto where = stop.LastWordOutsideBrackets({"where"});
  if (where && where->data() > required.data()) first += " where …";
  const std::string rest = is_condition ? fmt::format(" {} …", stop.found()) : std::string();
  return fmt::format("write `require ({}) or ({}{})`, each with its own conditions", first,
                     Excerpt(second), rest);
}

std::string HelpForMissingTerm(const Stop& stop) {
  const std::string_view term = Behind(stop, "within");
  if (const std::string_view forbidden = Behind(stop, "forbid"); !forbidden.empty()) {
    return fmt::format("say how far apart they must be: `around {} forbid {} within {}`",
                       Excerpt(Behind(stop, "around")), Excerpt(forbidden),
                       term.empty() ? "30 days" : Written(term, WordBehind(stop, term)));
  }
  const std::string_view required = Behind(stop, "require");
  if (required.empty()) return {};
  if (!term.empty() && term.data() < required.data()) {
    return fmt::format("the term stands behind what is required: `require {} within {}`",
                       Excerpt(required), Written(term, WordBehind(stop, term)));
  }
  if (stop.found() == "where" && stop.rest().find(" within ") != std::string_view::npos) {
    return fmt::format("the term stands in front of `where`: `require {} within 30 days where …`",
                       Excerpt(required));
  }
  return {};
}

std::string HelpForSecondNorm(const Stop& stop) {
  const std::string_view forbidden = Behind(stop, "forbid");
  const std::string_view other = WordBehind(stop, stop.found());
  if (forbidden.empty() || other.empty() || stop.IsFirstOnLine(stop.found())) return {};
  if (StartsWithDigit(other)) {
    return fmt::format("a window is written `({} within {})`", Excerpt(stop.Back(1)),
                       Written(other, WordBehind(stop, other)));
  }
  if (stop.found() == "before") {
    return fmt::format("write `before {} require {}`", Excerpt(forbidden), Excerpt(other));
  }
  if (stop.found() != "after") return {};
  const std::string_view term = Behind(stop, "within");
  const std::string within =
      term.empty() ? std::string() : " within " + Written(term, WordBehind(stop, term));
  return fmt::format("write `after {}{} forbid {}`", Excerpt(other), within, Excerpt(forbidden));
}

}  // namespace abide::syntax
