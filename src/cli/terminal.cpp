#include "cli/terminal.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace abide::cli {

using diagnostics::Diagnostic;

void Terminal::Show(std::span<const Diagnostic> diagnostics,
                    const diagnostics::SourceSet& sources) const {
  std::vector<Diagnostic> others;
  std::vector<Diagnostic> of_project;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool names_option = origins != nullptr && !diagnostic.arguments.empty() &&
                              std::holds_alternative<std::monostate>(diagnostic.where);
    const auto place = names_option ? origins->places.find(diagnostic.arguments.front())
                                    : std::map<std::string, diagnostics::Span>::const_iterator();
    if (!names_option || place == origins->places.end()) {
      others.push_back(diagnostic);
      continue;
    }
    of_project.push_back(diagnostic);
    of_project.back().where = place->second;
  }
  *err << diagnostics::RenderText(others, sources, ErrColour());
  if (of_project.empty()) return;
  std::stable_sort(of_project.begin(), of_project.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::get<diagnostics::Span>(a.where).begin <
                            std::get<diagnostics::Span>(b.where).begin;
                   });
  *err << diagnostics::RenderText(of_project, origins->sources, ErrColour());
}

}  // namespace abide::cli
