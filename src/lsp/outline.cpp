// What a file holds: its symbols, what can be folded, and symbols of all files by name.

#include "lsp/names.h"
#include "lsp/tokens.h"
#include "lsp/view.h"

#include <algorithm>
#include <cctype>
#include <variant>
#include <vector>

namespace abide::lsp {
namespace {

// SymbolKind
enum class SymbolKind {
  kFile = 1,
  kNamespace = 3,
  kClass = 5,
  kMethod = 6,
  kField = 8,
  kEnum = 10,
  kInterface = 11,
  kFunction = 12,
  kConstant = 14,
  kArray = 18,
  kKey = 20,
  kStruct = 23,
  kEvent = 24,
  kOperator = 25,
};

constexpr std::size_t kMostSymbols = 1000;  // in an answer to a search

struct Symbol {
  std::string name;
  std::string detail;
  SymbolKind kind{};
  diagnostics::Span name_span;
};

Symbol Of(const syntax::Import& node) {
  return {node.path.value, "import", SymbolKind::kFile, node.path.span};
}
Symbol Of(const syntax::Policy& node) {
  return {node.id.text, node.title.value, SymbolKind::kNamespace, node.id.span};
}
Symbol Of(const syntax::Event& node) {
  return {node.name.text, node.doc ? node.doc->value : "", SymbolKind::kEvent, node.name.span};
}
Symbol Of(const syntax::Source& node) {
  return {node.name.text, node.doc ? node.doc->value : "", SymbolKind::kInterface, node.name.span};
}
Symbol Of(const syntax::List& node) {
  return {node.name.text, "list", SymbolKind::kArray, node.name.span};
}
Symbol Of(const syntax::Table& node) {
  return {node.name.text, node.file.value, SymbolKind::kStruct, node.name.span};
}
Symbol Of(const syntax::Define& node) {
  return {node.name.text, "define", SymbolKind::kFunction, node.name.span};
}
Symbol Of(const syntax::Parameter& node) {
  return {node.name.text, "parameter", SymbolKind::kConstant, node.name.span};
}
Symbol Of(const syntax::State& node) {
  return {node.name.text, "state", SymbolKind::kKey, node.name.span};
}
Symbol Of(const syntax::Clause& node) {
  return {node.id.text, node.title.value, SymbolKind::kClass, node.id.span};
}
Symbol Of(const syntax::Permit& node) {
  return {"permit " + node.clause.text, node.cites ? node.cites->value : "", SymbolKind::kOperator,
          node.clause.span};
}
Symbol Of(const syntax::Waive& node) {
  return {"waive " + node.clause.text, node.because ? node.because->value : "",
          SymbolKind::kOperator, node.clause.span};
}
Symbol Of(const syntax::Test& node) {
  return {node.title.value, node.clause ? "test of " + node.clause->text : "test",
          SymbolKind::kMethod, node.title.span};
}

Symbol SymbolOf(const syntax::Declaration& declaration) {
  Symbol symbol = std::visit([](const auto& node) { return Of(node); }, declaration.node);
  // A symbol without a name is an error for editors.
  if (symbol.name.find_first_not_of(" \t\n") == std::string::npos) symbol.name = "(no name)";
  return symbol;
}

// Where the text of a piece ends, without blanks and comments behind the declaration.
std::uint32_t EndOf(std::string_view text, const Piece& piece) {
  std::uint32_t end = 0;
  for (const Token& token : Tokens(text.substr(piece.begin, piece.size))) {
    if (token.kind != Token::Kind::kComment) end = token.end;
  }
  return piece.begin + end;
}

bool Holds(const std::string& name, const std::string& lower_query) {
  const auto it =
      std::search(name.begin(), name.end(), lower_query.begin(), lower_query.end(),
                  [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
  return it != name.end();
}

}  // namespace

Json DocumentSymbols(const View& view) {
  Json symbols = Json::array();
  const std::string& text = view.document.text.bytes();
  for (const Piece& piece : view.pieces().all()) {
    if (!piece.declaration && piece.broken.empty()) continue;
    const std::uint32_t end = EndOf(text, piece);
    Json json;
    if (piece.declaration) {
      const Symbol symbol = SymbolOf(*piece.declaration);
      json = {{"name", symbol.name},
              {"detail", symbol.detail},
              {"kind", static_cast<int>(symbol.kind)},
              {"range", view.RangeOf(piece.begin, end)},
              {"selectionRange", view.RangeOf(piece.begin + symbol.name_span.begin,
                                              piece.begin + symbol.name_span.end)}};
      if (const auto* event = std::get_if<syntax::Event>(&piece.declaration->node)) {
        Json fields = Json::array();
        for (const syntax::Field& field : event->fields) {
          const Json range =
              view.RangeOf(piece.begin + field.span.begin, piece.begin + field.span.end);
          fields.push_back({{"name", field.name.text},
                            {"kind", static_cast<int>(SymbolKind::kField)},
                            {"range", range},
                            {"selectionRange", range}});
        }
        json["children"] = std::move(fields);
      }
    } else {
      const Json range = view.RangeOf(piece.begin, end);
      json = {{"name", piece.broken},
              {"detail", "can't be read"},
              {"kind", static_cast<int>(SymbolKind::kClass)},
              {"range", range},
              {"selectionRange", range}};
    }
    symbols.push_back(std::move(json));
  }
  return symbols;
}

Json FoldingRanges(const View& view) {
  Json ranges = Json::array();
  const Text& text = view.document.text;
  const auto line_of = [&](std::uint32_t offset) {
    return text.PositionOf(offset, view.encoding).line;
  };
  for (const Piece& piece : view.pieces().all()) {
    const std::uint32_t first = line_of(piece.begin);
    const std::uint32_t last = line_of(EndOf(text.bytes(), piece));
    if (piece.id != view.pieces().all().front().id && last > first) {
      ranges.push_back({{"startLine", first}, {"endLine", last}});
    }
  }
  // Runs of lines that are comments.
  std::uint32_t begin = 0;
  for (std::uint32_t line = 0; line <= text.line_count(); ++line) {
    const bool is_comment = line < text.line_count() && text.Line(line).starts_with('#');
    if (is_comment) continue;
    if (line > begin + 1) {
      ranges.push_back({{"startLine", begin}, {"endLine", line - 1}, {"kind", "comment"}});
    }
    begin = line + 1;
  }
  return ranges;
}

Json WorkspaceSymbols(const Workspace& workspace, const std::string& query, Encoding encoding) {
  std::string lower = query;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  Json symbols = Json::array();
  std::set<Place> seen;
  for (const Unit* unit : workspace.Units()) {
    Locations locations(workspace, *unit->rules, encoding);
    for (const RuleSet::File& file : unit->rules->Files()) {
      for (const syntax::Declaration& each : file.ast->declarations) {
        if (std::holds_alternative<syntax::Import>(each.node)) continue;
        const Symbol symbol = SymbolOf(each);
        const auto place = unit->rules->Locate(symbol.name_span);
        if (!place || !Holds(symbol.name, lower) || !seen.insert(*place).second) continue;
        symbols.push_back({{"name", symbol.name},
                           {"kind", static_cast<int>(symbol.kind)},
                           {"location", locations.Of(*place)},
                           {"containerName", symbol.detail}});
        if (symbols.size() == kMostSymbols) return symbols;
      }
    }
  }
  return symbols;
}

}  // namespace abide::lsp
