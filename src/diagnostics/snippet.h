// The lines of one file that a diagnostic speaks of, with its ranges marked under them. Used by
// the text rendering alone.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "diagnostics/render.h"
#include "diagnostics/source.h"

namespace abide::diagnostics {

enum class Style { kError, kWarning, kNote, kFrame, kStrong };

std::string Paint(std::string_view text, Style style, Colour colour);

struct Mark {
  Span span;
  std::string text;  // empty for none
  bool is_primary = false;
};

struct SnippetLook {
  std::size_t gutter = 1;  // width of the line numbers
  Style primary = Style::kError;
  Colour colour = Colour::kOff;
};

// `file` is the file of all marks. Begins and ends with the frame's bar; each line has a line end.
std::string Snippet(const SourceFile& file, std::span<const Mark> marks, const SnippetLook& look);

}  // namespace abide::diagnostics
