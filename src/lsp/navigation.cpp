// From words to declarations and back.

#include "lsp/navigation.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace abide::lsp {
namespace {

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

}  // namespace

std::optional<Named> NamedAt(const View& view, Position position) {
  const std::uint32_t offset = view.document.text.OffsetOf(position, view.encoding);
  return view.names().At(view.document.path, offset);
}

std::vector<Place> UsesInAll(const View& view, const std::vector<Place>& declarations) {
  std::set<Place> uses;
  for (Unit* unit : view.workspace.Units()) {
    for (const Place& use : view.workspace.NamesOf(*unit).UsesOf(declarations)) uses.insert(use);
  }
  return {uses.begin(), uses.end()};
}

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
  for (const Place& place : UsesInAll(view, declared)) {
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

}  // namespace abide::lsp
