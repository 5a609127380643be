#include "lsp/serve.h"

#include "lsp/frames.h"
#include "lsp/server.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace abide::lsp {
namespace {

// So long nobody types before slower looks are made.
constexpr int kIdleMilliseconds = 150;

// One slow look at a time, on a thread of its own; a byte in a pipe tells that it is done.
class SlowLooks {
 public:
  SlowLooks() {
    if (pipe(ends_.data()) != 0) ends_ = {-1, -1};
  }
  ~SlowLooks() {
    Join();
    for (const int end : ends_) close(end);
  }
  SlowLooks(const SlowLooks&) = delete;
  SlowLooks& operator=(const SlowLooks&) = delete;

  int descriptor() const { return ends_[0]; }
  bool is_busy() const { return job_.has_value(); }

  void Start(Server::Job job) {
    job_ = std::move(job);
    thread_ = std::thread([this] {
      try {
        look_ = LookDeeper(job_->settings, job_->files);
      } catch (const std::exception&) {
        look_ = {};  // memory or the disk gave out; the next look may do
      }
      const char done = 1;
      while (write(ends_[1], &done, 1) < 0 && errno == EINTR) {
      }
    });
  }
  // The byte came.
  void HandTo(Server& server) {
    char done = 0;
    while (read(ends_[0], &done, 1) < 0 && errno == EINTR) {
    }
    Join();
    server.Finish(*job_, look_);
    job_.reset();
  }

 private:
  void Join() {
    if (thread_.joinable()) thread_.join();
  }

  std::array<int, 2> ends_{-1, -1};
  std::optional<Server::Job> job_;
  DeepLook look_;
  std::thread thread_;
};

// False if nobody reads any more.
bool WriteAll(int out, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(out, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

class Loop {
 public:
  Loop(int in, int out, Services services, const std::string& version)
      : in_(in), server_(std::move(services), version, [this, out](const Json& message) {
          const std::string text = message.dump(-1, ' ', false, Json::error_handler_t::replace);
          is_heard_ = is_heard_ && WriteAll(out, Framed(text));
        }) {}

  int Run() {
    while (!server_.has_ended() && is_heard_) {
      // All that has come is read before anything is done, so that edits that follow each other
      // are checked once, and what is cancelled is not begun.
      if (!is_at_end_ && HasInput(0)) {
        is_at_end_ = !ReadSome();
        continue;
      }
      if (server_.HasWork()) {
        server_.Work();
        continue;
      }
      server_.Settle();
      if (is_at_end_ || !Wait()) break;
    }
    return server_.exit_code();
  }

 private:
  // Waits for input; meanwhile slower looks are begun and taken in. False if the stream ended.
  bool Wait() {
    while (is_heard_) {
      std::array<pollfd, 2> both{};
      both[0] = {in_, POLLIN, 0};
      both[1] = {looks_.descriptor(), POLLIN, 0};
      const int ready = poll(both.data(), both.size(), looks_.is_busy() ? -1 : kIdleMilliseconds);
      if (ready < 0 && errno != EINTR) return false;
      if (both[0].revents != 0) return true;
      if (both[1].revents != 0) {
        looks_.HandTo(server_);
      } else if (ready == 0 && !looks_.is_busy()) {
        auto job = server_.NextJob();
        if (!job) return HasInput(-1);
        looks_.Start(*std::move(job));
      }
    }
    return false;
  }

  bool HasInput(int milliseconds) const {
    pollfd one{in_, POLLIN, 0};
    int ready = 0;
    do {
      ready = poll(&one, 1, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
  }

  bool ReadSome() {
    std::array<char, 1 << 16> buffer;
    const ssize_t length = read(in_, buffer.data(), buffer.size());
    if (length < 0 && errno == EINTR) return true;
    if (length <= 0) return false;
    frames_.Feed({buffer.data(), static_cast<std::size_t>(length)});
    while (auto frame = frames_.Next()) {
      if (frame->fault.empty()) {
        server_.Receive(frame->body);
      } else {
        server_.Refuse(frame->fault);
      }
    }
    return true;
  }

  int in_;
  bool is_heard_ = true;
  bool is_at_end_ = false;
  Frames frames_;
  Server server_;
  SlowLooks looks_;
};

}  // namespace

int Serve(int in, int out, Services services, const std::string& version) {
  return Loop(in, out, std::move(services), version).Run();
}

}  // namespace abide::lsp
