#include <algorithm>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "containers/unpacker.h"
#include "events/byte_hash.h"
#include "events/log_file.h"
#include "events/temporary_file.h"

namespace abide::events {
namespace {

using containers::Packing;
using containers::Unpacker;
using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::Unexpected;

// Small enough to stay in the cache on its way.
constexpr std::size_t kPieceBytes = 256 << 10;
constexpr std::size_t kSkipBytes = 1 << 20;

class UnpackingPass final : public LogPass {
 public:
  UnpackingPass(const LogFile& packed, Packing packing, const UnpackLimits& limits, Hashes hashes)
      : packing_(packing),
        limits_(limits),
        packed_(packed.Begin(hashes)),
        unpacker_(containers::MakeUnpacker(packing)) {}

  Expected<std::size_t, Diagnostic> Read(char* buffer, std::size_t count) override {
    if (next_plain_ == plain_.size() && !at_end_) {
      if (auto failure = MakePlain()) return Unexpected{*std::move(failure)};
    }
    const std::size_t given = std::min(count, plain_.size() - next_plain_);
    std::copy_n(plain_.data() + next_plain_, given, buffer);
    next_plain_ += given;
    if (at_end_ && next_plain_ == plain_.size()) {
      std::string().swap(plain_);
      next_plain_ = 0;
    }
    return given;
  }
  std::uint64_t bytes_read() const override { return packed_->bytes_read(); }
  std::string Digest() const override { return packed_->Digest(); }
  std::string Sha256() const override { return packed_->Sha256(); }
  std::string PlainDigest() const override { return made_ == 0 ? "" : hash_.Digest(); }
  bool ended_early() const override { return packed_->ended_early(); }
  const std::optional<LogFault>& fault() const override { return fault_; }

 private:
  // Bytes are read and made in pieces of one size, whatever is asked for: so what is made in front
  // of a fault is the same each time.
  std::optional<Diagnostic> MakePlain() {
    plain_.resize(kPieceBytes);
    next_plain_ = 0;
    std::size_t filled = 0;
    while (filled == 0 && !at_end_) {
      const Unpacker::Step step =
          unpacker_->Unpack(std::string_view(piece_).substr(next_), std::span(plain_));
      next_ += step.taken;
      packed_used_ += step.taken;
      made_ += step.made;
      if (NoteFault()) {
        if (auto failure = ReadToTheEnd()) return failure;
      } else if (step.taken + step.made == 0) {
        if (auto failure = TakeMore()) return failure;
      }
      filled = step.made;
    }
    plain_.resize(filled);
    hash_.Add(plain_.data(), filled);
    // More may be made of what was taken, if there was room for it.
    if (at_end_ || next_ < piece_.size() || filled == kPieceBytes) return std::nullopt;
    // A small log is known to be at its end before its first bytes are given out, and needs no
    // memory any more: there may be thousands of them.
    auto failure = TakeMore();
    if (at_end_) GiveBack();
    return failure;
  }

  void GiveBack() {
    unpacker_.reset();
    std::string().swap(piece_);
    plain_.shrink_to_fit();
  }

  bool NoteFault() {
    if (!unpacker_->fault().empty()) {
      fault_ = LogFault{Code::kPackedBroken, std::string(NameOf(packing_)) + " data, near byte " +
                                                 std::to_string(packed_used_) +
                                                 " of the file: " + unpacker_->fault()};
    } else if (made_ > limits_.bytes) {
      fault_ = LogFault{Code::kUnpacksTooLarge, std::to_string(limits_.bytes) + " bytes"};
    } else if (made_ > limits_.floor && made_ / limits_.ratio >= packed_used_) {
      fault_ = LogFault{Code::kUnpacksTooLarge, std::to_string(limits_.ratio) + " times its size"};
    }
    return fault_.has_value();
  }

  std::optional<Diagnostic> TakeMore() {
    piece_.erase(0, next_);
    next_ = 0;
    const std::size_t kept = piece_.size();
    if (auto failure = Refill()) return failure;
    if (piece_.size() > kept) return std::nullopt;
    at_end_ = true;
    if (!unpacker_->may_end()) {
      fault_ = LogFault{Code::kLogEndsEarly, "its " + std::string(NameOf(packing_)) +
                                                 " data stops in the middle, at byte " +
                                                 std::to_string(packed_used_) + " of the file"};
    }
    return std::nullopt;
  }

  // Adds a piece, whole but for the file's last one.
  std::optional<Diagnostic> Refill() {
    std::size_t filled = piece_.size();
    piece_.resize(filled + kPieceBytes);
    while (filled < piece_.size()) {
      const auto taken = packed_->Read(piece_.data() + filled, piece_.size() - filled);
      if (!taken) return taken.error();
      if (*taken == 0) break;
      filled += *taken;
    }
    piece_.resize(filled);
    return std::nullopt;
  }

  // The digest is of the whole file.
  std::optional<Diagnostic> ReadToTheEnd() {
    at_end_ = true;
    next_ = 0;
    do {
      piece_.clear();
      if (auto failure = Refill()) return failure;
    } while (!piece_.empty());
    return std::nullopt;
  }

