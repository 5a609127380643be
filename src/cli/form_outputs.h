// Where each form of a report goes: standard output, or a file of its own.
#pragma once

#include "cli/output.h"
#include "cli/terminal.h"

#include <memory>
#include <vector>

namespace abide::cli {

template <typename Wish>
struct FormOutput {
  const Wish* wish = nullptr;
  Output* output = nullptr;
  std::unique_ptr<Output> owned;  // null for standard output
};

// False, and said, if one could not be written whole. Standard output is finished by its owner.
template <typename Wish>
bool Finish(const std::vector<FormOutput<Wish>>& outputs, const Terminal& terminal) {
  bool is_whole = true;
  for (const FormOutput<Wish>& form : outputs) {
    if (form.owned == nullptr) continue;
    if (const auto failure = form.output->Finish()) {
      terminal.Show(*failure);
      is_whole = false;
    }
  }
  return is_whole;
}

// Of a text: what suits the terminal on standard output, none in a file unless it is asked for.
template <typename Wish>
diagnostics::Colour ColourOf(const FormOutput<Wish>& form, const Terminal& terminal) {
  const bool is_terminal = form.owned == nullptr;
  return is_terminal || terminal.wish == ColourWish::kAlways ? terminal.OutColour()
                                                             : diagnostics::Colour::kOff;
}

}  // namespace abide::cli
