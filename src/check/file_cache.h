// Files that were read, kept for the checks that follow.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/check.h"

namespace abide::check {

struct CsvTable;

// A table that was read: with faults, or without a line, it can't be used.
struct CachedTable {
  std::shared_ptr<const CsvTable> table;  // null then
  LoadedFile digest;
  std::vector<diagnostics::Diagnostic> faults;  // in the file itself
  bool is_empty = false;
};

// By canonical path; only what could be read.
struct FileCache {
  const FileSystem& files;
  diagnostics::SourceSet& sources;
  std::map<std::string, ParsedRules> rules{};
  std::map<std::string, CachedTable> tables{};
};

}  // namespace abide::check
