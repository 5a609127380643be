// What changed between two texts, as `diff -u` and `git diff` print it and `patch -p1` applies it.
#pragma once

#include <string>
#include <string_view>

namespace abide::cli {

// Empty if they are equal. `path` names both. The lines kept are a longest common subsequence
// (Myers, "An O(ND) difference algorithm", 1986), as long as not many thousand lines changed: then
// what lies between the first and the last change is one change. Cost: linear in the texts times
// the lines that changed, of these at most 2,000.
std::string UnifiedDiff(std::string_view before, std::string_view after, const std::string& path);

}  // namespace abide::cli
