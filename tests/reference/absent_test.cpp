// Logs in which keys and values are often absent: what the engine keeps under shorter keys gives
// the reference's findings, and costs no more than what stands under whole ones.
//
//   ABIDE_ABSENT_LOGS=1000        random logs (default: some seconds' worth)
//   ABIDE_PROPERTY_SEED=17        where they begin
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "reference/checked_logs.h"
#include "reference/comparison.h"
#include "reference/generator.h"
#include "reference/setting.h"

namespace abide::reference {
namespace {

constexpr const char* kEvents = R"(event call
  who   string?
  what  string?
  n     number?
event ok
  who   string?
  what  string?
  good  boolean?
)";

const std::vector<std::string> kNorms = {
    "forbid call where sum(c.n of call c within 20 seconds where c.who == call.who "
    "and c.what == call.what) > 6",
    "forbid call where count(call c within 1 month where c.who == call.who "
    "and c.what == call.what) > 3",
    "forbid call where sum(c.n of call c where c.who == call.who and c.what == call.what) > 20",
    "forbid call where min(c.n of call c within 30 seconds where c.who == call.who) < 2",
    "forbid call where latest(c.n of call c where c.who == call.who and c.what == call.what) > 2",
    "forbid call where distinct(c.n of call c within 1 minute where c.what == call.what) > 2",
    "limit sum(n of call) to 5 per who, what over 30 seconds",
    "after call require ok within 20 seconds where ok.who == call.who and ok.what == call.what",
    "after call require ok within 20 seconds where ok.who == call.who and ok.good",
    "after call require (ok within 5 seconds where ok.who == call.who) "
    "or (ok within 40 seconds where ok.what == call.what and ok.good)",
    "after call require ok within 1 month where ok.who == call.who and ok.what != call.what",
    "around call require (ok within 10 seconds where ok.who == call.who and ok.what == call.what)",
};

std::string TextOf(const std::vector<std::string>& norms) {
  std::string text = kEvents;
  for (std::size_t i = 0; i < norms.size(); ++i) {
    text += fmt::format("\nclause c{} \"C\"\n  {}\n", i, norms[i]);
  }
  return text;
}

std::unique_ptr<RuleSet> RulesOf(const std::vector<std::string>& norms) {
  std::string errors;
  std::unique_ptr<RuleSet> rules = MakeRuleSet(TextOf(norms), &errors);
  EXPECT_TRUE(rules) << errors;
  return rules;
}

TEST(AbsentKeys, AreAsTheReferenceHasThem) {
  const auto rules = RulesOf(kNorms);
  ASSERT_TRUE(rules);
  const std::uint64_t logs = Setting("ABIDE_ABSENT_LOGS", 60);
  const std::uint64_t first = Setting("ABIDE_PROPERTY_SEED", 1);
  Seen seen;
  for (std::uint64_t seed = first; seed < first + logs && !HasFailure(); ++seed) {
    Random random(seed);
    Shapes shapes(rules->rules.schema);
    const auto maybe = [&](const char* field, std::size_t values) {
      if (random.OneIn(3)) return std::string();
      return fmt::format(R"(,"{}":"v{}")", field, random.Below(values));
    };
    constexpr std::size_t kShapes = 24;
    for (std::size_t i = 0; i < kShapes; ++i) {
      const std::string keys = maybe("who", 4) + maybe("what", 3);
      if (random.OneIn(2)) {
        const std::string good = random.OneIn(3) ? "" : R"(,"good":true)";
        shapes.Add(fmt::format(R"({{"event":"ok"{}{}}})", keys, good));
      } else {
        const std::string n = random.OneIn(3) ? "" : fmt::format(R"(,"n":{})", random.Below(4));
        shapes.Add(fmt::format(R"({{"event":"call"{}{}}})", keys, n));
      }
    }
    Log log;
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < 80; ++i) {
      seconds += random.OneIn(20) ? 31 * 86'400 : static_cast<std::int64_t>(random.Below(8));
      log.push_back({random.Below(kShapes), seconds});
    }
    const auto differs = Disagreement({rules.get(), &shapes, log, {}, {}}, &seen);
    EXPECT_FALSE(differs) << "seed " << seed << "\n" << *differs;
  }
  for (const char* what : {"forbid undetermined", "limit undetermined", "after require breach",
                           "after require undetermined"}) {
    EXPECT_NE(seen[what], 0U) << what;
  }
}

// Seconds of the processor to judge so many events, the best of three.
double CostOf(const std::string& norm, const std::vector<std::string>& shapes, std::size_t events) {
  const auto rules = RulesOf({norm});
  std::string log;
  for (std::size_t i = 0; i < events; ++i) {
    const auto time = values::ToString(TimeOf(static_cast<std::int64_t>(i)));
    log += fmt::format(R"({{"time":"{}",{}}})", time,
                       fmt::format(fmt::runtime(shapes[i % shapes.size()]), i)) +
           '\n';
  }
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    const std::clock_t begin = std::clock();
    CheckLogs(*rules, {log}, {});
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

// Eight times the events may cost some ten times as much; what looks at all that is remembered for
// each event costs sixty times.
void ExpectLinear(const std::string& norm, const std::vector<std::string>& shapes) {
  constexpr std::size_t kFew = 1500;
  const double few = CostOf(norm, shapes, kFew);
  const double many = CostOf(norm, shapes, 8 * kFew);
  std::cout << fmt::format("{:.1f} and {:.1f} ms: {}\n", few * 1e3, many * 1e3, norm);
  EXPECT_LT(many, 24 * few + 0.05) << norm;
}

TEST(AbsentKeys, CostNoMoreThanWholeOnes) {
  const std::string call = R"("event":"call","who":"v")";
  const std::string keyed_call = R"("event":"call","who":"v{0}")";
  const std::string call_of_nobody = R"("event":"call")";
  const std::string ok_of_nobody = R"("event":"ok")";
  ExpectLinear("limit sum(n of call) to 5 per who over 10 days", {call});
  ExpectLinear("forbid call where max(c.n of call c within 10 days where c.who == call.who) > 5",
               {call});
  ExpectLinear(
      "forbid call where count(call c within 10 days where c.who == call.who) > 1000000000",
      {keyed_call, call_of_nobody});
  ExpectLinear("forbid call where count(call c where c.who == call.who) > 1000000000",
               {keyed_call, call_of_nobody});
  const std::string duty = "after call require ok within 10 days where ok.who == call.who";
  ExpectLinear(duty, {call_of_nobody, ok_of_nobody});
  ExpectLinear(duty, {keyed_call, ok_of_nobody});
  ExpectLinear(duty, {call_of_nobody, R"("event":"ok","who":"v{0}")"});
  ExpectLinear("around call require (ok within 10 days where ok.who == call.who)",
               {keyed_call, ok_of_nobody});
}

// Where one term has passed, its events need not look at the duty until all have.
TEST(PassedTerms, CostNothingWhileOthersLast) {
  const std::vector<std::string> shapes = {R"("event":"call","who":"v","what":"w","n":1)",
                                           R"("event":"ok","who":"v","what":"w")"};
  ExpectLinear(
      "after call require (ok within 0 seconds where ok.who == call.who) or "
      "(call c within 10 days where c.n == 77)",
      shapes);
  ExpectLinear(
      "after call require (ok within 0 seconds where ok.who == call.who and ok.what != call.what) "
      "or (call c within 10 days where c.n == 77)",
      shapes);
}

}  // namespace
}  // namespace abide::reference
