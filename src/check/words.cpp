#include "check/words.h"

#include "syntax/literals.h"

namespace abide::check {

std::string Join(const std::vector<std::string>& parts, std::string_view between) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) joined += between;
    joined += parts[i];
  }
  return joined;
}

std::string Enumerate(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  const std::size_t shown = names.size() > most ? most : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "`" + names[i] + "`";
  }
  if (shown < names.size()) text += " and " + Counted(names.size() - shown, "other");
  return text;
}

std::string Counted(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count != 1) text += "s";
  return text;
}

namespace {

std::string OneLine(std::string_view text) {
  std::string line;
  bool in_string = false;
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      line += c;
      if (c == '\\' && i + 1 < text.size()) line += text[++i];
      if (c == '"') in_string = false;
      continue;
    }
    const bool starts_word = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n' ||
                             text[i - 1] == '\t' || text[i - 1] == '\r';
    // A `#` inside a word is part of a regular expression.
    if (c == '#' && starts_word) {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
      continue;
    }
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      blank = true;
      continue;
    }
    if (blank && !line.empty()) line += ' ';
    blank = false;
    line += c;
    in_string = c == '"';
  }
  return line;
}

}  // namespace

std::string OneLine(const diagnostics::SourceSet& sources, diagnostics::Span span) {
  return OneLine(sources.Text(span));
}

std::string OneLineInString(const diagnostics::SourceSet& sources, diagnostics::Span span) {
  std::size_t bad_escape = 0;  // that was said
  return OneLine(
      syntax::Unescape('"' + std::string(sources.Text(span)) + '"', bad_escape, nullptr));
}

}  // namespace abide::check
