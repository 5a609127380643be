// Where what ships with Abide lies.
#pragma once

#include <optional>
#include <string>

namespace abide::cli {

// share/abide beside the program, with `rules` in it; none if the program stands alone.
std::optional<std::string> ShippedFolder();

}  // namespace abide::cli
