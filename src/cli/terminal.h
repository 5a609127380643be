// What a command is given of the world around it: two streams and what is known of them.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/render.h"

#include <map>
#include <ostream>
#include <span>
#include <string>

namespace abide::cli {

// `--color`
enum class ColourWish { kAuto, kAlways, kNever };

// Where options stand that no command line has: in a project file.
struct Origins {
  diagnostics::SourceSet sources;
  std::map<std::string, diagnostics::Span> places;  // "--fail-on" -> its value
};

struct Terminal {
  std::ostream* out = nullptr;  // data
  std::ostream* err = nullptr;  // diagnostics and progress
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_colour = false;  // NO_COLOR is set and not empty
  ColourWish wish = ColourWish::kAuto;

  diagnostics::Colour OutColour() const { return ColourOf(out_is_terminal); }
  diagnostics::Colour ErrColour() const { return ColourOf(err_is_terminal); }

  const Origins* origins = nullptr;  // null: there is no project file

  // On `err`; spans stand in `sources`. What is wrong with an option of a project file is shown
  // there.
  void Show(std::span<const diagnostics::Diagnostic> diagnostics,
            const diagnostics::SourceSet& sources) const;
  // For one that stands in no source.
  void Show(const diagnostics::Diagnostic& diagnostic) const { Show({&diagnostic, 1}, {}); }

 private:
  diagnostics::Colour ColourOf(bool is_terminal) const {
    const bool paints =
        wish == ColourWish::kAlways || (wish == ColourWish::kAuto && is_terminal && !no_colour);
    return paints ? diagnostics::Colour::kAnsi : diagnostics::Colour::kOff;
  }
};

}  // namespace abide::cli
