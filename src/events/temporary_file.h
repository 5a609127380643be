// Files that have no name, so that nobody else sees them and nothing is left behind.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace abide::events {

// Owns a file descriptor; standard input stays open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

// What helps where one can't be made, or takes no more.
inline constexpr const char* kNameTmpdir = "let TMPDIR name a folder with room for it";
// In the folder that TMPDIR names, or /tmp; not valid if none can be made there.
Descriptor NamelessFile();
// False if the file, or the disk, takes no more.
bool WriteAll(const Descriptor& file, const char* bytes, std::size_t count);
// The bytes read at `offset`: fewer than `count` at the end of the file only; -1 for an error.
std::ptrdiff_t ReadAt(const Descriptor& file, std::uint64_t offset, char* bytes, std::size_t count);

}  // namespace abide::events
