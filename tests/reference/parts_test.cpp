// Which memories are kept once, and which clauses may be judged apart.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "plan/divide.h"
#include "reference/rule_set.h"

namespace abide::plan {
namespace {

std::unique_ptr<reference::RuleSet> RulesOf(const std::string& text) {
  std::string errors;
  auto rules = reference::MakeRuleSet(text, &errors);
  EXPECT_NE(rules, nullptr) << errors;
  return rules;
}

// Memories that are kept, by the rules with these norms.
std::size_t KeptOf(const std::vector<std::string>& norms) {
  std::string text;
  for (std::size_t i = 0; i < norms.size(); ++i) {
    text += "clause c" + std::to_string(i) + " \"C\"\n  " + norms[i] + "\n\n";
  }
  const auto rules = RulesOf(text);
  return rules == nullptr ? 0 : rules->plan.feeds.size();
}

struct Pair {
  const char* name;
  const char* first;
  const char* second;
  std::size_t kept;
};

class TwoMemories : public testing::TestWithParam<Pair> {};

TEST_P(TwoMemories, AreKeptOnceIfTheyMeanTheSame) {
  EXPECT_EQ(KeptOf({GetParam().first, GetParam().second}), GetParam().kept);
}

INSTANTIATE_TEST_SUITE_P(
    Plan, TwoMemories,
    testing::Values(
        Pair{"SameWindow",
             "forbid use where sum(u.n of use u within 1 day where u.who == use.who) > 5",
             "forbid use where on and sum(u.n of use u within 1 day where u.who == use.who) > 9",
             1},
        Pair{"WindowsOfOtherLength",
             "forbid use where sum(u.n of use u within 1 day where u.who == use.who) > 5",
             "forbid use where sum(u.n of use u within 2 days where u.who == use.who) > 5", 2},
        Pair{"OtherFunction", "forbid use where sum(u.n of use u within 1 day) > 5",
             "forbid use where max(u.n of use u within 1 day) > 5", 2},
        Pair{"OtherValue", "forbid use where sum(u.n of use u within 1 day) > 5",
             "forbid use where sum(u.m of use u within 1 day) > 5", 2},
        // The words are the same; who asks is another event, which changes nothing that is kept.
        Pair{"AskedByOtherEvents",
             "forbid use x where sum(u.n of use u within 1 day where u.who == x.who) > 5",
             "forbid grant x where sum(u.n of use u within 1 day where u.who == x.who) > 5", 1},
        Pair{"SamePast", "forbid use where preceded by (grant g where g.who == use.who and g.on)",
             "forbid use where n > 3 and preceded by (grant g where g.who == use.who and g.on)", 1},
        Pair{"OtherCondition",
             "forbid use where preceded by (grant g where g.who == use.who and g.on)",
             "forbid use where preceded by (grant g where g.who == use.who and not g.on)", 2},
        Pair{"OtherGap",
             "forbid use where preceded by (grant g where g.who == use.who) with no revoke since",
             "forbid use where preceded by (grant g where g.who == use.who)", 2},
        Pair{"SameLineage", "forbid train where datasets derive from (use where what == \"a\")",
             "forbid train where on and datasets derive from (use where what == \"a\")", 1},
        Pair{"OtherLineage", "forbid train where datasets derive from (use where what == \"a\")",
             "forbid train where datasets derive from (use where what == \"b\")", 2}),
    [](const auto& one) { return std::string(one.param.name); });

constexpr const char* kFourGroups = R"(clause plain "A" forbid use where on
clause window "B" forbid use where sum(u.n of use u within 1 day where u.who == use.who) > 5
clause same "C" forbid use where on and sum(u.n of use u within 1 day where u.who == use.who) > 9
clause past "D" forbid use where preceded by (grant g where g.who == use.who)
clause also-plain "E" forbid grant where on
clause lineage "F" forbid train where datasets derive from (use where what == "a")
clause more-lineage "G" forbid train where datasets derive from (use where what == "b")
)";

TEST(Divide, KeepsTogetherWhatHangsTogether) {
  const auto rules = RulesOf(kFourGroups);
  ASSERT_NE(rules, nullptr);
  std::vector<std::uint32_t> groups;
  for (const Judgement& judgement : rules->plan.judgements) groups.push_back(judgement.group);
  EXPECT_EQ(groups, (std::vector<std::uint32_t>{0, 1, 1, 2, 0, 3, 3}));
}

TEST(Divide, HasEverythingOnceAndNoPartMoreThanThereAreGroups) {
  const auto rules = RulesOf(kFourGroups);
  ASSERT_NE(rules, nullptr);
  for (const std::size_t most : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{9}}) {
    const std::vector<Plan> parts = Divide(rules->plan, most);
    EXPECT_EQ(parts.size(), std::min<std::size_t>(most, 4));
    std::size_t judgements = 0;
    std::size_t feeds = 0;
    for (const Plan& part : parts) {
      EXPECT_FALSE(part.judgements.empty());
      judgements += part.judgements.size();
      feeds += part.feeds.size();
    }
    EXPECT_EQ(judgements, rules->plan.judgements.size());
    EXPECT_EQ(feeds, rules->plan.feeds.size());
  }
}

TEST(Divide, StatesTieTheirClauses) {
  const auto rules = RulesOf(R"(state blocked(who)
  starts on grant  at grant.who
  ends   on revoke at revoke.who
clause a "A" forbid use where blocked(who)
clause b "B" forbid use where on and not blocked(who)
clause c "C" forbid use where preceded by (grant g where blocked(g.who))
)");
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(Divide(rules->plan, 4).size(), 1U);
}

}  // namespace
}  // namespace abide::plan
