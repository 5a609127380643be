#include "events/line_reader.h"

#include <algorithm>
#include <cstring>

namespace abide::events {
namespace {

constexpr std::size_t kStretchBytes = 128 << 10;

// Where the line that begins at `begin` ends; npos if nowhere before `end`.
std::size_t FindLineEnd(std::string_view text, std::size_t begin, std::size_t end) {
  const void* found = std::memchr(text.data() + begin, '\n', end - begin);
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

void LineReader::Begin(std::string_view text, std::uint64_t offset, std::uint64_t lines_before) {
  text_ = text;
  offset_ = offset;
  next_ = stretch_begin_ = stretch_end_ = 0;
  line_ = Line();
  line_.number = lines_before;
}

void LineReader::NextStretch() {
  stretch_begin_ = next_;
  stretch_end_ = text_.size();
  if (text_.size() - next_ > kStretchBytes) {
    const std::size_t soon = next_ + kStretchBytes;
    const std::size_t last = text_.substr(next_, kStretchBytes).rfind('\n');
    const std::size_t line_end =
        last == std::string_view::npos ? FindLineEnd(text_, soon, text_.size()) : next_ + last;
    if (line_end != std::string_view::npos) stretch_end_ = line_end + 1;
  }
  const std::string_view stretch = text_.substr(stretch_begin_, stretch_end_ - stretch_begin_);
  line_by_line_ = index_.Build(stretch) != StructuralIndex::Fault::kNone;
  line_.tokens = {stretch.data(), index_.positions(), 0};
}

void LineReader::TakeLine(std::size_t end, bool terminated) {
  ++line_.number;
  line_.offset = offset_ + next_;
  line_.terminated = terminated;
  line_.text = text_.substr(next_, end - next_);
  if (line_.text.ends_with('\r')) line_.text.remove_suffix(1);
  line_.length = line_.text.size();
  next_ = end + (terminated ? 1 : 0);
}

bool LineReader::Next() {
  if (next_ >= text_.size()) return false;
  if (next_ >= stretch_end_) NextStretch();
  const std::size_t begin = next_;
  const std::size_t found = FindLineEnd(text_, begin, stretch_end_);
  const bool terminated = found != std::string_view::npos;
  TakeLine(terminated ? found : stretch_end_, terminated);
  if (line_by_line_) {
    line_.fault = index_.Build(line_.text);
    line_.tokens = {line_.text.data(), index_.positions(),
                    static_cast<std::uint32_t>(line_.text.size())};
  } else {
    line_.fault = StructuralIndex::Fault::kNone;
    // What the reader of the line before left.
    Tokens& tokens = line_.tokens;
    while (*tokens.at < begin - stretch_begin_) ++tokens.at;
    tokens.limit = static_cast<std::uint32_t>(begin + line_.text.size() - stretch_begin_);
  }
  return true;
}

}  // namespace abide::events
