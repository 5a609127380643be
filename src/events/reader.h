// Log bytes to events, in one pass, whatever the records are in (layout.h).
//
// A reader takes only the selected fields of a record. What can't be read is a problem of its
// record and never stops the log.
//
// A log is read as batches of whole records (batch.h). Each owns its bytes and what was made of
// them, and is made apart from the others, by whichever thread has time (read_ahead.h); what
// depends on their order (numbers of lines, problems, counts) is put together as they are taken in
// turn, by the one who asks for events. So nothing that comes out depends on the number of threads
// or on where the log was cut. In memory are a batch for each log and a few that were read ahead
// for all of them together.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/expected.h"
#include "events/event.h"
#include "events/log_file.h"
#include "events/problems.h"
#include "events/source_map.h"
#include "events/turns.h"
#include "events/undeclared_kinds.h"

namespace abide::events {

struct ReaderLimits {
  std::size_t line_bytes = 64 << 20;  // a longer record is a problem
  std::size_t depth = 1000;           // of nesting
};

// The name of no source, in `ReaderOptions::source`.
inline constexpr std::string_view kCanonical = "canonical";

// How records of logs are read; shared by all logs of a run.
struct ReaderOptions {
  const EventSchema* schema = nullptr;
  FieldSelection selection;
  std::vector<const SourceMap*> sources;  // that may be chosen
  // The source of every log, by the name of one of `sources`, or `kCanonical`; empty: found out log
  // by log, canonical events first.
  std::string source;
  Hashes hashes = Hashes::kXxh3;  // of the bytes of each log
  bool strict = false;            // all of each line's JSON is checked
  // The present: later events are left out and counted.
  std::optional<values::Instant> as_of;
  // Events of kinds that the selection does not want are counted, not handed out.
  bool wanted_only = false;
  ReaderLimits limits;
  // Bytes of a batch; less if there are many logs. So many that its text is still in the
  // processor's cache when its events are judged. The events do not depend on it.
  std::size_t chunk_bytes = 256 << 10;
  // Threads that read, the one that asks for events among them. The events do not depend on it.
  std::size_t jobs = 1;
  // Taken by the threads that read ahead; the caller has one of its own. Null: there are none.
  Turns* turns = nullptr;
  // Disorder that is put right while a log is read: how much earlier than an event behind which it
  // stands another one may be. Events wait that long, in memory, for earlier ones. The events do
  // not depend on it.
  values::Duration lateness;
  // Memory for what waits so and, where that is not enough, for the index of logs of more disorder
  // (32 bytes an event), all together: what would take more waits no longer, and of the index goes
  // to a temporary file. Batches are smaller where all logs' would take more than half of it.
  std::uint64_t index_bytes = std::uint64_t{1} << 30;
};

// What was read of one log.
struct LogSummary {
  std::string path;  // as given
  // What its records were in, as people read it: "gzip, JSON list". Empty for plain JSON lines.
  std::string container;
  std::string source;                    // "" for canonical events
  std::vector<std::string> passed_over;  // sources that ship and fit, too
  // The source takes none of the first records, but they plainly have its form; `refusal` says why
  // not, if that is known (Detection).
  bool only_of_form = false;
  std::string refusal;
  std::uint64_t bytes = 0;  // of the file itself, packed if it is
  std::uint64_t records = 0;
  std::uint64_t events = 0;          // of known kinds, not later than the present
  std::uint64_t unwanted = 0;        // of those, of kinds that are not wanted
  std::uint64_t unknown_events = 0;  // records of canonical form whose event nobody declared
  UndeclaredKinds undeclared;        // of these, the names
  std::uint64_t skipped = 0;         // records no mapping of the source took
  std::uint64_t later_than_present = 0;
  std::optional<values::Instant> first, last;  // of `events`
  std::string xxh3_128;                        // of these bytes, hex; set at the end
  std::string plain_xxh3_128;  // of what they were packed from; empty if that is nothing
  std::string sha256;          // as xxh3_128; empty unless it was asked for
  bool ended_early = false;
};

// The events of all logs in their total order (event.h). Logs in order are read once, straight
// through, and so are those whose disorder stays within a record, within a batch and the next
// (near_order.h), or within `lateness`. If one is out of order, another
// pass notes time and place of every event (32 bytes each, beyond `index_bytes` in a temporary
// file) and the records are read again in order.
class EventStream {
 public:
  EventStream(const std::vector<const LogFile*>& logs, ReaderOptions options);
  ~EventStream();

  // Null at the end. An event is valid until the next call. What was thrown by a thread that read
  // ahead is thrown here. After `Restarted` the stream begins
  // again with its first event, and all that was made of earlier ones is to be dropped.
  const Event* Next();
  // Adds what the event given last lives in to `held`, unless it is the last there: as long as it
  // is held, the event may be used.
  void Hold(std::vector<std::shared_ptr<const void>>& held) const;
  // True once, directly behind a call of Next that found a log out of order (and gave null).
  bool Restarted();

  // Bytes taken so far, of how many, for a progress bar.
  std::uint64_t bytes_read() const;
  std::uint64_t bytes_total() const;
  // Complete at the end of the stream.
  const std::vector<LogSummary>& summaries() const;
  const Problems& problems() const;
  // A file could not be read further.
  const std::vector<diagnostics::Diagnostic>& failures() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace abide::events
