// Which parts of the clauses the tests have seen true, false and unknown.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "diagnostics/source.h"
#include "trials/witness.h"
#include "values/truth.h"

namespace abide::trials {

struct Point {
  Part part{};
  diagnostics::Span span;
  std::string text;                     // as written, on one line; the label of an exception
  std::array<std::uint64_t, 3> seen{};  // by Truth: how often it was that
};

struct ClauseCoverage {
  std::string id;  // full
  std::string version;
  diagnostics::Span span;     // the declaration
  std::vector<Point> points;  // norm, its conditions, then each exception with its own
};

// By file and place.
struct Coverage {
  std::vector<ClauseCoverage> clauses;

  // Makes room for every clause of the plan's rules, whether or not a test comes to it.
  void AddClauses(const plan::Plan& plan, const diagnostics::SourceSet& sources);
  void Count(const check::CheckedRules& rules, const std::vector<Sight>& sights);
  void Sort();

 private:
  ClauseCoverage& Of(const check::Clause& clause);
};

}  // namespace abide::trials
