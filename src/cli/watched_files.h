// Waits until something in folders changes: inotify where there is one, and a look at the clock
// besides, for what it does not see (network folders, links that lead elsewhere).
#pragma once

#include <csignal>

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace abide::cli {

class WatchedFiles {
 public:
  WatchedFiles();
  ~WatchedFiles();
  WatchedFiles(const WatchedFiles&) = delete;
  WatchedFiles& operator=(const WatchedFiles&) = delete;

  // From now on these, too. What is no folder, or can't be watched, is left to the clock.
  void Add(const std::set<std::string>& folders);

  enum class Woken { kChange, kTime, kSignal };
  // `mask` holds while it waits.
  Woken Wait(std::chrono::milliseconds most, const sigset_t& mask);

 private:
  int descriptor_;  // -1: there is no inotify
  std::set<std::string> folders_;
};

// What tells whether a file is another one now, without reading it: by path. Of one that is not
// there nothing. Folders, too: what is new in them, or gone.
using FileStamps = std::map<std::string, std::vector<long long>>;
FileStamps StampsOf(const std::set<std::string>& paths);

}  // namespace abide::cli
