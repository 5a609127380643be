#include "report/html_figures.h"

#include "report/html_finding.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace abide::report {
namespace {

using engine::EvidenceStep;
using engine::Finding;
using engine::Role;

constexpr int kWidth = 720;
constexpr std::size_t kNameColumns = 62;  // what fits into a box
constexpr std::size_t kNodes = 40;        // of one path

// A decimal or a duration, to be drawn; nothing for an interval, or what is none.
std::optional<double> NumberOf(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && at == end && std::isfinite(number)) return number;
  const std::optional<values::Duration> duration = values::ParseDuration(text);
  if (!duration || duration->is_calendar()) return std::nullopt;
  return static_cast<double>(duration->nanos);
}

const std::string* ValueOf(const Finding& finding, std::string_view name) {
  for (const engine::NamedValue& value : finding.values) {
    if (value.name == name && !value.absent) return &value.value;
  }
  return nullptr;
}

std::string Figure(const std::string& caption, int height, const std::string& drawing) {
  return fmt::format(
      "<figure tabindex=\"0\"><figcaption>{}</figcaption><svg role=\"img\" aria-label=\"{}\" "
      "viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\">{}</svg></figure>\n",
      caption, caption, kWidth, height, kWidth, height, drawing);
}

// `anchor`: start, middle or end. `text` is safe.
std::string Text(double x, double y, std::string_view anchor, std::string_view kind,
                 std::string_view text) {
  return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)", x, y,
                     anchor, kind, text);
}

std::string Line(double x1, double y1, double x2, double y2, std::string_view kind) {
  return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1,
                     y1, x2, y2, kind);
}

std::string Rect(double x, double y, double width, double height, std::string_view kind) {
  return fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>)",
                     x, y, std::max(width, 0.0), std::max(height, 0.0), kind);
}

std::string Dot(double x, double y, std::string_view kind) {
  return fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="4.5" class="{}"/>)", x, y, kind);
}

// Instants along a line.
class TimeScale {
 public:
  TimeScale(values::Instant from, values::Instant until, double left, double right)
      : from_(static_cast<double>(from.nanos)),
        span_(static_cast<double>(until.nanos) - from_),
        left_(left),
        right_(right) {}

  double At(values::Instant time) const {
    if (span_ <= 0) return left_;
    const double part = (static_cast<double>(time.nanos) - from_) / span_;
    return left_ + std::clamp(part, 0.0, 1.0) * (right_ - left_);
  }

 private:
  double from_, span_, left_, right_;
};

std::string Since(values::Instant earlier, values::Instant later) {
  const std::optional<values::Duration> passed = values::Difference(later, earlier);
  if (!passed) return {};
  // To the day where it is days, else as it is.
  constexpr std::int64_t kDay = 24LL * 3600 * 1'000'000'000;
  const std::int64_t days = passed->nanos / kDay;
  if (days >= 1) return fmt::format("{} {} later", days, days == 1 ? "day" : "days");
  return values::ToString(*passed) + " later";
}

struct Node {
  std::string artifact;
  const EvidenceStep* step = nullptr;
};

using Path = std::vector<Node>;

// A path begins at its source, whose note is an artifact; the note of a flow is the artifact
// before, an arrow, and the one behind. Where it does not read so, the note stands for itself.
std::vector<Path> PathsOf(const Finding& finding) {
  std::vector<Path> paths;
  for (const EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kSource) {
      paths.push_back({{step.note, &step}});
    } else if (step.role == Role::kFlow && !paths.empty()) {
      const std::string before = paths.back().back().artifact + " -> ";
      const bool goes_on = step.note.starts_with(before);
      paths.back().push_back({goes_on ? step.note.substr(before.size()) : step.note, &step});
    }
  }
  // The event at which the finding stands ends each, unless its own flow does.
  for (Path& path : paths) {
    for (const EvidenceStep& step : finding.evidence) {
      if (step.role != Role::kTrigger || path.back().step->place == step.place) continue;
      path.push_back({step.event, &step});
      break;
    }
  }
  return paths;
}

