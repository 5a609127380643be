// Which form the records of a log have, what they are in, and which source fits them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/layout.h"
#include "events/reader.h"
#include "events/source_tally.h"

namespace abide::events {

struct Detection {
  // Null for canonical events, or if `fault` says why none was chosen.
  const SourceMap* source = nullptr;
  // Sources that ship and fit, too: one's own goes before them.
  std::vector<const SourceMap*> passed_over;
  struct Fault {
    diagnostics::Code code;
    diagnostics::LogPlace place;
    std::vector<std::string> arguments;
  };
  std::optional<Fault> fault;
  // Where no source fits: the one whose form most of the records plainly have, if there is one. It
  // takes none of them, and is the source all the same, if no other log says otherwise.
  const SourceMap* of_form = nullptr;
  // Why it takes none of them: "`.state == "STARTED"` is false".
  std::string refusal;
  Layout layout;
  // Layout and packing as people read them; empty for plain JSON lines.
  std::string container;
  // The names of the first record's members, sorted.
  std::vector<std::string> members;
};

// Finds a source for the logs that none was found for: that by which another log of the same kind
// is read, else the one whose form the records have. So a log in which nothing happened that a
// source speaks of is read as its neighbours are, and its records are skipped. Logs are of one kind
// if their first records have most members in common.
void AdoptSources(std::vector<Detection>& logs);

// Looks at the first records (Sample, below), as each source would get them. Canonical events, if
// one of them has `event` and `time` as text, and names an event that is declared, or no source
// fits (or if there is no source, or no record that can be read); else the one source of which some
// mapping accepts one of them and gives it a time. Of several, the one that does not ship with
// Abide. A log that can't be read gives what was seen of it.
Detection Detect(const LogFile& log, const ReaderOptions& options);

// How much of a log is looked at; a record that begins behind `bytes` is not.
struct Sample {
  std::uint64_t records = 1000;
  std::uint64_t bytes = 16 << 20;
  bool inside = true;  // false: lists and objects within a record are taken as empty
  static constexpr Sample Whole() { return {UINT64_MAX, UINT64_MAX}; }
};

// What a source makes of the records.
struct SourceFit {
  const SourceMap* source = nullptr;
  std::uint64_t taken = 0;    // records of which it made an event
  std::uint64_t skipped = 0;  // that no mapping takes
  // That a mapping takes and that have no time, or an element without one, or can't be read.
  std::uint64_t bad = 0;
  std::uint64_t events = 0;
  SourceTally tally;
  Problems problems;
};

struct LogFit {
  Detection choice;
  std::uint64_t records = 0;     // that were read, as canonical events are
  std::uint64_t unreadable = 0;  // what stands where a record should, and is none
  Problems problems;             // of these, and of how the log ends, as a check tells them
  // The file can't be read further.
  std::optional<diagnostics::Diagnostic> failure;
  std::uint64_t canonical = 0;     // records with `event` and `time` as text
  UndeclaredKinds undeclared;      // of these, if all are looked at
  bool at_end = false;             // nothing comes behind what was read
  bool whole = false;              // and nothing is missing there
  std::string first;               // the first record, cut off where it is long
  std::vector<SourceFit> sources;  // as in the options
  // The source that took none, but can't read one that it would take, or of whose conditions most
  // were true: its place in `sources`.
  std::optional<std::size_t> nearest;
};

// As Detect, with all that it rests on. Cost: each record is read by every source.
LogFit FitSources(const LogFile& log, const ReaderOptions& options, const Sample& sample);

// What a log is in, from its first bytes alone: `layout` and `container`, and a fault if they can't
// be read.
Detection DetectContainer(const LogFile& log);

}  // namespace abide::events
