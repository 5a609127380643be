// Engine against reference: on all short logs of a few events for each hand-written rule, and on
// random logs for random rules. A disagreement is shown with the smallest rules and log found.
//
//   ABIDE_DIFFERENTIAL_CASES=5000000   random logs judged (default: some seconds' worth)
//   ABIDE_DIFFERENTIAL_SEED=17         where the random rules begin
//   ABIDE_DIFFERENTIAL_LENGTH=1        events more in the longest of all logs
//   ABIDE_DIFFERENTIAL_SHOW=1          random rules are shown before they are judged
#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "reference/comparison.h"
#include "reference/generator.h"
#include "reference/setting.h"
#include "reference/shrink.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

// --- All short logs

// Calls `visit` with every log of up to `length` of the shapes, `gaps` apart, until it says no.
template <typename Visit>
bool ForEachLog(const SmallRules& small, std::size_t length, Log& log, Visit& visit) {
  if (!log.empty() && !visit(log)) return false;
  if (log.size() == length) return true;
  for (const std::int64_t gap : small.gaps) {
    if (log.empty() && gap != small.gaps.front()) continue;
    const std::int64_t seconds = log.empty() ? 0 : log.back().seconds + gap;
    for (std::size_t shape = 0; shape < small.shapes.size(); ++shape) {
      log.push_back({shape, seconds});
      if (!ForEachLog(small, length, log, visit)) return false;
      log.pop_back();
    }
  }
  return true;
}

std::uint64_t CompareOnAllLogs(const SmallRules& small, const std::string& rule) {
  std::string errors;
  const std::unique_ptr<RuleSet> rules = MakeRuleSet(RuleText(rule), &errors);
  if (!rules) {
    ADD_FAILURE() << rule << "\n" << errors;
    return 0;
  }
  Shapes shapes(rules->rules.schema);
  for (const std::string& shape : small.shapes) shapes.Add(shape);
  std::uint64_t count = 0;
  const auto agrees = [&](const Log& log) {
    ++count;
    if (!Disagreement({rules.get(), &shapes, log, {}, {}})) return true;
    ADD_FAILURE() << Shrunk({Piece::Text(RuleText(rule)), small.shapes, log, {}, {}})
                         .value_or("a disagreement that does not come again");
    return false;
  };
  Log log;
  ForEachLog(small, small.length + Setting("ABIDE_DIFFERENTIAL_LENGTH", 0), log, agrees);
  return count;
}

void CompareOnAllLogs(const std::vector<SmallRules>& all) {
  std::uint64_t count = 0;
  std::size_t rules = 0;
  for (const SmallRules& small : all) {
    for (const std::string& rule : small.rules) {
      count += CompareOnAllLogs(small, rule);
      ++rules;
    }
  }
  std::cout << rules << " rules, " << count << " logs\n";
}

TEST(AllShortLogs, ConditionsOnFieldsComeToTheSame) { CompareOnAllLogs(RulesOnFields()); }
TEST(AllShortLogs, ThePastComesToTheSame) { CompareOnAllLogs(RulesOnPast()); }
TEST(AllShortLogs, AggregatesComeToTheSame) { CompareOnAllLogs(RulesOnTotals()); }
TEST(AllShortLogs, LineageComesToTheSame) { CompareOnAllLogs(RulesOnLineage()); }
TEST(AllShortLogs, NormsAndExceptionsComeToTheSame) { CompareOnAllLogs(RulesOnNorms()); }
TEST(AllShortLogs, DutiesAndPairsComeToTheSame) { CompareOnAllLogs(RulesOnDuties()); }
TEST(AllShortLogs, LimitsComeToTheSame) { CompareOnAllLogs(RulesOnLimits()); }

// --- Random rules and logs

constexpr std::size_t kLogsOfOneClause = 50;
constexpr std::size_t kShapes = 12;
constexpr std::size_t kLongest = 7;
// How far the present may lie behind the last event.
const std::vector<std::int64_t> kLaterPresents = {1, kDay, kDay + 1, 32 * kDay, 400 * kDay};

struct Tally {
  std::uint64_t cases = 0;
  std::uint64_t clauses = 0;
  std::uint64_t no_rules = 0;
  std::uint64_t disagreements = 0;
  Seen seen;
};

Options RandomOptions(const Log& log, Random& random) {
  Options options;
  const auto moment = [&] { return TimeOf(random.Of(log).seconds); };
  if (random.OneIn(10)) options.as_of = moment();
  if (random.OneIn(10)) options.as_of = TimeOf(log.back().seconds + random.Of(kLaterPresents));
  if (random.OneIn(10)) options.since = moment();
  if (random.OneIn(10)) options.until = moment();
  return options;
}

void CompareOnRandomLogs(const Piece& text, const Theme& theme, const RuleSet& rules,
                         std::uint64_t seed, Random& random, Tally& tally) {
  const std::vector<std::string> shape_texts = RandomShapes(theme, kShapes, random);
  Shapes shapes(rules.rules.schema);
  for (const std::string& shape : shape_texts) shapes.Add(shape);
  for (std::size_t i = 0; i < kLogsOfOneClause; ++i) {
    const Log log = RandomLog(kShapes, 1 + random.Below(kLongest), random);
    const Options options = RandomOptions(log, random);
    std::optional<std::size_t> restart_behind;
    if (random.OneIn(16)) restart_behind = random.Below(log.size());
    ++tally.cases;
    const Case one{&rules, &shapes, log, options, restart_behind};
    if (!Disagreement(one, &tally.seen)) continue;
    ++tally.disagreements;
    ADD_FAILURE() << "seed " << seed << "\n"
                  << Shrunk({text, shape_texts, log, options, restart_behind})
                         .value_or("a disagreement that does not come again");
    return;
  }
}

TEST(RandomLogs, RandomRulesComeToTheSame) {
  const std::uint64_t cases = Setting("ABIDE_DIFFERENTIAL_CASES", 10'000);
  const std::uint64_t first_seed = Setting("ABIDE_DIFFERENTIAL_SEED", 1);
  const bool show = Setting("ABIDE_DIFFERENTIAL_SHOW", 0) != 0;
  Tally tally;
  std::string no_rules;
  for (std::uint64_t seed = first_seed; tally.cases < cases && tally.disagreements < 5; ++seed) {
    Random random(seed);
    const Theme theme = RandomTheme(random);
    const Piece text = RandomRules(theme, random);
    std::string errors;
    const std::unique_ptr<RuleSet> rules = MakeRuleSet(Render(text), &errors);
    ++tally.clauses;
    if (rules) {
      if (show) std::cout << "seed " << seed << "\n" << rules->text << std::endl;
      CompareOnRandomLogs(text, theme, *rules, seed, random, tally);
      continue;
    }
    ++tally.no_rules;
    no_rules = "seed " + std::to_string(seed) + "\n" + Render(text) + "\n" + errors;
    ASSERT_TRUE(tally.no_rules < 1000 || tally.no_rules * 20 < tally.clauses) << no_rules;
  }
  std::cout << tally.clauses << " clauses, " << tally.cases << " logs; findings:\n";
  for (const auto& [what, count] : tally.seen) std::cout << "  " << count << " " << what << "\n";
  // Seven norms with their verdicts: with few cases, not every one comes up.
  EXPECT_GE(tally.seen.size(), 20u);
  // What is written at random is meant to be rules: else little is compared.
  EXPECT_LE(tally.no_rules * 20, tally.clauses) << tally.no_rules << " are no rules; the last:\n"
                                                << no_rules;
}

}  // namespace
}  // namespace abide::reference
