// Any bytes as a log that nobody described: what is proposed for it checks without errors.
#include <string>

#include "check/check.h"
#include "diagnostics/assert.h"
#include "events/detect.h"
#include "events/probe.h"
#include "fuzz.h"
#include "proposals/propose.h"

using namespace abide;

namespace {

class ProposedFile : public check::FileSystem {
 public:
  explicit ProposedFile(const std::string& text) : text_(text) {}

  diagnostics::Expected<std::string, std::string> Read(const std::string&) const override {
    return text_;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  const std::string& text_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const events::EventSchema kNoEvents;
  events::ReaderOptions options;
  options.schema = &kNoEvents;
  options.limits = {.line_bytes = 4000, .depth = 30};
  const auto log = events::LogFile::OfText("log", std::string(data, data + size));
  const events::Detection detection = events::DetectContainer(*log);
  if (detection.fault) return 0;
  proposals::Observation observation;
  events::ReadRawRecords(*log, options, detection.layout, events::WrapperRuleOf(kNoEvents),
                         events::Sample::Whole(), [&](const events::RawRecord& record) {
                           observation.Add(record.value);
                           return true;
                         });
  observation.Finish();
  if (observation.records() == 0) return 0;
  const std::string text = proposals::Propose(observation, "log");
  const ProposedFile file(text);
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  check::Check({.paths = {"proposal.abide"}, .parameters = {}, .test = {}}, file, sources, sink);
  ABIDE_ASSERT(!sink.has_errors(), "what is proposed checks");
  return 0;
}
