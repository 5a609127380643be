// Rule files that are checked together, as `abide check --rules` would, kept up to date while they
// are edited.
//
// What an edit costs: the declarations that it touches are parsed, everything is checked again (a
// thousand clauses take some 10 ms). What `abide lint` says takes longer and is asked for on the
// side: LookDeeper works on a copy, and what it finds stays where it is until it is replaced or the
// declaration that it is about changes.
#pragma once

#include "check/check.h"
#include "lint/lint.h"
#include "lsp/files.h"
#include "lsp/pieces.h"
#include "lsp/text.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace abide::lsp {

// What a project file or the editor's settings say of rules.
struct RuleSettings {
  std::vector<std::string> paths;  // absolute; files and folders
  std::map<std::string, std::string> parameters;
  lint::LintOptions lint;
};

// A range of bytes in a file; `path` is canonical.
struct Place {
  std::string path;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const Place&) const = default;
};

// What the plan and `abide lint` say of rules without errors.
struct DeepLook {
  std::unique_ptr<diagnostics::SourceSet> sources;
  std::vector<diagnostics::Diagnostic> remarks;
};
DeepLook LookDeeper(const RuleSettings& settings, const EditedFiles& files);

class RuleSet {
 public:
  // `files` outlives the set.
  RuleSet(RuleSettings settings, const EditedFiles& files);

  // `path` (canonical) is open in the editor with that text, or closed again.
  void Take(const std::string& path, std::shared_ptr<const std::string> text);
  void Close(const std::string& path);
  // What stands on the disk at `path` is another.
  void Forget(const std::string& path) { checker_->Forget(path); }
  void Check();
  // Gives back what Check left over, which takes time that nobody has to wait for.
  void Tidy() { old_rules_ = {}; }
  // What was looked at by LookDeeper is what is there now.
  void Accept(const DeepLook& look);

  const RuleSettings& settings() const { return settings_; }
  const check::CheckedRules& rules() const { return rules_; }
  const std::vector<check::NameUse>& uses() const { return uses_.all(); }
  const diagnostics::SourceSet& sources() const { return sources_; }
  bool has_errors() const { return has_errors_; }
  // Sorted; those of LookDeeper behind. Some may stand nowhere any more.
  std::vector<const diagnostics::Diagnostic*> All() const;
  // One of LookDeeper that was found before the last change: it may be so no longer.
  bool IsOld(const diagnostics::Diagnostic& diagnostic) const {
    const auto* const first = remarks_.data();
    return has_old_remarks_ && &diagnostic >= first && &diagnostic < first + remarks_.size();
  }
  // Whether the last check read that file, or asked for it.
  bool Reads(const std::string& path) const { return read_.contains(path); }
  // The rule files that it read, by canonical path, with their trees.
  struct File {
    std::string path;
    std::shared_ptr<const syntax::File> ast;
  };
  std::vector<File> Files() const;
  // Of all files that it read, tables too.
  std::vector<std::string> Paths() const;
  // Null if it is not open.
  const Pieces* PiecesOf(const std::string& path) const;

  // Nothing if the text of the span is gone.
  std::optional<Place> Locate(diagnostics::Span span) const;
  // The other way; nothing if the file was not read.
  std::optional<diagnostics::Span> SpanAt(const Place& place) const;
  std::string_view TextOf(diagnostics::Span span) const { return sources_.Text(span); }
  // The whole of a file that was read; null if there is none.
  const std::string* TextOf(const std::string& path) const;
  // More of its memory is old than new: it is time for a new one.
  bool IsBloated() const;

 private:
  void NoteFiles();

  RuleSettings settings_;
  const EditedFiles& files_;
  diagnostics::SourceSet sources_;
  std::unique_ptr<check::Checker> checker_;
  struct Open {
    Pieces pieces;
    std::shared_ptr<const std::string> text;
  };
  std::map<std::string, Open> open_;
  check::CheckedRules rules_;
  check::CheckedRules old_rules_;
  check::NameUses uses_;
  std::vector<diagnostics::Diagnostic> faults_;
  std::vector<diagnostics::Diagnostic> remarks_;
  bool has_errors_ = false;
  bool has_old_remarks_ = false;
  std::map<std::string, diagnostics::FileId> whole_;  // the last text of a file, by canonical path
  std::map<std::string, diagnostics::FileId> read_;   // the same, of those that the last check read
  std::size_t noted_ = 0;                             // of the texts of `sources_`
  mutable std::map<std::string, std::string> texts_;
  struct Base {
    std::string path;
    std::uint32_t begin = 0;
  };
  std::unordered_map<std::uint32_t, Base> bases_;  // of the pieces of open files
  std::size_t old_bytes_ = 0;
};

// The declarations of one kind in all files that the rules read: the node and the whole.
template <typename Node, typename Do>
void ForEachDeclared(const RuleSet& rules, const Do& act) {
  for (const RuleSet::File& file : rules.Files()) {
    for (const syntax::Declaration& each : file.ast->declarations) {
      if (const auto* const node = std::get_if<Node>(&each.node)) act(*node, each);
    }
  }
}

}  // namespace abide::lsp
