#include "cli/watched_files.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>

namespace abide::cli {

namespace {

// A file is saved in place, or another one takes its name.
constexpr std::uint32_t kSeen = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO |
                                IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF;

}  // namespace

WatchedFiles::WatchedFiles() : descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

WatchedFiles::~WatchedFiles() {
  if (descriptor_ >= 0) close(descriptor_);
}

// A folder that was taken away and made again is another one: each is added every time.
void WatchedFiles::Add(const std::set<std::string>& folders) {
  folders_.insert(folders.begin(), folders.end());
  if (descriptor_ < 0) return;
  for (const std::string& folder : folders_) {
    inotify_add_watch(descriptor_, folder.c_str(), kSeen);
  }
}

WatchedFiles::Woken WatchedFiles::Wait(std::chrono::milliseconds most, const sigset_t& mask) {
  pollfd wanted{.fd = descriptor_, .events = POLLIN, .revents = 0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(most);
  const timespec time{.tv_sec = seconds.count(),
                      .tv_nsec = std::chrono::nanoseconds(most - seconds).count()};
  const int ready = ppoll(&wanted, descriptor_ < 0 ? 0 : 1, &time, &mask);
  if (ready < 0 && errno == EINTR) return Woken::kSignal;
  if (ready <= 0) return Woken::kTime;
  // Which file it was, the stamps tell.
  std::array<char, 16 << 10> events{};
  while (read(descriptor_, events.data(), events.size()) > 0) {
  }
  return Woken::kChange;
}

FileStamps StampsOf(const std::set<std::string>& paths) {
  FileStamps stamps;
  for (const std::string& path : paths) {
    struct stat file {};
    if (stat(path.c_str(), &file) != 0) continue;
    stamps[path] = {
        static_cast<long long>(file.st_dev),          static_cast<long long>(file.st_ino),
        static_cast<long long>(file.st_size),         file.st_mtim.tv_sec,
        static_cast<long long>(file.st_mtim.tv_nsec), file.st_ctim.tv_sec,
        static_cast<long long>(file.st_ctim.tv_nsec)};
  }
  return stamps;
}

}  // namespace abide::cli
