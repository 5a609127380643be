// Files that were read, kept for the checks that follow.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "check/check.h"

namespace abide::check {

struct CsvTable;

struct CachedTable {
  std::shared_ptr<const CsvTable> table;
  LoadedFile digest;
};

// By canonical path; only what could be read. Tables are those without faults.
struct FileCache {
  const FileSystem& files;
  diagnostics::SourceSet& sources;
  std::map<std::string, ParsedRules> rules{};
  std::map<std::string, CachedTable> tables{};
};

}  // namespace abide::check
