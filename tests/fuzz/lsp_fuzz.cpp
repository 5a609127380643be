// Any bytes as a client of the language server. Where they begin with a header they are what it
// sends; else they are a document and how it is edited: what the server then says of it is what it
// says of one that was opened so.
#include "fuzz.h"
#include "lsp/frames.h"
#include "lsp/server.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using abide::json::Json;
using abide::lsp::Server;

constexpr const char* kUri = "untitled:a";

// What of a text can stand in a message.
std::string Clean(std::string_view text) {
  return Json::parse(Json(text).dump(-1, ' ', true, Json::error_handler_t::replace));
}

struct Editor {
  Server server{{}, "0", [this](const Json& message) { Take(message); }};
  abide::lsp::Text text;
  std::string said = "[]";  // of the document, last

  Editor() { Send("initialize", Json::object(), 1); }
  void Take(const Json& message) {
    if (message.value("method", "") != "textDocument/publishDiagnostics") return;
    said = message["params"]["diagnostics"].dump(-1, ' ', true, Json::error_handler_t::replace);
  }
  void Send(const char* method, Json params, int id = 0) {
    Json message = {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
    if (id != 0) message["id"] = id;
    server.Receive(message.dump());
    while (server.HasWork()) server.Work();
  }
  void Open(const std::string& all) {
    text = abide::lsp::Text(all);
    Send("textDocument/didOpen",
         {{"textDocument", {{"uri", kUri}, {"text", all}, {"version", 1}}}});
    server.Settle();
  }
  // A byte each: where, how much goes; what comes instead, up to a 0.
  void Edit(unsigned line, unsigned character, unsigned length, const std::string& words) {
    text = text.With({{line, character}, {line + length / 16, character + length}}, words,
                     abide::lsp::Encoding::kUtf16);
    const Json place = {{"line", line}, {"character", character}};
    const Json end = {{"line", line + length / 16}, {"character", character + length}};
    const Json document = {{"uri", kUri}, {"version", 2}};
    Send("textDocument/didChange",
         {{"textDocument", document},
          {"contentChanges", {{{"range", {{"start", place}, {"end", end}}}, {"text", words}}}}});
    for (const char* method : {"completion", "hover", "signatureHelp", "references", "rename",
                               "documentSymbol", "semanticTokens/full", "formatting"}) {
      Send(("textDocument/" + std::string(method)).c_str(),
           {{"textDocument", document}, {"position", place}, {"newName", "x"}}, 2);
    }
  }
};

void Speak(std::string_view bytes) {
  Editor editor;
  abide::lsp::Frames frames;
  frames.Feed(bytes);
  while (const auto frame = frames.Next()) {
    editor.server.Receive(frame->body);
    while (editor.server.HasWork()) editor.server.Work();
  }
  editor.server.Settle();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 1 << 13) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("Content-")) {
    Speak(bytes);
    return 0;
  }
  const auto part = [&bytes] {
    const std::string_view front = bytes.substr(0, bytes.find('\0'));
    bytes.remove_prefix(std::min(front.size() + 1, bytes.size()));
    return front;
  };
  Editor editor;
  editor.Open(Clean(part()));
  while (bytes.size() > 3) {
    const auto number = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const unsigned line = number(0), character = number(1), length = number(2);
    bytes.remove_prefix(3);
    editor.Edit(line, character, length, Clean(part()));
  }
  editor.server.Settle();
  Editor fresh;
  fresh.Open(editor.text.bytes());
  if (fresh.said != editor.said) std::abort();
  while (const auto job = editor.server.NextJob()) {
    editor.server.Finish(*job, LookDeeper(job->settings, job->files));
  }
  return 0;
}
