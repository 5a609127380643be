// An evidence bundle: a report with what it rests on, in one ustar archive that everybody can open.
//
//   report.json              as `--format json` writes it
//   rules/0, rules/1, …      the rule files and tables, in the order of `ruleset.files`
//   records/LOG/OFFSET       the records that evidence names, each as it stands in its log; LOG is
//                            the log's number in `logs`, from 0
//
// Where a bundle comes in, nothing in it is trusted: names and sizes are checked, and no path in it
// is opened.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/expected.h"

namespace abide::report {

struct BundleRecord {
  std::uint32_t log = 0;
  std::uint64_t offset = 0;
  std::string bytes;
};

struct Bundle {
  std::string report;
  std::vector<std::string> files;
  std::vector<BundleRecord> records;  // by log and offset, each once
};

bool IsBundle(std::string_view bytes);
std::string Pack(const Bundle& bundle);
// Why not, in words, if it is none.
diagnostics::Expected<Bundle, std::string> ReadBundle(std::string_view bytes);

}  // namespace abide::report
