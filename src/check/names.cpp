#include "check/names.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <utility>

#include "check/words.h"

namespace abide::check {
namespace {

bool IsEverywhere(Symbol::Kind kind) {
  return kind == Symbol::Kind::kEvent || kind == Symbol::Kind::kTable ||
         kind == Symbol::Kind::kState;
}

std::string_view NameOf(Symbol::Kind kind) {
  const std::string_view text = WithArticle(kind);
  return text.substr(text.find(' ') + 1);
}

class Declarer {
 public:
  explicit Declarer(Context& context) : context_(context) {}

  void Run() {
    for (std::size_t file = 0; file < context_.loaded.files.size(); ++file) DeclareFile(file);
    for (const auto& [name, symbols] : context_.symbols.all()) ReportDoubles(symbols);
  }

 private:
  void DeclareFile(std::size_t file) {
    const RuleFile& rules = context_.loaded.files[file];
    ForEachNumbered<syntax::List>(rules, [&](const syntax::List& list, std::size_t number) {
      context_.lists.push_back({list.name.text, list.name.span, {}, nullptr});
      Declare(Symbol::Kind::kList, list.name, file, context_.lists.size() - 1, number);
    });
    ForEachNumbered<syntax::Parameter>(
        rules, [&](const syntax::Parameter& parameter, std::size_t number) {
          context_.parameters.push_back({parameter.name.text, parameter.name.span, {}, nullptr});
          Declare(Symbol::Kind::kParameter, parameter.name, file, context_.parameters.size() - 1,
                  number);
        });
    ForEachNumbered<syntax::Table>(rules, [&](const syntax::Table& table, std::size_t number) {
      TableFact fact;
      fact.ast = &table;
      fact.file = file;
      fact.key_kinds.resize(table.keys.size());
      context_.tables.push_back(std::move(fact));
      Declare(Symbol::Kind::kTable, table.name, file, context_.tables.size() - 1, number);
    });
    ForEachNumbered<syntax::State>(rules, [&](const syntax::State& state, std::size_t number) {
      context_.states.push_back({&state, file, {}});
      Declare(Symbol::Kind::kState, state.name, file, context_.states.size() - 1, number);
    });
    ForEachNumbered<syntax::Define>(rules, [&](const syntax::Define& define, std::size_t number) {
      Definition definition;
      definition.ast = &define;
      definition.file = file;
      context_.definitions.push_back(definition);
      Declare(Symbol::Kind::kDefinition, define.name, file, context_.definitions.size() - 1,
              number);
    });
  }

  void Declare(Symbol::Kind kind, const syntax::Name& name, std::size_t file, std::size_t index,
               std::size_t number) {
    context_.symbols.Declare({kind, name.text, name.span, file, index, number});
  }

  // Two declarations of one name disturb each other where one file sees both by right.
  bool Meet(const Symbol& a, const Symbol& b) const {
    const auto& files = context_.loaded.files;
    return IsEverywhere(a.kind) || IsEverywhere(b.kind) || files[a.file].sees[b.file] ||
           files[b.file].sees[a.file];
  }

  void ReportDoubles(std::vector<Symbol> symbols) {
    std::sort(symbols.begin(), symbols.end(), [](const Symbol& a, const Symbol& b) {
      return std::pair(a.file, a.number) < std::pair(b.file, b.number);
    });
    for (std::size_t i = 1; i < symbols.size(); ++i) {
      const auto first =
          std::find_if(symbols.begin(), symbols.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const Symbol& other) { return Meet(other, symbols[i]); });
      if (first == symbols.begin() + static_cast<std::ptrdiff_t>(i)) continue;
      Report(symbols[i], *first);
    }
  }

  void Report(const Symbol& symbol, const Symbol& first) {
    Diagnostic& diagnostic =
        symbol.kind == first.kind
            ? context_.Report(Code::kDeclaredTwice, symbol.span,
                              {std::string(NameOf(symbol.kind)), symbol.name})
            : context_.Report(Code::kNameTaken, symbol.span,
                              {symbol.name, std::string(WithArticle(first.kind))});
    diagnostic.WithLabel(first.span, fmt::format("`{}` is declared here first", first.name));
  }

  Context& context_;
};

}  // namespace

