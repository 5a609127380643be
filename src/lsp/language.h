// What the language brings along, in words for those who write in it (language guide).
#pragma once

#include <span>
#include <string_view>

namespace abide::lsp {

// A function or an aggregate. Parameters stand between the parentheses of `shape`, with commas
// (of an aggregate: `of`) between them.
struct Function {
  std::string_view name;
  std::string_view shape;  // "hour(time, zone?)"
  std::string_view doc;
  bool in_sources_only = false;
};
std::span<const Function> Functions();
const Function* FindFunction(std::string_view name);

struct Keyword {
  std::string_view word;
  std::string_view doc;
};
std::span<const Keyword> Keywords();
const Keyword* FindKeyword(std::string_view word);

// What can begin a declaration, with what is put in for it: a snippet of LSP 3.17.
struct Beginning {
  std::string_view word;
  std::string_view doc;
  std::string_view snippet;
};
std::span<const Beginning> Beginnings();

}  // namespace abide::lsp
