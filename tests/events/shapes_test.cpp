// What of a record a source asks for, and that the rest makes no difference.

#include "events/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using expressions::LocalId;
using expressions::testing::LocalOf;
using expressions::testing::Make;

// `a{b{*}, c[]{d{*}}}`: keys in their order, `*` for all of a value, `[]` for a list's elements,
// `<>` for the values of entries.
std::string Needed(const Shapes& shapes, ShapeId shape, const std::vector<std::string>& keys) {
  if (shapes.NeedsAll(shape)) return "*";
  std::string text;
  for (const std::string& key : keys) {
    const auto child = shapes.keys().Child(shape, key);
    if (child) text += (text.empty() ? "" : " ") + key + "{" + Needed(shapes, *child, keys) + "}";
  }
  // Whoever asks for nothing of the elements leads to a shape of which the same is true.
  const ShapeId elements = shapes.ElementsOf(shape);
  if (elements != shapes.ElementsOf(elements)) text += "[" + Needed(shapes, elements, keys) + "]";
  if (shapes.NeedsEntries(shape)) text += "<" + Needed(shapes, shapes.ValuesOf(shape), keys) + ">";
  return text;
}

class ShapesTest : public ::testing::Test {
 protected:
  SourceMapping& Maps(const char* kind) { return source.Maps(*schema.Find(kind)); }
  void Assign(SourceMapping& mapping, const char* field, ExprPtr value) const {
    mapping.assignments.push_back(
        {*schema.Type(mapping.kind).FindField(field), {}, std::move(value)});
  }
  std::string NeededOfRecord() const {
    return Needed(Shapes(source.source), 0, {"a", "b", "c", "key", "value"});
  }

  const EventSchema schema = Vocabulary();
  SourceBuilder source{"test"};
};

TEST_F(ShapesTest, WhatIsTakenOfALoopsElements) {
  SourceMapping& use = Maps("use");
  use.loops = {{LocalId{0}, source.Path("a")}, {LocalId{1}, source.From(LocalOf(0), "b")}};
  use.when = Make(expressions::Has{source.From(LocalOf(0), "c")}, Type::Kind::kBoolean);
  Assign(use, "model", source.KnownOf(source.From(LocalOf(1), "c")));
  EXPECT_EQ(NeededOfRecord(), "a{[b{[c{*}]} c{}]}");
}

TEST_F(ShapesTest, TextThatIsParsedHasTheShapeOfItsPlace) {
  SourceMapping& use = Maps("use");
  const ExprPtr json = source.Call(RawFunction::kJson, source.Path("a"));
  Assign(use, "model", source.From(json, "b"));
  Assign(use, "tokens", source.From(source.Call(RawFunction::kJson, source.Path("a")), "c"));
  EXPECT_EQ(NeededOfRecord(), "a{b{*} c{*}}");
  const Shapes shapes(source.source);
  EXPECT_EQ(shapes.Of(std::get<expressions::Ask>(json->node).ask), *shapes.keys().Child(0, "a"));
}

TEST_F(ShapesTest, WhatIsUsedWholeNeedsAll) {
  SourceMapping& use = Maps("use");
  Assign(use, "model", source.Call(RawFunction::kEntries, source.Path("a")));
  Assign(use, "tokens", source.AttributeOf(source.Path("b"), "n"));
  const PathStep all{PathStep::Kind::kAll, "", 0};
  const PathStep key{PathStep::Kind::kKey, "c", 0};
  Assign(use, "cached", source.Steps({key, all, key}));
  EXPECT_EQ(NeededOfRecord(), "a{*} b{[key{*} value{*}]} c{[c{*}]}");
}

TEST_F(ShapesTest, ListsOfWhichAttributesAloneAreAsked) {
  SourceMapping& use = Maps("use");
  use.loops = {{LocalId{0}, source.Path("c")}};
  const ExprPtr either =
      Make(expressions::Else{source.Path("a"), source.Path("c")}, Type::Kind::kRaw);
  Assign(use, "model", source.AttributeOf(source.Path("a"), "n"));
  Assign(use, "tokens", source.AttributeOf(source.Path("c"), "n"));
  Assign(use, "cached", source.AttributeOf(either, "n"));
  Assign(use, "usage.input", source.AttributeOf(source.Path("b"), "n"));
  Assign(use, "usage.output", source.Path("b"));
  const Shapes shapes(source.source);
  const auto needs = [&](const char* key) {
    return shapes.NeedsAttributes(*shapes.keys().Child(0, key));
  };
  EXPECT_TRUE(needs("a"));
  EXPECT_FALSE(needs("b"));  // it is needed whole
  EXPECT_FALSE(needs("c"));  // a loop goes over it
}

TEST_F(ShapesTest, WhatIsTakenOfEntries) {
  const auto entries = [&](ExprPtr object) {
    return source.Call(RawFunction::kEntries, std::move(object));
  };
  SourceMapping& use = Maps("use");
  use.loops = {{LocalId{0}, entries(source.Path("a"))},
               {LocalId{1}, entries(source.From(LocalOf(0), "value.b"))}};
  Assign(use, "model", source.From(LocalOf(0), "key"));
  Assign(use, "tokens", source.From(LocalOf(1), "value.c"));
  EXPECT_EQ(NeededOfRecord(), "a{<b{<c{*}>}>}");
  // An object of which more is asked, and one whose entries are handed on.
  Assign(use, "cached", source.Path("a.c"));
  EXPECT_EQ(NeededOfRecord(), "a{*}");
  SourceMapping& train = Maps("train");
  train.loops = {{LocalId{2}, entries(source.Path("b"))}};
  Assign(train, "model", LocalOf(2));
  Assign(train, "purpose", source.AttributeOf(entries(source.Path("c")), "n"));
  EXPECT_EQ(NeededOfRecord(), "a{*} b{*} c{<*>}");
}

