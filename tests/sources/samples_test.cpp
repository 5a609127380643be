// Real records, as they came: each file of tests/testdata/samples is read with all sources that
// ship, and what becomes of it is a line of `expected` there. ABIDE_UPDATE_GOLDENS=1 writes it
// anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "check/check.h"
#include "check/disk_files.h"
#include "events/reader.h"

namespace abide {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSamples = "tests/testdata/samples";

std::string LineOf(const fs::path& path, const check::CheckedRules& rules) {
  const auto log = events::LogFile::Open(path.string());
  EXPECT_TRUE(log) << path;
  events::ReaderOptions options;
  options.schema = &rules.schema;
  options.selection = events::FieldSelection::Everything(rules.schema);
  for (const events::SourceMap& source : rules.sources) options.sources.push_back(&source);
  events::EventStream stream({log->get()}, std::move(options));
  while (stream.Next() != nullptr || stream.Restarted()) {
  }
  const events::LogSummary& summary = stream.summaries().front();
  std::ostringstream line;
  line << fs::relative(path, kSamples).string() << ": ";
  if (!summary.container.empty()) line << summary.container << ", ";
  line << (summary.source.empty() ? "no source" : summary.source) << ": " << summary.records
       << " records, " << summary.events << " events, " << summary.skipped << " skipped";
  for (const auto& tally : stream.problems().Tallies()) {
    line << ", " << tally.count << " x " << diagnostics::Entry(tally.code).id;
  }
  line << '\n';
  return line.str();
}

TEST(Samples, AreReadAsTheyCame) {
  diagnostics::SourceSet files;
  diagnostics::DiagnosticSink sink;
  check::CheckOptions options;
  options.paths = {"rules/sources"};
  const check::CheckedRules rules = check::Check(options, check::DiskFiles(), files, sink);
  ASSERT_FALSE(sink.has_errors());
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kSamples)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() && extension.find("json") != std::string::npos) {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::string told;
  for (const fs::path& path : paths) told += LineOf(path, rules);
  const fs::path golden = fs::path(kSamples) / "expected";
  const char* update = std::getenv("ABIDE_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(golden, std::ios::binary) << told;
  }
  std::ostringstream expected;
  expected << std::ifstream(golden, std::ios::binary).rdbuf();
  EXPECT_EQ(told, expected.str());
}

}  // namespace
}  // namespace abide
