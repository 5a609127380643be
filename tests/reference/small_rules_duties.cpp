// Duties and pairs: the language guide, section 6 (`after … require`, `around`), and sections 5, 10
// and 11 for what stands around them.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnDuties() {
  return {{
              "after use require grant within 1 day",
              "after use require grant within 0 days where grant.who == use.who",
              "after use where n > 1 require grant g within 1 month where g.n >= use.n",
              "after use require (grant within 1 day where grant.who == use.who) "
              "or (revoke r within 2 days where r.n > use.n)",
              "after use require (grant within 2 days) or (grant h within 1 day where h.n == 2)",
              "after use u require use v within 1 day where v.who == u.who",
              "after either require revoke within 30 days where revoke.who == either.who",
              "after use require either within 1 day where either.who == use.who",
              "after use require grant within 1 day where preceded by "
              "(revoke r where r.who == use.who)",
              "after use require grant within 1 day where not preceded by (revoke within 1 day)",
              "after use where preceded by (grant g where g.who == use.who) "
              "require revoke within 1 day",
              "after use require grant within 1 day where grant.who == use.who and busy(grant.who)",
              "after use require grant within 1 day where count(revoke r where r.who == use.who) "
              "> 0",
          },
          {R"({"event":"use","who":"a","n":2,"on":true})", R"({"event":"use","n":1})",
           R"({"event":"grant","who":"a","n":2})", R"({"event":"grant","n":1})",
           R"({"event":"revoke","who":"a","n":3})", R"({"event":"revoke"})"},
          {0, kDay},
          3};
}

SmallRules OnTerms() {
  return {{
              "after use require grant within use.term",
              "after use require grant within term where grant.who == use.who",
              "after use require grant within owners[use.who].term",
              "after use require grant within (use.term else owners[use.who].term else 2 days)",
              "after use require grant within use.term + 1 day where grant.n > use.n",
              "after use require (grant within term where grant.who == use.who) "
              "or (revoke within owners[who].term) about who",
              "after use for each earlier revoke require grant within use.term",
              R"(after use require grant within term unless "one" n == 1 unless "two" who == "x")",
          },
          {R"({"event":"use","who":"a","term":"1 month"})",
           R"({"event":"use","who":"x","n":1,"term":"24 hours"})", R"({"event":"use","who":"a"})",
           R"({"event":"use","n":2,"term":"-1 day"})", R"({"event":"grant","who":"a","n":2})",
           R"({"event":"revoke"})"},
          {0, kDay, 29 * kDay},
          3};
}

SmallRules OnEachEarlier() {
  return {{
              "after use for each earlier grant require revoke within 1 day",
              "after use for each earlier grant g within 1 day where g.who == use.who "
              "require revoke within 2 days where revoke.n == g.n",
              "after use for each earlier grant g where g.n > use.n "
              "require revoke within 1 day where revoke.n == g.n or revoke.who == use.who "
              "about g.n as amount, use.who",
              "after use for each earlier grant with no revoke since require revoke within 1 day",
              "after use for each earlier grant g where g.who == use.who "
              "with no (revoke r where r.n == g.n) since require (revoke r within 1 day) "
              "or (use v within 1 day where v.n == g.n)",
              "after use u for each earlier use v where v.who == u.who "
              R"(require grant within 1 day unless "same" u.n == v.n)",
              "after use for each earlier either e where e.n == use.n require revoke within 0 days",
          },
          {R"({"event":"use","who":"a","n":1})", R"({"event":"use","n":2})",
           R"({"event":"grant","who":"a","n":2})", R"({"event":"grant","n":1})",
           R"({"event":"revoke","who":"a","n":2})", R"({"event":"revoke"})"},
          {0, kDay},
          3};
}

SmallRules OnAround() {
  return {{
              "around use require grant within 1 day",
              "around use require grant within 1 day where grant.who == use.who",
              "around use require (grant within 1 day where grant.n == use.n) "
              "or (revoke within 2 days where revoke.who == use.who)",
              "around use u where u.n > 1 require use v within 1 day where v.who == u.who",
              "around either require revoke within 1 month where revoke.who == either.who",
              "around use require either within 1 day where either.n > use.n",
              "around use require grant within 1 day where preceded by revoke",
              R"(around use require grant within 1 day unless "one" n == 1)",
              "around use forbid grant within 1 day",
              "around use forbid grant within 1 day where grant.who == use.who",
              "around use u forbid use v within 1 day",
              "around use u where u.n > 1 forbid use v within 1 day where v.who == u.who",
              "around use u forbid use v within 1 day where v.n > u.n about u.n as first, v.n",
              "around either e forbid use u within 1 day where e.who == u.who",
              "around use forbid either e within 1 month where e.n == use.n",
              "around big forbid use within 1 day where use.who == big.who",
              "around use where busy(use.who) forbid grant within 1 day where grant.n > 0",
              "around use forbid grant within 1 day where preceded by (revoke r where r.who == "
              "use.who)",
              R"(around use forbid grant within 1 day unless "more" use.n > grant.n
                 unless "revoked" preceded by revoke)",
          },
          {R"({"event":"use","who":"a","n":2,"on":true})", R"({"event":"use","n":1})",
           R"({"event":"grant","who":"a","n":2})", R"({"event":"grant","n":1})",
           R"({"event":"revoke","who":"a"})"},
          {0, kDay},
          3};
}

SmallRules OnExcusedDuties() {
  return {{
              R"(after use require grant within 1 day unless "one" on unless "two" n > 1)",
              R"(after use where n > 0 require grant within 1 day where grant.who == use.who
             unless "granted" preceded by (grant g where g.who == use.who))",
              "after use require grant within 1 day effective 2024-01-30 until 2024-01-31",
              "around use require grant within 2 days effective 2024-01-30",
              "around use forbid grant within 2 days effective 2024-01-30 until 2024-01-31",
              R"(clause c "C" after use where n > 0 require grant within 1 day about who

permit p/c where on cites "order form"

waive p/c where who == "a" until 2024-01-31 because "x" by "y"

waive p/c where use.n == 2 until 2025-12-31 because "x" by "y"
)",
              R"(clause c "C" around use forbid grant within 1 day about use.who, grant.who as whom

permit p/c where use.on effective 2024-01-30 cites "order form"

waive p/c where whom == "a" until 2025-12-31 because "x" by "y"
)",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1,"on":true})",
           R"({"event":"use","who":"a","on":false})", R"({"event":"grant","who":"a"})",
           R"({"event":"grant"})"},
          {0, 26 * kHour},
          3};
}

}  // namespace

std::vector<SmallRules> RulesOnDuties() {
  return {OnDuties(), OnTerms(), OnEachEarlier(), OnAround(), OnExcusedDuties()};
}

}  // namespace abide::reference
