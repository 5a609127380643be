#include "engine/run.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/merge.h"
#include "engine/part.h"
#include "plan/divide.h"
#include "values/arena.h"

namespace abide::engine {

namespace {

// Little enough that what waits stays in the caches.
constexpr std::size_t kEventsOfRun = 256;
// Runs that a part may be behind the feed.
constexpr std::size_t kMostWaiting = 16;

// What a part is told, in order.
struct Message {
  enum class Kind { kEvents, kForget, kEnd };
  Kind kind = Kind::kEnd;
  std::shared_ptr<const EventRun> run = {};
};

// A part on a thread of its own.
class Worker {
 public:
  Worker(const plan::Plan& plan, const RunOptions& options)
      : plan_(plan), options_(options), thread_([this] { Work(); }) {}
  ~Worker() {
    Tell({.kind = Message::Kind::kEnd});
    if (thread_.joinable()) thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Waits while the part is far behind.
  void Tell(const Message& message) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return messages_.size() < kMostWaiting; });
    messages_.push_back(message);
    changed_.notify_all();
  }
  // After the end was told.
  Part::Result Take() {
    thread_.join();
    if (fault_) std::rethrow_exception(fault_);
    if (options_.remains != nullptr) options_.remains->push_back(std::move(part_));
    return std::move(result_);
  }

 private:
  Message Hear() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !messages_.empty(); });
    Message message = std::move(messages_.front());
    messages_.pop_front();
    changed_.notify_all();
    return message;
  }

  void Work() {
    try {
      result_ = Judge();
    } catch (...) {
      fault_ = std::current_exception();
      while (Hear().kind != Message::Kind::kEnd) {
      }
    }
  }
  Part::Result Judge() {
    auto judging = std::make_shared<Part>(plan_, options_);
    Part& part = *judging;
    if (options_.remains != nullptr) part_ = std::move(judging);
    for (Message message = Hear(); message.kind != Message::Kind::kEnd; message = Hear()) {
      if (message.kind == Message::Kind::kForget) {
        part.Forget();
      } else {
        const events::Turn turn(options_.turns);
        part.Judge(message.run->events);
      }
    }
    const events::Turn turn(options_.turns);
    return part.Finish();
  }

  const plan::Plan& plan_;
  const RunOptions& options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Message> messages_;
  std::shared_ptr<Part> part_;  // if it is to remain
  Part::Result result_;
  std::exception_ptr fault_;
  std::thread thread_;
};

Verdicts RunAlone(const plan::Plan& plan, const RunOptions& options, EventFeed& feed) {
  auto judging = std::make_shared<Part>(plan, options);
  Part& part = *judging;
  if (options.remains != nullptr) options.remains->push_back(judging);
  while (true) {
    if (feed.HoldsEvents()) {
      const EventRun run = feed.NextRun();
      part.Judge(run.events);
      if (!run.events.empty()) continue;
    } else if (const events::Event* event = feed.Next()) {
      part.Judge({event, 1});
      continue;
    }
    if (!feed.Restarted()) return part.Finish().verdicts;
    part.Forget();
  }
}

}  // namespace

EventRun EventFeed::NextRun() {
  EventRun run;
  if (std::exchange(ended_, false)) return run;
  run.events.reserve(kEventsOfRun);
  std::shared_ptr<values::Arena> copies;
  while (run.events.size() < kEventsOfRun) {
    const events::Event* event = Next();
    if (event == nullptr) {
      ended_ = !run.events.empty();
      break;
    }
    run.events.push_back(*event);
    if (HoldsEvents()) {
      Hold(run.memory);
      continue;
    }
    if (!copies) run.memory.push_back(copies = std::make_shared<values::Arena>());
    const std::span<values::Value> fields = copies->Values(event->fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = copies->Copy(event->fields[i]);
    run.events.back().fields = fields;
  }
  return run;
}

Verdicts Run(const plan::Plan& plan, const RunOptions& options, EventFeed& feed) {
  events::Turn turn(options.turns);
  if (options.jobs < 2 || options.observer != nullptr) return RunAlone(plan, options, feed);
  const std::vector<plan::Plan> parts = plan::Divide(plan, options.jobs);
  if (parts.size() < 2) return RunAlone(plan, options, feed);
  std::deque<Worker> workers;
  for (const plan::Plan& part : parts) workers.emplace_back(part, options);
  const auto tell = [&](const Message& message) {
    turn.GiveBack();
    for (Worker& worker : workers) worker.Tell(message);
    turn.Take();
  };
  while (true) {
    EventRun run = feed.NextRun();
    if (!run.events.empty()) {
      tell({.kind = Message::Kind::kEvents, .run = std::make_shared<EventRun>(std::move(run))});
    } else if (feed.Restarted()) {
      tell({.kind = Message::Kind::kForget});
    } else {
      break;
    }
  }
  tell({.kind = Message::Kind::kEnd});
  std::vector<Part::Result> results;
  results.reserve(workers.size());
  turn.GiveBack();
  for (Worker& worker : workers) results.push_back(worker.Take());
  turn.Take();
  return Merge(std::move(results), options.max_findings);
}

}  // namespace abide::engine
