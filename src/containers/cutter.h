// Plain bytes to the records that stand in them, where these are not simply lines.
//
// A cutter is shown a text as it comes in, and says where its records begin and end. It looks only
// for that (brackets and quotes); what is in a record is read by others, and what is wrong in it is
// their business. It holds no bytes: whoever shows them keeps those that are still needed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace abide::containers {

struct Piece {
  enum class Kind {
    kRecord,
    kTooLong,   // a record of more bytes than may be kept; its length is not told
    kFault,     // what stands there is none of what has to: see `what`
    kMixed,     // a record of its own stands around records, and is left out: it is `what`
    kMorePages  // the text says that it is one part of several, by the member `what`
  };
  Kind kind = Kind::kRecord;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string_view what;  // lives as long as the program

  bool operator==(const Piece&) const = default;
};

class Cutter {
 public:
  virtual ~Cutter() = default;
  // As if it were new, for a text that begins at `offset`.
  virtual void Begin(std::uint64_t offset) = 0;
  // `text` stands at `offset`, which is `needed()` or before; it goes on where the last one ended,
  // or further. Adds what ends in it, in the order of its offsets.
  virtual void Look(std::string_view text, std::uint64_t offset, std::vector<Piece>& pieces) = 0;
  // The same, of the text's end: nothing comes behind it. Where it ends too early is told, the
  // empty text if it does not.
  virtual std::string_view Finish(std::string_view text, std::uint64_t offset,
                                  std::vector<Piece>& pieces) = 0;
  // From here on, bytes are to be shown again.
  virtual std::uint64_t needed() const = 0;
};

}  // namespace abide::containers
