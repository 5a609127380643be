// Another content for a file, all of it or none.
#pragma once

#include "diagnostics/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>

namespace abide::cli {

// Writes a temporary file beside the file, of the same mode and, where that is permitted, the same
// owner, and renames it. Links are followed: what they lead to is replaced. Whoever reads meanwhile
// sees the old content or the new one; what fails leaves the old. A file that may not be written
// to, or that is none (a device, a pipe), is not replaced. A file that has several names keeps its
// content under the others.
std::optional<diagnostics::Diagnostic> ReplaceFile(const std::string& path, std::string_view text);

}  // namespace abide::cli
