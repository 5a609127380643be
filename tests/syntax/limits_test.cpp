// Hostile texts: bounded in depth, time and errors.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parse_text.h"

namespace abide::syntax {
namespace {

std::string Repeated(const std::string& text, int count) {
  std::string all;
  all.reserve(text.size() * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

// Something that nests: `open` count times, `middle`, `close` count times.
struct Nesting {
  std::string frame;  // with `%`
  std::string open;
  std::string middle;
  std::string close;

  std::string Text(int depth) const {
    std::string text = frame;
    return text.replace(text.find('%'), 1, Repeated(open, depth) + middle + Repeated(close, depth));
  }
};

const std::vector<Nesting> kNestings = {
    {"define d(x) = %", "(", "x", ")"},
    {"define d(x) = %", "[", "", "]"},
    {"define d(x) = %", "not ", "x", ""},
    {"define d(x) = %", "-", "x", ""},
    {"define d(x) = %", "- ", "x", ""},
    {"define d(x) = %", "has ", "x", ""},
    {"define d(x) = %", "f(", "x", ")"},
    {"define d(x) = %", "f[", "x", "]"},
    {"define d(x) = %", "count(a where ", "x", ")"},
    {"define d(x) = %", "share(x from a where ", "x", ")"},
    {"define d(x) = %", "x in [", "x", "]"},
    {"define d(x) = %", "preceded by (a where ", "x", ")"},
    {"define d(x) = %", "preceded by a with no (a where ", "x", ") since"},
    {"define d(x) = %", "x derive from (a where ", "x", ")"},
    {"define d(x) = %", "any v in x: (", "x", ")"},
    {"define d(x) = %", "a as of (", "x", ")"},
    {"clause c \"C\" limit % to 5 over 1 day", "(", "count(x)", ")"},
    {"clause c \"C\" limit % + count(x) to 5 over 1 day", "-", "1", ""},
    {"event e x %", "list of ", "string", ""},
    {"test \"t\" given a { a: % }", "[", "1", "]"},
    {"test \"t\" given a { a: % }", "{ a: ", "1", "}"},
};

TEST(LimitsTest, NestingIsPermittedToAHundredAndNoDeeper) {
  for (const Nesting& nesting : kNestings) {
    // Brackets of the frame or the middle count, too.
    const int inside = nesting.middle == "count(x)" || nesting.frame[0] == 't' ? 1 : 0;
    EXPECT_EQ(Parsed(nesting.Text(100 - inside)).Codes(), "") << nesting.Text(2);
    EXPECT_EQ(Parsed(nesting.Text(101 - inside)).Codes(), "E0108") << nesting.Text(2);
  }
}

TEST(LimitsTest, EndlessNestingIsOneErrorAtTheLevelTooMany) {
  for (const Nesting& nesting : kNestings) {
    Nesting endless = nesting;
    endless.close.clear();
    EXPECT_EQ(Parsed(endless.Text(100'000)).Codes(), "E0108") << nesting.Text(2);
  }
}

TEST(LimitsTest, AMillionElementsAreNoNesting) {
  EXPECT_EQ(Parsed("list a = [" + Repeated("1, ", 100'000) + "]").Codes(), "");
  EXPECT_EQ(Parsed("define a(x) = " + Repeated("x and ", 20'000) + "x").Codes(), "");
  EXPECT_EQ(Parsed("define a(x) = x" + Repeated(".y", 50'000)).Codes(), "");
}

TEST(LimitsTest, OperationsInARowAreBounded) {
  EXPECT_EQ(Parsed("define a(x) = x" + Repeated(" + x", 1000)).Codes(), "");
  EXPECT_EQ(Parsed("define a(x) = x" + Repeated(" + x", 1001)).Codes(), "E0109");
  EXPECT_EQ(Parsed("define a(x) = x" + Repeated(" else x", 1001)).Codes(), "E0109");
  EXPECT_EQ(
      Parsed("clause c \"C\" limit count(x)" + Repeated(" * 2", 1001) + " to 1 each day").Codes(),
      "E0109");
}

TEST(LimitsTest, OperationsThatAreNotInARowAreNotAddedUp) {
  EXPECT_EQ(Parsed("define a(x) = x == 1" + Repeated(" and x + 1 == 2", 2000)).Codes(), "");
  EXPECT_EQ(Parsed("define a(x) = [" + Repeated("x + 1, ", 2000) + "]").Codes(), "");
}

TEST(LimitsTest, ChainsInsideChainsAreAddedUp) {
  const std::string chain = "x" + Repeated(" + x", 600);
  EXPECT_EQ(Parsed("define a(x) = (" + chain + " == 1)" + Repeated(" else x", 300)).Codes(), "");
  EXPECT_EQ(Parsed("define a(x) = (" + chain + " == 1)" + Repeated(" else x", 500)).Codes(),
            "E0109");
}

TEST(LimitsTest, AThousandErrorsAreEnoughForOneFile) {
  const Parsed parsed(Repeated("x\n", 5000));
  EXPECT_EQ(parsed.sink.error_count(), 1001U);
  EXPECT_EQ(parsed.sink.Sorted().back().code, diagnostics::Code::kTooManyErrors);
}

TEST(LimitsTest, ALongTokenIsShortInAMessage) {
  const Parsed parsed("list a = [" + Repeated("9", 100'000) + "]");
  ASSERT_EQ(parsed.Codes(), "E0105");
  EXPECT_LT(parsed.sink.all()[0].Message().size(), 200U);
}

TEST(LimitsTest, AnyByteCanStandAnywhereWithoutHarm) {
  const std::string text = "clause c \"C\"\n forbid a where x in [1, \"s\"] and y matches /r/\n";
  for (std::size_t at = 0; at <= text.size(); at += 3) {
    for (int byte = 0; byte < 256; byte += 5) {
      std::string broken = text;
      broken.insert(at, 1, static_cast<char>(byte));
      const Parsed parsed(broken);
      EXPECT_GE(parsed.file.declarations.size() + parsed.sink.error_count(), 1U);
    }
  }
}

}  // namespace
}  // namespace abide::syntax
