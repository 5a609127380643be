// Messages on a stream of bytes: a header with their length, a blank line, their text (LSP 3.17,
// base protocol).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace abide::lsp {

struct FrameLimits {
  std::size_t header = 4096;                 // bytes
  std::size_t body = std::size_t{64} << 20;  // bytes
};

// What a stream holds, one after the other, however its bytes come.
class Frames {
 public:
  explicit Frames(FrameLimits limits = {}) : limits_(limits) {}

  struct Frame {
    std::string body;
    std::string fault;  // not empty: there is no body, and this is why
  };

  void Feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next whole one; nothing while bytes are missing. A header that can't be read is a fault,
  // and what follows it is looked at for the next header; a text that is too long is passed over.
  // O(bytes that wait): each frame is taken off their front.
  std::optional<Frame> Next();

 private:
  std::optional<Frame> ReadHeader();

  FrameLimits limits_;
  std::string buffer_;
  std::size_t scanned_ = 0;             // of `buffer_`, without the end of a header in it
  std::optional<std::size_t> missing_;  // length of the text that comes next
  std::size_t skipped_ = 0;             // bytes of a text that nobody wants, still to come
};

// `body` with its header.
std::string Framed(std::string_view body);

}  // namespace abide::lsp
