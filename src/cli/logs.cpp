#include "cli/logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
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

// One file by two names is one file; what is no regular file is known by its name alone.
std::string IdentityOf(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_regular_file(path, error)) return path;
  const fs::path whole = fs::canonical(path, error);
  return error ? path : whole.string();
}

// What unpacks the log, if its first bytes say that it is packed; empty if not.
std::string_view UnpackerOf(const events::LogFile& log) {
  std::array<char, 4> bytes{};
  const auto count = log.Read(0, bytes.data(), bytes.size());
  if (!count) return {};
  const std::string_view head(bytes.data(), *count);
  if (head.starts_with("\x1f\x8b")) return "zcat";
  return head == "\x28\xb5\x2f\xfd" ? "zstdcat" : "";
}

}  // namespace

std::vector<std::unique_ptr<events::LogFile>> OpenLogs(const std::vector<std::string>& paths,
                                                       DiagnosticSink& sink) {
  std::vector<std::unique_ptr<events::LogFile>> logs;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    std::error_code error;
    const bool is_folder = path != "-" && fs::is_directory(path, error);
    for (const std::string& file : is_folder ? FilesIn(path, sink) : std::vector{path}) {
      if (!seen.insert(IdentityOf(file)).second) continue;
      auto log = events::LogFile::Open(file);
      if (!log) {
        sink.Add(log.error());
      } else if (const auto unpacker = UnpackerOf(**log); !unpacker.empty()) {
        sink.Add(Code::kLogUnreadable, PathPlace{file}, {file, "it is compressed"})
            .WithHelp(
                fmt::format("unpack it on the way: `{} {} | abide check … -`", unpacker, file));
      } else {
        logs.push_back(std::move(*log));
      }
    }
  }
  return logs;
}

}  // namespace abide::cli
