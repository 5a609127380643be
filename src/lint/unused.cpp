// Names that nobody uses. By their words alone: a name that stands anywhere, in whatever role,
// counts as used, so that what is said here is certain. Where some rule asks where data comes from,
// every event that hands data on is used without being named.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/loading.h"
#include "lint/checks.h"
#include "lint/patterns.h"
#include "lint/walk.h"

namespace abide::lint {
namespace {

using syntax::Declaration;

bool HasClause(const RuleText& file) {
  return std::any_of(
      file.ast.declarations.begin(), file.ast.declarations.end(),
      [](const Declaration& each) { return std::holds_alternative<syntax::Clause>(each.node); });
}

class Unused {
 public:
  Unused(const Subject& subject, Remarks& remarks) : subject_(subject), remarks_(remarks) {
    for (std::size_t i = 0; i < subject_.files.size(); ++i) {
      numbers_.emplace(subject_.files[i].path, i);
    }
    for (const RuleText& file : subject_.files) {
      for (const Declaration& each : file.ast.declarations) {
        if (const auto* import = std::get_if<syntax::Import>(&each.node)) {
          imported_.insert(check::RelativeTo(file.path, import->path.value));
        } else if (const auto* source = std::get_if<syntax::Source>(&each.node)) {
          for (const syntax::Mapping& mapping : source->mappings) made_.insert(mapping.event.text);
        } else if (const auto* event = std::get_if<syntax::Event>(&each.node)) {
          if (CarriesData(*event)) carriers_.insert(event->name.text);
        }
      }
    }
  }

  void CheckNames() {
    for (const RuleText& file : subject_.files) {
      if (!file.is_subject) continue;
      const bool judges = HasClause(file);
      // A file for others to import, and none of those is here: who uses it is not known.
      if (!judges && !imported_.contains(file.path)) continue;
      for (const Declaration& each : file.ast.declarations) {
        CheckShared(each);
        if (judges && !imported_.contains(file.path)) CheckVocabulary(each);
      }
    }
    CheckUnmade();
  }

  void CheckImports() {
    for (std::size_t i = 0; i < subject_.files.size(); ++i) {
      const RuleText& file = subject_.files[i];
      // What others import may be there for them.
      if (!file.is_subject || imported_.contains(file.path)) continue;
      for (const Declaration& each : file.ast.declarations) {
        const auto* import = std::get_if<syntax::Import>(&each.node);
        if (import != nullptr) CheckImport(i, *import);
      }
    }
  }

 private:
  bool IsUsed(const std::string& name) const { return subject_.uses.counts.contains(name); }
  bool CarriesData(const syntax::Event& event) const {
    return subject_.uses.asks_of_data && !event.flows.empty();
  }

  void Say(Code code, const syntax::Name& name, std::vector<std::string> arguments) {
    remarks_.Add(code, name.span, std::move(arguments));
  }

  void CheckNamed(const char* kind, const syntax::Name& name) {
    if (!IsUsed(name.text)) Say(Code::kUnusedName, name, {kind, name.text});
  }

  // What other files may use as well, all of them loaded.
  void CheckShared(const Declaration& declaration) {
    if (const auto* list = std::get_if<syntax::List>(&declaration.node)) {
      CheckNamed("list", list->name);
    } else if (const auto* table = std::get_if<syntax::Table>(&declaration.node)) {
      CheckNamed("table", table->name);
    } else if (const auto* parameter = std::get_if<syntax::Parameter>(&declaration.node)) {
      CheckNamed("parameter", parameter->name);
    } else if (const auto* define = std::get_if<syntax::Define>(&declaration.node)) {
      if (!IsUsed(define->name.text)) {
        Say(Code::kUnusedDefinition, define->name, {define->name.text});
      }
    } else if (const auto* state = std::get_if<syntax::State>(&declaration.node)) {
      if (!IsUsed(state->name.text)) Say(Code::kUnusedState, state->name, {state->name.text});
    }
  }

  // Events and sources that stand beside the clauses they are for.
  void CheckVocabulary(const Declaration& declaration) {
    if (const auto* event = std::get_if<syntax::Event>(&declaration.node)) {
      const std::string& name = event->name.text;
      if (IsUsed(name) || carriers_.contains(name)) {
        CheckFields(*event);
      } else if (!made_.contains(name) && !subject_.uses.tried.contains(name)) {
        // Of one that a source makes, it is said of the source. A test would miss it.
        Say(Code::kUnusedEvent, event->name, {name});
      }
    } else if (const auto* source = std::get_if<syntax::Source>(&declaration.node)) {
      const bool is_used = std::any_of(
          source->mappings.begin(), source->mappings.end(), [this](const syntax::Mapping& each) {
            return IsUsed(each.event.text) || carriers_.contains(each.event.text);
          });
      if (!is_used) Say(Code::kUnusedSource, source->name, {source->name.text});
    }
  }

  void CheckFields(const syntax::Event& event) {
    for (const syntax::Field& field : event.fields) {
      std::string last = field.name.text;
      last = last.substr(last.find_last_of('.') + 1);
      if (!IsUsed(last)) Say(Code::kUnusedField, field.name, {field.name.text, event.name.text});
    }
  }

