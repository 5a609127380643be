// What can stand at the cursor. While somebody types, the declaration around it can hardly ever be
// parsed: what fits is told from the tokens in front of the cursor and from the names that the
// rules declare.

#include "lsp/completion_context.h"
#include "lsp/declared.h"
#include "lsp/language.h"
#include "lsp/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace abide::lsp {
namespace {

// CompletionItemKind
enum class ItemKind {
  kFunction = 3,
  kField = 5,
  kVariable = 6,
  kClass = 7,
  kModule = 9,
  kValue = 12,
  kEnum = 13,
  kKeyword = 14,
  kSnippet = 15,
  kFile = 17,
  kConstant = 21,
  kEvent = 23,
};

// The first in the list have the smallest.
enum class Rank { kBest, kGood, kOther };

class Completer {
 public:
  Completer(const View& view, CompletionContext context)
      : view_(view), context_(std::move(context)) {}

  Json Run() {
    switch (context_.place) {
      case CompletionContext::Place::kNone:
        break;
      case CompletionContext::Place::kBeginning:
        AddBeginnings();
        break;
      case CompletionContext::Place::kImport:
        AddFiles();
        break;
      case CompletionContext::Place::kType:
        AddWords(
            {"string", "number", "boolean", "time", "duration", "artifact", "list of", "one of"});
        break;
      case CompletionContext::Place::kSeverity:
        AddWords({"info", "low", "medium", "high", "critical"});
        break;
      case CompletionContext::Place::kVerdict:
        AddWords({"breach", "kept", "pending", "excused", "undetermined", "waived"});
        AddClauses(Rank::kOther, true);
        break;
      case CompletionContext::Place::kClause:
        AddClauses(Rank::kBest, false);
        break;
      case CompletionContext::Place::kClauseOfTest:
        AddClauses(Rank::kBest, true);
        break;
      case CompletionContext::Place::kPattern:
        AddEvents(Rank::kBest, true);
        break;
      case CompletionContext::Place::kEvent:
        AddEvents(Rank::kBest, false);
        break;
      case CompletionContext::Place::kField:
        for (const std::string& event : context_.events) AddFields(event, Rank::kBest);
        break;
      case CompletionContext::Place::kRecordKey:
        for (const std::string& event : context_.events) AddFields(event, Rank::kBest, ": ");
        break;
      case CompletionContext::Place::kAssignment:
        for (const std::string& event : context_.events) AddFields(event, Rank::kBest, " = ");
        AddWords({"event"});
        break;
      case CompletionContext::Place::kColumn:
        AddColumns();
        break;
      case CompletionContext::Place::kGiven:
        AddFacts();
        break;
      case CompletionContext::Place::kValue:
        AddValues();
        break;
      case CompletionContext::Place::kExpression:
        AddExpression();
        break;
      case CompletionContext::Place::kAttribute:
        AddWords(context_.words);
        break;
    }
    return {{"isIncomplete", false}, {"items", std::move(items_)}};
  }

 private:
  struct Item {
    std::string label;
    ItemKind kind{};
    Rank rank{};
    std::string detail;
    std::string doc;
    std::string insert;  // empty: the label
    bool is_snippet = false;
  };

  void Add(Item item) {
    if (!taken_.insert(item.label).second) return;
    const std::string& insert = item.insert.empty() ? item.label : item.insert;
    Json json = {{"label", item.label},
                 {"kind", static_cast<int>(item.kind)},
                 {"sortText", fmt::format("{}{}", static_cast<int>(item.rank), item.label)},
                 {"textEdit",
                  {{"range", view_.RangeOf(context_.begin, context_.end)}, {"newText", insert}}}};
    if (!item.detail.empty()) json["detail"] = item.detail;
    if (!item.doc.empty()) json["documentation"] = MarkdownOf(item.doc);
    if (item.is_snippet) json["insertTextFormat"] = 2;
    items_.push_back(std::move(json));
  }

  const check::CheckedRules& rules() const { return view_.rules.rules(); }

  void AddBeginnings() {
    for (const Beginning& each : Beginnings()) {
      Item item{std::string(each.word),
                ItemKind::kKeyword,
                Rank::kBest,
                "",
                std::string(each.doc),
                "",
                false};
      if (view_.takes_snippets) {
        item.kind = ItemKind::kSnippet;
        item.insert = each.snippet;
        item.is_snippet = true;
      }
      Add(std::move(item));
    }
  }

  // Rule files below the folders of the rules, as seen from this one.
  void AddFiles() {
    const auto folder = std::filesystem::path(view_.document.path).parent_path();
    for (const std::string& root : view_.rules.settings().paths) {
      const auto files = view_.workspace.files().RuleFiles(root);
      if (!files) continue;
      for (const std::string& file : *files) {
        if (view_.workspace.files().Canonical(file) == view_.document.path) continue;
        Add({std::filesystem::path(file).lexically_relative(folder).string(), ItemKind::kFile,
             Rank::kBest, "", "", "", false});
      }
    }
  }

  void AddWords(const std::vector<std::string>& words, Rank rank = Rank::kBest) {
    for (const std::string& word : words) {
      const Keyword* const keyword = FindKeyword(word.substr(0, word.find(' ')));
      Add({word, ItemKind::kKeyword, rank, "", keyword == nullptr ? "" : std::string(keyword->doc),
           "", false});
    }
  }

  void AddClauses(Rank rank, bool with_short) {
    std::map<std::string, std::size_t> shorts;
    std::set<std::string> ids;
    for (const check::Clause& clause : rules().clauses) {
      if (ids.insert(clause.id).second) ++shorts[ShortId(clause.id)];
    }
    for (const check::Clause& clause : rules().clauses) {
      const bool is_short = with_short && shorts[ShortId(clause.id)] == 1;
      Add({is_short ? ShortId(clause.id) : clause.id, ItemKind::kClass, rank, clause.title,
           Escaped(clause.id), "", false});
    }
  }

