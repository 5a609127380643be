// A check's result with everything around it that a reader needs: the value of which each form of
// report is a rendering. It holds no wall clock and no path that the user did not give, so the same
// input gives the same report.
#pragma once

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"
#include "diagnostics/source.h"
#include "engine/finding.h"
#include "events/problems.h"
#include "events/reader.h"
#include "json/writer.h"
#include "report/fail_on.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace abide::report {

// What the user asked for, as far as it decides what a report says. With the report's parameters,
// logs and hidden fields this is all of the command line that changes a byte of it (the text's
// amount of detail apart).
struct Options {
  std::vector<std::string> rules;  // paths, as given
  std::string baseline;            // the path; empty: none
  std::optional<values::Instant> as_of, since, until;
  std::vector<std::string> clauses;  // globs; empty: all
  std::string source;                // empty: found out log by log
  bool sha256 = false;               // of logs, beside XXH3
  bool strict = false;
  std::uint64_t allow_bad_lines = 0;
  std::uint64_t max_findings = 0;
  FailOn fail_on;
};

struct Ruleset {
  std::vector<check::LoadedFile> files;
  // SHA-256 over the files' digests in hex, sorted, a line end behind each: what was judged by,
  // wherever the files lay.
  std::string sha256;
};

// A place in a rule file; line from 1.
struct RulePlace {
  std::string file;
  std::uint32_t line = 0;
};
RulePlace PlaceOf(const diagnostics::Span& span, const diagnostics::SourceSet& sources);

// One version of a policy whose clauses were judged.
struct PolicyReport {
  std::string id, title, by, url, version;
  check::Effective effective;
};

struct ClauseReport {
  std::string id, policy, policy_title, version, title, cites, remedy;
  std::vector<std::string> tags;
  check::SeverityLevel severity{};
  check::Effective effective;
  std::string text;  // the declaration as written
  RulePlace place;
  bool judged = true;  // false if `--clause` left it out
  engine::ClauseResult result;
  // Its waivers, as indexes into those of the report; versions of a clause share them.
  std::vector<std::size_t> waivers;
};

enum class WaiverStatus { kUsed, kUnused, kExpired };

struct WaiverReport {
  std::string clause;
  std::string because, by;
  values::Instant until;
  std::string text;
  RulePlace place;
  WaiverStatus status{};
  bool expires_soon = false;  // within 30 days of the checker's present
  std::uint64_t findings = 0;
};

struct ProblemExample {
  std::string log;         // empty if it stands in none
  std::uint64_t line = 0;  // 0 if it stands at none
  std::uint64_t offset = 0;
  std::string message;
};

// What could not be read or computed: counted in full, shown by example. Texts, not a code of the
// catalogue: a report may be read that a later Abide wrote.
struct ProblemReport {
  std::string log;   // empty if it belongs to none
  std::string code;  // "L0101"
  diagnostics::Severity severity{};
  std::uint64_t count = 0;
  std::string help;
  std::vector<ProblemExample> examples;
};

using engine::BaselineMark;  // baseline.h

// SHA-256 of a record's bytes, in hex.
struct RecordDigest {
  std::uint32_t log = 0;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::string sha256;
};

// How values of a field are hidden; the greater hides more.
enum class Hide { kNot, kPseudonym, kMark };

// Which fields of events a report does not show.
struct HiddenFields {
  struct Field {
    std::string name;  // as asked for
    Hide how{};
    bool operator==(const Field&) const = default;
  };
  std::vector<Field> fields;  // empty: everything is shown
  // Tells keys apart and says nothing of them; empty: there was no key file.
  std::string key;
  bool operator==(const HiddenFields&) const = default;
};

struct Report {
  std::string version;  // of Abide
  Options options;
  HiddenFields hidden;
  Ruleset ruleset;
  std::vector<events::LogSummary> logs;
  std::optional<values::Instant> as_of;
  std::map<std::string, std::string> parameters;
  std::vector<PolicyReport> policies;  // in the order loaded
  std::vector<ClauseReport> clauses;   // by ClauseId
  engine::Findings findings;           // by time, log, line, clause
  std::vector<WaiverReport> waivers;
  std::vector<ProblemReport> problems;  // by log, then code
  // Records with a problem that is an error, each once.
  std::uint64_t bad_records = 0;
  std::vector<RecordDigest> digests;  // of the evidence, by log and offset
  // Findings of the baseline that were not found again, as they stand in its JSON; null: none.
  std::shared_ptr<const std::vector<json::Json>> vanished;

  const ClauseReport& ClauseOf(const engine::Finding& finding) const {
    return clauses[static_cast<std::size_t>(finding.clause)];
  }
  // The path of the log in which a record stands.
  const std::string& LogOf(const events::Place& place) const { return logs[place.log].path; }
  // Whether any log holds one.
  bool HasEvents() const;
  // The waiver of a waived finding; null for any other.
  const WaiverReport* WaiverOf(const engine::Finding& finding) const;
  // Empty if evidence was not hashed.
  std::string_view DigestOf(const events::Place& place) const;
};

std::vector<ProblemReport> ProblemsOf(const std::vector<events::Problems::Tally>& tallies);

// What a report is made of; all of it outlives the call only.
struct Inputs {
  std::string version;
  Options options;
  const check::CheckedRules* rules = nullptr;
  const diagnostics::SourceSet* sources = nullptr;
  engine::Verdicts verdicts;
  std::vector<bool> judged;  // by ClauseId; empty: all
  std::vector<events::LogSummary> logs;
  std::vector<events::Problems::Tally> problems;
  std::uint64_t bad_records = 0;
  // To read evidence again; empty if no form that is wanted shows its digests.
  std::vector<const events::LogFile*> files;
};

// Reads the evidence again if `files` are given; an error if a log has changed meanwhile, or can't
// be read. Cost: one read of each record of evidence, in the order of the log.
diagnostics::Expected<Report, diagnostics::Diagnostic> MakeReport(Inputs inputs);

}  // namespace abide::report
