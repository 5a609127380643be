#include "cli/test_watch.h"

#include "check/disk_files.h"
#include "cli/counted.h"
#include "cli/diagnostics_document.h"
#include "cli/touched_tests.h"
#include "cli/version_command.h"
#include "cli/watched_files.h"
#include "diagnostics/printable.h"
#include "report/test_report.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// Editors save in several steps.
constexpr milliseconds kSettled{50};
constexpr int kMostSteps = 20;
// For what inotify does not see.
constexpr milliseconds kLookAgain{1000};

// Ctrl-C ends the watching behind the run at hand; a second one ends the process.
class EndSignals {
 public:
  EndSignals() {
    struct sigaction action {};
    action.sa_handler = [](int) { was_sent = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&ending_);
    for (const int signal : {SIGINT, SIGTERM}) {
      sigaction(signal, &action, nullptr);
      sigaddset(&ending_, signal);
    }
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  // A signal that comes between the look at `was_sent` and the waiting ends that, too.
  WatchedFiles::Woken Wait(WatchedFiles& files, milliseconds most) const {
    sigset_t before;
    sigprocmask(SIG_BLOCK, &ending_, &before);
    const auto woken = sent() ? WatchedFiles::Woken::kSignal : files.Wait(most, before);
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return woken;
  }
  static bool sent() { return was_sent != 0; }

 private:
  static volatile std::sig_atomic_t was_sent;
  sigset_t ending_{};
};

volatile std::sig_atomic_t EndSignals::was_sent = 0;

class TestWatch {
 public:
  TestWatch(TestRequest request, const CommonArguments& common, const Terminal& terminal)
      : request_(std::move(request)), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    while (!EndSignals::sent()) {
      if (Settle()) RunTouched();
      files_.Add(Folders());
      if (StampsOf(Watched()) != stamps_) continue;
      signals_.Wait(files_, kLookAgain);
    }
    return code_;
  }

 private:
  // False if all is as it was at the last run. Else as it is once nothing more changes.
  bool Settle() {
    if (has_run_ && StampsOf(Watched()) == stamps_) return false;
    for (int i = 0; has_run_ && i < kMostSteps; ++i) {
      if (signals_.Wait(files_, kSettled) != WatchedFiles::Woken::kChange) break;
    }
    stamps_ = StampsOf(Watched());
    return !EndSignals::sent();
  }

  // Rule files that are named, and all that was read with them.
  std::set<std::string> Files() const {
    std::set<std::string> files = read_;
    for (const std::string& path : request_.options.paths) {
      const auto in_folder = disk_.RuleFiles(path);
      if (in_folder) {
        for (const std::string& file : *in_folder) files.insert(disk_.Canonical(file));
      } else {
        files.insert(disk_.Canonical(path));
      }
    }
    return files;
  }

