// CSV files of lists and tables, relative to the declaring file; each is read once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/context.h"
#include "check/csv.h"

namespace abide::check {

struct CsvTable {
  std::string path;
  diagnostics::FileId file{};
  Span header;
  std::vector<std::string> columns;
  std::vector<TableRowFact> rows;  // as wide as the header
};

class CsvFiles {
 public:
  explicit CsvFiles(Context& context) : context_(context) {}

  // Null if it can't be used; the reason was reported.
  const CsvTable* Load(const syntax::Text& path, std::size_t declaring_file);
  // The column's number, or a report of its absence.
  std::optional<std::size_t> Column(const CsvTable& csv, const syntax::Text& name);

 private:
  std::shared_ptr<const CsvTable> Read(const syntax::Text& named, const std::string& path);
  CachedTable Parse(const std::string& path, std::string text);
  static void TakeHeader(const CsvRow& row, CsvTable& table, diagnostics::DiagnosticSink& faults);
  static void TakeRow(const CsvRow& row, CsvTable& table, diagnostics::DiagnosticSink& faults);

  Context& context_;
  std::map<std::string, std::shared_ptr<const CsvTable>> by_path_;
};

}  // namespace abide::check
