// Which expressions of a source are one node, for how long one holds, and what patterns remember.

#include "events/source_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "by_hand.h"
#include "events/frames.h"
#include "events/match_memory.h"
#include "events/source_plan.h"
#include "events/text_tests.h"

namespace abide::events {
namespace {

using namespace testing;
using expressions::LocalId;
using expressions::testing::And;
using expressions::testing::Equal;
using expressions::testing::LocalOf;
using expressions::testing::Make;
using expressions::testing::Text;

ExprPtr Has(ExprPtr operand) {
  return Make(expressions::Has{std::move(operand)}, Type::Kind::kBoolean);
}
expressions::AskId AskOf(const ExprPtr& expr) { return std::get<expressions::Ask>(expr->node).ask; }

class SourceProgramTest : public ::testing::Test {
 protected:
  SourceProgramTest() {
    SourceMapping& use = source.Maps(*schema.Find("use"));
    use.loops = {{LocalId{0}, source.Path("a")}, {LocalId{1}, source.From(LocalOf(0), "b")}};
  }

  const EventSchema schema = Vocabulary();
  SourceBuilder source{"test"};
};

TEST_F(SourceProgramTest, WhatIsWrittenAlikeIsOneNode) {
  SourceBuilder alike{"test"};
  const ExprPtr first = Equal(alike.AttributeOf(alike.Path("a"), "k"), Text("x"));
  const ExprPtr second = Equal(alike.AttributeOf(alike.Path("a"), "k"), Text("x"));
  const ExprPtr other_key = Equal(alike.AttributeOf(alike.Path("a"), "K"), Text("x"));
  const ExprPtr other_text = Equal(alike.AttributeOf(alike.Path("a"), "k"), Text("y"));
  const ExprPtr other_words = alike.KnownOf(alike.Path("a"), {"a", "b"});
  const ExprPtr other_word = alike.KnownOf(alike.Path("a"), {"a:1b"});
  SourceProgram program(alike.source);
  EXPECT_EQ(program.Add(*first), program.Add(*second));
  EXPECT_NE(program.Add(*first), program.Add(*other_key));
  EXPECT_NE(program.Add(*first), program.Add(*other_text));
  EXPECT_NE(program.Add(*other_words), program.Add(*other_word));
}

TEST_F(SourceProgramTest, ANodeHoldsForItsInnermostLoop) {
  const ExprPtr outer = source.From(LocalOf(0), "c");
  const ExprPtr of_record = source.Path("d");
  const ExprPtr both = And({Has(of_record), Has(outer), Has(source.From(LocalOf(1), "c"))});
  SourceProgram program(source.source);
  const ScopeId first = program.ScopeOf(LocalId{0});
  EXPECT_EQ(program[program.Add(*Text("x"))].scope, SourceProgram::kAlways);
  EXPECT_EQ(program[program.Add(*of_record)].scope, SourceProgram::kRecord);
  EXPECT_EQ(program[program.Add(*outer)].scope, first);
  EXPECT_EQ(program[program.Add(*both)].scope, program.ScopeOf(LocalId{1}));
  // What is made anew of constants stands in memory of the record.
  EXPECT_EQ(program[program.Add(*Equal(Text("x"), Text("x")))].scope, SourceProgram::kRecord);
}

// `for x in .a for y in x.b` in two mappings, `for x in .a` in a third, and others.
TEST_F(SourceProgramTest, MappingsHaveLoopsOverTheSameListsInCommon) {
  const auto maps = [&](std::uint32_t x, const char* outer, const char* inner) {
    source.Maps(*schema.Find("use")).loops = {{LocalId{x}, source.Path(outer)},
                                              {LocalId{x + 1}, source.From(LocalOf(x), inner)}};
  };
  maps(10, "a", "b");
  maps(20, "a", "c");
  maps(30, "d", "b");
  // The same list twice in one mapping: pairs.
  source.Maps(*schema.Find("use")).loops = {{LocalId{40}, source.Path("e")},
                                            {LocalId{41}, source.Path("e")}};
  const ExprPtr first = source.From(LocalOf(1), "k");
  const ExprPtr second = source.From(LocalOf(11), "k");
  SourceProgram program(source.source);
  const auto scope = [&](std::uint32_t variable) { return program.ScopeOf(LocalId{variable}); };
  EXPECT_EQ(scope(0), scope(10));
  EXPECT_EQ(scope(0), scope(20));
  EXPECT_EQ(scope(1), scope(11));
  EXPECT_NE(scope(1), scope(21));
  EXPECT_NE(scope(0), scope(30));
  EXPECT_NE(scope(1), scope(31));
  EXPECT_NE(scope(40), scope(41));
  EXPECT_TRUE(program.IsOfSeveral(scope(0)));
  EXPECT_TRUE(program.IsOfSeveral(scope(1)));
  EXPECT_FALSE(program.IsOfSeveral(scope(21)));
  EXPECT_FALSE(program.IsOfSeveral(scope(41)));
  EXPECT_EQ(program.Around(scope(1)), scope(0));
  EXPECT_EQ(program.Around(scope(0)), SourceProgram::kRecord);
  EXPECT_EQ(program.Add(*first), program.Add(*second));
}

// What the frames hold of two mappings' loops, `for x in .a for y in x.b`.
class FramesTest : public SourceProgramTest {
 protected:
  FramesTest() {
    source.Maps(*schema.Find("use")).loops = {{LocalId{10}, source.Path("a")},
                                              {LocalId{11}, source.From(LocalOf(10), "b")}};
    key = source.From(LocalOf(1), "k");
  }
  // Whether the element's key is known; it is then.
  static bool Knows(Frames& frames, NodeId node) {
    Frames::Slot& slot = frames.Of(node);
    const bool knows = slot.since == frames.Since(node);
    slot.since = frames.Since(node);
    return knows;
  }
  // Of all elements of the lists, one behind the other, whether their keys are known.
  std::string KnownOf(Frames& frames, const SourceProgram& program, NodeId node,
                      const std::vector<std::size_t>& lists) const {
    const ScopeId outer = program.ScopeOf(LocalId{0});
    const ScopeId inner = program.ScopeOf(LocalId{1});
    std::string known;
    frames.EnterLoop(outer, lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
      frames.EnterElement(outer, i);
      frames.EnterLoop(inner, lists[i]);
      for (std::size_t j = 0; j < lists[i]; ++j) {
        frames.EnterElement(inner, j);
        known += Knows(frames, node) ? '1' : '0';
        EXPECT_TRUE(Knows(frames, node));
      }
    }
    return known;
  }

