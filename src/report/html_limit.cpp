// A limit as it is drawn: the readings of its value, and how the limit lay.
#include "report/html_drawing.h"
#include "report/html_figures.h"
#include "report/html_finding.h"
#include "report/wording.h"
#include "report/xml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

namespace abide::report {
namespace {

using engine::EvidenceStep;
using engine::Finding;
using engine::Role;

const std::string* ValueOf(const Finding& finding, std::string_view name) {
  for (const engine::NamedValue& value : finding.values) {
    if (value.name == name && !value.absent) return &value.value;
  }
  return nullptr;
}

// What a limit's drawing is made of.
struct Excursion {
  double limit = 0;
  struct Reading {
    values::Instant time;
    double value = 0;
    // What the limit was then; none where that is not known, or can't be drawn.
    std::optional<double> limit;
    bool is_peak = false;  // told beside the course

    bool IsAbove() const { return limit ? value > *limit : is_peak; }
  };
  std::vector<Reading> readings;
  bool moves = false;           // the limit
  std::string highest;          // of what is drawn but the first limit, as the report has it
  std::string last_limit;       // of the last reading, as the report has it
  std::optional<double> ended;  // the reading that is not above any more
  std::optional<values::Instant> peak_at;
  values::Instant until;
  bool goes_on = false;
};

std::optional<Excursion> ExcursionOf(const Report& report, const Finding& finding) {
  const std::string* limit = ValueOf(finding, "limit");
  const std::string* peak = ValueOf(finding, "peak");
  if (limit == nullptr || peak == nullptr || !NumberOf(*limit) || !NumberOf(*peak)) {
    return std::nullopt;
  }
  Excursion excursion;
  excursion.limit = *NumberOf(*limit);
  double most = -std::numeric_limits<double>::infinity();
  const auto see = [&](double value, const std::string& text) {
    if (value <= most) return;
    most = value;
    excursion.highest = text;
  };
  for (const engine::Reading& reading : finding.course) {
    const std::optional<double> value = NumberOf(reading.value);
    const bool has_moved = !reading.limit.empty();
    const auto limit_then = NumberOf(has_moved ? reading.limit : *limit);
    excursion.moves = excursion.moves || has_moved;
    excursion.last_limit = has_moved ? reading.limit : *limit;
    if (has_moved && limit_then) see(*limit_then, reading.limit);
    if (!value) continue;
    excursion.readings.push_back({reading.time, *value, limit_then});
    see(*value, reading.value);
  }
  for (const EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kPeak && step.place) excursion.peak_at = step.time;
  }
  const std::string* ended = ValueOf(finding, "ended");
  const auto end = ended == nullptr ? std::nullopt : values::ParseInstant(*ended);
  if (end && !finding.course.empty() && finding.course.back().time == *end) {
    excursion.ended = NumberOf(finding.course.back().value);
  }
  if (excursion.peak_at) {
    const auto limit_then = excursion.moves ? std::nullopt : std::optional(excursion.limit);
    excursion.readings.push_back({*excursion.peak_at, *NumberOf(*peak), limit_then, true});
    see(*NumberOf(*peak), *peak);
  }
  if (excursion.readings.empty()) return std::nullopt;
  excursion.goes_on = !end.has_value();
  excursion.until = end.value_or(report.as_of.value_or(finding.time));
  return excursion;
}

// A stretch of the drawing in which the limit is one.
struct Stretch {
  double left = 0, right = 0;
  double limit = 0;
};

// From edge to edge; where the limit can't be drawn, there is none.
std::vector<Stretch> StretchesOf(const Excursion& excursion, const TimeScale& at, double left,
                                 double right) {
  std::vector<Stretch> stretches = {{left, right, excursion.limit}};
  if (!excursion.moves) return stretches;
  std::optional<double> last = excursion.limit;
  for (const Excursion::Reading& reading : excursion.readings) {
    if (reading.is_peak || reading.limit == last) continue;
    const double x = at.At(reading.time);
    if (last) stretches.back().right = x;
    last = reading.limit;
    if (last) stretches.push_back({x, right, *last});
  }
  return stretches;
}

// What becomes of a limit after the crossing; empty if it stays.
std::string MovedText(const Excursion& excursion) {
  if (excursion.moves) {
    return " (at first; " + Html(excursion.last_limit, 40) + " at the end)";
  }
  // Reports of earlier versions do not tell that it moved: what ended it is above the line then.
  const bool has_risen = excursion.ended && *excursion.ended > excursion.limit;
  return has_risen ? " (at first; it rose)" : "";
}

// Above the limit, while the excursion runs.
template <typename Height>
std::string BandsOf(const std::vector<Stretch>& stretches, double from, double until, double top,
                    const Height& y) {
  std::string bands;
  for (const Stretch& stretch : stretches) {
    const double left = std::max(stretch.left, from);
    const double right = std::min(stretch.right, until);
    if (left > right) continue;
    bands += Rect(left, top, right - left, y(stretch.limit) - top, "band");
  }
  return bands;
}

// The limit itself: steps, where it moves.
template <typename Height>
std::string LinesOf(const std::vector<Stretch>& stretches, const Height& y) {
  std::string lines;
  const Stretch* before = nullptr;
  for (const Stretch& stretch : stretches) {
    const double height = y(stretch.limit);
    if (before != nullptr && before->right >= stretch.left) {
      lines += Line(stretch.left, y(before->limit), stretch.left, height, "bad-line");
    }
    lines += Line(stretch.left, height, stretch.right, height, "bad-line");
    before = &stretch;
  }
  return lines;
}

}  // namespace

