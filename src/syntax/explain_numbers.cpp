// Times, durations and numbers that are written in another way than the language's.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

bool Matches(std::string_view text, const char* (*match)(const char*, const char*)) {
  return match(text.data(), text.data() + text.size()) == text.data() + text.size();
}
bool IsTime(std::string_view text) { return !text.empty() && Matches(text, MatchTime); }
bool IsNumber(std::string_view text) { return !text.empty() && Matches(text, MatchNumber); }
bool Adjacent(std::string_view first, std::string_view second) {
  return first.data() + first.size() == second.data();
}

std::string_view LeadingRun(std::string_view text, bool (*belongs)(char)) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), belongs);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}
bool BelongsToDate(char c) { return IsDigit(c) || c == '-' || c == '/' || c == '.'; }
bool BelongsToTime(char c) {
  return IsWordCharacter(c) || c == '-' || c == ':' || c == '.' || c == '+';
}

bool ExpectsTime(const Stop& stop) { return stop.ExpectsLabel("a time such as `2023-08-28`"); }
bool ExpectsDuration(const Stop& stop) { return stop.ExpectsLabel("a duration such as `30 days`"); }

// 2023-8-28 as 2023-08-28; empty if that does not make it a time.
std::string PaddedDate(std::string_view date) {
  std::string padded;
  std::size_t digits = 0;
  for (std::size_t at = 0; at <= date.size(); ++at) {
    if (at < date.size() && IsDigit(date[at])) {
      ++digits;
      continue;
    }
    if (digits == 1) padded += '0';
    padded += date.substr(at - digits, digits);
    if (at < date.size()) padded += date[at];
    digits = 0;
  }
  return IsTime(padded) ? padded : std::string();
}

// Without what the parser could read.
std::string_view FromFound(const Stop& stop, std::string_view part) {
  part.remove_prefix(static_cast<std::size_t>(stop.rest().data() - part.data()));
  return part;
}

// `part` is what was meant as one literal; the error stands at the token that can't stand.
diagnostics::Diagnostic BadTime(const Stop& stop, std::string_view part, const std::string& better,
                                std::string help) {
  auto diagnostic = stop.At(FromFound(stop, part), Code::kBadTime, {Excerpt(part)});
  if (IsTime(better)) diagnostic.WithFix(stop.SpanOf(part), better);
  if (!help.empty()) diagnostic.WithHelp(std::move(help));
  return diagnostic;
}

struct Abbreviation {
  std::string_view text;
  std::string_view unit;
};
constexpr std::array<Abbreviation, 17> kAbbreviations = {{{"ms", "milliseconds"},
                                                          {"s", "seconds"},
                                                          {"sec", "seconds"},
                                                          {"secs", "seconds"},
                                                          {"m", "minutes"},
                                                          {"min", "minutes"},
                                                          {"mins", "minutes"},
                                                          {"h", "hours"},
                                                          {"hr", "hours"},
                                                          {"hrs", "hours"},
                                                          {"d", "days"},
                                                          {"w", "weeks"},
                                                          {"wk", "weeks"},
                                                          {"mo", "months"},
                                                          {"y", "years"},
                                                          {"yr", "years"},
                                                          {"yrs", "years"}}};

// The unit that is meant by a word that is none.
std::optional<std::string> UnitMeant(std::string_view word) {
  for (const Abbreviation& one : kAbbreviations) {
    if (one.text == word) return std::string(one.unit);
  }
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  if (Matches(lower, MatchUnit)) return lower;
  return diagnostics::NearestName(
      lower, {"millisecond", "milliseconds", "second", "seconds", "minute", "minutes", "hour",
              "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"});
}

diagnostics::Diagnostic UnknownUnit(const Stop& stop, std::string_view word,
                                    const std::string& meant, std::string_view blank) {
  return stop.At(word, Code::kUnknownUnit, {std::string(word)})
      .WithFix(stop.SpanOf(word), std::string(blank) + meant);
}

diagnostics::Diagnostic BadNumber(const Stop& stop, std::string_view part,
                                  const std::string& better) {
  auto diagnostic = stop.At(FromFound(stop, part), Code::kBadNumber, {Excerpt(part)});
  if (IsNumber(better)) diagnostic.WithFix(stop.SpanOf(part), better);
  return diagnostic;
}

