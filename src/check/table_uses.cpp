// Reading tables: `owners[t.model].owner as of t.date`, `[x, y] in competes`.

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

using syntax::Step;

ExprPtr ExpressionChecker::Cell(const syntax::Reference& node, std::size_t table, Span span,
                                const Scope& scope) {
  const Table& facts = context_.rules.tables[table];
  const TableFact& fact = context_.tables[table];
  context_.Note(node.head->span, fact.ast->name.span, NameKind::kTable);
  if (!CanAsk("a table", span, scope)) return nullptr;
  const auto* index = node.steps.empty() ? nullptr : std::get_if<Step::Index>(&node.steps[0].step);
  const auto* column =
      node.steps.size() < 2 ? nullptr : std::get_if<Step::Key>(&node.steps[1].step);
  if (index == nullptr || column == nullptr) {
    context_.Report(Code::kNoColumn, span, {facts.name})
        .WithLabel(fact.ast->name.span, "the table is declared here");
    return nullptr;
  }
  std::vector<const syntax::Expr*> asts;
  for (const auto& key : index->keys) asts.push_back(key.get());
  std::vector<ExprPtr> arguments;
  if (!Keys(table, asts, node.steps[0].span, scope, arguments)) return nullptr;
  AskCell cell{TableId{static_cast<std::uint32_t>(table)}, 0, node.as_of != nullptr};
  if (!AsOf(table, node, scope, arguments) || !fact.readable) return nullptr;
  const auto found = std::find(facts.columns.begin(), facts.columns.end(), column->name.text);
  if (found == facts.columns.end()) {
    Diagnostic& diagnostic =
        context_.Report(Code::kUnknownColumn, column->name.span, {facts.name, column->name.text});
    const auto near = diagnostics::NearestName(column->name.text, facts.columns);
    if (near) {
      diagnostic.WithFix(column->name.span, *near);
    } else {
      diagnostic.WithHelp("columns are " + Enumerate(facts.columns, 12));
    }
    return nullptr;
  }
  cell.column = static_cast<std::uint32_t>(found - facts.columns.begin());
  ExprPtr value = Ask(cell, std::move(arguments), Type::Of(Kind::kCell), span, scope);
  return Steps(std::move(value), node.steps, 2, span, scope);
}

ExprPtr ExpressionChecker::Row(const syntax::Expr& keys, const syntax::Reference& table_name,
                               std::size_t table, Span span, const Scope& scope) {
  context_.Note(table_name.head->span, context_.tables[table].ast->name.span, NameKind::kTable);
  if (!CanAsk("a table", span, scope)) return nullptr;
  std::vector<const syntax::Expr*> asts = {&keys};
  if (const auto* list = std::get_if<syntax::ListLiteral>(&keys.node)) {
    asts.clear();
    for (const auto& each : list->elements) asts.push_back(each.get());
  }
  std::vector<ExprPtr> arguments;
  if (!Keys(table, asts, keys.span, scope, arguments)) return nullptr;
  if (!AsOf(table, table_name, scope, arguments)) return nullptr;
  return Ask(AskRow{TableId{static_cast<std::uint32_t>(table)}, table_name.as_of != nullptr},
             std::move(arguments), Type::Of(Kind::kBoolean), span, scope);
}

bool ExpressionChecker::Keys(std::size_t table, const std::vector<const syntax::Expr*>& asts,
                             Span span, const Scope& scope, std::vector<ExprPtr>& arguments) {
  const syntax::Table& ast = *context_.tables[table].ast;
  bool good = true;
  for (std::size_t i = 0; i < asts.size(); ++i) {
    ExprPtr key = Check(*asts[i], scope);
    if (key && i < ast.keys.size()) key = Key(table, i, std::move(key));
    good = good && key;
    arguments.push_back(std::move(key));
  }
  if (asts.size() != ast.keys.size()) {
    context_
        .Report(Code::kWrongKeyCount, span,
                {"table `" + ast.name.text + "`", Counted(ast.keys.size(), "key"),
                 std::to_string(asts.size())})
        .WithLabel(ast.name.span, "it is declared here");
    return false;
  }
  return good;
}

// Cells of key columns are compared as texts, so a key of another type is written as one; what the
// table holds is brought into the same form once all is checked (FinishTables).
ExprPtr ExpressionChecker::Key(std::size_t table, std::size_t number, ExprPtr key) {
  const Kind kind = key->type.kind;
  if (kind == Kind::kList || kind == Kind::kRecord) {
    Diagnostic& diagnostic = context_.Report(Code::kWrongType, key->span,
                                             {"a single value as key", NameOfType(key->type)});
    if (kind == Kind::kList) diagnostic.WithHelp("ask for each: `any x in LIST: x in TABLE`");
    return nullptr;
  }
  const Kind as = key->type.is_textual() || kind == Kind::kCell ? Kind::kString : kind;
  auto& known = context_.tables[table].key_kinds[number];
  if (!known) known = {as, key->span};
  if (known->first != as) {
    context_
        .Report(Code::kKeyKindsDiffer, key->span,
                {context_.tables[table].ast->keys[number].value, NameOfType(Type::Of(as)),
                 NameOfType(Type::Of(known->first))})
        .WithLabel(known->second, "the other use");
    return nullptr;
  }
  if (as == Kind::kString) return key;
  const Span span = key->span;
  return Make(context_, ex::FunctionCall{ex::Function::kString, std::move(key), ""},
              Type::Of(Kind::kString), span);
}

bool ExpressionChecker::AsOf(std::size_t table, const syntax::Reference& node, const Scope& scope,
                             std::vector<ExprPtr>& arguments) {
  if (!node.as_of) return true;
  const syntax::Table& ast = *context_.tables[table].ast;
  ExprPtr time = Of(Kind::kTime, *node.as_of, scope);
  if (!ast.valid_from) {
    context_.Report(Code::kNoValidity, node.as_of->span, {ast.name.text})
        .WithLabel(ast.name.span, "it is declared here");
    return false;
  }
  if (!time) return false;
  arguments.push_back(std::move(time));
  return true;
}

}  // namespace abide::check
