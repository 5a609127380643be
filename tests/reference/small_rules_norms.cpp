// Norms, exceptions, intervals, permits and waivers: the language guide, sections 5, 6, 10 and 11.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnBeforeAndAfter() {
  return {{
              "before use require grant",
              "before use require (grant g where g.who == use.who)",
              "before use where n > 1 require (grant g within 1 day where g.who == use.who)",
              "before use require grant or revoke",
              "before use require (grant g where g.who == use.who) or (revoke r where r.n > use.n)",
              "before use require grant with no revoke since",
              "before use require (grant g where g.who == use.who) "
              "with no (revoke r where r.who == g.who) since",
              "before use require (grant g where g.n == 1) or (revoke r where r.n == 1) "
              "with no (use v where v.n == use.n) since",
              "before either where n > 0 require (revoke r where r.who == either.who)",
              "after grant forbid use",
              "after grant g forbid use where use.who == g.who",
              "after grant g within 1 day forbid use u where u.who == g.who",
              "after grant g where g.n > 1 forbid use where n == 2",
              "after grant g where g.who == use.who forbid use",
              "after grant g forbid use where use.n > g.n or use.who == g.who",
              "after use u forbid use v where v.who == u.who",
              "after either e forbid revoke where revoke.who == e.who",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1})",
           R"({"event":"grant","who":"a","n":1})", R"({"event":"grant","n":2})",
           R"({"event":"revoke","who":"a","n":3})", R"({"event":"revoke"})"},
          {0, kDay},
          3};
}

SmallRules OnExceptions() {
  return {
      {
          R"(forbid use unless "one" on unless "two" n > 1)",
          R"(forbid use where n > 0 unless "one" on and who == "a" unless "two" n == 2)",
          R"(forbid use unless "granted" preceded by (grant g where g.who == use.who))",
          R"(forbid use unless "granted" preceded by (grant g within 1 day where g.who == use.who)
                   with no revoke since
                 unless "busy" busy(who))",
          R"(before use require revoke unless "granted" count(grant) > 1)",
          R"(after revoke r forbid use where use.who == r.who unless "n" n > 1
                 unless "late" not preceded by (grant g where g.who == use.who))",
          R"(forbid use where n > 1 effective 2024-01-30 until 2024-01-31)",
          R"(forbid use where preceded by (grant within 2 days) effective 2024-01-30)",
      },
      {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1,"on":true})",
       R"({"event":"use","who":"a","on":false})", R"({"event":"grant","who":"a"})",
       R"({"event":"grant"})", R"({"event":"revoke","who":"a"})"},
      {0, 26 * kHour},
      3};
}

SmallRules OnPermits() {
  return {{
              R"(clause c "C" forbid use where n > 0 unless "one" who == "x"

permit p/c where on cites "order form"

permit p/c where preceded by (grant g where g.who == use.who) effective 2024-01-30 until 2024-01-31
  cites "addendum"
)",
              R"(clause c "C" forbid use where n > 0 about who, n as amount

waive p/c where who == "a" until 2024-01-31 because "x" by "y"

waive p/c where amount == 2 until 2025-12-31 because "x" by "y"
)",
              R"(clause c "C" forbid use where n > 0 unless "one" on

clause d "D" forbid use where n > 1 or preceded by grant

waive p/c until 2025-12-31 because "x" by "y"

waive p/d where use.on until 2025-12-31 because "x" by "y"
)",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1,"on":true})",
           R"({"event":"use","who":"a","n":1,"on":false})", R"({"event":"use","who":"x"})",
           R"({"event":"grant","who":"a"})"},
          {0, 26 * kHour},
          3};
}

}  // namespace

std::vector<SmallRules> RulesOnNorms() { return {OnBeforeAndAfter(), OnExceptions(), OnPermits()}; }

std::string RuleText(const std::string& rule) {
  if (rule.rfind("clause", 0) == 0) return rule;
  return "clause c \"C\"\n  " + rule + "\n";
}

}  // namespace abide::reference
