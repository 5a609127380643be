// Packed bytes to plain bytes, a piece at a time: gzip (RFC 1952, any number of members, and the
// zero bytes that tapes leave behind them) by ISA-L, zstd (RFC 8878, any number of frames, those
// that are skipped, too) by its own library. The checksums that the data has are compared.
//
// Memory: 100 KB for gzip; for zstd what the frame asks for, 128 MiB at most: more is a fault.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "containers/packing.h"

namespace abide::containers {

class Unpacker {
 public:
  struct Step {
    std::size_t taken = 0;  // of the packed bytes
    std::size_t made = 0;   // of the plain ones
  };

  virtual ~Unpacker() = default;
  // Neither taken nor made: it needs more packed bytes, or has a fault. Not to be asked again after
  // a fault. What was made of broken data before it was found out depends on the pieces in which it
  // came; all else does not.
  virtual Step Unpack(std::string_view packed, std::span<char> plain) = 0;
  // The data may end here: between two members or frames, and not before the first.
  virtual bool may_end() const = 0;
  // What is wrong with the data, in words; empty if nothing is.
  const std::string& fault() const { return fault_; }

 protected:
  std::string fault_;
};

// `packing` is one.
std::unique_ptr<Unpacker> MakeUnpacker(Packing packing);

std::unique_ptr<Unpacker> MakeGzipUnpacker();
std::unique_ptr<Unpacker> MakeZstdUnpacker();

}  // namespace abide::containers
