// What the grammars share while one piece of text is parsed: where it comes from, how deep the
// parser stands, which token stopped it, and what is wrong with literals that were read.
//
// A grammar whose choices are decided late (most words of the language are also fields) gives
// better errors by the token that stopped the parser farthest to the right than by expectation
// points. So every token that does not match is noted here. To keep the good case fast a piece is
// first parsed with only the farthest place kept; a piece that fails is parsed again, and what was
// expected at just that place is collected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"
#include "syntax/ast.h"
#include "values/decimal.h"
#include "values/time.h"

namespace abide::syntax {

inline constexpr int kMaxDepth = 100;
// Operations in a row nest to the left in the tree, so their number is bounded, too: whoever walks
// an expression may recurse.
inline constexpr int kMaxOperations = 1000;

// A token or a construct that could have stood where the parser stopped.
struct Wanted {
  enum class Kind { kWord, kSign, kLabel };
  Kind kind = Kind::kLabel;
  const char* text = "";  // static

  bool operator==(const Wanted& other) const {
    return kind == other.kind && std::string_view(text) == other.text;
  }
};

// Leaves the grammar at once; never leaves the room.
struct NestingTooDeep {
  const char* at;  // the token that opens the level too many
};
struct ChainTooLong {
  const char* at;
};

// A token whose shape is decided by a function of lexemes.h.
struct NameShape {
  const char* (*match)(const char* at, const char* end);
  const char* label;
};

class ParseState {
 public:
  using FileId = diagnostics::FileId;

  // `text` begins at byte `offset` of the file, and outlives the state.
  ParseState(FileId file, std::string_view text, std::uint32_t offset);
  // `text` was unescaped: byte i of it, and its end, stand at offsets[i] of the file. Both outlive
  // the state.
  ParseState(FileId file, std::string_view text, std::span<const std::uint32_t> offsets);

  const char* begin() const { return begin_; }
  const char* end() const { return end_; }
  FileId file() const { return file_; }
  // A hole of a message, not a declaration.
  bool is_hole() const { return !offsets_.empty(); }
  Span SpanOf(const char* first, const char* last) const;
  // The text of a span of this piece, which is as in the file.
  std::string_view TextOf(Span span) const;

  // Each reads one token behind blanks; if it is not there, `first` stays, and it is noted.
  bool ReadWord(const char*& first, const char* word);
  bool ReadSign(const char*& first, const char* sign);
  bool ReadMinus(const char*& first, const char* sign);
  bool ReadName(const char*& first, const NameShape& shape, Name& name);
  bool ReadString(const char*& first, Text& text);
  bool ReadRegex(const char*& first, RegexLiteral& regex);
  bool ReadTime(const char*& first, TimeLiteral& time);
  bool ReadNumber(const char*& first, values::Decimal& number);
  bool ReadDuration(const char*& first, values::Duration& duration);
  bool ReadEnd(const char*& first);
  // The same with no blank before it.
  bool ReadAdjacentSign(const char*& first, const char* sign);
  bool ReadAdjacentKey(const char*& first, Name& name);
  // Look-ahead: no string stands next.
  bool ReadNoString(const char*& first);
  // Look-ahead: not the words `as of`.
  bool ReadNoAsOf(const char*& first);

  // Nesting. Each throws when a bound is passed.
  void Enter();
  void Leave() { --depth_; }
  void CountOperation();

  // Where an expression begins and ends: the longest chain of operations counts.
  struct Chain {
    int operations = 0;
    int longest_inside = 0;
  };
  Chain BeginChain();
  void EndChain(Chain outer);

  // What is wrong with a literal or a part that was read; the same thing at one place once, and
  // of a great many in one piece the first few dozen.
  diagnostics::Diagnostic& AddProblem(diagnostics::Code code, Span span,
                                      std::vector<std::string> arguments = {});
  diagnostics::Diagnostic& AddProblem(diagnostics::Diagnostic problem);
  // Why the piece could not be parsed. Problems that lie behind the failure, and those of a whole
  // that was never read to its end, are dropped: they may be due to it.
  void AddFailure(diagnostics::Diagnostic failure);
  std::vector<diagnostics::Diagnostic>& problems() { return problems_; }

  // The place where the parser was stopped, and the end of the token before it.
  const char* farthest() const { return farthest_; }
  const char* farthest_before() const { return farthest_before_; }
  const std::vector<Wanted>& expected() const { return expected_; }
  bool Expects(Wanted::Kind kind, std::string_view text) const;
  // The brackets open at the farthest place, outermost first.
  const std::vector<const char*>& open_at_farthest() const { return open_at_farthest_; }
  // The tokens before the farthest place, first to last.
  const std::vector<std::string_view>& tokens() const { return tokens_; }
  // Parse again from the beginning, now collecting what was expected at the farthest place.
  void StartRecording();
  bool recording() const { return recording_; }

  // For the directives of grammar_context.h.
  std::vector<const char*> open_brackets;
  const char* label_start = nullptr;
  const char* label = nullptr;

 private:
  bool Fail(const char* before, const char* at, Wanted expectation);
  const char* Skip(const char* at);
  void Accept(const char*& first, const char* token, const char* after);

  FileId file_;
  const char* begin_;
  const char* end_;
  std::uint32_t offset_ = 0;
  std::span<const std::uint32_t> offsets_;  // empty: the text is as in the file

  // Many tokens are tried at one place: the blanks before them are skipped once.
  const char* skipped_from_ = nullptr;
  const char* skipped_to_ = nullptr;
  const char* last_token_;
  int depth_ = 0;
  Chain chain_;

  const char* farthest_;
  const char* farthest_before_;
  bool recording_ = false;
  std::vector<Wanted> expected_;
  std::vector<const char*> open_at_farthest_;
  std::vector<std::string_view> tokens_;
  std::vector<diagnostics::Diagnostic> problems_;
  diagnostics::Diagnostic dropped_problem_{};
};

}  // namespace abide::syntax
