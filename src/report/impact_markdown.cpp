#include "report/impact.h"
#include "report/markdown_text.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <string>

namespace abide::report {
namespace {

constexpr std::size_t kTableChanges = 20;  // of a clause
constexpr std::size_t kRoomForLastLine = 200;

std::string StatusCell(const ClauseChange& change) {
  const auto status = [](const ClauseReport* clause) {
    return clause == nullptr ? "–" : StatusText(clause->result.status);
  };
  if (change.before != nullptr && change.after != nullptr && !change.HasOtherStatus()) {
    return status(change.after);
  }
  return fmt::format("{} → {}", status(change.before), status(change.after));
}

std::string RowOfClause(const ClauseChange& change) {
  std::string fate(change.fate == ClauseFate::kSame ? "" : NameOf(change.fate));
  if (change.fate == ClauseFate::kRenamed) {
    fate += ", was " + MarkdownEscaped(Shown(change.before->id));
  }
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", MarkdownEscaped(Shown(change.any().id)),
                     fate, StatusCell(change), change.added, change.removed, change.altered);
}

std::string ItemOf(const Impact& impact, const FindingChange& change) {
  const bool is_gone = change.after == nullptr;
  const Report& report = is_gone ? *impact.before : *impact.after;
  const engine::Finding& finding = is_gone ? *change.before : *change.after;
  std::string text =
      fmt::format("- {}: **{}** {}, {}: {}\n", NameOf(change.kind), NameOf(finding.verdict),
                  values::ToString(finding.time), MarkdownEscaped(PlaceText(report, finding.place)),
                  MarkdownEscaped(Shown(MessageOf(report, finding), 600)));
  for (const Difference& difference : change.differences) {
    const auto side = [](const std::string& value) {
      return value.empty() ? std::string("none") : MarkdownEscaped(Shown(value));
    };
    text += fmt::format("  - {}: {} → {}\n", difference.what, side(difference.before),
                        side(difference.after));
  }
  return text;
}

}  // namespace

void WriteImpactMarkdown(const Impact& impact, std::size_t bytes, std::ostream& out) {
  if (bytes < kRoomForLastLine) return;
  Sheet sheet(bytes - kRoomForLastLine, out);
  const std::string outcome = impact.failing == 0
                                  ? "nothing fails that did not before"
                                  : fmt::format("newly failing: {}", impact.failing);
  if (!sheet.Add(fmt::format("# Abide: {}\n\n{}\n", outcome, TotalsText(impact)))) return;
  std::uint64_t left_out = 0;
  bool has_table = false;
  for (const ClauseChange& change : impact.clauses) {
    if (change.IsQuiet()) continue;
    const std::string head = has_table
                                 ? ""
                                 : "\n| clause | rules | status | added | removed | altered |\n"
                                   "|---|---|---|--:|--:|--:|\n";
    has_table = sheet.Add(head + RowOfClause(change)) || has_table;
  }
  for (const ClauseChange& change : impact.clauses) {
    if (change.findings.empty()) continue;
    bool is_full = !sheet.Add(fmt::format("\n## {}\n\n", MarkdownEscaped(Shown(change.any().id))));
    std::size_t told = 0;
    for (const FindingChange& finding : change.findings) {
      is_full = is_full || told >= kTableChanges || !sheet.Add(ItemOf(impact, finding));
      ++(is_full ? left_out : told);
    }
  }
  if (left_out == 0) return;
  out << fmt::format("\n{} left out here, for want of room; `--format json` has all\n",
                     Counted(left_out, "finding"));
}

}  // namespace abide::report
