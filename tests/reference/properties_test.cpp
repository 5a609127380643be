// What findings do not depend on: random rules and logs, read by the real reader and judged by the
// engine, twice each.
//
//   ABIDE_PROPERTY_LOGS=100000   random logs (default: some seconds' worth)
//   ABIDE_PROPERTY_SEED=17       where the random rules begin
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "reference/checked_logs.h"
#include "reference/generator.h"
#include "reference/setting.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

using Lines = std::vector<std::string>;

struct Sample {
  const RuleSet* rules = nullptr;
  const Shapes* shapes = nullptr;
  Log log;
  Options options;
  std::uint64_t seed = 0;  // of what the property itself does at random
};

std::string Joined(const Lines& lines) {
  return std::accumulate(lines.begin(), lines.end(), std::string());
}

std::string Findings(const Sample& sample, const Lines& logs, const CheckOptions& options,
                     Names names = Names::kFingerprints) {
  return FindingsAsText(CheckLogs(*sample.rules, logs, options), sample.rules->rules, names);
}
std::string Findings(const Sample& sample, const Lines& logs) {
  return Findings(sample, logs, {.options = sample.options, .max_findings = {}, .clauses = {}});
}

// What came of the log as it is and of the changed one; nothing if it is the same.
std::optional<std::string> Difference(const std::string& before, const std::string& after,
                                      const std::string& changed) {
  if (before == after) return std::nullopt;
  return "findings:\n" + before + "findings of the changed log:\n" + after + "changed log:\n" +
         changed;
}

std::optional<std::string> Difference(const Sample& sample, const Lines& before,
                                      const Lines& after) {
  std::string changed;
  for (const std::string& log : after) changed += "--\n" + log;
  return Difference(Findings(sample, before), Findings(sample, after), changed);
}

// --- The properties: what is wrong, or nothing

// Lines of one time keep their order, for it is the order of what happened then.
std::optional<std::string> OrderOfLines(const Sample& sample) {
  const Lines lines = LinesOf(*sample.shapes, sample.log);
  std::vector<std::size_t> places(lines.size());
  std::iota(places.begin(), places.end(), 0);
  Random random(sample.seed);
  for (std::size_t i = places.size(); i > 1; --i) {
    std::swap(places[i - 1], places[random.Below(i)]);
  }
  std::map<std::int64_t, std::vector<std::size_t>> by_time;
  for (const std::size_t place : places) by_time[sample.log[place].seconds].push_back(place);
  for (auto& [time, group] : by_time) std::sort(group.begin(), group.end(), std::greater<>());
  Lines shuffled;
  for (const std::size_t place : places) {
    std::vector<std::size_t>& group = by_time[sample.log[place].seconds];
    shuffled.push_back(lines[group.back()]);
    group.pop_back();
  }
  return Difference(sample, {Joined(lines)}, {Joined(shuffled)});
}

std::optional<std::string> SplitInTwo(const Sample& sample) {
  const Lines lines = LinesOf(*sample.shapes, sample.log);
  for (std::size_t at = 0; at <= lines.size(); ++at) {
    const auto middle = lines.begin() + static_cast<std::ptrdiff_t>(at);
    const Lines logs = {Joined({lines.begin(), middle}), Joined({middle, lines.end()})};
    if (auto difference = Difference(sample, {Joined(lines)}, logs)) return difference;
  }
  return std::nullopt;
}

std::optional<std::string> SeveralLogs(const Sample& sample) {
  Lines logs(3);
  Random random(sample.seed);
  for (const std::string& line : LinesOf(*sample.shapes, sample.log)) {
    logs[random.Below(logs.size())] += line;
  }
  return Difference(sample, {Joined(logs)}, logs);
}

std::optional<std::string> ChunkSize(const Sample& sample) {
  const Lines log = {Joined(LinesOf(*sample.shapes, sample.log))};
  const std::string before = Findings(sample, log);
  for (const std::size_t bytes : {1, 7, 64, 300}) {
    const CheckOptions options{
        .options = sample.options, .chunk_bytes = bytes, .max_findings = {}, .clauses = {}};
    const std::string changed = std::to_string(bytes) + " bytes at a time\n";
    if (auto difference = Difference(before, Findings(sample, log, options), changed)) {
      return difference;
    }
  }
  return std::nullopt;
}

