// A fix leads on: once it is made, the parser comes further. Tried with each fix of the rule files
// in tests/testdata/syntax.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "parse_text.h"
#include "read_file.h"

namespace abide::syntax {
namespace {

namespace fs = std::filesystem;

using diagnostics::Diagnostic;

std::vector<fs::path> Files(bool wrong) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/testdata/syntax")) {
    const fs::path file = entry.path() / "input.abide";
    const bool is_wrong = entry.path().filename().string().starts_with("fail_");
    // It has more errors than are told: one that is mended gives way to another.
    const bool is_endless = entry.path().filename() == "fail_errors_are_too_many";
    if (is_wrong == wrong && !is_endless) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::uint32_t BeginOf(const Diagnostic& diagnostic) {
  const Span* const where = std::get_if<Span>(&diagnostic.where);
  return where == nullptr ? 0 : where->begin;
}

std::ptrdiff_t CountBefore(const Parsed& parsed, std::uint32_t place) {
  const auto all = parsed.sink.Sorted();
  return std::count_if(all.begin(), all.end(),
                       [place](const Diagnostic& each) { return BeginOf(each) < place; });
}

bool Says(const Parsed& parsed, const Diagnostic& what) {
  const auto all = parsed.sink.Sorted();
  return std::any_of(all.begin(), all.end(), [&what](const Diagnostic& each) {
    return BeginOf(each) == BeginOf(what) && each.Message() == what.Message();
  });
}

class FixesTest : public testing::TestWithParam<fs::path> {};

void ExpectThatFixesLeadOn(const std::string& text) {
  const Parsed before(text);
  for (const Diagnostic& diagnostic : before.sink.Sorted()) {
    for (const diagnostics::Fix& fix : diagnostic.fixes) {
      std::string mended = text;
      mended.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
      const Parsed after(mended);
      std::uint32_t place = std::min(BeginOf(diagnostic), fix.span.begin);
      // What is missing at the end is told just behind the last token.
      while (place > 0 && std::isspace(static_cast<unsigned char>(text[place - 1])) != 0) --place;
      EXPECT_LE(CountBefore(after, place), CountBefore(before, place))
          << diagnostic.Message() << "\n"
          << mended.substr(place, 80);
      EXPECT_FALSE(Says(after, diagnostic)) << diagnostic.Message() << "\n"
                                            << text.substr(BeginOf(diagnostic), 80);
    }
  }
}

TEST_P(FixesTest, LeadOn) { ExpectThatFixesLeadOn(ReadFile(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Testdata, FixesTest, testing::ValuesIn(Files(true)), [](const auto& file) {
  return file.param.parent_path().filename().string();
});

class SlipsTest : public testing::TestWithParam<fs::path> {};

// Right files in which one word is missing, or stands twice.
TEST_P(SlipsTest, AreMended) {
  const std::string text = ReadFile(GetParam());
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    if (end != begin) {
      std::string missing = text;
      missing.erase(begin, end - begin);
      ExpectThatFixesLeadOn(missing);
      std::string twice = text;
      twice.insert(end, " " + text.substr(begin, end - begin));
      ExpectThatFixesLeadOn(twice);
    }
    begin = end + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(Testdata, SlipsTest, testing::ValuesIn(Files(false)),
                         [](const auto& file) {
                           return file.param.parent_path().filename().string();
                         });

}  // namespace
}  // namespace abide::syntax
