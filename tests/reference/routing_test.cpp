// By which fields a clause's work may be split, and that a log split by them has the same findings.
//
//   ABIDE_PROPERTY_LOGS=100000   random logs (default: some seconds' worth)
//   ABIDE_PROPERTY_SEED=17       where the random rules begin
#include "plan/routing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

#include "reference/checked_logs.h"
#include "reference/generator.h"
#include "reference/setting.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

// --- What is said of hand-written rules

struct Said {
  const char* name;
  const char* rules;
  const char* splits;  // what the plan's text says of the first clause
};

class Splits : public testing::TestWithParam<Said> {};

// The lines of the first clause that speak of splitting.
std::string SaidOf(const plan::Plan& plan) {
  std::istringstream lines(plan::Dump(plan));
  std::string said;
  bool is_first = true;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("clause ") && !std::exchange(is_first, false)) break;
    if (line.starts_with("  splits ") || line.starts_with("  can't ")) said += line + "\n";
  }
  return said;
}

TEST_P(Splits, AreSaid) {
  std::string errors;
  const auto rules = MakeRuleSet(GetParam().rules, &errors);
  ASSERT_NE(rules, nullptr) << errors;
  EXPECT_EQ(SaidOf(rules->plan), GetParam().splits);
}

#define ABIDE_CLAUSE "clause c \"C\"\n  "
INSTANTIATE_TEST_SUITE_P(
    Of, Splits,
    testing::Values(
        Said{"OneEvent", ABIDE_CLAUSE "forbid use where on", "  splits use to any part\n"},
        Said{"AKey", ABIDE_CLAUSE "before use require (grant g where g.who == use.who)",
             "  splits by use.who, grant.who\n"},
        Said{"TwoKeysAreTwoWays",
             ABIDE_CLAUSE "before use require (grant g where g.who == use.who "
                          "and g.what == use.what)",
             "  splits by use.who, grant.who\n  splits by use.what, grant.what\n"},
        Said{"NoKey", ABIDE_CLAUSE "before use require grant",
             "  splits use to any part; grant to every part\n"},
        Said{"OneKeyOfTwo",
             ABIDE_CLAUSE
             "before use require (grant g where g.who == use.who) with no revoke since",
             "  splits by use.who, grant.who; revoke to every part\n"},
        Said{"WhatIsJudgedIsAskedFor",
             ABIDE_CLAUSE "forbid use where count(use u within 1 day) > 3",
             "  can't be split for memory 1: what is judged is asked for without a key\n"},
        Said{"IgnoringCase",
             ABIDE_CLAUSE
             "forbid use u where preceded by (use v where v.who == u.who ignoring case)",
             "  can't be split for memory 1: its key is no field as it is\n"},
        Said{"OtherKeys",
             ABIDE_CLAUSE "forbid use u where preceded by (use v where v.who == u.who) "
                          "and preceded by (use v where v.what == u.what)",
             "  can't be split for memory 1: not by the same fields as the others\n"
             "  can't be split for memory 2: not by the same fields as the others\n"},
        Said{"ALimit", ABIDE_CLAUSE "limit sum(n of use) to 3 per who, what over 1 day",
             "  splits by use.who\n  splits by use.what\n"},
        Said{"ALimitOfAll", ABIDE_CLAUSE "limit sum(n of use) to 3 over 1 day",
             "  can't be split for memory 1: what is judged is asked for without a key\n"},
        Said{"ADuty",
             ABIDE_CLAUSE "after use require (grant g within 1 day where g.who == use.who)",
             "  splits by use.who, grant.who\n"},
        Said{"AState", ABIDE_CLAUSE "forbid use where on and busy(use.who)",
             "  splits by use.who, revoke.who; grant to every part\n"},
        Said{"LineageThatIsJudged",
             ABIDE_CLAUSE "forbid train where datasets derive from (use where on)",
             "  can't be split for lineage: what is judged hands on what artifacts carry\n"}),
    [](const auto& one) { return std::string(one.param.name); });
#undef ABIDE_CLAUSE

// --- That it is true

using Lines = std::vector<std::string>;

struct Sample {
  const RuleSet* rules = nullptr;
  const plan::Way* way = nullptr;
  std::string clause;
  const Shapes* shapes = nullptr;
};

enum class Destination { kNone, kOne, kAll, kWholeLog };