// In order and out of order, with all findings and with few.
std::optional<std::string> NumberOfJobs(const Sample& sample) {
  const Lines lines = LinesOf(*sample.shapes, sample.log);
  const Lines backwards(lines.rbegin(), lines.rend());
  for (const std::string& log : {Joined(lines), Joined(backwards)}) {
    for (const std::uint64_t most : {std::uint64_t{2}, std::uint64_t{1000}}) {
      CheckOptions options{.options = sample.options, .max_findings = most, .clauses = {}};
      const auto answer = [&] {
        const engine::Verdicts verdicts = CheckLogs(*sample.rules, {log}, options);
        return FindingsAsText(verdicts, sample.rules->rules, Names::kFingerprints) +
               CountsAsText(verdicts);
      };
      const std::string alone = answer();
      for (options.jobs = 2; options.jobs <= 3; ++options.jobs) {
        const std::string changed = std::to_string(options.jobs) + " jobs\n";
        if (auto difference = Difference(alone, answer(), changed)) return difference;
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> ClausesAlone(const Sample& sample) {
  const Lines log = {Joined(LinesOf(*sample.shapes, sample.log))};
  const CheckOptions together{.options = sample.options, .max_findings = {}, .clauses = {}};
  engine::Verdicts all = CheckLogs(*sample.rules, log, together);
  const check::CheckedRules& rules = sample.rules->rules;
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    engine::Verdicts of_clause = all;
    std::erase_if(of_clause.findings, [i](const engine::Finding& finding) {
      return static_cast<std::size_t>(finding.clause) != i;
    });
    const CheckOptions alone{
        .options = sample.options, .max_findings = {}, .clauses = {rules.clauses[i].id}};
    if (auto difference =
            Difference(FindingsAsText(of_clause, rules, Names::kFingerprints),
                       Findings(sample, log, alone), "only clause " + rules.clauses[i].id + "\n")) {
      return difference;
    }
  }
  return std::nullopt;
}

// Events of a kind of which no rule speaks, and of one that nobody declared, at the times of
// others: they do not move the present.
std::optional<std::string> UnrelatedEvents(const Sample& sample) {
  const Lines lines = LinesOf(*sample.shapes, sample.log);
  Random random(sample.seed);
  std::string changed;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto unrelated = [&](const char* kind) {
      if (!random.OneIn(2)) return;
      const nlohmann::json record = {{"event", kind},
                                     {"time", values::ToString(TimeOf(sample.log[i].seconds))},
                                     {"who", "a"},
                                     {"n", 2}};
      changed += record.dump() + "\n";
    };
    unrelated("note");
    unrelated("never_declared");
    changed += lines[i];
    unrelated("note");
  }
  return Difference(sample, {Joined(lines)}, {changed});
}

// Whether the rules name none of the texts that keys are.
bool NamesNoKeys(const std::string& rules) {
  for (const char* name : {"\"a\"", "\"x\"", "\"A\"", "\"b\"", "known", "owners", "pairs", "/^a"}) {
    if (rules.find(name) != std::string::npos) return false;
  }
  return true;
}

void Rename(nlohmann::json& value) {
  // Two names that differ only in case still do.
  static const std::map<std::string, std::string> kNames = {
      {"a", "kay"},    {"A", "KAY"}, {"x", "zed"},    {"b", "0b"},
      {"p", "s3://p"}, {"q", "p"},   {"r", "\u00e9"}, {"s", "q"}};
  if (value.is_structured()) {
    for (nlohmann::json& part : value) Rename(part);
  } else if (value.is_string()) {
    const auto name = kNames.find(value.get<std::string>());
    if (name != kNames.end()) value = name->second;
  }
}

std::optional<std::string> NamesOfKeys(const Sample& sample) {
  if (!NamesNoKeys(sample.rules->text)) return std::nullopt;
  const Lines lines = LinesOf(*sample.shapes, sample.log);
  std::string renamed;
  for (const std::string& line : lines) {
    nlohmann::json record = nlohmann::json::parse(line);
    for (auto& [field, value] : record.items()) {
      if (field != "event" && field != "id") Rename(value);
    }
    renamed += record.dump() + "\n";
  }
  const CheckOptions options{.options = sample.options, .max_findings = {}, .clauses = {}};
  return Difference(Findings(sample, {Joined(lines)}, options, Names::kEvents),
                    Findings(sample, {renamed}, options, Names::kEvents), renamed);
}

// `--since` and `--until` choose among the findings and change none.
std::optional<std::string> SinceAndUntil(const Sample& sample) {
  const Lines log = {Joined(LinesOf(*sample.shapes, sample.log))};
  Random random(sample.seed);
  CheckOptions options{.options = sample.options, .max_findings = {}, .clauses = {}};
  options.options.since = options.options.until = std::nullopt;
  engine::Verdicts verdicts = CheckLogs(*sample.rules, log, options);
  options.options.since = TimeOf(random.Of(sample.log).seconds);
  options.options.until = TimeOf(random.Of(sample.log).seconds + kHour);
  std::erase_if(verdicts.findings, [&](const engine::Finding& finding) {
    return finding.time < *options.options.since || finding.time >= *options.options.until;
  });
  return Difference(FindingsAsText(verdicts, sample.rules->rules, Names::kFingerprints),
                    Findings(sample, log, options),
                    "since " + values::ToString(*options.options.since) + " until " +
                        values::ToString(*options.options.until) + "\n");
}

std::string CountsAsText(const engine::Verdicts& verdicts) {
  std::string text;
  for (const engine::ClauseResult& result : verdicts.clauses) {
    text += "  status " + std::to_string(static_cast<int>(result.status));
    for (const std::uint64_t count : {result.considered, result.breached, result.pending,
                                      result.undetermined, result.excused, result.waived}) {
      text += " " + std::to_string(count);
    }
    for (const auto& [name, count] : result.undetermined_by) {
      text += ", " + name + " " + std::to_string(count);
    }
    text += "\n";
  }
  return text;
}

// `--max-findings` keeps the first ones, and counts all.
std::optional<std::string> MostFindings(const Sample& sample) {
  const Lines log = {Joined(LinesOf(*sample.shapes, sample.log))};
  Random random(sample.seed);
  CheckOptions options{.options = sample.options, .max_findings = {}, .clauses = {}};
  engine::Verdicts all = CheckLogs(*sample.rules, log, options);
  options.max_findings = random.Below(4);
  const engine::Verdicts few = CheckLogs(*sample.rules, log, options);
  if (all.findings.size() > *options.max_findings) all.findings.resize(*options.max_findings);
  const check::CheckedRules& rules = sample.rules->rules;
  return Difference(FindingsAsText(all, rules, Names::kFingerprints) + CountsAsText(all),
                    FindingsAsText(few, rules, Names::kFingerprints) + CountsAsText(few),
                    "at most " + std::to_string(*options.max_findings) + " findings\n");
}

// --- Samples

using Property = std::optional<std::string> (*)(const Sample&);

// The smallest sample found of which the property does not hold, and what is wrong.
std::string Shrunk(Sample sample, Property property, std::string wrong) {
  for (std::size_t i = 0; i < sample.log.size();) {
    Sample smaller = sample;
    smaller.log.erase(smaller.log.begin() + static_cast<std::ptrdiff_t>(i));
    std::optional<std::string> still;
    if (!smaller.log.empty()) still = property(smaller);
    if (!still) {
      ++i;
      continue;
    }
    sample = std::move(smaller);
    wrong = *std::move(still);
    i = 0;
  }
  const std::optional<values::Instant>& as_of = sample.options.as_of;
  return "rules:\n" + sample.rules->text + "\nlog:\n" +
         Joined(LinesOf(*sample.shapes, sample.log)) +
         (as_of ? "as of " + values::ToString(*as_of) + "\n" : "") + wrong;
}

constexpr std::size_t kLogsOfOneClause = 4;
constexpr std::size_t kShapes = 12;
constexpr std::size_t kLongest = 9;

bool HoldsOfLogs(const RuleSet& rules, const Theme& theme, Property property, std::uint64_t seed,
                 Random& random) {
  Shapes shapes(rules.rules.schema);
  for (const std::string& shape : RandomShapes(theme, kShapes, random)) shapes.Add(shape);
  for (std::size_t i = 0; i < kLogsOfOneClause; ++i) {
    Sample sample{
        &rules, &shapes, RandomLog(kShapes, 1 + random.Below(kLongest), random), {}, seed};
    if (random.OneIn(8)) sample.options.as_of = TimeOf(random.Of(sample.log).seconds);
    std::optional<std::string> wrong = property(sample);
    if (!wrong) continue;
    ADD_FAILURE() << "seed " << seed << "\n" << Shrunk(sample, property, *std::move(wrong));
    return false;
  }
  return true;
}

struct NamedProperty {
  const char* name;
  Property property;
};

class FindingsOfALog : public testing::TestWithParam<NamedProperty> {};

TEST_P(FindingsOfALog, AreTheSame) {
  const std::uint64_t logs = Setting("ABIDE_PROPERTY_LOGS", 400);
  std::uint64_t seed = Setting("ABIDE_PROPERTY_SEED", 1);
  for (std::uint64_t judged = 0; judged < logs; ++seed) {
    Random random(seed);
    const Theme theme = RandomTheme(random);
    std::string errors;
    const auto rules = MakeRuleSet(Render(RandomRules(theme, random)), &errors);
    if (!rules) continue;
    if (!HoldsOfLogs(*rules, theme, GetParam().property, seed, random)) return;
    judged += kLogsOfOneClause;
  }
}

std::string NameOf(const testing::TestParamInfo<NamedProperty>& one) { return one.param.name; }

INSTANTIATE_TEST_SUITE_P(WithAnother, FindingsOfALog,
                         testing::Values(NamedProperty{"OrderOfLines", OrderOfLines},
                                         NamedProperty{"SplitIntoTwoFiles", SplitInTwo},
                                         NamedProperty{"NumberOfLogs", SeveralLogs},
                                         NamedProperty{"ChunkSize", ChunkSize},
                                         NamedProperty{"NumberOfJobs", NumberOfJobs},
                                         NamedProperty{"ChoiceOfClauses", ClausesAlone},
                                         NamedProperty{"NumberOfUnrelatedEvents", UnrelatedEvents},
                                         NamedProperty{"NameForEachKey", NamesOfKeys},
                                         NamedProperty{"RangeOfTimesAskedFor", SinceAndUntil},
                                         NamedProperty{"NumberOfFindingsKept", MostFindings}),
                         NameOf);

}  // namespace
}  // namespace abide::reference
