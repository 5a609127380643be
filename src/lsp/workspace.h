// The open documents, and for each the rules that it is checked with.
//
// A document is checked with what its project file names as rules; without one with all rule files
// of its folder and those below it, and of the folders above it as long as each of these has rule
// files itself, as far as the folders go that the editor has open. One outside of these is checked
// with the files beside it. Rules that the editor's settings
// name are checked along.
#pragma once

#include "lsp/files.h"
#include "lsp/names.h"
#include "lsp/rule_set.h"
#include "lsp/services.h"
#include "lsp/text.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace abide::lsp {

struct Document {
  std::string uri;
  std::string path;  // canonical; of one that is no file its URI
  std::int64_t version = 0;
  Text text;
};

// What the editor's settings say.
struct Settings {
  std::vector<std::string> rules;
  std::string log;

  bool operator==(const Settings&) const = default;
};

// A rule set and how much of it is known.
struct Unit {
  std::unique_ptr<RuleSet> rules;
  bool is_dirty = true;
  bool wants_deep_look = false;
  std::uint64_t generation = 0;    // of its texts; no two units have the same
  std::optional<Names> names;      // made when asked for
  LogOutcome log;                  // what the log of the settings said, once asked
  std::vector<TestOutcome> tests;  // those that ran since the last edit
};

class Workspace {
 public:
  explicit Workspace(const Services& services) : services_(services) {}

  // The folders that the editor has open.
  void SetFolders(std::vector<std::string> folders) { folders_ = std::move(folders); }
  void Set(Settings settings);
  const Settings& settings() const { return settings_; }

  // The document is open with that text from now on.
  void Open(const std::string& uri, std::int64_t version, std::string text);
  void Change(Document& document, std::int64_t version, Text text);
  void Close(const std::string& uri);
  // What stands on the disk at these paths may be another.
  void ChangedOnDisk(const std::vector<std::string>& paths);

  Document* Find(const std::string& uri);
  const Document* AtPath(const std::string& path) const;
  const std::map<std::string, Document>& documents() const { return documents_; }
  // The URI by which the editor knows a file.
  std::string UriOf(const std::string& path) const;

  // The unit of an open document.
  Unit& UnitOf(const Document& document) { return *unit_of_.at(document.uri); }
  std::vector<Unit*> Units() const;
  const Names& NamesOf(Unit& unit) const;
  // Checks what changed; gives back which.
  std::vector<Unit*> Refresh();
  const EditedFiles& files() const { return files_; }
  // What is wrong with project files that were looked at since this was asked last.
  std::vector<std::string> TakeFaults() { return std::exchange(faults_, {}); }

 private:
  RuleSettings SettingsFor(const std::string& path);
  std::vector<std::string> RootsOf(const std::string& path) const;
  // Its text is another.
  void TellOf(const Document& document);
  void Assign(const Document& document);
  void DropUnused();
  void MarkDirty(const std::string& path);

  const Services& services_;
  std::uint64_t last_generation_ = 0;
  std::vector<std::string> folders_;
  std::vector<std::string> faults_;
  Settings settings_;
  EditedFiles files_;
  std::map<std::string, Document> documents_;                        // by URI
  std::map<std::vector<std::string>, std::unique_ptr<Unit>> units_;  // by paths
  std::map<std::string, Unit*> unit_of_;                             // by URI of a document
};

}  // namespace abide::lsp
