#include "report/sarif_run.h"

#include <fmt/format.h>

namespace abide::report {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
// SARIF 2.1.0, 3.14.14: what paths from the root are relative to.
constexpr std::string_view kRoot = "ROOT";

// RFC 3986: what is neither unreserved nor a slash, by its bytes.
std::string Uri(const std::string& path) {
  std::string uri;
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

void WriteTool(const SarifRun& run, json::Writer& writer) {
  writer.Key("tool");
  writer.BeginObject();
  writer.Key("driver");
  writer.BeginObject();
  writer.Member("name", "abide");
  writer.Member("version", run.version);
  writer.Key("rules");
  writer.BeginArray();
  run.rules();
  writer.EndArray();
  writer.EndObject();
  writer.EndObject();
}

void WriteInvocation(const SarifRun& run, json::Writer& writer) {
  if (!run.invocation) return;
  writer.Key("invocations");
  writer.BeginArray();
  writer.BeginObject();
  run.invocation();
  writer.EndObject();
  writer.EndArray();
}

void WriteRoot(json::Writer& writer) {
  writer.Key("originalUriBaseIds");
  writer.BeginObject();
  writer.Key(kRoot);
  writer.BeginObject();
  writer.Member("uri", "file:///");
  writer.EndObject();
  writer.EndObject();
}

}  // namespace

void WriteSarif(const SarifRun& run, json::Writer& writer) {
  writer.BeginObject();
  writer.Member("$schema", kSchema);
  writer.Member("version", "2.1.0");
  writer.Key("runs");
  writer.BeginArray();
  writer.BeginObject();
  WriteTool(run, writer);
  WriteInvocation(run, writer);
  WriteRoot(writer);
  writer.Member("columnKind", "unicodeCodePoints");
  writer.Key("results");
  writer.BeginArray();
  run.results();
  writer.EndArray();
  writer.EndObject();
  writer.EndArray();
  writer.EndObject();
}

std::string SentenceOf(std::string_view text) {
  const bool is_ended =
      text.empty() || std::string_view(".!?").find(text.back()) != std::string_view::npos;
  return std::string(text) + (is_ended ? "" : ".");
}

void WriteTextMember(std::string_view name, std::string_view text, json::Writer& writer) {
  writer.Key(name);
  writer.BeginObject();
  writer.Member("text", text);
  writer.EndObject();
}

void WriteArtifactLocation(const std::string& path, json::Writer& writer) {
  writer.BeginObject();
  if (path.starts_with('/')) {
    const std::size_t first = path.find_first_not_of('/');
    writer.Member("uri", Uri(first == std::string::npos ? "" : path.substr(first)));
    writer.Member("uriBaseId", kRoot);
  } else {
    writer.Member("uri",
                  path == "-" ? "stdin" : Uri(path.starts_with("./") ? path.substr(2) : path));
  }
  writer.EndObject();
}

}  // namespace abide::report
