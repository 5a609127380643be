#include "reference/piece.h"

#include <functional>

namespace abide::reference {
namespace {

using Sort = Piece::Sort;

void PartsOfSort(const Piece& piece, Sort sort, std::vector<Piece>& found) {
  for (const Piece& part : piece.parts) {
    if (part.sort == sort) {
      found.push_back(part);
    } else {
      PartsOfSort(part, sort, found);
    }
  }
}

// What may stand in the place of `piece` itself.
std::vector<Piece> Replacements(const Piece& piece) {
  if (piece.sort == Sort::kText) return {};
  if (piece.sort == Sort::kOptional) return {Piece::Text("")};
  std::vector<std::string> constants;
  if (piece.sort == Sort::kTruth) constants = {"true", "false"};
  if (piece.sort == Sort::kNumber) constants = {"0", "1"};
  if (piece.sort == Sort::kString) constants = {"\"a\""};
  std::vector<Piece> replacements;
  for (const std::string& constant : constants) {
    if (Render(piece) == constant) return {};
    replacements.push_back({piece.sort, constant, {}});
  }
  PartsOfSort(piece, piece.sort, replacements);
  return replacements;
}

using Rebuild = std::function<Piece(Piece)>;

// `rebuild` gives the whole tree with something else in the place of `piece`.
void Collect(const Piece& piece, const Rebuild& rebuild, std::vector<Piece>& trees) {
  for (Piece& replacement : Replacements(piece)) trees.push_back(rebuild(std::move(replacement)));
  for (std::size_t i = 0; i < piece.parts.size(); ++i) {
    const auto rebuild_part = [&](Piece part) {
      Piece whole = piece;
      whole.parts[i] = std::move(part);
      return rebuild(std::move(whole));
    };
    Collect(piece.parts[i], rebuild_part, trees);
  }
}

}  // namespace

std::string Render(const Piece& piece) {
  std::string text = piece.text;
  for (const Piece& part : piece.parts) text += Render(part);
  return text;
}

std::vector<Piece> Smaller(const Piece& piece) {
  std::vector<Piece> trees;
  Collect(
      piece, [](Piece whole) { return whole; }, trees);
  return trees;
}

}  // namespace abide::reference
