#include "cli/spool.h"

#include <algorithm>
#include <vector>

namespace abide::cli {
namespace {

constexpr std::size_t kCopyBytes = 256 << 10;

}  // namespace

void Spool::Add(std::string_view text) {
  text_ += text;
  if (text_.size() < in_memory_ || !takes_more_) return;
  if (!file_) file_ = events::NamelessFile();
  // A part of it may have been written: what counts is `filed_`.
  takes_more_ = file_->valid() && events::WriteAll(*file_, text_.data(), text_.size());
  if (!takes_more_) return;
  filed_ += text_.size();
  text_.clear();
}

void Spool::Clear() {
  text_.clear();
  file_.reset();
  filed_ = 0;
  takes_more_ = true;
}

void Spool::CopyTo(std::ostream& out) const {
  std::vector<char> piece(filed_ > 0 ? kCopyBytes : 0);
  for (std::uint64_t at = 0; at < filed_;) {
    const auto wanted = std::min<std::uint64_t>(filed_ - at, piece.size());
    const std::ptrdiff_t taken =
        events::ReadAt(*file_, at, piece.data(), static_cast<std::size_t>(wanted));
    if (taken <= 0) return out.setstate(std::ios::failbit);
    out.write(piece.data(), taken);
    at += static_cast<std::uint64_t>(taken);
  }
  out << text_;
}

}  // namespace abide::cli
