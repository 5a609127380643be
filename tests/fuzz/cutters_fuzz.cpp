// Any text as JSON documents and as CSV: records stand in it one behind the other, and are the same
// however the text comes in. The first two bytes of an input choose the cutter, the limits and the
// size of the pieces.
#include <memory>
#include <string>

#include "containers/csv.h"
#include "containers/json_cutter.h"
#include "cut.h"
#include "diagnostics/assert.h"
#include "fuzz.h"

using namespace abide::containers;
using abide::containers::testing::Cut;
using abide::containers::testing::CutBy;

namespace {

void CheckPieces(std::string_view text, const Cut& cut) {
  std::uint64_t end = 0;
  for (const Piece& piece : cut.pieces) {
    if (piece.kind == Piece::Kind::kMorePages) continue;
    ABIDE_ASSERT(piece.offset >= end, "one stands behind the other");
    end = piece.offset + piece.length;
    ABIDE_ASSERT(end <= text.size(), "and all in the text");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
  const std::size_t limit = (data[1] & 1) != 0 ? 40 : 1 << 20;
  WrapperRule rule;
  rule.none = (data[1] & 8) != 0;
  if ((data[1] & 16) != 0) rule.read = {"Records", "data"};
  if ((data[1] & 32) != 0) rule.marks_records = "event";
  if ((data[1] & 64) != 0) rule.keys = {"event", "x", "a"};
  std::unique_ptr<Cutter> cutter;
  if ((data[1] & 2) != 0) {
    cutter = std::make_unique<CsvCutter>((data[1] & 4) != 0 ? ';' : ',', limit);
  } else {
    cutter = std::make_unique<JsonCutter>(rule, limit);
  }
  const Cut whole = CutBy(text, size, *cutter);
  const Cut cut = CutBy(text, data[0] + 1U, *cutter);
  CheckPieces(text, whole);
  ABIDE_ASSERT(whole.pieces == cut.pieces, "the records do not depend on the pieces shown");
  ABIDE_ASSERT(whole.open == cut.open, "nor does what is open at the end");
  return 0;
}