Destination DestinationOf(const Sample& sample, const Shape& shape, std::string& key) {
  const auto is_in = [&](const std::vector<plan::EventKind>& kinds) {
    return std::find(kinds.begin(), kinds.end(), shape.kind) != kinds.end();
  };
  if (is_in(sample.way->every_part)) return Destination::kAll;
  if (is_in(sample.way->any_part)) return Destination::kOne;
  for (const plan::Route& route : sample.way->routes) {
    if (route.kind != shape.kind) continue;
    const values::Value& value = shape.fields[static_cast<std::size_t>(route.field)];
    if (value.is_absent()) return route.asks ? Destination::kWholeLog : Destination::kAll;
    values::AppendKey(value, key);
    return Destination::kOne;
  }
  return Destination::kNone;
}

// Without the events for whose sake it would have to be judged as a whole.
Log Splittable(const Sample& sample, Log log) {
  std::erase_if(log, [&](const Entry& entry) {
    std::string key;
    return DestinationOf(sample, (*sample.shapes)[entry.shape], key) == Destination::kWholeLog;
  });
  return log;
}

Lines PartsOf(const Sample& sample, const Log& log, Random& random) {
  Lines parts(3);
  std::map<std::string, std::size_t> part_of;  // by the value of the field
  const Lines lines = LinesOf(*sample.shapes, log);
  for (std::size_t i = 0; i < log.size(); ++i) {
    std::string key;
    switch (DestinationOf(sample, (*sample.shapes)[log[i].shape], key)) {
      case Destination::kOne: {
        const std::size_t part = random.Below(parts.size());
        parts[key.empty() ? part : part_of.try_emplace(key, part).first->second] += lines[i];
        break;
      }
      case Destination::kAll:
        for (std::string& part : parts) part += lines[i];
        break;
      default:
        break;
    }
  }
  return parts;
}

struct Judged {
  Lines findings;  // sorted
  std::uint64_t considered = 0;
};

void Judge(const Sample& sample, const std::string& log, const Options& options, Judged& judged) {
  const engine::Verdicts verdicts = CheckLogs(
      *sample.rules, {log}, {.options = options, .max_findings = {}, .clauses = {sample.clause}});
  std::istringstream lines(FindingsAsText(verdicts, sample.rules->rules, Names::kFingerprints));
  for (std::string line; std::getline(lines, line);) judged.findings.push_back(line);
  for (const engine::ClauseResult& clause : verdicts.clauses)
    judged.considered += clause.considered;
  std::sort(judged.findings.begin(), judged.findings.end());
}

// What is wrong, or nothing; counts findings of logs that were in more than one part.
std::string WrongOf(const Sample& sample, const Log& log, Random& random, std::size_t& found) {
  if (log.empty()) return "";
  std::int64_t latest = 0;
  for (const Entry& entry : log) latest = std::max(latest, entry.seconds);
  const Options options{.as_of = TimeOf(latest), .since = {}, .until = {}};
  const Lines lines = LinesOf(*sample.shapes, log);
  const Lines parts = PartsOf(sample, log, random);
  Judged whole;
  Judge(sample, std::accumulate(lines.begin(), lines.end(), std::string()), options, whole);
  Judged split;
  std::string told;
  std::size_t filled = 0;
  for (const std::string& part : parts) {
    Judge(sample, part, options, split);
    told += "part:\n" + part;
    filled += part.empty() ? 0 : 1;
  }
  if (filled > 1) found += whole.findings.size();
  if (whole.findings == split.findings && whole.considered == split.considered) return "";
  for (const std::string& finding : whole.findings) told += "whole " + finding + "\n";
  for (const std::string& finding : split.findings) told += "split " + finding + "\n";
  return told + std::to_string(whole.considered) + " and " + std::to_string(split.considered) +
         " considered\n" + sample.rules->text + plan::Dump(sample.rules->plan);
}

// Random logs of the shapes, split in each way of each clause. False if one went wrong.
bool HoldsOf(const RuleSet& rules, const std::vector<std::string>& records, std::size_t logs,
             Random& random, std::size_t& found) {
  Shapes shapes(rules.rules.schema);
  for (const std::string& record : records) shapes.Add(record);
  for (const plan::Judgement& judgement : rules.plan.judgements) {
    const plan::Routing routing = plan::RoutingOf(rules.plan, judgement);
    for (const plan::Way& way : routing.ways) {
      const auto clause = static_cast<std::size_t>(judgement.clause);
      const Sample sample{&rules, &way, rules.rules.clauses[clause].id, &shapes};
      for (std::size_t i = 0; i < logs; ++i) {
        const Log log = RandomLog(shapes.size(), 2 + random.Below(9), random);
        const std::string wrong = WrongOf(sample, Splittable(sample, log), random, found);
        if (wrong.empty()) continue;
        ADD_FAILURE() << wrong;
        return false;
      }
    }
  }
  return true;
}

