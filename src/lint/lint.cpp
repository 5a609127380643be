#include "lint/lint.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/allow.h"
#include "lint/checks.h"
#include "syntax/parse.h"

namespace abide::lint {
namespace {

using diagnostics::DiagnosticSink;
using diagnostics::FileId;
using diagnostics::Fix;

std::vector<Diagnostic> RunAll(const Subject& subject) {
  Remarks remarks;
  std::vector<void (*)(const Subject&, Remarks&)> done;
  for (const CheckEntry& check : AllChecks()) {
    if (check.run == nullptr || std::count(done.begin(), done.end(), check.run) != 0) continue;
    done.push_back(check.run);
    check.run(subject, remarks);
  }
  return std::move(remarks.all());
}

std::set<FileId> WantedFiles(std::span<const RuleText> files) {
  std::set<FileId> wanted;
  for (const RuleText& file : files) {
    if (file.is_subject) wanted.insert(file.id);
  }
  return wanted;
}

bool IsIn(const std::set<FileId>& files, const Diagnostic& remark) {
  const auto* span = std::get_if<Span>(&remark.where);
  return span != nullptr && files.contains(span->file);
}

// The fixes of the remarks in `file`, in their order, none over another.
std::vector<const Fix*> Apart(std::span<const Diagnostic> remarks, FileId file) {
  std::vector<const Fix*> fixes;
  for (const Diagnostic& remark : remarks) {
    for (const Fix& fix : remark.fixes) {
      if (fix.span.file == file) fixes.push_back(&fix);
    }
  }
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const Fix* a, const Fix* b) { return a->span.begin < b->span.begin; });
  std::uint32_t behind = 0;
  std::erase_if(fixes, [&behind](const Fix* fix) {
    if (fix->span.begin < behind) return true;
    behind = fix->span.end;
    return false;
  });
  return fixes;
}

}  // namespace

std::vector<Diagnostic> Lint(const check::CheckedRules& rules, std::span<const RuleText> files,
                             const diagnostics::SourceSet& sources, const LintOptions& options) {
  const Subject subject{rules, files, sources, GatherUses(files)};
  std::vector<Diagnostic> remarks = RunAll(subject);
  const std::set<FileId> wanted = WantedFiles(files);
  std::erase_if(remarks, [&](const Diagnostic& remark) {
    return !IsIn(wanted, remark) || options.off.contains(remark.code);
  });
  ApplyComments(subject, options.off, remarks);
  DiagnosticSink sink;
  for (Diagnostic& remark : remarks) {
    if (options.off.contains(remark.code)) continue;
    const auto level = options.levels.find(remark.code);
    if (level != options.levels.end()) remark.level = level->second;
    sink.Add(std::move(remark));
  }
  return sink.Sorted();
}

std::vector<RuleText> TextsOf(const check::CheckedRules& rules,
                              const diagnostics::SourceSet& sources,
                              const std::set<std::string>& wanted) {
  std::map<std::string, FileId> ids;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto id = static_cast<FileId>(i);
    ids.emplace(sources.File(id).path(), id);
  }
  std::vector<RuleText> files;
  for (const check::LoadedFile& file : rules.files) {
    const auto id = ids.find(file.path);
    if (file.is_table || id == ids.end()) continue;
    DiagnosticSink known;  // reported by the checker
    files.push_back({file.path, id->second, syntax::ParseFile(sources, id->second, known),
                     wanted.contains(file.path)});
  }
  return files;
}

std::vector<Code> LintCodes() {
  std::vector<Code> codes;
  for (const CheckEntry& check : AllChecks()) codes.push_back(check.code);
  return codes;
}

std::string FixAll(std::span<const Diagnostic> remarks, FileId file,
                   const diagnostics::SourceSet& sources) {
  const std::string_view text = sources.File(file).text();
  std::string fixed;
  std::size_t at = 0;
  for (const Fix* fix : Apart(remarks, file)) {
    fixed += text.substr(at, fix->span.begin - at);
    fixed += fix->replacement;
    at = fix->span.end;
  }
  fixed += text.substr(at);
  return fixed;
}

}  // namespace abide::lint
