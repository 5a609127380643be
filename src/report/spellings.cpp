#include "report/spellings.h"

#include "values/time.h"
#include "values/value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <system_error>

namespace abide::report {
namespace {

using Visit = absl::FunctionRef<void(std::size_t, const std::string&)>;

constexpr std::size_t kMostBytes = 64;  // of a number, time or duration that is looked at

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t DigitsEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

// Of `-12.50` at the beginning; zero: there is none.
std::size_t PlainNumberEnd(std::string_view text) {
  const std::size_t begin = !text.empty() && text.front() == '-' ? 1 : 0;
  const std::size_t whole = DigitsEnd(text, begin);
  if (whole == begin) return 0;
  if (whole == text.size() || text[whole] != '.') return whole;
  const std::size_t end = DigitsEnd(text, whole + 1);
  return end == whole + 1 ? whole : end;
}

std::size_t ExponentEnd(std::string_view text, std::size_t at) {
  if (at == text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
  const bool has_sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
  const std::size_t digits = at + (has_sign ? 2 : 1);
  const std::size_t end = DigitsEnd(text, digits);
  return end == digits ? at : end;
}

void VisitNumber(std::string_view text, std::size_t plain, Visit visit) {
  const std::size_t end = ExponentEnd(text, plain);
  const auto number = values::Decimal::Parse(text.substr(0, end));
  if (number) visit(end, values::ToString(values::Value::Of(*number)));
}

void VisitDuration(std::string_view text, std::size_t plain, Visit visit) {
  std::size_t end = plain;
  if (end < text.size() && text[end] == ' ') ++end;
  while (end < text.size() && IsLetter(text[end])) ++end;
  const auto duration = values::ParseDuration(text.substr(0, end));
  if (duration) visit(end, values::ToString(*duration));
}

// Seconds, and what is finer, since 1970: `1700000000.5`; or the ticks of .NET.
void VisitTicks(std::string_view text, std::size_t plain, Visit visit) {
  const std::string_view number = text.substr(0, plain);
  constexpr std::int64_t kTicksTo1970 = 621'355'968'000'000'000;
  constexpr std::int64_t kNanosOfTick = 100;
  const std::size_t point = std::min(number.find('.'), plain);
  const std::string_view fraction = number.substr(std::min(point + 1, plain));
  for (const std::size_t places : {9U, 6U, 3U, 0U}) {  // of a unit, to nanoseconds
    if (fraction.size() > places) continue;
    std::string digits(number.substr(0, point));
    digits.append(fraction).append(places - fraction.size(), '0');
    std::int64_t nanos = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nanos);
    if (error != std::errc() || end != digits.data() + digits.size()) continue;
    visit(plain, values::ToString(values::Instant{nanos}));
    const std::int64_t since_1970 = nanos - kTicksTo1970;
    if (places != 0 || nanos < 0 || std::abs(since_1970) > INT64_MAX / kNanosOfTick) continue;
    visit(plain, values::ToString(values::Instant{since_1970 * kNanosOfTick}));
  }
}

void VisitTime(std::string_view text, Visit visit) {
  const auto is_of_time = [](char c) {
    return IsDigit(c) || std::string_view("TZtz:.+- ").find(c) != std::string_view::npos;
  };
  constexpr std::size_t kDate = 10;  // "2023-11-11"
  const std::size_t year = DigitsEnd(text, 0);
  if (year != 4 || text.size() < kDate || text[4] != '-' || text[7] != '-') return;
  std::size_t end = kDate;
  while (end < text.size() && is_of_time(text[end])) ++end;
  // What stands behind a time may be a sentence's end, or another number.
  for (; end >= kDate; --end) {
    const std::string_view time = text.substr(0, end);
    if (const auto instant = values::ParseInstant(time)) {
      visit(end, values::ToString(*instant));
      if (end > kDate) return;
    }
    // In which zone a log without one was read is not known: in any there is.
    const auto local = values::ParseInstantIn(time, "UTC");
    if (!local) continue;
    constexpr std::int64_t kQuarter = 15LL * 60 * 1'000'000'000;
    constexpr std::int64_t kMostQuarters = 56;  // 14 hours
    for (std::int64_t offset = -kMostQuarters; offset <= kMostQuarters; ++offset) {
      const auto instant = values::Plus(*local, {.nanos = offset * kQuarter});
      if (instant) visit(end, values::ToString(*instant));
    }
    return;
  }
}

}  // namespace

void ForEachSpelled(std::string_view text, const SpelledKinds& kinds, Visit visit) {
  text = text.substr(0, kMostBytes);
  const std::size_t plain = PlainNumberEnd(text);
  if (plain == 0) return;
  if (kinds.numbers) VisitNumber(text, plain, visit);
  if (kinds.durations) VisitDuration(text, plain, visit);
  if (!kinds.times) return;
  VisitTicks(text, plain, visit);
  VisitTime(text, visit);
}

std::vector<std::string> EscapedSpellings(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/';
  });
  if (is_plain) return {};
  using Json = nlohmann::json;
  std::vector<std::string> spellings;
  for (const bool ascii : {false, true}) {
    std::string quoted = Json(text).dump(-1, ' ', ascii, Json::error_handler_t::replace);
    quoted = quoted.substr(1, quoted.size() - 2);
    if (quoted != text) spellings.push_back(quoted);
  }
  return spellings;
}

}  // namespace abide::report