TEST(SplitLogs, OfRandomRulesHaveTheSameFindings) {
  const std::uint64_t logs = Setting("ABIDE_PROPERTY_LOGS", 400);
  std::uint64_t seed = Setting("ABIDE_PROPERTY_SEED", 1);
  std::size_t found = 0;
  for (std::uint64_t tried = 0; tried < logs; tried += 4, ++seed) {
    Random random(seed);
    const Theme theme = RandomTheme(random);
    std::string errors;
    const auto rules = MakeRuleSet(Render(RandomRules(theme, random)), &errors);
    if (!rules) continue;
    ASSERT_TRUE(HoldsOf(*rules, RandomShapes(theme, 12, random), 4, random, found))
        << "seed " << seed;
  }
  EXPECT_GT(found, 0U);
}

// What has no like in the rules of the other tests: lineage that goes to every part, keys by way of
// a definition's parameter, memories that ask in their turn.
std::vector<SmallRules> RulesOnRouting() {
  return {{{"forbid use where n > 0 and busy(use.who)",
            "clause c \"C\"\n  forbid use where not held(use.who)\n"
            "define held(x) = preceded by (grant g where g.who == x)\n",
            "limit min(v.n of grant v) + max(w.n of use w) to "
            "sum(r.n of revoke r where r.who == v.who) per v.who over 1 day",
            "forbid use u where preceded by (grant g where g.who == u.who "
            "and preceded by (revoke r where r.who == g.who))",
            "forbid use u where preceded by (grant g where g.who == u.who "
            "and preceded by (revoke r where r.what == u.what))",
            "forbid use u where preceded by (grant g where g.n == u.n "
            "and not preceded by (use v where v.n == g.n and v.who == u.who))",
            "forbid use u where count(use v within 1 day where v.who == u.who "
            "and preceded by (grant g where g.who == v.who)) > 1"},
           {R"({"event":"use","who":"q","n":2,"what":"p","made":["p"]})",
            R"({"event":"use","who":"p","n":1,"what":"q"})",
            R"({"event":"use","who":"q","n":1.0,"made":["r"]})",
            R"({"event":"copy","inputs":["p"],"outputs":["q"]})",
            R"({"event":"grant","who":"q","what":"q","n":1})",
            R"({"event":"grant","who":"p","what":"p","n":2})", R"({"event":"grant","n":2})",
            R"({"event":"use","who":"p","n":2,"on":true})",
            R"({"event":"revoke","who":"q","what":"p"})",
            R"({"event":"revoke","who":"p","what":"q"})", R"({"event":"revoke","what":"q"})"},
           {0, kHour},
           3},
          {{"forbid grant where grant.who derive from (use where n > 1)",
            "forbid grant g where g.who derive from (use u where u.who == g.what)"},
           {R"({"event":"use","who":"q","n":2,"what":"p","made":["p"]})",
            R"({"event":"copy","inputs":["p"],"outputs":["q"]})",
            R"({"event":"grant","who":"q","what":"q","n":1})",
            R"({"event":"grant","who":"p","what":"q","n":2})"},
           {0, kHour},
           3}};
}

class SplitLogsOf : public testing::TestWithParam<std::vector<SmallRules> (*)()> {};

TEST_P(SplitLogsOf, SmallRulesHaveTheSameFindings) {
  const std::uint64_t logs = Setting("ABIDE_PROPERTY_LOGS", 400);
  Random random(Setting("ABIDE_PROPERTY_SEED", 1));
  std::size_t found = 0;
  for (const SmallRules& small : GetParam()()) {
    for (const std::string& rule : small.rules) {
      std::string errors;
      const auto rules = MakeRuleSet(RuleText(rule), &errors);
      ASSERT_NE(rules, nullptr) << errors;
      ASSERT_TRUE(
          HoldsOf(*rules, small.shapes, std::max<std::size_t>(logs / 10, 1), random, found));
    }
  }
  EXPECT_GT(found, 0U);
}

INSTANTIATE_TEST_SUITE_P(All, SplitLogsOf,
                         testing::Values(RulesOnRouting, RulesOnFields, RulesOnPast, RulesOnTotals,
                                         RulesOnNorms, RulesOnDuties, RulesOnLimits));

}  // namespace
}  // namespace abide::reference
