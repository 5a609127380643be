// So many threads as there are jobs work at a time, however many there are: each takes a turn for
// a piece of work, and waits for other threads without one.
#pragma once

#include <cstddef>
#include <semaphore>

namespace abide::events {

class Turns {
 public:
  explicit Turns(std::size_t jobs) : free_(static_cast<std::ptrdiff_t>(jobs)) {}

  void Take() { free_.acquire(); }
  void GiveBack() { free_.release(); }

 private:
  std::counting_semaphore<> free_;
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
