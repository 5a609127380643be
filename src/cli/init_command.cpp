#include "cli/init_command.h"

#include "check/disk_files.h"
#include "cli/counted.h"
#include "cli/output.h"
#include "cli/shipped.h"
#include "cli/suggestions.h"
#include "diagnostics/printable.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

// Whom a project is for, and the folders of rules that it begins with; none: all.
struct Choice {
  const char* name;
  std::vector<const char*> packs;
};

const std::vector<Choice>& Choices() {
  static const std::vector<Choice> kChoices = {
      {"consumer",
       {"alibaba", "anthropic", "aws", "cohere", "cursor", "deepseek", "eu", "fireworks", "google",
        "house", "meta", "microsoft", "mistral", "openai", "openrouter", "stability", "xai"}},
      {"provider",
       {"alibaba", "deepseek", "eu", "google", "house", "meta", "mistral", "stability", "us"}},
      {"auditor", {}},
  };
  return kChoices;
}

struct Copy {
  fs::path from, to;
};

class InitRun {
 public:
  InitRun(const InitArguments& arguments, const CommonArguments& common, const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    Collect();
    if (!sink_.has_errors() && !arguments_.force) RefuseWhatIsThere();
    if (!sink_.has_errors()) RefuseWhatCannotBeMade();
    if (!sink_.has_errors()) WriteAll();
    if (sink_.has_errors()) {
      terminal_.Show(sink_.all(), {});
      return ExitCode::kBadUsage;
    }
    if (!common_.quiet) ShowSummary();
    return ExitCode::kOk;
  }

 private:
  fs::path Folder() const { return arguments_.folder.empty() ? "." : arguments_.folder; }

  fs::path PathOf(const Copy& copy) const { return (Folder() / copy.to).lexically_normal(); }

  void Collect() {
    const std::optional<std::string> share = ShippedFolder();
    if (!share) {
      sink_.Add(Code::kNoShippedRules);
      return;
    }
    const fs::path rules = fs::path(*share) / "rules";
    AddFolder(fs::path(*share) / "new_project", "");
    Add(fs::path(*share) / "ci" / "github.yml", ".github/workflows/abide.yml");
    for (const char* file : {"vocabulary.abide", "sources.abide", "facts.abide"}) {
      Add(rules / file, fs::path("rules") / file);
    }
    AddFolder(rules / "sources", "rules/sources");
    AddFolder(rules / "facts", "rules/facts");
    AddPacks(rules);
    std::sort(copies_.begin(), copies_.end(),
              [](const Copy& a, const Copy& b) { return a.to < b.to; });
  }

  void AddPacks(const fs::path& rules) {
    if (arguments_.whom.empty()) return;
    const auto chosen =
        std::find_if(Choices().begin(), Choices().end(),
                     [this](const Choice& choice) { return choice.name == arguments_.whom; });
    if (chosen == Choices().end()) {
      SuggestValue(sink_
                       .Add(Code::kBadOptionValue,
                            {"--for", "`consumer`, `provider` or `auditor`", arguments_.whom})
                       .WithHelp("consumers buy models, providers make or hand them out, auditors "
                                 "check others"));
      return;
    }
    for (const char* pack : chosen->packs) AddFolder(rules / pack, fs::path("rules") / pack);
    if (chosen->packs.empty()) AddFolder(rules, "rules");
  }

  void Add(const fs::path& from, const fs::path& to) {
    const auto same = [&to](const Copy& copy) { return copy.to == to; };
    if (std::none_of(copies_.begin(), copies_.end(), same)) copies_.push_back({from, to});
  }

  // Its files of all depths, but guides: they speak of where they ship.
  void AddFolder(const fs::path& from, const fs::path& to) {
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(from, error)) {
      const bool is_guide = entry.path().extension() == ".md" && !to.empty();
      if (entry.is_regular_file() && !is_guide) {
        Add(entry.path(), to / entry.path().lexically_relative(from));
      }
    }
    if (error) sink_.Add(Code::kNoShippedRules);
  }

  void RefuseWhatIsThere() {
    constexpr std::size_t kNamed = 5;
    std::error_code error;
    std::size_t count = 0;
    std::string names;
    for (const Copy& copy : copies_) {
      const fs::path path = PathOf(copy);
      if (!fs::exists(path, error)) continue;
      if (++count <= kNamed) names += (names.empty() ? "`" : ", `") + path.string() + '`';
    }
    if (count == 0) return;
    if (count > kNamed) names += fmt::format(" and {}", Counted(count - kNamed, "more file"));
    sink_.Add(Code::kAlreadyThere, std::vector{names + (count == 1 ? " is" : " are")});
  }

  // Before the first one is made: a part of a project would stand in the way of the next `init`.
  void RefuseWhatCannotBeMade() {
    for (const Copy& copy : copies_) {
      const fs::path path = PathOf(copy);
      const int error = ErrorOfMaking(path);
      if (error == 0) continue;
      sink_.Add(CannotWrite(path.string(), std::strerror(error)));
      return;
    }
  }

  // Asks the file, or the nearest folder that is there; 0: it can be made.
  static int ErrorOfMaking(const fs::path& path) {
    std::error_code error;
    fs::path nearest = path;
    while (!fs::exists(nearest, error) && nearest.has_relative_path()) {
      nearest = nearest.parent_path();
    }
    if (nearest.empty()) nearest = ".";
    const bool is_folder = fs::is_directory(nearest, error);
    if (nearest == path) {
      if (is_folder) return EISDIR;
    } else if (!is_folder) {
      return ENOTDIR;
    }
    return access(nearest.c_str(), is_folder ? W_OK | X_OK : W_OK) == 0 ? 0 : errno;
  }

  void WriteAll() {
    for (const Copy& copy : copies_) {
      const fs::path path = PathOf(copy);
      const auto text = check::DiskFiles().Read(copy.from.string());
      if (!text) {
        sink_.Add(Code::kNoShippedRules);
        return;
      }
      std::error_code error;
      fs::create_directories(path.parent_path(), error);
      auto output = Output::Open(path.string());
      if (!output) {
        sink_.Add(output.error());
        return;
      }
      (*output)->stream() << *text;
      if (const std::optional<Diagnostic> failure = (*output)->Finish()) {
        sink_.Add(*failure);
        return;
      }
    }
  }

  void ShowSummary() const {
    const std::string folder = Folder().string();
    *terminal_.out << fmt::format("{} written in {}\n\n", Counted(copies_.size(), "file"),
                                  diagnostics::Printable(folder));
    if (folder != ".") *terminal_.out << "  cd " << diagnostics::Printable(folder) << '\n';
    *terminal_.out << "  abide check    judges logs/ by rules/\n"
                      "  abide test     runs the tests in rules/\n\n"
                      "Rules of your own go into rules/own; README.md says what is where.\n";
  }

  const InitArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  std::vector<Copy> copies_;
  DiagnosticSink sink_;
};

}  // namespace

ExitCode RunInit(const InitArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal) {
  return InitRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
