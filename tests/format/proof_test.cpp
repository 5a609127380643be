// The proof has to fail where something was lost: it is all that stands between a fault of the
// formatter and somebody's rules.
#include <gtest/gtest.h>

#include <string>

#include "format/proof.h"
#include "format_text.h"

namespace abide::format {
namespace {

// A text as the formatter would read it, its regular expressions and broken pieces given.
struct Read {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  diagnostics::FileId id;
  syntax::File file;

  explicit Read(std::string text) : id(sources.Add("input.abide", std::move(text))) {
    file = syntax::ParseFile(sources, id, sink);
  }
  Reading With(const std::vector<std::string>& broken, const std::string& regex = "") const {
    const std::string_view text = sources.File(id).text();
    Reading reading{text, file, {}, {}};
    for (const std::string& piece : broken) {
      reading.broken.push_back(text.substr(text.find(piece), piece.size()));
    }
    if (!regex.empty()) {
      const auto begin = static_cast<std::uint32_t>(text.find(regex));
      reading.regexes.push_back({id, begin, begin + static_cast<std::uint32_t>(regex.size())});
    }
    return reading;
  }
};

std::string DifferenceOf(const std::string& before, const std::string& after) {
  const Read a(before);
  const Read b(after);
  return Difference(a.With({}), b.With({}));
}

TEST(Proof, LayoutIsNoDifference) {
  EXPECT_EQ(DifferenceOf("list a=[\"x\"]# c\n", "# c\n\n\nlist a = [\n  \"x\", ]"), "");
}

TEST(Proof, ADifferentTreeIsTold) {
  EXPECT_EQ(DifferenceOf("list a = [\"x\"]\n", "list a = [\"y\"]\n"), "the tree");
  EXPECT_EQ(DifferenceOf("define a(x) = x - 1\n", "define a(x) = x + 1\n"), "the tree");
  EXPECT_EQ(DifferenceOf("define a(x) = (x - 1) - 2\n", "define a(x) = x - (1 - 2)\n"), "the tree");
  EXPECT_EQ(DifferenceOf("list a = []\nlist b = []\n", "list b = []\nlist a = []\n"), "the tree");
}

TEST(Proof, AChangedCommentIsTold) {
  EXPECT_EQ(DifferenceOf("# a\nlist a = []\n", "list a = []\n"), "the comments");
  EXPECT_EQ(DifferenceOf("# a\n# b\nlist a = []\n", "# b\n# a\nlist a = []\n"), "the comments");
  EXPECT_EQ(DifferenceOf("# a\n# b\n", "# a # b\n"), "the comments");
}

TEST(Proof, WhatHasErrorsIsComparedByteForByte) {
  const Read before("lizt  a\n");
  const Read after("lizt a\n");
  EXPECT_EQ(Difference(before.With({"lizt  a\n"}), after.With({"lizt a\n"})), "what has errors");
}

TEST(Proof, OnlyCommentsAreComments) {
  const std::string text =
      "clause c \"a # b\"  # one  \n"
      "  forbid e where x matches /a#b\"/  # two\t\r\n"
      "lizt # no # comment\n"
      "# of what is broken\n";
  const Read read(text);
  EXPECT_EQ(CommentsOf(read.With({"lizt # no # comment\n# of what is broken\n"}, "/a#b\"/")),
            (std::vector<std::string_view>{"# one", "# two"}));
}

}  // namespace
}  // namespace abide::format
