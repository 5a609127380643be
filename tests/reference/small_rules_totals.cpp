// Aggregates of the past: the language guide, sections 7 and 10.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnAggregates() {
  return {{
              "forbid use where count(use v) > 1",
              "forbid use where count(use v where v.who == use.who) > 1",
              "forbid use where count(use v within 1 day where v.who == use.who) == 2",
              "forbid use where count(grant) == 0",
              "forbid use where count(either e where e.who == use.who) >= 2",
              "forbid use where sum(v.n of use v) > 2",
              "forbid use where sum(v.n of use v within 1 day where v.who == use.who) > 1",
              "forbid use where sum(v.n + use.n of use v) >= 4",
              "forbid use where sum(v.n of use v where v.n > use.n) < 2",
              "forbid use where min(v.n of use v) < 1",
              "forbid use where max(g.n of grant g where g.who == use.who) >= 2",
              "forbid use where average(e.n of either e) == 1.5",
              "forbid use where distinct(v.who of use v) > 1",
              "forbid use where distinct(e.n of either e within 1 day) == 2",
              "forbid use where latest(g.n of grant g where g.who == use.who) > 1",
              "forbid use where earliest(g.n of grant g where g.who == use.who) > 1",
              "forbid use where latest(g.who of grant g) == who",
              "forbid use where not has latest(g.n of grant g)",
              "forbid use where count(grant g) / count(use v) >= 1",
              "forbid use where count(use v where v.who == use.who) * 2 > 3",
              "forbid use where 10 / sum(g.n of grant g) > 4",
              "forbid use where sum(count(use v where v.n > g.n) of grant g) > 1",
          },
          {R"({"event":"use","who":"a","n":1})", R"({"event":"use","n":2})",
           R"({"event":"use","who":"b"})", R"({"event":"grant","who":"a","n":1})",
           R"({"event":"grant","n":2})", R"({"event":"grant","who":"a"})"},
          {0, kDay},
          3};
}

SmallRules OnNestedAggregates() {
  return {
      {
          "forbid use where preceded by (grant g where count(use v within 1 day "
          "where v.who == g.who) > 1)",
          "forbid use where preceded by (grant g where sum(v.n of use v where v.who == use.who) "
          "> g.n)",
          "forbid use where count(grant g where preceded by (use v where v.who == g.who)) > 1",
          "forbid use where count(grant g where preceded by (use v where v.who == use.who)) > 1",
          "forbid use where sum(g.n of grant g where count(use v where v.who == g.who) > 1) > 1",
          "forbid use where not preceded by (grant g where latest(v.n of use v "
          "where v.who == g.who) == use.n)",
          "forbid use where count(use v where v.n == use.n) > count(grant g where g.n == use.n)",
          "forbid grant where preceded by (use u where earliest(h.n of grant h) < u.n)",
      },
      {R"({"event":"use","who":"a","n":1})", R"({"event":"use","n":2})",
       R"({"event":"grant","who":"a","n":1})", R"({"event":"grant","n":2})"},
      {0, kDay},
      4};
}

SmallRules OnOtherTypes() {
  return {{
              "forbid use where sum(v.term of use v) > 2 days",
              "forbid use where max(v.term of use v) == 1 day",
              "forbid use where min(v.due of use v) < 2024-01-31",
              "forbid use where latest(v.due of use v where v.on) == due",
              "forbid use where latest(v.on of use v)",
              "forbid use where distinct(v.term of use v) > 1",
          },
          {R"({"event":"use","term":"1 day","on":true,"names":["a"]})",
           R"({"event":"use","due":"2024-01-30","term":"24 hours","names":["a","b"]})",
           R"({"event":"use","due":"2024-02-01","on":true})",
           R"({"event":"use","due":"2024-01-30","term":"1 month","on":false,"names":[null]})"},
          {0},
          3};
}

}  // namespace

std::vector<SmallRules> RulesOnTotals() {
  return {OnAggregates(), OnNestedAggregates(), OnOtherTypes()};
}

}  // namespace abide::reference
