// Texts, times and networks that are written as if they were something else.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"
#include "values/text.h"
#include "values/time.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

template <std::size_t kCount>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// From the token on, as long as the characters may belong to the name of a zone or a network.
std::string_view RunOf(std::string_view text, std::string_view signs) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), [&](char c) {
    return IsWordCharacter(c) || signs.find(c) != std::string_view::npos;
  });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// `Europe/Berlin` for that, and for `Berlin`, `berlin`; empty if it is none that is known.
std::string ZoneMeant(std::string_view text) {
  constexpr std::array<std::string_view, 8> kAreas = {
      "", "Europe/", "America/", "Asia/", "Africa/", "Atlantic/", "Australia/", "Pacific/"};
  std::string city(text);
  const bool is_word = city.find('/') == std::string::npos;
  if (InSmallLetters(city) == "utc") return "UTC";
  if (is_word && !city.empty() && !IsUpper(city[0])) {
    city[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(city[0])));
  }
  for (const std::string_view area : kAreas) {
    std::string zone = std::string(area) + city;
    if (values::IsZone(zone)) return zone;
  }
  return {};
}

diagnostics::Diagnostic Unquoted(const Stop& stop, std::string_view text, std::string_view meant) {
  return stop.At(text, Code::kUnquotedText, {Excerpt(text)})
      .WithFix(stop.SpanOf(text), fmt::format("\"{}\"", meant));
}

diagnostics::Diagnostic UnquotedZone(const Stop& stop) {
  const std::string_view text = RunOf(stop.rest(), "/+-");
  const std::string zone = ZoneMeant(text);
  auto diagnostic = stop.At(text, Code::kUnquotedText, {Excerpt(text)});
  diagnostic.WithHelp("a zone is text: `\"Europe/Berlin\"`");
  if (!zone.empty()) diagnostic.WithFix(stop.SpanOf(text), fmt::format("\"{}\"", zone));
  return diagnostic;
}

// `hour(t, Berlin)`
Explanation ExplainZone(const Stop& stop) {
  constexpr std::array<std::string_view, 4> kFunctions = {"hour", "weekday", "date", "time"};
  const auto open = stop.OpenBracket();
  if (!open) return std::nullopt;
  // From the text: the tokens of a call that was given up are gone.
  const char* name = open->data();
  while (name != stop.state().begin() && IsWordCharacter(name[-1])) --name;
  const std::string_view function(name, static_cast<std::size_t>(open->data() - name));
  const std::string_view arguments(open->data(),
                                   static_cast<std::size_t>(stop.rest().data() - open->data()));
  const bool is_second = arguments.find(',') != std::string_view::npos;
  if (!is_second || !IsOneOf(function, kFunctions)) return std::nullopt;
  return UnquotedZone(stop);
}

// `P30D`, `PT12H`; nothing for those of several parts.
std::string DurationMeant(std::string_view iso) {
  const bool of_day = iso.starts_with("PT");
  if (!iso.starts_with("P") || iso.size() < (of_day ? 4 : 3)) return {};
  const std::string_view number = iso.substr(of_day ? 2 : 1, iso.size() - (of_day ? 3 : 2));
  if (!std::all_of(number.begin(), number.end(), IsDigit)) return {};
  constexpr std::array<std::string_view, 4> kDays = {"Ddays", "Wweeks", "Mmonths", "Yyears"};
  constexpr std::array<std::string_view, 3> kTimes = {"Hhours", "Mminutes", "Sseconds"};
  std::string_view unit;
  for (const std::string_view each : kDays) {
    if (!of_day && each[0] == iso.back()) unit = each.substr(1);
  }
  for (const std::string_view each : kTimes) {
    if (of_day && each[0] == iso.back()) unit = each.substr(1);
  }
  return unit.empty() ? std::string() : fmt::format("{} {}", number, unit);
}

// A constant of another language, not a field in another spelling: `Admin`, `SUPER_ADMIN`.
bool LooksLikeConstant(std::string_view word) {
  if (!IsUpper(word.front())) return false;
  const bool all_upper =
      std::none_of(word.begin(), word.end(), [](unsigned char c) { return std::islower(c) != 0; });
  const bool has_hump = std::any_of(word.begin() + 1, word.end(), IsUpper);
  return all_upper || !has_hump;
}

