#include "values/time.h"

#include <array>

#include "absl/numeric/int128.h"

#include "values/calendar.h"
#include "values/instant_text.h"

namespace abide::values {
namespace {

// The instants from 1678-01-01T00:00Z until 2262-01-01T00:00Z.
constexpr std::int64_t kFirstSecond = DaysOf({1678, 1, 1}) * kSecondsPerDay;
constexpr std::int64_t kEndSecond = DaysOf({2262, 1, 1}) * kSecondsPerDay;
constexpr std::int64_t kFirstNano = kFirstSecond * kNanosPerSecond;
constexpr std::int64_t kLastNano = kEndSecond * kNanosPerSecond - 1;

// Two digits as a number; beyond all two-digit numbers if one is none.
inline unsigned TwoDigits(const char* at) {
  const auto tens = static_cast<unsigned char>(at[0] - '0');
  const auto ones = static_cast<unsigned char>(at[1] - '0');
  return tens <= 9 && ones <= 9 ? tens * 10U + ones : 1'000U;
}

// Reads from `text`, which it shortens. Each says whether what it wants stands there.
class Reader {
 public:
  explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool done() const { return at_ == end_; }
  char Next() { return at_ == end_ ? '\0' : *at_++; }
  char Peek() const { return at_ == end_ ? '\0' : *at_; }

  bool Day(std::int64_t& days) {
    if (end_ - at_ < 10 || at_[4] != '-' || at_[7] != '-') return false;
    const unsigned century = TwoDigits(at_);
    const unsigned year_of_century = TwoDigits(at_ + 2);
    const unsigned month = TwoDigits(at_ + 5);
    const unsigned day = TwoDigits(at_ + 8);
    if (century > 99 || year_of_century > 99 || month - 1 > 11 || day - 1 > 30) return false;
    const Date date = {static_cast<int>(century * 100 + year_of_century), static_cast<int>(month),
                       static_cast<int>(day)};
    if (date.day > 28 && date.day > DaysInMonth(date.year, date.month)) return false;
    days = DaysOf(date);
    at_ += 10;
    return true;
  }

