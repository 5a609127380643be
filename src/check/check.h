// From rule files to checked rules: loading with imports, names, types, intervals, facts.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked_rules.h"
#include "check/name_uses.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"

namespace abide::syntax {
struct File;
}

namespace abide::check {

// Where files come from; given, so that tests and editors run in memory.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // The bytes of a file, or why not.
  virtual diagnostics::Expected<std::string, std::string> Read(const std::string& path) const = 0;
  // Rule files (*.abide) in a folder and its sub-folders, sorted; nothing if it is no folder.
  virtual std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const = 0;
  // The same text for every path of one file; of a file that is not there any text. By default
  // the path without `.` and `..`.
  virtual std::string Canonical(const std::string& path) const;
  // Of a file that is not there, the path of one that it is perhaps meant to be. By default none.
  virtual std::optional<std::string> Nearest(const std::string&) const { return std::nullopt; }
};

struct CheckOptions {
  std::vector<std::string> paths;                 // files and folders
  std::map<std::string, std::string> parameters;  // --set NAME=VALUE
  // Lists, tables and parameters are as this test gives them (see Test in checked_rules.h); of all
  // tests only this one is checked.
  struct TestPlace {
    std::string path;
    std::uint32_t number = 0;
  };
  std::optional<TestPlace> test;
  // Receives what the words of the files name, if not null.
  NameUses* uses = nullptr;
};

// The canonical paths of the rule files that are named: those among `paths`, and those in folders
// among them.
std::set<std::string> NamedRuleFiles(const std::vector<std::string>& paths,
                                     const FileSystem& files);

// Loads every file of `paths` and what they import, and checks all of it. Every error of every file
// goes into `sink`, sorted reports are the sink's business; the result is to be used only if there
// are none. `sources` receives the files, CSV tables too.
CheckedRules Check(const CheckOptions& options, const FileSystem& files,
                   diagnostics::SourceSet& sources, diagnostics::DiagnosticSink& sink);

struct FileCache;

// A rule file that was read: its text, or its declarations, each as a text of its own (editors
// parse those again that changed).
struct ParsedRules {
  LoadedFile digest;  // path, size and hash of the whole
  std::shared_ptr<const syntax::File> ast;
  std::vector<diagnostics::Diagnostic> faults;  // found while it was parsed
  std::vector<std::string> broken;  // names of declarations that could not be parsed, if known
};

// Why `text` at `path` is no rule file but plainly something else: "it is JSON, as logs are". Empty
// if it may be one.
std::string WhyNoRules(std::string_view path, std::string_view text);
inline constexpr std::string_view kNoRulesHelp =
    "rules are files that end in `.abide`; logs are named by themselves, as in `abide check "
    "--rules "
    "RULES LOG`";

// What `text`, a declaration, declares if it looks like one: "call" of `event call …`. Else "".
std::string NameDeclaredIn(std::string_view text);

// Path, size and SHA-256 of a file's bytes.
LoadedFile DigestOf(std::string path, std::string_view bytes);

// Checks one rule set after the other. A file that several of them share is read and parsed once,
// by the path under which it was met first; its faults are reported by each check. What changes
// has to be said.
class Checker {
 public:
  // Both outlive the checker.
  Checker(const FileSystem& files, diagnostics::SourceSet& sources);
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // As the function above.
  CheckedRules Check(const CheckOptions& options, diagnostics::DiagnosticSink& sink);

  // The rule file at `path` is this from now on, whatever stands on the disk.
  void Take(const std::string& path, ParsedRules rules);
  // The rule file or table at `path` is read anew when it is needed again.
  void Forget(const std::string& path);
  // What is known of the rule file at `path`; null if it was not read. Valid until it is taken or
  // forgotten.
  const ParsedRules* Find(const std::string& path) const;

 private:
  std::unique_ptr<FileCache> cache_;
};

// All of it as indented text, stable, without places: `--dump checked`.
std::string Dump(const CheckedRules& rules);

}  // namespace abide::check
