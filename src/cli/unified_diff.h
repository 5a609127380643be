// What changed between two texts, as `diff -u` and `git diff` print it and `patch -p1` applies it.
#pragma once

#include <string>
#include <string_view>

namespace abide::cli {

// Empty if they are equal. `path` names both. The lines kept are a longest common subsequence
// (Myers, "An O(ND) difference algorithm", 1986); where more than a thousand lines changed, lines
// that stand once in each text are kept first, and it is that between two such lines. Cost: linear
// in the texts times the lines that changed, of these at most 1,000.
std::string UnifiedDiff(std::string_view before, std::string_view after, const std::string& path);

}  // namespace abide::cli
