// The words that the server explains are those of the language.
#include "lsp/language.h"

#include "syntax/lexemes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace abide::lsp {
namespace {

std::string Guide() {
  const std::ifstream file("rules/README.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const std::size_t begin = all.find("## 13. Grammar");
  return all.substr(begin, all.find("OPERAND     =", begin) - begin);
}

// Every quoted word of the grammar.
std::set<std::string> WordsOfGrammar() {
  std::set<std::string> words;
  const std::string guide = Guide();
  const std::regex quoted("\"([a-z]{2,})\"");
  for (std::sregex_iterator it(guide.begin(), guide.end(), quoted), end; it != end; ++it) {
    words.insert((*it)[1]);
  }
  return words;
}

bool IsExplained(const std::string& word) {
  // Values rather than words: of verdicts, severities, periods, truths.
  static const std::set<std::string> kValues = {
      "breach", "kept", "pending",  "excused", "undetermined", "waived", "info",    "low",
      "medium", "high", "critical", "day",     "week",         "month",  "quarter", "year",
      "null",   "true", "false",    "docs",    "column",       "key",    "no",      "case"};
  if (kValues.contains(word) || FindKeyword(word) != nullptr || FindFunction(word) != nullptr)
    return true;
  for (const Beginning& each : Beginnings()) {
    if (each.word == word) return true;
  }
  return false;
}

TEST(WordsTest, EveryWordOfTheGrammarIsExplained) {
  const std::set<std::string> words = WordsOfGrammar();
  EXPECT_GT(words.size(), 90U);
  for (const std::string& word : words) EXPECT_TRUE(IsExplained(word)) << word;
}

TEST(WordsTest, ExplainsNoWordThatTheLanguageLacks) {
  const std::set<std::string> words = WordsOfGrammar();
  for (const Keyword& each : Keywords()) {
    const std::string word(each.word);
    EXPECT_TRUE(words.contains(word) || syntax::IsReservedWord(word) || syntax::IsOperandWord(word))
        << word;
  }
}

TEST(WordsTest, EachStandsOnceAndSaysSomething) {
  std::set<std::string_view> seen;
  for (const Keyword& each : Keywords()) {
    EXPECT_TRUE(seen.insert(each.word).second) << each.word;
    EXPECT_TRUE(each.doc.ends_with('.') || each.doc.ends_with(')')) << each.word;
  }
  for (const Function& each : Functions()) {
    EXPECT_TRUE(each.shape.starts_with(std::string(each.name) + "(")) << each.name;
  }
}

}  // namespace
}  // namespace abide::lsp
