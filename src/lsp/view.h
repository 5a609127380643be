// What a feature sees when it is asked about a document.
#pragma once

#include "lsp/protocol.h"
#include "lsp/workspace.h"

#include <map>
#include <string>

namespace abide::lsp {

// Ranges and locations of places, for the editor.
class Locations {
 public:
  Locations(const Workspace& workspace, const RuleSet& rules, Encoding encoding)
      : workspace_(workspace), rules_(rules), encoding_(encoding) {}

  Range RangeOf(const Place& place);
  Json Of(const Place& place);

 private:
  const Text& TextAt(const std::string& path);

  const Workspace& workspace_;
  const RuleSet& rules_;
  Encoding encoding_;
  std::map<std::string, Text> texts_;
};

struct View {
  const Workspace& workspace;
  const RuleSet& rules;
  const Document& document;
  Unit& unit;
  Encoding encoding{};
  bool takes_snippets = false;

  const Names& names() const { return workspace.NamesOf(unit); }
  Locations MakeLocations() const { return {workspace, rules, encoding}; }
  Json RangeOf(std::uint32_t begin, std::uint32_t end) const {
    return JsonOf(document.text.RangeOf(begin, end, encoding));
  }
  const Pieces& pieces() const { return *rules.PiecesOf(document.path); }
};

// The features, each an answer of LSP 3.17 to what it is named after.
Json Definition(const View& view, Position position);
Json References(const View& view, Position position, bool with_declarations);
Json Highlights(const View& view, Position position);
Json PrepareRename(const View& view, Position position);
Json Rename(const View& view, Position position, const std::string& name);
Json Hover(const View& view, Position position);
Json Completion(const View& view, Position position);
Json SignatureHelp(const View& view, Position position);
Json DocumentSymbols(const View& view);
Json FoldingRanges(const View& view);
Json SemanticTokens(const View& view);
Json SemanticTokensLegend();
Json Formatting(const View& view);
Json CodeActions(const View& view, Range range);
Json CodeLenses(const View& view);
// By the path of the file; those in which nothing is wrong are left out.
std::map<std::string, Json> DiagnosticsOf(const Workspace& workspace, const Unit& unit,
                                          Encoding encoding);
// Of all files of the units, those whose name holds `query`.
Json WorkspaceSymbols(const Workspace& workspace, const std::string& query, Encoding encoding);

}  // namespace abide::lsp
