// Zones of the system's database, through Abseil.
//
// A calendar period begins at the first moment of its first day, or, where a zone skips that
// moment, at the change. Where a zone sets its clocks back across midnight (St. John's did at
// 00:01), a date comes, goes and comes again; the periods then still follow each other without gap
// or overlap, because a period has begun once and for all when its date comes first.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "diagnostics/assert.h"
#include "values/calendar.h"
#include "values/instant_text.h"
#include "values/time.h"

namespace abide::values {
namespace {

// Only what can be a name of the database: no way out of its folder, none of the prefixes that
// select another form of it (`right/` counts leap seconds), nor a name for "as this machine is".
bool CanBeName(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  if (name.empty() || name.size() > kLongest || name.front() == '/') return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter && !is_digit && c != '/' && c != '_' && c != '-' && c != '+') return false;
  }
  for (const std::string_view other : {"posix/", "right/", "Fixed/"}) {
    if (name.starts_with(other)) return false;
  }
  return name != "localtime" && name != "posixrules" && name != "Factory";
}

// Abseil keeps every name that it was ever asked for, so it is asked for those alone that the
// database has: what a log calls a zone must not fill the memory.
std::optional<absl::TimeZone> Load(std::string_view name) {
  if (name == "UTC") return absl::UTCTimeZone();
  const char* const folder = std::getenv("TZDIR");
  const std::filesystem::path root = folder != nullptr ? folder : "/usr/share/zoneinfo";
  std::error_code error;
  if (!std::filesystem::is_regular_file(root / name, error) || error) return std::nullopt;
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
  return zone;
}

class ZoneCache {
 public:
  std::optional<absl::TimeZone> Find(std::string_view name) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
    }
    const std::unique_lock lock(mutex_);
    if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
    if (unknown_ >= kMostUnknown) ForgetUnknown();
    const std::optional<absl::TimeZone> zone = Load(name);
    if (!zone) ++unknown_;
    zones_.emplace(name, zone);
    return zone;
  }

 private:
  static constexpr int kMostUnknown = 1'000;

  void ForgetUnknown() {
    std::erase_if(zones_, [](const auto& entry) { return !entry.second; });
    unknown_ = 0;
  }

  std::shared_mutex mutex_;
  std::map<std::string, std::optional<absl::TimeZone>, std::less<>> zones_;
  int unknown_ = 0;
};

std::optional<absl::TimeZone> FindZone(std::string_view name) {
  static ZoneCache cache;
  // Runs of events ask for one zone over and over.
  thread_local std::string last_name;
  thread_local std::optional<absl::TimeZone> last_zone;
  if (last_zone && last_name == name) return last_zone;
  if (!CanBeName(name)) return std::nullopt;
  std::optional<absl::TimeZone> zone = cache.Find(name);
  if (zone) {
    last_name = name;
    last_zone = zone;
  }
  return zone;
}

absl::TimeZone KnownZone(std::string_view name) {
  const std::optional<absl::TimeZone> zone = FindZone(name);
  ABIDE_ASSERT(zone.has_value(), "zones are checked before they are used");
  return *zone;
}

absl::Time TimeOf(Instant instant) { return absl::FromUnixNanos(instant.nanos); }

absl::CivilSecond LocalTime(Instant instant, const absl::TimeZone& zone) {
  return zone.At(TimeOf(instant)).cs;
}

// Ends of periods can lie outside the range of instants; ToUnixNanos gives the nearest count.
Instant Begin(absl::CivilDay day, const absl::TimeZone& zone) {
  const absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(day));
  const bool skipped = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
  return {absl::ToUnixNanos(skipped ? info.trans : info.pre)};
}

// Months above 12 are those of the next year.
absl::CivilDay MonthStart(absl::civil_year_t year, int month) {
  const absl::CivilDay first(year, month, 1);
  return first;
}

absl::CivilDay FirstDay(absl::CivilDay day, Period period) {
  switch (period) {
    case Period::kDay:
      return day;
    case Period::kWeek:
      return absl::PrevWeekday(day + 1, absl::Weekday::monday);
    case Period::kMonth:
      return MonthStart(day.year(), day.month());
    case Period::kQuarter:
      return MonthStart(day.year(), (day.month() - 1) / 3 * 3 + 1);
    case Period::kYear:
      return MonthStart(day.year(), 1);
  }
  return day;
}

// `first` is the first day of a period.
absl::CivilDay NextFirstDay(absl::CivilDay first, Period period) {
  switch (period) {
    case Period::kDay:
      return first + 1;
    case Period::kWeek:
      return first + 7;
    case Period::kMonth:
      return MonthStart(first.year(), first.month() + 1);
    case Period::kQuarter:
      return MonthStart(first.year(), first.month() + 3);
    case Period::kYear:
      return MonthStart(first.year() + 1, 1);
  }
  return first;
}

}  // namespace

bool IsZone(std::string_view zone) { return FindZone(zone).has_value(); }

std::optional<Instant> ParseInstantIn(std::string_view text, std::string_view zone) {
  const std::optional<InstantText> parts = ReadInstantText(text);
  if (!parts) return std::nullopt;
  if (zone == "UTC") return InstantOf(*parts);
  const std::optional<absl::TimeZone> known = FindZone(zone);
  if (!known) return std::nullopt;
  if (parts->has_zone) return InstantOf(*parts);
  const absl::CivilSecond local =
      absl::CivilSecond(absl::CivilDay(1970, 1, 1) + parts->days) + parts->second_of_day;
  const std::int64_t seconds = absl::ToUnixSeconds(known->At(local).pre);
  return InstantOf({.days = FloorDivide(seconds, kSecondsPerDay),
                    .second_of_day = static_cast<int>(FloorModulo(seconds, kSecondsPerDay)),
                    .nanos = parts->nanos});
}

int HourOf(Instant instant, std::string_view zone) {
  return LocalTime(instant, KnownZone(zone)).hour();
}

std::string_view WeekdayOf(Instant instant, std::string_view zone) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  const absl::CivilDay day(LocalTime(instant, KnownZone(zone)));
  return kNames[static_cast<std::size_t>(absl::GetWeekday(day))];
}

Instant DayOf(Instant instant, std::string_view zone) {
  return PeriodOf(instant, Period::kDay, zone).begin;
}

PeriodSpan PeriodOf(Instant instant, Period period, std::string_view zone) {
  const absl::TimeZone known = KnownZone(zone);
  absl::CivilDay first = FirstDay(absl::CivilDay(LocalTime(instant, known)), period);
  absl::CivilDay next = NextFirstDay(first, period);
  while (Begin(next, known) <= instant && Begin(next, known) < Instant::Max()) {
    first = next;
    next = NextFirstDay(first, period);
  }
  return {Begin(first, known), Begin(next, known)};
}

}  // namespace abide::values
