// Any bytes as a report, or as a bundle with one, before a verifier of small rules and a small log:
// whatever they hold, there is an answer. What is a bundle is packed again as it was.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"
#include "diagnostics/assert.h"
#include "fuzz.h"
#include "report/bundle.h"
#include "verify/verifier.h"

using namespace abide;

namespace {

constexpr const char* kRules = R"(event use "A use"
  who  string?
  what string?

clause never "Nobody uses that"
  forbid use where what == "that"
  unless "who may" who == "root"
  about  who
)";
constexpr const char* kLog =
    R"({"event":"use","time":"2024-01-01T00:00:00Z","who":"a","what":"that"}
{"event":"use","time":"2024-01-02T00:00:00Z","who":"b"}
)";

class OneFile : public check::FileSystem {
 public:
  diagnostics::Expected<std::string, std::string> Read(const std::string&) const override {
    return std::string(kRules);
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }
};

struct World {
  diagnostics::SourceSet sources;
  check::CheckedRules rules;
  testimony::Journal journal;
  std::unique_ptr<events::LogFile> log = events::LogFile::OfText("log", kLog);

  World() {
    diagnostics::DiagnosticSink sink;
    check::CheckOptions options;
    options.paths = {"rules.abide"};
    rules = check::Check(options, OneFile(), sources, sink);
    ABIDE_ASSERT(!sink.has_errors(), "the rules are in order");
    ABIDE_ASSERT(testimony::AddLog(rules, *log, {}, journal).has_value(), "the log can be read");
    testimony::Sort(journal);
  }
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World kWorld;
  std::string text(reinterpret_cast<const char*>(data), size);
  report::Bundle bundle;
  if (report::IsBundle(text)) {
    auto read = report::ReadBundle(text);
    if (!read) return 0;
    bundle = std::move(*read);
    const auto again = report::ReadBundle(report::Pack(bundle));
    ABIDE_ASSERT(again && again->report == bundle.report && again->files == bundle.files,
                 "a bundle is packed as it was");
    text = bundle.report;
  }
  const auto report = json::Read(text);
  if (!report) return 0;
  verify::Verifier(kWorld.rules, kWorld.sources, kWorld.journal).Verify(*report);
  std::vector<testimony::Record> records;
  for (const auto& each : bundle.records) records.push_back({each.log, each.offset, each.bytes});
  testimony::Journal alone;
  testimony::AddRecords(kWorld.rules, *report, std::move(records), alone);
  verify::Verifier(kWorld.rules, kWorld.sources, alone).Verify(*report);
  return 0;
}
