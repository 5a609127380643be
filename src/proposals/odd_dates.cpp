#include "proposals/odd_dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "proposals/shapes.h"

namespace abide::proposals {

namespace {

constexpr std::size_t kMostFields = 3;
constexpr std::string_view kIso = "2024-05-17T09:30:00Z";

// A form whose parts stand at places of their own: the regular expressions that take them.
struct DateForm {
  Look look;
  std::string_view order;  // in words, where the values do not tell it
  std::string_view year, month, day;
  std::string_view clock;  // empty: a date alone
  bool may_be_number = false;
};

constexpr std::string_view kClock = R"((\d{2}:\d{2}(?::\d{2})?)$)";

constexpr DateForm kForms[] = {
    {Look::kYearFirstWithClock, "", R"(^(\d{4}))", R"(^.{5}(\d{2}))", R"(^.{8}(\d{2}))", kClock},
    {Look::kYearFirst, "", R"(^(\d{4}))", R"(^.{5}(\d{2}))", R"(^.{8}(\d{2}))", ""},
    {Look::kYearLastWithClock, "if the day comes first", R"(^.{6}(\d{4}))", R"(^.{3}(\d{2}))",
     R"(^(\d{2}))", kClock},
    {Look::kYearLast, "if the day comes first", R"(^.{6}(\d{4}))", R"(^.{3}(\d{2}))", R"(^(\d{2}))",
     ""},
    {Look::kEightDigits, "", R"(^(\d{4}))", R"(^.{4}(\d{2}))", R"(^.{6}(\d{2}))", "", true},
};

// By all its values, or by its name and that no value speaks against it.
bool MayHoldDates(const Seen& seen, std::string_view key) {
  if (seen.looks.All(Look::kDateInside)) return true;
  return SpeaksOfTime(key) && seen.looks.All(Look::kDigit) && !seen.looks.All(Look::kAddress);
}

std::string Taking(std::string_view path, std::string_view part) {
  return fmt::format("capture({}, /{}/)", path, part);
}

// `time(capture(.when, /…/) + "-" + …, "UTC")`
std::string PutTogether(const DateForm& form, const std::string& path) {
  std::string text = fmt::format(R"({} + "-" + {} + "-" + {})", Taking(path, form.year),
                                 Taking(path, form.month), Taking(path, form.day));
  if (form.clock.empty()) return fmt::format("time({})", text);
  return fmt::format(R"(time({} + "T" + {}, "UTC"))", text, Taking(path, form.clock));
}

void Advise(const Seen& seen, std::string_view key, const std::string& path,
            std::vector<std::string>& lines) {
  const std::string shown =
      fmt::format("`{}` holds values such as {}", path, seen.values.begin()->first);
  const auto* const form =
      std::find_if(std::begin(kForms), std::end(kForms),
                   [&seen](const DateForm& each) { return seen.looks.All(each.look); });
  if (form != std::end(kForms) && (!form->may_be_number || SpeaksOfTime(key))) {
    lines.push_back(fmt::format("{}: put them together in a source{}, as in", shown,
                                form->order.empty() ? "" : fmt::format(" ({})", form->order)));
    lines.push_back(fmt::format("  time = {}", PutTogether(*form, path)));
  } else if (MayHoldDates(seen, key)) {
    lines.push_back(fmt::format(
        "{}: convert them where the log is written or fetched, to the form {}", shown, kIso));
  }
}

void AdviseBelow(const Seen& record, const std::string& path, std::size_t& fields,
                 std::vector<std::string>& lines) {
  for (const Seen::Member& member : record.members) {
    const Seen& seen = *member.seen;
    const std::string to = PathTo(path, member.key);
    if (fields == kMostFields) return;
    if (seen.records > 0 && seen.records == seen.present()) {
      AdviseBelow(seen, to, fields, lines);
    } else if (seen.told() > 0 && seen.texts == seen.present() && seen.blank + seen.none == 0) {
      const std::size_t before = lines.size();
      Advise(seen, member.key, to, lines);
      fields += lines.size() > before ? 1 : 0;
    }
  }
}

}  // namespace

std::vector<std::string> AdviceOnTime(const Seen& record) {
  std::vector<std::string> lines;
  std::size_t fields = 0;
  AdviseBelow(record, "", fields, lines);
  if (lines.empty()) {
    lines.push_back(
        fmt::format("Let what writes them say when each happened, in the form {}.", kIso));
  }
  return lines;
}

}  // namespace abide::proposals
