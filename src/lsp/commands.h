// Commands that the server carries out (workspace/executeCommand).
#pragma once

namespace abide::lsp {

// Runs the tests of a file that have a title: [uri, title]; without a title all.
inline constexpr const char* kRunTest = "abide.runTest";
// Judges the log of the settings by the rules of a file: [uri].
inline constexpr const char* kCheckLog = "abide.checkLog";

}  // namespace abide::lsp
