// Any bytes as gzip and as zstd: it ends, makes no more than was asked for, and the same however
// the bytes come in. The first byte of an input chooses the packing and the size of the pieces.
#include <algorithm>
#include <string>

#include "containers/unpacker.h"
#include "diagnostics/assert.h"
#include "fuzz.h"

using namespace abide::containers;

namespace {

// Bombs are for the reader of logs to stop.
constexpr std::size_t kMostPlain = 1 << 20;

struct Unpacked {
  std::string plain;
  std::string fault;
  bool may_end = false;
};

Unpacked UnpackBy(std::string_view packed, Packing packing, std::size_t in, std::size_t out) {
  const auto unpacker = MakeUnpacker(packing);
  Unpacked result;
  std::string piece;
  std::string plain(out, '\0');
  while (result.plain.size() < kMostPlain) {
    const Unpacker::Step step = unpacker->Unpack(piece, plain);
    ABIDE_ASSERT(step.taken <= piece.size() && step.made <= plain.size(),
                 "within what it was given");
    result.plain.append(plain, 0, step.made);
    piece.erase(0, step.taken);
    if (!unpacker->fault().empty()) break;
    if (step.taken + step.made > 0) continue;
    if (packed.empty()) break;
    piece.append(packed.substr(0, in));
    packed.remove_prefix(std::min(in, packed.size()));
  }
  result.fault = unpacker->fault();
  result.may_end = unpacker->may_end();
  return result;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view packed(reinterpret_cast<const char*>(data + 1), size - 1);
  const Packing packing = (data[0] & 1) != 0 ? Packing::kZstd : Packing::kGzip;
  const Unpacked whole = UnpackBy(packed, packing, size, 1 << 16);
  const Unpacked cut = UnpackBy(packed, packing, 1 + data[0] / 2U, 1 << 16);
  if (whole.plain.size() >= kMostPlain || cut.plain.size() >= kMostPlain) return 0;
  ABIDE_ASSERT(whole.fault.empty() == cut.fault.empty(), "it is broken or it is not");
  // Of broken data anything may come out, before it is found out.
  if (!whole.fault.empty()) return 0;
  ABIDE_ASSERT(whole.may_end == cut.may_end, "it ends or does not");
  ABIDE_ASSERT(!whole.may_end || whole.plain == cut.plain, "and is what it was");
  return 0;
}
