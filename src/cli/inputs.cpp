#include "cli/inputs.h"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <utility>

namespace abide::cli {

Inputs::Inputs(const Terminal& terminal) {
  if (terminal.origins == nullptr) return;
  const diagnostics::SourceSet& sources = terminal.origins->sources;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Note(sources.File(static_cast<diagnostics::FileId>(i)).path());
  }
}

diagnostics::Expected<std::string, std::string> Inputs::Read(const std::string& path) const {
  if (path == kStandardInput && serves_standard_input_) return ReadOrStandardInput(path);
  Note(path);
  return DiskFiles::Read(path);
}

diagnostics::Expected<std::string, std::string> Inputs::ReadOrStandardInput(
    const std::string& path) const {
  if (path != kStandardInput) return Read(path);
  Note(path);
  if (!standard_input_) {
    std::ostringstream text;
    text << std::cin.rdbuf();
    standard_input_ = std::move(text).str();
  }
  return *standard_input_;
}

void Inputs::Serve(const std::vector<std::string>& paths) {
  serves_standard_input_ = std::find(paths.begin(), paths.end(), kStandardInput) != paths.end();
}

void Inputs::Note(const std::string& path) const {
  if (const auto identity = IdentityOf(path)) names_.emplace(*identity, path);
}

std::string Inputs::At(const std::string& path) const {
  const auto identity = IdentityOf(path);
  const auto found = identity ? names_.find(*identity) : names_.end();
  if (found == names_.end()) return {};
  return found->second == kStandardInput ? "it is read as standard input"
                                         : "it is read as `" + found->second + '`';
}

bool HaveOneStandardInput(const std::vector<InputUse>& uses, diagnostics::DiagnosticSink& sink) {
  const char* first = nullptr;
  for (const InputUse& use : uses) {
    if (std::find(use.paths.begin(), use.paths.end(), kStandardInput) == use.paths.end()) continue;
    if (first != nullptr) {
      sink.Add(diagnostics::Code::kNotTogether, {first, use.what})
          .WithHelp("standard input is read once: save one of the two to a file, and name that");
      return false;
    }
    first = use.what;
  }
  return true;
}

}  // namespace abide::cli
