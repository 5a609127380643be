// What `abide lint` is asked to do, its words understood.
#pragma once

#include "check/check.h"
#include "cli/command_line.h"
#include "diagnostics/diagnostic.h"
#include "lint/lint.h"

#include <string>
#include <vector>

namespace abide::cli {

enum class LintForm { kText, kJson, kSarif, kGithub };

struct LintFormWish {
  LintForm form{};
  std::string path;  // empty: standard output
  std::string text;  // as given
};

struct LintRequest {
  check::CheckOptions rules;
  lint::LintOptions options;
  std::vector<LintFormWish> forms;  // not empty, unless a diff is shown
  bool repairs = false;             // makes the fixes
  bool writes = false;              // and writes them
};

// Each word that is not understood is an error in `sink`.
LintRequest MakeLintRequest(const LintArguments& arguments, diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
