#include "cli/logs.h"

#include "cli/glob.h"
#include "diagnostics/printable.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>
#include <system_error>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::PathPlace;

bool IsHidden(const fs::path& path) { return path.filename().string().substr(0, 1) == "."; }

// Links to folders are not followed, so that a circle of them ends.
std::vector<std::string> FilesIn(const std::string& folder, DiagnosticSink& sink) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  while (!error && at != fs::recursive_directory_iterator()) {
    const fs::directory_entry& entry = *at;
    if (IsHidden(entry.path())) {
      at.disable_recursion_pending();
    } else if (entry.is_regular_file(error)) {
      files.push_back(entry.path().string());
    }
    at.increment(error);
  }
  if (error) {
    sink.Add(Code::kLogUnreadable, PathPlace{folder}, {folder, error.message()});
  } else if (files.empty()) {
    sink.Add(Code::kLogUnreadable, PathPlace{folder}, {folder, "the folder holds no file"});
  }
  std::sort(files.begin(), files.end());
  return files;
}

// A file may have the name of a pattern: then it is meant.
std::vector<std::string> FilesAt(const std::string& path, DiagnosticSink& sink) {
  std::error_code error;
  if (path != "-" && fs::is_directory(path, error)) return FilesIn(path, sink);
  if (path == "-" || !IsGlob(path) || fs::exists(path, error)) return {path};
  std::vector<std::string> files = FilesOf(path);
  if (files.empty()) {
    sink.Add(Code::kLogUnreadable, PathPlace{path}, {path, "no file matches it"});
  }
  return files;
}

// One file by two names is one file; what is no regular file is known by its name alone.
std::string IdentityOf(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_regular_file(path, error)) return path;
  const fs::path whole = fs::canonical(path, error);
  return error ? path : whole.string();
}

}  // namespace

std::vector<std::unique_ptr<events::LogFile>> OpenLogs(const std::vector<std::string>& paths,
                                                       DiagnosticSink& sink) {
  std::vector<std::unique_ptr<events::LogFile>> logs;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    for (const std::string& file : FilesAt(path, sink)) {
      if (!seen.insert(IdentityOf(file)).second) continue;
      auto log = events::LogFile::Open(file);
      if (log) log = events::Unpack(std::move(*log));
      if (log) {
        logs.push_back(std::move(*log));
      } else {
        sink.Add(log.error());
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
