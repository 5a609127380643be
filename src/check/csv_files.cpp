#include "check/csv_files.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "check/words.h"
#include "diagnostics/suggestion.h"
#include "values/text.h"

namespace abide::check {
namespace {

// Faults of one CSV file that are shown.
constexpr std::size_t kMaxFileFaults = 20;

Span SpanOf(diagnostics::FileId file, const CsvRow& row) {
  return {file, row.cells.front().begin, row.cells.back().end};
}

}  // namespace

const CsvTable* CsvFiles::Load(const syntax::Text& path, std::size_t declaring_file) {
  const std::string full = RelativeTo(context_.loaded.files[declaring_file].path, path.value);
  const std::string canonical = context_.cache.files.Canonical(full);
  auto known = by_path_.find(canonical);
  if (known == by_path_.end()) known = by_path_.emplace(canonical, Read(path, full)).first;
  return known->second.get();
}

std::shared_ptr<const CsvTable> CsvFiles::Read(const syntax::Text& named, const std::string& path) {
  auto& cached = context_.cache.tables;
  const std::string canonical = context_.cache.files.Canonical(path);
  auto known = cached.find(canonical);
  if (known == cached.end()) {
    auto text = context_.cache.files.Read(path);
    if (!text) {
      Diagnostic& unreadable =
          context_.Report(Code::kFileUnreadable, named.span, {path, text.error()});
      if (const auto nearest = context_.cache.files.Nearest(path)) {
        // As the rule file would name it.
        const auto folder = std::filesystem::path(path).parent_path();
        unreadable.WithHelp(diagnostics::DidYouMean(
            std::filesystem::path(*nearest).lexically_proximate(folder).string()));
      }
      return nullptr;
    }
    if (!values::IsUtf8(*text)) {
      context_.Report(Code::kCsvNotUtf8, named.span, {path});
      return nullptr;
    }
    known = cached.emplace(canonical, Parse(path, *std::move(text))).first;
  }
  const CachedTable& table = known->second;
  context_.rules.files.push_back(table.digest);
  if (table.is_empty) context_.Report(Code::kNoHeader, named.span, {path});
  for (const Diagnostic& fault : table.faults) context_.sink->Add(fault);
  return table.table;
}

CachedTable CsvFiles::Parse(const std::string& path, std::string text) {
  CachedTable result;
  result.digest = DigestOf(path, text);
  result.digest.is_table = true;
  CsvTable table;
  table.path = path;
  table.file = context_.sources.Add(path, std::move(text));
  const Csv csv = ReadCsv(context_.sources.File(table.file).text());
  diagnostics::DiagnosticSink faults;
  for (const CsvFault& fault : csv.faults) {
    if (faults.error_count() == kMaxFileFaults) break;
    faults.Add(Code::kBadCsv, Span{table.file, fault.begin, fault.end}, {fault.what});
  }
  result.is_empty = csv.rows.empty() && !faults.has_errors();
  if (!csv.rows.empty() && !faults.has_errors()) {
    TakeHeader(csv.rows.front(), table, faults);
    const std::size_t of_header = faults.error_count();
    for (std::size_t i = 1; i < csv.rows.size(); ++i) {
      if (faults.error_count() - of_header == kMaxFileFaults) break;
      TakeRow(csv.rows[i], table, faults);
    }
  }
  result.faults = faults.all();
  if (!faults.has_errors() && !result.is_empty) {
    result.table = std::make_shared<const CsvTable>(std::move(table));
  }
  return result;
}

void CsvFiles::TakeHeader(const CsvRow& row, CsvTable& table, diagnostics::DiagnosticSink& faults) {
  table.header = SpanOf(table.file, row);
  for (const CsvCell& cell : row.cells) {
    const auto first = std::find(table.columns.begin(), table.columns.end(), cell.text);
    // Spreadsheets leave columns without a name; nobody can ask for them.
    if (first != table.columns.end() && !cell.text.empty()) {
      const auto index = static_cast<std::size_t>(first - table.columns.begin());
      faults.Add(Code::kColumnTwice, Span{table.file, cell.begin, cell.end}, {cell.text})
          .WithLabel(Span{table.file, row.cells[index].begin, row.cells[index].end},
                     "it is a column already");
    }
    table.columns.push_back(cell.text);
  }
}

void CsvFiles::TakeRow(const CsvRow& row, CsvTable& table, diagnostics::DiagnosticSink& faults) {
  if (row.cells.size() != table.columns.size()) {
    faults
        .Add(Code::kRaggedRow, SpanOf(table.file, row),
             {Counted(row.cells.size(), "cell"), std::to_string(table.columns.size())})
        .WithLabel(table.header, "the header");
    return;
  }
  TableRowFact taken;
  taken.line = row.line;
  taken.span = SpanOf(table.file, row);
  for (const CsvCell& cell : row.cells) {
    taken.cells.push_back(cell.text);
    taken.spans.push_back({table.file, cell.begin, cell.end});
  }
  table.rows.push_back(std::move(taken));
}

std::optional<std::size_t> CsvFiles::Column(const CsvTable& csv, const syntax::Text& name) {
  const auto found = std::find(csv.columns.begin(), csv.columns.end(), name.value);
  if (found != csv.columns.end()) return static_cast<std::size_t>(found - csv.columns.begin());
  Diagnostic& diagnostic = context_.Report(Code::kMissingColumn, name.span, {csv.path, name.value});
  diagnostic.WithLabel(csv.header, "these are its columns");
  if (const auto near = diagnostics::NearestName(name.value, csv.columns)) {
    diagnostic.WithFix(name.span, Quoted(*near));
  }
  return std::nullopt;
}

}  // namespace abide::check
