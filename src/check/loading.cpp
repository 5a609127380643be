#include "check/loading.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "check/words.h"
#include "containers/packing.h"
#include "diagnostics/suggestion.h"
#include "syntax/parse.h"

#include <nettle/sha2.h>

namespace abide::check {
namespace {

using diagnostics::Code;
using diagnostics::PathPlace;

bool IsPartOfName(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// Names of the pieces of a file that `ast` lacks.
std::vector<std::string> BrokenNames(const diagnostics::SourceSet& sources,
                                     const syntax::File& ast) {
  std::vector<std::string> names;
  std::size_t parsed = 0;
  for (const diagnostics::Span piece : syntax::CutDeclarations(sources, ast.id)) {
    const auto& declarations = ast.declarations;
    const bool is_whole =
        parsed < declarations.size() && declarations[parsed].span.begin < piece.end;
    if (is_whole) {
      ++parsed;
    } else {
      std::string name = NameDeclaredIn(sources.Text(piece));
      if (!name.empty()) names.push_back(std::move(name));
    }
  }
  return names;
}

class Loader {
 public:
  Loader(FileCache& cache, diagnostics::DiagnosticSink& sink)
      : files_(cache.files), cache_(cache), sink_(sink) {}

  LoadedRules Load(const CheckOptions& options) {
    for (const std::string& path : options.paths) LoadPath(path);
    for (std::size_t i = 0; i < loaded_.files.size(); ++i) LoadImports(i);
    FindCircles();
    for (RuleFile& file : loaded_.files) NoteSeen(file);
    return std::move(loaded_);
  }

 private:
  void LoadPath(const std::string& path) {
    const auto in_folder = files_.RuleFiles(path);
    if (!in_folder) {
      LoadFile(path, std::nullopt);
      return;
    }
    if (in_folder->empty()) sink_.Add(Code::kNoRuleFiles, PathPlace{path}, {path});
    for (const std::string& each : *in_folder) LoadFile(each, std::nullopt);
  }

  // The file's number; nothing if it can't be read.
  std::optional<std::size_t> LoadFile(const std::string& path,
                                      std::optional<diagnostics::Span> import) {
    const std::string canonical = files_.Canonical(path);
    if (const auto known = by_path_.find(canonical); known != by_path_.end()) return known->second;
    const ParsedRules* rules = Read(path, canonical, import);
    if (rules == nullptr) {
      by_path_.emplace(canonical, std::nullopt);
      return std::nullopt;
    }
    for (const diagnostics::Diagnostic& fault : rules->faults) sink_.Add(fault);
    loaded_.digests.push_back(rules->digest);
    RuleFile file;
    file.path = rules->digest.path;
    file.ast = rules->ast;
    loaded_.broken.insert(rules->broken.begin(), rules->broken.end());
    loaded_.files.push_back(std::move(file));
    by_path_.emplace(canonical, loaded_.files.size() - 1);
    return loaded_.files.size() - 1;
  }

  // From the cache, if it is there; null, and reported, if it can't be read.
  const ParsedRules* Read(const std::string& path, const std::string& canonical,
                          std::optional<diagnostics::Span> import) {
    if (const auto known = cache_.rules.find(canonical); known != cache_.rules.end()) {
      return &known->second;
    }
    auto text = files_.Read(path);
    const std::string fault = text ? WhyNoRules(path, *text) : text.error();
    if (!fault.empty()) {
      diagnostics::Diagnostic& unreadable =
          import ? sink_.Add(Code::kFileUnreadable, *import, {path, fault})
                 : sink_.Add(Code::kRulesUnreadable, PathPlace{path}, {path, fault});
      if (auto nearest = files_.Nearest(path)) {
        // As the import would name it.
        if (import) {
          const std::filesystem::path folder =
              std::filesystem::path(cache_.sources.File(import->file).path()).parent_path();
          nearest = std::filesystem::path(*nearest).lexically_proximate(folder).string();
        }
        unreadable.WithHelp(diagnostics::DidYouMean(*nearest));
      } else if (text && !import && !text->starts_with("\xFF\xFE")) {
        unreadable.WithHelp(std::string(kNoRulesHelp));
      }
      return nullptr;
    }
    ParsedRules& rules = cache_.rules[canonical];
    rules.digest = DigestOf(path, *text);
    const diagnostics::FileId id = cache_.sources.Add(path, *std::move(text));
    diagnostics::DiagnosticSink faults;
    rules.ast = std::make_shared<const syntax::File>(syntax::ParseFile(cache_.sources, id, faults));
    rules.faults = faults.all();
    if (!rules.faults.empty()) rules.broken = BrokenNames(cache_.sources, *rules.ast);
    return &rules;
  }

  void LoadImports(std::size_t index) {
    // The list of files grows here, so nothing of it is held across LoadFile.
    std::vector<syntax::Text> paths;
    for (const syntax::Declaration& each : loaded_.files[index].ast->declarations) {
      if (const auto* import = std::get_if<syntax::Import>(&each.node)) {
        paths.push_back(import->path);
      }
    }
    for (const syntax::Text& path : paths) {
      const auto file = LoadFile(RelativeTo(loaded_.files[index].path, path.value), path.span);
      if (!file) continue;
      loaded_.files[index].imports.push_back(*file);
      import_spans_[{index, *file}] = path.span;
    }
  }

  void FindCircles() {
    std::vector<State> states(loaded_.files.size(), State::kNew);
    std::vector<std::size_t> way;
    for (std::size_t i = 0; i < states.size(); ++i) Visit(i, states, way);
  }

  enum class State { kNew, kOpen, kDone };
  void Visit(std::size_t file, std::vector<State>& states, std::vector<std::size_t>& way) {
    if (states[file] == State::kDone) return;
    if (states[file] == State::kOpen) return ReportCircle(file, way);
    states[file] = State::kOpen;
    way.push_back(file);
    for (const std::size_t next : loaded_.files[file].imports) Visit(next, states, way);
    way.pop_back();
    states[file] = State::kDone;
  }

  void ReportCircle(std::size_t file, const std::vector<std::size_t>& way) {
    std::vector<std::string> names;
    const auto first = std::find(way.begin(), way.end(), file);
    for (auto it = first; it != way.end(); ++it) names.push_back(loaded_.files[*it].path);
    names.push_back(loaded_.files[file].path);
    sink_.Add(Code::kImportCircle, import_spans_.at({way.back(), file}), {Join(names, " -> ")});
  }

  void NoteSeen(RuleFile& file) {
    file.sees.assign(loaded_.files.size(), false);
    std::vector<std::size_t> open = {static_cast<std::size_t>(&file - loaded_.files.data())};
    while (!open.empty()) {
      const std::size_t next = open.back();
      open.pop_back();
      if (file.sees[next]) continue;
      file.sees[next] = true;
      open.insert(open.end(), loaded_.files[next].imports.begin(),
                  loaded_.files[next].imports.end());
    }
  }

  const FileSystem& files_;
  FileCache& cache_;
  diagnostics::DiagnosticSink& sink_;
  LoadedRules loaded_;
  std::map<std::string, std::optional<std::size_t>> by_path_;
  std::map<std::pair<std::size_t, std::size_t>, diagnostics::Span> import_spans_;
};

}  // namespace

std::string FileSystem::Canonical(const std::string& path) const {
  return std::filesystem::path(path).lexically_normal().string();
}

namespace {

bool HasDeclaration(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "import",    "policy", "event",  "source", "list",  "table", "define",
      "parameter", "state",  "clause", "permit", "waive", "test"};
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = text.substr(at);
    const bool begins = std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
      return line.starts_with(word) && line.substr(word.size()).find_first_of(" \t\"") == 0;
    });
    if (begins) return true;
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return false;
}

}  // namespace

