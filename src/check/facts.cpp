#include "check/facts.h"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "check/build.h"
#include "check/csv_files.h"
#include "check/expressions.h"
#include "check/names.h"
#include "check/settings.h"
#include "check/words.h"

namespace abide::check {
namespace {

class FactReader {
 public:
  explicit FactReader(Context& context) : context_(context), csv_(context) {}

  void Run() {
    for (std::size_t file = 0; file < context_.loaded.files.size(); ++file) {
      const RuleFile& rules = context_.loaded.files[file];
      ForEach<syntax::List>(rules, [&](const syntax::List& list, Span) { Read(list, file); });
      ForEach<syntax::Parameter>(
          rules, [&](const syntax::Parameter& parameter, Span) { Read(parameter, file); });
      ForEach<syntax::Table>(rules, [&](const syntax::Table& table, Span) { Read(table, file); });
    }
    ReportUnusedSettings(context_);
  }

 private:
  void Read(const syntax::List& list, std::size_t file) {
    ConstantFact& fact = context_.lists[next_list_++];
    ExprPtr value = list.file
                        ? Column(list, file)
                        : ReadConstant(context_, {list.constants, true, file, list.name.span});
    value = Given(Symbol::Kind::kList, list.name, file, std::move(value));
    if (!value) return;
    fact.type = value->type;
    fact.value = std::move(value);
  }

  void Read(const syntax::Parameter& parameter, std::size_t file) {
    ConstantFact& fact = context_.parameters[next_parameter_++];
    ExprPtr value =
        ReadConstant(context_, {parameter.constants, parameter.is_list, file, parameter.name.span});
    if (value) value = ApplySetting(context_, parameter.name, std::move(value));
    value = Given(Symbol::Kind::kParameter, parameter.name, file, std::move(value));
    if (!value) return;
    fact.type = value->type;
    fact.value = value;
    context_.rules.parameters[parameter.name.text] = values::ToString(*ConstantOf(value));
  }

  ExprPtr Column(const syntax::List& list, std::size_t file) {
    const CsvTable* csv = csv_.Load(*list.file, file);
    if (csv == nullptr) return nullptr;
    const auto column = csv_.Column(*csv, *list.column);
    if (!column) return nullptr;
    std::vector<Value> cells;
    for (const TableRowFact& row : csv->rows) {
      if (!row.cells[*column].empty()) cells.push_back(Value::Of(row.cells[*column]));
    }
    return MakeConstant(context_, Value::ListOf(cells),
                        Type::ListOf(Type::Of(cells.empty() ? Kind::kString : Kind::kCell)),
                        list.name.span);
  }

  // What the running test puts in the place of `declared`.
  ExprPtr Given(Symbol::Kind kind, const syntax::Name& name, std::size_t file, ExprPtr declared) {
    const Symbol* symbol = FindSymbol(context_, file, name, kind);
    if (symbol == nullptr || symbol->span != name.span || !declared) return declared;
    for (const syntax::Given* given : context_.GivenFor(*symbol)) {
      if (given->row) continue;
      context_.BeginDeclaration();
      ExprPtr value = ReadConstant(context_, {given->constants, given->is_list, file, given->span});
      if (value && FitsConstant(value, declared)) return value;
    }
    return declared;
  }

  void Read(const syntax::Table& table, std::size_t file) {
    const std::size_t id = next_table_++;
    TableFact& fact = context_.tables[id];
    Table& result = context_.rules.tables.emplace_back();
    result.name = table.name.text;
    const CsvTable* csv = csv_.Load(table.file, file);
    if (csv == nullptr) return;
    result.path = csv->path;
    result.columns = csv->columns;
    fact.readable = true;
    for (const syntax::Text& key : table.keys) {
      const auto column = csv_.Column(*csv, key);
      if (column) result.keys.push_back(static_cast<std::uint32_t>(*column));
    }
    CheckKeysDiffer(table);
    const Symbol* symbol = FindSymbol(context_, file, table.name, Symbol::Kind::kTable);
    std::vector<const syntax::Given*> givens;
    if (symbol != nullptr && symbol->span == table.name.span) givens = context_.GivenFor(*symbol);
    if (givens.empty()) {
      fact.rows = csv->rows;
      return;
    }
    for (const syntax::Given* given : givens) {
      if (given->row) {
        fact.rows.push_back(GivenRow(context_, *given, result.columns, result.name));
      }
    }
  }

