// How the server begins and ends, what it can do, and what it carries out on command.

#include "lsp/commands.h"
#include "lsp/server.h"
#include "lsp/uris.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace abide::lsp {
Json Server::Initialize(const Json& params) {
  if (is_initialized_) throw Refusal(ErrorCode::kInvalidRequest, "`initialize` came before");
  is_initialized_ = true;
  const Json& encodings = At(params, {"capabilities", "general", "positionEncodings"});
  if (encodings.is_array() &&
      std::find(encodings.begin(), encodings.end(), Json("utf-8")) != encodings.end()) {
    encoding_ = Encoding::kUtf8;
  }
  takes_snippets_ = TruthAt(
      params, {"capabilities", "textDocument", "completion", "completionItem", "snippetSupport"});
  refreshes_lenses_ = TruthAt(params, {"capabilities", "workspace", "codeLens", "refreshSupport"});
  prepares_renames_ = TruthAt(params, {"capabilities", "textDocument", "rename", "prepareSupport"});
  registers_watchers_ = TruthAt(
      params, {"capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  TakeFolders(params);
  TakeSettings(At(params, {"initializationOptions"}));
  return {{"capabilities", Capabilities()},
          {"serverInfo", {{"name", "abide"}, {"version", version_}}}};
}

// Older clients have one folder, and say so by other names.
void Server::TakeFolders(const Json& params) {
  std::vector<std::string> folders;
  const auto add = [&](const std::string& uri) {
    if (const auto path = PathOfUri(uri)) folders.push_back(workspace_.files().Canonical(*path));
  };
  const Json& several = At(params, {"workspaceFolders"});
  if (several.is_array()) {
    for (const Json& each : several) add(TextAt(each, {"uri"}));
  }
  if (folders.empty()) add(TextAt(params, {"rootUri"}));
  workspace_.SetFolders(std::move(folders));
}

Json Server::Capabilities() const {
  constexpr int kIncremental = 2;
  return {
      {"positionEncoding", encoding_ == Encoding::kUtf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync",
       {{"openClose", true}, {"change", kIncremental}, {"save", {{"includeText", false}}}}},
      {"completionProvider", {{"triggerCharacters", {".", "\"", "{", "/", " "}}}},
      {"hoverProvider", true},
      {"signatureHelpProvider", {{"triggerCharacters", {"(", ","}}}},
      {"definitionProvider", true},
      {"referencesProvider", true},
      {"documentHighlightProvider", true},
      {"documentSymbolProvider", true},
      {"workspaceSymbolProvider", true},
      {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll.abide"}}}},
      {"codeLensProvider", {{"resolveProvider", false}}},
      {"documentFormattingProvider", true},
      {"renameProvider", prepares_renames_ ? Json{{"prepareProvider", true}} : Json(true)},
      {"foldingRangeProvider", true},
      {"semanticTokensProvider", {{"legend", SemanticTokensLegend()}, {"full", true}}},
      {"executeCommandProvider", {{"commands", {kRunTest, kCheckLog}}}},
  };
}

Json Server::Initialized(const Json& /*params*/) {
  if (!registers_watchers_) return nullptr;
  Json watchers = Json::array();
  for (const char* glob : {"**/*.abide", "**/*.csv", "**/abide.toml"}) {
    watchers.push_back({{"globPattern", glob}});
  }
  Ask("client/registerCapability",
      {{"registrations",
        Json::array({{{"id", "files"},
                      {"method", "workspace/didChangeWatchedFiles"},
                      {"registerOptions", {{"watchers", std::move(watchers)}}}}})}});
  return nullptr;
}

Json Server::Shutdown(const Json& /*params*/) {
  is_shut_down_ = true;
  return nullptr;
}

Json Server::Exit(const Json& /*params*/) {
  exit_code_ = is_shut_down_ ? 0 : 1;
  return nullptr;
}

Json Server::Nothing(const Json& /*params*/) { return nullptr; }

// `{rules, log}`, or these under `abide`. What is missing or of another type is empty.
void Server::TakeSettings(const Json& settings) {
  const Json& inner = At(settings, {"abide"});
  const Json& from = inner.is_object() ? inner : settings;
  if (!from.is_object()) return;
  Settings taken;
  taken.log = TextAt(from, {"log"});
  const Json& rules = At(from, {"rules"});
  if (rules.is_array()) {
    for (const Json& each : rules) {
      if (each.is_string() && !each.get<std::string>().empty()) taken.rules.push_back(each);
    }
  }
  workspace_.Set(std::move(taken));
}

Json Server::DidChangeConfiguration(const Json& params) {
  TakeSettings(At(params, {"settings"}));
  RefreshLenses();
  return nullptr;
}

Json Server::DidChangeWatchedFiles(const Json& params) {
  std::vector<std::string> paths;
  const Json& changes = At(params, {"changes"});
  if (!changes.is_array()) return nullptr;
  for (const Json& change : changes) {
    if (auto path = PathOfUri(TextAt(change, {"uri"}))) paths.push_back(*std::move(path));
  }
  workspace_.ChangedOnDisk(paths);
  return nullptr;
}

void Server::RefreshLenses() {
  if (refreshes_lenses_) Ask("workspace/codeLens/refresh", nullptr);
}

Json Server::ExecuteCommand(const Json& params) {
  const std::string command = TextAt(params, {"command"});
  const Json& arguments = At(params, {"arguments"});
  if (!arguments.is_array() || arguments.empty() || !arguments[0].is_string()) {
    throw Refusal(ErrorCode::kInvalidParams, "the first argument is the URI of a document");
  }
  Settle();
  if (command == kRunTest) {
    RunTest(arguments);
  } else if (command == kCheckLog) {
    CheckLog(arguments);
  } else {
    throw Refusal(ErrorCode::kInvalidParams, "there is no command `" + command + "`");
  }
  RefreshLenses();
  return nullptr;
}

void Server::RunTest(const Json& arguments) {
  const Document* const document = workspace_.Find(arguments[0].get<std::string>());
  if (document == nullptr) throw Refusal(ErrorCode::kInvalidParams, "the document is not open");
  const std::string title =
      arguments.size() > 1 && arguments[1].is_string() ? arguments[1].get<std::string>() : "";
  Unit& unit = workspace_.UnitOf(*document);
  auto outcomes =
      services_.run_tests
          ? services_.run_tests(unit.rules->settings(), workspace_.files(), document->path, title)
          : std::nullopt;
  if (!outcomes) {
    return Show(MessageType::kError, "The rules have errors: no test was run.");
  }
  std::size_t failed = 0;
  std::string text;
  for (TestOutcome& each : *outcomes) {
    if (!each.passed) ++failed;
    text += (text.empty() ? "" : "\n") + each.text;
    std::erase_if(unit.tests, [&](const TestOutcome& old) {
      return old.title == each.title && old.path == each.path;
    });
    unit.tests.push_back(std::move(each));
  }
  if (text.empty()) text = "There is no such test in this file.";
  Show(failed == 0 ? MessageType::kInfo : MessageType::kError, text);
  Publish(unit);
}

void Server::CheckLog(const Json& arguments) {
  const Document* const document = workspace_.Find(arguments[0].get<std::string>());
  if (document == nullptr) throw Refusal(ErrorCode::kInvalidParams, "the document is not open");
  const std::string& log = workspace_.settings().log;
  if (log.empty()) {
    throw Refusal(ErrorCode::kRequestFailed, "no log is chosen: set `abide.log` to its path");
  }
  Unit& unit = workspace_.UnitOf(*document);
  unit.log = services_.check_log
                 ? services_.check_log(unit.rules->settings(), workspace_.files(), log)
                 : LogOutcome{};
  std::string text = unit.log.fault;
  if (text.empty()) {
    const auto breached =
        std::count_if(unit.log.clauses.begin(), unit.log.clauses.end(),
                      [](const auto& each) { return each.second.starts_with("breached"); });
    text = fmt::format("{} of {} clauses breached in {}", breached, unit.log.clauses.size(), log);
  }
  if (!unit.log.note.empty()) text += "; " + unit.log.note;
  Show(unit.log.fault.empty() ? MessageType::kInfo : MessageType::kError, text);
}

}  // namespace abide::lsp
