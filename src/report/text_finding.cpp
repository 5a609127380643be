#include "report/text_finding.h"

#include "diagnostics/printable.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace abide::report {
namespace {

using engine::EvidenceStep;
using engine::Finding;
using engine::Role;

// Steps of evidence shown of one finding, unless all are wanted: the first ones and the last.
constexpr std::size_t kTextSteps = 12;
constexpr std::size_t kTextMessageColumns = 400;

// Rows of a label and a text; a label that is that of the row above is not repeated.
class Rows {
 public:
  explicit Rows(diagnostics::Colour colour) : colour_(colour) {}

  void Add(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    const bool repeats = label == last_;
    last_ = label;
    text_ += fmt::format("    {}{}\n",
                         Painted(Padded(repeats ? "" : label, 12), Ink::kFaint, colour_), text);
  }
  std::string Take() { return std::move(text_); }

 private:
  diagnostics::Colour colour_;
  std::string last_;
  std::string text_;
};

// The columns of evidence, each as wide as its widest cell.
struct TextRow {
  std::string label;
  std::string place, time, event, note;
};

TextRow RowOf(const Report& report, const EvidenceStep& step, const std::string& label) {
  TextRow row;
  row.label = label;
  row.event = Shown(step.event, 40);
  row.note = Shown(step.note);
  if (!step.place) {
    row.note = LookedIn(step) + (row.note.empty() ? row.event : row.note);
    return row;
  }
  row.place = PlaceText(report, *step.place);
  row.time = values::ToString(step.time);
  return row;
}

bool IsOfPath(const EvidenceStep& step) {
  return step.role == Role::kSource || step.role == Role::kFlow;
}

// The trigger stands in the head; each path ends with it all the same, unless its own flow is the
// last step.
std::vector<TextRow> EvidenceRowsOf(const Report& report, const Finding& finding) {
  EvidenceStep trigger{.role = Role::kFlow,
                       .place = finding.place,
                       .time = finding.time,
                       .event = finding.event,
                       .note = {}};
  for (const EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kTrigger) trigger.note = step.note;
  }
  const std::vector<std::string> labels = LabelsOf(finding);
  std::vector<TextRow> rows;
  std::string open;  // the label of a path that has not reached the trigger
  const auto end_path = [&] {
    if (!open.empty()) rows.push_back(RowOf(report, trigger, std::exchange(open, {})));
  };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const EvidenceStep& step = finding.evidence[i];
    if (step.role == Role::kTrigger) continue;
    // The limit's row says it already.
    if (step.role == Role::kPeak && step.place == trigger.place) continue;
    if (step.role != Role::kFlow) end_path();
    open = IsOfPath(step) && step.place != trigger.place ? labels[i] : "";
    rows.push_back(RowOf(report, step, labels[i]));
  }
  end_path();
  return rows;
}

void AddEvidence(const Report& report, const Finding& finding, const TextOptions& options,
                 Rows& rows) {
  const std::vector<TextRow> evidence = EvidenceRowsOf(report, finding);
  std::size_t place = 0;
  std::size_t time = 0;
  std::size_t event = 0;
  for (const TextRow& row : evidence) {
    if (row.place.empty()) continue;
    place = std::max(place, diagnostics::ColumnsOf(row.place));
    time = std::max(time, row.time.size());
    event = std::max(event, row.note.empty() ? 0 : diagnostics::ColumnsOf(row.event));
  }
  const bool shows_all = options.detail == Detail::kAll || evidence.size() <= kTextSteps + 1;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const TextRow& row = evidence[i];
    if (!shows_all && i == kTextSteps - 1) {
      rows.Add(row.label, fmt::format("… {} (--details shows all)",
                                      Counted(evidence.size() - kTextSteps, "more step")));
      i = evidence.size() - 2;
      continue;
    }
    if (row.place.empty()) {
      rows.Add(row.label, row.note);
      continue;
    }
    std::string line = Padded(row.place, place) + "  " + Padded(row.time, time) + "  ";
    line += row.note.empty() ? row.event : Padded(row.event, event) + "  " + row.note;
    rows.Add(row.label, line);
  }
}

std::string Head(const Report& report, const Finding& finding, const TextOptions& options) {
  const std::string due =
      finding.due ? fmt::format(", due {}", values::ToString(*finding.due)) : std::string();
  const std::string id =
      finding.event_id.empty() ? std::string() : ' ' + Shown(finding.event_id, 80);
  return fmt::format("  {} at {}{}, {} ({}{})\n",
                     Painted(NameOf(finding.verdict), InkOf(finding.verdict), options.colour),
                     values::ToString(finding.time), due, PlaceText(report, finding.place),
                     Shown(finding.event), id);
}

}  // namespace

std::string FindingText(const Report& report, const Finding& finding, const TextOptions& options) {
  std::string text = Head(report, finding, options);
  // The title stands above already, as that of the clause.
  if (!finding.message.empty() && finding.message != report.ClauseOf(finding).title) {
    text +=
        "    " + Painted(Shown(finding.message, kTextMessageColumns), Ink::kStrong, options.colour);
    text += '\n';
  }
  Rows rows(options.colour);
  rows.Add("about", AboutText(finding));
  AddEvidence(report, finding, options, rows);
  rows.Add("limit", LimitText(finding));
  for (const engine::WindowSummary& window : finding.windows) {
    rows.Add("window", WindowText(report, window));
  }
  for (const engine::ShareFound& share : finding.shares) rows.Add("share", ShareText(share));
  for (const std::string& field : finding.missing) rows.Add("missing", Shown(field));
  rows.Add("excused by", Shown(finding.excused_by));
  rows.Add("waived by", WaiverText(report, finding));
  if (finding.verdict == engine::Verdict::kBreach || finding.verdict == engine::Verdict::kPending) {
    rows.Add("remedy", Shown(report.ClauseOf(finding).remedy, kTextMessageColumns));
  }
  rows.Add("baseline", NameOf(finding.mark));
  rows.Add("finding", finding.fingerprint);
  return text + rows.Take();
}

}  // namespace abide::report
