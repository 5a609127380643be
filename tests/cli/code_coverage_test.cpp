// Every code of the catalogue is printed by some golden run.
#include "diagnostics/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace abide::diagnostics {
namespace {

// The words of all goldens that have the form of a code.
std::set<std::string> CodesInGoldens() {
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("tests/testdata")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    std::string word;
    for (const char c : text.str() + ' ') {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        word += c;
        continue;
      }
      if (word.size() == 5) codes.insert(word);
      word.clear();
    }
  }
  return codes;
}

TEST(Catalogue, HasNoCodeThatNoGoldenShows) {
  const std::set<std::string> seen = CodesInGoldens();
  for (const CodeEntry& entry : AllCodes()) {
    EXPECT_TRUE(seen.count(std::string(entry.id)) == 1)
        << entry.id << " (" << entry.message << ") is in no golden below tests/testdata";
  }
}

}  // namespace
}  // namespace abide::diagnostics
