#include "diagnostics/catalogue.h"

#include <algorithm>
#include <array>

#include "diagnostics/assert.h"
#include "diagnostics/pages.h"

namespace abide::diagnostics {
namespace {

constexpr CodeEntry kEntries[] = {
#define ABIDE_CODE(name, id, severity, message, help) {Code::name, id, severity, message, help},
#include "diagnostics/catalogue.def"
#undef ABIDE_CODE
};

}  // namespace

const CodeEntry& Entry(Code code) {
  const auto index = static_cast<std::size_t>(code);
  ABIDE_ASSERT(index < std::size(kEntries), "a code stands in the catalogue");
  return kEntries[index];
}

std::span<const CodeEntry> AllCodes() { return kEntries; }

std::optional<Code> CodeOfId(std::string_view id) {
  for (const CodeEntry& entry : kEntries) {
    if (entry.id == id) return entry.code;
  }
  return std::nullopt;
}

std::string_view Page(Code code) {
  const std::string_view id = Entry(code).id;
  for (const PageText& page : AllPages()) {
    if (page.id == id) return page.text;
  }
  return {};
}

}  // namespace abide::diagnostics
