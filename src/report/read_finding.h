// The findings of a saved report. Used by the reader of reports alone.
//
// A finding names its log, clause and waiver; what these are stands elsewhere in the report,
// perhaps behind the findings. So findings are taken first, with numbers of their own for what they
// name, and are tied to the report once that is whole.
#pragma once

#include "json/reader.h"
#include "report/report.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace abide::report {

class FindingReader {
 public:
  explicit FindingReader(std::string& fault) : fault_(fault) {}

  // The next element of `findings`.
  void Take(const json::Json& finding);
  // Hands the findings and their digests to a report that is whole but for them.
  void Give(Report& report);

 private:
  struct Names {
    std::string clause, version;
    auto operator<=>(const Names&) const = default;
  };

  class Parser;
  std::vector<std::size_t> LogsOf(const Report& report);
  std::vector<std::vector<std::size_t>> ClausesOf(const Report& report);
  void Tie(engine::Finding& finding, const std::vector<std::size_t>& clauses, const Report& report);

  std::string& fault_;
  engine::Findings findings_;
  std::vector<std::size_t> names_of_;  // by finding, into `names_`
  std::map<Names, std::size_t> names_;
  std::map<std::string, std::uint32_t, std::less<>> logs_;  // numbers as they come
  std::vector<RecordDigest> digests_;
};

}  // namespace abide::report
