#include <gtest/gtest.h>

#include "diagnostics/diagnostic.h"

namespace abide::diagnostics {
namespace {

struct NearestCase {
  const char* sentence;
  std::string word;
  std::vector<std::string> candidates;
  std::optional<std::string> nearest;
};

TEST(NearestNameTest, FindsWhatWasMeant) {
  const NearestCase cases[] = {
      {"a missing letter", "dataset", {"model", "datasets"}, "datasets"},
      {"a letter too many", "modell", {"model", "org"}, "model"},
      {"another letter", "provider", {"provided"}, "provided"},
      {"two letters swapped", "toknes", {"tokens", "token"}, "tokens"},
      {"case is no difference", "Provider", {"provider"}, "provider"},
      {"short words may differ by one", "og", {"org"}, "org"},
      {"the nearest wins", "infrence", {"interference", "inference"}, "inference"},
      {"of two as near the first by name wins", "bat", {"cat", "bad"}, "bad"},
      {"the word itself is no suggestion", "model", {"model"}, std::nullopt},
      {"too far is nothing", "purpose", {"model", "datasets"}, std::nullopt},
      {"no candidates", "model", {}, std::nullopt},
      {"no word", "", {"a"}, std::nullopt},
      {"a whole text is no word", std::string(5000, 'a'), {std::string(5000, 'b')}, std::nullopt},
  };
  for (const NearestCase& each : cases) {
    EXPECT_EQ(NearestName(each.word, each.candidates), each.nearest) << each.sentence;
  }
}

}  // namespace
}  // namespace abide::diagnostics
