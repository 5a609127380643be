// Conditions on one event: the language guide, sections 5, 7 and 10.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnNumbers() {
  return {{
              "forbid use where n > 1",
              "forbid use where n == m",
              "forbid use where n != m",
              "forbid use where n > 1 and on",
              "forbid use where n > 1 or on",
              "forbid use where not (n > 1 or on)",
              "forbid use where not on",
              "forbid use where on == true",
              "forbid use where (n > 0 and m > 0) or on",
              "forbid use where n + m >= 2",
              "forbid use where n - m < 0",
              "forbid use where n * m == 0",
              "forbid use where n / m > 1",
              "forbid use where n / m / m <= 0.5 or not has (n / m)",
              "forbid use where -n < 0",
              "forbid use where n else 2 > 1",
              "forbid use where n else m else 0 == 0",
              "forbid use where has n and not has m",
              "forbid use where has (n > m)",
              "forbid use where n in small",
              "forbid use where n not in small",
              "forbid use where n in [m, 2]",
              "forbid use where same(n, m)",
              "forbid use where twice(n) > 2",
              "forbid use where twice(twice(n)) - m > 4",
              "forbid big",
              "forbid big where on",
              "forbid big b where b.on and m == 0",
          },
          {R"({"event":"use"})", R"({"event":"use","n":0,"m":1})",
           R"({"event":"use","n":1,"m":0,"on":true})",
           R"({"event":"use","n":2,"m":0.5,"on":false})", R"({"event":"use","n":-1.5,"m":2})",
           R"({"event":"use","n":2})", R"({"event":"use","m":2,"on":true})",
           R"({"event":"use","n":99999999999999999999,"m":99999999999999999999})",
           R"({"event":"use","n":1e-18,"m":3})", R"({"event":"use","on":true})"},
          {0},
          1};
}

SmallRules OnTexts() {
  return {
      {
          R"(forbid use where who == what)",
          R"(forbid use where who == what ignoring case)",
          R"(forbid use where who != what ignoring case)",
          R"(forbid use where who in known)",
          R"(forbid use where who not in known)",
          R"(forbid use where who in known ignoring case)",
          R"(forbid use where who in ["b", what])",
          R"(forbid use where who in names)",
          R"(forbid use where who not in names ignoring case)",
          R"(forbid use where what starts with who)",
          R"(forbid use where what ends with "x" ignoring case)",
          R"(forbid use where what contains who ignoring case)",
          R"(forbid use where what not contains "a")",
          R"(forbid use where who matches /^a/i)",
          R"(forbid use where who not matches /x$/)",
          R"(forbid use where who + what == "ax")",
          R"(forbid use where lower(who) == lower(what))",
          R"(forbid use where capture(what, /a(.)/) == "x")",
          R"(forbid use where has capture(what, /a(.)/))",
          R"(forbid use where size(names) > 1)",
          R"(forbid use where names[0] == who)",
          R"(forbid use where any d in names: d == who)",
          R"(forbid use where every d in names: d == who)",
          R"(forbid use where any d in names: (not (d == who) and on))",
          R"(forbid use where any d in [who, what]: d in known)",
          R"(forbid use where every d in [x + "x" for x in names]: d == what)",
          R"(forbid use where any r in parts: r.size > 1)",
          R"(forbid use where every r in parts: r.name == who)",
          R"(forbid use where who in parts[*].name)",
          R"(forbid use where any r in parts: (r.size > 0 and r.name in names))",
          R"(forbid use where who in network "10.0.0.0/8")",
      },
      {R"({"event":"use"})", R"({"event":"use","who":"a","what":"ax","names":["a","b"],"on":true})",
       R"({"event":"use","who":"A","what":"a","names":[]})",
       R"({"event":"use","who":"a","names":["a"],"parts":[]})",
       R"({"event":"use","what":"X","names":[null,"a"]})",
       R"({"event":"use","who":"a","what":"x","names":[null],"on":false})",
       R"({"event":"use","who":"x","what":"x","parts":[{"name":"x","size":2},{"name":"a"}]})",
       R"({"event":"use","who":"b","names":["b","b"],"parts":[{"size":0},{"name":"b","size":1}]})",
       R"({"event":"use","who":"10.1.2.3","what":""})",
       R"({"event":"use","who":"11.1.2.3","names":["",null]})"},
      {0},
      1};
}