std::string ShareBar(const engine::ShareFound& share, int y) {
  const std::optional<double> least = NumberOf(share.least);
  const std::optional<double> most = NumberOf(share.most);
  if (!least || !most) return {};
  constexpr double kLeft = 190;
  constexpr double kBar = 300;
  const double low = std::clamp(*least, 0.0, 1.0) * kBar;
  const double high = std::clamp(*most, 0.0, 1.0) * kBar;
  return Text(kLeft - 14, y + 13, "end", "soft", "share on it") + Rect(kLeft, y, kBar, 16, "box") +
         Rect(kLeft, y, low, 16, "share") + Rect(kLeft + low, y, high - low, 16, "maybe") +
         Text(kLeft + kBar + 10, y + 13, "start", "",
              share.least == share.most
                  ? Html(share.least, 20)
                  : fmt::format("{} to {}", Html(share.least, 20), Html(share.most, 20)));
}

// A box of an artifact, and the arrow into it from the one above.
std::string NodeDrawing(const Report& report, const Path& path, std::size_t index, int y) {
  const Node& node = path[index];
  constexpr double kLeft = 190;
  std::string drawing;
  if (index != 0) {
    const double top = y - 38;
    drawing += Line(kLeft + 20, top, kLeft + 20, y - 6, "arrow");
    drawing +=
        fmt::format(R"(<path class="head" d="M{0:.0f} {1:.0f}l-5 -8h10z"/>)", kLeft + 20, y - 1.0);
    drawing += Text(kLeft + 36, y - 15.0, "start", "soft",
                    Html(node.step->event, 30) + " · " +
                        HtmlEnds(PlaceText(report, *node.step->place), 34) + " · " +
                        Since(path[index - 1].step->time, node.step->time));
  }
  drawing += Text(kLeft - 14, y + 20.0, "end", "soft", Html(values::ToString(node.step->time)));
  drawing += Rect(kLeft, y, kWidth - kLeft - 4, 30, "box");
  return drawing +
         Text(kLeft + 12, y + 20.0, "start", "name", HtmlEnds(node.artifact, kNameColumns));
}

std::string PathFigure(const Report& report, const Finding& finding, const Path& path) {
  constexpr int kRow = 68;
  std::string drawing;
  int y = 8;
  const std::size_t shown = std::min(path.size(), kNodes);
  for (std::size_t i = 0; i < shown; ++i) {
    // Of a path too long to draw the beginning and the end.
    const bool is_behind_gap = path.size() > kNodes && i + 1 == shown;
    drawing += NodeDrawing(report, path, is_behind_gap ? path.size() - 1 : i, y);
    y += kRow;
  }
  y -= 26;
  for (const engine::ShareFound& share : finding.shares) {
    const std::string bar = ShareBar(share, y);
    if (bar.empty()) continue;
    // Of several, each says whose it is: not all are of this path's source.
    if (finding.shares.size() > 1) {
      drawing += Text(190, y + 13, "start", "soft", HtmlEnds(share.text, kNameColumns) + ":");
      y += 22;
    }
    drawing += bar;
    y += 26;
  }
  std::string caption =
      fmt::format("Lineage: from {} to {}, {}", HtmlEnds(path.front().artifact, 80),
                  HtmlEnds(path.back().artifact, 80), Counted(path.size() - 1, "step"));
  if (path.size() > kNodes) {
    caption += fmt::format(" ({} before the last are not drawn)", path.size() - kNodes);
  }
  return Figure(caption, y + 4, drawing);
}

std::string DateText(values::Instant time) {
  const std::string text = values::ToString(time);
  return text.substr(0, 10) + ' ' + text.substr(11, 5);
}

