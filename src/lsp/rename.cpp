// A new name for something, at all places that name it. What the rules would be then is tried
// first: a rename that would make an error, or let a word stand for something else, is refused.

#include "lsp/navigation.h"

#include "syntax/cut.h"
#include "syntax/lexemes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace abide::lsp {
namespace {

using check::NameKind;
using diagnostics::Diagnostic;
using diagnostics::Severity;

const std::string* TextOfFile(const View& view, const std::string& path) {
  for (const Unit* unit : view.workspace.Units()) {
    if (const std::string* const text = unit->rules->TextOf(path)) return text;
  }
  return nullptr;
}

std::string_view TextOf(const View& view, const Place& place) {
  const std::string* const text = TextOfFile(view, place.path);
  if (text == nullptr || place.end > text->size()) return {};
  return std::string_view(*text).substr(place.begin, place.end - place.begin);
}

// All places that name what `named` names, and whatever one of these words names as well.
std::vector<Place> Family(const View& view, const Named& named) {
  std::set<Place> declared(named.declarations.begin(), named.declarations.end());
  std::vector<Place> uses;
  for (std::size_t before = 0; before != declared.size();) {
    before = declared.size();
    uses = UsesInAll(view, {declared.begin(), declared.end()});
    for (Unit* unit : view.workspace.Units()) {
      for (const Place& use : uses) {
        const auto other = view.workspace.NamesOf(*unit).At(use.path, use.begin);
        if (!other || other->at != use) continue;
        declared.insert(other->declarations.begin(), other->declarations.end());
      }
    }
  }
  return uses;
}

// Where the new name goes. A Refusal if a word for it is written in another way than declared.
std::vector<Place> PlacesToRename(const View& view, const Named& named) {
  const std::string_view word = TextOf(view, named.at);
  std::vector<Place> places = Family(view, named);
  for (const Place& place : places) {
    if (TextOf(view, place) == word) continue;
    throw Refusal(ErrorCode::kRequestFailed,
                  fmt::format("`{}` is a part of `{}`", word, TextOf(view, place)));
  }
  return places;
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
    case NameKind::kEvent:
      return IsAllOf(name, syntax::MatchName);
    case NameKind::kVariable:
    case NameKind::kList:
    case NameKind::kTable:
    case NameKind::kParameter:
    case NameKind::kState:
    case NameKind::kDefinition:
      break;
  }
  return IsAllOf(name, syntax::MatchVariable);
}

class Trial {
 public:
  Trial(const View& view, std::vector<Place> places, std::string name)
      : view_(view), places_(std::move(places)), name_(std::move(name)) {
    old_ = TextOf(view, places_.front());
  }

