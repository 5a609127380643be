// Rule files in memory, and what checking them gives.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.h"

namespace abide::check {

class MemoryFiles : public FileSystem {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto file = files_.find(path);
    if (file == files_.end()) return diagnostics::Unexpected{std::string("no such file")};
    return file->second;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const override {
    if (files_.contains(path)) return std::nullopt;
    std::vector<std::string> inside;
    for (const auto& [name, text] : files_) {
      if (name.starts_with(path + "/") && name.ends_with(".abide")) inside.push_back(name);
    }
    if (inside.empty()) return std::nullopt;
    return inside;
  }

 private:
  std::map<std::string, std::string> files_;
};

struct Outcome {
  CheckedRules rules;
  std::vector<std::string> codes;
};

inline Outcome CheckFiles(const std::map<std::string, std::string>& files,
                          const std::vector<std::string>& paths) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  CheckOptions options;
  options.paths = paths;
  Outcome outcome;
  outcome.rules = Check(options, MemoryFiles(files), sources, sink);
  for (const auto& each : sink.Sorted()) {
    outcome.codes.emplace_back(diagnostics::Entry(each.code).id);
  }
  return outcome;
}

}  // namespace abide::check
