#include "lineage/ledger.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace abide::lineage {
namespace {

using values::Truth;

constexpr LabelId kLabel{7};

Moment At(std::uint64_t order) { return {.order = order, .time = {}, .kind = {}, .place = {}}; }

// A ledger with short words for what happens in it.
class Story {
 public:
  explicit Story(Ledger::History history = Ledger::History::kNow) : ledger(history) {}

  void Birth(std::uint64_t order, const std::string& name, Truth truth = Truth::kTrue) {
    ledger.Bear(At(order), ledger.Intern(name), kLabel, truth);
  }
  Move Flow(const std::vector<std::string>& from, const std::vector<std::string>& to,
            Truth truth = Truth::kTrue, bool replacing = false) {
    Move move{.from = {}, .to = {}, .certainty = truth, .replacing = replacing};
    for (const std::string& name : from) move.from.push_back(ledger.Intern(name));
    for (const std::string& name : to) move.to.push_back(ledger.Intern(name));
    return move;
  }
  void Apply(std::uint64_t order, const std::vector<Move>& moves) {
    ledger.Apply(At(order), moves);
  }

  Truth Carries(const std::string& name, std::uint64_t order = UINT64_MAX) const {
    Truth truth = Truth::kFalse;
    for (const Ledger::Mark& mark : ledger.Marks(name, order)) truth = Or(truth, mark.truth());
    return truth;
  }
  // The numbers of the path's events.
  std::vector<std::uint64_t> PathTo(const std::string& name) const {
    std::vector<std::uint64_t> orders;
    const auto marks = ledger.Marks(name, UINT64_MAX);
    if (marks.empty()) return orders;
    const CarryId carry = marks[0].truth() == Truth::kTrue ? marks[0].certain : marks[0].possible;
    for (const Carry& each : ledger.Path(carry)) orders.push_back(each.moment.order);
    return orders;
  }