// `1,000,000`, of which the parser has read the first group, and `1.000,5`.
Explanation ExplainComma(const Stop& stop) {
  const std::string_view first = stop.Back(1);
  if (stop.found() != "," || !BeginsWithDigit(first) || !Adjacent(first, stop.found())) {
    return std::nullopt;
  }
  std::string_view rest = stop.rest();
  std::string better(first);
  std::size_t shortest = 3;
  while (rest.starts_with(",")) {
    const std::string_view group = LeadingRun(rest.substr(1), IsDigit);
    if (group.empty()) return std::nullopt;
    shortest = group.size() == 3 ? shortest : 0;
    better.append("_").append(group);
    rest.remove_prefix(1 + group.size());
  }
  const char* const begin = first.data();
  const std::string_view whole(begin, static_cast<std::size_t>(rest.data() - begin));
  if (shortest == 3) return BadNumber(stop, whole, better);
  if (stop.OpenBracket() || std::count(whole.begin(), whole.end(), ',') != 1) return std::nullopt;
  better = std::string(whole);
  std::erase(better, '.');
  std::replace(better.begin(), better.end(), ',', '.');
  return BadNumber(stop, whole, better);
}

// `1 000 000`
Explanation ExplainGroups(const Stop& stop) {
  const std::string_view first = stop.Back(1);
  const auto is_digits = [](std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
  };
  if (!is_digits(first) || first.size() > 3 ||
      first.data() + first.size() + 1 != stop.found().data()) {
    return std::nullopt;
  }
  std::string_view rest = stop.rest();
  std::string better(first);
  for (bool goes_on = true; goes_on;) {
    const std::string_view group = LeadingRun(rest, IsDigit);
    if (group.size() != 3) return std::nullopt;
    better.append("_").append(group);
    rest.remove_prefix(3);
    goes_on = rest.size() > 1 && rest[0] == ' ' && IsDigit(rest[1]);
    if (goes_on) rest.remove_prefix(1);
  }
  const char* const begin = first.data();
  return BadNumber(stop, {begin, static_cast<std::size_t>(rest.data() - begin)}, better);
}

// `5.`, and `1..5`
Explanation ExplainPoint(const Stop& stop) {
  const std::string_view before = stop.Back(1);
  if (stop.found() != "." || !IsNumber(before) || !Adjacent(before, stop.found())) {
    return std::nullopt;
  }
  if (stop.rest().starts_with("..")) {
    return ExplainUnexpected(stop).WithHelp("write both bounds: `x >= 1 and x <= 5`");
  }
  return BadNumber(stop, {before.data(), before.size() + 1}, std::string(before));
}

// `.items.0`: the number stands behind a path.
Explanation ExplainIndex(const Stop& stop) {
  const std::string_view found = stop.found();
  if (stop.Back(1) != "." || !Adjacent(stop.Back(1), found) ||
      stop.Back(1).data() == stop.state().begin()) {
    return std::nullopt;
  }
  const char before = *(stop.Back(1).data() - 1);
  const std::string_view digits = LeadingRun(found, IsDigit);
  if (!IsWordCharacter(before) && before != ']') return std::nullopt;
  return ExplainUnexpected(stop)
      .WithHelp(fmt::format("an element of a list stands in brackets: `[{}]`", digits))
      .WithFix(stop.SpanOf({found.data() - 1, digits.size() + 1}), fmt::format("[{}]", digits));
}

// `5K`, `2G`, `1.000.000`, `0x10`, `1e6`: the same number as it is written here; empty if it is
// not one of these.
std::string NumberMeant(std::string_view text) {
  constexpr std::array<std::string_view, 2> kSuffixes = {"Kk", "GB"};
  const std::string_view digits = LeadingRun(text, [](char c) { return IsDigit(c) || c == '.'; });
  const std::string_view behind = text.substr(digits.size());
  for (const std::string_view each : kSuffixes) {
    if (behind == each.substr(0, each.size() - 1)) return std::string(digits) + each.back();
  }
  if (behind == "m") return {};
  if (behind.empty() && std::count(digits.begin(), digits.end(), '.') > 1) {
    std::string better(digits);
    std::replace(better.begin(), better.end(), '.', '_');
    const bool in_threes = (better.size() - better.find('_')) % 4 == 0;
    return in_threes ? better : std::string();
  }
  if (text.starts_with("0x") && text.size() <= 10) {
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data() + 2, text.data() + text.size(), value, 16);
    if (error == std::errc() && end == text.data() + text.size()) return std::to_string(value);
  }
  return {};
}