  static std::string ShortId(const std::string& id) {
    const std::size_t slash = id.rfind('/');
    return slash == std::string::npos ? id : id.substr(slash + 1);
  }

  void AddEvents(Rank rank, bool with_definitions) {
    for (const events::EventType& type : rules().schema.types()) {
      Add({type.name, ItemKind::kEvent, rank, "event", Escaped(type.doc), "", false});
    }
    if (!with_definitions) return;
    ForEachDeclared<syntax::Define>(view_.rules, [&](const syntax::Define& node, const auto& all) {
      if (!node.patterns) return;
      Add({node.name.text, ItemKind::kEvent, rank, "define", Written(all), "", false});
    });
  }

  std::string Written(const syntax::Declaration& declaration) const {
    return Fenced(view_.rules.TextOf(declaration.span));
  }

  void AddFields(const std::string& event, Rank rank, const std::string& behind = "") {
    const auto kind = rules().schema.Find(event);
    if (!kind) return;
    const events::EventType& type = rules().schema.Type(*kind);
    for (const events::FieldType& field : type.fields) {
      if (behind == ": " && field.name == "time") continue;
      Add({field.name, ItemKind::kField, rank, TypeText(field.type, field.optional),
           "Of `" + type.name + "`. " + FieldComments(field), field.name + behind, false});
    }
  }

  std::string FieldComments(const events::FieldType& field) const {
    const auto place = view_.rules.Locate(field.span);
    const std::string* const text = place ? view_.rules.TextOf(place->path) : nullptr;
    if (text == nullptr || field.name == "time" || field.name == "id") return {};
    return Escaped(CommentsAt(*text, place->begin));
  }

  void AddColumns() {
    for (const check::Table& table : rules().tables) {
      if (table.name != context_.table) continue;
      for (const std::string& column : table.columns) {
        Add({column, ItemKind::kField, Rank::kBest, "column of " + table.name, "", "", false});
      }
    }
  }

  // What a test can give.
  void AddFacts() {
    const RuleSet& rules = view_.rules;
    const auto add = [this](const syntax::Name& name, ItemKind kind, const char* what,
                            const syntax::Declaration& all) {
      Add({name.text, kind, Rank::kOther, what, Written(all), "", false});
    };
    ForEachDeclared<syntax::Table>(rules, [&](const syntax::Table& node, const auto& all) {
      add(node.name, ItemKind::kEnum, "table", all);
    });
    ForEachDeclared<syntax::List>(rules, [&](const syntax::List& node, const auto& all) {
      add(node.name, ItemKind::kConstant, "list", all);
    });
    ForEachDeclared<syntax::Parameter>(rules, [&](const syntax::Parameter& node, const auto& all) {
      add(node.name, ItemKind::kConstant, "parameter", all);
    });
  }

  void AddCallables() {
    ForEachDeclared<syntax::Define>(view_.rules, [&](const syntax::Define& node, const auto& all) {
      if (!node.parameters.empty()) AddCall(node.name.text, "define", Written(all));
    });
    ForEachDeclared<syntax::State>(view_.rules, [&](const syntax::State& node, const auto& all) {
      AddCall(node.name.text, "state", Written(all));
    });
  }

  void AddCall(const std::string& name, const std::string& detail, const std::string& doc) {
    Item item{name, ItemKind::kFunction, Rank::kOther, detail, doc, name + "(", false};
    if (view_.takes_snippets) {
      item.insert = name + "($1)";
      item.is_snippet = true;
    }
    Add(std::move(item));
  }

  // Texts that the field on the left can have.
  void AddValues() {
    for (const std::string& event : context_.events) {
      const auto kind = rules().schema.Find(event);
      if (!kind) continue;
      const events::EventType& type = rules().schema.Type(*kind);
      const auto field = type.FindField(context_.field);
      if (!field) continue;
      const expressions::Type& of = type.fields[static_cast<std::size_t>(*field)].type;
      const expressions::Type& one = of.element ? *of.element : of;
      for (const std::string& text : one.one_of) {
        const std::string value = context_.in_string ? text : "\"" + text + "\"";
        Add({value, ItemKind::kValue, Rank::kBest, type.name + "." + context_.field, "", "",
             false});
      }
      if (of.kind == expressions::Type::Kind::kBoolean) AddWords({"true", "false"});
    }
  }

  void AddExpression() {
    if (!context_.field.empty()) AddValues();
    if (context_.in_string) return;
    for (const std::string& event : context_.nearest) AddFields(event, Rank::kGood);
    for (const auto& [name, event] : context_.names) {
      Add({name, ItemKind::kVariable, Rank::kGood, event, "", "", false});
    }
    AddWords(context_.words);
    AddFacts();
    AddCallables();
    for (const Function& each : Functions()) {
      if (each.in_sources_only && !context_.in_source) continue;
      AddCall(std::string(each.name), std::string(each.shape), std::string(each.doc));
    }
    if (context_.in_hole) return;
    AddWords({"and", "or", "not", "in", "has", "any", "every", "preceded by", "within", "where",
              "else", "matches", "starts with", "ends with", "contains", "derives from",
              "ignoring case", "true", "false"},
             Rank::kOther);
  }

  const View& view_;
  CompletionContext context_;
  Json items_ = Json::array();
  std::set<std::string> taken_;
};

}  // namespace

Json Completion(const View& view, Position position) {
  const std::uint32_t offset = view.document.text.OffsetOf(position, view.encoding);
  return Completer(view, ContextAt(view, offset)).Run();
}

}  // namespace abide::lsp