std::string LimitFigure(const Report& report, const Finding& finding) {
  const std::optional<Excursion> found = ExcursionOf(report, finding);
  if (!found) return {};
  constexpr double kLeft = 90;
  constexpr double kRight = kWidth - 20;
  constexpr double kTop = 18;
  constexpr double kBottom = 190;
  double least = std::min(0.0, found->limit);
  double most = std::max(found->limit, 0.0);
  values::Instant last = std::max(found->until, finding.time);
  for (const Excursion::Reading& reading : found->readings) {
    for (const double value : {reading.value, reading.limit.value_or(reading.value)}) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
    last = std::max(last, reading.time);
  }
  if (most <= least) return {};
  const TimeScale at(finding.time, last, kLeft + 20, kRight - 20);
  const auto y = [&](double value) {
    return kBottom - (value - least) / (most - least) * (kBottom - kTop);
  };
  const std::vector<Stretch> stretches = StretchesOf(*found, at, kLeft, kRight);
  std::string drawing = BandsOf(stretches, at.At(finding.time), at.At(found->until), kTop, y);
  drawing +=
      Line(kLeft, kBottom, kRight, kBottom, "axis") + Line(kLeft, kTop, kLeft, kBottom, "axis");
  for (const Excursion::Reading& reading : found->readings) {
    const double x = at.At(reading.time);
    drawing += Line(x, kBottom, x, y(reading.value), "stem");
    const bool is_end = found->ended == reading.value && reading.time == found->until;
    drawing += Dot(x, y(reading.value), reading.IsAbove() && !is_end ? "bad" : "dot");
  }
  drawing += LinesOf(stretches, y);
  drawing += Text(kLeft - 8, y(found->limit) + 4, "end", "", Html(*ValueOf(finding, "limit"), 12));
  if (y(most) + 16 < y(found->limit)) {
    drawing += Text(kLeft - 8, y(most) + 4, "end", "soft", Html(found->highest, 12));
  }
  if (found->moves && !stretches.empty() && stretches.back().limit != found->limit) {
    drawing += Text(stretches.back().right, y(stretches.back().limit) - 6, "end", "",
                    Html(found->last_limit, 12));
  }
  drawing += Text(kLeft + 20, kBottom + 20, "start", "soft", DateText(finding.time));
  drawing += Text(kRight, kBottom + 20, "end", "soft",
                  DateText(last) + (found->goes_on ? " (goes on)" : ""));
  const std::string thinned =
      finding.readings > finding.course.size()
          ? fmt::format(", {} of {} readings drawn", finding.course.size(), finding.readings)
          : std::string();
  const std::string caption =
      fmt::format("Above the limit of {}{} from {} {}; the most was {}{}{}",
                  Html(*ValueOf(finding, "limit"), 40), MovedText(*found), DateText(finding.time),
                  found->goes_on ? "on" : "until " + DateText(found->until),
                  Html(*ValueOf(finding, "peak"), 40), XmlText(PeakMostText(finding)), thinned);
  return Figure(caption, 216, drawing);
}

}  // namespace abide::report
