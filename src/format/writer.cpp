#include "format/writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/lexemes.h"

namespace abide::format {
namespace {

constexpr std::array<std::string_view, 6> kLongSigns = {"==", "!=", "<=", ">=", "=>", "->"};
constexpr std::uint32_t kTabColumns = 2;

// Behind the token that begins at `at`, as far as bytes alone can tell.
const char* SkipToken(const char* at, const char* end) {
  const char* behind = syntax::MatchString(at, end);
  if (behind == nullptr) behind = syntax::MatchTime(at, end);
  if (behind == nullptr) behind = syntax::MatchNumber(at, end);
  if (behind == nullptr) behind = syntax::MatchDigits(at, end);
  if (behind != nullptr) return behind;
  behind = at;
  while (behind != end && syntax::IsWordCharacter(*behind)) ++behind;
  if (behind != at) return behind;
  const std::string_view sign(at, static_cast<std::size_t>(std::min<std::ptrdiff_t>(end - at, 2)));
  const bool is_long = std::find(kLongSigns.begin(), kLongSigns.end(), sign) != kLongSigns.end();
  return at + (is_long ? 2 : 1);
}

// Where a comment stands on its line.
std::uint32_t ColumnOf(std::string_view text, std::uint32_t offset) {
  std::uint32_t column = 0;
  for (; offset > 0 && text[offset - 1] != '\n'; --offset) {
    column += text[offset - 1] == '\t' ? kTabColumns : 1;
  }
  return column;
}

}  // namespace

std::string_view WithoutBlanksBehind(std::string_view text) {
  while (!text.empty() && syntax::IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::uint32_t Writer::NextOffset() const {
  const char* const next = syntax::SkipBlanks(text_.data() + at_, text_.data() + end_);
  return static_cast<std::uint32_t>(next - text_.data());
}

std::uint32_t Writer::EndOfToken(std::uint32_t token) const {
  const char* const behind = SkipToken(text_.data() + token, text_.data() + end_);
  return static_cast<std::uint32_t>(behind - text_.data());
}

bool Writer::NextIs(std::string_view token) const {
  const std::uint32_t next = NextOffset();
  return next < end_ && text_.substr(next, EndOfToken(next) - next) == token;
}

std::string_view Writer::NextWord() const {
  const std::uint32_t next = NextOffset();
  if (next == end_ || !syntax::IsWordCharacter(text_[next])) return {};
  return text_.substr(next, EndOfToken(next) - next);
}

bool Writer::LineEndsBetween(std::uint32_t begin, std::uint32_t end) const {
  return text_.substr(begin, end - begin).find('\n') != std::string_view::npos;
}

Gap Writer::ReadGap(std::uint32_t& next) const {
  Gap gap;
  int line_ends = 0;
  bool on_first_line = true;
  for (next = at_; next < end_; ++next) {
    if (text_[next] == '\n') {
      ++line_ends;
      on_first_line = false;
    } else if (text_[next] == '#') {
      const std::uint32_t begin = next;
      next = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find('\n', begin), end_));
      const std::string_view comment = WithoutBlanksBehind(text_.substr(begin, next - begin));
      if (on_first_line) {
        gap.trailing = comment;
      } else {
        gap.remarks.push_back({comment, ColumnOf(text_, begin), line_ends > 1});
      }
      line_ends = 0;
      --next;  // the line end counts
    } else if (!syntax::IsBlank(text_[next])) {
      break;
    }
  }
  gap.blank_line = line_ends > 1;
  return gap;
}

Gap Writer::ReadAll() const {
  std::uint32_t next = 0;
  return ReadGap(next);
}

void Writer::Lead(Space space) {
  if (std::exchange(is_led_, true)) return;
  std::uint32_t next = 0;
  Gap gap = ReadGap(next);
  if (skipped_.IsLineEnd()) {
    // A comment behind what was skipped comes behind those before it.
    if (!gap.trailing.empty()) skipped_.remarks.push_back({gap.trailing});
    skipped_.remarks.insert(skipped_.remarks.end(), gap.remarks.begin(), gap.remarks.end());
    skipped_.blank_line = gap.blank_line;
    gap = std::exchange(skipped_, {});
  }
  gap.blanks = space.blanks;
  gap.breaks = space.breaks;
  gap.column = space.column;
  gap.trailing_column = trailing_column_;
  gap.deep_remarks = std::exchange(deep_remarks_, 0);
  document_.AddGap(std::move(gap));
  at_ = next;
}

void Writer::PutToken(Space space, std::uint32_t end) {
  Lead(space);
  is_led_ = false;
  document_.AddText(text_.substr(at_, end - at_));
  at_ = end;
}

void Writer::Put(Space space) {
  const std::uint32_t token = NextOffset();
  if (token < end_) PutToken(space, EndOfToken(token));
}

void Writer::PutWhole(Space space, std::uint32_t end) { PutToken(space, end); }

void Writer::PutRegex(Space space, Span regex) {
  regexes_.push_back(regex);
  PutWhole(space, regex.end);
}

void Writer::PutThrough(Space space, std::uint32_t end) {
  while (NextOffset() < end) {
    const bool is_sign = NextIs("-");
    Put(space);
    space = is_sign ? kGlued : kBlank;
  }
}

void Writer::Skip() {
  std::uint32_t next = 0;
  skipped_ = ReadGap(next);
  at_ = EndOfToken(next);
}

Writer::Tail Writer::PutEnd() {
  while (NextOffset() < end_) Put(kBlank);
  std::uint32_t next = 0;
  Gap gap = ReadGap(next);
  const auto outside = std::find_if(gap.remarks.begin(), gap.remarks.end(),
                                    [](const Remark& remark) { return remark.column == 0; });
  Tail tail{{outside, gap.remarks.end()}, gap.blank_line};
  gap.remarks.erase(outside, gap.remarks.end());
  gap.trailing_column = trailing_column_;
  gap.deep_remarks = std::exchange(deep_remarks_, 0);
  document_.AddEnd(std::move(gap));
  return tail;
}

}  // namespace abide::format
