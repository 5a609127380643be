#include "cli/lint_forms.h"

#include "cli/counted.h"
#include "cli/version_command.h"
#include "diagnostics/printable.h"
#include "diagnostics/render.h"
#include "json/writer.h"
#include "report/github_report.h"
#include "report/sarif_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::LineColumn;
using diagnostics::Printable;
using diagnostics::Severity;
using diagnostics::SourceFile;
using diagnostics::SourceSet;
using diagnostics::Span;

std::string_view SarifLevel(Severity severity) { return diagnostics::NameOf(severity); }

// "`a` is …" as a sentence: SARIF wants texts to end with a full stop.
std::string Sentence(const std::string& text) { return report::SentenceOf(Printable(text)); }

struct PageHead {
  std::string title;  // behind "# W0801: "
  std::string text;   // the first paragraph, on one line
};

PageHead HeadOf(std::string_view page) {
  const std::size_t line_end = std::min(page.find('\n'), page.size());
  PageHead head{std::string(page.substr(0, line_end)), {}};
  head.title.erase(0, std::min(head.title.find(": ") + 2, head.title.size()));
  page.remove_prefix(std::min(line_end + 2, page.size()));
  head.text = page.substr(0, page.find("\n\n"));
  std::replace(head.text.begin(), head.text.end(), '\n', ' ');
  return head;
}

class LintSarif {
 public:
  LintSarif(std::span<const Diagnostic> remarks, const SourceSet& sources, std::ostream& out)
      : remarks_(remarks), sources_(sources), writer_(out, json::Layout::kPretty) {
    for (const Diagnostic& each : remarks_) rules_.emplace(each.code, 0);
    std::size_t index = 0;
    for (auto& [code, place] : rules_) place = index++;
  }

  void Write() {
    const auto write_rules = [this] {
      for (const auto& [code, index] : rules_) WriteRule(code);
    };
    const auto write_results = [this] {
      for (const Diagnostic& each : remarks_) WriteRemark(each);
    };
    report::WriteSarif({.version = std::string(Version()),
                        .rules = write_rules,
                        .results = write_results,
                        .invocation = {}},
                       writer_);
  }

 private:
  void WriteRule(Code code) {
    const diagnostics::CodeEntry& entry = diagnostics::Entry(code);
    const PageHead head = HeadOf(diagnostics::Page(code));
    writer_.BeginObject();
    writer_.Member("id", entry.id);
    report::WriteTextMember("shortDescription", Sentence(head.title), writer_);
    report::WriteTextMember("fullDescription", Sentence(head.text), writer_);
    report::WriteTextMember("help", Sentence(std::string(entry.help)), writer_);
    writer_.Key("defaultConfiguration");
    writer_.BeginObject();
    writer_.Member("level", SarifLevel(entry.severity));
    writer_.EndObject();
    writer_.EndObject();
  }

  void WriteRegion(Span span) {
    const SourceFile& file = sources_.File(span.file);
    const LineColumn begin = file.Locate(span.begin);
    const LineColumn end = file.Locate(span.end);
    writer_.BeginObject();
    writer_.Member("startLine", begin.line);
    writer_.Member("startColumn", begin.column);
    writer_.Member("endLine", end.line);
    writer_.Member("endColumn", end.column);
    writer_.EndObject();
  }

  void WriteArtifact(const std::string& path) {
    writer_.Key("artifactLocation");
    report::WriteArtifactLocation(path, writer_);
  }

  void WriteLocation(const Diagnostic& remark) {
    const auto* span = std::get_if<Span>(&remark.where);
    const auto* path = std::get_if<diagnostics::PathPlace>(&remark.where);
    if (span == nullptr && path == nullptr) return;
    writer_.BeginObject();
    writer_.Key("physicalLocation");
    writer_.BeginObject();
    WriteArtifact(span != nullptr ? sources_.File(span->file).path() : path->path);
    if (span != nullptr) {
      writer_.Key("region");
      WriteRegion(*span);
    }
    writer_.EndObject();
    writer_.EndObject();
  }

