// The past and states: the language guide, sections 5, 6, 7 and 8.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnKeys() {
  return {{
              "forbid use where preceded by grant",
              "forbid use where not preceded by grant",
              "forbid use where preceded by (grant g where g.who == use.who)",
              "forbid use where not preceded by (grant g where g.who == use.who)",
              "forbid use where preceded by (grant g within 1 day where g.who == use.who)",
              "forbid use where not preceded by (grant g within 1 day where g.who == use.who)",
              "forbid use where preceded by (grant g where g.who == use.who and g.n > 1)",
              "forbid use where preceded by (grant g where g.who == use.who and g.n > use.n)",
              "forbid use where preceded by (grant g where g.who == use.who and use.n > 1)",
              "forbid use where preceded by (grant g where g.who == use.who or g.n == use.n)",
              "forbid use where preceded by (grant g where g.who == use.who and g.n == use.n)",
              "forbid use where preceded by (grant g where g.who != use.who)",
              "forbid use where preceded by (grant g where lower(g.who) == use.who)",
              "forbid use where preceded by (grant g where g.who == use.who ignoring case)",
              "forbid use where preceded by (grant g where g.n + 1 == use.n)",
              "forbid use where preceded by (grant g where use.time - g.time >= 1 day)",
              "forbid use where preceded by (grant g where g.who == use.who else \"a\")",
              "forbid use u where preceded by (use v where v.who == u.who)",
              "forbid use u where preceded by (use v within 1 day where v.n < u.n)",
              "forbid either where preceded by (either e where e.who == either.who)",
              "forbid use where preceded by (big b where b.who == use.who)",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1})",
           R"({"event":"use","who":"b"})", R"({"event":"grant","who":"a","n":1})",
           R"({"event":"grant","who":"A","n":3})", R"({"event":"grant","n":2})"},
          {0, kDay},
          3};
}

SmallRules OnGaps() {
  return {{
              "forbid use where preceded by grant with no revoke since",
              "forbid use where not preceded by grant with no revoke since",
              "forbid use where preceded by (grant g where g.who == use.who) with no revoke since",
              "forbid use where preceded by (grant g where g.who == use.who) "
              "with no (revoke r where r.who == use.who) since",
              "forbid use where preceded by (grant g where g.n == use.n) "
              "with no (revoke r where r.who == g.who) since",
              "forbid use where preceded by (grant g where g.n == use.n) "
              "with no (revoke r where r.who == g.who and r.n == use.n) since",
              "forbid use where preceded by (grant g within 1 day) "
              "with no (revoke r where r.n > g.n) since",
              "forbid use where preceded by (grant g) with no (revoke r where r.n > use.n) since",
              "forbid use where preceded by grant with no (revoke within 1 day) since",
              "forbid use where preceded by (grant g where g.who == use.who) "
              "with no (grant h where h.who == use.who and h.n > g.n) since",
              "forbid use u where preceded by (use v where v.who == u.who) "
              "with no (revoke r where r.who == v.who) since",
              "forbid use where preceded by (grant g where g.who == use.who) "
              "with no (revoke r where preceded by (grant h where h.who == r.who)) since",
          },
          {R"({"event":"use","who":"a","n":1})", R"({"event":"use"})",
           R"({"event":"grant","who":"a","n":1})", R"({"event":"grant","n":1})",
           R"({"event":"revoke","who":"a","n":2})", R"({"event":"revoke","n":1})"},
          {0, kDay},
          3};
}

SmallRules OnCalendar() {
  return {{
              "forbid use where preceded by (grant within 1 month)",
              "forbid use where preceded by (grant g within 1 month where g.who == use.who)",
              "forbid use where preceded by (grant g within 30 days where g.n < use.n)",
              "forbid use where preceded by (grant within 1 month) with no revoke since",
              "forbid use where count(grant within 1 month) > 1",
              "forbid use where sum(g.n of grant g within 1 month) >= 2",
              "forbid use where latest(g.n of grant g within 1 month where g.who == use.who) == 1",
              "forbid use where max(g.n of grant g within 30 days) == 2",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"grant","who":"a","n":1})",
           R"({"event":"grant","n":2})"},
          {0, kDay, 2 * kDay - kHour, 29 * kDay, 30 * kDay, 31 * kDay},
          3};
}

SmallRules OnNestedPasts() {
  return {{
              "forbid use where preceded by (grant g where g.who == use.who "
              "and preceded by (revoke r where r.who == g.who))",
              "forbid use where preceded by (grant g where preceded by "
              "(revoke r where r.who == use.who and r.n == g.n))",
              "forbid use where preceded by (grant g where g.who == use.who "
              "and not preceded by (revoke r within 1 day where r.who == use.who))",
              "forbid use where not preceded by (grant g where not preceded by "
              "(revoke r where r.n > g.n and r.n > use.n))",
              "forbid use where preceded by (grant g where preceded by "
              "(use v where v.who == g.who) with no (revoke r where r.who == use.who) since)",
              "forbid use where preceded by (grant g where g.n == 1 or preceded by "
              "(revoke r where r.who == g.who) or use.n == 1)",
              "forbid use where preceded by (revoke r where count(grant g where g.who == use.who) "
              ">= r.n)",
          },
          {R"({"event":"use","who":"a","n":1})", R"({"event":"use","n":2})",
           R"({"event":"grant","who":"a","n":1})", R"({"event":"grant","n":2})",
           R"({"event":"revoke","who":"a","n":2})", R"({"event":"revoke"})"},
          {0, kDay},
          3};
}

SmallRules OnStates() {
  return {{
              "forbid use where busy(use.who)",
              "forbid use where not busy(who)",
              "forbid grant where busy(\"a\")",
              "forbid revoke where busy(revoke.who) and revoke.n == 1",
              "forbid use where preceded by (grant g where busy(g.who))",
              "forbid use where preceded by (grant g where busy(use.who))",
              "forbid use where count(grant g where busy(g.who)) > 0",
              "forbid use where preceded by grant with no (revoke r where busy(r.who)) since",
          },
          {R"({"event":"use","who":"a","on":true})", R"({"event":"use","who":"a"})",
           R"({"event":"use","on":true})", R"({"event":"grant","who":"a","n":1})",
           R"({"event":"grant","who":"a","n":2})", R"({"event":"grant","who":"a"})",
           R"({"event":"revoke","who":"a","n":1})", R"({"event":"revoke"})"},
          {0},
          3};
}

SmallRules OnStatesOfTwoKeys() {
  return {{
              "forbid use where pair(who, what)",
              "forbid use where not pair(\"a\", what)",
              "forbid grant where preceded by (use u where pair(u.who, grant.what))",
          },
          {R"({"event":"use","who":"a","what":"x","on":true})",
           R"({"event":"use","who":"a","what":"x"})", R"({"event":"use","what":"x","on":true})",
           R"({"event":"grant","who":"a","what":"x"})", R"({"event":"revoke","who":"a"})",
           R"({"event":"revoke"})"},
          {0},
          4};
}

}  // namespace

std::vector<SmallRules> RulesOnPast() {
  return {OnKeys(), OnGaps(), OnCalendar(), OnNestedPasts(), OnStates(), OnStatesOfTwoKeys()};
}

}  // namespace abide::reference
