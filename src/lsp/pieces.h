// A document cut into declarations, each a text of its own that is parsed by itself: an edit costs
// the declaration in which it is made.
#pragma once

#include "check/check.h"
#include "diagnostics/source.h"
#include "syntax/ast.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::lsp {

struct Piece {
  diagnostics::FileId id{};  // of its text; spans in it are counted from its beginning
  std::uint32_t begin = 0;   // in the document
  std::uint32_t size = 0;
  std::optional<syntax::Declaration> declaration;  // nothing: it can't be parsed, or is the head
  std::vector<diagnostics::Diagnostic> faults;
  std::string broken;  // the name that it declares if it can't be parsed; may be empty
};

class Pieces {
 public:
  // Pieces at the beginning and at the end that are as they were keep their id and their tree; the
  // others are added to `sources` under `path` and parsed. O(length) to compare.
  void Update(const std::string& path, std::string_view text, diagnostics::SourceSet& sources);

  // The head first: what stands in front of the first declaration.
  const std::vector<Piece>& all() const { return all_; }
  // The one that holds the offset; at the end of the text the last.
  const Piece& At(std::uint32_t offset) const;
  const Piece* Find(diagnostics::FileId id) const;

  // The whole as the checker takes it.
  check::ParsedRules Parsed(const std::string& path, std::string_view text) const;

 private:
  std::vector<Piece> all_;
};

}  // namespace abide::lsp
