#include "diagnostics/printable.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <iterator>

namespace abide::diagnostics {

namespace {

// Letters, marks and symbols by their category that show nothing at all.
bool IsInvisible(char32_t code_point) {
  return code_point == U'\u034F' || (code_point >= U'\u115F' && code_point <= U'\u1160') ||
         (code_point >= U'\u17B4' && code_point <= U'\u17B5') || code_point == U'\u2800' ||
         code_point == U'\u3164' || (code_point >= U'\uFE00' && code_point <= U'\uFE0F') ||
         code_point == U'\uFFA0' || (code_point >= U'\U000E0100' && code_point <= U'\U000E01EF');
}

}  // namespace

CodePoint DecodeUtf8(std::string_view text, std::size_t offset) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset;
  if (*bytes < 0x80) return {*bytes, 1, true};
  utf8proc_int32_t value = 0;
  const utf8proc_ssize_t length =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - offset), &value);
  if (length <= 0) return {*bytes, 1, false};
  return {static_cast<char32_t>(value), static_cast<std::size_t>(length), true};
}

bool IsPrintable(char32_t code_point) {
  if (IsInvisible(code_point)) return false;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    if (point.valid && IsPrintable(point.value)) {
      shown.append(text.substr(at, point.length));
    } else if (!point.valid) {
      fmt::format_to(std::back_inserter(shown), "\\x{{{:02X}}}",
                     static_cast<unsigned>(point.value));
    } else if (point.value == U'\n') {
      shown += "\\n";
    } else if (point.value == U'\t') {
      shown += "\\t";
    } else if (point.value == U'\r') {
      shown += "\\r";
    } else {
      fmt::format_to(std::back_inserter(shown), "\\u{{{:04X}}}",
                     static_cast<unsigned>(point.value));
    }
    at += point.length;
  }
  return shown;
}

std::string Excerpt(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

void AppendJsonEscape(char32_t code_point, std::string& text) {
  const auto value = static_cast<unsigned>(code_point);
  if (value < 0x10000) {
    fmt::format_to(std::back_inserter(text), "\\u{:04x}", value);
    return;
  }
  const unsigned above = value - 0x10000;
  fmt::format_to(std::back_inserter(text), "\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10U),
                 0xDC00 + (above & 0x3FFU));
}

std::size_t ColumnsOf(std::string_view printable) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < printable.size();) {
    const CodePoint point = DecodeUtf8(printable, at);
    const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value));
    columns += width > 0 ? static_cast<std::size_t>(width) : 0;
    at += point.length;
  }
  return columns;
}

}  // namespace abide::diagnostics
