// The manual page abide(1), made of the same table as `--help`.
#pragma once

#include <ostream>
#include <string>

namespace abide::cli {

// The word that asks for it; it is in no help, for the page is installed.
inline constexpr const char* kManWord = "__man";

// roff, for man(7). `version`: of Abide.
void WriteManPage(const std::string& version, std::ostream& out);

}  // namespace abide::cli
