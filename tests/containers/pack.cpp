#include "pack.h"

#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <stdexcept>

namespace abide::containers::testing {

std::string Gzip(std::string_view text) {
  std::string packed(text.size() + text.size() / 2 + 1000, '\0');
  isal_zstream stream;
  isal_deflate_stateless_init(&stream);
  stream.gzip_flag = IGZIP_GZIP;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<std::uint32_t>(text.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(packed.data());
  stream.avail_out = static_cast<std::uint32_t>(packed.size());
  if (isal_deflate_stateless(&stream) != COMP_OK) throw std::runtime_error("gzip");
  packed.resize(stream.total_out);
  return packed;
}

std::string Zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const std::size_t size =
      ZSTD_compress2(context, packed.data(), packed.size(), text.data(), text.size());
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(size) != 0) throw std::runtime_error("zstd");
  packed.resize(size);
  return packed;
}

std::string SkippedZstd(std::string_view content) {
  std::string frame = "\x50\x2A\x4D\x18";
  for (int shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>((content.size() >> shift) & 0xFF);
  }
  return frame.append(content);
}

}  // namespace abide::containers::testing
