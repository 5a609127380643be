// Where each form of a report goes: standard output, or a file of its own.
#pragma once

#include "cli/output.h"
#include "cli/terminal.h"
#include "diagnostics/diagnostic.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace abide::cli {

// The help, where a run would write to what it reads.
inline constexpr const char* kNameAnother = "name another file: what this run reads would be lost";

template <typename Wish>
struct FormOutput {
  const Wish* wish = nullptr;
  Output* output = nullptr;
  std::unique_ptr<Output> owned;  // null for standard output
};

// That `wish` would go to where `other` goes.
template <typename Wish>
void AddTaken(const Wish& wish, const std::string& other, diagnostics::DiagnosticSink& sink) {
  sink.Add(diagnostics::Code::kOutputTaken,
           {wish.path.empty() ? "standard output" : '`' + wish.path + '`', other, wish.text});
}

// Each form goes to an output of its own: a second one for the same is an error in `sink`. `-` is
// standard output.
template <typename Wish>
void AddWish(Wish wish, std::vector<Wish>& wishes, diagnostics::DiagnosticSink& sink) {
  if (wish.path == "-") wish.path.clear();
  for (const Wish& other : wishes) {
    if (other.path != wish.path) continue;
    return AddTaken(wish, other.text, sink);
  }
  wishes.push_back(std::move(wish));
}

// The outputs of `wishes`, no two of which lead to one file. A file that the run reads is not
// written to: `input_at(wish)` says what it is, "it is read as `log`", or nothing. What can't be
// had is an error in `sink`.
template <typename Wish, typename InputAt>
std::vector<FormOutput<Wish>> OpenOutputs(const std::vector<Wish>& wishes, Output& standard,
                                          const InputAt& input_at,
                                          diagnostics::DiagnosticSink& sink) {
  std::vector<FormOutput<Wish>> outputs;
  std::map<FileIdentity, const Wish*> taken;
  const auto take = [&](const Wish& wish, const Output& output) {
    const auto file = output.identity();
    if (!file) return true;
    const auto [first, is_new] = taken.emplace(*file, &wish);
    if (!is_new) AddTaken(wish, first->second->text, sink);
    return is_new;
  };
  for (const Wish& wish : wishes) {
    if (wish.path.empty()) {
      if (take(wish, standard)) outputs.push_back({&wish, &standard, nullptr});
    } else if (const std::string input = input_at(wish); !input.empty()) {
      sink.Add(diagnostics::Code::kCannotWrite, {wish.path, input}).WithHelp(kNameAnother);
    } else if (auto output = Output::Open(wish.path)) {
      if (!take(wish, **output)) continue;
      Output* file = output->get();
      outputs.push_back({&wish, file, std::move(*output)});
    } else {
      sink.Add(output.error());
    }
  }
  return outputs;
}

// False, and said, if one of those that are wanted could not be written whole. Standard output is
// finished by its owner.
template <typename Wish, typename IsWanted>
bool FinishThose(const std::vector<FormOutput<Wish>>& outputs, const Terminal& terminal,
                 const IsWanted& is_wanted) {
  bool is_whole = true;
  for (const FormOutput<Wish>& form : outputs) {
    if (form.owned == nullptr || !is_wanted(*form.output)) continue;
    if (const auto failure = form.output->Finish()) {
      terminal.Show(*failure);
      is_whole = false;
    }
  }
  return is_whole;
}

template <typename Wish>
bool Finish(const std::vector<FormOutput<Wish>>& outputs, const Terminal& terminal) {
  return FinishThose(outputs, terminal, [](const Output&) { return true; });
}

// Of a run that failed: files to which nothing was written keep what they hold.
template <typename Wish>
bool FinishBegun(const std::vector<FormOutput<Wish>>& outputs, const Terminal& terminal) {
  return FinishThose(outputs, terminal, [](const Output& output) { return output.is_begun(); });
}

// Of a text: what suits the terminal on standard output, none in a file unless it is asked for.
template <typename Wish>
diagnostics::Colour ColourOf(const FormOutput<Wish>& form, const Terminal& terminal) {
  const bool is_terminal = form.owned == nullptr;
  return is_terminal || terminal.wish == ColourWish::kAlways ? terminal.OutColour()
                                                             : diagnostics::Colour::kOff;
}

}  // namespace abide::cli
