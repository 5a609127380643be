// What could not be read, or not as it was declared: counted in full, shown by example.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace abide::events {

class Problems {
 public:
  // Examples that are kept of each code and log; the rest is counted.
  static constexpr std::size_t kExamples = 10;

  void Add(diagnostics::Code code, diagnostics::LogPlace place, std::vector<std::string> arguments);
  // `count` more of a kind of which no example is worth keeping.
  void Count(diagnostics::Code code, const std::string& log, std::uint64_t count);

  // By log (in the order of their names), then code.
  struct Tally {
    std::string log;
    diagnostics::Code code;
    std::uint64_t count = 0;
    std::vector<diagnostics::Diagnostic> examples;  // the first, by line
  };
  std::vector<Tally> Tallies() const;
  std::uint64_t Total(diagnostics::Severity severity) const;
  // Lines and records that make a log "not read whole" (exit code 4): every problem that is an error.
  std::uint64_t bad_records() const { return Total(diagnostics::Severity::kError); }

 private:
  std::map<std::pair<std::string, diagnostics::Code>, Tally> tallies_;
};

}  // namespace abide::events