  void CheckKeysDiffer(const syntax::Table& table) {
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (table.keys[i].value != table.keys[j].value) continue;
        context_.Report(Code::kKeyTwice, table.keys[i].span, {table.keys[i].value})
            .WithLabel(table.keys[j].span, "it is a key already");
      }
    }
  }

  Context& context_;
  CsvFiles csv_;
  std::size_t next_list_ = 0;
  std::size_t next_parameter_ = 0;
  std::size_t next_table_ = 0;
};

}  // namespace

void ReadFacts(Context& context) { FactReader(context).Run(); }

bool FitsConstant(const ExprPtr& given, const ExprPtr& declared) {
  if (IsEmptyList(given) || IsEmptyList(declared)) {
    return given->type.kind == declared->type.kind;
  }
  const auto textual = [](const Type& type) {
    return type.is_textual() || type.kind == Kind::kCell;
  };
  const auto fits = [&](const Type& a, const Type& b) {
    return a.kind == b.kind || (textual(a) && textual(b));
  };
  if (given->type.kind != Kind::kList || declared->type.kind != Kind::kList) {
    return fits(given->type, declared->type);
  }
  // What a CSV file holds may be read as anything.
  return fits(*given->type.element, *declared->type.element) ||
         declared->type.element->kind == Kind::kCell;
}

ExprPtr ReadConstant(Context& context, const ConstantParts& parts) {
  context.BeginDeclaration();
  Scope scope;
  scope.file = parts.file;
  std::vector<ExprPtr> values;
  for (const auto& each : parts.constants) {
    values.push_back(ExpressionChecker(context).Check(*each, scope));
  }
  if (!parts.is_list) return values.empty() ? nullptr : values.front();
  Type element = Type::Of(Kind::kString);
  if (!values.empty()) {
    const auto type = Unify(context, values, Code::kMixedList);
    if (!type) return nullptr;
    element = *type;
  }
  return Make(context, expressions::MakeList{std::move(values)}, Type::ListOf(element), parts.span);
}

std::optional<std::string> CellText(const syntax::RecordValue& value) {
  if (std::holds_alternative<syntax::RecordValue::Null>(value.value)) return "";
  const auto* literal = std::get_if<syntax::Literal>(&value.value);
  if (literal == nullptr) return std::nullopt;
  return values::ToString(
      std::visit([](const auto& each) { return Value::Of(each); }, literal->value));
}

TableRowFact GivenRow(Context& context, const syntax::Given& given,
                      const std::vector<std::string>& columns, const std::string& table) {
  TableRowFact row;
  row.cells.resize(columns.size());
  row.spans.resize(columns.size(), given.row->span);
  row.span = given.row->span;
  for (const syntax::RecordPair& pair : given.row->pairs) {
    const auto column = std::find(columns.begin(), columns.end(), pair.key.text);
    if (column == columns.end()) {
      Diagnostic& diagnostic =
          context.Report(Code::kUnknownColumn, pair.key.span, {table, pair.key.text});
      const auto near = diagnostics::NearestName(pair.key.text, columns);
      if (near) {
        diagnostic.WithFix(pair.key.span, *near);
      } else {
        diagnostic.WithHelp("columns are " + Enumerate(columns, 12));
      }
      continue;
    }
    const auto index = static_cast<std::size_t>(column - columns.begin());
    const auto text = CellText(pair.value);
    if (!text) {
      context.Report(Code::kWrongType, pair.value.span, {"a single value", "a list or record"});
      continue;
    }
    row.cells[index] = *text;
    row.spans[index] = pair.value.span;
  }
  return row;
}

}  // namespace abide::check
