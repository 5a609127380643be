// What `abide test` is asked to do, its words understood.
#pragma once

#include "cli/command_line.h"
#include "diagnostics/diagnostic.h"
#include "trials/trials.h"

#include <string>
#include <vector>

namespace abide::cli {

enum class TestForm { kText, kJson, kJunit, kLcov };

struct TestFormWish {
  TestForm form{};
  std::string path;  // empty: standard output
  std::string text;  // as given
};

struct TestRequest {
  trials::Options options;
  std::vector<TestFormWish> forms;  // not empty
  bool shows_coverage = false;      // in the text
};

// Each word that is not understood is an error in `sink`.
TestRequest MakeTestRequest(const TestArguments& arguments, diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
