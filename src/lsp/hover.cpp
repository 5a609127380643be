// What is to be said of the word under the pointer, and of the call around the cursor.

#include "lsp/declared.h"
#include "lsp/language.h"
#include "lsp/tokens.h"
#include "lsp/view.h"

#include <algorithm>
#include <vector>

namespace abide::lsp {
namespace {

// Tokens of the piece that holds the offset, counted from the beginning of the document.
std::vector<Token> TokensAround(const View& view, std::uint32_t offset) {
  const Piece& piece = view.pieces().At(offset);
  std::vector<Token> tokens =
      Tokens(std::string_view(view.document.text.bytes()).substr(piece.begin, piece.size));
  for (Token& each : tokens) {
    each.begin += piece.begin;
    each.end += piece.begin;
  }
  return tokens;
}

// What the language says of the word at the offset.
Json OfLanguage(const View& view, std::uint32_t offset) {
  const std::string& text = view.document.text.bytes();
  const std::vector<Token> tokens = TokensAround(view, offset);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind != Token::Kind::kWord || offset < token.begin || offset > token.end) continue;
    const bool is_call = i + 1 < tokens.size() && tokens[i + 1].In(text) == "(";
    const std::string_view word = token.In(text);
    std::string words;
    if (const Function* function = is_call ? FindFunction(word) : nullptr) {
      words = Fenced(function->shape) + "\n\n" + std::string(function->doc);
    } else if (const Keyword* keyword = FindKeyword(word)) {
      words = std::string(keyword->doc);
    } else {
      const auto beginnings = Beginnings();
      const auto it = std::find_if(beginnings.begin(), beginnings.end(),
                                   [&](const Beginning& each) { return each.word == word; });
      if (it == beginnings.end()) continue;
      words = std::string(it->doc);
    }
    return {{"contents", MarkdownOf(std::move(words))},
            {"range", view.RangeOf(token.begin, token.end)}};
  }
  return nullptr;
}

// The call whose parentheses hold the offset.
struct OpenCall {
  std::string_view name;
  std::size_t parameter = 0;
};
std::optional<OpenCall> CallAround(const View& view, std::uint32_t offset) {
  const std::string& text = view.document.text.bytes();
  const std::vector<Token> tokens = TokensAround(view, offset);
  struct Open {
    std::string_view name;
    std::size_t parameter;
  };
  std::vector<Open> open;
  for (std::size_t i = 0; i < tokens.size() && tokens[i].end <= offset; ++i) {
    const std::string_view word = tokens[i].In(text);
    if (word == "(" || word == "[" || word == "{") {
      const bool has_name = word == "(" && i > 0 && tokens[i - 1].kind == Token::Kind::kWord;
      open.push_back({has_name ? tokens[i - 1].In(text) : std::string_view(), 0});
    } else if ((word == ")" || word == "]" || word == "}") && !open.empty()) {
      open.pop_back();
    } else if ((word == "," || word == "of" || word == "from") && !open.empty()) {
      ++open.back().parameter;
    }
  }
  while (!open.empty() && open.back().name.empty()) open.pop_back();
  if (open.empty()) return std::nullopt;
  return OpenCall{open.back().name, open.back().parameter};
}

Json SignatureOf(const std::string& shape, std::string_view doc, std::size_t active) {
  Json parameters = Json::array();
  const std::size_t open = shape.find('(');
  std::size_t begin = open + 1;
  const auto add = [&](std::size_t end) {
    if (end > begin) {
      parameters.push_back({{"label", Json::array({begin, end})}});
    }
  };
  // Shapes are ASCII: bytes are characters in every encoding.
  for (std::size_t i = begin; i < shape.size(); ++i) {
    for (const std::string_view between : {", ", " of ", " from ", ")"}) {
      if (shape.compare(i, between.size(), between) != 0) continue;
      add(i);
      begin = i + between.size();
      break;
    }
  }
  Json signature = {{"label", shape}, {"documentation", std::string(doc)}};
  const std::size_t last = parameters.empty() ? 0 : parameters.size() - 1;
  signature["parameters"] = std::move(parameters);
  return {{"signatures", Json::array({std::move(signature)})},
          {"activeSignature", 0},
          {"activeParameter", std::min(active, last)}};
}

// "is_test(name)" of what the rules declare.
std::optional<std::string> DeclaredShape(const RuleSet& rules, std::string_view name) {
  const auto shape = [](const syntax::Name& its_name, const std::vector<syntax::Name>& parameters) {
    std::string text = its_name.text + "(";
    for (const syntax::Name& each : parameters) {
      text += (text.ends_with('(') ? "" : ", ") + each.text;
    }
    return text + ")";
  };
  std::optional<std::string> found;
  ForEachDeclared<syntax::Define>(rules, [&](const syntax::Define& node, const auto&) {
    if (!found && node.name.text == name && !node.parameters.empty()) {
      found = shape(node.name, node.parameters);
    }
  });
  ForEachDeclared<syntax::State>(rules, [&](const syntax::State& node, const auto&) {
    if (!found && node.name.text == name) found = shape(node.name, node.keys);
  });
  return found;
}

}  // namespace

Json Hover(const View& view, Position position) {
  const std::uint32_t offset = view.document.text.OffsetOf(position, view.encoding);
  const auto named = view.names().At(view.document.path, offset);
  if (!named) return OfLanguage(view, offset);
  std::string words;
  for (const Place& each : named->declarations) {
    const std::string next = Description(view, each, named->kind);
    if (next.empty() || words.find(next) != std::string::npos) continue;
    words += (words.empty() ? "" : "\n\n---\n\n") + next;
  }
  if (words.empty()) return nullptr;
  return {{"contents", MarkdownOf(std::move(words))},
          {"range", view.RangeOf(named->at.begin, named->at.end)}};
}

Json SignatureHelp(const View& view, Position position) {
  const std::uint32_t offset = view.document.text.OffsetOf(position, view.encoding);
  const auto call = CallAround(view, offset);
  if (!call) return nullptr;
  if (const auto shape = DeclaredShape(view.rules, call->name)) {
    return SignatureOf(*shape, "", call->parameter);
  }
  const Function* const function = FindFunction(call->name);
  if (function == nullptr) return nullptr;
  return SignatureOf(std::string(function->shape), function->doc, call->parameter);
}

}  // namespace abide::lsp