std::string_view WithArticle(Symbol::Kind kind) {
  switch (kind) {
    case Symbol::Kind::kEvent:
      return "an event";
    case Symbol::Kind::kList:
      return "a list";
    case Symbol::Kind::kTable:
      return "a table";
    case Symbol::Kind::kParameter:
      return "a parameter";
    case Symbol::Kind::kState:
      return "a state";
    case Symbol::Kind::kDefinition:
      return "a definition";
  }
  return "";
}

std::size_t NameUses::Hash::operator()(const Key& key) const {
  constexpr std::size_t kFactor = 0x9E3779B97F4A7C15;  // of the golden ratio: it spreads the bits
  std::size_t hash = 0;
  for (const Span& span : {key.first, key.second}) {
    hash = (hash ^ static_cast<std::size_t>(span.file)) * kFactor;
    hash = (hash ^ span.begin) * kFactor;
    hash ^= hash >> 32;
  }
  return hash;
}

NameKind NameKindOf(Symbol::Kind kind) {
  switch (kind) {
    case Symbol::Kind::kEvent:
      return NameKind::kEvent;
    case Symbol::Kind::kList:
      return NameKind::kList;
    case Symbol::Kind::kTable:
      return NameKind::kTable;
    case Symbol::Kind::kParameter:
      return NameKind::kParameter;
    case Symbol::Kind::kState:
      return NameKind::kState;
    case Symbol::Kind::kDefinition:
      break;
  }
  return NameKind::kDefinition;
}

std::vector<const Symbol*> Symbols::Find(const std::vector<RuleFile>& files, std::size_t file,
                                         const std::string& name) const {
  std::vector<const Symbol*> found;
  const auto it = by_name_.find(name);
  if (it == by_name_.end()) return found;
  for (const Symbol& symbol : it->second) {
    if (IsEverywhere(symbol.kind) || files[file].sees[symbol.file]) found.push_back(&symbol);
  }
  return found;
}

const Symbol* Symbols::FindUnseen(const std::string& name) const {
  const auto it = by_name_.find(name);
  return it == by_name_.end() || it->second.empty() ? nullptr : &it->second.front();
}

std::vector<std::string> Symbols::Names(const std::vector<RuleFile>& files, std::size_t file,
                                        const std::vector<Symbol::Kind>& kinds) const {
  std::vector<std::string> names;
  for (const auto& [name, symbols] : by_name_) {
    for (const Symbol* symbol : Find(files, file, name)) {
      if (std::find(kinds.begin(), kinds.end(), symbol->kind) == kinds.end()) continue;
      names.push_back(name);
      break;
    }
  }
  return names;
}

bool Context::FollowsFromBroken(Code code, const std::vector<std::string>& arguments) const {
  const auto is_broken = [this](const std::string& name, char end) {
    return loaded.broken.contains(name.substr(0, name.find(end)));
  };
  switch (code) {
    case Code::kUnknownEvent:
    case Code::kUnknownName:
    case Code::kUnknownFunction:
    case Code::kUnknownGiven:
    case Code::kNoNearest:
      return is_broken(arguments[0], '.');
    case Code::kUnknownField:
      return is_broken(arguments[1], '.');
    case Code::kUnknownClause:
      return is_broken(arguments[0], '/') ||
             loaded.broken.contains(arguments[0].substr(arguments[0].find('/') + 1));
    default:
      return false;
  }
}

std::string Context::WordsAt(Span span) const {
  const bool is_in_string = string.begin != string.end && span.file == string.file &&
                            string.begin <= span.begin && span.end <= string.end;
  return is_in_string ? OneLineInString(sources, span) : OneLine(sources, span);
}

void Context::NoteField(Span at, const events::EventType& event, FieldIndex field) const {
  const Span declared = event.fields[static_cast<std::size_t>(field)].span;
  if (declared != event.span) Note(at, declared, NameKind::kField);
}

void Context::NoteClause(const syntax::Name& name, std::size_t clause) const {
  if (options.uses == nullptr) return;
  const std::size_t slash = name.text.rfind('/');
  const auto behind = slash == std::string::npos ? 0 : static_cast<std::uint32_t>(slash + 1);
  const Span id{name.span.file, name.span.begin + behind, name.span.end};
  Note(id, clauses[clause].id_span, NameKind::kClause);
  if (behind == 0) return;
  if (const auto policy = policy_of_file[clauses[clause].file]) {
    const Span in_front{name.span.file, name.span.begin, id.begin - 1};
    Note(in_front, rules.policies[*policy].span, NameKind::kPolicy);
  }
}