SmallRules OnTimes() {
  return {{
              R"(forbid use where time < due)",
              R"(forbid use where due - time > 1 day)",
              R"(forbid use where time + term >= due)",
              R"(forbid use where time - 1 month > due)",
              R"(forbid use where term > 1 day)",
              R"(forbid use where term == 30 days)",
              R"(forbid use where term <= 1 month)",
              R"(forbid use where term * 2 > 2 days)",
              R"(forbid use where term * 0.5 > 1 day)",
              R"(forbid use where 1.5 * term < 20 days)",
              R"(forbid use where term / 4 > 10 days)",
              R"(forbid use where term / 1 day >= 1)",
              R"(forbid use where term + 1 day != 2 days)",
              R"(forbid use where due == 2024-01-31)",
              R"(forbid use where due >= 2024-01-31T12:00+02:00)",
              R"(forbid use where weekday(due) == "wednesday")",
              R"(forbid use where weekday(time, "Asia/Tokyo") == "tuesday")",
              R"(forbid use where hour(due) < 12)",
              R"(forbid use where hour(due, "Europe/Berlin") == 1)",
              R"(forbid use where date(due) == date(time))",
              R"(forbid use where date(time, "Asia/Tokyo") > time)",
          },
          {R"({"event":"use"})", R"({"event":"use","due":"2024-01-31","term":"24 hours"})",
           R"({"event":"use","due":"2024-01-29T22:00:00Z","term":"30 days"})",
           R"({"event":"use","due":"2024-01-31T10:00:00.000000001Z","term":"1 month"})",
           R"({"event":"use","due":"2023-12-29T22:00:00Z","term":"-3 days"})",
           R"({"event":"use","term":"1 year"})", R"({"event":"use","due":"2024-03-31T23:30:00Z"})"},
          {0, 26 * kHour},
          2};
}

SmallRules OnTables() {
  return {{
              R"(forbid use where who in owners)",
              R"(forbid use where who not in owners)",
              R"(forbid use where owners[who].level > 1)",
              R"(forbid use where owners[who].level == n)",
              R"(forbid use where owners[use.who].flag == true)",
              R"(forbid use where owners[who].level as of 2024-01-01 == 1)",
              R"(forbid use where owners[who].level as of due == 2)",
              R"(forbid use where not has owners[who].flag)",
              R"(forbid use where [who, what] in pairs)",
              R"(forbid use where [who, what] not in pairs)",
              R"(forbid use where pairs[who, what].level == 1)",
              R"(forbid use where pairs[who, "x"].level else 7 > n)",
              R"(forbid use where preceded by (grant where who in owners))",
              R"(forbid use where preceded by (grant g where owners[use.who].level > 1))",
          },
          {R"({"event":"use","n":1})",
           R"({"event":"use","who":"a","what":"x","n":1,"due":"2024-01-31"})",
           R"({"event":"use","who":"a","what":"a","due":"2024-01-30T23:59:59Z"})",
           R"({"event":"use","who":"x","what":"x","n":2})",
           R"({"event":"use","who":"b","what":"x","n":7})", R"({"event":"grant","who":"x"})",
           R"({"event":"grant"})"},
          {0, 26 * kHour, 30 * kDay},
          2};
}

}  // namespace

std::vector<SmallRules> RulesOnFields() { return {OnNumbers(), OnTexts(), OnTimes(), OnTables()}; }

}  // namespace abide::reference
