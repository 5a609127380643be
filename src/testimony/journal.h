// The logs as verification reads them: whole, in memory, one record after the other.
//
// The bytes come unpacked from events/log_file.h and are cut into records by containers/; what a
// record says is read here (record.h, mapping.h).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"
#include "events/event.h"
#include "events/log_file.h"
#include "json/reader.h"
#include "values/arena.h"

namespace abide::testimony {

using json::Json;

struct BadRecord {
  std::uint32_t log = 0;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string fault;
};

// A field of an event whose value is none of its type, and so absent.
struct Misfit {
  std::uint32_t log = 0;
  std::uint64_t offset = 0;
  events::EventKind kind{};
  events::FieldIndex field{};
  values::Instant time;
};

struct Log {
  std::string path;  // as given
  std::string container;
  std::string source;  // by which it was read; empty: canonical events
  bool is_without_source = false;
  std::uint64_t bytes = 0;
  std::string xxh3_128;
  std::string sha256;        // empty if the report tells none
  bool ended_early = false;  // it became shorter while it was read
  // What made its unpacking stop; what stands before is read.
  std::optional<events::LogFault> fault;
  std::string text;  // unpacked
  std::uint64_t records = 0;
  std::uint64_t unknown_events = 0;
  std::uint64_t skipped = 0;
  std::vector<std::uint64_t> lines;  // where each physical line begins
  // Where records begin and end, and at what is none, from there to there.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
  // Of a log that is not at hand: the records of it that are, by offset. Their lines are not known.
  struct Kept {
    std::string bytes;
    std::vector<events::Event> events;
  };
  std::map<std::uint64_t, Kept> kept;

  // Where the records around a place begin: one, or two where one ends at which the next begins; in
  // none, the place itself.
  std::vector<std::uint64_t> BeginsOf(std::uint64_t offset) const;
  // From 1.
  std::uint64_t LineOf(std::uint64_t offset) const;
};

struct Journal {
  bool is_whole = true;  // false: no log is at hand, but for records
  std::deque<Log> logs;
  std::vector<events::Event> events;  // in their total order, those behind the present too
  std::vector<BadRecord> bad;
  std::vector<Misfit> misfits;
  values::Arena arena;  // holds the fields

  // Empty where the place is not in the log.
  std::string_view RecordAt(std::uint32_t log, std::uint64_t offset, std::uint64_t length) const;
};

// A log of more plain bytes is refused: all of them are held in memory.
inline constexpr std::uint64_t kMostLogBytes = std::uint64_t{2} << 30;

// Adds a log. `said` is what the report says of it, of which nothing is taken but `source`: one of
// the rules, null for canonical events; that records were skipped because there was none; and
// whether it tells a SHA-256. An
// error if it can't be read, is too large, or there is no such source. To be sorted once all are
// there.
diagnostics::Expected<bool, diagnostics::Diagnostic> AddLog(const check::CheckedRules& rules,
                                                            const events::LogFile& file,
                                                            const json::Json& said,
                                                            Journal& journal);
// Into the total order.
void Sort(Journal& journal);

struct Record {
  std::uint32_t log = 0;  // its number in the report
  std::uint64_t offset = 0;
  std::string bytes;
};
// Where no log is at hand: those that the report (any JSON) names, with these records of them. Of
// some no event can be made, as of a row of CSV without its header.
void AddRecords(const check::CheckedRules& rules, const Json& report, std::vector<Record> records,
                Journal& journal);

// 64 hex digits.
std::string Sha256Of(std::string_view bytes);

}  // namespace abide::testimony
