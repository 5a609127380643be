// Cells of tables: what they are read as, and the rows as the rule set gets them.

#include <fmt/format.h>
#include <algorithm>

#include "check/build.h"
#include "check/facts.h"
#include "check/words.h"
#include "expressions/evaluate.h"
#include "expressions/no_host.h"

namespace abide::check {
namespace {

namespace ex = expressions;

// Unreadable cells of one column, and doubled keys of one table, that are shown.
constexpr std::size_t kMaxTableFaults = 10;

struct Column {
  std::size_t table;
  std::uint32_t column;
};

// The columns that the value of an expression of type `cell` may stand in.
void AddColumns(const Context& context, const ExprPtr& cell, std::vector<Column>& columns) {
  if (const auto* ask = std::get_if<ex::Ask>(&cell->node)) {
    const AskNode& node = context.rules.asks[static_cast<std::size_t>(ask->ask)];
    if (const auto* read = std::get_if<AskCell>(&node.ask)) {
      columns.push_back({static_cast<std::size_t>(read->table), read->column});
    }
  } else if (const auto* local = std::get_if<ex::Local>(&cell->node)) {
    const auto value = context.local_values.find(static_cast<std::uint32_t>(local->local));
    if (value != context.local_values.end()) AddColumns(context, value->second, columns);
  } else if (const auto* either = std::get_if<ex::Else>(&cell->node)) {
    AddColumns(context, either->first, columns);
    AddColumns(context, either->second, columns);
  } else if (const auto* let = std::get_if<ex::Let>(&cell->node)) {
    AddColumns(context, let->body, columns);
  }
}

// As the evaluator reads it: in the form of `string(…)`; nothing if it can't.
std::optional<std::string> Canonical(std::string_view text, Kind kind) {
  values::Arena arena;
  ex::NoHost host;
  ex::Environment environment(arena, host);
  ExprPtr expr = std::make_shared<const ex::Expr>(
      ex::Expr{ex::Constant{Value::Of(text)}, Type::Of(Kind::kString), {}});
  expr = std::make_shared<const ex::Expr>(
      ex::Expr{ex::Convert{std::move(expr), kind}, Type::Of(kind), {}});
  const ex::Expr written{
      ex::FunctionCall{ex::Function::kString, std::move(expr), ""}, Type::Of(Kind::kString), {}};
  const Value value = ex::Evaluate(written, environment);
  if (value.is_absent()) return std::nullopt;
  return std::string(value.text());
}

void ReportUnreadable(Context& context, const std::string& cell, Span span, Kind kind, Span use) {
  context.Report(Code::kUnreadableCell, span, {cell, NameOfType(Type::Of(kind))})
      .WithLabel(use, fmt::format("{} is wanted here", NameOfType(Type::Of(kind))));
}

void CheckColumn(Context& context, const Column& column, Kind kind, Span use) {
  TableFact& fact = context.tables[column.table];
  if (!fact.read_as.emplace(std::pair{column.column, kind}, use).second) return;
  std::size_t faults = 0;
  for (const TableRowFact& row : fact.rows) {
    const std::string& cell = row.cells[column.column];
    if (cell.empty() || ReadableAs(cell, kind)) continue;
    ReportUnreadable(context, cell, row.spans[column.column], kind, use);
    if (++faults == kMaxTableFaults) return;
  }
}

class TableFinisher {
 public:
  TableFinisher(Context& context, std::size_t table)
      : context_(context), fact_(context.tables[table]), table_(context.rules.tables[table]) {}

  void Run() {
    if (!fact_.readable || table_.keys.size() != fact_.ast->keys.size()) return;
    if (!FindValidity()) return;
    WriteKeys();
    for (const TableRowFact& row : fact_.rows) AddRow(row);
    ReportDoubles();
  }

 private:
  bool FindValidity() {
    if (!fact_.ast->valid_from) return true;
    from_ = ColumnOf(*fact_.ast->valid_from);
    until_ = ColumnOf(*fact_.ast->valid_until);
    return from_ && until_;
  }

  std::optional<std::size_t> ColumnOf(const syntax::Text& name) {
    const auto found = std::find(table_.columns.begin(), table_.columns.end(), name.value);
    if (found != table_.columns.end()) {
      return static_cast<std::size_t>(found - table_.columns.begin());
    }
    Diagnostic& diagnostic =
        context_.Report(Code::kMissingColumn, name.span, {table_.path, name.value});
    const auto near = diagnostics::NearestName(name.value, table_.columns);
    if (near) {
      diagnostic.WithFix(name.span, Quoted(*near));
    } else {
      diagnostic.WithHelp("its columns are " + Enumerate(table_.columns, 12));
    }
    return std::nullopt;
  }

