#include "syntax/stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "syntax/lexemes.h"
#include "syntax/literals.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using Kind = Wanted::Kind;

// Digits with what people glue to them: `30dyas`, `1.000.000`, `2023-8-28T10:00`, `5%`.
const char* EndOfNumber(const char* at, const char* end) {
  const auto belongs = [&](const char* one) {
    const bool joins = *one == '.' || *one == ':' || *one == '-';
    return IsWordCharacter(*one) || (joins && one + 1 != end && IsDigit(one[1]));
  };
  while (at != end && belongs(at)) ++at;
  return at != end && *at == '%' ? at + 1 : at;
}

const char* EndOfToken(const char* at, const char* end) {
  if (at == end) return at;
  if (const char* const behind = MatchString(at, end)) return behind;
  if (IsDigit(*at)) return EndOfNumber(at, end);
  if (IsWordCharacter(*at)) {
    return std::find_if_not(at, end, IsWordCharacter);
  }
  for (const std::string_view sign : {"==", "!=", "<=", ">=", "=>", "->", "&&", "||"}) {
    if (Between(at, end).substr(0, 2) == sign) return at + 2;
  }
  // One character; the bytes that continue it belong to it.
  do {
    ++at;
  } while (at != end && (static_cast<unsigned char>(*at) & 0xC0) == 0x80);
  return at;
}

}  // namespace

Stop::Stop(const ParseState& state)
    : state_(state), found_(Between(state.farthest(), EndOfToken(state.farthest(), state.end()))) {}

std::string_view Stop::rest() const { return Between(state_.farthest(), state_.end()); }

std::string_view Stop::rest_of_line() const {
  std::string_view line = rest().substr(0, rest().find('\n'));
  line = line.substr(0, line.find('#'));
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view Stop::WordBehindFound() const {
  const std::string_view behind =
      rest_of_line().substr(std::min(found_.size(), rest_of_line().size()));
  const std::size_t begin = std::min(behind.find_first_not_of(" \t"), behind.size());
  std::size_t end = begin;
  while (end < behind.size() && IsWordCharacter(behind[end])) ++end;
  return behind.substr(begin, end - begin);
}

std::string_view Stop::Back(std::size_t n) const {
  return n <= tokens().size() ? tokens()[tokens().size() - n] : std::string_view();
}

bool Stop::ExpectsWord(std::string_view word) const { return state_.Expects(Kind::kWord, word); }
bool Stop::ExpectsSign(std::string_view sign) const { return state_.Expects(Kind::kSign, sign); }
bool Stop::ExpectsLabel(std::string_view label) const {
  return state_.Expects(Kind::kLabel, label);
}
bool Stop::ExpectsAnyWord(std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return ExpectsWord(word); });
}

bool Stop::IsFirstOnLine(std::string_view token) const {
  const char* at = token.data();
  while (at != state_.begin() && (at[-1] == ' ' || at[-1] == '\t')) --at;
  return at == state_.begin() || at[-1] == '\n';
}

std::optional<std::string_view> Stop::OpenBracket() const {
  const std::vector<const char*>& open = state_.open_at_farthest();
  if (open.empty()) return std::nullopt;
  return Between(open.back(), open.back() + 1);
}

std::optional<std::string_view> Stop::LastWordOutsideBrackets(
    std::initializer_list<std::string_view> words) const {
  int closed = 0;
  for (std::size_t n = 1; n <= tokens().size(); ++n) {
    const std::string_view token = Back(n);
    if (token == ")" || token == "]" || token == "}") ++closed;
    if (token == "(" || token == "[" || token == "{") --closed;
    if (closed < 0) return std::nullopt;
    if (closed == 0 && std::find(words.begin(), words.end(), token) != words.end()) return token;
  }
  return std::nullopt;
}

Span Stop::SpanOf(std::string_view part) const {
  return state_.SpanOf(part.data(), part.data() + part.size());
}

Diagnostic Stop::At(std::string_view part, Code code, std::vector<std::string> arguments) const {
  return {code, SpanOf(part), std::move(arguments), {}, {}, {}};
}

Diagnostic Stop::AtFound(Code code, std::vector<std::string> arguments) const {
  const char* const before = state_.farthest_before();
  return At(at_end() ? Between(before, before) : found_, code, std::move(arguments));
}

std::string Stop::FoundText() const {
  if (at_end()) return state_.is_hole() ? "the end of the message" : "the end of the declaration";
  return fmt::format("`{}`", Excerpt(found_));
}

}  // namespace abide::syntax