// `1e6`, with whole digits in front.
std::string PowerMeant(std::string_view text) {
  const std::string_view digits = LeadingRun(text, IsDigit);
  std::string_view power = text.substr(digits.size());
  if (digits.empty() || power.size() < 2 || power.size() > 3 ||
      (power[0] != 'e' && power[0] != 'E'))
    return {};
  power.remove_prefix(1);
  if (!std::all_of(power.begin(), power.end(), IsDigit)) return {};
  const int zeros = std::stoi(std::string(power));
  constexpr int kMost = 20;
  return digits.size() + static_cast<std::size_t>(zeros) > kMost
             ? std::string()
             : std::string(digits) + std::string(static_cast<std::size_t>(zeros), '0');
}

// `1h30m`, `1 hour 30 minutes`
Explanation ExplainTwoUnits(const Stop& stop) {
  const std::string_view found = stop.found();
  const std::string_view behind = found.substr(LeadingRun(found, IsDigit).size());
  const bool glued = std::any_of(behind.begin(), behind.end(), IsDigit) &&
                     (behind[0] == 'h' || behind[0] == 'd' || behind[0] == 'm');
  const bool second =
      stop.Back(1).find(' ') != std::string_view::npos && BeginsWithDigit(stop.Back(1));
  if (!glued && !second) return std::nullopt;
  return ExplainUnexpected(stop).WithHelp(
      "a duration has one unit: `90 minutes` for an hour and a half");
}

}  // namespace

Explanation ExplainTime(const Stop& stop) {
  if (ExpectsTime(stop) && stop.found().size() > 2 && stop.found().front() == '"') {
    const std::string_view content = stop.found().substr(1, stop.found().size() - 2);
    return BadTime(stop, stop.found(), std::string(content), "write a time without quotes");
  }
  if (!BeginsWithDigit(stop.found())) return std::nullopt;
  const std::string_view before = stop.Back(1);
  if (before.size() == 10 && IsTime(before) && stop.found().find(':') != std::string_view::npos) {
    const std::string_view clock = LeadingRun(stop.rest(), BelongsToTime);
    const char* const begin = before.data();
    std::string better = std::string(before).append("T").append(clock);
    if (!IsTime(better)) better += "Z";
    return BadTime(stop, {begin, static_cast<std::size_t>(clock.data() + clock.size() - begin)},
                   better, "write `T` between the date and the time of day");
  }
  const std::string_view run = LeadingRun(stop.rest(), BelongsToTime);
  const bool is_dated = LeadingRun(run, IsDigit).size() == 4 && run.size() > 6 && run[4] == '-' &&
                        std::count(run.begin(), run.end(), '-') >= 2;
  if (is_dated && run.ends_with(":") && IsTime(run.substr(0, run.size() - 1))) {
    const std::string_view colon = run.substr(run.size() - 1);
    return stop.At(colon, Code::kStraySign, {":"}).WithFix(stop.SpanOf(colon), "");
  }
  // One that is right and stands in the wrong place is no matter of its form.
  if (is_dated && IsTime(run)) return std::nullopt;
  if (is_dated) {
    if (IsTime(std::string(run) + "Z")) {
      return BadTime(stop, run, std::string(run) + "Z",
                     "add the zone: `Z` for UTC, or an offset such as `+02:00`");
    }
    return BadTime(stop, run, PaddedDate(run), "");
  }
  if (!ExpectsTime(stop)) return std::nullopt;
  const std::string_view date = LeadingRun(stop.rest(), BelongsToDate);
  const bool separated = date.find_first_of("/.") != std::string_view::npos;
  if (!separated || date.size() < 8) return std::nullopt;
  return BadTime(stop, date, "", "write year, month and day: `2023-08-28`");
}

