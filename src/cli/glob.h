// Patterns of file names on the command line, for shells that leave them alone and for `**`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace abide::cli {

// Whether it has a character that only a pattern has: `*`, `?` or `[`.
bool IsGlob(std::string_view path);

// The files that match, sorted by path. `*`, `?` and `[…]` stand for characters of one name, `**`
// as a whole name for any number of folders, none among them. Names that begin with a dot are
// matched by a dot only. Links are followed, into each folder once, so that a circle of them ends;
// what is neither file nor folder matches nothing.
struct Matches {
  std::vector<std::string> files;
  // What can't be looked at, and why: a folder that may not be read; no error of the system: a link
  // that leads nowhere.
  std::map<std::string, std::error_code> faults;
};
Matches FilesOf(const std::string& glob);
// All files below `folder`, but for hidden ones; the same of links and faults.
Matches FilesBelow(const std::string& folder);

}  // namespace abide::cli
