// Limits: the language guide, sections 6 and 10.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OverSpans() {
  return {{
              "limit count(use) to 1 over 1 day",
              "limit count(use) to 0 over 1 month",
              "limit count(use) to 1 per who over 1 day",
              "limit count(use where n > 1) to 1 per use.who over 1 day",
              "limit sum(n of use) to 2 over 1 day",
              "limit sum(use.n of use where who == \"a\") to 1 per who over 2 days",
              "limit max(n of use) to 1 over 1 day",
              "limit min(n of use) to 1 per who over 1 day",
              "limit average(n of use) to 1 over 1 day",
              "limit distinct(who of use) to 1 over 1 day",
              "limit latest(n of use) to 1 over 1 day",
              "limit earliest(n of use) to 1 over 1 day",
              "limit count(either) to 1 per either.who over 1 day",
              "limit count(use where preceded by (grant g where g.who == use.who)) to 0 per who "
              "over 1 day",
              "limit count(use where count(grant g where g.who == use.who) > 0) to 0 per who "
              "over 1 day",
              "limit sum(count(grant g where g.who == u.who) of use u) to 1 over 2 days",
              "limit -count(use) to -2 over 1 day",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1})",
           R"({"event":"use","who":"a"})", R"({"event":"use","who":"b","n":0})",
           R"({"event":"grant","who":"a"})"},
          {0, kDay},
          4};
}

SmallRules OfArithmetic() {
  return {{
              "limit count(use) / count(grant) to 1 over 1 day",
              "limit count(use u where u.n > 1) / count(use) to 50% over 1 day",
              "limit count(use) + 2 * count(grant) to 3 per who over 1 day",
              "limit count(use) - count(grant) to 1 over 2 days",
              "limit sum(use.n of use) + sum(grant.n of grant) to 2 per who over 1 day",
              "limit sum(use.n of use) / sum(grant.n of grant) to 1 over 1 day",
              "limit (count(use) + 1) / (count(grant) - 1) to 0 over 1 day",
              "limit sum(e.n of either e) / count(use) to 1 per who over 2 days",
              "limit average(use.n of use) - max(grant.n of grant) to 0 over 1 month",
              "limit sum(v.n of use v) + sum(w.n of grant w) to "
              "sum(r.n of use r where r.who == w.who) per v.who over 1 day",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1})",
           R"({"event":"use","who":"a"})", R"({"event":"grant","who":"a","n":1})",
           R"({"event":"grant","n":0})"},
          {0, kDay},
          4};
}

SmallRules EachPeriod() {
  return {{
              "limit count(use) to 1 each day",
              "limit count(use) to 1 per who each day in \"Europe/Berlin\"",
              "limit count(use) to 0 each week",
              "limit sum(n of use) to 2 each month",
              "limit sum(n of use) to 2 per who each month in \"America/New_York\"",
              "limit count(use where n > 1) to 0 each quarter",
              "limit sum(n of use) to 1 each year in \"Pacific/Auckland\"",
              "limit average(n of use) to 1 each week in \"Europe/Berlin\"",
              "limit latest(n of use) to 1 each day",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1})",
           R"({"event":"use","who":"a"})", R"({"event":"use","who":"b","n":0})"},
          {0, kHour, 2 * kHour, 26 * kHour},
          3};
}

SmallRules ToBounds() {
  return {
      {
          "limit count(use) to use.n over 1 day",
          "limit count(use) to n per who over 1 day",
          "limit count(use) to latest(g.n of grant g) over 2 days",
          "limit count(use) to latest(g.n of grant g where g.who == use.who) per use.who over 2 "
          "days",
          "limit sum(n of use) to (latest(g.n of grant g) else 1) each day",
          "limit count(use) to owners[who].level per who over 2 days",
          "limit count(grant) to count(use) over 1 month",
          "limit count(use) to 1 / n over 1 day",
      },
      {R"({"event":"use","who":"a","n":2})", R"({"event":"use","who":"x","n":0})",
       R"({"event":"use","who":"a"})", R"({"event":"grant","who":"a","n":1})",
       R"({"event":"grant","n":0})"},
      {0, kDay},
      4};
}

SmallRules OnExcursions() {
  return {{
              R"(limit count(use) to 1 per who over 1 day unless "on" on unless "two" n == 2)",
              R"(limit sum(n of use) to 1 over 2 days unless "granted"
               preceded by (grant g where g.who == use.who))",
              "limit count(use) to 0 per who over 1 day effective 2024-01-30 until 2024-01-31",
              R"(limit sum(n of use) to 1 per who each day about who, n as amount
               message "{who} had {n}: {sum(v.n of use v)}, {count(use v)} uses")",
              R"(clause c "C" limit count(use) to 1 over 1 day about who

permit p/c where on cites "order form" effective 2024-01-30

waive p/c where who == "a" until 2024-01-31 because "x" by "y"

waive p/c where use.n == 2 until 2025-12-31 because "x" by "y"
)",
          },
          {R"({"event":"use","who":"a","n":2})", R"({"event":"use","n":1,"on":true})",
           R"({"event":"use","who":"a","on":false})", R"({"event":"grant","who":"a"})"},
          {0, 13 * kHour, 26 * kHour},
          4};
}

SmallRules OnDurations() {
  return {{
              "limit sum(term of use) to 1 day over 2 days",
              "limit max(term of use) to 1 day over 2 days",
              "limit sum(term of use) - 1 day to use.term per who over 1 month",
              "limit latest(term of use) to 30 days over 1 day",
          },
          {R"({"event":"use","who":"a","term":"1 day"})", R"({"event":"use","term":"24 hours"})",
           R"({"event":"use","who":"a","term":"1 month"})", R"({"event":"use","who":"a"})"},
          {0, kDay},
          4};
}

}  // namespace

std::vector<SmallRules> RulesOnLimits() {
  return {OverSpans(), OfArithmetic(), EachPeriod(), ToBounds(), OnExcursions(), OnDurations()};
}

}  // namespace abide::reference
