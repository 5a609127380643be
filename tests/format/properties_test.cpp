// What holds for every rule text: formatting keeps its meaning and its comments, in their order,
// and a second time changes nothing. Tried on all rule files of the repository and on random
// clauses, as they are and with blanks, line ends and comments put between their tokens at random.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "format_text.h"
#include "reference/generator.h"
#include "syntax/lexemes.h"

namespace abide::format {
namespace {

namespace fs = std::filesystem;
using reference::Random;

struct NamedText {
  std::string name;
  std::string text;
};

std::vector<NamedText> AllRuleFiles() {
  std::vector<NamedText> files;
  for (const char* folder : {"rules", "examples", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".abide") continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      files.push_back({entry.path().string(), {std::istreambuf_iterator<char>(stream), {}}});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const NamedText& a, const NamedText& b) { return a.name < b.name; });
  return files;
}

void ExpectKept(const std::string& name, const std::string& text) {
  const FormattedText once(text);
  ASSERT_EQ(once.fault, "") << name << "\n" << text;
  const FormattedText twice(once.text);
  ASSERT_EQ(twice.text, once.text) << name << "\n" << text;
  ASSERT_EQ(once.left_alone, twice.left_alone) << name << "\n" << text;
}

// Where a text has blanks between tokens, and its strings and regular expressions have none.
std::vector<std::string_view> SplitAtBlanks(const std::string& text) {
  std::vector<std::string_view> parts;
  const char* at = text.data();
  const char* const end = at + text.size();
  const char* begin = at;
  while (at != end) {
    const char* const behind = syntax::SkipBlanks(at, end);
    if (behind != at) {
      if (at != begin) parts.emplace_back(begin, static_cast<std::size_t>(at - begin));
      begin = at = behind;
      continue;
    }
    const char* token = syntax::MatchString(at, end);
    if (token == nullptr) token = syntax::MatchRegex(at, end);
    at = token != nullptr ? token : at + 1;
  }
  if (at != begin) parts.emplace_back(begin, static_cast<std::size_t>(at - begin));
  return parts;
}

struct Mutant {
  std::string text;
  std::vector<std::string> comments;
};

// Line ends are followed by a blank: a token in the first column would begin a declaration.
void AddRandomGap(Random& random, Mutant& mutant) {
  const std::size_t kind = random.Below(12);
  if (kind == 0) {
    const std::string comment = "# " + std::to_string(mutant.comments.size()) + " \"/";
    mutant.comments.push_back(comment);
    mutant.text += random.OneIn(2) ? " " + comment : "\n\n\t" + comment;
    mutant.text += random.OneIn(3) ? "\r\n \n\n   " : "\n  ";
  } else if (kind < 3) {
    mutant.text += random.OneIn(3) ? "\n\n\n " : "\n\t  ";
  } else {
    mutant.text += kind == 3 ? "\t   " : " ";
  }
}

Mutant Mutate(const std::string& declaration, Random& random) {
  Mutant mutant;
  const std::vector<std::string_view> parts = SplitAtBlanks(declaration);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) AddRandomGap(random, mutant);
    mutant.text += parts[i];
  }
  mutant.text += '\n';
  return mutant;
}

// Declarations of a text that have no errors, each as it stands there.
std::vector<std::string> GoodDeclarations(const std::string& text) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const auto id = sources.Add("input.abide", text);
  const syntax::File file = syntax::ParseFile(sources, id, sink);
  std::vector<std::string> declarations;
  for (const syntax::Declaration& each : file.declarations) {
    declarations.emplace_back(sources.Text(each.span));
  }
  return declarations;
}

// In their order, each behind the one before.
void ExpectComments(const std::vector<std::string>& comments, const std::string& text) {
  std::size_t at = 0;
  for (const std::string& comment : comments) {
    at = text.find(comment, at);
    ASSERT_NE(at, std::string::npos) << comment << "\n" << text;
    at += comment.size();
    ASSERT_TRUE(text.substr(at).starts_with("\n") || text.substr(at).starts_with("\r\n")) << text;
  }
}

