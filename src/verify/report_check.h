// One report, laid beside what rules and logs come to.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/catalogue.h"
#include "verify/comparison.h"
#include "verify/expectation.h"
#include "verify/names.h"
#include "verify/verifier.h"

namespace abide::verify {

class ReportCheck {
 public:
  // All of them outlive it. `report` is an object with every member of a report, of which `options`
  // have been read; of the others nothing is taken for granted.
  ReportCheck(const check::CheckedRules& rules, const Journal& journal,
              const Expectation& expectation, const Json& report, Outcome& outcome);

  void Run();

 private:
  // What it was judged by, and what it comes to: report_check.cpp.
  // Clauses with their counts: those that were not judged whole are not confirmed.
  bool IsWhole(std::size_t clause) const;
  void CheckHead();
  void CheckRuleset();
  void CheckLogs();
  // Entries one by one; of the member `path` the folder may be another.
  void SameList(const std::string& where, const Json& expected, const Json& actual,
                const std::string& path, std::uint64_t& confirmed);
  // The file of a place, as the report calls it.
  void TakePath(Json& expected) const;
  void CheckClauses();
  void CheckWaivers();
  // Of the report's findings; those that it does not show may add to that.
  Json UndeterminedBy(std::size_t clause, const Json& said);
  // Findings are all compared with a baseline, or none.
  void CheckBaseline();
  // Whether a finding of the baseline would have been found again.
  bool WasLookedFor(const Json& finding) const;
  // From the counts, less what was known.
  void CheckFailed();

  // Findings: finding_check.cpp.
  // The findings of one clause at one record have an order.
  static std::string KeyOf(const Json& finding, std::optional<std::size_t> log);
  void CheckFindings();
  void AddLacking(const Derived& derived);
  FindingCheck& AddCheck(std::size_t index, const Json& finding);
  // By the rules and the logs there is none such. A clause that was not judged whole may have it.
  void CheckUnknown(const std::string& where, std::size_t index, const Json& finding);
  bool HasRecords(const std::string& where, const Json& finding);
  void CheckFinding(const std::string& where, std::size_t index, std::size_t number,
                    const Json& finding);
  // What is missing is named by fields that the clause reads. (Which of them made it undetermined
  // is not derived.)
  bool CheckMissing(const std::string& where, const Derived& derived, const Json& missing);
  bool Fits(const Step& step, const Json& said) const;
  bool CheckEvidence(const std::string& where, const Derived& derived, const Json& evidence);

  // Problems: their places and their words from the catalogue; not that there are no more.
  // problem_check.cpp.
  struct ProblemsShown {
    std::vector<std::uint64_t> examples;                  // by count
    std::set<std::pair<std::size_t, std::uint64_t>> bad;  // by log, where the record begins
    std::uint64_t errors_beyond = 0;                      // that are only counted
  };
  void CheckProblems();
  void CheckProblemCount(const std::string& where, const Json& count, std::uint64_t examples,
                         ProblemsShown& shown);
  void CheckProblem(const std::string& where, const Json& counts, const Json& problem,
                    ProblemsShown& shown);
  static bool IsMetInJudging(diagnostics::Code code);
  bool IsMetInLog(diagnostics::Code code, const Json& log) const;
  // Each record in which an error is told, and no other.
  void CheckBadRecords(const ProblemsShown& shown);

  // What the report's findings of one clause add up to.
  struct Told {
    std::map<std::string, std::uint64_t> missing;  // by name, of those that are undetermined
    std::map<std::string, std::uint64_t> known;    // to the baseline, by verdict
    std::uint64_t undetermined = 0;
  };
  void AddUp();
  Told& ToldOf(const Json& clause, const Json& version);
  Told& ToldOf(std::size_t clause);
  const Names& NamesOf(std::size_t clause);

  const check::CheckedRules& rules_;
  const Journal& journal_;
  const Expectation& expected_;
  const Json& report_;
  Outcome& outcome_;
  Comparison comparison_;
  std::map<std::size_t, std::unique_ptr<Names>> names_;  // by clause
  std::map<std::string, Told> told_;                     // by clause and version
};

// The members of a finding, by the schema.
const std::vector<std::string>& MembersOfFinding();

}  // namespace abide::verify
