#include "check/tests.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/build.h"
#include "check/clauses.h"
#include "check/facts.h"
#include "check/names.h"
#include "check/records.h"
#include "check/words.h"

namespace abide::check {
namespace {

std::string_view NameOf(syntax::Verdict verdict) {
  switch (verdict) {
    case syntax::Verdict::kBreach:
      return "breach";
    case syntax::Verdict::kKept:
      return "kept";
    case syntax::Verdict::kPending:
      return "pending";
    case syntax::Verdict::kExcused:
      return "excused";
    case syntax::Verdict::kUndetermined:
      return "undetermined";
    case syntax::Verdict::kWaived:
      return "waived";
  }
  return "";
}

class TestChecker {
 public:
  TestChecker(Context& context, std::size_t file, const syntax::Test& ast)
      : context_(context), file_(file), ast_(ast) {}

  Test Check(std::uint32_t number) {
    context_.BeginDeclaration();
    Test test;
    test.title = ast_.title.value;
    test.path = context_.loaded.files[file_].path;
    test.number = number;
    test.span = ast_.title.span;
    if (ast_.clause) test.clause = Find(*ast_.clause);
    test.has_givens = !ast_.givens.empty();
    for (const syntax::Given& given : ast_.givens) Check(given);
    for (const syntax::TestStep& step : ast_.steps) Check(step, test);
    CheckOrder();
    if (ast_.as_of) test.as_of = ast_.as_of->value;
    return test;
  }

 private:
  // By its full id, or by the short one if just one clause that the file sees has it.
  std::optional<ClauseId> Find(const syntax::Name& name) {
    std::vector<std::string> full_ids;
    std::vector<std::string> known;
    std::optional<ClauseId> found;
    for (std::size_t i = 0; i < context_.clauses.size(); ++i) {
      if (!context_.loaded.files[file_].sees[context_.clauses[i].file]) continue;
      const std::string& id = context_.rules.clauses[i].id;
      const bool is_full = name.text.find('/') != std::string::npos;
      known.push_back(is_full ? id : context_.clauses[i].short_id);
      if (known.back() != name.text) continue;
      context_.NoteClause(name, i);
      if (!found) found = ClauseId{static_cast<std::uint32_t>(i)};
      if (std::find(full_ids.begin(), full_ids.end(), id) == full_ids.end()) full_ids.push_back(id);
    }
    if (full_ids.size() > 1) {
      context_.Report(Code::kAmbiguousClause, name.span, {name.text, Enumerate(full_ids)})
          .WithFix(name.span, full_ids.front());
    }
    if (found) return found;
    Diagnostic& diagnostic = context_.Report(Code::kUnknownClause, name.span, {name.text});
    if (const auto near = diagnostics::NearestName(name.text, known)) {
      diagnostic.WithFix(name.span, *near);
    } else {
      diagnostic.WithHelp("a test sees the clauses of its own file and of those that it imports");
    }
    return std::nullopt;
  }

  void Check(const syntax::Given& given) {
    const Symbol* symbol = FindSymbol(context_, file_, given.name);
    const bool is_fact = symbol != nullptr && (symbol->kind == Symbol::Kind::kTable ||
                                               symbol->kind == Symbol::Kind::kList ||
                                               symbol->kind == Symbol::Kind::kParameter);
    if (!is_fact) {
      Diagnostic& diagnostic =
          context_.Report(Code::kUnknownGiven, given.name.span, {given.name.text});
      Advise(context_, file_, diagnostic, given.name,
             context_.symbols.Names(
                 context_.loaded.files, file_,
                 {Symbol::Kind::kTable, Symbol::Kind::kList, Symbol::Kind::kParameter}));
      return;
    }
    context_.Note(given.name.span, *symbol);
    const bool is_table = symbol->kind == Symbol::Kind::kTable;
    const bool empties = !given.row && given.is_list && given.constants.empty();
    if (is_table && empties) return;
    if (is_table != given.row.has_value()) {
      context_
          .Report(Code::kGivenForm, given.name.span,
                  {given.name.text, std::string(WithArticle(symbol->kind)),
                   is_table ? "a row in braces" : "`=` and a value"})
          .WithLabel(symbol->span, "it is declared here");
    } else if (is_table) {
      CheckRow(given, symbol->index);
    } else {
      CheckValue(given, *symbol);
    }
  }

