// A declaration's tokens, handed one by one from the text to a document.
//
// Who writes a declaration walks its tree and says of each token what stands before it; the token
// itself and the comments in front of it are taken from the text. So nothing of the text can get
// lost on the way, whatever the tree leaves out (keywords, signs, brackets, spellings).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.h"
#include "format/document.h"

namespace abide::format {

using diagnostics::Span;

// What stands before a token.
struct Space {
  std::uint32_t blanks = 0;
  Break breaks = Break::kNever;
  ColumnSet column = kNoColumn;
};
inline constexpr Space kGlued{0, Break::kNever};
inline constexpr Space kBlank{1, Break::kNever};
inline constexpr Space kLine{1, Break::kIfNeeded};  // a blank, or a line end
inline constexpr Space kRow{0, Break::kAlways};
constexpr Space Padding(std::size_t blanks) {
  return {static_cast<std::uint32_t>(blanks), Break::kNever};
}

std::string_view WithoutBlanksBehind(std::string_view text);

class Writer {
 public:
  // Of `text`, a whole file, what stands from `begin` to `end`. Text and document outlive it.
  Writer(std::string_view text, std::uint32_t begin, std::uint32_t end, Document& document)
      : text_(text), at_(begin), end_(end), document_(document) {}

  Document& document() { return document_; }

  // --- what comes next

  // Of the next token; `end` of the range if there is none.
  std::uint32_t NextOffset() const;
  bool NextIs(std::string_view token) const;
  // The next token if it is a word, else empty.
  std::string_view NextWord() const;
  // Whether a line ends before the next token.
  bool LineEndsBeforeNext() const { return LineEndsBetween(at_, NextOffset()); }
  bool LineEndsBetween(std::uint32_t begin, std::uint32_t end) const;

  // --- hand it over

  // The gap before the next token, for which the next `Put` has no say any more. A part that opens
  // a group begins with this, so that the gap is not one of the group's own.
  void Lead(Space space);
  void Put(Space space);
  // What ends at `end` as one token: ids with dots and hyphens, regular expressions.
  void PutWhole(Space space, std::uint32_t end);
  void PutRegex(Space space, Span regex);
  // Token by token to `end`, with a blank between; a sign before a number is glued to it.
  void PutThrough(Space space, std::uint32_t end);
  // Leaves the next token out; its comments stand before the token behind it.
  void Skip();
  // The comments of the declaration that are left; nothing may be put behind them. From the first
  // comment in column one on they belong to what follows.
  struct Tail {
    std::vector<Remark> remarks;
    bool blank_line = false;  // behind all of them
  };
  Tail PutEnd();
  // Of a range without tokens: all of it.
  Gap ReadAll() const;

  // Comments in the next gap that stood at this column or farther to the right keep to it.
  void KeepDeepRemarks(std::uint32_t column) { deep_remarks_ = column; }
  // From here on, comments behind lines stand in this column.
  void SetTrailingColumn(ColumnSet set) { trailing_column_ = set; }

  // Regular expressions that were put.
  const std::vector<Span>& regexes() const { return regexes_; }

 private:
  // The gap that begins at `at_`; `next` becomes the token behind it.
  Gap ReadGap(std::uint32_t& next) const;
  void PutToken(Space space, std::uint32_t end);
  std::uint32_t EndOfToken(std::uint32_t token) const;

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t end_;
  Document& document_;
  std::uint32_t deep_remarks_ = 0;
  ColumnSet trailing_column_ = kNoColumn;
  Gap skipped_;          // with the comments before what was skipped
  bool is_led_ = false;  // the gap before the next token was put
  std::vector<Span> regexes_;
};

}  // namespace abide::format
