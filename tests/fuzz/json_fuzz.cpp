// Any bytes, as a text that is written and as JSON that is read: what is written is plain and comes
// back, what is read is written the same once more.
#include <sstream>
#include <string_view>

#include "diagnostics/assert.h"
#include "diagnostics/printable.h"
#include "fuzz.h"
#include "json/reader.h"
#include "json/writer.h"

using namespace abide;

namespace {

std::string Written(const json::Json& tree, json::Layout layout) {
  std::ostringstream out;
  json::Writer(out, layout).Tree(tree);
  return out.str();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string quoted = json::Quoted(bytes);
  for (std::size_t at = 0; at < quoted.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(quoted, at);
    ABIDE_ASSERT(point.valid && diagnostics::IsPrintable(point.value),
                 "only plain text is written");
    at += point.length;
  }
  const auto text = json::Read(quoted);
  ABIDE_ASSERT(text.has_value() && json::Quoted(text->get<std::string>()) == quoted,
               "a text comes back");

  const auto tree = json::Read(bytes);
  if (!tree.has_value()) {
    ABIDE_ASSERT(tree.error().offset <= size, "a fault stands in the text");
    return 0;
  }
  for (const json::Layout layout : {json::Layout::kCompact, json::Layout::kPretty}) {
    const auto again = json::Read(Written(*tree, layout));
    ABIDE_ASSERT(again.has_value() && *again == *tree, "a tree comes back");
  }
  return 0;
}
