// Checked rules as formulas of metric first-order temporal logic, in the text syntax of MonPoly and
// VeriMon: README.md beside this says what each part of a clause becomes.
//
// A clause's formula holds at a time-point for those numbers of events for which the clause is
// breached there. The translation is exact, or it is refused: a clause that uses what the monitors
// cannot compute is left out, with a warning that says what.
//
// D. Basin, F. Klaedtke, S. Müller, E. Zălinescu: Monitoring metric first-order temporal
// properties, JACM 62(2), 2015; D. Basin, F. Klaedtke, S. Marinovic, E. Zălinescu: Monitoring of
// temporal first-order properties with aggregations, FMSD 46(3), 2015.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "mfotl/facts.h"

namespace abide::mfotl {

// Why a clause is left out: `what` stands at `span` and has no counterpart.
struct Refusal {
  diagnostics::Span span;
  std::string what;
};

struct ClauseFormula {
  check::ClauseId clause{};
  std::string id;    // the clause's
  std::string text;  // of the formula, with a comment in front
};

struct Translation {
  Facts facts;
  std::vector<ClauseFormula> formulas;  // by clause, without those that are refused
};

// All clauses, so that facts are numbered alike whichever are wanted. A warning for each one that
// is refused.
Translation Translate(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                      diagnostics::DiagnosticSink& sink);

// The signature of the log: one predicate a line.
std::string SignatureText(const Facts& facts);

}  // namespace abide::mfotl
