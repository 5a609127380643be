// What is wrong, as the editor shows it, and the repairs that are certain.

#include "lsp/view.h"

#include "diagnostics/catalogue.h"
#include "diagnostics/printable.h"
#include "format/format.h"
#include "lint/lint.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace abide::lsp {
namespace {

using diagnostics::Diagnostic;
using diagnostics::Severity;

// In one file; errors first.
constexpr std::size_t kMostDiagnostics = 1000;

// What stands in a file: its place, and the diagnostic.
struct Fault {
  Place place;
  const Diagnostic* diagnostic = nullptr;
  Severity severity{};
};

// As many as are shown, in the order of their places.
void Arrange(std::vector<Fault>& faults) {
  if (faults.size() > kMostDiagnostics) {
    std::stable_partition(faults.begin(), faults.end(),
                          [](const Fault& fault) { return fault.severity == Severity::kError; });
    faults.resize(kMostDiagnostics);
  }
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.place, a.diagnostic->code) < std::tie(b.place, b.diagnostic->code);
  });
}

// By the file that they stand in.
using Faults = std::map<std::string, std::vector<Fault>>;

Faults FaultsOf(const RuleSet& rules) {
  Faults faults;
  const lint::LintOptions& options = rules.settings().lint;
  for (const Diagnostic* each : rules.All()) {
    const auto* const span = std::get_if<diagnostics::Span>(&each->where);
    if (span == nullptr || options.off.contains(each->code)) continue;
    auto place = rules.Locate(*span);
    if (!place) continue;
    const auto level = options.levels.find(each->code);
    const Severity severity = level == options.levels.end() ? each->severity() : level->second;
    std::vector<Fault>& of_file = faults[place->path];
    of_file.push_back({*std::move(place), each, severity});
  }
  for (auto& [path, of_file] : faults) Arrange(of_file);
  return faults;
}

int LevelOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return 1;
    case Severity::kWarning:
      return 2;
    case Severity::kNote:
      break;
  }
  return 3;
}

std::string MessageOf(const Diagnostic& diagnostic) {
  std::string message = diagnostic.Message();
  const std::string help = diagnostic.Help();
  if (!help.empty()) message += "\nhelp: " + help;
  return message;
}

Json JsonOf(const Fault& fault, const RuleSet& rules, Locations& locations) {
  Json json = {{"range", JsonOf(locations.RangeOf(fault.place))},
               {"severity", LevelOf(fault.severity)},
               {"code", std::string(diagnostics::Entry(fault.diagnostic->code).id)},
               {"source", "abide"},
               {"message", MessageOf(*fault.diagnostic)}};
  Json related = Json::array();
  for (const diagnostics::Label& label : fault.diagnostic->labels) {
    const auto place = rules.Locate(label.span);
    if (place) related.push_back({{"location", locations.Of(*place)}, {"message", label.text}});
  }
  if (!related.empty()) json["relatedInformation"] = std::move(related);
  return json;
}

// The edits of some diagnostics by file; of two that overlap the first is made.
class Repair {
 public:
  // False if it can't be made, or not together with what was added.
  bool Add(const Fault& fault, const RuleSet& rules) {
    std::vector<std::pair<Place, std::string>> edits;
    for (const diagnostics::Fix& fix : fault.diagnostic->fixes) {
      const auto place = rules.Locate(fix.span);
      if (!place) return false;
      for (const auto& [other, text] : edits_) {
        const bool is_apart =
            other.path != place->path || other.end < place->begin || place->end < other.begin;
        if (!is_apart) return false;
      }
      edits.emplace_back(*place, fix.replacement);
    }
    edits_.insert(edits_.end(), edits.begin(), edits.end());
    return !edits.empty();
  }

  Json AsEdit(const Workspace& workspace, Locations& locations) const {
    Json changes = Json::object();
    for (const auto& [place, text] : edits_) {
      const std::string uri = workspace.UriOf(place.path);
      if (!changes.contains(uri)) changes[uri] = Json::array();
      changes[uri].push_back({{"range", lsp::JsonOf(locations.RangeOf(place))}, {"newText", text}});
    }
    return {{"changes", std::move(changes)}};
  }

