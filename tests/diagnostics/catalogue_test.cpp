#include "diagnostics/catalogue.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "diagnostics/pages.h"

namespace abide::diagnostics {
namespace {

std::string Id(const CodeEntry& entry) { return std::string(entry.id); }

TEST(CatalogueTest, IdsAreUniqueAndOfTheFormLetterAndFourDigits) {
  std::set<std::string_view> seen;
  for (const CodeEntry& entry : AllCodes()) {
    ASSERT_EQ(entry.id.size(), 5U) << entry.id;
    EXPECT_TRUE(std::string_view("ELCW").find(entry.id[0]) != std::string_view::npos) << entry.id;
    EXPECT_EQ(entry.id.find_first_not_of("0123456789", 1), std::string_view::npos) << entry.id;
    EXPECT_TRUE(seen.insert(entry.id).second) << entry.id << " stands twice";
  }
}

TEST(CatalogueTest, ACodeIsFoundByItsId) {
  for (const CodeEntry& entry : AllCodes()) {
    EXPECT_EQ(CodeOfId(entry.id), entry.code) << entry.id;
    EXPECT_EQ(Entry(entry.code).id, entry.id);
  }
  EXPECT_EQ(CodeOfId("E9999"), std::nullopt);
  EXPECT_EQ(CodeOfId(""), std::nullopt);
}

TEST(CatalogueTest, MessagesBeginInLowerCaseAndEndWithoutFullStop) {
  for (const CodeEntry& entry : AllCodes()) {
    ASSERT_FALSE(entry.message.empty()) << entry.id;
    EXPECT_FALSE(entry.message[0] >= 'A' && entry.message[0] <= 'Z') << entry.id;
    EXPECT_FALSE(entry.message.ends_with('.')) << entry.id;
    EXPECT_FALSE(entry.help.ends_with('.')) << entry.id;
  }
}

TEST(CatalogueTest, EveryCodeHasAPageOfTheAgreedForm) {
  for (const CodeEntry& entry : AllCodes()) {
    const std::string page(Page(entry.code));
    ASSERT_FALSE(page.empty()) << "src/diagnostics/codes/" << entry.id << ".md is missing";
    EXPECT_TRUE(page.starts_with("# " + Id(entry) + ": ")) << entry.id;
    const std::size_t fails = page.find("\n## Fails\n");
    const std::size_t repaired = page.find("\n## Repaired\n");
    ASSERT_NE(fails, std::string::npos) << entry.id;
    ASSERT_NE(repaired, std::string::npos) << entry.id;
    EXPECT_LT(fails, repaired) << entry.id;
  }
}

TEST(CatalogueTest, BothSectionsOfAPageHoldWhatItsKindOfCodeNeeds) {
  for (const CodeEntry& entry : AllCodes()) {
    const std::string page(Page(entry.code));
    const std::size_t repaired = page.find("\n## Repaired\n");
    ASSERT_NE(repaired, std::string::npos) << entry.id;
    const std::size_t fails = page.find("\n## Fails\n");
    for (const std::string& section :
         {page.substr(fails, repaired - fails), page.substr(repaired)}) {
      const auto has = [&](const char* fence) { return section.find(fence) != std::string::npos; };
      if (entry.id[0] == 'C') {
        EXPECT_TRUE(has("```console\n$ ") && has("abide ")) << entry.id;
      }
      if (entry.id[0] == 'E' || entry.id[0] == 'W') {
        EXPECT_TRUE(has("```abide\n")) << entry.id;
      }
      if (entry.id[0] == 'L') {  // some lines of a log can't stand in a page: a command makes them
        const bool stands = has("```abide\n") && has("```ndjson\n");
        EXPECT_TRUE(stands || (has("```console\n$ ") && has("abide check"))) << entry.id;
      }
    }
  }
}

TEST(CatalogueTest, EveryPageBelongsToACode) {
  for (const PageText& page : AllPages()) {
    EXPECT_NE(CodeOfId(page.id), std::nullopt) << page.id << " is in no line of catalogue.def";
  }
}

}  // namespace
}  // namespace abide::diagnostics