// Counts those that say the same as before: two tokens that touch in the one can't in the other.
void TryMutants(const std::string& name, const std::string& text, int count, Random& random,
                std::size_t& tried, std::size_t& used) {
  for (const std::string& declaration : GoodDeclarations(text)) {
    const std::string tree = TreeOf(declaration);
    for (int i = 0; i < count; ++i) {
      const Mutant mutant = Mutate(declaration, random);
      ++tried;
      if (TreeOf(mutant.text) != tree) continue;
      ++used;
      ASSERT_NO_FATAL_FAILURE(ExpectKept(name, mutant.text));
      const FormattedText formatted(mutant.text);
      ASSERT_EQ(TreeOf(formatted.text), tree) << mutant.text;
      ASSERT_NO_FATAL_FAILURE(ExpectComments(mutant.comments, formatted.text));
    }
  }
}

TEST(FormatProperties, RuleFilesKeepTheirMeaning) {
  const std::vector<NamedText> files = AllRuleFiles();
  ASSERT_GT(files.size(), 400U);
  for (const NamedText& file : files) {
    ASSERT_NO_FATAL_FAILURE(ExpectKept(file.name, file.text));
    EXPECT_EQ(TreeOf(FormattedText(file.text).text), TreeOf(file.text)) << file.name;
  }
}

// Comments, texts, paths and regular expressions have no place to be broken.
bool HasLongPiece(std::string_view line) {
  if (line.find(" # ") != line.npos || line.starts_with("#")) return true;
  std::size_t longest = 0;
  for (const char sign : {'"', '/'}) {
    const std::size_t first = line.find(sign);
    if (first != line.npos) longest = std::max(longest, line.rfind(sign) - first);
  }
  return longest >= 40;
}

TEST(FormatProperties, LinesAreAsLongAsTheyHaveToBe) {
  for (const NamedText& file : AllRuleFiles()) {
    if (!file.name.starts_with("rules")) continue;
    std::istringstream lines(FormattedText(file.text).text);
    for (std::string line; std::getline(lines, line);) {
      if (line.size() > 110) {
        EXPECT_TRUE(HasLongPiece(line)) << file.name << ": " << line;
      }
      EXPECT_FALSE(line.ends_with(' ')) << file.name << ": " << line;
    }
  }
}

TEST(FormatProperties, MutatedRuleFilesKeepMeaningAndComments) {
  Random random(7);
  std::size_t tried = 0;
  std::size_t used = 0;
  for (const NamedText& file : AllRuleFiles()) {
    ASSERT_NO_FATAL_FAILURE(TryMutants(file.name, file.text, 4, random, tried, used));
  }
  EXPECT_GT(used, tried * 9 / 10);
}

TEST(FormatProperties, BlanksMakeNoDifference) {
  Random random(11);
  for (const NamedText& file : AllRuleFiles()) {
    for (const std::string& declaration : GoodDeclarations(file.text)) {
      if (declaration.find('#') != std::string::npos) continue;  // comments end with their lines
      std::string narrow;
      std::string wide;
      for (const std::string_view part : SplitAtBlanks(declaration)) {
        narrow += narrow.empty() ? "" : " ";
        wide += wide.empty() ? "" : std::string(1 + random.Below(5), random.OneIn(3) ? '\t' : ' ');
        narrow += part;
        wide += part;
      }
      if (TreeOf(narrow) != TreeOf(declaration)) continue;
      ASSERT_EQ(FormattedText(wide).text, FormattedText(narrow).text) << file.name;
    }
  }
}

TEST(FormatProperties, RandomRulesKeepMeaningAndComments) {
  std::size_t tried = 0;
  std::size_t used = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Random random(seed);
    const reference::Theme theme = reference::RandomTheme(random);
    const std::string text = Render(reference::RandomRules(theme, random));
    const std::string name = "seed " + std::to_string(seed);
    ASSERT_FALSE(GoodDeclarations(text).empty()) << text;
    ASSERT_NO_FATAL_FAILURE(ExpectKept(name, text));
    ASSERT_NO_FATAL_FAILURE(TryMutants(name, text, 2, random, tried, used));
  }
  EXPECT_GT(used, tried * 9 / 10);
}

TEST(FormatProperties, AByteOrderMarkBehindTheBeginningStaysAFault) {
  const FormattedText once("\n\xEF\xBB\xBF# no head\nlist a=[\"x\"]\n");
  EXPECT_EQ(once.fault, "");
  const FormattedText twice(once.text);
  EXPECT_TRUE(twice.has_errors);
  EXPECT_EQ(twice.text, once.text);
}

}  // namespace
}  // namespace abide::format
