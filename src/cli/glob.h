// Patterns of file names on the command line, for shells that leave them alone and for `**`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace abide::cli {

// Whether it has a character that only a pattern has: `*`, `?` or `[`.
bool IsGlob(std::string_view path);

// The files that match, sorted by path. `*`, `?` and `[…]` stand for characters of one name, `**`
// as a whole name for any number of folders, none among them. Names that begin with a dot are
// matched by a dot only, and `**` does not follow links to folders, so that a circle of them ends.
// Folders that can't be read hold nothing.
std::vector<std::string> FilesOf(const std::string& glob);

}  // namespace abide::cli
