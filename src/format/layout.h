// How each part of the language is laid out: functions that walk a tree and put its tokens.
//
// One rule for all: what fits on its line stands there. What doesn't is broken where it is largest:
// a clause before `where`, a condition before each `and`, a value before each `else` or `+`. Lines
// that go on are indented by two, in brackets of a pattern by four, in other brackets to where they
// open. Where the writer ended the line before `where`, `when`, `and` or `or`, behind the title of
// an exception, before the record of a test or behind every comma of a list, it stays so: that is
// how a sentence gets its shape.
#pragma once

#include <cstdint>
#include <vector>

#include "format/writer.h"
#include "syntax/ast.h"

namespace abide::format {

// The longest line, in columns, that is not broken where it can be.
inline constexpr std::uint32_t kWidth = 100;
// By which lines of a body and lines that go on are indented.
inline constexpr std::uint32_t kStep = 2;

// The first token is put behind `space`. Lines that go on are indented by `hang`.
void WriteExpr(const syntax::Expr& expr, Space space, Writer& writer, std::uint32_t hang = kStep);
// With commas between, as many on a line as it takes.
void WriteExprs(const std::vector<syntax::ExprPtr>& exprs, Space space, Writer& writer);

// With or without brackets.
void WritePattern(const syntax::Pattern& pattern, Space space, Writer& writer);
// P or Q …
void WriteAlternatives(const std::vector<syntax::Pattern>& patterns, Space space, Writer& writer);
// The same, and `with no R since`.
void WritePatterns(const syntax::Patterns& patterns, Space space, Writer& writer);

// `[…]` around literals, each a span of its own.
void WriteLiterals(const std::vector<Span>& literals, Space space, Writer& writer);
void WriteConstants(const std::vector<syntax::ExprPtr>& constants, Space space, Writer& writer);

// Behind the indentation of a body, words in front of a column of texts: `cites    "…"`. The width
// is that of the words.
class Keywords {
 public:
  Keywords(std::size_t width, Writer& writer) : width_(width), writer_(writer) {}

  // Puts the next token, a word, on a line of its own. The value is to be put behind `Padding()`
  // and then `End` called.
  Space Begin();
  void End() { writer_.document().Outdent(); }
  // One line: the word, and a value of tokens that are not broken, to `end`.
  void PutLine(std::uint32_t end);

 private:
  std::size_t width_;
  Writer& writer_;
};

void WriteNorm(const syntax::Norm& norm, Keywords& keywords, Writer& writer);

void WritePolicy(const syntax::Policy& policy, Writer& writer);
void WriteClause(const syntax::Clause& clause, Writer& writer);
void WritePermit(const syntax::Permit& permit, Writer& writer);
void WriteWaive(const syntax::Waive& waive, Writer& writer);
void WriteEvent(const syntax::Event& event, Writer& writer);
void WriteSource(const syntax::Source& source, Writer& writer);
void WriteTest(const syntax::Test& test, Writer& writer);

// Any of them; its text begins in the first column.
void WriteDeclaration(const syntax::Declaration& declaration, Writer& writer);

}  // namespace abide::format
