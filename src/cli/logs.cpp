#include "cli/logs.h"

#include "check/disk_files.h"
#include "cli/glob.h"
#include "cli/inputs.h"
#include "diagnostics/printable.h"
#include "diagnostics/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <system_error>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::PathPlace;

// A file may have the name of a pattern: then it is meant.
std::vector<std::string> FilesAt(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  const bool is_folder = path != "-" && fs::is_directory(path, error);
  if (!is_folder && (path == "-" || !IsGlob(path) || fs::exists(path, error))) return {path};
  Matches matches = is_folder ? FilesBelow(path) : FilesOf(path);
  for (const auto& [place, fault] : matches.faults) {
    sink.Add(fault ? events::LogUnreadable(place, fault)
                   : events::LogUnreadable(place, "the link leads nowhere"));
  }
  if (matches.files.empty() && matches.faults.empty()) {
    sink.Add(Code::kLogUnreadable, PathPlace{path},
             {path, is_folder ? "the folder holds no file" : "no file matches it"});
  }
  return std::move(matches.files);
}

// One file or pipe by two names is one; what is neither is known by its name alone.
std::string KeyOf(const std::string& path) {
  const auto identity = IdentityOf(path);
  return identity ? fmt::format("{}:{}", identity->first, identity->second) : path;
}

void AddRuleFile(const std::string& path, DiagnosticSink& sink) {
  sink.Add(Code::kLogUnreadable, PathPlace{path}, {path, "it is a rule file"})
      .WithHelp(
          "name rules behind `--rules`, as in `abide check --rules RULES LOG`, and logs by "
          "themselves");
}

}  // namespace

bool IsRuleFile(const std::string& path) { return fs::path(path).extension() == ".abide"; }

std::vector<std::unique_ptr<events::LogFile>> OpenLogs(const std::vector<std::string>& paths,
                                                       DiagnosticSink& sink, const Inputs* inputs) {
  std::vector<std::unique_ptr<events::LogFile>> logs;
  std::map<std::string, std::string> seen;  // path by identity
  for (const std::string& path : paths) {
    for (const std::string& file : FilesAt(path, sink)) {
      const auto [first, is_new] = seen.emplace(KeyOf(file), file);
      if (!is_new) {
        const std::string& name = first->second;
        sink.Add(Code::kLogTwice, diagnostics::LogPlace{name, 1, 0},
                 {file == "-" ? "stdin" : file});
        continue;
      }
      if (inputs != nullptr) inputs->Note(file);
      if (IsRuleFile(file)) {
        // One of a folder stands for all.
        AddRuleFile(file, sink);
        break;
      }
      auto log = events::LogFile::Open(file);
      if (log) log = events::Unpack(std::move(*log));
      if (log) {
        logs.push_back(std::move(*log));
      } else {
        diagnostics::Diagnostic& unreadable = sink.Add(log.error());
        if (const auto nearest = check::DiskFiles().Nearest(file)) {
          unreadable.WithHelp(diagnostics::DidYouMean(*nearest));
        }
      }
    }
  }
  return logs;
}

void SayHowLogsWereRead(const std::vector<events::LogSummary>& logs, std::ostream& out) {
  struct Group {
    std::string how;
    const events::LogSummary* first;
    std::size_t count = 0;
  };
  std::vector<Group> groups;
  for (const events::LogSummary& log : logs) {
    std::string how = log.container;
    if (!log.source.empty()) how += (how.empty() ? "by source " : ", by source ") + log.source;
    for (const std::string& other : log.passed_over) {
      how += (&other == &log.passed_over.front() ? ", which goes before " : ", ") + other;
    }
    if (how.empty()) continue;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&how](const Group& each) { return each.how == how; });
    if (group == groups.end()) group = groups.insert(group, {how, &log});
    ++group->count;
  }
  for (const Group& group : groups) {
    const std::string& path = group.first->path;
    out << "read " << (path == "-" ? "stdin" : diagnostics::Printable(path));
    if (group.count > 1) out << " and " << group.count - 1 << " more";
    out << ": " << diagnostics::Printable(group.how) << '\n';
  }
}

}  // namespace abide::cli
