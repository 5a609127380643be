// The batches of one log, one after the other, and what is found in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "events/batch.h"
#include "events/read_ahead.h"

namespace abide::events {

class LogCursor {
 public:
  // Where what is found goes; null if nobody wants to know.
  struct Findings {
    LogSummary* summary = nullptr;
    Problems* problems = nullptr;
  };

  // All outlive the cursor. `number` is the log's among those that are read ahead.
  LogCursor(ReadAhead& batches, std::size_t number, const std::string& path, Findings findings)
      : batches_(batches), number_(number), path_(path), findings_(findings) {}

  // The next batch that has events; null at the end, or if the log can't be read further.
  BatchPtr NextBatch();

  std::uint64_t bytes_read() const { return bytes_read_; }
  const std::optional<diagnostics::Diagnostic>& failure() const { return failure_; }

 private:
  // Counts what is in it.
  void Note(Batch& batch);
  void Finish(const LogEnd& end);

  ReadAhead& batches_;
  std::size_t number_;
  const std::string& path_;
  Findings findings_;
  BatchTrail trail_;
  std::uint64_t bytes_read_ = 0;
  bool is_finished_ = false;
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