  Ledger ledger;
};

using Orders = std::vector<std::uint64_t>;

TEST(Ledger, HandsOnThroughCopiesRenamesAndMerges) {
  Story story;
  story.Birth(1, "raw");
  story.Apply(2, {story.Flow({"raw"}, {"clean"})});
  story.Apply(3, {story.Flow({"clean", "own"}, {"mix"})});
  EXPECT_EQ(story.Carries("mix"), Truth::kTrue);
  EXPECT_EQ(story.Carries("own"), Truth::kFalse);
  EXPECT_EQ(story.PathTo("mix"), (Orders{1, 2, 3}));
}

TEST(Ledger, WhatArrivesLaterIsNoPartOfWhatWasMadeBefore) {
  Story story;
  story.Apply(1, {story.Flow({"set"}, {"model"})});
  story.Birth(2, "set");
  EXPECT_EQ(story.Carries("model"), Truth::kFalse);
}

// Who asks for it with an absent key can't tell the two apart: the earlier one is the better path.
TEST(Ledger, HandsOnWhatIsPossibleBesideWhatIsCertain) {
  Story story;
  story.Birth(1, "raw", Truth::kUnknown);
  story.Birth(2, "raw");
  story.Apply(3, {story.Flow({"raw"}, {"clean"})});
  const auto marks = story.ledger.Marks("clean", 3);
  ASSERT_EQ(marks.size(), 1);
  EXPECT_EQ(marks[0].truth(), Truth::kTrue);
  const auto source = [&](CarryId carry) { return story.ledger.Path(carry).at(0).moment.order; };
  EXPECT_EQ(source(marks[0].certain), 2);
  EXPECT_EQ(source(marks[0].possible), 1);
}

TEST(Ledger, ReadsInputsAsBeforeTheEvent) {
  Story story;
  story.Birth(1, "a");
  story.Apply(2, {story.Flow({"a"}, {"b"}), story.Flow({"b"}, {"c"})});
  EXPECT_EQ(story.Carries("b"), Truth::kTrue);
  EXPECT_EQ(story.Carries("c"), Truth::kFalse);
}

TEST(Ledger, SwapsTwoArtifactsThatReplaceEachOther) {
  Story story;
  story.Birth(1, "a");
  story.Apply(2, {story.Flow({"a"}, {"b"}, Truth::kTrue, true),
                  story.Flow({"b"}, {"a"}, Truth::kTrue, true)});
  EXPECT_EQ(story.Carries("a"), Truth::kFalse);
  EXPECT_EQ(story.Carries("b"), Truth::kTrue);
}

TEST(Ledger, ReplacingClearsWhatWasThere) {
  Story story;
  story.Birth(1, "set");
  story.Apply(2, {story.Flow({"own"}, {"set"}, Truth::kTrue, true)});
  EXPECT_EQ(story.Carries("set"), Truth::kFalse);
}

TEST(Ledger, AnUncertainFlowHandsOnAsUnknownAndClearsNothing) {
  Story story;
  story.Birth(1, "raw");
  story.Birth(2, "kept");
  story.Apply(3, {story.Flow({"raw"}, {"maybe"}, Truth::kUnknown)});
  story.Apply(4, {story.Flow({"own"}, {"kept"}, Truth::kUnknown, true)});
  EXPECT_EQ(story.Carries("maybe"), Truth::kUnknown);
  EXPECT_EQ(story.Carries("kept"), Truth::kTrue);
  EXPECT_EQ(story.PathTo("maybe"), (Orders{1, 3}));
}

TEST(Ledger, KeepsTheShortestPath) {
  Story story;
  story.Birth(1, "a");
  story.Apply(2, {story.Flow({"a"}, {"b"})});
  story.Apply(3, {story.Flow({"b"}, {"c"})});
  EXPECT_EQ(story.PathTo("c"), (Orders{1, 2, 3}));
  story.Apply(4, {story.Flow({"a"}, {"c"})});
  EXPECT_EQ(story.PathTo("c"), (Orders{1, 4}));
}

TEST(Ledger, OfEquallyShortPathsKeepsTheOneWhoseSourceIsEarliest) {
  Story story;
  story.Birth(1, "early");
  story.Birth(2, "late");
  story.Apply(3, {story.Flow({"late"}, {"set"})});
  EXPECT_EQ(story.PathTo("set"), (Orders{2, 3}));
  story.Apply(4, {story.Flow({"early"}, {"set"})});
  EXPECT_EQ(story.PathTo("set"), (Orders{1, 4}));
  story.Apply(5, {story.Flow({"early"}, {"set"})});
  EXPECT_EQ(story.PathTo("set"), (Orders{1, 4}));
}

TEST(Ledger, APathToldLaterIsTheOneTheDataTook) {
  Story story;
  story.Birth(1, "a");
  story.Apply(2, {story.Flow({"a"}, {"b"})});
  story.Apply(3, {story.Flow({"b"}, {"c"})});
  story.Birth(4, "b");  // shorter, but behind the flow to c
  EXPECT_EQ(story.PathTo("b"), (Orders{4}));
  EXPECT_EQ(story.PathTo("c"), (Orders{1, 2, 3}));
}

TEST(Ledger, AnswersAsOfEarlierEventsWithHistory) {
  Story story(Ledger::History::kKeep);
  story.Birth(2, "set");
  story.Apply(5, {story.Flow({"own"}, {"set"}, Truth::kTrue, true)});
  story.Birth(7, "set");
  EXPECT_EQ(story.Carries("set", 1), Truth::kFalse);
  EXPECT_EQ(story.Carries("set", 2), Truth::kTrue);
  EXPECT_EQ(story.Carries("set", 4), Truth::kTrue);
  EXPECT_EQ(story.Carries("set", 5), Truth::kFalse);
  EXPECT_EQ(story.Carries("set", 7), Truth::kTrue);
}

TEST(Ledger, ACycleOfCopiesEnds) {
  Story story;
  story.Birth(1, "a");
  for (std::uint64_t order = 2; order < 100; ++order) {
    story.Apply(order, {story.Flow({"a"}, {"b"}), story.Flow({"b"}, {"a"})});
  }
  EXPECT_EQ(story.PathTo("a"), (Orders{1}));
  EXPECT_EQ(story.PathTo("b"), (Orders{1, 2}));
}

}  // namespace
}  // namespace abide::lineage
