// What is told of an event agrees with what the engine finds there: random rules, random logs,
// every event of each.
//
//   ABIDE_REASONS_LOGS=100000   random logs (default: some seconds' worth)
//   ABIDE_REASONS_SEED=17       where the random rules begin
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "reasons/reasons.h"
#include "reference/checked_logs.h"
#include "reference/generator.h"
#include "reference/setting.h"

namespace abide::reasons {
namespace {

using engine::Finding;
using engine::Verdict;
using reference::RuleSet;
using values::Truth;

class Feed : public engine::EventFeed {
 public:
  explicit Feed(std::span<const events::Event> events) : events_(events) {}
  const events::Event* Next() override {
    return next_ == events_.size() ? nullptr : &events_[next_++];
  }
  bool Restarted() override { return false; }

 private:
  std::span<const events::Event> events_;
  std::size_t next_ = 0;
};

engine::Verdicts Judge(const RuleSet& rules, std::span<const events::Event> events,
                       const engine::RunOptions& options) {
  Feed feed(events);
  return engine::Run(rules.plan, options, feed);
}

EventReasons ReasonsOf(const RuleSet& rules, std::span<const events::Event> events,
                       const events::Event& event) {
  Explainer explainer(rules.plan, rules.sources);
  explainer.Ask(event);
  engine::RunOptions options;
  options.since = event.time;
  options.until = values::Instant{event.time.nanos + 1};
  options.observer = &explainer;
  return explainer.Take(Judge(rules, events, options)).front();
}

std::string TextOf(const std::vector<const Finding*>& findings) {
  std::string text;
  for (const Finding* finding : findings) {
    text += std::to_string(static_cast<int>(finding->verdict)) + " " + finding->message + " " +
            finding->excused_by;
    for (const std::string& name : finding->missing) text += " -" + name;
    text += ";";
  }
  return text;
}

// What the conditions that are told come to: none where more than the event decides.
std::optional<std::optional<Verdict>> ImpliedBy(const ClauseReason& reason, const RuleSet& rules) {
  const auto judgement =
      std::find_if(rules.plan.judgements.begin(), rules.plan.judgements.end(),
                   [&](const plan::Judgement& each) { return each.clause == reason.clause; });
  const auto* trigger = reason.parts.empty() || reason.parts.front().role != Role::kTrigger
                            ? nullptr
                            : &reason.parts.front();
  using Nothing = std::optional<Verdict>;
  if (trigger == nullptr || trigger->truth == Truth::kFalse) return Nothing();
  if (!std::holds_alternative<plan::Immediate>(judgement->form)) return std::nullopt;
  Truth excuse = Truth::kFalse;
  for (const ExceptionReason& exception : reason.exceptions) {
    if (exception.in_force && excuse != Truth::kTrue) excuse = values::Or(excuse, *exception.truth);
  }
  if (excuse == Truth::kTrue) {
    return trigger->truth == Truth::kUnknown ? Nothing() : Nothing(Verdict::kExcused);
  }
  const bool is_sure = trigger->truth == Truth::kTrue && excuse == Truth::kFalse;
  return Nothing(is_sure ? Verdict::kBreach : Verdict::kUndetermined);
}

// Of conditions whose operands are all there, none is unknown for want of a field.
void CheckConditions(const std::vector<Condition>& conditions) {
  for (const Condition& condition : conditions) {
    if (condition.truth == Truth::kUnknown) continue;
    EXPECT_TRUE(condition.missing.empty()) << condition.text;
  }
}

void CheckClause(const ClauseReason& reason, const RuleSet& rules,
                 const std::vector<const Finding*>& expected) {
  std::vector<const Finding*> told;
  for (const Finding& finding : reason.findings) told.push_back(&finding);
  EXPECT_EQ(TextOf(told), TextOf(expected));
  EXPECT_EQ(reason.outcome == Outcome::kFindings, !expected.empty());
  for (const Part& part : reason.parts) CheckConditions(part.conditions);
  const auto implied = ImpliedBy(reason, rules);
  if (!implied) return;
  if (!*implied) {
    EXPECT_TRUE(expected.empty()) << TextOf(expected);
    return;
  }
  ASSERT_EQ(expected.size(), 1U);
  const Verdict verdict = expected.front()->verdict;
  if (verdict == Verdict::kWaived) {
    EXPECT_NE(**implied, Verdict::kExcused);
  } else {
    EXPECT_EQ(verdict, **implied);
  }
}

void CheckLog(const RuleSet& rules, std::span<const events::Event> events) {
  const engine::Verdicts verdicts = Judge(rules, events, {});
  for (const events::Event& event : events) {
    const EventReasons reasons = ReasonsOf(rules, events, event);
    ASSERT_EQ(reasons.clauses.size(), rules.plan.judgements.size());
    for (const ClauseReason& reason : reasons.clauses) {
      std::vector<const Finding*> expected;
      for (const Finding& finding : verdicts.findings) {
        const bool is_here = finding.clause == reason.clause && finding.place == event.place;
        if (is_here) expected.push_back(&finding);
      }
      SCOPED_TRACE("line " + std::to_string(event.place.line));
      CheckClause(reason, rules, expected);
    }
  }
}

TEST(Reasons, AgreeWithTheFindingsOfRandomRules) {
  constexpr std::size_t kShapes = 12;
  constexpr std::size_t kLongest = 9;
  const std::uint64_t logs = reference::Setting("ABIDE_REASONS_LOGS", 400);
  std::uint64_t seed = reference::Setting("ABIDE_REASONS_SEED", 1);
  for (std::uint64_t judged = 0; judged < logs; ++seed) {
    reference::Random random(seed);
    const reference::Theme theme = reference::RandomTheme(random);
    std::string errors;
    const auto rules =
        reference::MakeRuleSet(Render(reference::RandomRules(theme, random)), &errors);
    if (!rules) continue;
    ++judged;
    reference::Shapes shapes(rules->rules.schema);
    for (const auto& shape : reference::RandomShapes(theme, kShapes, random)) shapes.Add(shape);
    const reference::Log log = reference::RandomLog(kShapes, 1 + random.Below(kLongest), random);
    const reference::EventsOf events(shapes, log);
    CheckLog(*rules, events.events());
    ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed << "\nrules:\n"
                                              << rules->text << "\nlog:\n"
                                              << reference::Written(shapes, log);
  }
}

TEST(Reasons, TellValuesAndWhatIsMissing) {
  std::string errors;
  const auto rules = reference::MakeRuleSet(
      "clause c \"C\"\n  forbid use where use.n > 3 and use.who == \"a\"\n", &errors);
  ASSERT_NE(rules, nullptr) << errors;
  reference::Shapes shapes(rules->rules.schema);
  shapes.Add(R"({"event":"use","who":"a","n":4})");
  shapes.Add(R"({"event":"use","who":"a"})");
  const reference::EventsOf events(shapes, {{0, 0}, {1, 1}});
  const EventReasons first = ReasonsOf(*rules, events.events(), events.events()[0]);
  const Part& broken = first.clauses.front().parts.front();
  ASSERT_EQ(broken.conditions.size(), 2U);
  EXPECT_EQ(broken.conditions[0].operands.front().text, "use.n");
  EXPECT_EQ(broken.conditions[0].operands.front().value, "4");
  EXPECT_EQ(broken.conditions[1].operands.front().value, "\"a\"");
  const EventReasons second = ReasonsOf(*rules, events.events(), events.events()[1]);
  const Part& open = second.clauses.front().parts.front();
  EXPECT_EQ(open.truth, Truth::kUnknown);
  EXPECT_EQ(open.conditions[0].missing, std::vector<std::string>{"use.n"});
  EXPECT_EQ(second.clauses.front().findings.front().verdict, Verdict::kUndetermined);
}

}  // namespace
}  // namespace abide::reasons
