#include "lsp/server.h"

#include "lsp/commands.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace abide::lsp {
namespace {

// That wait.
constexpr std::size_t kMostMessages = 100'000;

bool IsId(const Json& id) {
  return id.is_string() || id.is_number_integer() || id.is_number_unsigned();
}

}  // namespace

Server::Server(Services services, std::string version, Send send)
    : services_(std::move(services)),
      version_(std::move(version)),
      send_(std::move(send)),
      workspace_(services_) {}

// --- JSON-RPC

void Server::Receive(std::string_view text) {
  auto message = json::Read(text);
  if (!message) return Refuse(nullptr, ErrorCode::kParseError, message.error().message);
  const Json& id = At(*message, {"id"});
  const bool is_message = message->is_object() && TextAt(*message, {"jsonrpc"}) == "2.0";
  const bool is_call = is_message && At(*message, {"method"}).is_string();
  const bool is_answer = is_message && (message->contains("result") || message->contains("error"));
  if (is_answer && !is_call) return;
  if (!is_call || !(id.is_null() || IsId(id))) {
    return Refuse(IsId(id) ? id : Json(nullptr), ErrorCode::kInvalidRequest,
                  "a message is an object with `jsonrpc`, `method` and, of a request, an `id`");
  }
  if (TextAt(*message, {"method"}) == "$/cancelRequest") return Cancel(At(*message, {"params"}));
  if (queue_.size() >= kMostMessages) Work();
  queue_.push_back(*std::move(message));
}

void Server::Refuse(const std::string& fault) { Refuse(nullptr, ErrorCode::kParseError, fault); }

// Only one that waits can be cancelled.
void Server::Cancel(const Json& params) {
  const Json& id = At(params, {"id"});
  const auto waiting = std::find_if(queue_.begin(), queue_.end(), [&](const Json& message) {
    return !id.is_null() && At(message, {"id"}) == id;
  });
  if (waiting == queue_.end()) return;
  queue_.erase(waiting);
  Refuse(id, ErrorCode::kRequestCancelled, "cancelled");
}

