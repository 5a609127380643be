// Coverage as a table: of each clause what the tests have never seen, and totals.
#include "diagnostics/printable.h"
#include "report/test_report.h"
#include "report/text_look.h"

#include <fmt/format.h>

#include <algorithm>

namespace abide::report {
namespace {

using diagnostics::Colour;
using trials::Part;
using values::Truth;

constexpr std::size_t kTextColumns = 64;

std::uint64_t SeenOf(const PointReport& point, Truth truth) {
  return point.seen.at(static_cast<std::size_t>(truth));
}

bool IsReached(const PointReport& point) { return point.seen != std::array<std::uint64_t, 3>{}; }

// "never true, never unknown"; empty if all was seen.
std::string NeverText(const PointReport& point) {
  if (!IsReached(point)) return "never reached";
  std::string text;
  for (const Truth truth : {Truth::kTrue, Truth::kFalse, Truth::kUnknown}) {
    if (SeenOf(point, truth) != 0) continue;
    text += fmt::format("{}never {}", text.empty() ? "" : ", ", NameOf(truth));
  }
  return text;
}

std::string PartLabel(Part part) {
  if (part == Part::kExceptionCondition) return "  condition";
  return part == Part::kCondition ? "condition" : std::string(NameOf(part));
}

// A condition of a definition may stand in another file than its clause.
std::string PlaceText(const RulePlace& place, const RulePlace& clause) {
  if (place.file == clause.file) return fmt::format("line {}", place.line);
  return fmt::format("{}:{}", Shown(place.file), place.line);
}

std::string ClauseText(const ClauseCoverageReport& clause, Colour colour) {
  std::string rows;
  std::size_t width = 0;
  std::size_t place_width = 0;
  for (const PointReport& point : clause.points) {
    width = std::max(width, diagnostics::ColumnsOf(Shown(point.text, kTextColumns)));
    place_width = std::max(place_width, PlaceText(point.place, clause.place).size());
  }
  for (const PointReport& point : clause.points) {
    const std::string never = NeverText(point);
    if (never.empty()) continue;
    rows += fmt::format("    {}{}  {}  {}\n",
                        Painted(Padded(PartLabel(point.part), 13), Ink::kFaint, colour),
                        Padded(PlaceText(point.place, clause.place), place_width),
                        Padded(Shown(point.text, kTextColumns), width),
                        Painted(never, IsReached(point) ? Ink::kOpen : Ink::kBad, colour));
  }
  if (rows.empty()) return {};
  const std::string version = clause.version.empty() ? "" : " " + Shown(clause.version);
  return fmt::format("  {}{} ({}:{})\n{}", Painted(Shown(clause.id), Ink::kStrong, colour), version,
                     Shown(clause.place.file), clause.place.line, rows);
}

struct PartTotals {
  std::size_t points = 0;
  std::array<std::size_t, 3> seen{};
};

std::string TotalText(const char* name, const TestReport& report,
                      std::initializer_list<Part> parts) {
  PartTotals totals;
  for (const ClauseCoverageReport& clause : report.coverage) {
    for (const PointReport& point : clause.points) {
      if (std::find(parts.begin(), parts.end(), point.part) == parts.end()) continue;
      ++totals.points;
      for (std::size_t i = 0; i < totals.seen.size(); ++i) {
        totals.seen.at(i) += point.seen.at(i) != 0 ? 1 : 0;
      }
    }
  }
  return fmt::format("  {}{} seen true, {} false, {} unknown, of {}\n", Padded(name, 12),
                     totals.seen.at(static_cast<std::size_t>(Truth::kTrue)),
                     totals.seen.at(static_cast<std::size_t>(Truth::kFalse)),
                     totals.seen.at(static_cast<std::size_t>(Truth::kUnknown)), totals.points);
}

}  // namespace

void WriteCoverageText(const TestReport& report, Colour colour, std::ostream& out) {
  out << Painted("coverage", Ink::kStrong, colour) << '\n';
  for (const ClauseCoverageReport& clause : report.coverage) out << ClauseText(clause, colour);
  out << TotalText("norms", report, {Part::kNorm})
      << TotalText("exceptions", report, {Part::kException})
      << TotalText("conditions", report, {Part::kCondition, Part::kExceptionCondition}) << '\n';
}

}  // namespace abide::report
