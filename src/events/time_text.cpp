// Found out by repair: what makes a time of the text is what it lacks.
#include "events/time_text.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "values/time.h"

namespace abide::events {
namespace {

bool IsTime(const std::string& text) { return values::ParseInstant(text).has_value(); }

// The same day of a leap year that the clock knows.
std::string InOtherYear(std::string text) {
  const bool has_year =
      text.size() > 4 && text[4] == '-' && std::all_of(text.begin(), text.begin() + 4, [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
      });
  return has_year ? text.replace(0, 4, "2000") : std::string();
}

std::string WithoutLeapSecond(std::string text) {
  const std::size_t second = std::string_view("2016-12-31T23:59").size();
  const bool is_leap = text.size() > second && text.compare(second, 3, ":60") == 0;
  return is_leap ? text.replace(second, 3, ":59") : std::string();
}

std::string OnAnEarlierDay(std::string text) {
  const std::size_t day = std::string_view("2024-02-").size();
  const bool is_late = text.size() >= day + 2 && text.compare(day, 2, "28") > 0;
  return is_late ? text.replace(day, 2, "28") : std::string();
}

std::string InCapitals(std::string text) {
  std::replace(text.begin(), text.end(), 't', 'T');
  std::replace(text.begin(), text.end(), 'z', 'Z');
  return text;
}

}  // namespace

std::string_view ExpectedInsteadOf(std::string_view text) {
  const std::string time(text);
  if (IsTime(InOtherYear(time))) return "a year from 1678 to 2261";
  if (IsTime(WithoutLeapSecond(time))) return "seconds up to 59: leap seconds are not known";
  if (IsTime(OnAnEarlierDay(time))) return "a day that the month has";
  if (IsTime(InCapitals(time))) return "a capital `T` and `Z`";
  return kExpectedTime;
}

}  // namespace abide::events
