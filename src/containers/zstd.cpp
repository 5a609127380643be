#include <zstd.h>
#include <zstd_errors.h>

#include <new>

#include "containers/unpacker.h"

namespace abide::containers {
namespace {

constexpr const char* kNoFrame = "what stands where a frame has to begin is none";

// Of zstd itself, or of one that is skipped. The library reads drafts of the format, too, by code
// that nobody needs any more.
bool MayBeginFrame(char first) { return first == '\x28' || (first & 0xF0) == 0x50; }

const char* TextOf(std::size_t error) {
  switch (ZSTD_getErrorCode(error)) {
    case ZSTD_error_prefix_unknown:
      return kNoFrame;
    case ZSTD_error_checksum_wrong:
      return "a frame's checksum does not match its content";
    case ZSTD_error_frameParameter_windowTooLarge:
      return "a frame needs more than 128 MiB of memory";
    case ZSTD_error_dictionary_wrong:
      return "a frame needs a dictionary";
    default:
      return "a block can't be unpacked";
  }
}

class ZstdUnpacker final : public Unpacker {
 public:
  ZstdUnpacker() : stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ZstdUnpacker(const ZstdUnpacker&) = delete;
  ZstdUnpacker& operator=(const ZstdUnpacker&) = delete;
  ~ZstdUnpacker() override { ZSTD_freeDStream(stream_); }

  Step Unpack(std::string_view packed, std::span<char> plain) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{plain.data(), plain.size(), 0};
    while (fault_.empty() && out.pos < out.size && (in.pos < in.size || !may_end_)) {
      if (at_start_ && in.pos < in.size && !MayBeginFrame(packed[in.pos])) {
        fault_ = kNoFrame;
        break;
      }
      const std::size_t before = in.pos + out.pos;
      at_start_ = at_start_ && in.pos == in.size;
      const std::size_t left = ZSTD_decompressStream(stream_, &out, &in);
      if (ZSTD_isError(left) != 0) fault_ = TextOf(left);
      may_end_ = left == 0;
      at_start_ = at_start_ || may_end_;
      if (in.pos + out.pos == before) break;
    }
    return {in.pos, out.pos};
  }
  bool may_end() const override { return may_end_; }

 private:
  ZSTD_DStream* stream_;
  bool at_start_ = true;  // of a frame
  bool may_end_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> MakeZstdUnpacker() { return std::make_unique<ZstdUnpacker>(); }

}  // namespace abide::containers
