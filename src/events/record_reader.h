// What makes events of one record: the canonical form, or a source.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "events/event.h"
#include "events/reader.h"
#include "events/reporter.h"
#include "events/source_tally.h"

namespace abide::events {

class RecordReader {
 public:
  virtual ~RecordReader() = default;
  // Adds the record's events to `events`, their places left empty, and counts in `summary`. What
  // they point to lives as long as the line and the context's arena.
  // False, with the fault in `context`, if the record can't be read. The next token is a `{`.
  // Elements of it that a source goes over, and that have no time, are problems; the others' events
  // are added.
  virtual bool Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
                    std::vector<Event>& events) = 0;
};

// How the names of fields such as `usage.input_tokens` stand in a record.
enum class FieldNames { kNested, kDotted };

// `{"event": …, "time": …, …}`, with the fields of the schema. `options` outlives the reader.
std::unique_ptr<RecordReader> MakeCanonicalReader(const ReaderOptions& options,
                                                  FieldNames names = FieldNames::kNested);
// Every mapping that accepts the record makes an event of it, or one of each element that it
// accepts. What mappings take and refuse is counted in `tally`, where that is given.
std::unique_ptr<RecordReader> MakeSourceReader(const SourceMap& source,
                                               const ReaderOptions& options,
                                               SourceTally* tally = nullptr);

// Whether an event of that time is to be left out, as later than the present; counts it then.
inline bool IsLater(values::Instant time, const ReaderOptions& options, LogSummary& summary) {
  if (!options.as_of || time <= *options.as_of) return false;
  ++summary.later_than_present;
  return true;
}

inline void CountEvent(values::Instant time, LogSummary& summary) {
  ++summary.events;
  if (!summary.first || time < *summary.first) summary.first = time;
  if (!summary.last || time > *summary.last) summary.last = time;
}

}  // namespace abide::events
