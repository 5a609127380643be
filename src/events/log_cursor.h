// The events of one log: as its lines stand, or in the order of time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "events/event.h"
#include "events/line_reader.h"
#include "events/reader.h"
#include "events/record_reader.h"
#include "events/strict.h"

namespace abide::events {

class EventCursor {
 public:
  virtual ~EventCursor() = default;
  // Null at the end, or if the log can't be read further. Valid until the next call.
  virtual const Event* Next() = 0;
  virtual std::uint64_t bytes_read() const = 0;
  virtual const std::optional<diagnostics::Diagnostic>& failure() const = 0;
};

// Makes events of lines; what can't be read is reported and left out.
class LineEvents {
 public:
  // `records` may be null: then records are counted as skipped. `problems` may be null.
  LineEvents(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
             RecordReader* records, Problems* problems);

  // The line's events, in order; their memory is given back by the next call.
  const std::vector<Event>& Read(Line& line, LogSummary& summary);
  void ReportTooLong(const Line& line);
  void ReportEndedEarly(const Line& line, std::string_view how);

 private:
  bool ReadRecord(Line& line, LogSummary& summary);
  void ReportBytes(const Line& line);
  void ReportFault(const Line& line);

  std::uint32_t number_;
  const ReaderOptions& options_;
  RecordReader* records_;
  Reporter reporter_;
  values::Arena arena_;
  ReadContext context_;
  StrictChecker strict_;
  std::vector<Event> events_;
};

// Reads a log from its first line to its last.
class InOrderCursor final : public EventCursor {
 public:
  InOrderCursor(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
                std::size_t chunk_bytes, RecordReader* records, LogSummary& summary,
                Problems* problems);

  const Event* Next() override;
  std::uint64_t bytes_read() const override { return lines_.bytes_read(); }
  const std::optional<diagnostics::Diagnostic>& failure() const override {
    return lines_.failure();
  }

 private:
  LogSummary& summary_;
  LineReader lines_;
  LineEvents line_events_;
  const std::vector<Event>* events_ = nullptr;  // of the line read last
  std::size_t next_ = 0;
};

// Where an event stands: what is kept of each event of a log that is out of order.
struct EventPlace {
  values::Instant time;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  std::uint32_t length = 0;
  std::uint32_t part = 0;
};

// Reads the events of a log by time, record by record. `places` are in that order.
class SortedCursor final : public EventCursor {
 public:
  SortedCursor(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
               RecordReader* records, std::vector<EventPlace> places);

  const Event* Next() override;
  std::uint64_t bytes_read() const override { return bytes_read_; }
  const std::optional<diagnostics::Diagnostic>& failure() const override { return failure_; }

 private:
  // Reads the records of the next events, those that stand close together at once.
  bool LoadBatch();
  bool ReadRun(std::uint64_t begin, std::uint64_t end, std::size_t at);
  const Event* Fail();

  const LogFile& log_;
  LineEvents line_events_;
  LogSummary scratch_;  // the log was counted before
  std::vector<EventPlace> places_;
  std::size_t next_ = 0;
  std::size_t batch_begin_ = 0;
  std::size_t batch_end_ = 0;
  std::vector<char> bytes_;
  std::vector<std::size_t> bytes_at_;  // of each event of the batch
  StructuralIndex index_;
  Line line_;
  std::uint64_t bytes_read_ = 0;
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
