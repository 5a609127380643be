// Strings, regular expressions and comments that are wrong by themselves.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

// How long the escape at the start of `text` is; 0 if it is none of the language.
std::size_t EscapeLength(std::string_view text) {
  if (text.size() < 2) return 0;
  if (std::string_view("\"\\nt").find(text[1]) != std::string_view::npos) return 2;
  const std::string as_string = fmt::format("\"{}\"", text.substr(0, 10));
  const std::size_t closing = as_string.find('}');
  if (text[1] != 'u' || closing == std::string::npos) return 0;
  const std::string escape = as_string.substr(0, closing + 1) + "\"";
  const char* const end = escape.data() + escape.size();
  return MatchString(escape.data(), end) == end ? closing : 0;
}

// One code point.
std::string_view FirstCharacter(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return text.substr(0, size);
}

struct QuotePair {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<QuotePair, 8> kForeignQuotes = {{{"'", "'"},
                                                      {"`", "`"},
                                                      {"“", "”"},
                                                      {"”", "”"},
                                                      {"„", "“"},
                                                      {"‘", "’"},
                                                      {"’", "’"},
                                                      {"«", "»"}}};

bool ExpectsRegex(const Stop& stop) {
  return stop.ExpectsLabel("a regular expression such as `/^gpt-/`");
}

// What a string says, as a regular expression; nothing if it is not the same text there.
std::optional<std::string> AsRegex(std::string_view string) {
  const std::string_view content = string.substr(1, string.size() - 2);
  if (content.empty() || content.find('\\') != std::string_view::npos) return std::nullopt;
  std::string regex = "/";
  for (const char c : content) {
    if (c == '/') regex += '\\';
    regex += c;
  }
  return regex + "/";
}

// The closing slash of a regular expression at the start of `line`.
std::size_t FindClosingSlash(std::string_view line) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '/') return at;
    if (line[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

}  // namespace

Explanation ExplainString(const Stop& stop) {
  const std::string_view text = stop.rest();
  if (text.empty() || text[0] != '"' || stop.found().size() > 1) return std::nullopt;
  for (std::size_t at = 1; at < text.size() && !IsLineEnd(text[at]);) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text[at] == '\\') {
      const std::string_view after = text.substr(at + 1);
      if (after.empty() || IsLineEnd(after[0])) break;
      const std::size_t length = EscapeLength(text.substr(at));
      if (length == 0) {
        const std::string_view escape = text.substr(at, 1 + FirstCharacter(after).size());
        return stop.At(escape, Code::kUnknownEscape, {std::string(escape)});
      }
      at += length;
    } else if (byte < 0x20 && byte != '\t') {
      return stop.At(text.substr(at, 1), Code::kControlCharacter, {fmt::format("{:04X}", byte)})
          .WithHelp(fmt::format("write `\\u{{{:x}}}` if it is meant", byte));
    } else {
      ++at;
    }
  }
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  return stop.At(line, Code::kUnterminatedString);
}

Explanation ExplainQuotes(const Stop& stop) {
  const std::string_view text = stop.rest();
  for (const QuotePair& quotes : kForeignQuotes) {
    if (!text.starts_with(quotes.open)) continue;
    auto diagnostic = stop.At(text.substr(0, quotes.open.size()), Code::kForeignQuotes,
                              {std::string(quotes.open)});
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    const std::size_t closing = line.find(quotes.close, quotes.open.size());
    if (closing != std::string_view::npos) {
      const std::string_view content =
          line.substr(quotes.open.size(), closing - quotes.open.size());
      if (content.find_first_of("\"\\") == std::string_view::npos) {
        diagnostic.WithFix(stop.SpanOf(line.substr(0, closing + quotes.close.size())),
                           fmt::format("\"{}\"", content));
      }
    }
    return diagnostic;
  }
  return std::nullopt;
}

Explanation ExplainRegex(const Stop& stop) {
  if (!ExpectsRegex(stop) || stop.at_end()) return std::nullopt;
  const std::string_view line = stop.rest().substr(0, stop.rest().find_first_of("\r\n"));
  if (line[0] == '"') {
    auto diagnostic = stop.AtFound(Code::kRegexExpected, {Excerpt(stop.found())});
    if (const auto regex = AsRegex(stop.found())) {
      diagnostic.WithFix(stop.SpanOf(stop.found()), *regex);
    }
    return diagnostic;
  }
  if (line[0] != '/') return std::nullopt;
  const std::size_t closing = FindClosingSlash(line);
  if (closing == std::string_view::npos) return stop.At(line, Code::kUnterminatedRegex);
  if (closing == 1) return stop.At(line.substr(0, 2), Code::kBadRegex, {"it is empty"});
  const std::string_view behind = line.substr(closing + 1);
  const auto* const flags_end = std::find_if_not(behind.begin(), behind.end(), IsWordCharacter);
  const auto size = static_cast<std::size_t>(flags_end - behind.begin());
  return stop.At(behind.substr(0, size), Code::kBadRegex,
                 {"there is no flag `" + Excerpt(behind.substr(0, size)) + "`, only `i`"});
}

Explanation ExplainComment(const Stop& stop) {
  const std::string_view text = stop.rest();
  std::string_view begin = text.substr(0, 2);
  // The first slash may have been read as a division.
  const bool second = stop.Back(1) == "/" && stop.Back(1).data() + 1 == text.data() &&
                      !text.empty() && (text[0] == '/' || text[0] == '*');
  if (second) begin = {stop.Back(1).data(), 2};
  const bool dashes = begin == "--" && text.size() > 2 && IsBlank(text[2]);
  if (begin != "//" && begin != "/*" && !dashes) return std::nullopt;
  // Of jq: `.a // .b`
  const std::string_view line = stop.rest_of_line();
  const std::size_t next = line.find_first_not_of(" \t/");
  const bool is_else = begin == "//" && !second && stop.declaration() == "source" &&
                       next != std::string_view::npos && line[next] == '.';
  if (is_else) {
    return stop.At(begin, Code::kForeignOperator, {"//", "else"})
        .WithFix(stop.SpanOf(begin), "else");
  }
  auto diagnostic =
      stop.At(second ? stop.found() : begin, Code::kForeignComment, {std::string(begin)});
  if (begin != "/*") diagnostic.WithFix(stop.SpanOf(begin), "#");
  return diagnostic;
}

}  // namespace abide::syntax