// What a limit's drawing is made of.
struct Excursion {
  double limit = 0;
  std::vector<std::pair<values::Instant, double>> readings;
  std::string highest;          // of the readings, as the report has it
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
  const auto add = [&](values::Instant time, const std::string& text) {
    const auto value = NumberOf(text);
    if (!value) return;
    excursion.readings.emplace_back(time, *value);
    if (*value <= most) return;
    most = *value;
    excursion.highest = text;
  };
  for (const engine::Reading& reading : finding.course) add(reading.time, reading.value);
  for (const EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kPeak && step.place) excursion.peak_at = step.time;
  }
  const std::string* ended = ValueOf(finding, "ended");
  const auto end = ended == nullptr ? std::nullopt : values::ParseInstant(*ended);
  if (end && !finding.course.empty() && finding.course.back().time == *end) {
    excursion.ended = NumberOf(finding.course.back().value);
  }
  if (excursion.peak_at) add(*excursion.peak_at, *peak);
  if (excursion.readings.empty()) return std::nullopt;
  excursion.goes_on = !end.has_value();
  excursion.until = end.value_or(report.as_of.value_or(finding.time));
  return excursion;
}

std::string_view VerdictClass(std::size_t verdict) {
  static constexpr std::array<std::string_view, 5> kClasses = {
      "bar-breach", "bar-pending", "bar-undetermined", "bar-excused", "bar-waived"};
  return kClasses.at(verdict);
}

}  // namespace

std::string LineageFigure(const Report& report, const Finding& finding) {
  std::string figures;
  for (const Path& path : PathsOf(finding)) figures += PathFigure(report, finding, path);
  return figures;
}

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
  for (const auto& [time, value] : found->readings) {
    least = std::min(least, value);
    most = std::max(most, value);
    last = std::max(last, time);
  }
  if (most <= least) return {};
  const TimeScale at(finding.time, last, kLeft + 20, kRight - 20);
  const auto y = [&](double value) {
    return kBottom - (value - least) / (most - least) * (kBottom - kTop);
  };
  std::string drawing = Rect(at.At(finding.time), kTop, at.At(found->until) - at.At(finding.time),
                             y(found->limit) - kTop, "band");
  drawing +=
      Line(kLeft, kBottom, kRight, kBottom, "axis") + Line(kLeft, kTop, kLeft, kBottom, "axis");
  for (const auto& [time, value] : found->readings) {
    drawing += Line(at.At(time), kBottom, at.At(time), y(value), "stem");
    const bool is_end = found->ended == value && time == found->until;
    drawing += Dot(at.At(time), y(value), value > found->limit && !is_end ? "bad" : "dot");
  }
  drawing += Line(kLeft, y(found->limit), kRight, y(found->limit), "bad-line");
  drawing += Text(kLeft - 8, y(found->limit) + 4, "end", "", Html(*ValueOf(finding, "limit"), 12));
  if (y(most) + 16 < y(found->limit)) {
    drawing += Text(kLeft - 8, y(most) + 4, "end", "soft", Html(found->highest, 12));
  }
  drawing += Text(kLeft + 20, kBottom + 20, "start", "soft", DateText(finding.time));
  drawing += Text(kRight, kBottom + 20, "end", "soft",
                  DateText(last) + (found->goes_on ? " (goes on)" : ""));
  const std::string thinned =
      finding.readings > finding.course.size()
          ? fmt::format(", {} of {} readings drawn", finding.course.size(), finding.readings)
          : std::string();
  // What ended it is above the line where the limit has risen since.
  const bool has_risen = found->ended && *found->ended > found->limit;
  const std::string caption =
      fmt::format("Above the limit of {}{} from {} {}; the most was {}{}",
                  Html(*ValueOf(finding, "limit"), 40), has_risen ? " (at first; it rose)" : "",
                  DateText(finding.time), found->goes_on ? "on" : "until " + DateText(found->until),
                  Html(*ValueOf(finding, "peak"), 40), thinned);
  return Figure(caption, 216, drawing);
}

