#include "check/other_languages.h"

#include <algorithm>

namespace abide::check {

namespace {

struct Instead {
  std::string_view names;  // with blanks between
  std::string_view help;
};
constexpr Instead kInstead[] = {
    {"length len count cardinality length_of array_length cardinality_of",
     "`size(LIST)` says how many elements a list has"},
    {"avg mean", "`average(x of EVENT within 30 days)` is taken over events"},
    {"maximum greatest", "`max(x of EVENT within 30 days)` is taken over events"},
    {"minimum least", "`min(x of EVENT within 30 days)` is taken over events"},
    {"total", "`sum(x of EVENT within 30 days)` is taken over events"},
    {"unique uniq count_distinct nunique",
     "`distinct(x of EVENT within 30 days)` counts different values"},
    {"first last", "`earliest(x of EVENT)` and `latest(x of EVENT)` are taken over events"},
    {"starts_with startswith has_prefix", "a text is tested as `x starts with \"…\"`"},
    {"ends_with endswith has_suffix", "a text is tested as `x ends with \"…\"`"},
    {"contains includes instr strpos position find",
     "a text is tested as `x contains \"…\"`, a list as `\"…\" in LIST`"},
    {"regex regexp regexp_like regexp_matches match re_match like",
     "a text is tested as `x matches /…/`"},
    {"regexp_extract extract substring substr mid left right",
     "`capture(x, /…(…)…/)` takes a part of a text"},
    {"coalesce ifnull nvl default get_or", "`x else y` is `y` where `x` is absent"},
    {"exists defined isset is_present present notnull is_not_null",
     "`has x` asks whether a field is there"},
    {"isnull is_null is_none null missing absent is_empty empty",
     "`not has x` asks whether a field is absent"},
    {"lowercase tolower to_lower lcase upper toupper to_upper ucase casefold",
     "`lower(x)` is the text in small letters; comparisons may end with `ignoring case`"},
    {"now today current_time current_timestamp current_date getdate sysdate",
     "rules know no clock: the present is an event's `time`, and `within 30 days` looks back from "
     "it"},
    {"dayofweek day_of_week", R"(`weekday(x)` is "monday" to "sunday")"},
    {"int integer float decimal to_number tonumber parse_int",
     "`number(x)` reads a text as a number"},
    {"str text to_string tostring to_char", "`string(x)` is a number as text"},
    {"date_parse parse_date to_timestamp to_date strptime timestamp datetime",
     R"(`time(x)` reads ISO 8601 text, `time(x, "Europe/Berlin")` such without a zone)"},
    {"concat", "texts are put together as `x + y`"},
    {"if iff iif ifelse", "a condition stands by itself; `x else y` is `y` where `x` is absent"},
    {"isin in_list any_of one_of in not_in",
     R"(a list is asked as `x in ["a", "b"]`, `x not in LIST`)"},
    {"overlaps intersects intersect intersection array_overlap",
     "whether two lists share an element is `any x in LIST: x in OTHER`"},
    {"set list tuple array", R"(a list is written `["a", "b"]`)"},
    {"year month quarter week day_of_month to_month to_year",
     "a part of the calendar has two bounds: `x >= 2024-01-01 and x < 2025-01-01`"},
    {"weekend is_weekend",
     R"(a day of the week is asked as `weekday(x) in ["saturday", "sunday"]`)"},
    {"abs", "there is no absolute value: `x > 5 or x < -5`"},
    {"round floor ceil ceiling trunc",
     "numbers are exact: compare with both bounds, `x >= 1 and x < 2`"},
    {"range between", "both bounds are written: `x >= 1 and x <= 5`"},
    {"ip_in_range cidr_match cidr_contains in_cidr inet ip ip_address ipaddress ip_network",
     R"(an address is asked as `x in network "10.0.0.0/8"`)"},
    {"time_since since age datediff date_diff timediff elapsed",
     "times are subtracted, `x.time - y.time`; whether an event was is `preceded by (EVENT within "
     "3 "
     "days)`"},
    {"days hours minutes seconds interval timedelta duration",
     "durations are words: `30 days`, `12 hours`"},
    {"epoch epoch_ms epoch_s unix unix_timestamp from_unixtime fromtimestamp to_unixtime",
     "`epoch_seconds(x)`, `epoch_millis(x)` and `epoch_nanos(x)` read numbers as times"},
    {"to_time", R"(`time(x)` reads ISO 8601 text, `time(x, "Europe/Berlin")` such without a zone)"},
    {"format sprintf printf", "texts are put together as `x + y`, in a message as `{x}`"},
    {"split trim strip replace regexp_replace",
     "a text stays as it is; `capture(x, /…(…)…/)` takes a part of it"},
    {"all every any some", "what holds of elements is `every x in LIST: …` or `any x in LIST: …`"},
};

// Whether `name` is one of `names`.
bool IsAmong(std::string_view name, std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == name) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

}  // namespace

std::string_view InsteadOf(std::string_view name) {
  for (const Instead& each : kInstead) {
    if (IsAmong(name, each.names)) return each.help;
  }
  return {};
}

}  // namespace abide::check