std::string WhyNoRules(std::string_view path, std::string_view text) {
  // Of a log: a record, or a list of them, or what packs one.
  text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return "it is UTF-16 text; save it as UTF-8";
  }
  if (containers::PackingOf(text) != containers::Packing::kNone) return "it is packed";
  const auto next = [&text](std::size_t from) {
    return std::min(text.find_first_not_of(" \t\r\n", from), text.size());
  };
  const std::size_t first = next(0);
  const std::size_t second = next(first + 1);
  if (second >= text.size()) return {};
  const bool is_record = text[first] == '{' && (text[second] == '"' || text[second] == '}');
  const bool is_list = text[first] == '[' && (text[second] == '{' || text[second] == ']');
  if (is_record || is_list) return "it is JSON, as logs are";
  // Of a table, a text: each line of it would be a fault.
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension.empty() || extension == ".abide" || HasDeclaration(text)) return {};
  return "no line of it begins a declaration, such as `event` or `clause`";
}

std::string NameDeclaredIn(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kWords = {
      "policy", "event", "source", "list", "table", "define", "parameter", "state", "clause"};
  const auto* const word = std::find_if(kWords.begin(), kWords.end(), [&](std::string_view each) {
    return text.starts_with(each) && text.substr(each.size()).starts_with(' ');
  });
  if (word == kWords.end()) return {};
  text.remove_prefix(std::min(text.find_first_not_of(' ', word->size()), text.size()));
  const auto* const end = std::find_if_not(text.begin(), text.end(), IsPartOfName);
  return {text.begin(), end};
}

std::set<std::string> NamedRuleFiles(const std::vector<std::string>& paths,
                                     const FileSystem& files) {
  std::set<std::string> named;
  for (const std::string& path : paths) {
    for (const std::string& each : files.RuleFiles(path).value_or(std::vector{path})) {
      named.insert(files.Canonical(each));
    }
  }
  return named;
}

LoadedRules LoadRules(const CheckOptions& options, FileCache& cache,
                      diagnostics::DiagnosticSink& sink) {
  return Loader(cache, sink).Load(options);
}

std::string RelativeTo(std::string_view from, std::string_view path) {
  return (std::filesystem::path(from).parent_path() / path).lexically_normal().string();
}

LoadedFile DigestOf(std::string path, std::string_view bytes) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state, digest.size(), digest.data());
  LoadedFile file;
  file.path = std::move(path);
  file.bytes = bytes.size();
  for (const std::uint8_t byte : digest) {
    file.sha256 += "0123456789abcdef"[byte >> 4];
    file.sha256 += "0123456789abcdef"[byte & 15];
  }
  return file;
}

}  // namespace abide::check
