#include "lsp/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace abide::lsp {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";

bool IsSameWord(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// What the header says of the length of the text.
std::optional<std::size_t> LengthIn(std::string_view header) {
  std::optional<std::size_t> length;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find("\r\n"), header.size());
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !IsSameWord(line.substr(0, colon), "content-length")) {
      continue;
    }
    const std::string_view digits = Trimmed(line.substr(colon + 1));
    std::size_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    length = value;
  }
  return length;
}

}  // namespace

std::optional<Frames::Frame> Frames::Next() {
  const std::size_t passed = std::min(skipped_, buffer_.size());
  buffer_.erase(0, passed);
  skipped_ -= passed;
  if (skipped_ != 0) return std::nullopt;
  if (!missing_) {
    if (auto fault = ReadHeader()) return fault;
  }
  if (!missing_ || buffer_.size() < *missing_) return std::nullopt;
  Frame frame{buffer_.substr(0, *missing_), ""};
  buffer_.erase(0, *missing_);
  missing_.reset();
  return frame;
}

// Nothing if it is fine, or not all there yet.
std::optional<Frames::Frame> Frames::ReadHeader() {
  const std::size_t end = buffer_.find(kEnd, scanned_);
  if (end == std::string::npos) {
    scanned_ = buffer_.size() < kEnd.size() ? 0 : buffer_.size() - kEnd.size() + 1;
    if (buffer_.size() <= limits_.header) return std::nullopt;
    buffer_.clear();
    scanned_ = 0;
    return Frame{"", fmt::format("a header longer than {} bytes", limits_.header)};
  }
  const auto length = LengthIn(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + kEnd.size());
  scanned_ = 0;
  if (!length) return Frame{"", "a header without a number as Content-Length"};
  if (*length > limits_.body) {
    skipped_ = *length;
    return Frame{"", fmt::format("a message longer than {} bytes", limits_.body)};
  }
  missing_ = length;
  return std::nullopt;
}

std::string Framed(std::string_view body) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace abide::lsp