  void WriteKeys() {
    for (std::size_t i = 0; i < table_.keys.size(); ++i) {
      if (!fact_.key_kinds[i] || fact_.key_kinds[i]->first == Kind::kString) continue;
      const auto [kind, use] = *fact_.key_kinds[i];
      for (TableRowFact& row : fact_.rows) {
        std::string& cell = row.cells[table_.keys[i]];
        if (cell.empty()) continue;
        if (auto text = Canonical(cell, kind)) {
          cell = *std::move(text);
        } else {
          ReportUnreadable(context_, cell, row.spans[table_.keys[i]], kind, use);
        }
      }
    }
  }

  void AddRow(const TableRowFact& row) {
    TableRow result;
    for (const std::string& cell : row.cells) {
      result.cells.push_back(cell.empty() ? Value() : Value::Of(context_.Keep(cell)));
    }
    result.line = row.line;
    if (from_) result.valid = ValidityOf(row);
    std::string key;
    for (const std::uint32_t column : table_.keys) {
      if (row.cells[column].empty()) {
        context_.Report(Code::kEmptyKey, row.span, {table_.columns[column]});
      }
      values::AppendKey(result.cells[column], key);
    }
    by_key_[key].push_back(table_.rows.size());
    table_.rows.push_back(std::move(result));
  }

  Effective ValidityOf(const TableRowFact& row) {
    Effective valid;
    const auto read = [&](std::size_t column, values::Instant& instant) {
      if (row.cells[column].empty()) return;
      if (const auto time = values::ParseInstant(row.cells[column])) {
        instant = *time;
      } else {
        context_.Report(Code::kBadValidity, row.spans[column],
                        {row.cells[column], table_.columns[column]});
      }
    };
    read(*from_, valid.from);
    read(*until_, valid.until);
    if (valid.from >= valid.until) {
      context_.Report(Code::kEmptyValidity, row.spans[*until_])
          .WithLabel(row.spans[*from_], "it begins here");
    }
    return valid;
  }

  // Rows of one key, by the begin of their validity: each must end before the next begins.
  void ReportDoubles() {
    std::size_t faults = 0;
    for (auto& [key, rows] : by_key_) {
      std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return table_.rows[a].valid.from < table_.rows[b].valid.from;
      });
      for (std::size_t i = 1; i < rows.size(); ++i) {
        if (table_.rows[rows[i - 1]].valid.until <= table_.rows[rows[i]].valid.from) continue;
        if (++faults > kMaxTableFaults) return;
        const std::size_t first = std::min(rows[i - 1], rows[i]);
        const std::size_t second = std::max(rows[i - 1], rows[i]);
        std::vector<std::string> cells;
        for (const std::uint32_t column : table_.keys) {
          cells.push_back(fact_.rows[second].cells[column]);
        }
        context_.Report(Code::kRowTwice, fact_.rows[second].span, {Enumerate(cells)})
            .WithLabel(fact_.rows[first].span, "the other row");
      }
    }
  }

  Context& context_;
  TableFact& fact_;
  Table& table_;
  std::optional<std::size_t> from_, until_;
  std::map<std::string, std::vector<std::size_t>> by_key_;  // rows
};

}  // namespace

bool ReadableAs(std::string_view text, Kind wanted) { return Canonical(text, wanted).has_value(); }

bool CellsReadableAs(const Context& context, const ExprPtr& cell, Kind wanted) {
  std::vector<Column> columns;
  AddColumns(context, cell, columns);
  for (const Column& each : columns) {
    for (const TableRowFact& row : context.tables[each.table].rows) {
      const std::string& text = row.cells[each.column];
      if (!text.empty() && !ReadableAs(text, wanted)) return false;
    }
  }
  return true;
}

ExprPtr ReadCell(Context& context, ExprPtr cell, Kind wanted, Span span) {
  std::vector<Column> columns;
  AddColumns(context, cell, columns);
  for (const Column& each : columns) CheckColumn(context, each, wanted, span);
  return Make(context, ex::Convert{std::move(cell), wanted}, Type::Of(wanted), span);
}

void FinishTables(Context& context) {
  for (std::size_t i = 0; i < context.tables.size(); ++i) TableFinisher(context, i).Run();
}

}  // namespace abide::check