  void WriteFixes(const Diagnostic& remark) {
    if (remark.fixes.empty()) return;
    writer_.Key("fixes");
    writer_.BeginArray();
    for (const diagnostics::Fix& fix : remark.fixes) {
      writer_.BeginObject();
      writer_.Key("artifactChanges");
      writer_.BeginArray();
      writer_.BeginObject();
      WriteArtifact(sources_.File(fix.span.file).path());
      writer_.Key("replacements");
      writer_.BeginArray();
      writer_.BeginObject();
      writer_.Key("deletedRegion");
      WriteRegion(fix.span);
      report::WriteTextMember("insertedContent", fix.replacement, writer_);
      writer_.EndObject();
      writer_.EndArray();
      writer_.EndObject();
      writer_.EndArray();
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  void WriteRemark(const Diagnostic& remark) {
    writer_.BeginObject();
    writer_.Member("ruleId", diagnostics::Entry(remark.code).id);
    writer_.Member("ruleIndex", rules_.at(remark.code));
    writer_.Member("level", SarifLevel(remark.severity()));
    report::WriteTextMember("message", Sentence(remark.Message()) + ' ' + Sentence(remark.Help()),
                            writer_);
    writer_.Key("locations");
    writer_.BeginArray();
    WriteLocation(remark);
    writer_.EndArray();
    WriteFixes(remark);
    writer_.EndObject();
  }

  std::span<const Diagnostic> remarks_;
  const SourceSet& sources_;
  json::Writer writer_;
  std::map<Code, std::size_t> rules_;  // by code, its index among the rules of the run
};

std::string Place(const Diagnostic& remark, const SourceSet& sources) {
  if (const auto* path = std::get_if<diagnostics::PathPlace>(&remark.where)) {
    return fmt::format("file={},", report::GithubProperty(Printable(path->path)));
  }
  const auto* span = std::get_if<Span>(&remark.where);
  if (span == nullptr) return {};
  const SourceFile& file = sources.File(span->file);
  const LineColumn begin = file.Locate(span->begin);
  const LineColumn end = file.Locate(span->end);
  std::string place =
      fmt::format("file={},line={},endLine={},", report::GithubProperty(Printable(file.path())),
                  begin.line, end.line);
  // GitHub takes columns of one line only.
  if (begin.line == end.line)
    place += fmt::format("col={},endColumn={},", begin.column, end.column);
  return place;
}

}  // namespace

void WriteLintSarif(std::span<const Diagnostic> remarks, const SourceSet& sources,
                    std::ostream& out) {
  LintSarif(remarks, sources, out).Write();
}

void WriteLintGithub(std::span<const Diagnostic> remarks, const SourceSet& sources,
                     std::ostream& out) {
  constexpr std::array<std::string_view, 3> kCommands = {"error", "warning", "notice"};
  constexpr std::size_t kShown = 10;
  std::array<std::size_t, kCommands.size()> counts{};
  for (const Diagnostic& each : remarks) {
    const auto kind = static_cast<std::size_t>(each.severity());
    if (++counts.at(kind) > kShown) continue;
    const std::string message = Printable(each.Message()) + '\n' + Printable(each.Help());
    const std::string title = fmt::format("{}: {}", diagnostics::Entry(each.code).id,
                                          diagnostics::NameOf(each.severity()));
    out << fmt::format("::{} {}title={}::{}\n", kCommands.at(kind), Place(each, sources),
                       report::GithubProperty(title), report::GithubData(message));
  }
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    if (counts.at(kind) <= kShown) continue;
    out << fmt::format("{} not shown as {}s: GitHub shows {} of a step\n",
                       Counted(counts.at(kind) - kShown, "more remark"), kCommands.at(kind),
                       kShown);
  }
}

}  // namespace abide::cli