  std::string Title() const {
    if (edits_.size() != 1) return "Repair it";
    const auto& [place, text] = edits_.front();
    if (text.empty()) return "Take it out";
    return (place.begin == place.end ? "Add `" : "Write `") + Shown(text) + "`";
  }

 private:
  static std::string Shown(const std::string& text) {
    constexpr std::size_t kMost = 60;
    std::string shown = diagnostics::Excerpt(text, kMost);
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    return shown;
  }

  std::vector<std::pair<Place, std::string>> edits_;
};

}  // namespace

std::map<std::string, Json> DiagnosticsOf(const Workspace& workspace, const Unit& unit,
                                          Encoding encoding) {
  std::map<std::string, Json> all;
  const RuleSet& rules = *unit.rules;
  Locations locations(workspace, rules, encoding);
  const auto add = [&all](const std::string& path, Json diagnostic) {
    all.try_emplace(path, Json::array()).first->second.push_back(std::move(diagnostic));
  };
  for (const auto& [path, faults] : FaultsOf(rules)) {
    for (const Fault& fault : faults) add(path, JsonOf(fault, rules, locations));
  }
  for (const TestOutcome& test : unit.tests) {
    for (const TestOutcome::Fault& fault : test.faults) {
      add(fault.path, {{"range", JsonOf(locations.RangeOf({fault.path, fault.begin, fault.end}))},
                       {"severity", 1},
                       {"source", "abide test"},
                       {"message", fault.text}});
    }
  }
  return all;
}

Json CodeActions(const View& view, Range range) {
  Json actions = Json::array();
  const std::uint32_t begin = view.document.text.OffsetOf(range.start, view.encoding);
  const std::uint32_t end = view.document.text.OffsetOf(range.end, view.encoding);
  Locations locations = view.MakeLocations();
  Repair all;
  std::size_t repairs = 0;
  const std::vector<Fault> faults = std::move(FaultsOf(view.rules)[view.document.path]);
  for (const Fault& fault : faults) {
    if (fault.diagnostic->fixes.empty() || view.rules.IsOld(*fault.diagnostic)) continue;
    if (all.Add(fault, view.rules)) ++repairs;
    if (fault.place.end < begin || end < fault.place.begin) continue;
    Repair one;
    if (!one.Add(fault, view.rules)) continue;
    actions.push_back({{"title", one.Title()},
                       {"kind", "quickfix"},
                       {"isPreferred", true},
                       {"diagnostics", Json::array({JsonOf(fault, view.rules, locations)})},
                       {"edit", one.AsEdit(view.workspace, locations)}});
  }
  if (repairs > 0) {
    actions.push_back({{"title", "Repair all that is certain in this file"},
                       {"kind", "source.fixAll.abide"},
                       {"edit", all.AsEdit(view.workspace, locations)}});
  }
  return actions;
}

Json Formatting(const View& view) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const Text& text = view.document.text;
  const auto id = sources.Add(view.document.path, text.bytes());
  const format::Formatted formatted = format::Format(sources, id, sink);
  Json edits = Json::array();
  if (!formatted.fault.empty() || formatted.text == text.bytes()) return edits;
  // From the first byte that differs to the last, so that the cursor stays where it is.
  const std::string& before = text.bytes();
  const std::string& after = formatted.text;
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t front = 0;
  while (front < most && before[front] == after[front]) ++front;
  while (front > 0 && before[front - 1] != '\n') --front;
  std::size_t back = 0;
  while (back < most - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
  }
  while (back > 0 && back < before.size() && before[before.size() - back - 1] != '\n') --back;
  edits.push_back({{"range", view.RangeOf(static_cast<std::uint32_t>(front),
                                          static_cast<std::uint32_t>(before.size() - back))},
                   {"newText", after.substr(front, after.size() - back - front)}});
  return edits;
}

}  // namespace abide::lsp
