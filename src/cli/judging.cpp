#include "cli/judging.h"

#include "cli/memory.h"
#include "cli/misspelt.h"
#include "cli/progress.h"
#include "cli/suggestions.h"
#include "cli/undeclared.h"
#include "cli/version_command.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

// So many logs of a source are looked at for what they spell otherwise.
constexpr std::size_t kLogsOfSource = 8;

// The stream, as the engine asks for it. It ends early where more than `max_memory` is taken.
class StreamFeed : public engine::EventFeed {
 public:
  StreamFeed(events::EventStream& stream, Progress& progress, std::uint64_t max_memory,
             report::Redaction& redaction)
      : stream_(stream), progress_(progress), memory_(max_memory), redaction_(redaction) {}

  // Where it ended early.
  const std::optional<events::Place>& exceeded_at() const { return exceeded_at_; }

  const events::Event* Next() override {
    progress_.Step(stream_.bytes_read(), stream_.bytes_total());
    if (exceeded_at_) return nullptr;
    const events::Event* event = stream_.Next();
    if (event != nullptr) redaction_.See(*event);
    if (event == nullptr || !memory_.IsExceeded()) return event;
    exceeded_at_ = event->place;
    return nullptr;
  }
  bool Restarted() override { return stream_.Restarted(); }
  bool HoldsEvents() const override { return true; }
  void Hold(std::vector<std::shared_ptr<const void>>& memory) const override {
    stream_.Hold(memory);
  }

 private:
  events::EventStream& stream_;
  Progress& progress_;
  MemoryGuard memory_;
  report::Redaction& redaction_;
  std::optional<events::Place> exceeded_at_;
};

}  // namespace

events::EventStream Judging::OpenStream(events::FieldSelection fields) const {
  events::ReaderOptions options{
      .schema = &rules.schema,
      .selection = std::move(fields),
      .sources = {},
      .source = request.options.source,
      .hashes = request.options.sha256 ? events::Hashes::kXxh3AndSha256 : events::Hashes::kXxh3,
      .strict = request.options.strict,
      .as_of = request.options.as_of,
      .limits = {},
      .jobs = request.reading.jobs,
      .turns = &turns,
      .lateness = request.reading.lateness,
      .index_bytes = request.reading.IndexBytes()};
  for (const events::SourceMap& source : rules.sources) options.sources.push_back(&source);
  return events::EventStream(logs, std::move(options));
}

diagnostics::Expected<engine::Verdicts, Diagnostic> Judging::Judge(
    const plan::Plan& plan, events::EventStream& stream, const Range& range,
    report::Redaction& redaction, engine::Observer* observer) const {
  Progress progress(terminal, !quiet);
  StreamFeed feed(stream, progress, request.reading.max_memory, redaction);
  const report::Options& options = request.options;
  engine::Verdicts verdicts = engine::Run(plan,
                                          {.as_of = options.as_of,
                                           .since = range.since,
                                           .until = range.until,
                                           .max_findings = options.max_findings,
                                           .observer = observer,
                                           .jobs = request.reading.jobs,
                                           .turns = &turns,
                                           .remains = &remains},
                                          feed);
  const std::optional<events::Place>& place = feed.exceeded_at();
  if (!place) return verdicts;
  const std::string& log = logs[place->log]->path();
  diagnostics::DiagnosticSink sink;
  return diagnostics::Unexpected{sink.Add(Code::kOutOfMemory,
                                          diagnostics::LogPlace{log, place->line, place->offset},
                                          {request.reading.max_memory_text})};
}

events::Problems Judging::ProblemsOf(const events::EventStream& stream) const {
  events::Problems problems = stream.problems();
  std::set<std::string> unfit;
  for (const events::Problems::Tally& tally : problems.Tallies()) {
    if (tally.code == Code::kNoSourceFits) unfit.insert(tally.log);
  }
  for (const Diagnostic& each : about_logs.all()) {
    const auto* place = std::get_if<diagnostics::LogPlace>(&each.where);
    if (place != nullptr) problems.Add(each.code, *place, place->offset, each.arguments);
  }
  // By the digest of its plain bytes: a log and what it was packed into are one as well.
  std::map<std::string, const events::LogSummary*> seen;
  std::map<std::string, std::size_t> tried;  // logs by source
  const bool names_source = !request.options.source.empty();
  for (std::size_t i = 0; i < stream.summaries().size(); ++i) {
    const events::LogSummary& log = stream.summaries()[i];
    AddMissingEvents(log, names_source, rules.schema, problems);
    if (log.records > 0 && ++tried[log.source] <= kLogsOfSource) {
      AddMisspelt(*logs[i], {log.source, unfit.contains(log.path)}, rules, problems);
    }
    if (log.plain_xxh3_128.empty() || log.ended_early) continue;
    const auto [found, is_new] = seen.emplace(log.plain_xxh3_128, &log);
    if (is_new) continue;
    const events::LogSummary& first = *found->second;
    problems.Add(Code::kLogCopied, {log.path, 1, 0}, 0,
                 {first.path, first.xxh3_128 == log.xxh3_128 ? "" : ", once unpacked"});
  }
  return problems;
}

report::Inputs Judging::InputsOf(const diagnostics::SourceSet& sources, const plan::Plan& plan,
                                 const events::EventStream& stream,
                                 engine::Verdicts verdicts) const {
  report::Inputs inputs;
  inputs.version = Version();
  inputs.options = request.options;
  inputs.rules = &rules;
  inputs.sources = &sources;
  inputs.verdicts = std::move(verdicts);
  inputs.judged.assign(rules.clauses.size(), false);
  for (const plan::Judgement& judgement : plan.judgements) {
    inputs.judged[static_cast<std::size_t>(judgement.clause)] = true;
  }
  inputs.logs = stream.summaries();
  inputs.problems = ProblemsOf(stream).Tallies();
  inputs.bad_records = stream.problems().bad_records();
  return inputs;
}

std::vector<const events::LogFile*> PointersTo(
    const std::vector<std::unique_ptr<events::LogFile>>& logs) {
  std::vector<const events::LogFile*> pointers;
  pointers.reserve(logs.size());
  for (const auto& log : logs) pointers.push_back(log.get());
  return pointers;
}

void CheckSource(const std::string& source, const check::CheckedRules& rules,
                 diagnostics::DiagnosticSink& sink) {
  const bool has_source =
      std::any_of(rules.sources.begin(), rules.sources.end(),
                  [&source](const events::SourceMap& map) { return map.name == source; });
  if (source.empty() || source == events::kCanonical || has_source) return;
  std::vector<std::string> names = {std::string(events::kCanonical)};
  for (const events::SourceMap& map : rules.sources) names.push_back(map.name);
  SuggestNearest(source, names, sink.Add(Code::kNoSuchSource, std::vector{source}));
}

}  // namespace abide::cli
