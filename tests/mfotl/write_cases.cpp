// Writes cases for monitor.py on standard output, one JSON object a line: a rule, its formula, and
// logs in the form of the monitors, each with the breaches that the reference evaluator finds.
//
// usage: write_cases small|random LOGS [RULES]
//
// The rules are those of tests/reference: written by hand, or random. Of each, LOGS random logs.
#include <algorithm>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mfotl/log.h"
#include "mfotl/translate.h"
#include "reference/generator.h"
#include "reference/logs.h"
#include "reference/piece.h"
#include "reference/reference.h"
#include "reference/rule_set.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

using nlohmann::json;

// How far the present may lie behind the last event.
const std::vector<std::int64_t> kLaterPresents = {1, kDay, kDay + 1, 40 * kDay};

Log RandomSmallLog(const SmallRules& small, Random& random) {
  Log log;
  const std::size_t length = 1 + random.Below(small.length + 3);
  for (std::size_t i = 0; i < length; ++i) {
    const std::int64_t before = log.empty() ? 0 : log.back().seconds;
    log.push_back({random.Below(small.shapes.size()), before + random.Of(small.gaps)});
  }
  return log;
}

// What the clause comes to: the event of each breach, and the earlier one that it names, if any.
json BreachesOf(const Verdicts& verdicts, std::size_t clause) {
  json breaches = json::array();
  for (const Finding& finding : verdicts.findings) {
    if (finding.clause != clause || finding.verdict != Verdict::kBreach) continue;
    json numbers = {finding.event};
    if (finding.earlier) numbers.push_back(*finding.earlier);
    breaches.push_back(numbers);
  }
  return breaches;
}

class Writer {
 public:
  explicit Writer(std::size_t logs) : logs_(logs) {}

  template <typename MakeLog>
  void Write(RuleSet& rules, const Shapes& shapes, Random& random, MakeLog make_log) {
    for (check::Clause& clause : rules.rules.clauses) clause.waivers.clear();
    diagnostics::DiagnosticSink sink;
    const mfotl::Translation translation = mfotl::Translate(rules.rules, rules.sources, sink);
    for (const diagnostics::Diagnostic& one : sink.all()) {
      std::cout << json{{"refused", one.Message()}, {"rule", rules.text}} << '\n';
    }
    if (translation.formulas.empty()) return;
    std::vector<json> cases;
    for (const mfotl::ClauseFormula& formula : translation.formulas) {
      cases.push_back({{"rule", rules.text},
                       {"signature", mfotl::SignatureText(translation.facts)},
                       {"formula", formula.text},
                       {"logs", json::array()}});
    }
    for (std::size_t i = 0; i < logs_; ++i) {
      const Log log = make_log();
      Options options;
      if (random.OneIn(3)) {
        options.as_of = TimeOf(log.back().seconds + random.Of(kLaterPresents));
      }
      const EventsOf events(shapes, log);
      mfotl::LogWriter writer(translation.facts);
      std::string text;
      for (const events::Event& event : events.events()) text += writer.Line(event);
      if (options.as_of) text += writer.PresentLine(*options.as_of);
      const Verdicts verdicts = Judge(rules.rules, events.events(), options);
      for (std::size_t k = 0; k < cases.size(); ++k) {
        const auto clause = static_cast<std::size_t>(translation.formulas[k].clause);
        cases[k]["logs"].push_back({{"log", text}, {"breaches", BreachesOf(verdicts, clause)}});
      }
    }
    for (const json& one : cases) std::cout << one << '\n';
  }

 private:
  std::size_t logs_;
};

void WriteSmall(Writer& writer) {
  Random random(1);
  for (const auto& group : {RulesOnFields(), RulesOnPast(), RulesOnTotals(), RulesOnLineage(),
                            RulesOnNorms(), RulesOnDuties(), RulesOnLimits()}) {
    for (const SmallRules& small : group) {
      for (const std::string& rule : small.rules) {
        std::string errors;
        const auto rules = CheckRules(RuleText(rule), &errors);
        if (!rules) continue;  // the differential test tells it
        Shapes shapes(rules->rules.schema);
        for (const std::string& shape : small.shapes) shapes.Add(shape);
        writer.Write(*rules, shapes, random, [&] { return RandomSmallLog(small, random); });
      }
    }
  }
}

void WriteRandom(Writer& writer, std::size_t count) {
  constexpr std::size_t kShapes = 12;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    Random random(seed);
    const Theme theme = RandomTheme(random);
    std::string errors;
    const auto rules = CheckRules(Render(RandomRules(theme, random)), &errors);
    if (!rules) continue;
    Shapes shapes(rules->rules.schema);
    for (const std::string& shape : RandomShapes(theme, kShapes, random)) shapes.Add(shape);
    writer.Write(*rules, shapes, random,
                 [&] { return RandomLog(kShapes, 1 + random.Below(6), random); });
  }
}

int Run(const std::vector<std::string>& words) {
  if (words.size() < 2) return 2;
  Writer writer(std::stoul(words[1]));
  if (words[0] == "small") {
    WriteSmall(writer);
  } else {
    WriteRandom(writer, std::stoul(words.at(2)));
  }
  return 0;
}

}  // namespace
}  // namespace abide::reference

int main(int argc, char** argv) {
  try {
    return abide::reference::Run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
