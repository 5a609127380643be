// What this process takes of the machine's memory.
#pragma once

#include <algorithm>
#include <cstdint>

namespace abide::cli {

// Bytes of this process that are in memory now; 0 where the system does not tell. Some
// microseconds.
std::uint64_t ResidentBytes();

// Bytes that the machine has, or that the control group of this process may take, if that is less;
// UINT64_MAX where the system does not tell.
std::uint64_t MachineBytes();

// Tells when more than `limit` bytes have been added to what was taken at first.
class MemoryGuard {
 public:
  explicit MemoryGuard(std::uint64_t limit) : limit_(limit), taken_at_first_(ResidentBytes()) {}

  // Cheap: looks once in a thousand calls, at the first one too.
  bool IsExceeded() {
    if ((calls_++ & 0x3FFU) == 0) is_exceeded_ = Added() > limit_;
    return is_exceeded_;
  }

 private:
  std::uint64_t Added() const {
    const std::uint64_t taken = ResidentBytes();
    return taken - std::min(taken, taken_at_first_);
  }

  std::uint64_t limit_;
  std::uint64_t taken_at_first_;
  std::uint64_t calls_ = 0;
  bool is_exceeded_ = false;
};

}  // namespace abide::cli
