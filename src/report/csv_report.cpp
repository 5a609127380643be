#include "report/csv_report.h"

#include "diagnostics/printable.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace abide::report {
namespace {

constexpr std::size_t kCsvColumns = 4'000;

constexpr std::array<std::string_view, 25> kHeader = {
    "finding", "verdict",  "severity", "clause",     "version",   "title", "cites",
    "time",    "due",      "log",      "line",       "offset",    "event", "id",
    "about",   "message",  "missing",  "excused_by", "waived_by", "limit", "windows",
    "shares",  "evidence", "remedy",   "baseline"};

bool BeginsFormula(char32_t c) {
  return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B ||
         c == 0xFF0D || c == 0xFF20;
}

// What may stand before a formula that is taken for one all the same.
bool IsBlankOrQuote(char32_t c) { return c == ' ' || c == '"' || c == '\'' || c == 0xA0; }

// With its quotes.
std::string Cell(std::string_view text) {
  const std::string shown = Shown(text, kCsvColumns);
  std::string cell = "\"";
  bool begins = true;  // nothing but blanks and quotes since the cell began
  for (std::size_t at = 0; at < shown.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(shown, at);
    if (begins && BeginsFormula(point.value)) cell += '\'';
    begins = point.value == ';' || (begins && IsBlankOrQuote(point.value));
    if (point.value == '"') cell += '"';
    cell += shown.substr(at, point.length);
    at += point.length;
  }
  return cell + '"';
}

// The parts with "; " between them would begin cells elsewhere, so it is a bar.
void Append(std::string& list, const std::string& part) {
  list += (list.empty() ? "" : " | ") + part;
}

std::string StepText(const Report& report, const engine::EvidenceStep& step,
                     const std::string& label) {
  std::string text = label + ": ";
  if (!step.place) return text + LookedIn(step) + WhatOf(step);
  return text + fmt::format("{} {} {}", values::ToString(step.time), PlaceText(report, *step.place),
                            WhatOf(step));
}

class Row {
 public:
  explicit Row(std::ostream& out) : out_(out) {}
  void Add(std::string_view text) {
    out_ << (is_first_ ? "" : ",") << Cell(text);
    is_first_ = false;
  }
  void End() { out_ << "\r\n"; }

 private:
  std::ostream& out_;
  bool is_first_ = true;
};

void WriteFinding(const Report& report, const engine::Finding& finding, std::ostream& out) {
  const ClauseReport& clause = report.ClauseOf(finding);
  std::string missing;
  std::string windows;
  std::string shares;
  std::string evidence;
  for (const std::string& name : finding.missing) Append(missing, Shown(name));
  for (const auto& window : finding.windows) Append(windows, WindowText(report, window));
  for (const auto& share : finding.shares) Append(shares, ShareText(share));
  const std::vector<std::string> labels = LabelsOf(finding);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Append(evidence, StepText(report, finding.evidence[i], labels[i]));
  }
  Row row(out);
  row.Add(finding.fingerprint);
  row.Add(NameOf(finding.verdict));
  row.Add(NameOf(clause.severity));
  row.Add(clause.id);
  row.Add(clause.version);
  row.Add(clause.title);
  row.Add(clause.cites);
  row.Add(values::ToString(finding.time));
  row.Add(finding.due ? values::ToString(*finding.due) : "");
  row.Add(LogText(report.LogOf(finding.place)));
  row.Add(std::to_string(finding.place.line));
  row.Add(std::to_string(finding.place.offset));
  row.Add(finding.event);
  row.Add(finding.event_id);
  row.Add(AboutText(finding));
  row.Add(MessageOf(report, finding));
  row.Add(missing);
  row.Add(finding.excused_by);
  row.Add(WaiverText(report, finding));
  row.Add(LimitText(finding));
  row.Add(windows);
  row.Add(shares);
  row.Add(evidence);
  row.Add(clause.remedy);
  row.Add(NameOf(finding.mark));
  row.End();
}

}  // namespace

void WriteCsv(const Report& report, std::ostream& out) {
  Row header(out);
  for (const std::string_view name : kHeader) header.Add(name);
  header.End();
  for (const engine::Finding& finding : report.findings) WriteFinding(report, finding, out);
}

}  // namespace abide::report
