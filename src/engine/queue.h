// A queue that is mostly short: what a key of a memory holds, of which there are millions.
//
// As std::deque, but in one piece and without a byte of its own until it holds something: a deque
// takes 576 bytes when it is made. A short one stands in a row of a pool that its owner has and
// hands to whatever changes it; to drop one, rather than all with their pool, is to clear it first.
// Cost: O(1) amortised at both ends; 24 bytes, and those of the elements, of which a fifth may be
// unused while it grows, and three quarters after it has shrunk.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "engine/pool.h"

namespace abide::engine {

template <typename T>
class Queue {
 public:
  Queue() = default;
  Queue(Queue&& other) noexcept { *this = std::move(other); }
  Queue& operator=(Queue&& other) noexcept {
    std::swap(slots_, other.slots_);
    std::swap(first_, other.first_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() {
    if (!IsInPool(capacity_)) delete[] slots_;
  }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t index) { return slots_[Slot(index)]; }
  const T& operator[](std::size_t index) const { return slots_[Slot(index)]; }
  T& front() { return (*this)[0]; }
  const T& front() const { return (*this)[0]; }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }

  void push_back(T element, Pool<T>& pool) {
    if (size_ == capacity_) Resize(Larger(capacity_), pool);
    slots_[Slot(size_++)] = std::move(element);
  }
  void pop_front(Pool<T>& pool) {
    slots_[Slot(0)] = T();
    first_ = static_cast<std::uint32_t>(Slot(1));
    --size_;
    Shrink(pool);
  }
  void pop_back(Pool<T>& pool) {
    slots_[Slot(--size_)] = T();
    Shrink(pool);
  }
  // Gives back what it has.
  void Clear(Pool<T>& pool) {
    for (std::size_t i = 0; i < size_; ++i) (*this)[i] = T();
    size_ = 0;
    Resize(0, pool);
  }

  // Has both ends fetched from memory.
  void Prefetch() const {
    if (size_ == 0) return;
    __builtin_prefetch(&front());
    __builtin_prefetch(&slots_[Slot(size_ - 1)] + 1);
  }

  template <typename Visit>
  void ForEach(Visit visit) const {
    for (std::size_t i = 0; i < size_; ++i) visit((*this)[i]);
  }

 private:
  // A page that is touched for the first time costs more than to move what would stand in it.
  static std::uint32_t Larger(std::uint32_t capacity) {
    if (capacity < 8) return std::max(1U, 2 * capacity);
    return capacity + capacity / 4;
  }
  std::size_t Slot(std::size_t index) const {
    const std::size_t slot = first_ + index;
    return slot < capacity_ ? slot : slot - capacity_;
  }

  static bool IsInPool(std::uint32_t capacity) { return capacity <= Pool<T>::kLongest; }

  void Resize(std::uint32_t capacity, Pool<T>& pool) {
    T* slots = nullptr;
    if (capacity != 0) slots = IsInPool(capacity) ? pool.Take(capacity) : new T[capacity]();
    for (std::size_t i = 0; i < size_; ++i) slots[i] = std::exchange((*this)[i], T());
    if (!IsInPool(capacity_)) {
      delete[] slots_;
    } else if (capacity_ != 0) {
      pool.Give(slots_, capacity_);
    }
    slots_ = slots;
    first_ = 0;
    capacity_ = capacity;
  }
  void Shrink(Pool<T>& pool) {
    if (size_ == 0) {
      // One slot stays: a queue of one that is replaced needs no memory.
      if (capacity_ > 1) Resize(0, pool);
    } else if (size_ <= capacity_ / 4) {
      const std::uint32_t capacity = 2 * size_;
      Resize(IsInPool(capacity) ? std::bit_ceil(capacity) : capacity, pool);
    }
  }

  T* slots_ = nullptr;  // of the pool, where there are few
  std::uint32_t first_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

}  // namespace abide::engine