  // Events at which clauses' findings stand. Where no source makes any of them, the rules are for
  // logs in Abide's own form.
  void CheckUnmade() {
    std::set<expressions::EventKind> made;
    for (const events::SourceMap& source : subject_.rules.sources) {
      for (const events::SourceMapping& each : source.mappings) made.insert(each.kind);
    }
    if (made.empty()) return;
    std::set<expressions::EventKind> said;
    for (const check::Clause& clause : subject_.rules.clauses) {
      const check::Pattern* trigger = TriggerOf(clause.norm);
      if (trigger == nullptr) continue;
      for (const check::PatternCase& each : trigger->cases) {
        if (made.contains(each.kind) || !said.insert(each.kind).second) continue;
        remarks_.Add(Code::kEventUnmade, trigger->span,
                     {subject_.rules.schema.Type(each.kind).name});
      }
    }
  }

  // The names that `file` declares; nothing if it has what counts without being named.
  bool AddNames(const RuleText& file, std::set<std::string>& names) const {
    for (const Declaration& each : file.ast.declarations) {
      const auto* event = std::get_if<syntax::Event>(&each.node);
      if (event != nullptr && CarriesData(*event)) return false;
      const bool counts = std::visit(
          [&names](const auto& node) {
            using Node = std::decay_t<decltype(node)>;
            if constexpr (std::is_same_v<Node, syntax::Event> ||
                          std::is_same_v<Node, syntax::List> ||
                          std::is_same_v<Node, syntax::Table> ||
                          std::is_same_v<Node, syntax::Define> ||
                          std::is_same_v<Node, syntax::Parameter> ||
                          std::is_same_v<Node, syntax::State>) {
              names.insert(node.name.text);
            }
            return std::is_same_v<Node, syntax::Source> || std::is_same_v<Node, syntax::Clause> ||
                   std::is_same_v<Node, syntax::Waive> || std::is_same_v<Node, syntax::Permit>;
          },
          each.node);
      if (counts) return false;
    }
    return true;
  }

  void CheckImport(std::size_t number, const syntax::Import& import) {
    const std::string path = check::RelativeTo(subject_.files[number].path, import.path.value);
    const auto found = numbers_.find(path);
    if (found == numbers_.end()) return;
    // It and what it imports in turn.
    std::set<std::string> names;
    std::vector<std::size_t> open{found->second};
    std::set<std::size_t> seen{found->second};
    while (!open.empty()) {
      const RuleText& file = subject_.files[open.back()];
      open.pop_back();
      if (!AddNames(file, names)) return;
      for (const Declaration& each : file.ast.declarations) {
        const auto* further = std::get_if<syntax::Import>(&each.node);
        if (further == nullptr) continue;
        const auto next = numbers_.find(check::RelativeTo(file.path, further->path.value));
        if (next == numbers_.end()) return;
        if (seen.insert(next->second).second) open.push_back(next->second);
      }
    }
    const auto& used = subject_.uses.by_file[number];
    const bool is_used = std::any_of(names.begin(), names.end(), [&used](const std::string& name) {
      return used.contains(name);
    });
    // A file that only hands on what it imports says nothing itself.
    if (is_used || used.empty()) return;
    remarks_.Add(Code::kUnusedImport, import.path.span, {import.path.value});
  }

  const Subject& subject_;
  Remarks& remarks_;
  std::map<std::string, std::size_t> numbers_;
  std::set<std::string> imported_;
  std::set<std::string> made_;      // events, by any source
  std::set<std::string> carriers_;  // events that hand data on, where a rule asks for that
};

void CheckArguments(const syntax::Define& define, Remarks& remarks) {
  std::set<std::string> used;
  Walk(define.expression, {.expr = [&used](const syntax::Expr& expr) {
         const auto* reference = std::get_if<syntax::Reference>(&expr.node);
         if (reference != nullptr && reference->head) used.insert(reference->head->text);
       }});
  for (const syntax::Name& each : define.parameters) {
    if (used.contains(each.text)) continue;
    remarks.Add(Code::kArgumentUnused, each.span, {define.name.text, each.text});
  }
}

// Its parameters and what it stands for.
std::string MeaningOf(const Subject& subject, const syntax::Define& define) {
  std::string meaning;
  for (const syntax::Name& each : define.parameters) meaning += each.text + ',';
  const Span span = define.expression != nullptr ? define.expression->span : define.patterns->span;
  return meaning + '=' + subject.Text(span);
}

}  // namespace

void CheckUnused(const Subject& subject, Remarks& remarks) {
  Unused(subject, remarks).CheckNames();
}

void CheckImports(const Subject& subject, Remarks& remarks) {
  Unused(subject, remarks).CheckImports();
}

void CheckDefinitions(const Subject& subject, Remarks& remarks) {
  std::map<std::pair<std::string, std::string>, const syntax::Define*> meanings;
  ForEach<syntax::Define>(subject, [&](const RuleText& file, const syntax::Define& define) {
    if (define.expression != nullptr) CheckArguments(define, remarks);
    const auto used = subject.uses.counts.find(define.name.text);
    // Of a file with clauses alone: a shared one is for others, too.
    if (HasClause(file) && used != subject.uses.counts.end() && used->second == 1) {
      remarks.Add(Code::kDefinitionUsedOnce, define.name.span, {define.name.text});
    }
    const auto [first, is_new] =
        meanings.emplace(std::pair(file.path, MeaningOf(subject, define)), &define);
    if (is_new) return;
    remarks
        .Add(Code::kDefinitionsAlike, define.name.span,
             {define.name.text, first->second->name.text})
        .WithLabel(first->second->name.span, "the other definition");
  });
}

}  // namespace abide::lint
