// From words to declarations and back, and new names for both.

#include "lsp/view.h"

#include "syntax/lexemes.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace abide::lsp {
namespace {

using check::NameKind;

std::optional<Named> NamedAt(const View& view, Position position) {
  const std::uint32_t offset = view.document.text.OffsetOf(position, view.encoding);
  return view.names().At(view.document.path, offset);
}

// The file that an `import` at the offset names.
std::optional<std::string> ImportAt(const View& view, std::uint32_t offset) {
  const Piece& piece = view.pieces().At(offset);
  const auto* import =
      piece.declaration ? std::get_if<syntax::Import>(&piece.declaration->node) : nullptr;
  if (import == nullptr) return std::nullopt;
  const std::uint32_t at = offset - piece.begin;
  if (at < import->path.span.begin || at > import->path.span.end) return std::nullopt;
  const auto folder = std::filesystem::path(view.document.path).parent_path();
  const std::string path = (folder / import->path.value).lexically_normal().string();
  if (!view.workspace.files().Read(path)) return std::nullopt;
  return path;
}

// What has to get a new name together with `named`: whatever a word for it stands for as well.
std::vector<Place> Family(const View& view, const Named& named) {
  std::set<Place> family(named.declarations.begin(), named.declarations.end());
  for (std::size_t before = 0; before != family.size();) {
    before = family.size();
    for (const Place& use : view.names().UsesOf({family.begin(), family.end()})) {
      const auto other = view.names().At(use.path, use.begin);
      if (other && other->at == use)
        family.insert(other->declarations.begin(), other->declarations.end());
    }
  }
  return {family.begin(), family.end()};
}

std::string_view TextOf(const View& view, const Place& place) {
  const std::string* const text = view.rules.TextOf(place.path);
  if (text == nullptr || place.end > text->size()) return {};
  return std::string_view(*text).substr(place.begin, place.end - place.begin);
}

// Where the new name goes. A Refusal if a word for it is written in another way than declared: what
// every event has, or a part of a longer name.
std::vector<Place> PlacesToRename(const View& view, const Named& named) {
  const std::string_view word = TextOf(view, named.at);
  std::vector<Place> places = view.names().UsesOf(Family(view, named));
  for (const Place& place : places) {
    if (TextOf(view, place) == word) continue;
    throw Refusal(ErrorCode::kRequestFailed,
                  fmt::format("`{}` is declared by the language, or as a part of `{}`", word,
                              TextOf(view, place)));
  }
  return places;
}

// What the checker would say of the rules with the new name that it does not say of them now.
std::optional<std::string> FaultOfRename(const View& view, const std::vector<Place>& places,
                                         const std::string& name) {
  std::multiset<std::string> known;
  for (const diagnostics::Diagnostic* each : view.rules.All()) {
    if (each->severity() == diagnostics::Severity::kError) known.insert(each->Message());
  }
  EditedFiles files = view.workspace.files();
  for (auto last = places.rbegin(); last != places.rend();) {
    const std::string& path = last->path;
    std::string text = *view.rules.TextOf(path);
    for (; last != places.rend() && last->path == path; ++last) {
      text.replace(last->begin, last->end - last->begin, name);
    }
    files.Open(path, std::make_shared<const std::string>(std::move(text)));
  }
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  check::CheckOptions options;
  options.paths = view.rules.settings().paths;
  options.parameters = view.rules.settings().parameters;
  check::Check(options, files, sources, sink);
  const std::size_t errors_before = known.size();
  std::size_t errors = 0;
  std::optional<std::string> fault;
  for (const diagnostics::Diagnostic& each : sink.Sorted()) {
    if (each.severity() != diagnostics::Severity::kError) continue;
    const auto before = known.find(each.Message());
    if (before == known.end()) fault = each.Message();
    if (before != known.end()) known.erase(before);
    ++errors;
  }
  // One that names what was renamed has other words now, and is the same all the same.
  return errors > errors_before ? fault : std::nullopt;
}

bool IsAllOf(std::string_view name, const char* (*match)(const char*, const char*)) {
  const char* const end = name.data() + name.size();
  return !name.empty() && match(name.data(), end) == end;
}

bool IsNameOf(NameKind kind, std::string_view name) {
  switch (kind) {
    case NameKind::kField:
      return IsAllOf(name, syntax::MatchField);
    case NameKind::kClause:
      return IsAllOf(name, syntax::MatchClause);
    case NameKind::kPolicy:
      return IsAllOf(name, syntax::MatchPolicy);
    case NameKind::kVariable:
      return IsAllOf(name, syntax::MatchVariable);
    case NameKind::kEvent:
    case NameKind::kList:
    case NameKind::kTable:
    case NameKind::kParameter:
    case NameKind::kState:
    case NameKind::kDefinition:
      break;
  }
  return IsAllOf(name, syntax::MatchName);
}

}  // namespace

