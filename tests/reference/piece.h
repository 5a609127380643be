// Generated rule text as a tree, so that it can be made smaller and stay rule text.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace abide::reference {

struct Piece {
  enum class Sort {
    kText,      // stays as it is
    kTruth,     // a condition: any other condition may stand in its place
    kNumber,    // an expression that is a number
    kString,    // an expression that is a string
    kOptional,  // may be left out
  };
  Sort sort = Sort::kText;
  std::string text;          // of a leaf
  std::vector<Piece> parts;  // of others

  static Piece Text(std::string text) { return {Sort::kText, std::move(text), {}}; }
  static Piece Of(Sort sort, std::vector<Piece> parts) { return {sort, "", std::move(parts)}; }
};

inline Piece Text(std::string text) { return Piece::Text(std::move(text)); }

std::string Render(const Piece& piece);

// All trees that come of `piece` by one step: leaving out what is optional, putting a constant or a
// part of the same sort in the place of an expression. Larger steps first. Some may be no rules.
std::vector<Piece> Smaller(const Piece& piece);

}  // namespace abide::reference
