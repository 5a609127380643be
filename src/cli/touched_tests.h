// Which tests a change of rule files touches, by the words of their declarations alone.
//
// A declaration touches every one that has its name among its words, and so on from there; a test
// that says no clause's name tests all that its file sees. A word may stand for something else, so
// more may be run than need be, and never less. Where that can't be told (a policy, an import, a
// file that is new or gone) all tests are touched.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace abide::cli {

// What the files say: by canonical path.
using FileTexts = std::map<std::string, std::string>;

struct TouchedTests {
  bool all = false;
  // Path and number in the file, as in check::Test.
  std::set<std::pair<std::string, std::uint32_t>> tests;
};

// Cost: linear in the texts, times the length of the longest chain of names.
TouchedTests TouchedBy(const FileTexts& before, const FileTexts& after);

}  // namespace abide::cli
