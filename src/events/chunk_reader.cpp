#include "events/chunk_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace abide::events {
namespace {

// A buffer that is this many times larger than usual had a long line in it.
constexpr std::size_t kMuchLarger = 8;

}  // namespace

void Buffer::Reserve(std::size_t count, std::size_t kept) {
  if (count <= capacity_) return;
  auto larger = std::make_unique_for_overwrite<char[]>(count + kLinePadding);
  if (kept > 0) std::memcpy(larger.get(), bytes_.get(), kept);
  bytes_ = std::move(larger);
  capacity_ = count;
}

void Buffer::ShrinkTo(std::size_t usual) {
  if (capacity_ / kMuchLarger <= usual) return;
  bytes_.reset();
  capacity_ = 0;
}

ChunkReader::ChunkReader(const LogFile& log, std::size_t chunk_bytes, std::size_t line_bytes,
                         Hashes hashes)
    : pass_(log.Begin(hashes)),
      chunk_bytes_(std::max<std::size_t>(chunk_bytes, 1)),
      line_bytes_(line_bytes) {}

bool ChunkReader::Fill(Buffer& buffer) {
  if (at_end_ || failure_) return false;
  // Of a long line as much again as there is, so that looking for its end costs no more than it.
  if (2 * filled_ > buffer.capacity()) buffer.Reserve(2 * buffer.capacity(), filled_);
  const auto taken = pass_->Read(buffer.data() + filled_, buffer.capacity() - filled_);
  if (!taken) {
    failure_ = taken.error();
    return false;
  }
  if (*taken == 0) {
    at_end_ = true;
    return false;
  }
  filled_ += *taken;
  read_offset_ += *taken;
  return true;
}

void ChunkReader::Begin(Chunk& chunk) {
  Buffer& buffer = chunk.buffer;
  buffer.ShrinkTo(chunk_bytes_ + tail_.size());
  buffer.Reserve(std::max(chunk_bytes_, tail_.size()));
  chunk.text = {};
  chunk.is_last = false;
  chunk.open = {};
  filled_ = tail_.size();
  std::copy(tail_.begin(), tail_.end(), buffer.data());
  tail_.clear();
  skipped_ = 0;
  if (at_start_) {
    at_start_ = false;
    while (filled_ < kByteOrderMark.size() && Fill(buffer)) {
    }
    // A byte order mark is no JSON; it is left out of the first line.
    if (std::string_view(buffer.data(), filled_).starts_with(kByteOrderMark)) {
      skipped_ = kByteOrderMark.size();
    }
  }
  chunk.offset = read_offset_ - filled_ + skipped_;
}

void ChunkReader::KeepTail(const Buffer& buffer, std::size_t begin) {
  tail_.assign(buffer.data() + begin, filled_ - begin);
}

ChunkReader::Found ChunkReader::Next(Chunk& chunk) {
  Begin(chunk);
  Buffer& buffer = chunk.buffer;
  for (std::size_t searched = skipped_;;) {
    const void* found = ::memrchr(buffer.data() + searched, '\n', filled_ - searched);
    if (found != nullptr) {
      const auto end =
          static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data()) + 1;
      chunk.text = {buffer.data() + skipped_, end - skipped_};
      KeepTail(buffer, end);
      return Found::kLines;
    }
    searched = filled_;
    // A carriage return in front of the line end does not count.
    if (filled_ - skipped_ > line_bytes_ + 1) return SkipTooLong(chunk);
    if (Fill(buffer)) continue;
    if (failure_) return Found::kFailed;
    if (filled_ == skipped_) return Found::kEnd;
    chunk.text = {buffer.data() + skipped_, filled_ - skipped_};
    return Found::kLines;
  }
}

ChunkReader::Found ChunkReader::Next(Chunk& chunk, containers::Cutter& cutter,
                                     std::vector<containers::Piece>& pieces) {
  const bool is_first = at_start_;
  Begin(chunk);
  if (is_first) cutter.Begin(chunk.offset);
  const Buffer& buffer = chunk.buffer;
  for (bool was_filled = is_first && filled_ > skipped_;; was_filled = false) {
    const bool has_more = was_filled || Fill(chunk.buffer);
    if (failure_) return Found::kFailed;
    const std::string_view text(buffer.data() + skipped_, filled_ - skipped_);
    if (!has_more) {
      if (std::exchange(is_finished_, true)) return Found::kEnd;
      chunk.text = text;
      chunk.is_last = true;
      chunk.open = cutter.Finish(text, chunk.offset, pieces);
      chunk.open_from = cutter.needed();
      return Found::kLines;
    }
    cutter.Look(text, chunk.offset, pieces);
    const auto done = static_cast<std::size_t>(cutter.needed() - chunk.offset);
    if (done == 0) continue;
    chunk.text = text.substr(0, done);
    KeepTail(buffer, skipped_ + done);
    return Found::kLines;
  }
}

ChunkReader::Found ChunkReader::SkipTooLong(Chunk& chunk) {
  Buffer& buffer = chunk.buffer;
  for (;;) {
    filled_ = 0;
    if (!Fill(buffer)) return failure_ ? Found::kFailed : Found::kTooLong;
    const void* found = std::memchr(buffer.data(), '\n', filled_);
    if (found == nullptr) continue;
    KeepTail(buffer, static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data()) + 1);
    return Found::kTooLong;
  }
}

}  // namespace abide::events
