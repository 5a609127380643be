// What people write who know SQL or a programming language better than this one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

struct AggregateSynonym {
  std::string_view foreign;
  std::string_view ours;
};
constexpr std::array<AggregateSynonym, 16> kAggregateSynonyms = {{{"avg", "average"},
                                                                  {"mean", "average"},
                                                                  {"maximum", "max"},
                                                                  {"greatest", "max"},
                                                                  {"minimum", "min"},
                                                                  {"least", "min"},
                                                                  {"total", "sum"},
                                                                  {"uniq", "distinct"},
                                                                  {"unique", "distinct"},
                                                                  {"countd", "distinct"},
                                                                  {"nunique", "distinct"},
                                                                  {"count_distinct", "distinct"},
                                                                  {"distinct_count", "distinct"},
                                                                  {"first", "earliest"},
                                                                  {"last", "latest"},
                                                                  {"most_recent", "latest"}}};

// The aggregate that is meant by the name of a function, `x of P` in its brackets.
std::optional<std::string> MeantAggregate(std::string_view name) {
  static const std::vector<std::string> kAggregates = {"sum",      "min",    "max",     "average",
                                                       "distinct", "latest", "earliest"};
  for (const AggregateSynonym& each : kAggregateSynonyms) {
    if (each.foreign == name) return std::string(each.ours);
  }
  return diagnostics::NearestName(name, kAggregates);
}

// The word in front of the innermost bracket that is open; empty if there is none.
std::string_view CalledWord(const Stop& stop) {
  const auto bracket = stop.OpenBracket();
  if (!bracket || *bracket != "(") return {};
  const char* begin = bracket->data();
  while (begin != stop.state().begin() && IsWordCharacter(begin[-1])) --begin;
  return {begin, static_cast<std::size_t>(bracket->data() - begin)};
}

bool StartsWithLetter(std::string_view word) {
  return !word.empty() && std::isalpha(static_cast<unsigned char>(word.front())) != 0;
}

// Words that were read as a name, and make a sentence with what was found behind it.
struct ForeignSentence {
  std::string_view word;
  const char* help;
};
constexpr std::array<ForeignSentence, 8> kSentences = {{
    {"if", "a condition stands by itself; `x else y` is `y` where `x` is absent"},
    {"case", "a condition stands by itself; `x else y` is `y` where `x` is absent"},
    {"exists", "`has x` asks whether a field is there, `preceded by EVENT` whether an event was"},
    {"defined", "`has x` asks whether a field is there"},
    {"previous", "earlier events are asked for with `preceded by (EVENT within 30 days where …)`"},
    {"prior", "earlier events are asked for with `preceded by (EVENT within 30 days where …)`"},
    {"last", "earlier events are asked for with `preceded by (EVENT within 30 days where …)`"},
    {"new", "text, numbers, durations and times are written as they are"},
}};

// Fields, and the events of a test.
const char* HelpForRecord(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool wants_field = stop.ExpectsLabel("a field");
  if (wants_field && (found == "," || found == ";")) return "each field has a line of its own";
  if (wants_field && (found == "-" || found == "*")) return "fields stand without a mark in front";
  if (found == "(" && stop.ExpectsSign("{")) {
    return "the fields of an event stand in braces: `{ name: value }`";
  }
  if (found == "=" && stop.ExpectsSign(":")) return "write `name: value`";
  if (!stop.ExpectsLabel("an event such as `2024-01-31 use { }`")) return nullptr;
  constexpr std::array<std::string_view, 6> kVerdicts = {"breach",  "kept",         "pending",
                                                         "excused", "undetermined", "waived"};
  if (std::find(kVerdicts.begin(), kVerdicts.end(), found) != kVerdicts.end() ||
      found.starts_with("-") || found.starts_with("→")) {
    return "what is expected of an event stands behind `=>`: `=> breach`";
  }
  return StartsWithLetter(found) ? "each event begins with its time: `2024-01-31T09:00Z use { }`"
                                 : nullptr;
}

// `100 USD`, `$100`, `3 business days`.
const char* HelpForAmount(const Stop& stop) {
  const std::string_view found = stop.found();
  for (const std::string_view sign : {"$", "€", "£", "¥"}) {
    if (found.starts_with(sign) && StartsWithLetter(stop.rest().substr(found.size()))) {
      return "names stand by themselves, with no sign in front";
    }
    if (found.starts_with(sign)) {
      return "numbers have no sign of a currency; the field's name tells it, as in `cost_usd`";
    }
  }
  // Behind a duration there is a unit already.
  const std::string_view before = stop.Back(1);
  if (!StartsWithLetter(found) || before.empty() || !IsDigit(before.front()) ||
      before.find(' ') != std::string_view::npos) {
    return nullptr;
  }
  if (found == "business" || found == "working") return "all days of the calendar are counted";
  const bool is_unit = std::all_of(found.begin(), found.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
  });
  // In a record or list a comma is missing.
  const bool begins_part =
      stop.IsFirstOnLine(found) || IsReservedWord(found) || stop.ExpectsSign(",");
  if (!is_unit || begins_part) return nullptr;
  return "numbers have no unit but those of time, as in `30 days`; the field's name tells it, as "
         "in "
         "`cost_usd`";
}

}  // namespace

