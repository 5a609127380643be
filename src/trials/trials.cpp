#include "trials/trials.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "engine/run.h"
#include "plan/plan.h"
#include "trials/verdict_check.h"

namespace abide::trials {
namespace {

using check::CheckedRules;
using check::Test;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;
using diagnostics::SourceSet;

// A test's events. Each stands where its step is written: the rule file is the log.
class Steps : public engine::EventFeed {
 public:
  Steps(const Test& test, const SourceSet& sources) : test_(test), sources_(sources) {}

  const events::Event* Next() override {
    if (next_ == test_.steps.size()) return nullptr;
    const Test::Step& step = test_.steps[next_];
    // In the order of time, so all that follow are later, too.
    if (test_.as_of && *test_.as_of < step.time) return nullptr;
    ++next_;
    event_.kind = step.kind;
    event_.time = step.time;
    event_.fields = step.fields;
    event_.place = {};
    event_.place.length = step.span.end - step.span.begin;
    event_.place.SetLine(sources_.File(step.span.file).Locate(step.span.begin).line);
    event_.place.offset = step.span.begin;
    return &event_;
  }
  bool Restarted() override { return false; }

 private:
  const Test& test_;
  const SourceSet& sources_;
  std::size_t next_ = 0;
  events::Event event_;
};

engine::Verdicts Judge(const plan::Plan& plan, const Test& test, const SourceSet& sources,
                       engine::Observer* observer) {
  Steps steps(test, sources);
  engine::RunOptions options;
  options.as_of = test.as_of;
  options.observer = observer;
  return engine::Run(plan, options, steps);
}

// A rule set, and the plans of the clauses that tests of it ask for.
class Bench {
 public:
  explicit Bench(std::shared_ptr<const CheckedRules> rules) : rules_(std::move(rules)) {}

  const std::shared_ptr<const CheckedRules>& rules() const { return rules_; }
  const plan::Plan& PlanOf(const std::vector<std::string>& clauses, DiagnosticSink& sink) {
    const auto known = plans_.find(clauses);
    if (known != plans_.end()) return known->second;
    return plans_.emplace(clauses, plan::Compile(*rules_, {.clauses = clauses}, sink))
        .first->second;
  }

 private:
  std::shared_ptr<const CheckedRules> rules_;
  std::map<std::vector<std::string>, plan::Plan> plans_;
};

bool Matches(const std::string& text, const std::string& filter) {
  if (filter.find('*') != std::string::npos) return plan::MatchesGlob(text, filter);
  return text.find(filter) != std::string::npos;
}

class Runner {
 public:
  Runner(const Options& options, const check::FileSystem& files, SourceSet& sources,
         DiagnosticSink& sink)
      : options_(options),
        files_(files),
        sources_(sources),
        sink_(sink),
        checker_(files, sources) {}

  Results Run() {
    DiagnosticSink together;
    const auto all = std::make_shared<const CheckedRules>(checker_.Check(OptionsOf({}), together));
    for (const check::LoadedFile& file : all->files) results_.read.push_back(file.path);
    std::set<std::string> tested;
    for (const Test& test : all->tests) tested.insert(files_.Canonical(test.path));
    for (const std::string& path : NamedFiles()) {
      ++results_.files;
      if (tested.contains(files_.Canonical(path))) RunFile(path);
    }
    TakeUntested(*all, together);
    results_.coverage.Sort();
    return std::move(results_);
  }

 private:
  check::CheckOptions OptionsOf(const std::string& path) const {
    return {.paths = path.empty() ? options_.paths : std::vector{path},
            .parameters = options_.parameters,
            .test = {}};
  }

  // Each once, in the order of the paths.
  std::vector<std::string> NamedFiles() const {
    std::vector<std::string> named;
    std::set<std::string> known;
    for (const std::string& path : options_.paths) {
      for (const std::string& each : files_.RuleFiles(path).value_or(std::vector{path})) {
        if (known.insert(files_.Canonical(each)).second) named.push_back(each);
      }
    }
    return named;
  }

