// A buffer is filled with a chunk, cut behind a line end into batches of about 128 KiB, and each
// batch is indexed at once: small enough that text and index stay in the cache, large enough that
// the cost of a batch does not count. What is behind the last line end moves to the front before
// the next chunk is read. If a batch is at fault somewhere, its lines are indexed one by one, so
// that just the lines at fault are lost.

#include "events/line_reader.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace abide::events {
namespace {

constexpr std::size_t kBatchBytes = 128 << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

struct LineReader::Hash {
  XXH3_state_t* state = XXH3_createState();

  Hash() { XXH3_128bits_reset(state); }
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;
  ~Hash() { XXH3_freeState(state); }
};

LineReader::LineReader(const LogFile& log, std::size_t chunk_bytes, std::size_t line_bytes)
    : log_(log),
      chunk_bytes_(std::max<std::size_t>(chunk_bytes, 1)),
      line_bytes_(line_bytes),
      capacity_(chunk_bytes_),
      hash_(std::make_unique<Hash>()) {
  buffer_ = std::make_unique<char[]>(capacity_ + kLinePadding);
}

LineReader::~LineReader() = default;

std::string LineReader::Digest() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(hash_->state));
  std::string hex;
  for (const unsigned char byte : canonical.digest) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

bool LineReader::Fill() {
  if (at_end_ || failure_) return false;
  if (next_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + next_, filled_ - next_);
    buffer_offset_ += next_;
    filled_ -= next_;
    batch_begin_ = batch_end_ = next_ = 0;
  }
  if (filled_ == capacity_) {
    auto larger = std::make_unique<char[]>(capacity_ * 2 + kLinePadding);
    std::memcpy(larger.get(), buffer_.get(), filled_);
    buffer_ = std::move(larger);
    capacity_ *= 2;
  }
  // What is written to the log meanwhile is left for the next run.
  const std::uint64_t left = log_.size() - std::min(log_.size(), read_offset_);
  // Of a long line as much again as there is, so that looking for its end costs no more than it.
  const std::size_t wish = std::max(chunk_bytes_, filled_);
  const auto count = std::min<std::size_t>({capacity_ - filled_, wish, left});
  const auto taken = log_.Read(read_offset_, buffer_.get() + filled_, count);
  if (!taken) {
    failure_ = taken.error();
    return false;
  }
  if (*taken == 0) {
    at_end_ = true;
    ended_early_ = left != 0;
    return false;
  }
  XXH3_128bits_update(hash_->state, buffer_.get() + filled_, *taken);
  filled_ += *taken;
  read_offset_ += *taken;
  return true;
}

// A byte order mark is no JSON; it is left out of the first line.
void LineReader::SkipByteOrderMark() {
  at_start_ = false;
  while (filled_ < kByteOrderMark.size() && Fill()) {
  }
  if (std::string_view(buffer_.get(), filled_).starts_with(kByteOrderMark)) {
    next_ = kByteOrderMark.size();
  }
}

LineReader::Found LineReader::NextBatch() {
  if (at_start_) SkipByteOrderMark();
  for (;;) {
    char* const text = buffer_.get();
    const std::size_t soon = std::min(filled_, next_ + kBatchBytes);
    const void* found = next_ == soon ? nullptr : ::memrchr(text + next_, '\n', soon - next_);
    if (found == nullptr && soon < filled_) found = std::memchr(text + soon, '\n', filled_ - soon);
    if (found != nullptr) {
      batch_end_ = static_cast<std::size_t>(static_cast<const char*>(found) - text) + 1;
      break;
    }
    if (filled_ - next_ > line_bytes_) return SkipTooLong();
    if (Fill()) continue;
    if (failure_) return Found::kFailed;
    if (next_ == filled_) return Found::kEnd;
    batch_end_ = filled_;
    break;
  }
  IndexBatch();
  return Found::kLine;
}

void LineReader::IndexBatch() {
  batch_begin_ = next_;
  const std::string_view batch(buffer_.get() + batch_begin_, batch_end_ - batch_begin_);
  line_by_line_ = index_.Build(batch) != StructuralIndex::Fault::kNone;
  line_.tokens = {batch.data(), index_.positions(), 0};
}

// Drops bytes up to the next line end.
LineReader::Found LineReader::SkipTooLong() {
  line_ = Line();
  line_.number = ++line_number_;
  line_.offset = buffer_offset_ + next_;
  for (;;) {
    const void* found = std::memchr(buffer_.get() + next_, '\n', filled_ - next_);
    if (found != nullptr) {
      next_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.get()) + 1;
      line_.terminated = true;
      break;
    }
    next_ = filled_;
    if (Fill()) continue;
    if (failure_) return Found::kFailed;
    break;
  }
  batch_begin_ = batch_end_ = next_;
  return Found::kTooLong;
}

void LineReader::TakeLine(std::size_t end, bool terminated) {
  const char* const begin = buffer_.get() + next_;
  line_.number = ++line_number_;
  line_.offset = buffer_offset_ + next_;
  line_.terminated = terminated;
  line_.text = {begin, end - next_};
  if (line_.text.ends_with('\r')) line_.text.remove_suffix(1);
  next_ = end + (terminated ? 1 : 0);
}

LineReader::Found LineReader::Next() {
  if (next_ >= batch_end_) {
    const Found found = NextBatch();
    if (found != Found::kLine) return found;
  }
  const std::size_t begin = next_;
  const void* const found = std::memchr(buffer_.get() + begin, '\n', batch_end_ - begin);
  const std::size_t end =
      found == nullptr ? batch_end_
                       : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.get());
  TakeLine(end, found != nullptr);
  if (line_by_line_) {
    line_.fault = index_.Build(line_.text);
    line_.tokens = {line_.text.data(), index_.positions(),
                    static_cast<std::uint32_t>(line_.text.size())};
  } else {
    line_.fault = StructuralIndex::Fault::kNone;
    // What the reader of the line before left.
    Tokens& tokens = line_.tokens;
    while (*tokens.at < begin - batch_begin_) ++tokens.at;
    tokens.limit = static_cast<std::uint32_t>(begin + line_.text.size() - batch_begin_);
  }
  return line_.text.size() > line_bytes_ ? Found::kTooLong : Found::kLine;
}

}  // namespace abide::events
