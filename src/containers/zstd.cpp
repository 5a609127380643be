#include <zstd.h>
#include <zstd_errors.h>

#include <new>

#include "containers/unpacker.h"

namespace abide::containers {
namespace {

const char* TextOf(std::size_t error) {
  switch (ZSTD_getErrorCode(error)) {
    case ZSTD_error_prefix_unknown:
      return "what stands where a frame has to begin is none";
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
      const std::size_t before = in.pos + out.pos;
      const std::size_t left = ZSTD_decompressStream(stream_, &out, &in);
      if (ZSTD_isError(left) != 0) fault_ = TextOf(left);
      may_end_ = left == 0;
      if (in.pos + out.pos == before) break;
    }
    return {in.pos, out.pos};
  }
  bool may_end() const override { return may_end_; }

 private:
  ZSTD_DStream* stream_;
  bool may_end_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> MakeZstdUnpacker() { return std::make_unique<ZstdUnpacker>(); }

}  // namespace abide::containers
