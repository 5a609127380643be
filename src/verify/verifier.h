// Report, rules and logs to what of the report is true.
//
// A verifier is made once of rules and logs; then reports are laid beside what it derives from
// them. It links neither the engine nor what that is made of, and reads events, evaluates
// conditions and judges clauses with code of its own: where both are wrong in one way, they have to
// be so by chance.
//
//   judgement     every clause, judged at every event by plain scans
//   expectation   the report that this comes to
//   verifier      where the report at hand differs, and what can't be confirmed at all
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/source.h"
#include "judgement/derivation.h"
#include "testimony/journal.h"

namespace abide::verify {

using json::Json;
using judgement::Question;
using testimony::Journal;

// One thing that a report says.
enum class State { kConfirmed, kUnconfirmed, kFalse };

struct Claim {
  State state{};
  std::string what;  // where in the report, and what is wrong with it or can't be seen
  std::string log;   // of a record that is not as the report says: where it stands
  std::uint64_t line = 0;
};

// What became of one finding.
struct FindingCheck {
  std::size_t number = 0;  // in the report, from 1
  std::string fingerprint, clause, verdict;
  std::string log;
  std::uint64_t line = 0;
  State state{};
  std::string how;  // by what it was confirmed: "path of 5 records; absence by a scan of the log"
};

struct Outcome {
  std::vector<FindingCheck> findings;  // in the report's order
  std::vector<Claim> claims;           // what is false first, then what can't be confirmed
  // Of the clauses, logs and rule files of the report.
  std::uint64_t clauses_confirmed = 0, logs_confirmed = 0, files_confirmed = 0;

  bool is_false() const;
  std::uint64_t Count(State state) const;  // of claims
};

struct Expectation;

class Verifier {
 public:
  // All of them outlive the verifier. Where no log is at hand, records confirm what they alone make
  // so; what asks for the whole log (that something is not in it, windows, shares, counts, that no
  // finding is missing) is unconfirmed, and said to be.
  Verifier(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
           const Journal& journal);
  ~Verifier();

  // `report` may be any JSON.
  Outcome Verify(const Json& report) const;

 private:
  const Expectation& ExpectationFor(const Question& question) const;

  const check::CheckedRules& rules_;
  const diagnostics::SourceSet& sources_;
  const Journal& journal_;
  // Of the question asked last: reports mostly ask the same.
  mutable std::unique_ptr<const Expectation> expectation_;
};

}  // namespace abide::verify
