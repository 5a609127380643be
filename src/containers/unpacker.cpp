#include "containers/unpacker.h"

namespace abide::containers {

std::unique_ptr<Unpacker> MakeUnpacker(Packing packing) {
  return packing == Packing::kGzip ? MakeGzipUnpacker() : MakeZstdUnpacker();
}

}  // namespace abide::containers
