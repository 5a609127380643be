#include "cli/terminal.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace abide::cli {

using diagnostics::Diagnostic;

namespace {

using diagnostics::Code;
using Places = std::map<std::string, diagnostics::Span>;

// The first of them that stands in the project file is shown there.
std::vector<std::string> OptionsAtFault(const Diagnostic& diagnostic) {
  const std::vector<std::string>& named = diagnostic.arguments;
  switch (diagnostic.code) {
    case Code::kNotTogether:
      return named;
    case Code::kFormatOfDump:
      return {"--format"};
    case Code::kCannotHide:
      // With a help of its own, the field is what is wrong.
      if (!diagnostic.help.empty()) return {};
      return {"--redact", "--pseudonymise"};
    default:
      return {named.begin(), named.begin() + (named.empty() ? 0 : 1)};
  }
}

Places::const_iterator PlaceOf(const Diagnostic& diagnostic, const Places& places) {
  for (const std::string& option : OptionsAtFault(diagnostic)) {
    const auto place = places.find(option);
    if (place != places.end()) return place;
  }
  return places.end();
}

// Nobody typed it, so nobody knows what to leave out.
void TellWhereItStands(const std::string& option, Diagnostic& diagnostic) {
  const bool is_refused = diagnostic.code == Code::kNotTogether ||
                          diagnostic.code == Code::kFormatOfDump ||
                          diagnostic.code == Code::kCannotHide;
  if (!is_refused || !diagnostic.help.empty()) return;
  diagnostic.WithHelp(
      '`' + option +
      "` stands in the project file, for every run: leave it out there, or have this "
      "run without the file by `--no-project`");
}

}  // namespace

void Terminal::Show(std::span<const Diagnostic> diagnostics,
                    const diagnostics::SourceSet& sources) const {
  std::vector<Diagnostic> others;
  std::vector<Diagnostic> of_project;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool may_be =
        origins != nullptr && std::holds_alternative<std::monostate>(diagnostic.where);
    const auto place = may_be ? PlaceOf(diagnostic, origins->places) : Places::const_iterator();
    if (!may_be || place == origins->places.end()) {
      others.push_back(diagnostic);
      continue;
    }
    of_project.push_back(diagnostic);
    of_project.back().where = place->second;
    TellWhereItStands(place->first, of_project.back());
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
