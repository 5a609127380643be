// What the triage leaves out is false: each kind of condition, and all of them against the
// evaluation of the whole condition.

#include "engine/triage.h"

#include <gtest/gtest.h>

#include <random>

#include "build.h"

namespace abide::engine {
namespace {

using namespace expressions::testing;
using expressions::ExprPtr;
using expressions::TextOperator;
using values::Case;
using values::Value;

constexpr Case kRespect = Case::kRespect, kIgnore = Case::kIgnore;
constexpr TextOperator kStartsWith = TextOperator::kStartsWith, kEndsWith = TextOperator::kEndsWith,
                       kContains = TextOperator::kContains;

ExprPtr User() { return FieldOf(0, "user"); }
ExprPtr Not(ExprPtr operand) { return Make(expressions::Not{std::move(operand)}); }
// The text outlives the expression.
ExprPtr Has(TextOperator op, const char* part, Case case_rule = kRespect) {
  return Make(expressions::TextTest{op, User(), Text(part), case_rule});
}
ExprPtr Matches(const char* pattern, Case case_rule = kRespect) {
  return Make(expressions::Matches{User(), values::Regex::Compile(pattern, case_rule, nullptr),
                                   std::string("/") + pattern + "/"});
}
ExprPtr Is(const char* text, Case case_rule) {
  return Comparison(expressions::CompareOperator::kEqual, User(), Text(text), case_rule);
}
ExprPtr In(const Value& list, Case case_rule) {
  return Make(expressions::InList{User(), Const(list), case_rule});
}

class TriageTest : public ::testing::Test {
 protected:
  // Whether each condition is left possible by an event with this user.
  static std::vector<bool> Possible(const std::vector<ExprPtr>& conditions, const Value& user) {
    std::vector<Triage::Candidate> candidates;
    candidates.reserve(conditions.size());
    for (const ExprPtr& condition : conditions) candidates.push_back({condition, kThis});
    Triage triage(kKind, candidates);
    return Ask(triage, conditions.size(), user);
  }
  static std::vector<bool> Ask(Triage& triage, std::size_t size, const Value& user) {
    Bits possible(size, true);
    Moment moment;
    moment.fields = {&user, 1};
    triage.Narrow(moment, possible);
    std::vector<bool> is_left(size);
    possible.ForEach([&](std::size_t i) { is_left[i] = true; });
    return is_left;
  }
};

TEST_F(TriageTest, EachKindOfTextTestIsDecided) {
  static const Value kList[] = {Value::Of("ada"), Value::Of("Bob")};
  const Value list = Value::ListOf(kList);
  // Enough patterns on the field, so that they are looked for together.
  const std::vector<ExprPtr> others = {
      Has(kContains, "q1"),          Has(kContains, "q2"),          Matches("^q3"),
      Has(kContains, "q4", kIgnore), Has(kContains, "q5", kIgnore), Has(kContains, "q6", kIgnore),
      Matches("q7", kIgnore),        Matches("q8", kIgnore),        Matches("q9", kIgnore)};
  const struct {
    ExprPtr condition;
    const char* user;
    bool possible;
  } rows[] = {
      {Has(kStartsWith, "svc-"), "svc-1", true},
      {Has(kStartsWith, "svc-"), "svc", false},
      {Has(kStartsWith, "svc-"), "SVC-1", false},
      {Has(kStartsWith, "svc-", kIgnore), "SVC-1", true},
      {Has(kStartsWith, "straße", kIgnore), "STRAẞEN", true},
      {Has(kStartsWith, ""), "", true},
      {Has(kEndsWith, "-gov"), "us-gov", true},
      {Has(kEndsWith, "-gov"), "gov", false},
      {Has(kEndsWith, "É", kIgnore), "café", true},
      {Has(kEndsWith, "É"), "café", false},
      {Has(kContains, "a.c"), "xa.cx", true},
      {Has(kContains, "a.c"), "abc", false},
      {Has(kContains, "A.C", kIgnore), "xa.cx", true},
      {Matches("^o[1-9]$"), "o3", true},
      {Matches("^o[1-9]$"), "o33", false},
      {Matches("^o[1-9]$", kIgnore), "O3", true},
      {Matches("a.*b"), "c", true},  // not looked for with the others
      {Is("Ada", kIgnore), "aDA", true},
      {Is("Ada", kIgnore), "adam", false},
      {Is("Ada", kRespect), "ada", false},
      {In(list, kIgnore), "bob", true},
      {In(list, kIgnore), "carol", false},
      {Not(In(list, kIgnore)), "bob", false},
      {Not(In(list, kRespect)), "bob", true},
      {Not(In(list, kRespect)), "ada", false},
      {Not(Has(kStartsWith, "svc-")), "svc-1", false},
      {Not(Has(kStartsWith, "svc-")), "user", true},
      {Not(Has(kEndsWith, "1")), "svc-1", false},
      {Not(Has(kContains, "c-")), "svc-1", false},
      {Not(Matches("\\d$")), "svc-1", false},
      {Not(Not(Matches("\\d$"))), "svc-1", true},
      {And({Has(kStartsWith, "s"), Has(kEndsWith, "1")}), "svc-1", true},
      {And({Has(kStartsWith, "s"), Has(kEndsWith, "2")}), "svc-1", false},
      {And({Has(kStartsWith, "s"), Not(Has(kContains, "c"))}), "svc-1", false},
  };
  for (const auto& row : rows) {
    std::vector<ExprPtr> conditions = others;
    conditions.push_back(row.condition);
    EXPECT_EQ(Possible(conditions, Value::Of(row.user)).back(), row.possible)
        << &row - rows << " " << row.user;
    EXPECT_TRUE(Possible(conditions, Value()).back());
    EXPECT_TRUE(Possible(conditions, Number("1")).back());
  }
}

TEST_F(TriageTest, FewPatternsAreNotLookedForTogether) {
  EXPECT_TRUE(Possible({Matches("^a"), Matches("^b")}, Value::Of("c")).front());
}

TEST_F(TriageTest, LeavesOutOnlyWhatIsFalse) {
  std::mt19937 random(5);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  static const char* const kParts[] = {"",  "a",  "b", "ab", "aB", "ba",  "abc",   "É",
                                       "é", "éa", "ß", "ẞ",  "K",  "aab", "\u212A"};
  static const char* const kPatterns[] = {"^a",   "a$",  "ab?",   "^$",   "[ab]c",   "\\bk",
                                          "b|é$", "a.b", "(?i)ß", "a{2}", "(a|b)+c", "^[^a]$"};
  values::Arena arena(1 << 12);
  TableHost host;
  const auto test = [&] {
    const char* const part = kParts[pick(std::size(kParts))];
    const Case case_rule = pick(2) == 0 ? kRespect : kIgnore;
    switch (pick(4)) {
      case 0:
        return Is(part, case_rule);
      case 1:
        return Matches(kPatterns[pick(std::size(kPatterns))], case_rule);
      default:
        return Has(static_cast<TextOperator>(pick(3)), part, case_rule);
    }
  };
  std::size_t left = 0;
  std::size_t asked = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<ExprPtr> conditions;
    std::vector<Triage::Candidate> candidates;
    for (std::size_t i = 0; i < 70; ++i) {
      std::vector<ExprPtr> conjuncts;
      for (std::size_t j = pick(6) == 0 ? 6 : 1 + pick(2); j > 0; --j) {
        conjuncts.push_back(pick(3) == 0 ? Not(test()) : test());
      }
      conditions.push_back(And(conjuncts));
      candidates.push_back({conditions.back(), kThis});
    }
    Triage triage(kKind, candidates);
    for (int each = 0; each < 30; ++each) {
      std::string text;
      for (std::size_t parts = pick(4); parts > 0; --parts) text += kParts[pick(std::size(kParts))];
      const Value user = Value::Of(std::string_view(text));
      const expressions::Subject subject{kKind, {&user, 1}};
      expressions::Environment environment(arena, host);
      environment.Bind(kThis, &subject);
      const std::vector<bool> possible = TriageTest::Ask(triage, conditions.size(), user);
      for (std::size_t i = 0; i < conditions.size(); ++i) {
        const values::Truth truth = expressions::Test(*conditions[i], environment);
        EXPECT_TRUE(possible[i] || truth == values::Truth::kFalse) << text << " " << i;
        left += possible[i] && truth == values::Truth::kFalse ? 1 : 0;
        ++asked;
      }
    }
  }
  // Nearly all that is false is left out.
  EXPECT_LT(left, asked / 20);
}

}  // namespace
}  // namespace abide::engine