std::vector<const syntax::Given*> Context::GivenFor(const Symbol& symbol) const {
  std::vector<const syntax::Given*> found;
  if (given_test == nullptr) return found;
  const auto seen = symbols.Find(loaded.files, given_file, symbol.name);
  if (std::find(seen.begin(), seen.end(), &symbol) == seen.end()) return found;
  for (const syntax::Given& given : given_test->givens) {
    if (given.name.text == symbol.name) found.push_back(&given);
  }
  return found;
}

void DeclareNames(Context& context) { Declarer(context).Run(); }

void NoteField(const Context& context, const events::EventType& event, FieldIndex field,
               const syntax::Name& name) {
  const std::size_t length = std::min(name.text.find("[]"), name.text.size());
  context.NoteField(
      {name.span.file, name.span.begin, name.span.begin + static_cast<std::uint32_t>(length)},
      event, field);
}

const Symbol* FindSymbol(Context& context, std::size_t file, const syntax::Name& name) {
  const auto found = context.symbols.Find(context.loaded.files, file, name.text);
  if (found.empty()) return nullptr;
  // Its own declaration in front; a clash with an imported one was reported with the declarations.
  for (const Symbol* symbol : found) {
    if (symbol->file == file) return symbol;
  }
  const auto& files = context.loaded.files;
  if (found.size() > 1 && !IsEverywhere(found[0]->kind) && !IsEverywhere(found[1]->kind) &&
      !files[found[0]->file].sees[found[1]->file] && !files[found[1]->file].sees[found[0]->file]) {
    context
        .Report(Code::kAmbiguousImport, name.span,
                {name.text, files[found[0]->file].path, files[found[1]->file].path})
        .WithLabel(found[0]->span, "one is declared here")
        .WithLabel(found[1]->span, "the other here");
  }
  return found[0];
}

const Symbol* FindSymbol(Context& context, std::size_t file, const syntax::Name& name,
                         Symbol::Kind kind) {
  const Symbol* symbol = FindSymbol(context, file, name);
  return symbol != nullptr && symbol->kind == kind ? symbol : nullptr;
}

void CheckVariable(Context& context, const Scope& scope, const syntax::Name& variable,
                   const std::string& own_event) {
  if (const ScopeName* taken = scope.Find(variable.text)) {
    context
        .Report(Code::kNameTaken, variable.span,
                {variable.text, taken->kind == ScopeName::Kind::kPattern ? "a pattern in scope"
                                                                         : "a variable in scope"})
        .WithLabel(taken->span, fmt::format("`{}` is this already", variable.text));
    return;
  }
  if (variable.text == own_event) return;
  const auto found = context.symbols.Find(context.loaded.files, scope.file, variable.text);
  if (found.empty()) return;
  context
      .Report(Code::kNameTaken, variable.span,
              {variable.text, std::string(WithArticle(found[0]->kind))})
      .WithLabel(found[0]->span, fmt::format("`{}` is declared here", variable.text));
}

void Advise(Context& context, std::size_t file, Diagnostic& diagnostic, const syntax::Name& name,
            const std::vector<std::string>& candidates) {
  if (const Symbol* unseen = context.symbols.FindUnseen(name.text)) {
    diagnostic.WithLabel(
        unseen->span, fmt::format("{} of this name is declared here", WithArticle(unseen->kind)));
    if (unseen->file != file && !IsEverywhere(unseen->kind)) {
      const std::string& from = context.loaded.files[file].path;
      diagnostic.WithHelp(
          fmt::format("import its file: `import \"{}\"`",
                      std::filesystem::path(context.loaded.files[unseen->file].path)
                          .lexically_relative(std::filesystem::path(from).parent_path())
                          .string()));
    }
    return;
  }
  if (const auto near = diagnostics::NearestName(name.text, candidates)) {
    diagnostic.WithFix(name.span, *near);
  }
}

}  // namespace abide::check