  void RunFile(const std::string& path) {
    DiagnosticSink faults;
    const auto base = std::make_shared<const CheckedRules>(checker_.Check(OptionsOf(path), faults));
    for (const check::LoadedFile& file : base->files) seen_.insert(file.path);
    TakeFaults(faults);
    if (options_.coverage && !sink_.has_errors()) AddClauses(*base);
    Bench bench(base);
    const std::string canonical = files_.Canonical(path);
    for (const Test& test : base->tests) {
      if (files_.Canonical(test.path) != canonical) continue;
      if (!IsWanted(*base, test)) {
        ++results_.left_out;
      } else if (test.has_givens) {
        RunGiven(path, test);
      } else {
        RunTest(bench, test);
      }
    }
  }

  // On the file as it is with what the test gives.
  void RunGiven(const std::string& path, const Test& test) {
    check::CheckOptions options = OptionsOf(path);
    options.test = {test.path, test.number};
    DiagnosticSink faults;
    Bench bench(std::make_shared<const CheckedRules>(checker_.Check(options, faults)));
    TakeFaults(faults);
    if (!sink_.has_errors()) RunTest(bench, bench.rules()->tests.front());
  }

  void RunTest(Bench& bench, const Test& test) {
    if (sink_.has_errors()) return;
    Outcome outcome;
    outcome.test = test;
    outcome.clauses = ClausesOf(*bench.rules(), test);
    const plan::Plan& plan = bench.PlanOf(outcome.clauses, sink_);
    if (sink_.has_errors()) return;
    engine::Verdicts verdicts = Judge(plan, test, sources_, nullptr);
    outcome.mismatches = Compare(plan, test, outcome.clauses, verdicts);
    if (options_.coverage || !outcome.passed()) {
      Witness witness(plan, sources_);
      Judge(plan, test, sources_, &witness);
      const std::vector<Sight> sights = witness.Take(verdicts);
      for (Mismatch& each : outcome.mismatches) Explain(plan, test, sights, each);
      if (options_.coverage) results_.coverage.Count(*bench.rules(), sights);
    }
    // The values of fields live with the rules, which are kept for what failed only.
    for (Test::Step& step : outcome.test.steps) step.fields.clear();
    if (!outcome.passed()) {
      outcome.rules = bench.rules();
      outcome.verdicts = std::move(verdicts);
    }
    results_.outcomes.push_back(std::move(outcome));
  }

  bool IsWanted(const CheckedRules& rules, const Test& test) const {
    if (options_.is_wanted && !options_.is_wanted(test)) return false;
    if (options_.filters.empty()) return true;
    std::vector<std::string> texts = ClausesOf(rules, test);
    texts.push_back(test.title);
    for (const std::string& filter : options_.filters) {
      for (const std::string& text : texts) {
        if (Matches(text, filter)) return true;
      }
    }
    return false;
  }

  // A file need not have every parameter that is set; whether any has was seen with all together.
  void TakeFaults(const DiagnosticSink& faults) {
    for (const Diagnostic& fault : faults.all()) {
      if (fault.code != diagnostics::Code::kUnknownParameter) sink_.Add(fault);
    }
  }

  // Of files that no test sees, what is wrong in them when all are read together, and their
  // clauses. Files that tests see are right or wrong by themselves, but may not agree.
  void TakeUntested(const CheckedRules& all, const DiagnosticSink& together) {
    for (const Diagnostic& fault : together.Sorted()) {
      const auto* span = std::get_if<diagnostics::Span>(&fault.where);
      if (span == nullptr || !seen_.contains(sources_.File(span->file).path())) {
        sink_.Add(fault);
      } else if (fault.severity() == diagnostics::Severity::kError) {
        results_.disagreements.push_back(fault);
      }
    }
    if (options_.coverage && !together.has_errors()) AddClauses(all);
  }

  void AddClauses(const CheckedRules& rules) {
    DiagnosticSink elsewhere;
    const plan::Plan plan = plan::Compile(rules, {}, elsewhere);
    // What this version does not execute is told where a test asks for it.
    if (!elsewhere.has_errors()) results_.coverage.AddClauses(plan, sources_);
  }

  const Options& options_;
  const check::FileSystem& files_;
  SourceSet& sources_;
  DiagnosticSink& sink_;
  check::Checker checker_;
  std::set<std::string> seen_;  // paths of files that tests see
  Results results_;
};

}  // namespace

Results Run(const Options& options, const check::FileSystem& files, SourceSet& sources,
            DiagnosticSink& sink) {
  return Runner(options, files, sources, sink).Run();
}

}  // namespace abide::trials
