#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "containers/unpacker.h"

namespace abide::containers {
namespace {

constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMostGivenBack = 16;

const char* TextOf(int error) {
  switch (error) {
    case ISAL_INVALID_WRAPPER:
      return "a member's header is none";
    case ISAL_UNSUPPORTED_METHOD:
      return "a member is packed by an unknown method";
    case ISAL_INCORRECT_CHECKSUM:
      return "a member's checksum does not match its content";
    case ISAL_NEED_DICT:
      return "a member needs a dictionary";
    default:
      return "a block can't be unpacked";
  }
}

class GzipUnpacker final : public Unpacker {
 public:
  GzipUnpacker() : state_(std::make_unique<inflate_state>()) { isal_inflate_init(state_.get()); }

  Step Unpack(std::string_view packed, std::span<char> plain) override {
    Step step;
    do {
      while (!given_back_.empty() && step.made < plain.size() && fault_.empty()) {
        const std::string front = std::exchange(given_back_, {});
        const Step more = UnpackShown(front, plain.subspan(step.made));
        step.made += more.made;
        given_back_.append(front, more.taken);
      }
      if (!given_back_.empty() || step.made == plain.size()) break;
      const Step more = UnpackShown(packed.substr(step.taken), plain.subspan(step.made));
      step.taken += more.taken;
      step.made += more.made;
    } while (!given_back_.empty() && fault_.empty());
    return step;
  }
  bool may_end() const override { return !in_member_ && had_member_ && given_back_.empty(); }

 private:
  Step UnpackShown(std::string_view packed, std::span<char> plain) {
    Step step;
    while (fault_.empty()) {
      if (!in_member_ && !BeginMember(packed, step)) break;
      if (in_header_ && !ReadHeader(packed, step)) break;
      const Step more = Inflate(packed.substr(step.taken), plain.subspan(step.made));
      step.taken += more.taken;
      step.made += more.made;
      // A whole member may be behind, with nothing in it: the next one is looked at.
      if (in_member_ || step.made == plain.size() || !given_back_.empty()) break;
    }
    return step;
  }

  // False if there is nothing to begin with.
  bool BeginMember(std::string_view packed, Step& step) {
    if (had_member_) {
      while (step.taken < packed.size() && packed[step.taken] == '\0') {
        is_padded_ = true;
        ++step.taken;
      }
    }
    if (step.taken == packed.size()) return false;
    if (is_padded_ || packed[step.taken] != '\x1F') {
      fault_ = had_member_ ? "what stands behind the last member is no gzip"
                           : TextOf(ISAL_INVALID_WRAPPER);
      return false;
    }
    isal_inflate_reset(state_.get());
    // The library compares checksums. Headers are read apart: it forgets the checksum of one that
    // comes in two pieces.
    state_->crc_flag = ISAL_GZIP_NO_HDR_VER;
    isal_gzip_header_init(&header_);
    in_member_ = had_member_ = in_header_ = true;
    return true;
  }

  // False if its end is not there yet.
  bool ReadHeader(std::string_view packed, Step& step) {
    const std::string_view rest = packed.substr(step.taken);
    const std::uint32_t in = Show(rest);
    const int error = isal_read_gzip_header(state_.get(), &header_);
    step.taken += in - state_->avail_in;
    if (error < 0) fault_ = TextOf(error);
    in_header_ = error != ISAL_DECOMP_OK;
    return !in_header_;
  }

  std::uint32_t Show(std::string_view packed) {
    const auto in = static_cast<std::uint32_t>(std::min(packed.size(), kMost));
    // The library does not write to its input, but says so nowhere.
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(packed.data()));
    state_->avail_in = in;
    return in;
  }

  Step Inflate(std::string_view packed, std::span<char> plain) {
    const std::uint32_t in = Show(packed);
    const auto out = static_cast<std::uint32_t>(std::min(plain.size(), kMost));
    state_->next_out = reinterpret_cast<std::uint8_t*>(plain.data());
    state_->avail_out = out;
    const int error = isal_inflate(state_.get());
    if (error < 0 || error == ISAL_NEED_DICT) fault_ = TextOf(error);
    if (state_->block_state == ISAL_BLOCK_FINISH) in_member_ = false;
    return {TakenOf(packed, in), out - state_->avail_out};
  }

  // At a member's end, the library gives back what it has read too far, even if that was shown
  // before: up to 8 bytes.
  std::size_t TakenOf(std::string_view packed, std::uint32_t in) {
    if (state_->avail_in > in) {
      const std::size_t count = std::min<std::size_t>(state_->avail_in - in, recent_.size());
      given_back_ = recent_.substr(recent_.size() - count);
      recent_.clear();
      return 0;
    }
    const std::size_t taken = in - state_->avail_in;
    recent_.append(packed.substr(taken - std::min(taken, kMostGivenBack), kMostGivenBack), 0,
                   std::min(taken, kMostGivenBack));
    recent_.erase(0, recent_.size() - std::min(recent_.size(), kMostGivenBack));
    return taken;
  }

  std::unique_ptr<inflate_state> state_;
  isal_gzip_header header_{};
  std::string recent_;      // what was taken last
  std::string given_back_;  // and is to be taken once more
  bool in_member_ = false;
  bool in_header_ = false;
  bool had_member_ = false;
  bool is_padded_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> MakeGzipUnpacker() { return std::make_unique<GzipUnpacker>(); }

}  // namespace abide::containers