  Packing packing_;
  UnpackLimits limits_;
  std::unique_ptr<LogPass> packed_;
  std::unique_ptr<Unpacker> unpacker_;
  std::string piece_;     // packed bytes that were read
  std::size_t next_ = 0;  // of them
  std::string plain_;     // what was made of them
  std::size_t next_plain_ = 0;
  std::uint64_t packed_used_ = 0;
  std::uint64_t made_ = 0;
  ByteHash hash_;  // of what was made
  bool at_end_ = false;
  std::optional<LogFault> fault_;
};

class UnpackedLog final : public LogFile {
 public:
  UnpackedLog(std::unique_ptr<LogFile> packed, Packing packing, const UnpackLimits& limits)
      : packed_(std::move(packed)), packing_(packing), limits_(limits) {}

  const std::string& path() const override { return packed_->path(); }
  std::uint64_t size() const override { return packed_->size(); }
  bool comes_in() const override { return packed_->comes_in(); }
  Packing packing() const override { return packing_; }
  using LogFile::Begin;
  std::unique_ptr<LogPass> Begin(Hashes hashes) const override {
    return std::make_unique<UnpackingPass>(*packed_, packing_, limits_, hashes);
  }
  Expected<std::size_t, Diagnostic> Read(std::uint64_t offset, char* buffer,
                                         std::size_t count) const override {
    const std::scoped_lock lock(mutex_);
    if (!plain_ && pass_ && offset < at_) {
      if (auto failure = UnpackAll()) return Unexpected{*std::move(failure)};
    }
    if (plain_) {
      const std::ptrdiff_t taken = ReadAt(*plain_, offset, buffer, count);
      if (taken < 0) return Unexpected{LogUnreadable(path(), "the temporary file can't be read")};
      return static_cast<std::size_t>(taken);
    }
    return ReadForward(offset, buffer, count);
  }

 private:
  Expected<std::size_t, Diagnostic> ReadForward(std::uint64_t offset, char* buffer,
                                                std::size_t count) const {
    if (!pass_) pass_ = Begin();
    std::vector<char> skipped(offset > at_ ? kSkipBytes : 0);
    while (at_ < offset) {
      const auto wanted = std::min<std::uint64_t>(offset - at_, skipped.size());
      auto taken = pass_->Read(skipped.data(), static_cast<std::size_t>(wanted));
      if (!taken || *taken == 0) return taken;
      at_ += *taken;
    }
    auto taken = pass_->Read(buffer, count);
    if (taken) at_ += *taken;
    return taken;
  }

  std::optional<Diagnostic> UnpackAll() const {
    Descriptor copy = NamelessFile();
    if (!copy.valid()) return LogUnreadable(path(), "no temporary file can be made", kNameTmpdir);
    const std::unique_ptr<LogPass> pass = Begin();
    std::vector<char> piece(kSkipBytes);
    for (;;) {
      const auto taken = pass->Read(piece.data(), piece.size());
      if (!taken) return taken.error();
      if (*taken == 0) break;
      if (!WriteAll(copy, piece.data(), *taken)) {
        return LogUnreadable(path(), "the temporary file can't be written",
                             "make room for the unpacked log where TMPDIR points to");
      }
    }
    plain_ = std::move(copy);
    pass_.reset();
    return std::nullopt;
  }

  std::unique_ptr<LogFile> packed_;
  Packing packing_;
  UnpackLimits limits_;
  mutable std::mutex mutex_;  // of all below
  mutable std::unique_ptr<LogPass> pass_;
  mutable std::uint64_t at_ = 0;             // of the pass, in plain bytes
  mutable std::optional<Descriptor> plain_;  // all of them, once they were wanted backward
};

std::string_view UnpackerOf(Packing packing) {
  return packing == Packing::kGzip ? "zcat" : "zstdcat";
}

Expected<std::string, Diagnostic> HeadOf(const LogFile& log) {
  const std::unique_ptr<LogPass> pass = log.Begin();
  std::string head(containers::kHeadBytes, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const auto taken = pass->Read(head.data() + filled, head.size() - filled);
    if (!taken) return Unexpected{taken.error()};
    if (*taken == 0) break;
    filled += *taken;
  }
  head.resize(filled);
  return head;
}

}  // namespace

Expected<std::unique_ptr<LogFile>, Diagnostic> Unpack(std::unique_ptr<LogFile> log,
                                                      const UnpackLimits& limits) {
  auto head = HeadOf(*log);
  if (!head) return Unexpected{head.error()};
  const std::string path = log->path();
  if (const Packing packing = containers::PackingOf(*head); packing != Packing::kNone) {
    log = std::make_unique<UnpackedLog>(std::move(log), packing, limits);
    head = HeadOf(*log);
    if (!head) return Unexpected{head.error()};
    if (containers::PackingOf(*head) != Packing::kNone) {
      return Unexpected{LogUnreadable(
          path, "it is packed twice",
          "unpack it once: `" + std::string(UnpackerOf(packing)) + " FILE | abide check … -`")};
    }
  }
  const containers::Foreign foreign = containers::ForeignOf(*head);
  if (foreign.what.empty()) return log;
  return Unexpected{
      LogUnreadable(path, "it is " + std::string(foreign.what), std::string(foreign.help))};
}

}  // namespace abide::events