Explanation ExplainUnit(const Stop& stop) {
  const std::string_view found = stop.found();
  // `{ n: 2 m: 3 }` lacks a comma.
  const bool is_key = !found.empty() && stop.rest().substr(found.size()).starts_with(":");
  if (IsNumber(stop.Back(1)) && !found.empty() && IsWordCharacter(found[0]) &&
      !IsReservedWord(found) && !is_key) {
    if (const auto meant = UnitMeant(found)) return UnknownUnit(stop, found, *meant, "");
  }
  if (!BeginsWithDigit(found)) return std::nullopt;
  const char* const found_end = found.data() + found.size();
  const char* const digits_end = MatchDigits(found.data(), found_end);
  if (digits_end == nullptr) return std::nullopt;
  const std::string_view glued(digits_end, static_cast<std::size_t>(found_end - digits_end));
  if (!glued.empty() && glued != "m") {
    const auto meant = UnitMeant(glued);
    return meant ? Explanation(UnknownUnit(stop, glued, *meant, " ")) : std::nullopt;
  }
  if (!ExpectsDuration(stop)) return std::nullopt;
  const std::string_view line = stop.rest_of_line().substr(found.size());
  const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view word = LeadingRun(line.substr(blanks), IsWordCharacter);
  if (!word.empty() && !IsReservedWord(word)) {
    if (const auto meant = UnitMeant(word)) return UnknownUnit(stop, word, *meant, "");
  }
  const std::string number(found.substr(0, found.size() - glued.size()));
  return stop.AtFound(Code::kMissingUnit, {Excerpt(found)})
      .WithHelp("say the unit: `" + number + " days`, `" + number + " hours`");
}

Explanation ExplainNumber(const Stop& stop) {
  const std::string_view found = stop.found();
  if (auto comma = ExplainComma(stop)) return comma;
  if (auto point = ExplainPoint(stop)) return point;
  if (found == "%" && IsNumber(stop.Back(1))) {
    const char* const begin = stop.Back(1).data();
    const std::string_view part(begin, static_cast<std::size_t>(found.data() + 1 - begin));
    return BadNumber(stop, part, std::string(stop.Back(1)) + "%");
  }
  if (!BeginsWithDigit(found)) return std::nullopt;
  if (auto groups = ExplainGroups(stop)) return groups;
  if (auto index = ExplainIndex(stop)) return index;
  if (auto units = ExplainTwoUnits(stop)) return units;
  if (stop.Back(1) == "." && Adjacent(stop.Back(1), found)) {
    return BadNumber(stop, {found.data() - 1, found.size() + 1}, fmt::format("0.{}", found));
  }
  const bool wants_number = stop.ExpectsLabel("a number") || stop.ExpectsLabel("a value") ||
                            stop.ExpectsLabel("a constant") || stop.ExpectsLabel("an expression") ||
                            stop.ExpectsLabel("a condition") ||
                            stop.ExpectsLabel("an aggregate or a number") ||
                            stop.ExpectsLabel("a bound such as `100`");
  if (!wants_number || IsNumber(found)) return std::nullopt;
  for (const std::string& meant : {NumberMeant(found), PowerMeant(found)}) {
    if (!meant.empty()) return BadNumber(stop, found, meant);
  }
  if (found.back() == 'm') {
    const std::string digits(found.substr(0, found.size() - 1));
    return BadNumber(stop, found, "")
        .WithHelp("write `" + digits + "M` for millions, `" + digits + " minutes` for a duration");
  }
  return BadNumber(stop, found, "");
}

Explanation ExplainMinus(const Stop& stop) {
  if (stop.found() != "-" || !stop.ExpectsSign("-")) return std::nullopt;
  const bool blank_before = IsBlank(*(stop.found().data() - 1));
  const std::string_view behind = stop.rest().substr(1, 1);
  const bool blank_behind = behind.empty() || IsBlank(behind[0]);
  const std::string spaced = std::string(blank_before ? "" : " ") + "-" + (blank_behind ? "" : " ");
  auto diagnostic = stop.AtFound(Code::kMinusNeedsBlanks);
  if (stop.Back(2) == "in" && IsNumber(stop.Back(1))) {
    return ExplainUnexpected(stop).WithHelp("write both bounds: `x >= 1 and x <= 5`");
  }
  const bool in_source = !stop.tokens().empty() && stop.tokens().front() == "source";
  if (in_source && !blank_before && !blank_behind) {
    return diagnostic.WithHelp(
        "put a blank on both sides of the `-`; a key that has it in its name is written "
        "`.[\"a-b\"]`");
  }
  return diagnostic.WithFix(stop.SpanOf(stop.found()), spaced);
}

}  // namespace abide::syntax
