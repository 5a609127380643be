#include "verify/checked.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "check/disk_files.h"
#include "plan/plan.h"
#include "reference/generator.h"
#include "reference/rule_set.h"
#include "reference/stream_feed.h"
#include "report/baseline.h"
#include "report/json_report.h"

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
                                   std::vector<std::unique_ptr<events::LogFile>> files,
                                   const Wish& wish) {
  auto checked = std::make_unique<Checked>();
  diagnostics::DiagnosticSink sink;
  check::CheckOptions rules;
  rules.paths = paths;
  checked->rules = check::Check(rules, check::DiskFiles(), checked->sources, sink);
  if (sink.has_errors()) return nullptr;
  return Judge(std::move(checked), std::move(files), wish);
}

std::unique_ptr<Checked> Judge(std::unique_ptr<Checked> checked,
                               std::vector<std::unique_ptr<events::LogFile>> files,
                               const Wish& wish) {
  diagnostics::DiagnosticSink sink;
  const report::Options& options = wish.options;
  const plan::Plan plan = plan::Compile(checked->rules, {.clauses = options.clauses}, sink);
  if (sink.has_errors()) return nullptr;
  checked->files = std::move(files);
  std::vector<const events::LogFile*> logs;
  for (const auto& file : checked->files) logs.push_back(file.get());
  events::ReaderOptions reading;
  reading.schema = &checked->rules.schema;
  reading.selection = plan.fields;
  reading.as_of = options.as_of;
  reading.strict = options.strict;
  if (options.sha256) reading.hashes = events::Hashes::kXxh3AndSha256;
  for (const events::SourceMap& source : checked->rules.sources) reading.sources.push_back(&source);
  events::EventStream stream(logs, std::move(reading));
  reference::StreamFeed feed(stream);
  const engine::RunOptions run{.as_of = options.as_of,
                               .since = options.since,
                               .until = options.until,
                               .max_findings = options.max_findings};
  report::Inputs inputs;
  inputs.verdicts = engine::Run(plan, run, feed);
  inputs.version = "0.0.0";
  inputs.options = options;
  inputs.rules = &checked->rules;
  inputs.sources = &checked->sources;
  inputs.judged.assign(checked->rules.clauses.size(), false);
  for (const plan::Judgement& judgement : plan.judgements) {
    inputs.judged[static_cast<std::size_t>(judgement.clause)] = true;
  }
  inputs.logs = stream.summaries();
  inputs.problems = stream.problems().Tallies();
  inputs.bad_records = stream.problems().bad_records();
  inputs.files = logs;
  auto report = report::MakeReport(std::move(inputs));
  if (!report) return nullptr;
  if (!wish.baseline.empty()) {
    const auto baseline = report::ReadBaseline(wish.baseline);
    if (!baseline) return nullptr;
    report::ApplyBaseline(*baseline, *report);
  }
  std::ostringstream text;
  report::WriteJson(*report, text);
  checked->report = Json::parse(text.str());
  return checked;
}

std::unique_ptr<Journal> JournalOf(const Checked& checked) {
  auto journal = std::make_unique<Journal>();
  for (std::size_t i = 0; i < checked.files.size(); ++i) {
    const Json& said = checked.report["logs"][i];
    if (!testimony::AddLog(checked.rules, *checked.files[i], said, *journal)) return nullptr;
  }
  testimony::Sort(*journal);
  return journal;
}

std::unique_ptr<Journal> RecordsOf(const Checked& checked, const Journal& whole) {
  std::map<std::string, std::uint32_t> logs;
  for (const Json& log : checked.report["logs"]) {
    logs.emplace(log["path"], static_cast<std::uint32_t>(logs.size()));
  }
  std::vector<testimony::Record> records;
  for (const Json& finding : checked.report["findings"]) {
    for (const Json& step : finding["evidence"]) {
      if (!step.contains("log")) continue;
      testimony::Record& record = records.emplace_back();
      record.log = logs.at(step["log"]);
      record.offset = step["offset"];
      record.bytes = whole.RecordAt(record.log, record.offset, step["length"]);
    }
  }
  auto journal = std::make_unique<Journal>();
  testimony::AddRecords(checked.rules, checked.report, std::move(records), *journal);
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

std::vector<std::string> Folders() {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator("tests/testdata/cli")) {
    if (std::filesystem::exists(entry.path() / "rules.abide"))
      folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<std::string> LogPathsOf(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.find(".ndjson") != std::string::npos) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::unique_ptr<Checked> CheckExample(const std::string& name, const Wish& wish) {
  const std::string folder = "examples/" + name;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/logs")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return CheckLogs({folder + "/rules"}, LogsOf(paths), wish);
}

std::unique_ptr<Checked> CheckRandom(std::uint64_t seed, std::string* what) {
  reference::Random random(seed);
  const reference::Theme theme = reference::RandomTheme(random);
  const std::string text = reference::Render(reference::RandomRules(theme, random));
  std::string errors;
  const auto set = reference::MakeRuleSet(text, &errors);
  if (set == nullptr) return nullptr;
  reference::Shapes shapes(set->rules.schema);
  for (const std::string& shape : reference::RandomShapes(theme, 8, random)) shapes.Add(shape);
  const std::string log =
      reference::Written(shapes, reference::RandomLog(shapes.size(), 12, random));
  if (what != nullptr) *what = "seed " + std::to_string(seed) + '\n' + text + '\n' + log;
  std::vector<std::unique_ptr<events::LogFile>> files;
  files.push_back(events::LogFile::OfText("log.ndjson", log));
  auto own = std::make_unique<Checked>();
  own->sources = std::move(set->sources);
  own->rules = std::move(set->rules);
  return Judge(std::move(own), std::move(files));
}

}  // namespace abide::verify
