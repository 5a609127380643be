// Every folder of tests/testdata/sources is a log of one format: `log.ndjson`, read with all
// sources that ship. Which source takes it, the events, the counts and the problems are what stands
// in `expected` beside it. So a source that takes a record of another's log fails here, too.
//
// ABIDE_UPDATE_GOLDENS=1 writes `expected` anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/dump.h"
#include "diagnostics/render.h"
#include "events/detect.h"
#include "events/reader.h"
#include "shipped.h"

namespace abide {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFixtures = "tests/testdata/sources";

std::vector<std::string> Fixtures() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator(kFixtures)) {
    if (entry.is_directory()) folders.push_back(entry.path().filename().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

events::ReaderOptions OptionsOf(const check::CheckedRules& rules) {
  events::ReaderOptions options;
  options.schema = &rules.schema;
  options.selection = events::FieldSelection::Everything(rules.schema);
  for (const events::SourceMap& source : rules.sources) options.sources.push_back(&source);
  return options;
}

// What a log gives.
struct Told {
  std::string events;
  events::LogSummary summary;
  events::Problems problems;
};

Told Read(const events::LogFile& log) {
  const check::CheckedRules& rules = Shipped();
  events::EventStream stream({&log}, OptionsOf(rules));
  std::ostringstream told;
  cli::DumpEvents(rules.schema, stream, told);
  return {told.str(), stream.summaries().front(), stream.problems()};
}

std::string TextOf(const std::string& name) {
  return Slurp(fs::path(kFixtures) / name / "log.ndjson");
}

// What a fixture gives, as its golden has it.
std::string ToldOf(const std::string& name) {
  const auto log = events::LogFile::OfText("log.ndjson", TextOf(name));
  const auto [events, summary, problems] = Read(*log);
  std::ostringstream told;
  told << events << "# source " << (summary.source.empty() ? "none" : summary.source) << ": "
       << summary.records << " records, " << summary.skipped << " skipped, "
       << problems.bad_records() << " bad, " << summary.events << " events\n";
  for (const auto& tally : problems.Tallies()) {
    told << "# " << tally.count << " x " << diagnostics::Entry(tally.code).id;
    for (const auto& example : tally.examples) {
      told << ", line " << std::get<diagnostics::LogPlace>(example.where).line << ": "
           << example.Message();
    }
    told << '\n';
  }
  return told.str();
}

class SourceFixture : public testing::TestWithParam<std::string> {};

TEST_P(SourceFixture, MakesItsEvents) {
  const fs::path golden = fs::path(kFixtures) / GetParam() / "expected";
  const std::string told = ToldOf(GetParam());
  const char* update = std::getenv("ABIDE_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(golden, std::ios::binary) << told;
  }
  EXPECT_EQ(told, Slurp(golden)) << golden.string();
}

// What the log's own interface answers: what stands in front of the list of records, and behind it.
struct Answer {
  const char* name;
  const char* before;
  const char* behind;
};
constexpr Answer kAnswers[] = {
    {"ai-sentry", R"({"_rid":"r","Documents":)", R"(,"_count":1})"},
    {"anthropic-usage", R"({"data":)", R"(,"has_more":false,"next_page":null})"},
    {"aws-bedrock", R"({"Records":)", "}"},
    {"aws-cloudtrail", R"({"Records":)", "}"},
    {"azure-apim", R"({"records":)", "}"},
    {"azure-openai", R"({"records":)", "}"},
    {"cyclonedx", R"({"total":2,"items":)", "}"},
    {"google-audit", R"({"entries":)", R"(,"nextPageToken":""})"},
    {"google-vertex", R"({"rows":)", R"(,"pageToken":null})"},
    {"helicone", R"({"data":)", R"(,"error":null})"},
    {"in-toto", R"({"attestations":)", "}"},
    {"langfuse", R"({"data":)", R"(,"meta":{"page":1,"limit":50,"totalItems":2,"totalPages":1}})"},
    {"litellm", R"({"data":)", R"(,"total":2,"page":1,"page_size":50,"total_pages":1})"},
    {"mlflow", R"({"runs":)", R"(,"next_page_token":""})"},
    {"openai-audit", R"({"object":"list","data":)", R"(,"last_id":"a","has_more":false})"},
    {"openai-jobs", R"({"object":"list","data":)", R"(,"has_more":false})"},
    {"openai-usage", R"({"object":"page","data":)", R"(,"has_more":false,"next_page":null})"},
    {"openlineage", R"({"events":)", R"(,"totalCount":2})"},
    {"otel-genai", R"({"items":)", "}"},
    {"prov-json", R"({"items":)", "}"},
    {"spdx3-ai", R"({"items":)", "}"},
    {"wandb", R"({"runs":)", "}"},
};

const Answer& AnswerOf(const std::string& name) {
  const auto* found = std::find_if(std::begin(kAnswers), std::end(kAnswers),
                                   [&](const Answer& each) { return name == each.name; });
  if (found == std::end(kAnswers)) throw std::runtime_error("no list is known of " + name);
  return *found;
}

// A log's records in one list, in a wrapper, and each broken into lines are the same events.
TEST_P(SourceFixture, MakesThemOfRecordsInAnyContainer) {
  const std::string text = TextOf(GetParam());
  const Told plain = Read(*events::LogFile::OfText("log", text));
  if (plain.problems.bad_records() > 0) GTEST_SKIP() << "has bad records";
  std::string list;
  std::string documents;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    list += (list.empty() ? "[" : ",\n") + line;
    documents += nlohmann::ordered_json::parse(line).dump(2) + '\n';
  }
  list += "]";
  const Answer& answer = AnswerOf(GetParam());
  for (const std::string& other : {list, "{\"Records\": " + list + ", \"nextToken\": null}",
                                   answer.before + list + answer.behind, documents}) {
    const Told told = Read(*events::LogFile::OfText("log", other));
    EXPECT_EQ(told.events, plain.events) << other.substr(0, 200);
    EXPECT_EQ(told.summary.source, plain.summary.source);
    EXPECT_EQ(told.summary.skipped, plain.summary.skipped);
  }
}

std::string NameOf(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Shipped, SourceFixture, testing::ValuesIn(Fixtures()), NameOf);

TEST(ShippedSources, HaveAFixtureEach) {
  std::set<std::string> taken;
  for (const std::string& name : Fixtures()) {
    const std::string told = ToldOf(name);
    const std::size_t begin = told.find("# source ") + std::string("# source ").size();
    taken.insert(told.substr(begin, told.find(':', begin) - begin));
  }
  for (const events::SourceMap& source : Shipped().sources) {
    EXPECT_TRUE(taken.contains(source.name)) << source.name << " takes no fixture";
    EXPECT_NE(source.basis, events::SourceBasis::kUnsaid) << source.name;
    EXPECT_FALSE(source.doc.empty()) << source.name;
  }
}

// A mapping that takes no record of any fixture is a guess.
TEST(ShippedSources, HaveEveryMappingInAFixture) {
  const check::CheckedRules& rules = Shipped();
  std::vector<std::vector<std::uint64_t>> taken;
  for (const events::SourceMap& source : rules.sources) taken.emplace_back(source.mappings.size());
  for (const std::string& name : Fixtures()) {
    const auto log = events::LogFile::Open(std::string(kFixtures) + "/" + name + "/log.ndjson");
    ASSERT_TRUE(log) << name;
    const events::LogFit fit = events::FitSources(**log, OptionsOf(rules), events::Sample::Whole());
    for (std::size_t source = 0; source < taken.size(); ++source) {
      for (std::size_t i = 0; i < taken[source].size(); ++i) {
        taken[source][i] += fit.sources[source].tally.mappings[i].taken;
      }
    }
  }
  for (std::size_t source = 0; source < taken.size(); ++source) {
    for (std::size_t i = 0; i < taken[source].size(); ++i) {
      EXPECT_GT(taken[source][i], 0U) << rules.sources[source].name << ", mapping " << i;
    }
  }
}

}  // namespace
}  // namespace abide
