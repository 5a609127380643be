// Semantic tokens: what each word is, told by what it names where that is known.

#include "lsp/language.h"
#include "lsp/tokens.h"
#include "lsp/view.h"

#include "syntax/lexemes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace abide::lsp {
namespace {

using check::NameKind;

constexpr std::array<const char*, 16> kTypes = {
    "comment", "string",   "regexp",    "number",   "keyword", "operator", "function", "event",
    "class",   "property", "parameter", "variable", "type",    "struct",   "enum",     "namespace"};
constexpr std::array<const char*, 3> kModifiers = {"declaration", "readonly", "defaultLibrary"};
enum Modifier : std::uint32_t { kDeclaration = 1, kReadonly = 2, kDefaultLibrary = 4 };

std::uint32_t TypeOf(std::string_view name) {
  const auto* const it = std::find(kTypes.begin(), kTypes.end(), name);
  return static_cast<std::uint32_t>(it - kTypes.begin());
}

struct Coloured {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t type = 0;
  std::uint32_t modifiers = 0;
};

std::pair<std::string_view, std::uint32_t> ColourOfName(NameKind kind) {
  switch (kind) {
    case NameKind::kEvent:
      return {"event", 0};
    case NameKind::kField:
      return {"property", 0};
    case NameKind::kList:
      return {"enum", kReadonly};
    case NameKind::kTable:
      return {"struct", kReadonly};
    case NameKind::kParameter:
      return {"parameter", kReadonly};
    case NameKind::kState:
    case NameKind::kDefinition:
      return {"function", 0};
    case NameKind::kVariable:
      return {"variable", 0};
    case NameKind::kClause:
      return {"class", 0};
    case NameKind::kPolicy:
      break;
  }
  return {"namespace", 0};
}

bool IsTypeWord(std::string_view word) {
  constexpr std::array<std::string_view, 6> kTypeWords = {"string", "number",   "boolean",
                                                          "time",   "duration", "artifact"};
  return IsAmong(word, kTypeWords);
}

bool IsBeginning(std::string_view word) {
  const auto all = Beginnings();
  return std::any_of(all.begin(), all.end(),
                     [&](const Beginning& each) { return each.word == word; });
}

class Painter {
 public:
  explicit Painter(const View& view) : text_(view.document.text.bytes()), tokens_(Tokens(text_)) {
    for (const Names::Word& word : view.names().In(view.document.path)) {
      // Names inside longer words, and what stands twice, are the first's.
      if (!names_.empty() && word.at.begin < names_.back().end) continue;
      const auto [type, modifiers] = ColourOfName(word.kind);
      names_.push_back({word.at.begin, word.at.end, TypeOf(type),
                        modifiers | (word.is_declaration ? kDeclaration : 0U)});
    }
  }

  std::vector<Coloured> Run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      while (next_ < names_.size() && names_[next_].end <= token.begin) ++next_;
      Paint(token, i);
    }
    return std::move(painted_);
  }

 private:
  void Add(std::uint32_t begin, std::uint32_t end, std::uint32_t type, std::uint32_t modifiers) {
    if (begin < end) painted_.push_back({begin, end, type, modifiers});
  }

  // A token in its colour, but for the names in it (holes of messages; fields with dots begin in
  // one token and end in another).
  void Paint(const Token& token, std::size_t index) {
    const auto colour = ColourOf(token, index);
    std::uint32_t at = std::max(token.begin, done_);
    for (; next_ < names_.size() && names_[next_].begin < token.end; ++next_) {
      const Coloured& name = names_[next_];
      if (name.begin < at) continue;
      if (colour) Add(at, name.begin, colour->first, colour->second);
      Add(name.begin, name.end, name.type, name.modifiers);
      at = name.end;
      done_ = name.end;
    }
    if (colour) Add(at, token.end, colour->first, colour->second);
  }

  std::optional<std::pair<std::uint32_t, std::uint32_t>> ColourOf(const Token& token,
                                                                  std::size_t index) const {
    const std::string_view word = token.In(text_);
    switch (token.kind) {
      case Token::Kind::kComment:
        return {{TypeOf("comment"), 0}};
      case Token::Kind::kString:
        return {{TypeOf("string"), 0}};
      case Token::Kind::kRegex:
        return {{TypeOf("regexp"), 0}};
      case Token::Kind::kNumber:
      case Token::Kind::kTime:
        return {{TypeOf("number"), 0}};
      case Token::Kind::kSign:
        if (word == "(" || word == ")" || word == "[" || word == "]" || word == "," ||
            word == ".") {
          return std::nullopt;
        }
        return {{TypeOf("operator"), 0}};
      case Token::Kind::kWord:
        break;
    }
    const bool is_call = index + 1 < tokens_.size() && tokens_[index + 1].In(text_) == "(";
    if (is_call && FindFunction(word) != nullptr) return {{TypeOf("function"), kDefaultLibrary}};
    // A path into a record.
    if (index > 0 && tokens_[index - 1].In(text_) == ".") return {{TypeOf("property"), 0}};
    if (IsTypeWord(word)) return {{TypeOf("type"), kDefaultLibrary}};
    if (FindKeyword(word) != nullptr || IsBeginning(word) || syntax::IsReservedWord(word) ||
        syntax::IsOperandWord(word)) {
      return {{TypeOf("keyword"), 0}};
    }
    return std::nullopt;
  }

  const std::string& text_;
  std::vector<Token> tokens_;
  std::vector<Coloured> names_;
  std::size_t next_ = 0;
  std::uint32_t done_ = 0;
  std::vector<Coloured> painted_;
};

}  // namespace

Json SemanticTokensLegend() { return {{"tokenTypes", kTypes}, {"tokenModifiers", kModifiers}}; }

Json SemanticTokens(const View& view) {
  Json data = Json::array();
  const Text& text = view.document.text;
  Position last;
  const auto add = [&](std::uint32_t begin, std::uint32_t end, const Coloured& each) {
    const Range range = text.RangeOf(begin, end, view.encoding);
    if (range.start.line != range.end.line || range.end.character <= range.start.character) return;
    const bool same_line = range.start.line == last.line;
    data.push_back(range.start.line - last.line);
    data.push_back(range.start.character - (same_line ? last.character : 0));
    data.push_back(range.end.character - range.start.character);
    data.push_back(each.type);
    data.push_back(each.modifiers);
    last = range.start;
  };
  for (const Coloured& each : Painter(view).Run()) {
    // A token stands on one line.
    std::uint32_t begin = each.begin;
    while (begin < each.end) {
      const std::uint32_t line = text.PositionOf(begin, view.encoding).line;
      const std::uint32_t next = std::max(begin + 1, text.StartOf(line + 1));
      const auto line_end = text.StartOf(line) + static_cast<std::uint32_t>(text.Line(line).size());
      add(begin, std::min(each.end, line_end), each);
      begin = next;
    }
  }
  return {{"data", std::move(data)}};
}

}  // namespace abide::lsp
