// A language server for rule files: LSP 3.17, JSON-RPC 2.0. What it does with files is in
// workspace.h, what it answers in view.h.
//
// The server has no thread and no clock of its own. Whoever runs it (serve.h) hands in messages,
// lets it work one off after the other, and between them tells it that there is time: edits that
// come fast are then checked once.
#pragma once

#include "lsp/protocol.h"
#include "lsp/services.h"
#include "lsp/view.h"
#include "lsp/workspace.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace abide::lsp {

class Server {
 public:
  using Send = std::function<void(const Json&)>;

  // `send` gets what goes to the client. `version` is the program's.
  Server(Services services, std::string version, Send send);

  // A message of the client. One that is no JSON-RPC is answered as the standard says (section 5).
  void Receive(std::string_view text);
  // What stands where a message was expected can't be read.
  void Refuse(const std::string& fault);
  bool HasWork() const { return !queue_.empty(); }
  // Carries out the oldest message.
  void Work();
  // No message waits: checks what changed and publishes what is wrong.
  void Settle();

  // Slower looks at rules that changed, each to be made by `LookDeeper` on a copy, on whatever
  // thread, and handed back.
  struct Job {
    RuleSettings settings;
    EditedFiles files;
    const Unit* unit = nullptr;
    std::uint64_t generation = 0;
  };
  std::optional<Job> NextJob();
  void Finish(const Job& job, const DeepLook& look);

  bool has_ended() const { return exit_code_.has_value(); }
  // 0 if the client said `shutdown` before `exit`.
  int exit_code() const { return exit_code_.value_or(1); }

 private:
  using Handler = Json (Server::*)(const Json& params);
  static const std::map<std::string, Handler, std::less<>>& Methods();

  void Answer(const Json& id, Json result);
  void Refuse(const Json& id, ErrorCode code, const std::string& message);
  void Notify(const char* method, Json params);
  void Ask(const char* method, Json params);
  enum class MessageType { kError = 1, kInfo = 3 };
  void Show(MessageType type, const std::string& text);
  void Cancel(const Json& params);
  void Carry(const Json& message, const std::string& method);
  Json Call(const std::string& method, const Json& params);

  // The life of the server.
  Json Initialize(const Json& params);
  Json Initialized(const Json& params);
  Json Shutdown(const Json& params);
  Json Exit(const Json& params);
  Json Nothing(const Json& params);
  Json Capabilities() const;
  void TakeFolders(const Json& params);
  void TakeSettings(const Json& settings);
  // Documents.
  Json DidOpen(const Json& params);
  Json DidChange(const Json& params);
  Json DidClose(const Json& params);
  Json DidSave(const Json& params);
  Json DidChangeWatchedFiles(const Json& params);
  Json DidChangeConfiguration(const Json& params);
  // Features.
  template <Json (*kFeature)(const View&)>
  Json OfDocument(const Json& params);
  template <Json (*kFeature)(const View&, Position)>
  Json AtPosition(const Json& params);
  Json FindReferences(const Json& params);
  Json DoRename(const Json& params);
  Json FindCodeActions(const Json& params);
  Json FindSymbols(const Json& params);
  // Commands.
  Json ExecuteCommand(const Json& params);
  void RunTest(const Json& arguments);
  void CheckLog(const Json& arguments);

  Document& DocumentIn(const Json& params);
  View ViewOf(const Document& document);
  void Publish(Unit& unit);
  void Publish(const std::string& uri, Json diagnostics, std::optional<std::int64_t> version);
  void Withdraw();
  void RefreshLenses();
  // A fault that stands at no place of a file; once as long as it is there.
  void Complain(std::vector<std::string> faults);

  Services services_;
  std::string version_;
  Send send_;
  Workspace workspace_;
  std::deque<Json> queue_;
  Encoding encoding_ = Encoding::kUtf16;
  bool takes_snippets_ = false;
  bool refreshes_lenses_ = false;
  bool registers_watchers_ = false;
  bool prepares_renames_ = false;
  bool is_initialized_ = false;
  bool is_shut_down_ = false;
  std::optional<int> exit_code_;
  std::int64_t next_id_ = 1;
  // By URI: what was published last, and of which file.
  struct Published {
    std::string text;
    std::string path;
  };
  std::map<std::string, Published> published_;
  std::vector<std::string> complaints_;
};

}  // namespace abide::lsp
