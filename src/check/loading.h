// The files of a run: those that are named, and what they import, each read and parsed once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"
#include "check/file_cache.h"
#include "diagnostics/source.h"
#include "syntax/ast.h"

namespace abide::check {

struct RuleFile {
  std::string path;
  std::shared_ptr<const syntax::File> ast;  // not null
  std::vector<std::size_t> imports;         // files
  std::vector<bool> sees;  // by file: itself and what it imports, over any number of files
};

struct LoadedRules {
  std::vector<RuleFile> files;      // those named first, then what they import
  std::vector<LoadedFile> digests;  // of the same files
  // Names of declarations that could not be parsed, as far as they can be made out: nobody is told
  // that these are unknown.
  std::set<std::string> broken;
};

// Files that can't be read and circles of imports are diagnosed; the rest is there.
LoadedRules LoadRules(const CheckOptions& options, FileCache& cache,
                      diagnostics::DiagnosticSink& sink);

// `path` as seen from the folder of the file `from`, without `.` and `..` where possible.
std::string RelativeTo(std::string_view from, std::string_view path);

}  // namespace abide::check