// Two texts may come in: what is needed of each can't be told.
TEST_F(ShapesTest, TextThatMayComeFromTwoPlacesIsParsedWhole) {
  SourceMapping& use = Maps("use");
  const ExprPtr either =
      Make(expressions::Else{source.Path("a"), source.Path("b")}, Type::Kind::kRaw);
  const ExprPtr json = source.Call(RawFunction::kJson, either);
  Assign(use, "model", source.From(json, "c"));
  EXPECT_EQ(NeededOfRecord(), "a{c{*}} b{c{*}}");
  const Shapes shapes(source.source);
  EXPECT_TRUE(shapes.NeedsAll(shapes.Of(std::get<expressions::Ask>(json->node).ask)));
}

// --- A source reads the same of records where it needs little and where it needs all.

const std::vector<std::string> kKeys = {"a", "b", "c", "key", "value", "stringValue"};

std::string RandomJson(std::mt19937& random, int depth);

std::string RandomObject(std::mt19937& random, int depth) {
  std::vector<std::string> keys = kKeys;
  std::shuffle(keys.begin(), keys.end(), random);
  keys.resize(random() % keys.size());
  std::string text = "{";
  for (const std::string& key : keys) {
    text += (text.size() == 1 ? "\"" : ", \"") + key + "\": " + RandomJson(random, depth + 1);
  }
  return text + "}";
}

std::string RandomList(std::mt19937& random, int depth) {
  std::string text = "[";
  const std::size_t count = random() % 4;
  for (std::size_t i = 0; i < count; ++i) {
    text += (i == 0 ? "" : ", ") + RandomJson(random, depth + 1);
  }
  return text + "]";
}

std::string RandomJson(std::mt19937& random, int depth) {
  static const std::vector<std::string> kScalars = {"1",
                                                    "2.5",
                                                    "true",
                                                    "null",
                                                    R"("")",
                                                    R"("a")",
                                                    R"("x\ty")",
                                                    R"("{\"c\": [3, {\"a\": 4}]}")",
                                                    R"("{\"b\": nul, \"c\": 1}")",
                                                    R"("2024-05-01T10:00:00Z")"};
  const std::size_t choice = random() % (depth < 5 ? 4 : 1);
  if (choice == 0) return kScalars[random() % kScalars.size()];
  if (choice < 3) return RandomObject(random, depth);
  return RandomList(random, depth);
}

TEST_F(ShapesTest, WhatIsLeftOutMakesNoDifference) {
  SourceMapping& use = Maps("use");
  use.loops = {{LocalId{0}, source.Path("a")}};
  use.when = Make(expressions::Has{source.From(LocalOf(0), "b")}, Type::Kind::kBoolean);
  const ExprPtr either =
      Make(expressions::Else{source.From(LocalOf(0), "c"), source.Path("b")}, Type::Kind::kRaw);
  const ExprPtr json = source.Call(RawFunction::kJson, source.From(LocalOf(0), "b"));
  Assign(use, "time", source.Path("t"));
  Assign(use, "model", source.From(either, "a"));
  Assign(use, "tokens", source.From(source.Call(RawFunction::kJson, either), "c"));
  Assign(use, "usage.input", source.From(json, "c"));
  Assign(use, "usage.output", source.AttributeOf(source.Path("c"), "a"));
  SourceMapping& train = Maps("train");
  train.loops = {
      {LocalId{2}, source.Call(RawFunction::kEntries, source.Path("d"))},
      {LocalId{3}, source.Call(RawFunction::kEntries, source.From(LocalOf(2), "value.a"))}};
  Assign(train, "time", source.Path("t"));
  Assign(train, "model", source.From(LocalOf(2), "key"));
  Assign(train, "datasets",
         Make(expressions::MakeList{{source.From(LocalOf(3), "key"),
                                     source.From(LocalOf(3), "value.b"),
                                     source.From(LocalOf(3), "value")}},
              Type::Kind::kRaw));
  Assign(train, "id", source.From(LocalOf(2), "value.c"));
  SourceBuilder whole = source;
  SourceMapping& never = whole.Maps(*schema.Find("tick"));
  never.when = Make(expressions::Has{whole.Path("nowhere")}, Type::Kind::kBoolean);
  for (const char* key : {"a", "b", "c", "d"}) Assign(never, "id", whole.Path(key));

  std::mt19937 random(17);
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    // What begins with an object holds no records in a list.
    text += R"({"x": {}, "t": "2024-05-01T10:00:00Z")";
    for (const char* key : {"a", "b", "c", "d"}) {
      const std::string value = random() % 2 == 0 ? RandomJson(random, 0) : RandomList(random, 0);
      text += std::string(R"(, ")") + key + R"(": )" + value;
    }
    text += "}\n";
  }
  ReaderOptions options = OptionsFor(schema);
  options.source = "test";
  options.sources = {&source.source};
  const Reading sparing = ReadText(text, options);
  options.sources = {&whole.source};
  const Reading all = ReadText(text, options);
  EXPECT_GT(sparing.events.size(), 300U);
  EXPECT_EQ(sparing.events, all.events);
  EXPECT_EQ(sparing.problems, all.problems);
  EXPECT_EQ(sparing.summaries[0].skipped, all.summaries[0].skipped);
}

}  // namespace
}  // namespace abide::events
