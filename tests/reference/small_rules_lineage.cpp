// Lineage: the language guide, sections 3, 9 and 10.
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

SmallRules OnPaths() {
  return {{
              "forbid train where datasets derive from use",
              "forbid train where not datasets derive from use",
              "forbid train where model derives from use",
              "forbid train where datasets derive from (use u where u.who == train.who)",
              "forbid train where datasets derive from (use u where u.n > 1)",
              "forbid train where datasets derive from big",
              "forbid train where datasets derive from (use u where u.on and u.n == train.n)",
              "forbid copy where outputs derive from use",
              "forbid copy where inputs derive from (use u where u.who == copy.who)",
          },
          {R"({"event":"use","who":"a","made":["a"],"n":2})",
           R"({"event":"use","made":["a","b"],"n":1,"on":true})",
           R"({"event":"copy","who":"a","inputs":["a"],"outputs":["b"]})",
           R"({"event":"copy","inputs":["b","c"],"outputs":["c","d"]})",
           R"({"event":"train","who":"a","datasets":["b"],"model":"d","n":2})",
           R"({"event":"train","datasets":["d","c"],"model":"a","n":1})"},
          {0},
          4};
}

SmallRules OnReplacing() {
  return {{
              "forbid train where datasets derive from use",
              "forbid train where datasets derive from (use u where u.who == train.who)",
              "forbid move where target derives from use",
              "forbid use where made derive from (use u where u.who == use.who)",
              "forbid train where model derives from (train t where t.n > 1)",
          },
          {R"({"event":"use","who":"a","made":["a"]})",
           R"({"event":"move","source":"a","target":"b","on":true})",
           R"({"event":"move","source":"c","target":"b","on":true})",
           R"({"event":"move","source":"b","target":"a"})",
           R"({"event":"move","source":"a","target":"a","on":true})",
           R"({"event":"train","who":"a","datasets":["b"],"model":"c","made":["b"],"n":2})"},
          {0},
          4};
}

SmallRules OnNestedLineage() {
  return {
      {
          "forbid grant where preceded by (train t where t.datasets derive from use)",
          "forbid grant where preceded by (train t where t.who == grant.who "
          "and t.datasets derive from (use u where u.who == grant.who))",
          "forbid grant where preceded by (train t where t.model derives from "
          "(use u where u.who == t.who))",
          "forbid train where count(copy c where c.outputs derive from use) > 1",
          "forbid train where datasets derive from use and preceded by grant",
          "forbid train where datasets derive from (use u where preceded by "
          "(grant g where g.who == u.who))",
          "forbid train where datasets derive from (use u where busy(u.who))",
          "forbid train where datasets derive from (use u where count(grant) > 0)",
          "forbid train where any d in datasets: d derives from use",
          "forbid train where every d in datasets: (not d derives from use)",
      },
      {R"({"event":"use","who":"a","made":["a"],"on":true})", R"({"event":"use","made":["a","b"]})",
       R"({"event":"copy","who":"a","inputs":["a"],"outputs":["b"]})",
       R"({"event":"train","who":"a","datasets":["b","c"],"model":"c"})",
       R"({"event":"train","datasets":["a"],"model":"c"})", R"({"event":"grant","who":"a"})"},
      {0},
      4};
}

SmallRules OnAbsentArtifacts() {
  return {{
              "forbid train where datasets derive from use",
              "forbid train where not (datasets derive from use)",
              "forbid train where model derives from (use u where u.who == train.who)",
              "forbid copy where outputs derive from use",
          },
          {R"({"event":"use","who":"a","made":["a",null]})", R"({"event":"use"})",
           R"({"event":"copy","inputs":[null],"outputs":["b"]})",
           R"({"event":"pack","parts":[{"name":"a"},{}],"into":["b"]})",
           R"({"event":"copy","inputs":["a"]})", R"({"event":"copy","outputs":["b"]})",
           R"({"event":"train","datasets":["b"],"model":"c","who":"a"})",
           R"({"event":"train","datasets":["c",null]})", R"({"event":"train","model":"c"})"},
          {0},
          3};
}

// Two clauses a rule, so that both ends of an interval show in the message.
SmallRules OnShares() {
  return {
      {
          R"(forbid train message "{share(train.datasets from use)}")",
          R"(forbid train message "{share(train.datasets from (use u where u.n > 1))}")",
          R"(forbid train message "{share(train.datasets from (use u where u.who == train.who))}")",
          R"(forbid copy message "{share(copy.outputs from use)} of {share(copy.inputs from use)}")",
          "forbid train where share(datasets from use) > 0.5",
          "forbid train where share(datasets from (use u where u.who == train.who)) > 0",
      },
      {R"({"event":"use","who":"a","made":["a"],"n":2})",
       R"({"event":"use","made":["a","b"],"n":1})",
       R"({"event":"copy","inputs":["a","b"],"outputs":["b"],"amounts":[3,null]})",
       R"({"event":"copy","inputs":["b","c"],"outputs":["c"],"amounts":[1,2]})",
       R"({"event":"copy","inputs":["a","c"],"outputs":["b","c"],"amounts":[0,0]})",
       R"({"event":"train","who":"a","datasets":["b","c"],"model":"a"})",
       R"({"event":"train","datasets":["b"],"model":"b","made":["b"],"n":1})"},
      {0},
      4};
}

// Sources that may be none, flows that may not have happened, births beside flows.
SmallRules OnUncertainShares() {
  return {
      {
          R"(forbid train message "{share(train.datasets from use)}")",
          R"(forbid train message "{share(train.datasets from (use u where u.on))}")",
          R"(forbid train message "{share(train.datasets from (train t where t.n > 0))}")",
          R"(forbid train message "{share(train.datasets from (use u where u.who == train.who))}")",
          "forbid grant where preceded by (train t where share(t.datasets from (use u where "
          "u.who == grant.who)) > 0.5)",
      },
      {R"({"event":"use","who":"a","made":["a"]})",
       R"({"event":"use","who":"b","made":["b"],"on":true})",
       R"({"event":"use","made":["a"],"on":true})",
       R"({"event":"move","source":"a","target":"b","n":2})",
       R"({"event":"move","source":"b","target":"a","n":1,"on":true})",
       R"({"event":"pack","parts":[{"name":"a","size":2},{"name":"b"}],"into":["c"]})",
       R"({"event":"train","who":"a","datasets":["a","c"],"model":"a","made":["a"],"n":1})",
       R"({"event":"train","datasets":["b","c"],"model":"b","made":["a"]})",
       R"({"event":"grant","who":"a"})"},
      {0},
      3};
}

}  // namespace

std::vector<SmallRules> RulesOnLineage() {
  return {OnPaths(),           OnReplacing(), OnNestedLineage(),
          OnAbsentArtifacts(), OnShares(),    OnUncertainShares()};
}

}  // namespace abide::reference
