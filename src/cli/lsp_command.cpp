#include "cli/lsp_command.h"

#include "cli/editor_services.h"
#include "cli/version_command.h"
#include "lsp/serve.h"

#include <unistd.h>

#include <csignal>
#include <string>

namespace abide::cli {

ExitCode RunLsp(const LspArguments& /*arguments*/, const Terminal& terminal,
                engine::Remains& remains) {
  if (isatty(STDIN_FILENO) != 0) {
    *terminal.err
        << "abide lsp speaks the language server protocol with an editor, which starts it; "
           "Ctrl-D ends it\n";
  }
  // A client that is gone is noticed when it is written to.
  std::signal(SIGPIPE, SIG_IGN);
  const int code =
      lsp::Serve(STDIN_FILENO, STDOUT_FILENO, MakeEditorServices(remains), std::string(Version()));
  return code == 0 ? ExitCode::kOk : ExitCode::kBreaches;
}

}  // namespace abide::cli