Json Definition(const View& view, Position position) {
  Json found = Json::array();
  Locations locations = view.MakeLocations();
  const auto named = NamedAt(view, position);
  if (named) {
    for (const Place& place : named->declarations) found.push_back(locations.Of(place));
    return found;
  }
  const auto import = ImportAt(view, view.document.text.OffsetOf(position, view.encoding));
  if (import) {
    found.push_back({{"uri", view.workspace.UriOf(view.workspace.files().Canonical(*import))},
                     {"range", JsonOf(Range{})}});
  }
  return found;
}

Json References(const View& view, Position position, bool with_declarations) {
  Json found = Json::array();
  const auto named = NamedAt(view, position);
  if (!named) return found;
  Locations locations = view.MakeLocations();
  const auto& declared = named->declarations;
  for (const Place& place : view.names().UsesOf(declared)) {
    const bool declares = std::find(declared.begin(), declared.end(), place) != declared.end();
    if (with_declarations || !declares) found.push_back(locations.Of(place));
  }
  return found;
}

Json Highlights(const View& view, Position position) {
  constexpr int kRead = 2;
  constexpr int kWrite = 3;
  Json found = Json::array();
  const auto named = NamedAt(view, position);
  if (!named) return found;
  const auto& declared = named->declarations;
  for (const Place& place : view.names().UsesOf(declared)) {
    if (place.path != view.document.path) continue;
    const bool declares = std::find(declared.begin(), declared.end(), place) != declared.end();
    found.push_back(
        {{"range", view.RangeOf(place.begin, place.end)}, {"kind", declares ? kWrite : kRead}});
  }
  return found;
}

Json PrepareRename(const View& view, Position position) {
  const auto named = NamedAt(view, position);
  if (!named) return nullptr;
  PlacesToRename(view, *named);
  return {{"range", view.RangeOf(named->at.begin, named->at.end)},
          {"placeholder", std::string(TextOf(view, named->at))}};
}

Json Rename(const View& view, Position position, const std::string& name) {
  const auto named = NamedAt(view, position);
  if (!named) throw Refusal(ErrorCode::kRequestFailed, "there is no name here");
  if (!IsNameOf(named->kind, name)) {
    throw Refusal(ErrorCode::kInvalidParams, fmt::format("`{}` can't be a name here", name));
  }
  Locations locations = view.MakeLocations();
  std::map<std::string, Json> edits;
  const std::vector<Place> places = PlacesToRename(view, *named);
  if (const auto fault = FaultOfRename(view, places, name)) {
    throw Refusal(ErrorCode::kRequestFailed,
                  fmt::format("as `{}` the rules would have an error: {}", name, *fault));
  }
  for (const Place& place : places) {
    Json& of_file =
        edits.try_emplace(view.workspace.UriOf(place.path), Json::array()).first->second;
    of_file.push_back({{"range", JsonOf(locations.RangeOf(place))}, {"newText", name}});
  }
  Json changes = Json::object();
  for (auto& [uri, of_file] : edits) changes[uri] = std::move(of_file);
  return {{"changes", std::move(changes)}};
}

}  // namespace abide::lsp
