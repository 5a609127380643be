// Sources that go over lists: which elements become events, and what each of them is worth.

#include <gmock/gmock.h>

#include "source_by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using expressions::ArithmeticOperator;
using expressions::LocalId;
using expressions::testing::Calculated;
using expressions::testing::Equal;
using expressions::testing::LocalOf;
using expressions::testing::Make;
using expressions::testing::Text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SourceLoopsTest : public SourceTest {};

TEST_F(SourceLoopsTest, ALoopMakesAnEventOfEachElementThatIsTaken) {
  SourceMapping& mapping = Maps("use");
  mapping.loops = {{LocalId{7}, source.Path("groups")},
                   {LocalId{8}, source.From(LocalOf(7), "items")}};
  mapping.when = Equal(source.From(LocalOf(8), "kind"), Text("call"));
  Assign("use", "model", source.From(LocalOf(7), "model"));
  Assign("use", "tokens", source.From(LocalOf(8), "n"));
  const Reading reading = ReadText(
      R"({"t": "2024-05-01", "groups": [{"model": "a", "items": [{"kind": "call", "n": 1}, {"n": 2}]}, {"model": "b"}, {"items": [{"kind": "call", "n": 3}]}]}
{"t": "2024-05-02", "groups": []}
{"t": "2024-05-03", "groups": "none"}
{"t": "2024-05-04"}
)",
      options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(reading.events,
              ElementsAre(HasSubstr(R"(use model="a" tokens=1)"), HasSubstr("use tokens=3")));
  EXPECT_EQ(reading.summaries[0].records, 4U);
  EXPECT_EQ(reading.summaries[0].skipped, 3U);
}

TEST_F(SourceLoopsTest, NestedLoopsPairOnlyWhatCanFit) {
  SourceMapping& mapping = Maps("use", Equal(source.From(LocalOf(0), "k"), Text("a")));
  mapping.loops = {{LocalId{0}, source.Path("xs")}, {LocalId{1}, source.Path("xs")}};
  std::string list = R"({"k": "a"})";
  for (int i = 0; i < 3000; ++i) list += R"(, {"k": "b"})";
  options.source = "test";
  const Reading reading = ReadText(R"({"t": "2024-05-01", "xs": [)" + list + "]}", options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(reading.events, SizeIs(3001));
}

TEST_F(SourceLoopsTest, AnElementWithoutATimeIsLeftOutAlone) {
  SourceMapping& mapping = source.Maps(*schema.Find("use"));
  mapping.loops.push_back({LocalId{0}, source.Path("xs")});
  mapping.assignments.push_back({kTimeField, {}, source.From(LocalOf(0), "t")});
  Assign("use", "model", source.From(LocalOf(0), "m"));
  options.source = "test";
  const Reading reading = ReadText(
      R"({"xs": [{"m": "a"}, {"m": "b", "t": "2024-05-01"}, {"m": "c", "t": "soon"}, {"m": "d"}]}
{"xs": [{"m": "e"}]}
)",
      options);
  EXPECT_THAT(reading.events, ElementsAre(HasSubstr(R"(use model="b")")));
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0202 a:1@0"), HasSubstr("L0202 a:1@0"),
                                            HasSubstr("L0202 a:2@89"), HasSubstr("L0203 a:1@0")));
  EXPECT_EQ(reading.bad_records, 2U);
  EXPECT_EQ(reading.summaries[0].skipped, 0U);
}

TEST_F(SourceLoopsTest, ARecordWhoseLoopsNeverEndIsABadOne) {
  SourceMapping& mapping = Maps("tick", Equal(LocalOf(2), Text("never")));
  std::string list = "0";
  for (int i = 1; i < 300; ++i) list += "," + std::to_string(i);
  for (std::uint32_t i = 0; i < 3; ++i) mapping.loops.push_back({LocalId{i}, source.Path("xs")});
  options.source = "test";
  const Reading reading = ReadText(R"({"t": "2024-05-01", "xs": [)" + list + "]}", options);
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0121 a:1@0")));
  EXPECT_EQ(reading.bad_records, 1U);
}

TEST_F(SourceLoopsTest, AFieldThatNoLoopTouchesIsReadOnceARecord) {
  SourceMapping& mapping = Maps("train");
  mapping.loops.push_back({LocalId{0}, source.Path("xs")});
  Assign("train", "model", source.From(LocalOf(0), "m"));
  Assign(
      "train", "datasets",
      Make(expressions::Comprehension{source.From(LocalOf(1), "m"), LocalId{1}, source.Path("xs")},
           Type::Kind::kRaw));
  std::string list = R"({"m": "m0"})";
  for (int i = 1; i < 3000; ++i) list += R"(, {"m": "m)" + std::to_string(i) + "\"}";
  options.source = "test";
  // Made for each element, the lists would have nine million.
  const Reading reading = ReadText(R"({"t": "2024-05-01", "xs": [)" + list + "]}", options);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_THAT(reading.events, SizeIs(3000));
  EXPECT_THAT(reading.events[0], HasSubstr(R"("m0" datasets=["m0", "m1", )"));
  EXPECT_THAT(reading.events[2999], HasSubstr(R"("m2999" datasets=["m0", "m1", )"));
}

