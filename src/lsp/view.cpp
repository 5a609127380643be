#include "lsp/view.h"

namespace abide::lsp {

Range Locations::RangeOf(const Place& place) {
  return TextAt(place.path).RangeOf(place.begin, place.end, encoding_);
}

Json Locations::Of(const Place& place) {
  return {{"uri", workspace_.UriOf(place.path)}, {"range", JsonOf(RangeOf(place))}};
}

const Text& Locations::TextAt(const std::string& path) {
  const Document* const open = workspace_.AtPath(path);
  if (open != nullptr) return open->text;
  const auto known = texts_.find(path);
  if (known != texts_.end()) return known->second;
  const std::string* text = rules_.TextOf(path);
  for (const Unit* unit : workspace_.Units()) {
    if (text == nullptr) text = unit->rules->TextOf(path);
  }
  return texts_.emplace(path, text == nullptr ? Text() : Text(*text)).first->second;
}

}  // namespace abide::lsp
