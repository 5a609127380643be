// Runs the tests that stand in rule files (language guide, section 12).
//
// A test sees its own file and what that imports, so each file is checked by itself. Tests without
// `given` share one checked rule set; one with `given` has the file checked again, from trees that
// are parsed already. A test runs on the clauses that it tests alone: the one behind `of` and those
// that its expectations name, in every version that the file sees; all of them if it names none.
//
// Cost: a test costs its events times its clauses, a `given` besides that a check of its file. Only
// a test that failed, or whose coverage is wanted, is run a second time with somebody looking on.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/check.h"
#include "engine/finding.h"
#include "trials/coverage.h"
#include "values/truth.h"

namespace abide::trials {

struct Options {
  std::vector<std::string> paths;                 // rule files and folders of them
  std::map<std::string, std::string> parameters;  // --set NAME=VALUE
  // Tests to run: parts of their titles or clauses' full ids, or with `*` globs of the whole.
  // Empty: all.
  std::vector<std::string> filters;
  // Of those, which to run; null: all. The others are left out.
  std::function<bool(const check::Test&)> is_wanted;
  bool coverage = false;
};

// A condition of the clause, and what it was at the event.
struct Cause {
  std::string text;  // as written, on one line
  diagnostics::Span span;
  values::Truth truth{};
  bool is_exception = false;
};

// What one clause gave at one event, where that is not what was expected.
struct Mismatch {
  std::size_t step = 0;
  std::string clause;                 // its full id
  std::vector<std::string> expected;  // verdicts, as written; empty: no finding
  std::vector<std::size_t> came;      // in Outcome::verdicts.findings
  std::string note;                   // why nothing can have come, in words; may be empty
  std::vector<Cause> causes;          // why nothing came, or why it was not excused
};

struct Outcome {
  check::Test test;
  std::vector<std::string> clauses;  // full ids of those tested
  std::vector<Mismatch> mismatches;  // by step, then clause; none: it passed
  // Of a test that failed: what it was run on, and all that came.
  std::shared_ptr<const check::CheckedRules> rules;
  engine::Verdicts verdicts;

  bool passed() const { return mismatches.empty(); }
};

struct Results {
  std::vector<Outcome> outcomes;  // by file in the order of the paths, then by place
  std::size_t left_out = 0;       // by the filters, or not wanted
  std::size_t files = 0;          // rule files below the paths
  std::vector<std::string> read;  // paths of all files that were read, tables too
  Coverage coverage;              // empty unless wanted
  // Errors in files that tests see, of which none has any by itself with what it imports: they do
  // not agree with one another when all are read together, by place.
  std::vector<diagnostics::Diagnostic> disagreements;
};

// Faults of the rules go into `sink`; the results are to be used only if it has no errors.
Results Run(const Options& options, const check::FileSystem& files, diagnostics::SourceSet& sources,
            diagnostics::DiagnosticSink& sink);

}  // namespace abide::trials
