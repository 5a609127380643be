#include "cli/memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace abide::cli {

std::uint64_t ResidentBytes() {
  // The second number is pages in memory (proc_pid_statm(5)).
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  if (!(file >> all >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t MachineBytes() {
  std::uint64_t bytes = UINT64_MAX;
  const long pages = sysconf(_SC_PHYS_PAGES);
  if (pages > 0) {
    bytes = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  }
  // As a container sees its own group; "max" is no number.
  std::ifstream group("/sys/fs/cgroup/memory.max");
  std::uint64_t limit = 0;
  if (group >> limit) bytes = std::min(bytes, limit);
  return bytes;
}

}  // namespace abide::cli
