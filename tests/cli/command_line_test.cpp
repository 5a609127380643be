#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace abide::cli {
namespace {

using diagnostics::Entry;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> Words(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

CheckArguments Check(const std::string& line) {
  const auto parsed = ParseCommandLine(Words("check " + line));
  EXPECT_TRUE(parsed) << line << ": " << (parsed ? "" : parsed.error().Message());
  return std::get<CheckArguments>(parsed->verb);
}

TEST(CommandLine, TakesOneValueForEachRepeatableOption) {
  const CheckArguments check =
      Check("--rules a.abide log1 --rules=b.abide log2 --format json=x --format text --set a=1");
  EXPECT_THAT(check.rules, ElementsAre("a.abide", "b.abide"));
  EXPECT_THAT(check.logs, ElementsAre("log1", "log2"));
  EXPECT_THAT(check.forms, ElementsAre("json=x", "text"));
  EXPECT_THAT(check.settings, ElementsAre("a=1"));
}

TEST(CommandLine, TakesADashForALogAndWordsBehindTwoDashesAsTheyAre) {
  EXPECT_THAT(Check("- -- --odd").logs, ElementsAre("-", "--odd"));
}

TEST(CommandLine, TakesTheNameOfAVerbForALogBehindAVerb) {
  EXPECT_THAT(Check("explain check").logs, ElementsAre("explain", "check"));
}

TEST(CommandLine, TakesCommonOptionsInFrontOfTheVerbAndBehindIt) {
  for (const char* line : {"-q --color never check x", "check -q x --color=never"}) {
    const auto parsed = ParseCommandLine(Words(line));
    ASSERT_TRUE(parsed) << line;
    EXPECT_TRUE(parsed->common.quiet) << line;
    EXPECT_EQ(parsed->common.colour, "never") << line;
  }
}

struct WrongCase {
  const char* line;
  const char* code;
  const char* message;
  const char* help;
};

TEST(CommandLine, SaysWhatIsWrongAndWhatWasMeant) {
  const WrongCase cases[] = {
      {"chekc log", "C0101", "`chekc` is no verb of abide", "did you mean `check`?"},
      {"frobnicate", "C0101", "`frobnicate` is no verb of abide", "`abide --help` lists"},
      {"check --sourse=x log", "C0102", "`abide check` has no option `--sourse`",
       "did you mean `--source`?"},
      {"--verbos check", "C0102", "`abide` has no option `--verbos`", "`--verbose`"},
      {"check -z", "C0102", "`abide check` has no option `-z`", "`abide check --help`"},
      {"explain --rules x E0101", "C0102", "`abide explain` has no option `--rules`", "--help"},
      {"check --as-of", "C0103", "option `--as-of` needs a value: a time", "`abide check --help`"},
      {"check --rules --strict", "C0103", "option `--rules` needs a value: the path", ""},
      {"explain report.json 87ba 3a42", "C0111", "`abide explain` takes no argument `3a42`",
       "--help"},
      {"explain -- E0101", "C0111", "`abide explain` takes no argument `E0101`", "--help"},
      {"version x", "C0111", "`abide version` takes no argument `x`", "--help"},
      {"check --strict=5", "C0104", "option `--strict` takes no value", "`abide check --help`"},
      {"check --as-of 2024-01-01 --as-of 2024-02-02", "C0119", "option `--as-of` stands twice", ""},
      {"frobnicate --help", "C0101", "`frobnicate` is no verb of abide", "`abide --help` lists"},
  };
  for (const WrongCase& c : cases) {
    const auto parsed = ParseCommandLine(Words(c.line));
    ASSERT_FALSE(parsed) << c.line;
    EXPECT_EQ(Entry(parsed.error().code).id, c.code) << c.line;
    EXPECT_THAT(parsed.error().Message(), HasSubstr(c.message)) << c.line;
    EXPECT_THAT(parsed.error().Help(), HasSubstr(c.help)) << c.line;
  }
}

TEST(CommandLine, ShowsTheHelpOfTheVerb) {
  for (const char* line : {"check --help", "check -h log", "help check"}) {
    const auto parsed = ParseCommandLine(Words(line));
    ASSERT_TRUE(parsed) << line;
    EXPECT_THAT(std::get<HelpText>(parsed->verb).text, HasSubstr("usage: abide check")) << line;
    EXPECT_TRUE(std::get<HelpText>(parsed->verb).was_asked) << line;
  }
}

TEST(CommandLine, ShowsTheVerbsWhereNoneWasGiven) {
  const auto parsed = ParseCommandLine({});
  ASSERT_TRUE(parsed);
  EXPECT_THAT(std::get<HelpText>(parsed->verb).text, HasSubstr("usage: abide VERB"));
  EXPECT_FALSE(std::get<HelpText>(parsed->verb).was_asked);
}

}  // namespace
}  // namespace abide::cli
