#include "lsp/workspace.h"

#include "lsp/uris.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace abide::lsp {
namespace {

namespace fs = std::filesystem;

bool HoldsRules(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    if (it->path().extension() == ".abide") return true;
  }
  return false;
}

// The rule files of the folder itself, `path` among them.
std::vector<std::string> BesideIn(const fs::path& folder, const std::string& path) {
  std::set<std::string> files = {path};
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    if (it->path().extension() == ".abide") files.insert(it->path().string());
  }
  return {files.begin(), files.end()};
}

bool IsIn(const std::string& path, const std::vector<std::string>& roots) {
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    const bool is_below =
        path.starts_with(root) && (root.ends_with('/') || path[root.size()] == '/');
    return path == root || is_below;
  });
}

constexpr const char* kProjectFile = "abide.toml";

bool IsFile(const std::string& path) { return path.starts_with('/'); }

}  // namespace

void Workspace::Set(Settings settings) {
  if (settings == settings_) return;
  const bool has_other_rules = settings.rules != settings_.rules;
  settings_ = std::move(settings);
  for (auto& [paths, unit] : units_) unit->log = {};
  if (!has_other_rules) return;
  for (const auto& [uri, document] : documents_) Assign(document);
  DropUnused();
}

void Workspace::Open(const std::string& uri, std::int64_t version, std::string text) {
  const auto path = PathOfUri(uri);
  Document document{uri, path ? files_.Canonical(*path) : uri, version, Text(std::move(text))};
  Document& kept = documents_[uri] = std::move(document);
  TellOf(kept);
  Assign(kept);
}

void Workspace::Change(Document& document, std::int64_t version, Text text) {
  document.version = version;
  document.text = std::move(text);
  TellOf(document);
}

void Workspace::TellOf(const Document& document) {
  // One file that is open under two names has one text, the last that was told.
  for (auto& [uri, other] : documents_) {
    if (other.path == document.path && uri != document.uri) other.text = document.text;
  }
  files_.Open(document.path, document.text.shared());
  for (auto& [paths, unit] : units_) unit->rules->Take(document.path, document.text.shared());
  MarkDirty(document.path);
}

void Workspace::Close(const std::string& uri) {
  const auto document = documents_.find(uri);
  if (document == documents_.end()) return;
  const std::string path = document->second.path;
  documents_.erase(document);
  unit_of_.erase(uri);
  // The same file may be open under another name.
  if (const Document* const other = AtPath(path)) {
    Document& same = documents_.at(other->uri);
    Change(same, same.version, Text(same.text));
  } else {
    files_.Close(path);
    for (auto& [paths, unit] : units_) unit->rules->Close(path);
    MarkDirty(path);
  }
  DropUnused();
}

void Workspace::ChangedOnDisk(const std::vector<std::string>& paths) {
  files_.Forget();
  const bool is_about_projects = std::any_of(
      paths.begin(), paths.end(),
      [](const std::string& path) { return fs::path(path).filename() == kProjectFile; });
  if (is_about_projects) units_.clear();
  for (const std::string& each : paths) {
    const std::string path = files_.Canonical(each);
    if (AtPath(path) != nullptr) continue;
    for (auto& [roots, unit] : units_) unit->rules->Forget(path);
  }
  // A file may be new, or have gone: whoever names a folder may see other files.
  for (auto& [roots, unit] : units_) {
    unit->is_dirty = true;
    unit->tests.clear();
    unit->log = {};
    unit->generation = ++last_generation_;
  }
  for (const auto& [uri, document] : documents_) Assign(document);
  DropUnused();
}

Document* Workspace::Find(const std::string& uri) {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

const Document* Workspace::AtPath(const std::string& path) const {
  for (const auto& [uri, document] : documents_) {
    if (document.path == path) return &document;
  }
  return nullptr;
}

std::string Workspace::UriOf(const std::string& path) const {
  const Document* const open = AtPath(path);
  if (open != nullptr) return open->uri;
  return IsFile(path) ? UriOfPath(path) : path;
}

std::vector<Unit*> Workspace::Units() const {
  std::vector<Unit*> units;
  for (const auto& [paths, unit] : units_) units.push_back(unit.get());
  return units;
}

const Names& Workspace::NamesOf(Unit& unit) const {
  if (!unit.names) unit.names.emplace(*unit.rules);
  return *unit.names;
}

std::vector<Unit*> Workspace::Refresh() {
  std::vector<Unit*> refreshed;
  for (auto& [paths, unit] : units_) {
    if (!unit->is_dirty) continue;
    if (unit->rules->IsBloated()) {
      unit->rules = std::make_unique<RuleSet>(unit->rules->settings(), files_);
      for (const auto& [uri, document] : documents_) {
        unit->rules->Take(document.path, document.text.shared());
      }
    }
    unit->names.reset();
    unit->rules->Check();
    unit->is_dirty = false;
    unit->wants_deep_look = !unit->rules->has_errors();
    refreshed.push_back(unit.get());
  }
  return refreshed;
}

RuleSettings Workspace::SettingsFor(const std::string& path) {
  RuleSettings settings;
  if (IsFile(path)) {
    const std::string folder = fs::path(path).parent_path().string();
    Project found = services_.project ? services_.project(folder) : Project{};
    if (!found.fault.empty()) faults_.push_back(found.fault);
    std::optional<RuleSettings> project = std::move(found.settings);
    std::vector<std::string> roots;
    if (project) {
      for (const std::string& each : project->paths) roots.push_back(files_.Canonical(each));
    }
    if (project && IsIn(path, roots)) {
      settings = *std::move(project);
      settings.paths = std::move(roots);
    } else {
      settings.paths = RootsOf(path);
    }
  } else {
    settings.paths = {path};
  }
  for (const std::string& each : settings_.rules) settings.paths.push_back(files_.Canonical(each));
  return settings;
}

std::vector<std::string> Workspace::RootsOf(const std::string& path) const {
  fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (!fs::is_directory(folder, error)) return {path};
  if (!IsIn(path, folders_)) return BesideIn(folder, path);
  while (folder.parent_path() != folder && IsIn(folder.parent_path().string(), folders_) &&
         HoldsRules(folder.parent_path())) {
    folder = folder.parent_path();
  }
  return {folder.string()};
}

void Workspace::Assign(const Document& document) {
  RuleSettings settings = SettingsFor(document.path);
  std::unique_ptr<Unit>& unit = units_[settings.paths];
  if (!unit) {
    unit = std::make_unique<Unit>();
    unit->generation = ++last_generation_;
    unit->rules = std::make_unique<RuleSet>(std::move(settings), files_);
    for (const auto& [uri, each] : documents_) unit->rules->Take(each.path, each.text.shared());
  }
  unit_of_[document.uri] = unit.get();
}

void Workspace::DropUnused() {
  std::set<const Unit*> used;
  for (const auto& [uri, unit] : unit_of_) used.insert(unit);
  std::erase_if(units_, [&](const auto& each) { return !used.contains(each.second.get()); });
}

void Workspace::MarkDirty(const std::string& path) {
  for (auto& [paths, unit] : units_) {
    if (!unit->rules->Reads(path) && !IsIn(path, paths)) continue;
    unit->is_dirty = true;
    unit->wants_deep_look = false;
    unit->tests.clear();
    unit->log = {};
    unit->generation = ++last_generation_;
  }
}

}  // namespace abide::lsp
