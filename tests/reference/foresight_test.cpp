// Events that are seen ahead, in runs, and one by one: the findings are the same.
//
//   ABIDE_FORESIGHT_LOGS=100000   random logs (default: some seconds' worth)
//   ABIDE_PROPERTY_SEED=17        where the random rules begin
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <numeric>

#include "reference/checked_logs.h"
#include "reference/generator.h"
#include "reference/setting.h"

namespace abide::reference {
namespace {

std::string Judged(const RuleSet& rules, const std::string& log, StreamFeed::Hands hands) {
  CheckOptions options;
  options.hands = hands;
  const engine::Verdicts verdicts = CheckLogs(rules, {log}, options);
  return FindingsAsText(verdicts, rules.rules, Names::kFingerprints) + CountsAsText(verdicts);
}

void ExpectTheSame(const RuleSet& rules, const Shapes& shapes, const Log& entries) {
  const std::vector<std::string> lines = LinesOf(shapes, entries);
  const std::string log = std::accumulate(lines.begin(), lines.end(), std::string());
  const std::string one_by_one = Judged(rules, log, StreamFeed::Hands::kEvents);
  EXPECT_EQ(one_by_one, Judged(rules, log, StreamFeed::Hands::kRuns)) << rules.text;
}

TEST(EventsSeenAhead, ChangeNothingUnderRandomRules) {
  const std::uint64_t logs = Setting("ABIDE_FORESIGHT_LOGS", 150);
  std::uint64_t seed = Setting("ABIDE_PROPERTY_SEED", 1);
  for (std::uint64_t judged = 0; judged < logs && !HasFailure(); ++seed) {
    Random random(seed);
    const Theme theme = RandomTheme(random);
    std::string errors;
    const auto rules = MakeRuleSet(Render(RandomRules(theme, random)), &errors);
    if (!rules) continue;
    Shapes shapes(rules->rules.schema);
    constexpr std::size_t kShapes = 12;
    for (const std::string& shape : RandomShapes(theme, kShapes, random)) shapes.Add(shape);
    ExpectTheSame(*rules, shapes, RandomLog(kShapes, 20 + random.Below(60), random));
    ++judged;
  }
}

// Of so many keys, most forgotten again, that memories sweep out what they no longer need.
TEST(EventsSeenAhead, ChangeNothingUnderManyKeys) {
  std::string errors;
  const auto rules = MakeRuleSet(R"(
clause sums "Sums"
  forbid use where sum(v.n of use v within 2 minutes where v.who == use.who) > 2

clause counts "Counts, in months"
  forbid use where count(use v within 1 month where v.who == use.who and v.what == use.what) > 2

clause made "What is made"
  forbid train where datasets derive from (use u where u.n > 1)
)",
                                 &errors);
  ASSERT_TRUE(rules) << errors;
  Random random(Setting("ABIDE_PROPERTY_SEED", 1));
  Shapes shapes(rules->rules.schema);
  constexpr std::size_t kShapes = 4000;
  for (std::size_t i = 0; i < kShapes; ++i) {
    const std::string key = std::to_string(random.Below(3000));
    if (random.OneIn(10)) {
      shapes.Add(fmt::format(R"({{"event":"train","datasets":["d{0}"],"model":"m{0}"}})", key));
      continue;
    }
    const std::string who = random.OneIn(100) ? "" : fmt::format(R"(,"who":"k{}")", key);
    const char* const what = random.OneIn(100) ? "" : R"(,"what":"x")";
    shapes.Add(fmt::format(R"({{"event":"use","n":2,"made":["d{}"]{}{}}})", key, who, what));
  }
  Log log;
  std::int64_t seconds = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    seconds += static_cast<std::int64_t>(random.Below(3));
    const bool is_again = i > 20 && random.OneIn(3);
    log.push_back(
        {is_again ? log[i - 1 - random.Below(20)].shape : random.Below(kShapes), seconds});
  }
  ExpectTheSame(*rules, shapes, log);
}

}  // namespace
}  // namespace abide::reference
