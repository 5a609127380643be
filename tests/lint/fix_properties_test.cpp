// What --fix writes says the same: random rules, made clumsy at random, find the same in random
// logs before and after; fixing a second time changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "lint/lint.h"
#include "lint/walk.h"
#include "reference/checked_logs.h"
#include "reference/generator.h"
#include "reference/rule_set.h"
#include "syntax/parse.h"

namespace abide::lint {
namespace {

using reference::MakeRuleSet;
using reference::Random;
using reference::RuleSet;

struct Place {
  diagnostics::Span span;
  diagnostics::Span left, right;  // of a comparison
  bool is_equal = false;          // with a literal
};

std::vector<Place> Comparisons(const syntax::File& file) {
  std::vector<Place> places;
  const Visitor visitor{.expr = [&places](const syntax::Expr& expr) {
    const auto* compare = std::get_if<syntax::Compare>(&expr.node);
    if (compare == nullptr) return;
    const bool is_equal = compare->op == syntax::CompareOperator::kEqual &&
                          !compare->ignoring_case &&
                          std::holds_alternative<syntax::Literal>(compare->right->node);
    places.push_back({expr.span, compare->left->span, compare->right->span, is_equal});
  }};
  for (const syntax::Declaration& each : file.declarations) Walk(each, visitor);
  return places;
}

// The comparison in other words of the same meaning.
std::string Clumsy(const diagnostics::SourceSet& sources, const Place& place, Random& random) {
  const std::string all(sources.Text(place.span));
  const std::string left(sources.Text(place.left));
  const std::string right(sources.Text(place.right));
  switch (random.Below(place.is_equal ? 7 : 3)) {
    case 0:
      return "(not not " + all + ")";
    case 1:
      return "(" + all + " and " + all + ")";
    case 2:
      return "(" + all + " or " + all + ")";
    case 3:
      return "(" + left + " in [" + right + "])";
    case 4:
      return "(" + left + " in [" + right + ", " + right + "])";
    case 5:
      return "(not " + left + " != " + right + ")";
    default:
      return "(not " + left + " not in [" + right + "])";
  }
}

std::string Spoil(const std::string& text, Random& random) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const auto id = sources.Add("rules.abide", text);
  std::vector<Place> places = Comparisons(syntax::ParseFile(sources, id, sink));
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.span.begin < b.span.begin; });
  std::string spoilt;
  std::size_t at = 0;
  for (const Place& place : places) {
    if (place.span.begin < at || random.OneIn(3)) continue;
    spoilt += text.substr(at, place.span.begin - at) + Clumsy(sources, place, random);
    at = place.span.end;
  }
  return spoilt + text.substr(at);
}

// One round of fixes.
std::string FixedOnce(const std::string& text) {
  std::string errors;
  const auto set = MakeRuleSet(text, &errors);
  if (set == nullptr) return text;
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const auto id = sources.Add("rules.abide", text);
  const std::vector<RuleText> files{
      {"rules.abide", id, syntax::ParseFile(sources, id, sink), true}};
  check::CheckedRules none;  // what fixes are is decided on the words
  return FixAll(Lint(none, files, sources, {}), id, sources);
}

std::string Fixed(std::string text) {
  for (int round = 0; round < 20; ++round) {
    std::string next = FixedOnce(text);
    if (next == text) return text;
    text = std::move(next);
  }
  ADD_FAILURE() << "no end of fixing\n" << text;
  return text;
}

// Without what quotes the rules: that a repair changes.
std::string WithoutQuotes(const std::string& findings) {
  std::istringstream lines(findings);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    kept += line.substr(0, line.find(", misses ")) + '\n';
  }
  return kept;
}

std::string FindingsOf(const RuleSet& rules, const std::vector<std::string>& shapes_text,
                       std::uint64_t seed) {
  Random random(seed);
  reference::Shapes shapes(rules.rules.schema);
  for (const std::string& each : shapes_text) shapes.Add(each);
  const reference::Log log = reference::RandomLog(shapes.size(), 30, random);
  std::string lines;
  for (const std::string& each : reference::LinesOf(shapes, log)) lines += each + '\n';
  return WithoutQuotes(reference::FindingsAsText(reference::CheckLogs(rules, {lines}, {}),
                                                 rules.rules, reference::Names::kEvents));
}

TEST(Fixes, KeepTheMeaningAndComeToAnEnd) {
  std::size_t changed = 0;
  std::size_t judged = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const reference::Theme theme = reference::RandomTheme(random);
    const std::string text = Spoil(Render(reference::RandomRules(theme, random)), random);
    std::string errors;
    const std::unique_ptr<RuleSet> before = MakeRuleSet(text, &errors);
    if (before == nullptr) continue;  // too deep, or not to be executed
    const std::string fixed = Fixed(text);
    changed += fixed == text ? 0 : 1;
    const std::unique_ptr<RuleSet> after = MakeRuleSet(fixed, &errors);
    ASSERT_NE(after, nullptr) << errors << "\n" << text << "\n" << fixed;
    EXPECT_EQ(Fixed(fixed), fixed);
    const std::vector<std::string> shapes = reference::RandomShapes(theme, 12, random);
    const std::string found = FindingsOf(*before, shapes, seed);
    judged += found.empty() ? 0 : 1;
    ASSERT_EQ(FindingsOf(*after, shapes, seed), found) << text << "\nfixed\n" << fixed;
  }
  EXPECT_GT(changed, 150U);
  EXPECT_GT(judged, 100U);
}

}  // namespace
}  // namespace abide::lint
