// The reference by itself, on cases worked out by hand from the language guide.
#include "reference/reference.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reference/logs.h"
#include "reference/rule_set.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

struct At {
  std::int64_t seconds;
  std::string json;
};

struct Judged {
  std::string name;
  std::string rule;
  std::vector<At> log;
  std::string findings;  // "2 breach, 3 pending until …": events are numbered from 1
};

constexpr const char* kVerdicts[] = {"breach", "pending", "undetermined", "excused", "waived"};

std::string FindingsOf(const Judged& judged) {
  std::string errors;
  const auto rules = CheckRules(RuleText(judged.rule), &errors);
  if (!rules) return errors;
  Shapes shapes(rules->rules.schema);
  Log log;
  for (const At& at : judged.log) {
    log.push_back({shapes.size(), at.seconds});
    shapes.Add(at.json);
  }
  const EventsOf events(shapes, log);
  std::string text;
  for (const Finding& finding : Judge(rules->rules, events.events(), {}).findings) {
    if (!text.empty()) text += ", ";
    text += std::to_string(finding.event + 1) + " " + kVerdicts[static_cast<int>(finding.verdict)];
    const bool is_open = finding.verdict == Verdict::kPending;
    if (is_open) text += " until " + values::ToString(*finding.due);
  }
  return text;
}

class Norms : public testing::TestWithParam<Judged> {};

TEST_P(Norms, ComeToWhatTheGuideSays) { EXPECT_EQ(FindingsOf(GetParam()), GetParam().findings); }

std::string NameOf(const testing::TestParamInfo<Judged>& info) { return info.param.name; }

const char* const kUse = R"({"event":"use","who":"a","n":1})";
const char* const kGrant = R"({"event":"grant","who":"a","n":1})";
const char* const kRevoke = R"({"event":"revoke","who":"a","n":1})";

INSTANTIATE_TEST_SUITE_P(
    Duties, Norms,
    testing::Values(
        Judged{
            "MetInTime", "after use require grant within 1 day", {{0, kUse}, {kDay, kGrant}}, ""},
        Judged{"MetTooLate",
               "after use require grant within 1 day",
               {{0, kUse}, {kDay + 1, kGrant}},
               "1 breach"},
        Judged{"OpenAtTheEnd",
               "after use require grant within 1 day",
               {{0, kUse}, {kDay, kRevoke}},
               "1 pending until 2024-01-30T22:00:00Z"},
        Judged{"MetByAnUnknownOne",
               "after use u require grant within 1 day where grant.who == u.who",
               {{0, kUse}, {1, R"({"event":"grant"})"}, {2 * kDay, kRevoke}},
               "1 undetermined"},
        Judged{"OpenWithAnUnknownTrigger",
               "after use where on require grant within 1 day",
               {{0, kUse}},
               "1 undetermined"},
        Judged{"ExcusedWhileOpen",
               "after use require grant within 1 day unless \"n\" n == 1",
               {{0, kUse}},
               "1 excused"},
        Judged{"WithAnAbsentTerm",
               "after use u require grant within u.term",
               {{0, kUse}, {kDay, kGrant}},
               "1 undetermined"},
        Judged{"WithAlternatives",
               "after use require (grant within 1 day where n == 2) or (revoke within 3 days)",
               {{0, kUse}, {1, kGrant}, {2 * kDay, kUse}},
               "1 pending until 2024-02-01T22:00:00Z, 3 pending until 2024-02-03T22:00:00Z"},
        Judged{"OneForEachEarlier",
               "after revoke for each earlier use u where u.who == revoke.who "
               "require grant within 1 day where grant.n == u.n",
               {{0, kUse},
                {0, R"({"event":"use","who":"a","n":2})"},
                {1, kRevoke},
                {2, kGrant},
                {5 * kDay, kUse}},
               "3 breach"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Around, Norms,
    testing::Values(Judged{"RequiredBefore",
                           "around use require (grant within 1 day)",
                           {{0, kGrant}, {kDay, kUse}, {9 * kDay, kRevoke}},
                           ""},
                    Judged{"RequiredAndMissing",
                           "around use require (grant within 1 day)",
                           {{0, kGrant}, {2 * kDay, kUse}, {9 * kDay, kRevoke}},
                           "2 breach"},
                    Judged{"ForbiddenIsFoundAtTheLater",
                           "around use u forbid grant g within 1 day where g.who == u.who",
                           {{0, kGrant}, {1, kUse}, {2, kGrant}, {3 * kDay, kUse}},
                           "2 breach, 3 breach"},
                    Judged{"TwoEventsMakeOnePair",
                           "around use u forbid use v within 1 day where v.who == u.who",
                           {{0, kUse}, {1, kUse}},
                           "2 breach"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Limits, Norms,
    testing::Values(
        Judged{"OneFindingForAnExcursion",
               "limit count(use) to 1 per who over 1 day",
               {{0, kUse}, {1, kUse}, {2, kUse}, {3 * kDay, kUse}, {3 * kDay + 1, kUse}},
               "2 breach, 5 breach"},
        Judged{"AnExcursionEndsWithItsPeriod",
               "limit sum(n of use) to 1 per who each day",
               {{0, kUse}, {1, kUse}, {kDay, R"({"event":"use","who":"a","n":2})"}},
               "2 breach, 3 breach"},
        Judged{"WithoutAKey",
               "limit count(use) to 1 per who over 1 day",
               {{0, kUse}, {1, R"({"event":"use"})"}},
               "2 undetermined"},
        Judged{"WithAnAbsentAmount",
               "limit sum(n of use) to 2 over 1 day",
               {{0, kUse}, {1, R"({"event":"use"})"}, {2, kUse}, {3, kUse}},
               "2 undetermined, 3 undetermined, 4 breach"}),
    NameOf);

const char* const kBorn = R"({"event":"use","made":["p"]})";

INSTANTIATE_TEST_SUITE_P(
    Shares, Norms,
    testing::Values(
        Judged{"WeighedByAmounts",
               "forbid train where share(datasets from use) == 0.25",
               {{0, kBorn},
                {1, R"({"event":"copy","inputs":["p","q"],"outputs":["r"],"amounts":[10,30]})"},
                {2, R"({"event":"train","datasets":["r"]})"}},
               "3 breach"},
        Judged{"OfSeveralArtifacts",
               "forbid train where share(datasets from use) == 0.5",
               {{0, kBorn}, {2, R"({"event":"train","datasets":["p","q","p"]})"}},
               "2 breach"},
        Judged{"OfAnAbsentAmount",
               "forbid train where share(datasets from use) >= 0.5",
               {{0, kBorn},
                {1, R"({"event":"copy","inputs":["p","q"],"outputs":["r"],"amounts":[null,30]})"},
                {2, R"({"event":"train","datasets":["r"]})"},
                {3, R"({"event":"train","datasets":["p","r"]})"}},
               "3 undetermined, 4 undetermined"},
        Judged{"OfNothing",
               "forbid train where not has share(datasets from use)",
               {{0, R"({"event":"train","datasets":[]})"}},
               "1 breach"}),
    NameOf);

}  // namespace
}  // namespace abide::reference