  ExprPtr key;
};

TEST_F(FramesTest, TheSecondMappingFindsWhatTheFirstHasWorkedOut) {
  SourceProgram program(source.source);
  const NodeId node = program.Add(*key);
  Frames frames(program);
  for (int record = 0; record < 3; ++record) {
    frames.EnterRecord();
    EXPECT_EQ(KnownOf(frames, program, node, {2, 0, 3}), "00000");
    EXPECT_EQ(KnownOf(frames, program, node, {2, 0, 3}), "11111");
  }
}

TEST_F(FramesTest, WhatIsTooMuchIsWorkedOutAnew) {
  SourceProgram program(source.source);
  const NodeId node = program.Add(*key);
  Frames frames(program);
  frames.EnterRecord();
  const std::size_t most = Frames::kMostKept;
  for (const char known : {'0', '1'}) {
    const std::string kept(most - 1, known);
    EXPECT_EQ(KnownOf(frames, program, node, {most - 1, 2, 1}), kept + "00" + known);
  }
  // Elements that have no frame of their own: nor has what is in them.
  frames.EnterRecord();
  const std::vector<std::size_t> many(most + 1, 1);
  for (int mapping = 0; mapping < 2; ++mapping) {
    EXPECT_EQ(KnownOf(frames, program, node, many), std::string(most + 1, '0'));
  }
}

// `[x.c for x in .e if …]`: what asks of `x` is worth something else for each, and is no node.
TEST_F(SourceProgramTest, WhatAComprehensionBindsIsNoScope) {
  const ExprPtr of_record = source.Path("f");
  const ExprPtr of_element = source.From(LocalOf(7), "c");
  const ExprPtr list = source.Path("e");
  const ExprPtr either = Make(expressions::Else{of_element, of_record}, Type::Kind::kRaw);
  const ExprPtr all = Make(expressions::Comprehension{either, LocalId{7}, list}, Type::Kind::kList);
  SourceProgram program(source.source);
  const ProgramNode& node = program[program.Add(*all)];
  EXPECT_EQ(node.operation, ProgramNode::Operation::kTree);
  EXPECT_EQ(node.scope, SourceProgram::kRecord);
  EXPECT_TRUE(program.OfAsk(AskOf(of_record)));
  EXPECT_TRUE(program.OfAsk(AskOf(list)));
  EXPECT_FALSE(program.OfAsk(AskOf(of_element)));
}

// The same variable may be one of a loop outside, and bound anew inside.
TEST_F(SourceProgramTest, ATreeWithALoopsVariableHoldsForTheLoop) {
  const ExprPtr inner =
      Make(expressions::Let{LocalId{7}, source.From(LocalOf(0), "c"), source.From(LocalOf(7), "d")},
           Type::Kind::kRaw);
  SourceProgram program(source.source);
  EXPECT_EQ(program[program.Add(*inner)].scope, program.ScopeOf(LocalId{0}));
}

TEST_F(SourceProgramTest, WhatNobodyWantsIsNotLookedFor) {
  SourceMapping& tick = source.Maps(*schema.Find("tick"));
  const ExprPtr wanted = source.Path("t");
  const ExprPtr unwanted = source.Path("u");
  const EventType& type = schema.Type(tick.kind);
  tick.assignments = {{kTimeField, {}, wanted}, {kIdField, {}, unwanted}};
  ReaderOptions options = OptionsFor(schema);
  options.wanted_only = true;
  options.selection = FieldSelection(schema);
  const SourceMap needed = NeededOf(source.source, options);
  ASSERT_EQ(needed.mappings.back().assignments.size(), 1U) << type.name;
  const auto path = [&](const ExprPtr& expr) {
    return std::get<ReadPath>(needed.asks[static_cast<std::size_t>(AskOf(expr))]).steps.size();
  };
  EXPECT_EQ(path(wanted), 1U);
  EXPECT_EQ(path(unwanted), 0U);
}

// A constant text or list of texts is compared with what a path leads to; what else there is, is
// not.
TEST_F(SourceProgramTest, TestsOfATextByConstantsAreToldApart) {
  const auto operation = [&](const ExprPtr& expr) {
    SourceProgram program(source.source);
    return program[program.Add(*expr)].operation;
  };
  using Operation = ProgramNode::Operation;
  const std::vector<Value> texts = {Value::Of("x"), Value::Of("y")};
  const std::vector<Value> mixed = {Value::Of("x"), Value::Of(true)};
  const auto in = [&](std::span<const Value> list) {
    return Make(expressions::InList{source.Path("d"),
                                    expressions::testing::Const(Value::ListOf(list)),
                                    values::Case::kRespect});
  };
  EXPECT_EQ(operation(Equal(source.Path("d"), Text("x"))), Operation::kTextIs);
  EXPECT_EQ(operation(Equal(source.Path("d"), expressions::testing::Num("1"))),
            Operation::kCompare);
  EXPECT_EQ(operation(Equal(source.Path("d"), source.Path("e"))), Operation::kCompare);
  EXPECT_EQ(operation(in(texts)), Operation::kInTexts);
  EXPECT_EQ(operation(in(mixed)), Operation::kIn);
}

// The tests of one field are made together, and remembered by its text.
TEST_F(SourceProgramTest, TestsMadeTogetherAreThoseMadeAlone) {
  const std::string longest(TextTests::kLongest, 'z');
  const std::string longer = longest + "z";
  const std::vector<Value> some = {Value::Of("b"), Value::Of("q"), Value::Of(longer)};
  SourceBuilder tests{"test"};
  ReaderOptions options = OptionsFor(schema);
  options.source = "test";
  const auto maps = [&](const char* name, const ExprPtr& test) {
    SourceMapping& mapping = tests.Maps(*schema.Find("use"), test);
    const FieldIndex model = *schema.Type(mapping.kind).FindField("model");
    mapping.assignments = {{kTimeField, {}, tests.Path("t")}, {model, {}, Text(name)}};
  };
  maps("is a", Equal(tests.Path("k"), Text("a")));
  maps("is b", Equal(tests.Path("k"), Text("b")));
  maps("is longest", Equal(tests.Path("k"), Text(longest.c_str())));
  maps("is longer", Equal(tests.Path("k"), Text(longer.c_str())));
  maps("is some",
       Make(expressions::InList{tests.Path("k"), expressions::testing::Const(Value::ListOf(some)),
                                values::Case::kIgnore}));
  const auto test = [&](expressions::TextOperator op, const char* part, values::Case rule) {
    return Make(expressions::TextTest{op, tests.Path("k"), Text(part), rule}, Type::Kind::kBoolean);
  };
  maps("ends", test(expressions::TextOperator::kEndsWith, "A", values::Case::kIgnore));
  maps("has z", test(expressions::TextOperator::kContains, "z", values::Case::kRespect));
  const auto pattern = values::Regex::Compile("^[b-q]$", values::Case::kRespect, nullptr);
  maps("matches",
       Make(expressions::Matches{tests.Path("k"), pattern, "^[b-q]$"}, Type::Kind::kBoolean));
  options.sources = {&tests.source};
  // Texts of the same length and last letter, which are remembered at one place, too.
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"\"a\"", {"is a", "ends"}},
      {"\"b\"", {"is b", "is some", "matches"}},
      {"\"q\"", {"is some", "matches"}},
      {"\"Q\"", {"is some"}},
      {"\"xa\"", {"ends"}},
      {"\"\"", {}},
      {"\"\\u0061\"", {"is a", "ends"}},
      {"\"" + longest + "\"", {"is longest", "has z"}},
      {"\"" + longer + "\"", {"is longer", "is some", "has z"}},
      {"1", {}},
      {"null", {}},
      {"[\"a\"]", {}}};
  std::mt19937 random(3);
  std::string text;
  std::vector<std::string> expected;
  for (int line = 0; line < 300; ++line) {
    const auto& [value, names] = cases[random() % cases.size()];
    text += R"({"t": "2024-05-01", "k": )" + value + "}\n";
    expected.insert(expected.end(), names.begin(), names.end());
  }
  const Reading reading = ReadText(text, options);
  ASSERT_THAT(reading.events, ::testing::SizeIs(expected.size()));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_THAT(reading.events[i], ::testing::EndsWith("model=\"" + expected[i] + "\""));
  }
}

TEST(MatchMemory, SearchesATextOnce) {
  MatchMemory memory;
  int searches = 0;
  const auto find = [&](std::string_view text) {
    return memory
        .Find(text,
              [&](std::string_view in) {
                ++searches;
                return FoundIn{in.find('x'), 1};
              })
        .begin;
  };
  EXPECT_EQ(find("ax"), 1U);
  EXPECT_EQ(find("ax"), 1U);
  EXPECT_EQ(searches, 1);
  // One that takes its place, and one that is nowhere.
  EXPECT_EQ(find("xx"), 0U);
  EXPECT_EQ(find("ax"), 1U);
  EXPECT_EQ(searches, 3);
  EXPECT_EQ(find("abc"), FoundIn::kNowhere);
  EXPECT_EQ(find("abc"), FoundIn::kNowhere);
  EXPECT_EQ(searches, 4);
  // Too long to keep, and empty.
  const std::string text(1000, 'a');
  for (const std::string& each : {text, text, std::string(), std::string()}) find(each);
  EXPECT_EQ(searches, 8);
}

}  // namespace
}  // namespace abide::events
