// Rule text in the one style that the language guide describes (section 15), and the proof that it
// says the same.
//
// Each declaration that can be parsed is laid out anew; comments and empty lines stay where they
// are, at most one empty line at a place. One that can't be parsed is kept byte for byte.
// The text that is made is parsed again, each time: its tree has to be the one of the text before,
// without places, its comments have to be the same in the same order, and what could not be parsed
// has to be there as it was.
#pragma once

#include <cstddef>
#include <string>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"

namespace abide::format {

struct Formatted {
  std::string text;
  // Declarations that have errors and were left as they are.
  std::size_t left_alone = 0;
  // The text would not mean the same: our own mistake, and `text` is the text as it was. What
  // differs, in a few words.
  std::string fault;
};

// What is wrong with the text goes into `sink`. Formatting what was formatted changes nothing.
// Cost: linear in the text; it is parsed twice if it changes.
Formatted Format(const diagnostics::SourceSet& sources, diagnostics::FileId id,
                 diagnostics::DiagnosticSink& sink);

}  // namespace abide::format
