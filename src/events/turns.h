// So many threads as there are jobs work at a time, however many there are: each takes a turn for
// a piece of work, and waits for other threads without one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace abide::events {

class Turns {
 public:
  explicit Turns(std::size_t jobs) : free_(jobs) {}

  void Take() {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [this] { return free_ > 0; });
    --free_;
  }
  // Asks the system for nothing where nobody waits; std::counting_semaphore of libstdc++ 12 does
  // whenever there was no free turn.
  void GiveBack() {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
    }
    given_back_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::size_t free_;
};

// A turn, if there are turns.
class Turn {
 public:
  explicit Turn(Turns* turns) : turns_(turns) { Take(); }
  ~Turn() { GiveBack(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  void Take() {
    if (turns_ != nullptr) turns_->Take();
  }
  void GiveBack() {
    if (turns_ != nullptr) turns_->GiveBack();
  }

 private:
  Turns* turns_;
};

}  // namespace abide::events
