// The project file: what a project always says on the command line, written down once.
//
//     rules = ["rules"]            # options of every verb that has them
//     set = { limited = 0.01 }
//
//     [check]                      # options of one verb
//     logs = ["logs"]
//     fail-on = "high"
//
// What a key means is not known here: names of options and the words behind them are handed on.
// TOML 1.0.0.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::project {

struct Word {
  std::string text;  // numbers and truths as they stand in the file
  bool is_truth = false;
  bool is_number = false;
  diagnostics::Span where;
};

struct Setting {
  std::string verb;  // empty: of every verb that has the option
  diagnostics::Span verb_where;
  std::string name;  // "fail-on"; empty: the verb's section stands there, and has nothing in it
  std::vector<Word> words;
  bool is_list = false;
  diagnostics::Span where;  // of the name
};

inline constexpr const char* kFileName = "abide.toml";
inline constexpr std::size_t kMostBytes = 1 << 20;

// The settings in the order of the file. What is no TOML, and a value that is none of a text, a
// number, a truth, a list of those or a table of them, is an error in `sink`. A table `set = {a =
// 1}` is a list of `a=1`. Cost: linear in the text.
std::vector<Setting> Read(const diagnostics::SourceSet& sources, diagnostics::FileId file,
                          diagnostics::DiagnosticSink& sink);

// The nearest project file in `folder` or a folder above it; none if there is none.
std::optional<std::string> Find(const std::string& folder);

}  // namespace abide::project
