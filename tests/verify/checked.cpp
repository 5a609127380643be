#include "verify/checked.h"

#include <sstream>

#include "check/disk_files.h"
#include "plan/plan.h"
#include "reference/stream_feed.h"
#include "report/json_report.h"
#include "report/report.h"

namespace abide::verify {

std::vector<std::unique_ptr<events::LogFile>> LogsOf(const std::vector<std::string>& paths) {
  std::vector<std::unique_ptr<events::LogFile>> files;
  for (const std::string& path : paths) {
    auto file = events::LogFile::Open(path);
    if (!file) continue;
    auto plain = events::Unpack(std::move(*file));
    if (plain) files.push_back(std::move(*plain));
  }
  return files;
}

std::unique_ptr<Checked> CheckLogs(const std::vector<std::string>& paths,
                                   std::vector<std::unique_ptr<events::LogFile>> files) {
  auto checked = std::make_unique<Checked>();
  diagnostics::DiagnosticSink sink;
  check::CheckOptions rules;
  rules.paths = paths;
  checked->rules = check::Check(rules, check::DiskFiles(), checked->sources, sink);
  if (sink.has_errors()) return nullptr;
  return Judge(std::move(checked), std::move(files));
}

std::unique_ptr<Checked> Judge(std::unique_ptr<Checked> checked,
                               std::vector<std::unique_ptr<events::LogFile>> files) {
  diagnostics::DiagnosticSink sink;
  const plan::Plan plan = plan::Compile(checked->rules, {}, sink);
  if (sink.has_errors()) return nullptr;
  checked->files = std::move(files);
  std::vector<const events::LogFile*> logs;
  for (const auto& file : checked->files) logs.push_back(file.get());
  events::ReaderOptions reading;
  reading.schema = &checked->rules.schema;
  reading.selection = plan.fields;
  for (const events::SourceMap& source : checked->rules.sources) reading.sources.push_back(&source);
  events::EventStream stream(logs, std::move(reading));
  reference::StreamFeed feed(stream);
  engine::RunOptions run;
  run.max_findings = 1'000'000;
  report::Inputs inputs;
  inputs.verdicts = engine::Run(plan, run, feed);
  inputs.version = "0.0.0";
  inputs.options.max_findings = 1'000'000;
  inputs.rules = &checked->rules;
  inputs.sources = &checked->sources;
  inputs.judged.assign(checked->rules.clauses.size(), true);
  inputs.logs = stream.summaries();
  inputs.problems = stream.problems().Tallies();
  inputs.bad_records = stream.problems().bad_records();
  inputs.files = logs;
  const auto report = report::MakeReport(std::move(inputs));
  if (!report) return nullptr;
  std::ostringstream text;
  report::WriteJson(*report, text);
  checked->report = Json::parse(text.str());
  return checked;
}

std::unique_ptr<Journal> JournalOf(const Checked& checked) {
  auto journal = std::make_unique<Journal>();
  for (std::size_t i = 0; i < checked.files.size(); ++i) {
    const Json& said = checked.report["logs"][i];
    if (!AddLog(checked.rules, *checked.files[i], said, *journal)) return nullptr;
  }
  Sort(*journal);
  return journal;
}

std::string FalseOf(const Outcome& outcome) {
  std::string text;
  for (const Claim& claim : outcome.claims) {
    if (claim.state != State::kFalse) continue;
    text += "  " + claim.what;
    if (!claim.log.empty()) text += " (" + claim.log + ':' + std::to_string(claim.line) + ')';
    text += '\n';
  }
  return text;
}

}  // namespace abide::verify