void Server::Answer(const Json& id, Json result) {
  send_({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

void Server::Refuse(const Json& id, ErrorCode code, const std::string& message) {
  send_({{"jsonrpc", "2.0"},
         {"id", id},
         {"error", {{"code", static_cast<int>(code)}, {"message", message}}}});
}

void Server::Notify(const char* method, Json params) {
  send_({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void Server::Show(MessageType type, const std::string& text) {
  Notify("window/showMessage", {{"type", static_cast<int>(type)}, {"message", text}});
}

// What the client answers is not needed.
void Server::Ask(const char* method, Json params) {
  Json message = {{"jsonrpc", "2.0"}, {"id", next_id_++}, {"method", method}};
  if (!params.is_null()) message["params"] = std::move(params);
  send_(message);
}

void Server::Work() {
  const Json message = std::move(queue_.front());
  queue_.pop_front();
  Carry(message, TextAt(message, {"method"}));
}

void Server::Carry(const Json& message, const std::string& method) {
  const Json& id = At(message, {"id"});
  const bool is_request = !id.is_null();
  if (is_shut_down_ && method != "exit") {
    if (is_request) Refuse(id, ErrorCode::kInvalidRequest, "the server was shut down");
    return;
  }
  if (!is_initialized_ && method != "initialize" && method != "exit") {
    if (is_request) Refuse(id, ErrorCode::kServerNotInitialized, "`initialize` comes first");
    return;
  }
  try {
    Json result = Call(method, At(message, {"params"}));
    if (is_request) Answer(id, std::move(result));
  } catch (const Refusal& refusal) {
    if (is_request) Refuse(id, refusal.code, refusal.what());
  } catch (const Json::exception& fault) {
    // A parameter of another type than the protocol has.
    if (is_request) Refuse(id, ErrorCode::kInvalidParams, fault.what());
  } catch (const std::exception& fault) {
    // Memory or the disk gave out: the next request may do.
    if (is_request) Refuse(id, ErrorCode::kInternalError, fault.what());
  }
}

Json Server::Call(const std::string& method, const Json& params) {
  const auto found = Methods().find(method);
  if (found == Methods().end()) {
    throw Refusal(ErrorCode::kMethodNotFound, "there is no method `" + method + "`");
  }
  return (this->*found->second)(params);
}

// --- Documents

Document& Server::DocumentIn(const Json& params) {
  Document* const document = workspace_.Find(UriIn(params));
  if (document == nullptr) {
    throw Refusal(ErrorCode::kInvalidParams, "the document is not open");
  }
  return *document;
}

Json Server::DidOpen(const Json& params) {
  const Json& version = At(params, {"textDocument", "version"});
  if (!At(params, {"textDocument", "text"}).is_string()) {
    throw Refusal(ErrorCode::kInvalidParams, "`textDocument.text` is missing");
  }
  workspace_.Open(UriIn(params), version.is_number_integer() ? version.get<std::int64_t>() : 0,
                  TextAt(params, {"textDocument", "text"}));
  return nullptr;
}

Json Server::DidChange(const Json& params) {
  Document& document = DocumentIn(params);
  const Json& version = At(params, {"textDocument", "version"});
  Text text = document.text;
  const Json& changes = At(params, {"contentChanges"});
  if (!changes.is_array()) throw Refusal(ErrorCode::kInvalidParams, "no `contentChanges`");
  for (const Json& change : changes) {
    if (!At(change, {"text"}).is_string()) {
      throw Refusal(ErrorCode::kInvalidParams, "a change has a `text`");
    }
    const std::string replacement = TextAt(change, {"text"});
    const Json& range = At(change, {"range"});
    text = range.is_null() ? Text(replacement) : text.With(RangeIn(range), replacement, encoding_);
  }
  workspace_.Change(document,
                    version.is_number_integer() ? version.get<std::int64_t>() : document.version,
                    std::move(text));
  return nullptr;
}

Json Server::DidClose(const Json& params) {
  const std::string uri = DocumentIn(params).uri;
  workspace_.Close(uri);
  Withdraw();
  return nullptr;
}

Json Server::DidSave(const Json& params) {
  workspace_.ChangedOnDisk({DocumentIn(params).path});
  return nullptr;
}

// --- What is wrong

void Server::Settle() {
  const std::vector<Unit*> refreshed = workspace_.Refresh();
  for (Unit* unit : refreshed) {
    Publish(*unit);
    unit->rules->Tidy();
  }
  if (!refreshed.empty()) Withdraw();
  std::vector<std::string> faults = workspace_.TakeFaults();
  if (refreshed.empty() && faults.empty()) return;
  for (const Unit* unit : workspace_.Units()) {
    for (const diagnostics::Diagnostic* each : unit->rules->All()) {
      const bool has_place = std::holds_alternative<diagnostics::Span>(each->where);
      if (!has_place) faults.push_back(each->Message() + "\nhelp: " + each->Help());
    }
  }
  Complain(std::move(faults));
}

// Of files that nothing reads any more nothing is wrong.
void Server::Withdraw() {
  const std::vector<Unit*> units = workspace_.Units();
  std::vector<std::string> gone;
  for (const auto& [uri, published] : published_) {
    const std::string& path = published.path;
    const auto reads = [&path](const Unit* unit) { return unit->rules->Reads(path); };
    if (workspace_.Find(uri) == nullptr && std::none_of(units.begin(), units.end(), reads)) {
      gone.push_back(uri);
    }
  }
  for (const std::string& uri : gone) {
    Publish(uri, Json::array(), std::nullopt);
    published_.erase(uri);
  }
}

void Server::Complain(std::vector<std::string> faults) {
  std::sort(faults.begin(), faults.end());
  faults.erase(std::unique(faults.begin(), faults.end()), faults.end());
  for (const std::string& fault : faults) {
    if (std::find(complaints_.begin(), complaints_.end(), fault) != complaints_.end()) continue;
    Show(MessageType::kError, fault);
  }
  complaints_ = std::move(faults);
}

// A file that several units read is that unit's in which it is open, or else the last one's.
void Server::Publish(Unit& unit) {
  std::map<std::string, Json> found = DiagnosticsOf(workspace_, unit, encoding_);
  for (const std::string& path : unit.rules->Paths()) {
    const std::string uri = workspace_.UriOf(path);
    const Document* const document = workspace_.Find(uri);
    if (document != nullptr && &workspace_.UnitOf(*document) != &unit) continue;
    const auto of_file = found.find(path);
    Publish(uri, of_file == found.end() ? Json::array() : std::move(of_file->second),
            document == nullptr ? std::nullopt : std::optional(document->version));
    published_[uri].path = path;
  }
}

// What is as it was is not said again.
void Server::Publish(const std::string& uri, Json diagnostics,
                     std::optional<std::int64_t> version) {
  Json params = {{"uri", uri}};
  if (version) params["version"] = *version;
  const bool is_empty = diagnostics.empty();
  params["diagnostics"] = std::move(diagnostics);
  std::string text = params.dump(-1, ' ', false, Json::error_handler_t::replace);
  Published& last = published_[uri];
  if (last.text == text || (last.text.empty() && is_empty && !version)) return;
  last.text = std::move(text);
  Notify("textDocument/publishDiagnostics", std::move(params));
}

std::optional<Server::Job> Server::NextJob() {
  for (Unit* unit : workspace_.Units()) {
    if (!unit->wants_deep_look || unit->is_dirty) continue;
    unit->wants_deep_look = false;
    return Job{unit->rules->settings(), workspace_.files(), unit, unit->generation};
  }
  return std::nullopt;
}

void Server::Finish(const Job& job, const DeepLook& look) {
  for (Unit* unit : workspace_.Units()) {
    const bool is_meant = unit == job.unit && unit->generation == job.generation;
    if (!is_meant || unit->is_dirty || look.sources == nullptr) continue;
    unit->rules->Accept(look);
    Publish(*unit);
  }
}

// --- Features

View Server::ViewOf(const Document& document) {
  Settle();
  Unit& unit = workspace_.UnitOf(document);
  return {workspace_, *unit.rules, document, unit, encoding_, takes_snippets_};
}

template <Json (*kFeature)(const View&)>
Json Server::OfDocument(const Json& params) {
  return kFeature(ViewOf(DocumentIn(params)));
}

template <Json (*kFeature)(const View&, Position)>
Json Server::AtPosition(const Json& params) {
  return kFeature(ViewOf(DocumentIn(params)), PositionIn(At(params, {"position"})));
}

Json Server::FindReferences(const Json& params) {
  return References(ViewOf(DocumentIn(params)), PositionIn(At(params, {"position"})),
                    TruthAt(params, {"context", "includeDeclaration"}));
}

Json Server::DoRename(const Json& params) {
  return Rename(ViewOf(DocumentIn(params)), PositionIn(At(params, {"position"})),
                TextAt(params, {"newName"}));
}

Json Server::FindCodeActions(const Json& params) {
  std::vector<std::string> only;
  const Json& wanted = At(params, {"context", "only"});
  if (wanted.is_array()) {
    for (const Json& kind : wanted) {
      if (kind.is_string()) only.push_back(kind.get<std::string>());
    }
  }
  Json all = CodeActions(ViewOf(DocumentIn(params)), RangeIn(At(params, {"range"})));
  if (only.empty()) return all;
  // A kind stands for those below it.
  Json actions = Json::array();
  for (const Json& action : all) {
    const std::string kind = TextAt(action, {"kind"}) + ".";
    const auto is_meant = [&](const std::string& each) { return kind.starts_with(each + "."); };
    if (std::any_of(only.begin(), only.end(), is_meant)) actions.push_back(action);
  }
  return actions;
}

Json Server::FindSymbols(const Json& params) {
  Settle();
  return WorkspaceSymbols(workspace_, TextAt(params, {"query"}), encoding_);
}

const std::map<std::string, Server::Handler, std::less<>>& Server::Methods() {
  static const std::map<std::string, Handler, std::less<>> kMethods = {
      {"initialize", &Server::Initialize},
      {"initialized", &Server::Initialized},
      {"shutdown", &Server::Shutdown},
      {"exit", &Server::Exit},
      {"$/setTrace", &Server::Nothing},
      {"textDocument/didOpen", &Server::DidOpen},
      {"textDocument/didChange", &Server::DidChange},
      {"textDocument/didClose", &Server::DidClose},
      {"textDocument/didSave", &Server::DidSave},
      {"workspace/didChangeWatchedFiles", &Server::DidChangeWatchedFiles},
      {"workspace/didChangeConfiguration", &Server::DidChangeConfiguration},
      {"workspace/executeCommand", &Server::ExecuteCommand},
      {"workspace/symbol", &Server::FindSymbols},
      {"textDocument/definition", &Server::AtPosition<Definition>},
      {"textDocument/references", &Server::FindReferences},
      {"textDocument/documentHighlight", &Server::AtPosition<Highlights>},
      {"textDocument/prepareRename", &Server::AtPosition<PrepareRename>},
      {"textDocument/rename", &Server::DoRename},
      {"textDocument/hover", &Server::AtPosition<Hover>},
      {"textDocument/completion", &Server::AtPosition<Completion>},
      {"textDocument/signatureHelp", &Server::AtPosition<SignatureHelp>},
      {"textDocument/documentSymbol", &Server::OfDocument<DocumentSymbols>},
      {"textDocument/foldingRange", &Server::OfDocument<FoldingRanges>},
      {"textDocument/semanticTokens/full", &Server::OfDocument<SemanticTokens>},
      {"textDocument/formatting", &Server::OfDocument<Formatting>},
      {"textDocument/codeAction", &Server::FindCodeActions},
      {"textDocument/codeLens", &Server::OfDocument<CodeLenses>},
  };
  return kMethods;
}

}  // namespace abide::lsp
