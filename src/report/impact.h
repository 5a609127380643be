// What a change of the rules does to a check: two reports of the same logs, by the rules as they
// were and as they are, against each other.
//
// A finding of one is the same as one of the other if it is of the same clause, stands at the same
// event and is about the same subject; of what is left over, those of the same clause and event are
// paired in their order, for the change may be one of `about`. (Fingerprints hold the clause's id
// and its words, so a clause that was renamed or says more would have no finding in common.) One
// that has a counterpart is altered if anything that it says differs; all others are added or
// removed. A clause is the same as one that is gone if no clause has its id, and its declaration
// reads the same but for the name.
#pragma once

#include "diagnostics/render.h"
#include "report/report.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace abide::report {

struct Difference {
  std::string what;  // "verdict"
  std::string before;
  std::string after;
};

enum class ChangeKind { kAdded, kRemoved, kAltered };

struct FindingChange {
  ChangeKind kind{};
  const engine::Finding* before = nullptr;  // null: added
  const engine::Finding* after = nullptr;   // null: removed
  std::vector<Difference> differences;      // of an altered one, never empty
  bool fails = false;                       // by `--fail-on`, and did not before
};

enum class ClauseFate { kSame, kChanged, kRenamed, kAdded, kRemoved };

struct ClauseChange {
  ClauseFate fate{};
  const ClauseReport* before = nullptr;  // null: added
  const ClauseReport* after = nullptr;   // null: removed
  std::vector<FindingChange> findings;   // in the order of the events
  std::uint64_t added = 0, removed = 0, altered = 0;

  const ClauseReport& any() const { return after != nullptr ? *after : *before; }
  bool HasOtherStatus() const;
  // Nothing in the rules nor in what came of them.
  bool IsQuiet() const;
};

struct Impact {
  const Report* before = nullptr;
  const Report* after = nullptr;
  std::vector<ClauseChange> clauses;  // those of the new rules in their order, then what is gone
  std::uint64_t added = 0, removed = 0, altered = 0;
  // Findings that fail now and did not before; beyond --max-findings by their counts.
  std::uint64_t failing = 0;
  // Of either side, beyond --max-findings: they were not compared.
  std::uint64_t not_compared = 0;
};

// Both reports are of the same logs in the same order, and outlive the result. O(n log n).
Impact ImpactOf(const Report& before, const Report& after);

// `detail` of a clause's findings: few, or all of them.
void WriteImpactText(const Impact& impact, bool all, diagnostics::Colour colour, std::ostream& out);
// `abide.impact/1`: see abide.impact.schema.json.
void WriteImpactJson(const Impact& impact, std::ostream& out);
// For the summary of a job: at most twenty findings of a clause, never more than `bytes`.
void WriteImpactMarkdown(const Impact& impact, std::size_t bytes, std::ostream& out);

std::string_view NameOf(ChangeKind kind);  // "added"
std::string_view NameOf(ClauseFate fate);  // "renamed"
// "2 findings added, 1 removed, 0 altered".
std::string TotalsText(const Impact& impact);

}  // namespace abide::report
