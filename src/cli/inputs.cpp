#include "cli/inputs.h"

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
  Note(path);
  return DiskFiles::Read(path);
}

diagnostics::Expected<std::string, std::string> Inputs::ReadOrStandardInput(
    const std::string& path) const {
  if (path != "-") return Read(path);
  Note(path);
  std::ostringstream text;
  text << std::cin.rdbuf();
  return std::move(text).str();
}

void Inputs::Note(const std::string& path) const {
  if (const auto identity = IdentityOf(path)) names_.emplace(*identity, path);
}

std::string Inputs::At(const std::string& path) const {
  const auto identity = IdentityOf(path);
  const auto found = identity ? names_.find(*identity) : names_.end();
  if (found == names_.end()) return {};
  return found->second == "-" ? "it is read as standard input"
                              : "it is read as `" + found->second + '`';
}

}  // namespace abide::cli
