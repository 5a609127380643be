// What the language server asks of the other verbs (lsp/services.h).
#pragma once

#include "engine/run.h"
#include "lsp/services.h"

namespace abide::cli {

// Nothing of it writes to standard output. `remains` outlives the services.
lsp::Services MakeEditorServices(engine::Remains& remains);

}  // namespace abide::cli
