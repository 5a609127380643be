// Reads and parses the batches of all logs, by several threads, before they are asked for.
//
// One thread, the caller, takes batches; the others read ahead for it. Whoever has nothing to do
// claims the batch that will be wanted first: reads its bytes, in turn with all who read the same
// log, and then parses it, which is where the time goes, apart from everybody. The caller helps: if
// the batch that it needs is not claimed, it reads and parses it itself, and while another is still
// at it, it claims what comes next. So with one job there is no thread, and nothing is ever read
// that was not asked for.
//
// Read ahead are a few batches more than there are jobs, for all logs together, so that memory does
// not grow with the log or the number of logs. The batch that is wanted first is the one of the log
// whose last known event is earliest; a batch that is not parsed yet is taken to be as long as the
// one before it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "events/batch.h"

namespace abide::events {

class ReadAhead {
 public:
  enum class Order {
    kByTime,    // logs are merged
    kLogByLog,  // each log is read to its end before the next one is begun
  };

  // `jobs` threads in all, the caller among them; at least one.
  ReadAhead(std::size_t jobs, Turns* turns, Order order, std::shared_ptr<BatchPool> pool,
            std::vector<std::unique_ptr<BatchSource>> sources);
  // Waits for the batches that are being read.
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // Batches read ahead, for all logs together.
  static std::size_t Most(std::size_t jobs) { return jobs + 2; }

  // The next batch of a log. Not to be asked for behind one that has an end. Throws what was thrown
  // where it was read.
  BatchPtr Take(std::size_t log_number);

 private:
  // A batch that somebody reads or has read.
  struct Claimed {
    BatchPtr batch;
    std::exception_ptr error;
    bool is_parsed = false;

    bool IsLast() const { return error || batch->end; }
  };
  struct Log {
    std::unique_ptr<BatchSource> source;
    std::deque<std::shared_ptr<Claimed>> claimed;  // in turn
    bool is_loading = false;
    bool at_end = false;
    // Of what was parsed last.
    values::Instant last = values::Instant::Min();
    std::uint64_t nanos = 0;
  };
  using Lock = std::unique_lock<std::mutex>;

  void Work();
  // Reads and parses the next batch of a log that nobody is loading and that is not at its end.
  void ReadNext(Log& log, Lock& lock);
  void Load(Log& log, Claimed& claimed) const;
  static void Parse(Log& log, Claimed& claimed);
  static void NoteTimes(const std::vector<Event>& events, Log& log);
  // The log to read next; null if enough was read ahead.
  Log* NextLog();
  // When the next batch that is not claimed will be wanted, as a number that grows with time.
  std::uint64_t WantedAt(const Log& log) const;

  std::size_t most_;
  Turns* turns_;
  Order order_;
  std::shared_ptr<BatchPool> pool_;

  std::mutex mutex_;
  // All below: under the mutex, but for sources while they load or parse.
  std::condition_variable for_workers_;  // something may be claimed
  std::condition_variable for_caller_;   // something is parsed, or may be claimed
  std::vector<Log> logs_;
  std::size_t ahead_ = 0;  // claimed and not taken
  bool stops_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace abide::events
