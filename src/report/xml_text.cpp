#include "report/xml_text.h"

#include "diagnostics/printable.h"

#include <fmt/format.h>

#include <cstdint>

namespace abide::report {
namespace {

// Whether XML 1.0 has that character at all (2.2, Char).
bool IsXml(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

}  // namespace

std::string XmlText(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    if (!point.valid || !IsXml(point.value)) {
      escaped += "\uFFFD";
    } else if (point.value == '&') {
      escaped += "&amp;";
    } else if (point.value == '<') {
      escaped += "&lt;";
    } else if (point.value == '>') {
      escaped += "&gt;";
    } else if (point.value == '"') {
      escaped += "&quot;";
    } else if (point.value == '\t' || point.value == '\r') {
      escaped += fmt::format("&#{};", static_cast<std::uint32_t>(point.value));
    } else {
      escaped += text.substr(at, point.length);
    }
    at += point.length;
  }
  return escaped;
}

// A line end would be read as a blank.
std::string XmlAttribute(std::string_view text) {
  std::string escaped;
  for (const char c : XmlText(text)) {
    if (c == '\n') {
      escaped += "&#10;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace abide::report