TEST_F(SourceLoopsTest, AFieldOfAnOuterLoopIsReadAnewForEachOfItsElements) {
  SourceMapping& mapping = Maps("train");
  mapping.loops = {{LocalId{0}, source.Path("xs")}, {LocalId{1}, source.From(LocalOf(0), "ys")}};
  Assign("train", "model", source.From(LocalOf(1), "m"));
  Assign("train", "datasets",
         Make(expressions::Comprehension{source.From(LocalOf(2), "m"), LocalId{2},
                                         source.From(LocalOf(0), "ys")},
              Type::Kind::kRaw));
  options.source = "test";
  const Reading reading = ReadText(
      R"({"t": "2024-05-01", "xs": [{"ys": [{"m": "a"}, {"m": "b"}]}, {"ys": [{"m": "c"}]}]})"
      "\n"
      R"({"t": "2024-05-02", "xs": [{"ys": [{"m": "d"}]}]})",
      options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(
      reading.events,
      ElementsAre(HasSubstr(R"("a" datasets=["a", "b"])"), HasSubstr(R"("b" datasets=["a", "b"])"),
                  HasSubstr(R"("c" datasets=["c"])"), HasSubstr(R"("d" datasets=["d"])")));
}

TEST_F(SourceLoopsTest, MappingsOverOneListHaveTheirEventsInTheirOrder) {
  for (std::uint32_t i = 0; i < 2; ++i) {
    const ExprPtr kind = source.From(LocalOf(10 * i), "k");
    SourceMapping& mapping = Maps("use", Equal(kind, Text(i == 0 ? "a" : "b")));
    mapping.loops = {{LocalId{10 * i}, source.Path("xs")}};
    Assign("use", "model",
           Calculated(ArithmeticOperator::kAdd, kind, source.From(LocalOf(10 * i), "m")));
  }
  options.source = "test";
  // With many elements nothing of them is kept for the second mapping.
  for (const int more : {0, 2000}) {
    std::string list = R"({"k": "b", "m": "1"}, {"k": "a", "m": "2"}, {"k": "b", "m": "3"})";
    for (int i = 0; i < more; ++i) list += R"(, {"k": "c"})";
    const std::string record = R"({"t": "2024-05-01", "xs": [)" + list + "]}\n";
    const Reading reading = ReadText(record + record, options);
    EXPECT_THAT(reading.problems, IsEmpty());
    EXPECT_THAT(reading.events,
                ElementsAre(HasSubstr(R"("a2")"), HasSubstr(R"("b1")"), HasSubstr(R"("b3")"),
                            HasSubstr(R"("a2")"), HasSubstr(R"("b1")"), HasSubstr(R"("b3")")));
  }
}

TEST_F(SourceLoopsTest, EachEventHasTheProblemOfAFieldThatTheyShare) {
  SourceMapping& mapping = Maps("train");
  mapping.loops.push_back({LocalId{0}, source.Path("xs")});
  Assign("train", "model", source.Path("none"));
  options.source = "test";
  const Reading reading = ReadText(R"({"t": "2024-05-01", "xs": [1, 2, 3]})", options);
  EXPECT_THAT(reading.events, SizeIs(3));
  EXPECT_THAT(reading.problems, SizeIs(3));
}

TEST_F(SourceLoopsTest, ListsMadeForEachElementCountLikeElements) {
  SourceMapping& mapping = Maps("train");
  mapping.loops.push_back({LocalId{0}, source.Path("xs")});
  Assign("train", "model", Text("m"));
  const ExprPtr pair = Calculated(ArithmeticOperator::kAdd, LocalOf(0), LocalOf(1));
  Assign("train", "datasets",
         Make(expressions::Comprehension{pair, LocalId{1}, source.Path("xs")}, Type::Kind::kRaw));
  options.source = "test";
  for (const int count : {1000, 1100}) {
    std::string list = R"("x")";
    for (int i = 1; i < count; ++i) list += R"(,"x")";
    const Reading reading = ReadText(R"({"t": "2024-05-01", "xs": [)" + list + "]}", options);
    if (count == 1000) {
      EXPECT_THAT(reading.problems, IsEmpty());
      EXPECT_THAT(reading.events, SizeIs(1000));
    } else {
      EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0121 a:1@0")));
      EXPECT_THAT(reading.events, IsEmpty());
      EXPECT_EQ(reading.bad_records, 1U);
    }
  }
}

}  // namespace
}  // namespace abide::events
