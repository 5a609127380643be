#include "lsp/protocol.h"

#include <algorithm>
#include <utility>

namespace abide::lsp {

const Json& At(const Json& tree, std::initializer_list<std::string_view> names) {
  static const Json kNull;
  const Json* at = &tree;
  for (const std::string_view name : names) {
    if (!at->is_object()) return kNull;
    const auto member = at->find(std::string(name));
    if (member == at->end()) return kNull;
    at = &*member;
  }
  return *at;
}

std::string TextAt(const Json& tree, std::initializer_list<std::string_view> names,
                   std::string otherwise) {
  const Json& found = At(tree, names);
  return found.is_string() ? found.get<std::string>() : std::move(otherwise);
}

bool TruthAt(const Json& tree, std::initializer_list<std::string_view> names) {
  const Json& found = At(tree, names);
  return found.is_boolean() && found.get<bool>();
}

namespace {

std::uint32_t NumberIn(const Json& json, std::string_view name) {
  const Json& number = At(json, {name});
  const bool is_natural = number.is_number_unsigned() ||
                          (number.is_number_integer() && number.get<std::int64_t>() >= 0);
  if (!is_natural) {
    throw Refusal(ErrorCode::kInvalidParams,
                  "`" + std::string(name) + "` of a position is a whole number from 0");
  }
  constexpr std::uint64_t kMost = 0x7fffffff;
  return static_cast<std::uint32_t>(std::min(number.get<std::uint64_t>(), kMost));
}

}  // namespace

Position PositionIn(const Json& json) {
  return {NumberIn(json, "line"), NumberIn(json, "character")};
}

Range RangeIn(const Json& json) {
  return {PositionIn(At(json, {"start"})), PositionIn(At(json, {"end"}))};
}

std::string UriIn(const Json& params) {
  const Json& uri = At(params, {"textDocument", "uri"});
  if (!uri.is_string()) {
    throw Refusal(ErrorCode::kInvalidParams, "`textDocument.uri` is missing");
  }
  return uri.get<std::string>();
}

Json JsonOf(Position position) {
  return {{"line", position.line}, {"character", position.character}};
}

Json JsonOf(Range range) { return {{"start", JsonOf(range.start)}, {"end", JsonOf(range.end)}}; }

Json MarkdownOf(std::string text) { return {{"kind", "markdown"}, {"value", std::move(text)}}; }

std::string Fenced(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  std::string fenced = fence + "abide\n";
  fenced += text;
  if (!text.ends_with('\n')) fenced += '\n';
  return fenced + fence;
}

std::string Escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]()<>#+-.!|~&";
  std::string escaped;
  for (const char c : text) {
    if (kMarkup.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' || c == '\r' ? ' ' : c;
  }
  return escaped;
}

}  // namespace abide::lsp
