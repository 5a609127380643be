// What could not be read, or not as it was declared: counted in full, shown by example.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace abide::events {

// Problems of one log are added record by record.
class Problems {
 public:
  // Examples that are kept of each code and log; the rest is counted.
  static constexpr std::size_t kExamples = 10;

  // In the place of a record: the log itself is at fault, whatever its records are.
  static constexpr std::uint64_t kWholeLog = UINT64_MAX;

  // `record` is where the record at fault begins in its log.
  void Add(diagnostics::Code code, diagnostics::LogPlace place, std::uint64_t record,
           std::vector<std::string> arguments);
  // The same of what others of its code follow from: it is shown before them, and in the place of
  // those that stand where it does.
  void AddCause(diagnostics::Code code, diagnostics::LogPlace place, std::uint64_t record,
                std::vector<std::string> arguments);
  // One more, of which no example is wanted: `arguments` need not be made once this is true.
  bool HasExamples(diagnostics::Code code, const std::string& log) const;
  void Count(diagnostics::Code code, const std::string& log, std::uint64_t record);
  // What was found in the next lines of one log, whose numbers are counted from their first one, as
  // if it were added now; `lines_before` stand in front of them.
  void Append(Problems&& of_lines, std::uint64_t lines_before);
  bool empty() const { return tallies_.empty(); }
  // All of one log.
  void Forget(const std::string& log);

  // By log (in the order of their names), then code.
  struct Tally {
    std::string log;
    diagnostics::Code code;
    std::uint64_t count = 0;
    std::vector<diagnostics::Diagnostic> examples;  // the first, by line, behind causes
  };
  std::vector<Tally> Tallies() const;
  std::uint64_t Total(diagnostics::Severity severity) const;
  // Records (and whole logs) with a problem that is an error, each once: what makes a log "not read
  // whole" (exit code 4).
  std::uint64_t bad_records() const;

 private:
  // Which come in their order; of the first and the last where it begins.
  struct BadRecords {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t count = 0;

    void Add(const BadRecords& more);
  };

  std::map<std::pair<std::string, diagnostics::Code>, Tally> tallies_;
  std::map<std::string, BadRecords> bad_records_;
};

}  // namespace abide::events