  void CheckRow(const syntax::Given& given, std::size_t table) {
    const TableFact& fact = context_.tables[table];
    const Table& facts = context_.rules.tables[table];
    if (!fact.readable) return;
    const TableRowFact row = GivenRow(context_, given, facts.columns, facts.name);
    const auto check = [&](std::uint32_t column, Kind kind, Span use) {
      const std::string& cell = row.cells[column];
      if (cell.empty() || ReadableAs(cell, kind)) return;
      context_.Report(Code::kUnreadableCell, row.spans[column], {cell, NameOfType(Type::Of(kind))})
          .WithLabel(use, NameOfType(Type::Of(kind)) + " is wanted here");
    };
    for (const auto& [column_kind, use] : fact.read_as) {
      check(column_kind.first, column_kind.second, use);
    }
    for (std::size_t i = 0; i < facts.keys.size() && i < fact.key_kinds.size(); ++i) {
      const auto& kind = fact.key_kinds[i];
      if (kind && kind->first != Kind::kString) check(facts.keys[i], kind->first, kind->second);
    }
    for (const auto& name : {fact.ast->valid_from, fact.ast->valid_until}) {
      if (!name) continue;
      const auto at = std::find(facts.columns.begin(), facts.columns.end(), name->value);
      if (at == facts.columns.end()) continue;
      check(static_cast<std::uint32_t>(at - facts.columns.begin()), Kind::kTime, name->span);
    }
  }

  void CheckValue(const syntax::Given& given, const Symbol& symbol) {
    const ConstantFact& fact = symbol.kind == Symbol::Kind::kList
                                   ? context_.lists[symbol.index]
                                   : context_.parameters[symbol.index];
    const ExprPtr value =
        ReadConstant(context_, {given.constants, given.is_list, file_, given.span});
    if (!value || !fact.value || FitsConstant(value, fact.value)) return;
    context_.Report(Code::kWrongType, given.span, {NameOfType(fact.type), NameOfType(value->type)})
        .WithLabel(symbol.span, "it is declared here");
  }

  void Check(const syntax::TestStep& ast, Test& test) {
    Test::Step step;
    step.time = ast.time.value;
    step.span = ast.span;
    const auto kind = context_.rules.schema.Find(ast.event.text);
    if (kind) {
      step.kind = *kind;
      context_.Note(ast.event.span, context_.rules.schema.Type(*kind).span, NameKind::kEvent);
      step.fields = ReadRecord(context_, ast.record, *kind, ast.time.value);
    } else {
      Diagnostic& diagnostic =
          context_.Report(Code::kUnknownEvent, ast.event.span, {ast.event.text});
      Advise(context_, file_, diagnostic, ast.event,
             context_.symbols.Names(context_.loaded.files, file_, {Symbol::Kind::kEvent}));
    }
    for (const syntax::Expectation& expected : ast.expectations) {
      const auto clause = expected.clause ? Find(*expected.clause) : test.clause;
      if (!expected.clause && !ast_.clause) {
        context_.Report(Code::kExpectationWithoutClause, expected.span);
      }
      if (clause) {
        step.expectations.push_back(
            {std::string(NameOf(expected.verdict)), *clause, expected.span});
      }
    }
    test.steps.push_back(std::move(step));
  }

  void CheckOrder() {
    for (std::size_t i = 1; i < ast_.steps.size(); ++i) {
      const syntax::TimeLiteral& before = ast_.steps[i - 1].time;
      const syntax::TimeLiteral& time = ast_.steps[i].time;
      if (before.value <= time.value) continue;
      context_.Report(Code::kStepOrder, time.span).WithLabel(before.span, "this one is later");
    }
  }

  Context& context_;
  std::size_t file_;
  const syntax::Test& ast_;
};

}  // namespace

void FindGivenTest(Context& context) {
  if (!context.options.test) return;
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    if (context.loaded.files[file].path != context.options.test->path) continue;
    std::uint32_t number = 0;
    ForEach<syntax::Test>(context.loaded.files[file], [&](const syntax::Test& test, Span) {
      if (number++ != context.options.test->number) return;
      context.given_test = &test;
      context.given_file = file;
    });
  }
}

void CheckTests(Context& context) {
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    std::uint32_t number = 0;
    ForEach<syntax::Test>(context.loaded.files[file], [&](const syntax::Test& test, Span) {
      const std::uint32_t own = number++;
      if (context.options.test && context.given_test != &test) return;
      context.rules.tests.push_back(TestChecker(context, file, test).Check(own));
    });
  }
}

}  // namespace abide::check
