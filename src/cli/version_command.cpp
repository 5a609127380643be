#include "cli/version_command.h"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

namespace abide::cli {
namespace {

// The rules that are installed beside this program; nothing in a build tree.
std::optional<std::string> InstalledRules() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  const std::filesystem::path rules =
      (program.parent_path() / ".." / "share" / "abide" / "rules").lexically_normal();
  if (!std::filesystem::is_directory(rules, error)) return std::nullopt;
  return rules.string();
}

}  // namespace

std::string_view Version() { return ABIDE_VERSION; }

ExitCode RunVersion(const CommonArguments& common, const Terminal& terminal) {
  *terminal.out << "abide " << Version() << '\n';
  if (!common.verbose) return ExitCode::kOk;
  const std::optional<std::string> rules = InstalledRules();
  *terminal.out << "rules     " << rules.value_or("not installed") << '\n'
                << "report    abide.report/1\n"
                << "compiler  " << __VERSION__ << '\n';
  return ExitCode::kOk;
}

}  // namespace abide::cli
