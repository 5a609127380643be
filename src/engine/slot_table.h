// Elements that come and go, of which there are many, and numbers by which they are found again.
//
// An element stands in a slot, and the next one in the slot that was left last; a number is a slot
// and how often it was used, so that the number of an element that is gone finds nothing. Cost:
// O(1) each. Memory: that of the most elements there were at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace abide::engine {

template <typename T>
class SlotTable {
 public:
  using Number = std::uint64_t;

  Number Add(T element) {
    std::size_t index = slots_.size();
    if (free_.empty()) {
      slots_.emplace_back();
    } else {
      index = free_.back();
      free_.pop_back();
    }
    slots_[index].element = std::move(element);
    return std::uint64_t{slots_[index].uses} << 32 | index;
  }
  // Null if it is gone. Valid until it is erased.
  T* Find(Number number) {
    Slot& slot = slots_[IndexOf(number)];
    return slot.uses == number >> 32 && slot.element ? &*slot.element : nullptr;
  }
  void Erase(Number number) {
    Slot& slot = slots_[IndexOf(number)];
    slot.element.reset();
    // A slot that was used too often to tell its elements apart is left empty.
    if (++slot.uses != 0) free_.push_back(IndexOf(number));
  }
  void Clear() {
    slots_.clear();
    free_.clear();
  }
  template <typename Visit>
  void ForEach(Visit visit) {
    for (Slot& slot : slots_) {
      if (slot.element) visit(*slot.element);
    }
  }

 private:
  struct Slot {
    std::uint32_t uses = 0;
    std::optional<T> element;
  };
  static std::uint32_t IndexOf(Number number) { return static_cast<std::uint32_t>(number); }

  std::deque<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace abide::engine
