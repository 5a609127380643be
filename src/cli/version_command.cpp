#include "cli/version_command.h"

#include "cli/shipped.h"

#include <optional>
#include <string>

namespace abide::cli {
std::string_view Version() { return ABIDE_VERSION; }

ExitCode RunVersion(const CommonArguments& common, const Terminal& terminal) {
  *terminal.out << "abide " << Version() << '\n';
  if (!common.verbose) return ExitCode::kOk;
  const std::optional<std::string> share = ShippedFolder();
  *terminal.out << "rules     " << (share ? *share + "/rules" : "not installed") << '\n'
                << "report    abide.report/1\n"
                << "compiler  " << __VERSION__ << '\n';
  return ExitCode::kOk;
}

}  // namespace abide::cli
