// Coverage as an lcov tracefile, geninfo(1): a clause is a function, each norm, exception and
// condition a group of three branches (true, false, unknown), its line one that was run as often as
// it was evaluated.
#include "report/test_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace abide::report {
namespace {

std::uint64_t TimesOf(const PointReport& point) {
  return point.seen[0] + point.seen[1] + point.seen[2];
}

// The format has a record a line and no escapes.
std::string Plain(const std::string& text) {
  std::string plain = text;
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, '?');
  return plain;
}

// What stands in one file.
class FileTrace {
 public:
  void AddClause(const ClauseCoverageReport& clause) {
    // Found in the clause's own file, even if a definition elsewhere is all that it consists of.
    const bool is_hit = !clause.points.empty() && TimesOf(clause.points.front()) != 0;
    const std::uint64_t times = clause.points.empty() ? 0 : TimesOf(clause.points.front());
    functions_ += fmt::format("FN:{},{}\n", clause.place.line, Plain(clause.id));
    function_data_ += fmt::format("FNDA:{},{}\n", times, Plain(clause.id));
    ++function_count_;
    functions_hit_ += is_hit ? 1 : 0;
    lines_[clause.place.line] = std::max(lines_[clause.place.line], times);
  }

  void AddPoint(const PointReport& point) {
    const std::uint32_t line = point.place.line;
    const std::uint64_t times = TimesOf(point);
    lines_[line] = std::max(lines_[line], times);
    const std::size_t block = blocks_[line]++;
    std::size_t branch = 0;
    for (const values::Truth truth :
         {values::Truth::kTrue, values::Truth::kFalse, values::Truth::kUnknown}) {
      const std::uint64_t seen = point.seen.at(static_cast<std::size_t>(truth));
      branches_ += fmt::format("BRDA:{},{},{},{}\n", line, block, branch++,
                               times == 0 ? "-" : std::to_string(seen));
      ++branch_count_;
      branches_hit_ += seen != 0 ? 1 : 0;
    }
  }

  void Write(const std::string& path, std::ostream& out) const {
    out << "TN:\nSF:" << Plain(path) << '\n'
        << functions_ << function_data_
        << fmt::format("FNF:{}\nFNH:{}\n", function_count_, functions_hit_) << branches_
        << fmt::format("BRF:{}\nBRH:{}\n", branch_count_, branches_hit_);
    std::size_t hit = 0;
    for (const auto& [line, times] : lines_) {
      out << fmt::format("DA:{},{}\n", line, times);
      hit += times != 0 ? 1 : 0;
    }
    out << fmt::format("LF:{}\nLH:{}\nend_of_record\n", lines_.size(), hit);
  }

 private:
  std::string functions_, function_data_, branches_;
  std::size_t function_count_ = 0, functions_hit_ = 0, branch_count_ = 0, branches_hit_ = 0;
  std::map<std::uint32_t, std::uint64_t> lines_;
  std::map<std::uint32_t, std::size_t> blocks_;
};

}  // namespace

void WriteCoverageLcov(const TestReport& report, std::ostream& out) {
  std::map<std::string, FileTrace> files;
  for (const ClauseCoverageReport& clause : report.coverage) {
    files[clause.place.file].AddClause(clause);
    for (const PointReport& point : clause.points) files[point.place.file].AddPoint(point);
  }
  for (const auto& [path, trace] : files) trace.Write(path, out);
}

}  // namespace abide::report
