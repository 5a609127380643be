#include "lsp/tokens.h"

#include "syntax/lexemes.h"

#include <algorithm>
#include <array>

namespace abide::lsp {
namespace {

using Kind = Token::Kind;

bool IsPartOfWord(char c) { return syntax::IsWordCharacter(c); }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), end_(text.data() + text.size()) {}

  std::vector<Token> Run() {
    const char* at = text_.data();
    while (at != end_) {
      if (syntax::IsBlank(*at)) {
        ++at;
        continue;
      }
      at = Take(at);
    }
    return std::move(tokens_);
  }

 private:
  const char* Take(const char* at) {
    if (*at == '#') return Add(Kind::kComment, at, LineEnd(at));
    if (*at == '"') return TakeString(at);
    if (const char* const time = syntax::MatchTime(at, end_)) return Add(Kind::kTime, at, time);
    if (const char* const number = syntax::MatchNumber(at, end_)) {
      return Add(Kind::kNumber, at, number);
    }
    if (*at == '/' && MayBeginRegex()) {
      if (const char* const regex = syntax::MatchRegex(at, end_)) {
        return Add(Kind::kRegex, at, regex);
      }
    }
    if (IsPartOfWord(*at)) return Add(Kind::kWord, at, WordEnd(at));
    return Add(Kind::kSign, at, SignEnd(at));
  }

  // What follows is Unicode, or two signs that are one.
  const char* SignEnd(const char* at) const {
    constexpr std::array<std::string_view, 7> kPairs = {"==", "!=", "<=", ">=", "=>", "->", "[]"};
    for (const std::string_view pair : kPairs) {
      if (syntax::Between(at, end_).starts_with(pair)) return at + pair.size();
    }
    ++at;
    while (at != end_ && (static_cast<unsigned char>(*at) & 0xC0) == 0x80) ++at;
    return at;
  }

  const char* LineEnd(const char* at) const { return std::find(at, end_, '\n'); }

  const char* WordEnd(const char* at) const {
    while (at != end_) {
      const bool joins = *at == '-' && at + 1 != end_ && IsPartOfWord(at[1]);
      if (!IsPartOfWord(*at) && !joins) break;
      ++at;
    }
    return at;
  }

  const char* TakeString(const char* at) {
    if (const char* const whole = syntax::MatchString(at, end_)) {
      return Add(Kind::kString, at, whole);
    }
    // One with a fault in it, or one that is still being typed.
    const char* const line_end = LineEnd(at);
    const char* close = at + 1;
    while (close < line_end && *close != '"') close += *close == '\\' ? 2 : 1;
    const bool is_open = close >= line_end;
    Add(Kind::kString, at, is_open ? line_end : close + 1);
    tokens_.back().is_open = is_open;
    return text_.data() + tokens_.back().end;
  }

  bool MayBeginRegex() const {
    if (tokens_.empty()) return false;
    const std::string_view before = tokens_.back().In(text_);
    return before == "matches" || before == ",";
  }

  const char* Add(Kind kind, const char* begin, const char* end) {
    tokens_.push_back({kind, static_cast<std::uint32_t>(begin - text_.data()),
                       static_cast<std::uint32_t>(end - text_.data()), false});
    return end;
  }

  std::string_view text_;
  const char* end_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokens(std::string_view text) { return Scanner(text).Run(); }

}  // namespace abide::lsp
