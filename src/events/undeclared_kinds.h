// The names of events that a log has and nobody declared.
//
// Of a log the first kMost different names are kept, of each as much as a message has room for; of
// the others is known only that they are there (LogSummary::unknown_events). So hostile logs cost
// no memory, and what is kept does not depend on where the log was cut into batches: those keep all
// of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace abide::events {

class UndeclaredKinds {
 public:
  static constexpr std::size_t kMost = 1000;

  struct Kind {
    std::string name;  // shortened
    std::uint64_t records = 0;
    // Of the first of them.
    std::uint64_t line = 0;
    std::uint64_t offset = 0;

    bool operator==(const Kind&) const = default;
  };

  // A record at that place names an event so.
  void Count(std::string_view name, std::uint64_t line, std::uint64_t offset);
  // Those of the next lines of the log; `lines_before` stand in front of them.
  void Append(const UndeclaredKinds& of_lines, std::uint64_t lines_before);

  // In the order of their first records.
  const std::vector<Kind>& in_order() const { return kinds_; }
  // By the number of their records, the most first, then by name.
  std::vector<Kind> ByCount() const;

 private:
  Kind& At(std::string_view name);

  std::vector<Kind> kinds_;
  absl::flat_hash_map<std::string, std::size_t> place_by_name_;
  std::size_t last_ = 0;  // records of one kind often follow each other
};

}  // namespace abide::events
