// Engine against reference: the bytes choose a rule and a log, and both have to come to the same.
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "diagnostics/assert.h"
#include "fuzz.h"
#include "reference/comparison.h"
#include "reference/generator.h"

using namespace abide::reference;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 1'000;
  constexpr std::size_t kShapes = 6;
  constexpr std::size_t kLongest = 10;
  if (size > kMost) return 0;
  // The log is chosen by the first bytes, so that it stays as it is where only the rule changes.
  const std::span<const std::uint8_t> bytes(data, size);
  Random of_log(bytes.first(size / 2));
  Random of_rule(bytes.subspan(size / 2));
  const Theme theme = RandomTheme(of_rule);
  std::string errors;
  const std::unique_ptr<RuleSet> rules = MakeRuleSet(Render(RandomRules(theme, of_rule)), &errors);
  if (!rules) return 0;
  Shapes shapes(rules->rules.schema);
  for (const std::string& shape : RandomShapes(theme, kShapes, of_log)) shapes.Add(shape);
  const Log log = RandomLog(kShapes, 1 + of_log.Below(kLongest), of_log);
  const Case one{rules.get(), &shapes, log, {}, {}};
  const auto difference = Disagreement(one);
  if (difference) std::cerr << Written(one) << *difference;
  ABIDE_ASSERT(!difference, "engine and reference come to the same");
  return 0;
}
