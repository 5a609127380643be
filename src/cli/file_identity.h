// Files, whatever names lead to them.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>

namespace abide::cli {

// Device and inode.
using FileIdentity = std::pair<dev_t, ino_t>;

// Of a file or pipe, "-" being standard input; none of what holds nothing (a device) or is not
// there.
std::optional<FileIdentity> IdentityOf(const std::string& path);

}  // namespace abide::cli
