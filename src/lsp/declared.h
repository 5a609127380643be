// Declarations as text: what stands at one, and what its author wrote beside it.
#pragma once

#include "lsp/view.h"

#include <optional>
#include <string>
#include <string_view>

namespace abide::lsp {

// The declaration that holds a place.
struct Declared {
  syntax::Declaration declaration;
  std::string path;
};
std::optional<Declared> DeclarationAt(const RuleSet& rules, const Place& place);

// The comment directly above the line of `begin` and that at the end of the line, without `#`.
std::string CommentsAt(std::string_view text, std::uint32_t begin);

// What type a field has, as it is declared: "one of "a", "b"?".
std::string TypeText(const expressions::Type& type, bool optional);

// A few lines of Markdown on what a word stands for.
std::string Description(const View& view, const Place& declared, check::NameKind kind);

}  // namespace abide::lsp