  // Of the named paths also as they are written: links may come to lead elsewhere.
  std::set<std::string> Folders() const {
    std::set<std::string> folders;
    std::error_code error;
    for (const std::string& file : Files()) folders.insert(fs::path(file).parent_path().string());
    for (const std::string& path : request_.options.paths) {
      if (!fs::is_directory(path, error)) {
        folders.insert(fs::absolute(path, error).parent_path().string());
        continue;
      }
      folders.insert(path);
      fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied,
                                          error);
      for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        std::error_code no_folder;
        if (it->is_directory(no_folder)) folders.insert(it->path().string());
      }
    }
    return folders;
  }

  std::set<std::string> Watched() const {
    std::set<std::string> watched = Files();
    watched.merge(Folders());
    return watched;
  }

  FileTexts Texts() const {
    FileTexts texts;
    for (const std::string& file : Files()) {
      if (auto text = disk_.Read(file)) texts[file] = *std::move(text);
    }
    return texts;
  }

  void RunTouched() {
    FileTexts texts = Texts();
    const bool is_first = !std::exchange(has_run_, true);
    if (!is_first && !had_errors_ && texts == texts_) return;
    TouchedTests touched = is_first ? TouchedTests() : TouchedBy(texts_, texts);
    touched.all = touched.all || is_first || had_errors_;
    if (!is_first) TellChange(texts);
    RunTests(touched);
    // What was read for the first time is no change.
    std::set<std::string> fresh;
    for (const std::string& file : read_) {
      if (texts.contains(file)) continue;
      fresh.insert({file, fs::path(file).parent_path().string()});
      if (auto text = disk_.Read(file)) texts[file] = *std::move(text);
    }
    stamps_.merge(StampsOf(fresh));
    texts_ = std::move(texts);
  }

  void TellChange(const FileTexts& texts) const {
    std::string names;
    const auto add = [&names](const std::string& path, const char* what) {
      names += names.empty() ? "" : ", ";
      names += diagnostics::Printable(fs::path(path).filename().string()) + what;
    };
    for (const auto& [path, text] : texts) {
      const auto old = texts_.find(path);
      if (old == texts_.end()) {
        add(path, " is new");
      } else if (old->second != text) {
        add(path, " changed");
      }
    }
    for (const auto& [path, text] : texts_) {
      if (!texts.contains(path)) add(path, " is gone");
    }
    *terminal_.out << '\n' << (names.empty() ? "something changed" : names) << '\n';
  }

  void RunTests(const TouchedTests& touched) {
    trials::Options options = request_.options;
    options.is_wanted = [&](const check::Test& test) {
      const std::string path = disk_.Canonical(test.path);
      return touched.all || touched.tests.contains({path, test.number}) ||
             failed_.contains({path, test.title});
    };
    const auto begin = std::chrono::steady_clock::now();
    diagnostics::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    const trials::Results results = trials::Run(options, disk_, sources, sink);
    const auto took =
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
    for (const std::string& file : results.read) read_.insert(disk_.Canonical(file));
    had_errors_ = sink.has_errors();
    if (had_errors_ || !common_.quiet) terminal_.Show(sink.Sorted(), sources);
    terminal_.err->flush();
    if (had_errors_) {
      code_ = HasBadRules(sink) ? ExitCode::kBadRules : ExitCode::kBadUsage;
      *terminal_.out << fmt::format("{}; no test was run\n", Counted(sink.error_count(), "error"));
    } else {
      Tell(results, sources, took);
    }
    terminal_.out->flush();
  }

  void Tell(const trials::Results& results, const diagnostics::SourceSet& sources,
            milliseconds took) {
    const report::TestReport report =
        report::MakeTestReport(results, sources, std::string(Version()), false);
    failed_.clear();
    for (const trials::Outcome& outcome : results.outcomes) {
      if (!outcome.passed())
        failed_.emplace(disk_.Canonical(outcome.test.path), outcome.test.title);
    }
    code_ = report.failed == 0 ? ExitCode::kOk : ExitCode::kBreaches;
    for (const report::TestCaseReport& test : report.tests) {
      if (test.passed()) continue;
      *terminal_.out << fmt::format("failed: {} ({}:{})\n", diagnostics::Printable(test.title),
                                    diagnostics::Printable(test.place.file), test.place.line)
                     << report::FailureText(test, terminal_.OutColour());
    }
    *terminal_.out << fmt::format("{} of {}: {} failed, {} ms\n", report.tests.size(),
                                  Counted(report.tests.size() + results.left_out, "test"),
                                  report.failed, took.count());
  }

  TestRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  check::DiskFiles disk_;
  EndSignals signals_;
  WatchedFiles files_;
  FileStamps stamps_;                                     // at the last run
  FileTexts texts_;                                       // then
  std::set<std::string> read_;                            // canonical paths
  std::set<std::pair<std::string, std::string>> failed_;  // path and title
  bool has_run_ = false;
  bool had_errors_ = false;
  ExitCode code_ = ExitCode::kOk;
};

}  // namespace

ExitCode WatchTests(TestRequest request, const CommonArguments& common, const Terminal& terminal) {
  return TestWatch(std::move(request), common, terminal).Run();
}

}  // namespace abide::cli