  // hh:mm
  bool HourMinute(int& seconds) {
    if (end_ - at_ < 5 || at_[2] != ':') return false;
    const unsigned hour = TwoDigits(at_);
    const unsigned minute = TwoDigits(at_ + 3);
    if (hour > 23 || minute > 59) return false;
    seconds = static_cast<int>(hour * 3'600 + minute * 60);
    at_ += 5;
    return true;
  }

  // [:ss[.fraction]], one to nine digits of fraction.
  bool Seconds(int& seconds, int& nanos) {
    if (Peek() != ':') return true;
    if (end_ - at_ < 3) return false;
    const unsigned second = TwoDigits(at_ + 1);
    if (second > 59) return false;
    seconds += static_cast<int>(second);
    at_ += 3;
    if (Peek() != '.') return true;
    ++at_;
    int digits = 0;
    int fraction = 0;
    for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_, ++digits) {
      if (digits == 9) return false;
      fraction = fraction * 10 + (*at_ - '0');
    }
    static constexpr std::array<int, 10> kScales = {
        0, 100'000'000, 10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
    nanos = fraction * kScales[static_cast<std::size_t>(digits)];
    return digits != 0;
  }

 private:
  const char* at_;
  const char* end_;
};

// Strict: nothing may follow. Inlined into its two users, one of which runs once a line of a log.
inline bool Read(std::string_view text, InstantText& parts) {
  Reader reader(text);
  if (!reader.Day(parts.days)) return false;
  if (reader.done()) return true;
  parts.separator = reader.Next();
  if (parts.separator != 'T' && parts.separator != ' ') return false;
  if (!reader.HourMinute(parts.second_of_day)) return false;
  if (!reader.Seconds(parts.second_of_day, parts.nanos)) return false;
  if (reader.done()) return true;
  const char zone = reader.Next();
  parts.has_zone = true;
  if (zone == 'Z') return reader.done();
  if ((zone != '+' && zone != '-') || !reader.HourMinute(parts.offset)) return false;
  if (zone == '-') parts.offset = -parts.offset;
  return reader.done();
}

std::string& AppendDigits(std::string& text, std::int64_t number, int count) {
  text.append(static_cast<std::size_t>(count), '0');
  for (std::size_t at = text.size(); number != 0; number /= 10) {
    text[--at] = static_cast<char>('0' + number % 10);
  }
  return text;
}

// A fraction of a second in groups of three digits, as few as it needs.
void AppendFraction(std::string& text, std::int64_t nanos) {
  if (nanos == 0) return;
  text += '.';
  if (nanos % 1'000'000 == 0) {
    AppendDigits(text, nanos / 1'000'000, 3);
  } else if (nanos % 1'000 == 0) {
    AppendDigits(text, nanos / 1'000, 6);
  } else {
    AppendDigits(text, nanos, 9);
  }
}

std::optional<Instant> InRange(absl::int128 nanos) {
  if (nanos < kFirstNano || nanos > kLastNano) return std::nullopt;
  return Instant{static_cast<std::int64_t>(nanos)};
}

}  // namespace

std::optional<InstantText> ReadInstantText(std::string_view text) {
  InstantText parts;
  return Read(text, parts) ? std::optional(parts) : std::nullopt;
}

std::optional<Instant> InstantOf(const InstantText& parts) {
  const std::int64_t seconds = parts.days * kSecondsPerDay + parts.second_of_day - parts.offset;
  if (seconds < kFirstSecond || seconds >= kEndSecond) return std::nullopt;
  return Instant{seconds * kNanosPerSecond + parts.nanos};
}

std::optional<Instant> ParseInstant(std::string_view text) {
  InstantText parts;
  if (!Read(text, parts)) return std::nullopt;
  const bool is_date = parts.separator == '\0';
  const bool is_instant = parts.separator == 'T' && parts.has_zone;
  return is_date || is_instant ? InstantOf(parts) : std::nullopt;
}

std::string ToString(Instant instant) {
  const std::int64_t days = FloorDivide(instant.nanos, kNanosPerDay);
  const std::int64_t nano_of_day = FloorModulo(instant.nanos, kNanosPerDay);
  const std::int64_t second = nano_of_day / kNanosPerSecond;
  const Date date = DateOf(days);
  std::string text;
  text.reserve(32);
  AppendDigits(text, date.year, 4) += '-';
  AppendDigits(text, date.month, 2) += '-';
  AppendDigits(text, date.day, 2) += 'T';
  AppendDigits(text, second / 3'600, 2) += ':';
  AppendDigits(text, second / 60 % 60, 2) += ':';
  AppendDigits(text, second % 60, 2);
  AppendFraction(text, nano_of_day % kNanosPerSecond);
  text += 'Z';
  return text;
}

std::optional<Instant> Plus(Instant instant, Duration duration) {
  if (!duration.is_calendar()) return InRange(absl::int128(instant.nanos) + duration.nanos);
  // Far enough to cross all instants and the longest count of nanoseconds.
  constexpr std::int64_t kMostMonths = 12'000;
  if (duration.months < -kMostMonths || duration.months > kMostMonths) return std::nullopt;
  const Date date = DateOf(FloorDivide(instant.nanos, kNanosPerDay));
  const std::int64_t days = DaysOf(DateInMonth(MonthOf(date) + duration.months, date.day));
  return InRange(absl::int128(days) * kNanosPerDay + FloorModulo(instant.nanos, kNanosPerDay) +
                 duration.nanos);
}

std::optional<Instant> Minus(Instant instant, Duration duration) {
  return Plus(instant, Negate(duration));
}

std::optional<Duration> Difference(Instant later, Instant earlier) {
  std::int64_t nanos = 0;
  if (__builtin_sub_overflow(later.nanos, earlier.nanos, &nanos)) return std::nullopt;
  if (nanos == INT64_MIN) return std::nullopt;
  return Duration{0, nanos};
}

}  // namespace abide::values
