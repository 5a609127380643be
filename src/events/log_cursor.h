// The events of one log, one after the other, out of its batches.
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

  // Null at the end, or if the log can't be read further. The event lives as long as its batch.
  const Event* Next();
  // That of the event given last. Kept until an event of the next one is given.
  const BatchPtr& batch() const { return batch_; }

  std::uint64_t bytes_read() const { return bytes_read_; }
  const std::optional<diagnostics::Diagnostic>& failure() const { return failure_; }

 private:
  void TakeBatch();
  void Finish(const LogEnd& end);

  ReadAhead& batches_;
  std::size_t number_;
  const std::string& path_;
  Findings findings_;
  BatchPtr batch_;
  std::size_t next_ = 0;  // event of the batch
  BatchTrail trail_;
  std::uint64_t bytes_read_ = 0;
  bool is_finished_ = false;
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
