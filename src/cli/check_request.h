// What `abide check` is asked to do, its words understood.
#pragma once

#include "check/check.h"
#include "cli/command_line.h"
#include "cli/forms.h"
#include "diagnostics/diagnostic.h"
#include "report/report.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::cli {

enum class Stage { kAst, kChecked, kPlan, kEvents, kMfotlLog };

// How logs are read, where that is not to be seen in what comes out.
struct ReadingWish {
  std::size_t jobs = 1;
  values::Duration lateness;
  std::uint64_t max_memory = 0;  // bytes
  std::string max_memory_text;   // for a message

  // Of `max_memory`, for sorting logs that are out of order.
  std::uint64_t IndexBytes() const;
};

struct CheckRequest {
  check::CheckOptions rules;
  std::vector<std::string> logs;  // files, folders, "-"
  ReadingWish reading;
  report::Options options;
  std::vector<FormWish> forms;  // empty: none was named
  report::Detail detail{};
  std::optional<report::Anchor> anchor;
  std::string baseline;  // empty: none
  report::HiddenFields hidden;
  std::string key_file;  // empty: none
  std::optional<Stage> dump;
  std::string explained_event;              // LOG:LINE; empty: none
  std::vector<std::string> compared_rules;  // the old and the new ones; or empty
};

// Each word that is not understood is an error in `sink`.
CheckRequest MakeRequest(const CheckArguments& arguments, const CommonArguments& common,
                         diagnostics::DiagnosticSink& sink);

// Where no path is named, the folder `rules`, if it is there. False if there are no rules then.
bool NamesRules(std::vector<std::string>& paths);

// `--set`
void AddSetting(const std::string& text, std::map<std::string, std::string>& parameters,
                diagnostics::DiagnosticSink& sink);

// Rules and `--set`; no path is the folder `rules`, if it is there. `words` stand before a path:
// "--rules ", or "abide lint " of a verb whose paths stand by themselves.
void AddRules(const std::vector<std::string>& paths, const std::vector<std::string>& settings,
              check::CheckOptions& options, diagnostics::DiagnosticSink& sink,
              std::string_view words = "--rules ");

}  // namespace abide::cli
