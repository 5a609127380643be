// Lints texts in a test, in memory.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/check.h"
#include "lint/lint.h"

namespace abide::lint {

class TextFiles : public check::FileSystem {
 public:
  explicit TextFiles(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}
  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto text = texts_.find(path);
    if (text == texts_.end()) return diagnostics::Unexpected{std::string("it is not there")};
    return text->second;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  std::map<std::string, std::string> texts_;
};

// What there is to say of `rules.abide`, whose imports and tables are `others`.
struct LintedText {
  diagnostics::SourceSet sources;
  check::CheckedRules rules;
  std::vector<RuleText> files;
  std::vector<diagnostics::Diagnostic> remarks;
  std::string errors;  // of the rules; nothing else is there then

  explicit LintedText(const std::string& text, const LintOptions& options = {},
                      std::map<std::string, std::string> others = {}) {
    others["rules.abide"] = text;
    diagnostics::DiagnosticSink sink;
    rules = check::Check({.paths = {"rules.abide"}, .parameters = {}, .test = {}},
                         TextFiles(std::move(others)), sources, sink);
    for (const diagnostics::Diagnostic& each : sink.all()) errors += each.Message() + '\n';
    if (sink.has_errors()) return;
    errors.clear();
    files = TextsOf(rules, sources, {"rules.abide"});
    remarks = Lint(rules, files, sources, options);
  }

  std::set<std::string> Codes() const {
    std::set<std::string> codes;
    for (const diagnostics::Diagnostic& each : remarks) {
      codes.insert(std::string(diagnostics::Entry(each.code).id));
    }
    return codes;
  }
  std::string Fixed() const { return FixAll(remarks, files.front().id, sources); }
};

}  // namespace abide::lint
