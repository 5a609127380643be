// The server on two streams of bytes, as an editor starts it.
#pragma once

#include "lsp/services.h"

#include <string>

namespace abide::lsp {

// Reads messages from the file descriptor `in` and writes to `out` until the client says `exit` or
// closes the stream; gives back the exit code that the protocol asks for. Slower looks at the rules
// run on a thread of their own.
int Serve(int in, int out, Services services, const std::string& version);

}  // namespace abide::lsp
