#include "report/html_figures.h"

#include "report/html_drawing.h"
#include "report/html_finding.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace abide::report {
namespace {

using engine::EvidenceStep;
using engine::Finding;
using engine::Role;

constexpr std::size_t kNameColumns = 62;  // what fits into a box
constexpr std::size_t kNodes = 40;        // of one path

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

// Of a lineage path, as it is drawn.
using Path = std::vector<Node>;

// A path begins at its source, whose note is an artifact; the note of a flow is the artifact
// before, an arrow, and the one behind. Where it does not read so, the note stands for itself.
std::vector<Path> DrawnPathsOf(const Finding& finding) {
  std::vector<Path> paths;
  for (const LineagePath& steps : PathsOf(finding)) {
    Path& path = paths.emplace_back();
    for (const EvidenceStep* step : steps) {
      const std::string before = path.empty() ? "" : path.back().artifact + " -> ";
      const bool goes_on = step->note.starts_with(before);
      path.push_back({goes_on ? step->note.substr(before.size()) : step->note, step});
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

std::string_view VerdictClass(std::size_t verdict) {
  static constexpr std::array<std::string_view, 5> kClasses = {
      "bar-breach", "bar-pending", "bar-undetermined", "bar-excused", "bar-waived"};
  return kClasses.at(verdict);
}

}  // namespace

std::string LineageFigure(const Report& report, const Finding& finding) {
  std::string figures;
  for (const Path& path : DrawnPathsOf(finding)) figures += PathFigure(report, finding, path);
  return figures;
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
