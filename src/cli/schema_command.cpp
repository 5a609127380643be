#include "cli/schema_command.h"

#include "check/check.h"
#include "cli/logs.h"
#include "events/detect.h"
#include "events/probe.h"
#include "format/format.h"
#include "proposals/propose.h"
#include "report/report.h"
#include "report/text_report.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;

constexpr events::Sample kSample{10'000, 64 << 20};
constexpr const char* kProposal = "proposal.abide";

// The one file that was proposed.
class ProposedFile : public check::FileSystem {
 public:
  explicit ProposedFile(const std::string& text) : text_(text) {}

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    if (path != kProposal) return diagnostics::Unexpected{std::string("there is no such file")};
    return text_;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  const std::string& text_;
};

class SchemaRun {
 public:
  SchemaRun(const SchemaArguments& arguments, const CommonArguments& common,
            const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    logs_ = OpenLogs(arguments_.logs, usage_);
    if (usage_.has_errors()) return EndWithErrors(ExitCode::kBadUsage);
    bool is_read = true;
    for (const auto& log : logs_) is_read = Observe(*log) && is_read;
    observation_.Finish();
    if (usage_.has_errors()) {
      return EndWithErrors(is_read ? ExitCode::kBadLog : ExitCode::kBadUsage);
    }
    if (observation_.records() == 0) {
      // Why, whatever else is not wanted to be said.
      TellOf(unread_);
      usage_.Add(Code::kNothingToPropose, std::vector{logs_.front()->path()});
      return EndWithErrors(ExitCode::kBadLog);
    }
    const std::string text =
        InStyle(proposals::Propose(observation_, NameOf(logs_.front()->path())));
    *terminal_.out << text;
    return TryOut(text);
  }

 private:
  // The last part of a path.
  static std::string NameOf(const std::string& path) {
    return path == "-" ? "stdin" : path.substr(path.rfind('/') + 1);
  }

  // False if the file can't be read further.
  bool Observe(const events::LogFile& log) {
    const events::Detection detection = events::DetectContainer(log);
    if (detection.fault) {
      usage_.Add(detection.fault->code, detection.fault->place, detection.fault->arguments);
      return true;
    }
    static const events::EventSchema kNoEvents;
    events::ReaderOptions options;
    options.schema = &kNoEvents;
    events::RawRecords read =
        events::ReadRawRecords(log, options, detection.layout, events::WrapperRuleOf(kNoEvents),
                               arguments_.all ? events::Sample::Whole() : kSample,
                               [this](const events::RawRecord& record) {
                                 observation_.Add(record.value);
                                 return true;
                               });
    unread_.Append(std::move(read.problems), 0);
    if (read.failure) usage_.Add(*read.failure);
    return !read.failure;
  }

  void TellOf(const events::Problems& problems) const {
    report::WriteProblemLines(report::ProblemsOf(problems.Tallies()), terminal_.ErrColour(),
                              *terminal_.err);
  }

  // As `abide fmt` would have it.
  static std::string InStyle(std::string text) {
    diagnostics::SourceSet files;
    DiagnosticSink faults;
    const auto file = files.Add(kProposal, std::move(text));
    return format::Format(files, file, faults).text;
  }

  // Reads the logs by what is proposed for them, and says what came of it.
  ExitCode TryOut(const std::string& text) {
    diagnostics::SourceSet files;
    DiagnosticSink sink;
    const ProposedFile proposed(text);
    const check::CheckedRules rules =
        check::Check({.paths = {kProposal}, .parameters = {}, .test = {}}, proposed, files, sink);
    if (sink.has_errors()) {
      terminal_.Show(sink.Sorted(), files);
      return ExitCode::kInternal;
    }
    if (rules.sources.empty() && !observation_.is_canonical()) {
      // Nothing reads them, so there is no more to say than what was seen.
      if (!common_.quiet) TellOf(unread_);
      return CodeOf(unread_);
    }
    events::ReaderOptions options;
    options.schema = &rules.schema;
    options.selection = events::FieldSelection::Everything(rules.schema);
    for (const events::SourceMap& source : rules.sources) options.sources.push_back(&source);
    options.source = rules.sources.empty() ? events::kCanonical : rules.sources.front().name;
    std::vector<const events::LogFile*> logs;
    for (const auto& log : logs_) logs.push_back(log.get());
    events::EventStream stream(logs, std::move(options));
    while (stream.Next() != nullptr || stream.Restarted()) {
    }
    return Tell(stream);
  }

  ExitCode Tell(const events::EventStream& stream) const {
    std::uint64_t records = 0;
    std::uint64_t made = 0;
    std::uint64_t skipped = 0;
    for (const events::LogSummary& log : stream.summaries()) {
      records += log.records;
      made += log.events;
      skipped += log.skipped + log.unknown_events;
    }
    if (!common_.quiet) {
      *terminal_.err << fmt::format("tried on all of it: records {}, events {}, skipped {}\n",
                                    records, made, skipped);
      TellOf(stream.problems());
    }
    terminal_.Show(stream.failures(), {});
    if (!stream.failures().empty()) return ExitCode::kBadUsage;
    if (stream.problems().bad_records() > 0) return ExitCode::kBadLog;
    // What the proposed source steps over was seen all the same.
    if (!common_.quiet) TellOf(unread_);
    return CodeOf(unread_);
  }

  static ExitCode CodeOf(const events::Problems& problems) {
    return problems.bad_records() > 0 ? ExitCode::kBadLog : ExitCode::kOk;
  }

  ExitCode EndWithErrors(ExitCode code) const {
    terminal_.Show(usage_.all(), {});
    return code;
  }

  const SchemaArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  DiagnosticSink usage_;
  std::vector<std::unique_ptr<events::LogFile>> logs_;
  events::Problems unread_;  // what could not be looked at
  proposals::Observation observation_;
};

}  // namespace

ExitCode RunSchema(const SchemaArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal) {
  return SchemaRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