Explanation ExplainForeignAggregate(const Stop& stop) {
  if (StartsWithLetter(stop.found()) && stop.ExpectsLabel("an aggregate such as `count(use)`")) {
    const auto meant = MeantAggregate(stop.found());
    if (!meant) return std::nullopt;
    return stop.AtFound(Code::kMisspeltWord, {Excerpt(stop.found()), *meant})
        .WithFix(stop.SpanOf(stop.found()), *meant);
  }
  if (stop.found() != "of") return std::nullopt;
  const std::string_view word = CalledWord(stop);
  if (word == "count") {
    return stop.AtFound(Code::kUnexpected, {"`where` or `)`", stop.FoundText()})
        .WithHelp("`count(P)` counts events, `distinct(x of P)` different values");
  }
  const auto meant = MeantAggregate(word);
  if (word.empty() || meant == word) return std::nullopt;
  if (!meant) {
    return stop.AtFound(Code::kUnexpected, {"`,` or `)`", stop.FoundText()})
        .WithHelp(
            "`x of P` stands in `sum`, `min`, `max`, `average`, `distinct`, `latest` and "
            "`earliest`");
  }
  return stop.AtFound(Code::kMisspeltWord, {Excerpt(word), *meant})
      .WithLabel(stop.SpanOf(word), "read as a function")
      .WithFix(stop.SpanOf(word), *meant);
}

Explanation ExplainForeignQuantifier(const Stop& stop) {
  constexpr std::array<std::string_view, 4> kEvery = {"all", "forall", "foreach", "each"};
  constexpr std::array<std::string_view, 2> kAny = {"some", "anyone"};
  const std::string_view word = stop.Back(1);
  if (!StartsWithLetter(stop.found()) || !stop.ExpectsSign("==")) return std::nullopt;
  const auto is_among = [&word](const auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (!is_among(kEvery) && !is_among(kAny)) return std::nullopt;
  const std::string meant = is_among(kAny) ? "any" : "every";
  return stop.AtFound(Code::kMisspeltWord, {Excerpt(word), meant})
      .WithLabel(stop.SpanOf(word), "read as a name")
      .WithHelp("write `any x in LIST: CONDITION` or `every x in LIST: CONDITION`")
      .WithFix(stop.SpanOf(word), meant);
}

Explanation ExplainTruthWord(const Stop& stop) {
  const std::string lower = InSmallLetters(stop.found());
  const bool is_truth = lower == "true" || lower == "false";
  if (!is_truth || lower == stop.found()) return std::nullopt;
  return stop.AtFound(Code::kMisspeltWord, {std::string(stop.found()), lower})
      .WithFix(stop.SpanOf(stop.found()), lower);
}

const char* HelpForForeignSentence(const Stop& stop) {
  const std::string_view found = stop.found();
  const std::string_view before = stop.Back(1);
  if (found == "between") {
    return before == "not" ? "write both bounds: `x < 1 or x > 2`"
                           : "write both bounds: `x >= 1 and x <= 2`";
  }
  if (found == "(" && stop.Back(2) == ".") {
    return "functions stand in front of what they are asked of: `lower(x)`, `size(LIST)`; texts "
           "are "
           "tested as `x starts with \"…\"`, `x ends with \"…\"`, `x contains \"…\"`";
  }
  if (found == "(" && (before == "any" || before == "every")) {
    return "write `any x in LIST: CONDITION`";
  }
  if (const char* const help = HelpForRecord(stop)) return help;
  if (const char* const help = HelpForAmount(stop)) return help;
  if (found == ")" && stop.ExpectsWord("of")) {
    return "name the events, too: `sum(x of EVENT)`, `max(x of EVENT within 30 days)`";
  }
  if (found == "from" && before == "effective") {
    return "write the date alone: `effective 2024-05-17 until 2025-05-17`";
  }
  if (found == "within" && StartsWithLetter(before) && !stop.ExpectsWord("within")) {
    return "earlier events are asked for with `preceded by (EVENT within 30 days where …)`";
  }
  if (found == "within" && !stop.ExpectsWord("within")) {
    return "`within` stands inside the pattern: `count(EVENT within 30 days)`";
  }
  if (found == "?") return "`x else y` is `y` where `x` is absent; there is no `… ? … : …`";
  if (found == "%" || found == "mod") return "numbers have `+`, `-`, `*` and `/`, and no remainder";
  if (!stop.ExpectsSign("==")) return nullptr;
  const auto* const sentence =
      std::find_if(kSentences.begin(), kSentences.end(),
                   [before](const ForeignSentence& each) { return each.word == before; });
  return sentence == kSentences.end() ? nullptr : sentence->help;
}

}  // namespace abide::syntax
