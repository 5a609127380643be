// Every code that Abide can print, in one list (catalogue.def): its id, severity, message with
// holes `{}`, and one concrete next step. An id is never reused and never changes its meaning.
// The page that `abide explain CODE` prints stands in codes/CODE.md and is built in.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace abide::diagnostics {

enum class Severity { kError, kWarning, kNote };

enum class Code {
#define ABIDE_CODE(name, id, severity, message, help) name,
#include "diagnostics/catalogue.def"
#undef ABIDE_CODE
};

struct CodeEntry {
  Code code;
  std::string_view id;  // "E0101"
  Severity severity;
  std::string_view message;  // holes are `{}`
  std::string_view help;
};

const CodeEntry& Entry(Code code);
std::span<const CodeEntry> AllCodes();
std::optional<Code> CodeOfId(std::string_view id);
// The Markdown page of a code; empty if codes/ has none, which a test notices.
std::string_view Page(Code code);

}  // namespace abide::diagnostics
