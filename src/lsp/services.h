// What the server asks of the program around it: things that a language server does not know, as
// they take logs or command lines to be understood.
#pragma once

#include "check/check.h"
#include "lsp/rule_set.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace abide::lsp {

// What came of a test.
struct TestOutcome {
  std::string path;  // of its file, canonical
  std::string title;
  bool passed = false;
  std::string text;  // for people; why it failed
  struct Fault {
    std::string path;
    std::uint32_t begin = 0;  // bytes
    std::uint32_t end = 0;
    std::string text;
  };
  std::vector<Fault> faults;
};

// What a log says of a clause, in all its versions.
struct LogOutcome {
  std::string fault;                           // not empty: it could not be judged, and this is why
  std::string note;                            // what of it could not be judged; may be empty
  std::map<std::string, std::string> clauses;  // full id -> "breached, 3 findings"
};

// What the project file that counts for rules in a folder says of them.
struct Project {
  std::optional<RuleSettings> settings;  // nothing: there is no file, or it says nothing of rules
  std::string fault;                     // not empty: it has errors, and this is the first
};

struct Services {
  std::function<Project(const std::string& folder)> project;
  // Runs the tests of that file with that title; all of them if it is empty. Nothing if the rules
  // have errors.
  std::function<std::optional<std::vector<TestOutcome>>(
      const RuleSettings& settings, const check::FileSystem& files, const std::string& path,
      const std::string& title)>
      run_tests;
  std::function<LogOutcome(const RuleSettings& settings, const check::FileSystem& files,
                           const std::string& log)>
      check_log;
};

}  // namespace abide::lsp
