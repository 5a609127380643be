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

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;

constexpr events::Sample kSample{10'000, 64 << 20};
constexpr events::Sample kAll = events::Sample::Whole();
const events::EventSchema kNoEvents;
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

// What was seen of the logs, with lists unwrapped or left to the objects they are in.
struct Sight {
  proposals::Observation observation;
  events::Problems unread;  // what could not be looked at
};

// What is proposed, and what it means.
struct Proposed {
  std::string text;
  diagnostics::SourceSet files;
  DiagnosticSink sink;
  check::CheckedRules rules;
};

// Lists are the records' own.
const containers::WrapperRule kWhole{.none = true, .read = {}, .marks_records = {}};

class SchemaRun {
 public:
  SchemaRun(const SchemaArguments& arguments, const CommonArguments& common,
            const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    logs_ = OpenLogs(arguments_.logs, usage_);
    if (usage_.has_errors()) return EndWithErrors(ExitCode::kBadUsage);
    sight_ = Observe(kWhole);
    std::unique_ptr<Sight> unwrapped;
    if (!usage_.has_errors() && may_wrap_) {
      unwrapped = Observe(events::WrapperRuleOf(kNoEvents));
    }
    if (usage_.has_errors()) {
      return EndWithErrors(is_failed_ ? ExitCode::kBadUsage : ExitCode::kBadLog);
    }
    if (unwrapped && !AreWhole(*unwrapped)) sight_ = std::move(unwrapped);
    if (sight_->observation.records() == 0) {
      // Why, whatever else is not wanted to be said.
      TellOf(sight_->unread);
      usage_.Add(Code::kNothingToPropose, std::vector{logs_.front()->path()});
      return EndWithErrors(ExitCode::kBadLog);
    }
    const std::unique_ptr<Proposed> proposed = ProposalOf(sight_->observation);
    *terminal_.out << proposed->text;
    return TryOut(*proposed);
  }

 private:
  // The last part of a path.
  static std::string NameOf(const std::string& path) {
    return path == "-" ? "stdin" : path.substr(path.rfind('/') + 1);
  }

  std::unique_ptr<Sight> Observe(const containers::WrapperRule& rule) {
    auto sight = std::make_unique<Sight>();
    for (const auto& log : logs_) Observe(*log, rule, *sight);
    sight->observation.Finish();
    return sight;
  }

  void Observe(const events::LogFile& log, const containers::WrapperRule& rule, Sight& sight) {
    const events::Detection detection = events::DetectContainer(log);
    if (detection.fault) {
      usage_.Add(detection.fault->code, detection.fault->place, detection.fault->arguments);
      return;
    }
    const bool is_of_documents = detection.layout.form == events::Layout::Form::kDocuments;
    are_documents_ = are_documents_ || is_of_documents;
    events::RawRecords read = ReadRaw(log, detection.layout, rule, [&](const auto& record) {
      may_wrap_ = may_wrap_ || events::MayWrap(record.value);
      sight.observation.Add(record.value);
      return true;
    });
    // What is too large to be one record may be many.
    may_wrap_ = may_wrap_ || (is_of_documents && read.problems.bad_records() > 0);
    sight.unread.Append(std::move(read.problems), 0);
    if (!read.failure) return;
    usage_.Add(*read.failure);
    is_failed_ = true;
  }

  events::RawRecords ReadRaw(const events::LogFile& log, const events::Layout& layout,
                             const containers::WrapperRule& rule,
                             const events::SeeRecord& see) const {
    events::ReaderOptions options;
    options.schema = &kNoEvents;
    const events::Sample& sample = arguments_.all ? kAll : kSample;
    return events::ReadRawRecords(log, options, layout, rule, sample, see);
  }

  // Whether objects that might wrap a list are records themselves. So they are if they have a time
  // (on a line for certain; a page may be dated, too, around records that have times), or if the
  // source that reads the elements would not take them apart.
  bool AreWhole(const Sight& unwrapped) const {
    const proposals::Observation& whole = sight_->observation;
    const proposals::Observation& elements = unwrapped.observation;
    if (whole.records() == 0 || elements.records() == 0) return elements.records() == 0;
    if (whole.is_canonical() || elements.is_canonical()) return whole.is_canonical();
    if (whole.have_own_time() && !(are_documents_ && elements.have_own_time())) return true;
    const std::unique_ptr<Proposed> proposed = ProposalOf(elements);
    if (proposed->rules.sources.empty()) return false;
    return CountRecords(events::WrapperRuleOf(proposed->rules.sources.front())) !=
           elements.records();
  }

  // So many records of the logs are looked at if they are unwrapped so.
  std::uint64_t CountRecords(const containers::WrapperRule& rule) const {
    std::uint64_t count = 0;
    for (const auto& log : logs_) {
      ReadRaw(*log, events::DetectContainer(*log).layout, rule, [&count](const auto& record) {
        count += record.value.kind() == values::Value::Kind::kRecord ? 1 : 0;
        return true;
      });
    }
    return count;
  }

  std::unique_ptr<Proposed> ProposalOf(const proposals::Observation& observation) const {
    auto proposed = std::make_unique<Proposed>();
    proposed->text = InStyle(proposals::Propose(observation, NameOf(logs_.front()->path())));
    const ProposedFile file(proposed->text);
    proposed->rules = check::Check({.paths = {kProposal}, .parameters = {}, .test = {}}, file,
                                   proposed->files, proposed->sink);
    return proposed;
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
  ExitCode TryOut(const Proposed& proposed) {
    if (proposed.sink.has_errors()) {
      terminal_.Show(proposed.sink.Sorted(), proposed.files);
      return ExitCode::kInternal;
    }
    const check::CheckedRules& rules = proposed.rules;
    if (rules.sources.empty() && !sight_->observation.is_canonical()) {
      // Nothing reads them, so there is no more to say than what was seen.
      if (!common_.quiet) TellOf(sight_->unread);
      return CodeOf(sight_->unread);
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
    if (!common_.quiet) TellOf(sight_->unread);
    return CodeOf(sight_->unread);
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
  bool may_wrap_ = false;       // some object has a list that may be one of records
  bool are_documents_ = false;  // some log is of documents
  bool is_failed_ = false;      // some file can't be read further
  std::unique_ptr<Sight> sight_;
};

}  // namespace

ExitCode RunSchema(const SchemaArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal) {
  return SchemaRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
