// What the parts of the checker share while one rule set is checked: the files, the names, the
// facts as far as they are known, and the result that grows.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/check.h"
#include "check/file_cache.h"
#include "check/loading.h"
#include "check/scope.h"
#include "diagnostics/diagnostic.h"

namespace abide::check {

using diagnostics::Code;
using diagnostics::Diagnostic;
using expressions::EventKind;
using expressions::FieldIndex;
using expressions::Type;

// A declared name. Events, tables and states are known in every file.
struct Symbol {
  enum class Kind { kEvent, kList, kTable, kParameter, kState, kDefinition };
  Kind kind{};
  std::string name;
  Span span;
  std::size_t file = 0;
  std::size_t index = 0;   // in its kind's vector
  std::size_t number = 0;  // of the declaration in its file
};

// "a list", "an event".
std::string_view WithArticle(Symbol::Kind kind);
NameKind NameKindOf(Symbol::Kind kind);

class Symbols {
 public:
  void Declare(Symbol symbol) { by_name_[symbol.name].push_back(std::move(symbol)); }

  // The declarations of `name` that `file` sees: its own and imported ones, all of an event, table
  // or state.
  std::vector<const Symbol*> Find(const std::vector<RuleFile>& files, std::size_t file,
                                  const std::string& name) const;
  // Those that `file` does not see, for advice.
  const Symbol* FindUnseen(const std::string& name) const;
  std::vector<std::string> Names(const std::vector<RuleFile>& files, std::size_t file,
                                 const std::vector<Symbol::Kind>& kinds) const;
  const std::map<std::string, std::vector<Symbol>>& all() const { return by_name_; }

 private:
  std::map<std::string, std::vector<Symbol>> by_name_;
};

// A list or parameter. Null if it could not be read.
struct ConstantFact {
  std::string name;
  Span span;
  Type type;
  ExprPtr value;
};

struct Definition {
  enum class Progress { kNew, kOpen, kGood, kBad };
  const syntax::Define* ast = nullptr;
  std::size_t file = 0;
  Progress progress = Progress::kNew;
  bool use_failed = false;       // and was reported
  std::vector<EventKind> kinds;  // of a pattern, once it is good
};

// A row as it stands in its CSV file, or as a test gives it.
struct TableRowFact {
  std::vector<std::string> cells;  // by column; empty is absent
  std::vector<Span> spans;         // by column
  Span span;
  std::uint32_t line = 0;
};

struct TableFact {
  const syntax::Table* ast = nullptr;
  std::size_t file = 0;
  bool readable = false;  // its columns are known
  std::vector<TableRowFact> rows;
  // What cells of a column are read as, and where first.
  std::map<std::pair<std::uint32_t, Type::Kind>, Span> read_as;
  // By key: what its cells are compared as, once something asks.
  std::vector<std::optional<std::pair<Type::Kind, Span>>> key_kinds;
};

struct StateFact {
  const syntax::State* ast = nullptr;
  std::size_t file = 0;
  std::vector<std::optional<Type>> key_types;
};

// What is kept of a checked clause for those that speak about it.
struct ClauseFact {
  std::size_t file = 0;
  std::string short_id;
  Span id_span;
  Scope scope;  // of `unless`, `about` and `message`
};

struct Context {
  const CheckOptions& options;
  FileCache& cache;
  diagnostics::SourceSet& sources;
  diagnostics::DiagnosticSink* sink;       // where faults go now
  diagnostics::DiagnosticSink* main_sink;  // where those go that are found just once

  LoadedRules loaded;
  Symbols symbols;
  CheckedRules rules;

  std::vector<bool> giving_birth{};  // by EventKind: has a flow with nothing before the arrow
  std::vector<ConstantFact> lists{};
  std::vector<ConstantFact> parameters{};
  std::vector<Definition> definitions{};
  std::vector<TableFact> tables{};    // by TableId
  std::vector<StateFact> states{};    // by StateId
  std::vector<ClauseFact> clauses{};  // by ClauseId
  // The first of each short id in a file with a policy; files without one are one (SIZE_MAX).
  std::map<std::pair<std::size_t, std::string>, std::size_t> clause_homes{};
  std::vector<std::optional<std::size_t>> policy_of_file{};  // in CheckedRules::policies
  std::vector<std::size_t> open_definitions{};  // being checked or used, outermost first
  // The value of a definition's parameter, where it has one.
  std::unordered_map<std::uint32_t, ExprPtr> local_values{};
  std::size_t depth = 0;       // of the expression that is being checked
  std::size_t node_count = 0;  // of the declaration that is being checked
  bool too_large = false;      // that was reported
  Span string{};               // around what is checked: the hole of a message; empty: none

  Diagnostic& Report(Code code, Span span, std::vector<std::string> arguments = {}) const {
    if (FollowsFromBroken(code, arguments)) return unsaid = {};
    return sink->Add(code, span, std::move(arguments));
  }
  // The word at `at` names what is declared there.
  void Note(Span at, Span declared, NameKind kind) const {
    if (options.uses != nullptr) options.uses->Add({at, declared, kind});
  }
  void Note(Span at, const Symbol& symbol) const { Note(at, symbol.span, NameKindOf(symbol.kind)); }
  // A word that stands for something in scope. `about` names have no declaration of their own.
  void Note(Span at, const ScopeName& name) const {
    if (name.kind == ScopeName::Kind::kPattern) {
      if (name.pattern.kinds.empty()) return;
      Note(at, name.pattern.declared, name.pattern.declared_kind);
    } else if (!name.before_fields) {
      Note(at, name.span, NameKind::kVariable);
    }
  }
  // A field; `time` and `id` of every event have no declaration.
  void NoteField(Span at, const events::EventType& event, FieldIndex field) const;
  // A clause by its short or full id.
  void NoteClause(const syntax::Name& name, std::size_t clause) const;
  // A name is unknown because its declaration could not be parsed, which was said.
  bool FollowsFromBroken(Code code, const std::vector<std::string>& arguments) const;
  // The words at `span`, on one line.
  std::string WordsAt(Span span) const;
  BindingId NewBinding() { return BindingId{rules.binding_count++}; }
  LocalId NewLocal() { return LocalId{rules.local_count++}; }
  AskId NewAsk(AskNode node) {
    rules.asks.push_back(std::move(node));
    return AskId{static_cast<std::uint32_t>(rules.asks.size() - 1)};
  }
  std::string_view Keep(std::string_view text) { return rules.memory->Copy(text); }
  // What one declaration may expand to is counted from here.
  void BeginDeclaration() {
    node_count = 0;
    too_large = false;
  }
  // What the test whose givens are in force gives for `name`; null if nothing.
  std::vector<const syntax::Given*> GivenFor(const Symbol& symbol) const;

  // The test whose givens are in force, and the file that it stands in.
  const syntax::Test* given_test = nullptr;
  std::size_t given_file = 0;

  mutable Diagnostic unsaid = {};  // what nobody is told
};

// The declarations of one kind in a file, in the order written, and which of all they are.
template <typename Node, typename Do>
void ForEachNumbered(const RuleFile& file, Do&& act) {
  std::size_t number = 0;
  for (const syntax::Declaration& each : file.ast->declarations) {
    if (const auto* node = std::get_if<Node>(&each.node)) act(*node, number);
    ++number;
  }
}

template <typename Node, typename Do>
void ForEach(const RuleFile& file, Do&& act) {
  ForEachNumbered<Node>(file, [&](const Node& node, std::size_t number) {
    act(node, file.ast->declarations[number].span);
  });
}

}  // namespace abide::check
