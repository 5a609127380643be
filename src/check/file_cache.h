// Files that were read, kept for the checks that follow.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/check.h"
#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"

namespace abide::check {

struct CsvTable;

struct CachedRules {
  diagnostics::FileId id{};
  std::shared_ptr<const syntax::File> ast;
  LoadedFile digest;
  std::vector<diagnostics::Diagnostic> faults;  // found while it was parsed
};

struct CachedTable {
  std::shared_ptr<const CsvTable> table;
  LoadedFile digest;
};

// By canonical path; only what could be read. Tables are those without faults.
struct FileCache {
  const FileSystem& files;
  diagnostics::SourceSet& sources;
  std::map<std::string, CachedRules> rules{};
  std::map<std::string, CachedTable> tables{};
};

}  // namespace abide::check
