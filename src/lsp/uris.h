// Documents' names in the protocol and paths of files (RFC 3986; RFC 8089 for `file`).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace abide::lsp {

// "/home/ann/a b.abide" of "file:///home/ann/a%20b.abide"; nothing for other schemes (an untitled
// document), other hosts, and what is no URI.
std::optional<std::string> PathOfUri(std::string_view uri);
// `path` is absolute.
std::string UriOfPath(std::string_view path);

}  // namespace abide::lsp
