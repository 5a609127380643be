// One report, laid beside what rules and logs come to.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "inquiry/conditions.h"
#include "judgement/certainty.h"
#include "verify/comparison.h"
#include "verify/expectation.h"
#include "verify/verifier.h"

namespace abide::verify {

using inquiry::Reads;
using judgement::Step;

class ReportCheck {
 public:
  // All of them outlive it. `report` has every member of a report and no other, and its `options`
  // are some that can be asked for.
  ReportCheck(const check::CheckedRules& rules, const Journal& journal,
              const Expectation& expectation, const Json& report, Comparison& comparison,
              Outcome& outcome);

  void Run();

 private:
  // --- What it was judged by, and what it comes to: report_check.cpp
  void CheckHead();
  void CheckRuleset();
  void CheckLogs();
  // That the log at hand is damaged is told.
  void CheckFault(std::size_t log);
  void NameChanged(const std::string& where, const Json& file, const Json& said);
  // Entries one by one; the folder of their `path` may be another.
  void SameList(const std::string& where, const Json& expected, const Json& actual,
                std::uint64_t& confirmed);
  // The file of a place, as the report calls it.
  void TakePath(Json& expected) const;
  void CheckClauses();
  // False: not all counts of the clause could be derived. Those are taken from the report, but for
  // what its own findings add up to.
  bool IsWhole(std::size_t clause) const;
  void TakeCounts(const Json& said, std::size_t clause, Json& expected);
  // Of the report's findings; those that it does not show may add to that.
  // `all`: of the clause; `beyond`: of its findings, those that are not shown.
  Json UndeterminedBy(std::size_t clause, std::uint64_t all, std::uint64_t beyond,
                      const Json& said);
  Json ExcusedBy(std::size_t clause, std::uint64_t all, const Json& said);
  void CheckWaivers();
  void TakeWaived(Json& expected);
  // Where no log is at hand: the present, and how many findings are kept.
  void CheckPresent();
  void CheckKept();
  // Values that no clause asks for are not looked at, nor events behind the present.
  std::vector<testimony::Misfit> MisfitsRead() const;
  // Findings are all compared with a baseline, or none.
  void CheckBaseline();
  // Whether a finding of the baseline would have been found again.
  bool WasLookedFor(const Json& finding) const;
  // From the counts, less what was known.
  void CheckFailed();

  // --- Findings: finding_check.cpp
  void CheckFindings();
  // The derived one that is meant, which then is none for another; nothing: by the rules and the
  // logs there is none.
  std::optional<std::size_t> TakeDerived(const Json& finding);
  void CheckFinding(const std::string& where, const Json& finding, FindingCheck& check);
  // A clause that was not judged whole may have it.
  void CheckUnknown(const std::string& where, const Json& finding, FindingCheck& check);
  // Findings that agree in all that a fingerprint is made of are numbered, in their order.
  void CheckFingerprint(const std::string& where, const Json& finding);
  // What is missing is named by fields that the clause reads. (Which of them made it undetermined
  // is not derived.)
  void CheckMissing(const std::string& where, std::size_t clause, const std::string& verdict,
                    const Json& finding);
  void CheckEvidence(const std::string& where, const Derived& derived,
                     const Json::array_t& evidence);
  bool Fits(const Step& step, const Json& said) const;
  bool HasRecords(const std::string& where, const Json::array_t& evidence);
  const Reads& ReadsOfClause(std::size_t clause);

  // --- Findings where no log is at hand, by their records alone: record_check.cpp
  void CheckByRecords(const std::string& where, const Json& finding, FindingCheck& check);
  // What the finding says of itself, whatever its records are: claim_check.cpp, like the next.
  void CheckItself(const std::string& where, const Json& finding, std::size_t number);
  // What the rules and its own events make so, whatever else the log holds.
  void CheckCertain(const std::string& where, const std::vector<events::Event>& own,
                    const std::vector<const events::Event*>& triggers, const Json& finding,
                    std::size_t clause);
  // How many things are otherwise; `tells`: and notes them.
  std::size_t Contradict(const std::string& where, const Json& finding, std::size_t clause,
                         const judgement::Certainty& certainty, bool tells);
  void CheckCourse(const std::string& where, const Json& finding);
  void CheckNearest(const std::string& where, const Json::array_t& evidence);
  void CheckExcursion(const std::string& where, const Json& finding);
  // Those of the rules that were judged; nothing: it is none of them.
  std::optional<std::size_t> ClauseOf(const Json& finding) const;
  // No event behind the present was read.
  void CheckTimes(const std::string& where, const Json& finding);

  // Lines can't be counted; but a record has one, and what begins behind it stands on no earlier
  // one.
  void CheckLines(const std::string& where, const Json& finding);
  void CheckLine(const std::string& where, const Json& record);
  // The events of the records, one behind the other. Each step has to be one.
  std::vector<events::Event> EventsOf(const std::string& where, const Json::array_t& evidence);
  // Those of them at which the finding may stand: of one record, time, kind and id. That there is
  // none of these in its record is noted.
  std::vector<const events::Event*> TriggersOf(const std::string& where,
                                               const std::vector<events::Event>& own,
                                               const Json& finding);
  // The derived one that is meant; null: the records make none of it.
  const Derived* BestOf(const Derivation& derivation, const Json& finding);
  // Of several findings at one event: that with the same earlier one.
  bool HasSameEarlier(const Derived& derived, const Json& finding) const;
  // Each flow of a path hands on what the next one takes.
  void CheckPaths(const std::string& where, const std::vector<events::Event>& own,
                  const Json::array_t& evidence);
  // What another record of the log could change.
  std::set<std::string> OpenIn(const Derived& derived, const Json& finding);

  // What the report's findings of one clause add up to.
  struct Told {
    std::map<std::string, std::uint64_t> shown, known;  // by verdict; known to the baseline
    std::map<std::string, std::uint64_t> missing;       // by name, of those that are undetermined
    std::map<std::string, std::uint64_t> excused;       // by label
    std::set<std::pair<Json, Json>> records;            // of their events: log and offset
  };
  void AddUp();
  Told& ToldOf(std::size_t clause);

  const check::CheckedRules& rules_;
  const Journal& journal_;
  const Expectation& expected_;
  const Json& report_;
  Comparison& comparison_;
  Outcome& outcome_;
  std::map<std::size_t, Reads> reads_;                        // by clause
  std::map<std::pair<std::string, std::string>, Told> told_;  // by clause and version
  std::map<std::uint64_t, std::uint64_t> waived_by_;          // findings, by number of the waiver
  std::map<std::string, Json> paths_;  // of the ruleset: as the report calls them
  struct Line {
    std::uint64_t line = 0;
    std::string where;  // in the report
  };
  std::map<std::size_t, std::map<std::uint64_t, Line>> lines_;  // told, by log and offset
  // By log and offset, not met yet, in their order.
  std::map<std::pair<std::size_t, std::uint64_t>, std::vector<std::size_t>> derived_;
  std::set<std::size_t> lacking_;                      // derived, and not met
  std::size_t last_ = 0;                               // that was met
  std::map<std::string, std::uint64_t> fingerprints_;  // met
};

// problem_check.cpp. Throws as Comparison says. `misfits`: of the journal's, those in fields that
// were read.
void CheckProblems(const Json& report, const Journal& journal,
                   const std::vector<testimony::Misfit>& misfits, Comparison& comparison);

// The members of a finding, by the schema.
const std::vector<std::string>& MembersOfFinding();

}  // namespace abide::verify