std::string DutyFigure(const Report& report, const Finding& finding) {
  if (!finding.due) return {};
  constexpr double kLeft = 20;
  constexpr double kRight = kWidth - 20;
  constexpr double kLine = 48;
  const values::Instant present = report.as_of.value_or(finding.time);
  values::Instant last = std::max({*finding.due, present, finding.time});
  for (const EvidenceStep& step : finding.evidence) {
    if (step.place) last = std::max(last, step.time);
  }
  const TimeScale at(finding.time, last, kLeft + 10, kRight - 10);
  const bool is_breach = finding.verdict == engine::Verdict::kBreach;
  const double due = at.At(*finding.due);
  std::string drawing = Line(kLeft, kLine, kRight, kLine, "axis");
  drawing += Rect(at.At(finding.time), kLine - 5, due - at.At(finding.time), 10, "maybe");
  if (is_breach) {
    drawing += Rect(due, kLine - 5, at.At(std::max(present, *finding.due)) - due, 10, "band");
  }
  drawing += Dot(at.At(finding.time), kLine, "dot");
  drawing += Text(kLeft, kLine + 26, "start", "", Html(finding.event, 24));
  drawing += Text(kLeft, kLine + 42, "start", "soft", DateText(finding.time));
  drawing += Line(due, kLine - 16, due, kLine + 12, is_breach ? "bad" : "open");
  // A label stays inside of the drawing.
  const std::string_view anchor = due > kWidth * 0.75   ? "end"
                                  : due < kWidth * 0.25 ? "start"
                                                        : "middle";
  drawing += Text(due, kLine - 22, anchor, "", "due " + DateText(*finding.due));
  for (const EvidenceStep& step : finding.evidence) {
    if (!step.place || step.role == Role::kTrigger || step.time < finding.time) continue;
    const double x = at.At(step.time);
    drawing += Dot(x, kLine, "dot");
    drawing += Text(
        x, kLine + 74, x > kWidth * 0.6 ? "end" : "start", "soft",
        fmt::format("{} {} {}", LabelOf(step.role), Html(step.event, 24), DateText(step.time)));
  }
  if (present > finding.time) {
    const double x = at.At(present);
    drawing += Line(x, kLine - 10, x, kLine + 10, "arrow");
    drawing +=
        Text(x, kLine + 58, x > kWidth * 0.3 ? "end" : "start", "soft", "now " + DateText(present));
  }
  const std::string caption =
      fmt::format("A duty since {}, due {}; the report's present is {}", DateText(finding.time),
                  DateText(*finding.due), DateText(present));
  return Figure(caption, 128, drawing);
}

std::string TimelineFigure(const std::vector<const Finding*>& findings) {
  if (findings.empty()) return {};
  constexpr std::size_t kBins = 60;
  constexpr double kLeft = 48;
  constexpr double kRight = kWidth - 8;
  constexpr double kTop = 12;
  constexpr double kBottom = 130;
  const auto earlier = [](const Finding* a, const Finding* b) { return a->time < b->time; };
  const auto [first, last] = std::minmax_element(findings.begin(), findings.end(), earlier);
  const TimeScale bin((*first)->time, (*last)->time, 0, kBins - 1e-6);
  std::array<std::array<std::uint64_t, 5>, kBins> counts{};
  std::array<std::uint64_t, kBins> sums{};
  for (const Finding* finding : findings) {
    const auto at = static_cast<std::size_t>(bin.At(finding->time));
    ++counts.at(at).at(static_cast<std::size_t>(finding->verdict));
    ++sums.at(at);
  }
  const std::uint64_t most = *std::max_element(sums.begin(), sums.end());
  const double width = (kRight - kLeft) / kBins;
  std::string drawing;
  for (std::size_t i = 0; i < kBins; ++i) {
    double y = kBottom;
    for (std::size_t verdict = 0; verdict < 5; ++verdict) {
      const std::uint64_t count = counts.at(i).at(verdict);
      if (count == 0) continue;
      const double height =
          static_cast<double>(count) / static_cast<double>(most) * (kBottom - kTop);
      y -= height;
      drawing += Rect(kLeft + static_cast<double>(i) * width + 0.5, y, width - 1, height,
                      VerdictClass(verdict));
    }
  }
  drawing += Line(kLeft, kBottom, kRight, kBottom, "axis");
  drawing += Text(kLeft - 8, kTop + 6, "end", "soft", std::to_string(most));
  drawing += Text(kLeft, kBottom + 18, "start", "soft", DateText((*first)->time));
  drawing += Text(kRight, kBottom + 18, "end", "soft", DateText((*last)->time));
  const std::string caption = fmt::format("{} from {} to {}", Counted(findings.size(), "finding"),
                                          DateText((*first)->time), DateText((*last)->time));
  return Figure(caption, 154, drawing);
}

}  // namespace abide::report