// What stands behind `found` shows that it is the head of a path or a call.
bool GoesOn(const Stop& stop) {
  const std::string_view behind = stop.rest().substr(stop.found().size());
  return behind.starts_with(".") || behind.starts_with("(") || behind.starts_with("[");
}

}  // namespace

Explanation ExplainTextAsName(const Stop& stop) {
  constexpr std::array<std::string_view, 5> kAbsent = {"none", "null", "nil", "undefined", "nan"};
  constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};
  const std::string_view found = stop.found();
  // `each day in Berlin`
  const bool is_zone = stop.Back(1) == "in" && stop.ExpectsLabel("a string") && !stop.at_end() &&
                       IsWordCharacter(found.front()) && stop.LastWordOutsideBrackets({"each"});
  if (is_zone) return UnquotedZone(stop);
  const bool is_operand = stop.ExpectsLabel("a value") || stop.ExpectsLabel("an expression") ||
                          stop.ExpectsLabel("a condition");
  if (!is_operand || found.empty() || !IsUpper(found.front()) || GoesOn(stop)) return std::nullopt;
  if (auto zone = ExplainZone(stop)) return zone;
  const std::string lower = InSmallLetters(found);
  if (lower == "true" || lower == "false") return std::nullopt;
  if (IsOneOf(lower, kAbsent)) {
    return ExplainUnexpected(stop).WithHelp(
        "absent values are asked for with `has`: `has x`, `not has x`");
  }
  if (const std::string meant = DurationMeant(found); !meant.empty()) {
    return ExplainUnexpected(stop)
        .WithHelp("a duration is written `30 days`")
        .WithFix(stop.SpanOf(found), meant);
  }
  if (IsOneOf(lower, kDays)) return Unquoted(stop, found, lower);
  constexpr std::array<std::string_view, 5> kBefore = {"==", "!=", "contains", "with", "["};
  if (!IsOneOf(stop.Back(1), kBefore) || !LooksLikeConstant(found)) return std::nullopt;
  return Unquoted(stop, found, found);
}

// `."a b"` in a source
Explanation ExplainQuotedKey(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool is_text = found.size() > 2 && found.front() == '"';
  if (!is_text || stop.Back(1) != "." || !stop.ExpectsLabel("a key")) return std::nullopt;
  const char* const dot = stop.Back(1).data();
  const char before = dot == stop.state().begin() ? ' ' : *(dot - 1);
  const bool goes_on = IsWordCharacter(before) || before == ']';
  const std::string_view whole =
      goes_on ? std::string_view(dot, static_cast<std::size_t>(found.data() + found.size() - dot))
              : found;
  return ExplainUnexpected(stop)
      .WithHelp("a key that is no plain word is written in brackets")
      .WithFix(stop.SpanOf(whole), fmt::format("[{}]", found));
}

// `k in 10.0.0.0/8`, `k in "10.0.0.0/8"`, `k in network 10.0.0.0/8`
Explanation ExplainNetwork(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool is_text = found.size() > 2 && found.front() == '"';
  const bool behind_in = stop.ExpectsLabel("a list");
  const bool behind_network = stop.Back(1) == "network" && stop.ExpectsLabel("a string");
  if (found.empty() || !(behind_in || behind_network)) return std::nullopt;
  const std::string_view written = is_text ? found : RunOf(stop.rest(), "./:");
  const std::string_view network = is_text ? found.substr(1, found.size() - 2) : written;
  if (network.find('/') == std::string_view::npos || !values::Network::Parse(network)) {
    return std::nullopt;
  }
  return ExplainUnexpected(stop)
      .WithHelp("a network is text behind `in network`: `x in network \"10.0.0.0/8\"`")
      .WithFix(stop.SpanOf(written),
               fmt::format("{}\"{}\"", behind_network ? "" : "network ", network));
}

}  // namespace abide::syntax
