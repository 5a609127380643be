#include "syntax/literals.h"

#include <algorithm>
#include <array>

#include "diagnostics/printable.h"
#include "syntax/lexemes.h"
#include "values/text.h"

namespace abide::syntax {
namespace {

struct UnitName {
  std::string_view singular;
  values::Unit unit;
};
constexpr std::array<UnitName, 8> kUnitNames = {{{"millisecond", values::Unit::kMillisecond},
                                                 {"second", values::Unit::kSecond},
                                                 {"minute", values::Unit::kMinute},
                                                 {"hour", values::Unit::kHour},
                                                 {"day", values::Unit::kDay},
                                                 {"week", values::Unit::kWeek},
                                                 {"month", values::Unit::kMonth},
                                                 {"year", values::Unit::kYear}}};

std::string WithoutUnderscores(std::string_view digits) {
  std::string plain(digits);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  return plain;
}

std::uint32_t HexOf(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const int digit = IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

}  // namespace

std::optional<values::Decimal> NumberOf(std::string_view token) {
  std::string_view exponent;
  switch (token.back()) {
    case '%':
      exponent = "e-2";
      break;
    case 'k':
      exponent = "e3";
      break;
    case 'M':
      exponent = "e6";
      break;
    case 'B':
      exponent = "e9";
      break;
    default:
      break;
  }
  if (!exponent.empty()) token.remove_suffix(1);
  return values::Decimal::Parse(WithoutUnderscores(token).append(exponent));
}

std::optional<values::Duration> DurationOf(std::string_view token) {
  const char* const end = token.data() + token.size();
  const char* const amount_end = MatchDigits(token.data(), end);
  const char* const unit_begin = SkipBlanks(amount_end, end);
  std::string_view unit(unit_begin, static_cast<std::size_t>(end - unit_begin));
  if (unit.back() == 's') unit.remove_suffix(1);
  const auto* const named = std::find_if(kUnitNames.begin(), kUnitNames.end(),
                                         [&](const UnitName& one) { return one.singular == unit; });
  if (named == kUnitNames.end()) return std::nullopt;
  const auto amount_size = static_cast<std::size_t>(amount_end - token.data());
  return values::MakeDuration(WithoutUnderscores(token.substr(0, amount_size)), named->unit);
}

bool IsRegex(const RegexLiteral& regex, std::string& reason) {
  const auto case_rule = regex.ignoring_case ? values::Case::kIgnore : values::Case::kRespect;
  return values::Regex::Compile(regex.pattern, case_rule, &reason) != nullptr;
}

bool AppendUtf8(std::uint32_t code_point, std::string& text) {
  const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](std::uint32_t shift) { put(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) return false;
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put_tail(0);
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put_tail(6);
    put_tail(0);
  } else {
    put(0xF0 | (code_point >> 18));
    put_tail(12);
    put_tail(6);
    put_tail(0);
  }
  return true;
}

std::string Unescape(std::string_view token, std::size_t& bad_escape,
                     std::vector<std::uint32_t>* offsets) {
  std::string content;
  bool seen_bad = false;
  std::size_t at = 1;
  const std::size_t closing = token.size() - 1;
  while (at < closing) {
    const std::size_t begin = at++;
    if (token[begin] != '\\') {
      content.push_back(token[begin]);
    } else if (const char escape = token[at++]; escape == 'u') {
      const std::size_t brace = token.find('}', at);
      if (!AppendUtf8(HexOf(token.substr(at + 1, brace - at - 1)), content)) {
        content += "\xEF\xBF\xBD";
        if (!seen_bad) bad_escape = begin;
        seen_bad = true;
      }
      at = brace + 1;
    } else {
      content.push_back(escape == 'n' ? '\n' : escape == 't' ? '\t' : escape);
    }
    if (offsets != nullptr) offsets->resize(content.size(), static_cast<std::uint32_t>(begin));
  }
  if (offsets != nullptr) offsets->push_back(static_cast<std::uint32_t>(closing));
  return content;
}

std::string Excerpt(std::string_view text) {
  constexpr std::size_t kMaxBytes = 60;
  return diagnostics::Excerpt(text, kMaxBytes);
}

}  // namespace abide::syntax