  // Why it can't be done; empty if it can.
  std::string Fault() const {
    for (Unit* unit : view_.workspace.Units()) {
      const bool is_touched = std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
        return unit->rules->Reads(place.path);
      });
      if (!is_touched) continue;
      std::string fault = FaultOfUnread(*unit->rules);
      if (fault.empty()) fault = FaultIn(*unit->rules);
      if (!fault.empty()) return fault;
    }
    return {};
  }

 private:
  // The word in a declaration that has errors may be meant, and nobody knows.
  std::string FaultOfUnread(const RuleSet& rules) const {
    for (const Diagnostic* each : rules.All()) {
      const auto* const span = std::get_if<diagnostics::Span>(&each->where);
      if (span == nullptr || each->severity() != Severity::kError) continue;
      const auto place = rules.Locate(*span);
      const std::string* const text = place ? rules.TextOf(place->path) : nullptr;
      if (text == nullptr || !StandsUnnamedIn(*text, *place)) continue;
      return fmt::format("`{}` stands in a declaration that has an error: {}", old_,
                         each->Message());
    }
    return {};
  }

  bool StandsUnnamedIn(const std::string& text, const Place& fault) const {
    for (const std::string_view piece : syntax::Cut(text).pieces) {
      const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
      if (fault.begin < begin || fault.begin > begin + piece.size()) continue;
      for (std::size_t at = piece.find(old_); at != std::string_view::npos;
           at = piece.find(old_, at + 1)) {
        const std::size_t end = at + old_.size();
        const bool is_word = (at == 0 || !syntax::IsWordCharacter(piece[at - 1])) &&
                             (end == piece.size() || !syntax::IsWordCharacter(piece[end]));
        const Place place{fault.path, begin + static_cast<std::uint32_t>(at),
                          begin + static_cast<std::uint32_t>(end)};
        if (is_word && !std::binary_search(places_.begin(), places_.end(), place)) return true;
      }
    }
    return false;
  }

  EditedFiles Renamed() const {
    EditedFiles files = view_.workspace.files();
    for (auto last = places_.rbegin(); last != places_.rend();) {
      const std::string& path = last->path;
      std::string text = *TextOfFile(view_, path);
      for (; last != places_.rend() && last->path == path; ++last) {
        text.replace(last->begin, last->end - last->begin, name_);
      }
      files.Open(path, std::make_shared<const std::string>(std::move(text)));
    }
    return files;
  }

  // Where a place of now is then.
  std::uint32_t Moved(const std::string& path, std::uint32_t offset) const {
    const auto first = std::lower_bound(
        places_.begin(), places_.end(), path,
        [](const Place& place, const std::string& file) { return place.path < file; });
    std::int64_t moved = offset;
    for (auto it = first; it != places_.end() && it->path == path && it->begin < offset; ++it) {
      moved += static_cast<std::int64_t>(name_.size()) - static_cast<std::int64_t>(old_.size());
    }
    return static_cast<std::uint32_t>(moved);
  }

  using Relation = std::set<
      std::pair<std::pair<std::string, std::uint32_t>, std::pair<std::string, std::uint32_t>>>;

  Relation Before(const RuleSet& rules) const {
    Relation relation;
    for (const check::NameUse& use : rules.uses()) {
      const auto at = rules.Locate(use.at);
      const auto declared = rules.Locate(use.declared);
      if (!at || !declared) continue;
      relation.insert({{at->path, Moved(at->path, at->begin)},
                       {declared->path, Moved(declared->path, declared->begin)}});
    }
    return relation;
  }

  std::string FaultIn(const RuleSet& rules) const {
    std::multiset<std::string> known;
    for (const Diagnostic* each : rules.All()) {
      if (each->severity() == Severity::kError) known.insert(each->Message());
    }
    const EditedFiles files = Renamed();
    diagnostics::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    check::NameUses uses;
    check::CheckOptions options;
    options.paths = rules.settings().paths;
    options.parameters = rules.settings().parameters;
    options.uses = &uses;
    check::Check(options, files, sources, sink);
    if (sink.error_count() > known.size()) return NewError(sink, std::move(known));
    if (sink.has_errors()) return {};
    Relation after;
    for (const check::NameUse& use : uses.all()) {
      const auto place = [&](const diagnostics::Span& span) {
        return std::pair(files.Canonical(sources.File(span.file).path()), span.begin);
      };
      after.insert({place(use.at), place(use.declared)});
    }
    if (after == Before(rules)) return {};
    return fmt::format("as `{}` some words would name something else", name_);
  }

  std::string NewError(const diagnostics::DiagnosticSink& sink,
                       std::multiset<std::string> known) const {
    std::string fault;
    for (const Diagnostic& each : sink.Sorted()) {
      if (each.severity() != Severity::kError) continue;
      const auto before = known.find(each.Message());
      if (before != known.end()) {
        known.erase(before);
      } else if (fault.empty()) {
        fault = each.Message();
      }
    }
    return fmt::format("as `{}` the rules would have an error: {}", name_, fault);
  }

  const View& view_;
  std::vector<Place> places_;  // sorted
  std::string name_;
  std::string old_;
};

}  // namespace

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
  const std::vector<Place> places = PlacesToRename(view, *named);
  const std::string fault = Trial(view, places, name).Fault();
  if (!fault.empty()) throw Refusal(ErrorCode::kRequestFailed, fault);
  Locations locations = view.MakeLocations();
  std::map<std::string, Json> edits;
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
