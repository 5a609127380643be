#include "lsp/pieces.h"

#include "syntax/cut.h"
#include "syntax/parse.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace abide::lsp {
namespace {

std::vector<std::string_view> Cut(std::string_view text) {
  const syntax::CutText cut = syntax::Cut(text);
  // Byte order mark and all.
  const char* const first = cut.pieces.empty() ? text.data() + text.size() : cut.pieces[0].data();
  std::vector<std::string_view> parts = {
      text.substr(0, static_cast<std::size_t>(first - text.data()))};
  parts.insert(parts.end(), cut.pieces.begin(), cut.pieces.end());
  return parts;
}

Piece Parse(const std::string& path, std::string_view text, bool is_head,
            diagnostics::SourceSet& sources) {
  Piece piece;
  piece.id = sources.Add(path, std::string(text));
  diagnostics::DiagnosticSink sink;
  syntax::File file = is_head ? syntax::ParseFile(sources, piece.id, sink)
                              : syntax::ParseDeclarationAlone(sources, piece.id, sink);
  piece.faults = sink.all();
  if (!file.declarations.empty()) {
    piece.declaration = std::move(file.declarations.front());
  } else if (!piece.faults.empty()) {
    piece.broken = check::NameDeclaredIn(text);
  }
  return piece;
}

}  // namespace

void Pieces::Update(const std::string& path, std::string_view text,
                    diagnostics::SourceSet& sources) {
  const std::vector<std::string_view> parts = Cut(text);
  const auto is_same = [&](const Piece& piece, std::string_view part) {
    return piece.size == part.size() && sources.File(piece.id).text() == part;
  };
  const std::size_t most = std::min(parts.size(), all_.size());
  std::size_t front = 0;
  while (front < most && is_same(all_[front], parts[front])) ++front;
  std::size_t back = 0;
  while (back < most - front &&
         is_same(all_[all_.size() - 1 - back], parts[parts.size() - 1 - back])) {
    ++back;
  }
  std::vector<Piece> pieces;
  pieces.reserve(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t behind = parts.size() - i;
    if (i < front) {
      pieces.push_back(std::move(all_[i]));
    } else if (behind <= back) {
      pieces.push_back(std::move(all_[all_.size() - behind]));
    } else {
      pieces.push_back(Parse(path, parts[i], i == 0, sources));
    }
    pieces.back().begin = static_cast<std::uint32_t>(parts[i].data() - text.data());
    pieces.back().size = static_cast<std::uint32_t>(parts[i].size());
  }
  all_ = std::move(pieces);
}

const Piece& Pieces::At(std::uint32_t offset) const {
  const auto next =
      std::upper_bound(all_.begin() + 1, all_.end(), offset,
                       [](std::uint32_t place, const Piece& piece) { return place < piece.begin; });
  return *(next - 1);
}

const Piece* Pieces::Find(diagnostics::FileId id) const {
  const auto it =
      std::find_if(all_.begin(), all_.end(), [id](const Piece& each) { return each.id == id; });
  return it == all_.end() ? nullptr : &*it;
}

check::ParsedRules Pieces::Parsed(const std::string& path, std::string_view text) const {
  check::ParsedRules rules;
  rules.digest = check::DigestOf(path, text);
  auto file = std::make_shared<syntax::File>();
  diagnostics::DiagnosticSink sink;
  for (const Piece& piece : all_) {
    for (const diagnostics::Diagnostic& fault : piece.faults) sink.Add(fault);
    if (piece.declaration) file->declarations.push_back(*piece.declaration);
    if (!piece.broken.empty()) rules.broken.push_back(piece.broken);
  }
  syntax::ReportSecondPolicies(*file, sink);
  rules.faults = sink.all();
  rules.ast = std::move(file);
  return rules;
}

}  // namespace abide::lsp
