// Pieces of the protocol as JSON (LSP 3.17; JSON-RPC 2.0).
#pragma once

#include "json/reader.h"
#include "lsp/text.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace abide::lsp {

using json::Json;

enum class ErrorCode {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestCancelled = -32800,
  kRequestFailed = -32803,
};

// An answer to a request that is an error.
struct Refusal : std::runtime_error {
  Refusal(ErrorCode its_code, const std::string& message)
      : std::runtime_error(message), code(its_code) {}
  ErrorCode code;
};

// What stands in `tree` under these names, one inside the other; null if any is missing.
const Json& At(const Json& tree, std::initializer_list<std::string_view> names);
// Of another type: the value that is given.
std::string TextAt(const Json& tree, std::initializer_list<std::string_view> names,
                   std::string otherwise = "");
bool TruthAt(const Json& tree, std::initializer_list<std::string_view> names);

// A Refusal if they are none.
Position PositionIn(const Json& json);
Range RangeIn(const Json& json);
std::string UriIn(const Json& params);  // of `textDocument`

Json JsonOf(Position position);
Json JsonOf(Range range);
Json MarkdownOf(std::string text);
// Text between fences, as Markdown shows it letter by letter.
std::string Fenced(std::string_view text);
// Text of rules or logs for the running text of Markdown: nothing in it is markup.
std::string Escaped(std::string_view text);

}  // namespace abide::lsp
