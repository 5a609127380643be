// Records of other logs through sources: paths, functions of raw values, and real records.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "source_by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using expressions::ArithmeticOperator;
using expressions::Function;
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

PathStep Key(std::string key) { return {PathStep::Kind::kKey, std::move(key), 0}; }
PathStep At(std::uint32_t index) { return {PathStep::Kind::kIndex, "", index}; }
PathStep All() { return {PathStep::Kind::kAll, "", 0}; }

ExprPtr Call(Function function, ExprPtr argument, std::string zone = "") {
  return Make(expressions::FunctionCall{function, std::move(argument), std::move(zone)},
              Type::Kind::kRaw);
}

TEST_F(SourceTest, PathsLeadThroughObjectsAndLists) {
  const struct {
    std::vector<PathStep> steps;
    const char* members;
    const char* datasets;  // behind `model=`
  } rows[] = {
      {{Key("a")}, R"("a": ["x", "y"])", R"("m" datasets=["x", "y"])"},
      {{Key("a"), Key("b")}, R"("a": {"c": 1, "b": ["x"]})", R"("m" datasets=["x"])"},
      {{Key("a"), At(1)}, R"("a": [["x"], ["y"]])", R"("m" datasets=["y"])"},
      {{Key("a"), At(2)}, R"("a": [["x"], ["y"]])", R"("m")"},
      {{Key("a"), All(), Key("n")},
       R"("a": [{"n": "x"}, {"n": "y"}])",
       R"("m" datasets=["x", "y"])"},
      {{Key("a"), All(), Key("n")}, R"("a": [{"n": "x"}, {}])", R"("m" datasets=["x", ?])"},
      {{Key("a"), All(), Key("n"), All()},
       R"("a": [{"n": ["x", "y"]}, {"n": []}, {"n": ["z"]}])",
       R"("m" datasets=["x", "y", "z"])"},
      {{Key("a"), All()}, R"("a": {"n": "x"})", R"("m")"},
      {{Key("a b")}, R"("a b": ["x"])", R"("m" datasets=["x"])"},
      {{Key("a"), Key("b")}, R"("a": "text")", R"("m")"},
      {{Key("a")}, R"("a": null)", R"("m")"},
      {{Key("a")}, R"("b": 1)", R"("m")"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(DatasetsOf([&] { return source.Steps(row.steps); }, row.members), row.datasets)
        << row.members;
  }
}

TEST_F(SourceTest, AComprehensionGoesOverRawObjects) {
  const auto names = [&] {
    const ExprPtr name = Calculated(
        ArithmeticOperator::kAdd,
        Calculated(ArithmeticOperator::kAdd, source.From(LocalOf(0, "i"), "namespace"), Text("/")),
        source.From(LocalOf(0, "i"), "name"));
    return Make(expressions::Comprehension{name, LocalId{0}, source.Path("inputs")},
                Type::Kind::kRaw);
  };
  EXPECT_EQ(DatasetsOf(names, R"("inputs": [{"namespace": "n", "name": "a"}, {"namespace": "n"}])"),
            R"("m" datasets=["n/a", ?])");
  EXPECT_EQ(DatasetsOf(names, R"("inputs": [])"), R"("m" datasets=[])");
  EXPECT_EQ(DatasetsOf(names, R"("x": 1)"), R"("m")");
}

TEST_F(SourceTest, FunctionsOfRawValues) {
  const auto inner_json = [&] {
    return source.From(source.Call(RawFunction::kJson, source.Path("text")), "usage.tokens");
  };
  EXPECT_EQ(TokensOf(inner_json, R"("text": "{\"usage\": {\"tokens\": 42}}")"), "42");
  EXPECT_EQ(TokensOf(inner_json, R"("text": {"usage": {"tokens": 43}})"), "43");
  for (const char* none : {R"("text": "{\"usage\": ")", R"("text": "")", R"("text": 5)",
                           R"("text": "{} {}")", R"("text": "{\"usage\": 1, \"usage\": 2}")"}) {
    EXPECT_THAT(TokensOf(inner_json, none), HasSubstr("use")) << none;
  }
  EXPECT_EQ(TokensOf(inner_json, R"("text": "{\"usage\": {\"tokens\": 1e30}}")"),
            "L0205 a:1@0 `tokens` of `use` is out of range: 1e30");
  const auto base64 = [&] {
    return Make(expressions::MakeList{{source.Call(RawFunction::kBase64, source.Path("b"))}},
                Type::Kind::kRaw);
  };
  EXPECT_EQ(DatasetsOf(base64, R"("b": "aGVsbG8=")"), R"("m" datasets=["hello"])");
  EXPECT_EQ(DatasetsOf(base64, R"("b": "aGVsbG8")"), R"("m" datasets=["hello"])");
  EXPECT_EQ(DatasetsOf(base64, R"("b": "_-8")"),
            "L0208 a:1@0 `datasets` of `train`: `base64` can't read `_-8`");
  EXPECT_EQ(DatasetsOf(base64, R"("b": "a?")"),
            "L0208 a:1@0 `datasets` of `train`: `base64` can't read `a?`");
  const auto keys = [&] {
    return Make(expressions::Comprehension{source.From(LocalOf(0), "key"), LocalId{0},
                                           source.Call(RawFunction::kEntries, source.Path("o"))},
                Type::Kind::kRaw);
  };
  EXPECT_EQ(DatasetsOf(keys, R"("o": {"x": 1, "y": [2]})"), R"("m" datasets=["x", "y"])");
}

TEST_F(SourceTest, AListOrAnObjectHasNoText) {
  const auto text = [&] {
    return Make(expressions::MakeList{{Call(Function::kString, source.Path("x"))}},
                Type::Kind::kRaw);
  };
  EXPECT_EQ(DatasetsOf(text, R"("x": 1.50)"), R"("m" datasets=["1.5"])");
  EXPECT_EQ(DatasetsOf(text, R"("x": true)"), R"("m" datasets=["true"])");
  EXPECT_EQ(DatasetsOf(text, R"("x": null)"), R"("m" datasets=[?])");
  EXPECT_EQ(DatasetsOf(text, R"("x": ["a"])"),
            "L0208 a:1@0 `datasets` of `train`: `string` can't read a list");
  EXPECT_EQ(DatasetsOf(text, R"("x": {"a": 1})"),
            "L0208 a:1@0 `datasets` of `train`: `string` can't read an object");
}

TEST_F(SourceTest, AnIdThatCannotBeReadIsTold) {
  Maps("tick").assignments.push_back({kIdField, {}, Call(Function::kString, source.Path("x"))});
  options.source = "test";
  const Reading reading =
      ReadText("{\"t\": \"2024-05-01\", \"x\": [1]}\n{\"t\": \"2024-05-01\", \"x\": 1}\n", options);
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems,
              ElementsAre("L0208 a:1@0 `id` of `tick`: `string` can't read a list"));
}

TEST_F(SourceTest, WhatALogWritesForUnknownIsAbsent) {
  const auto known = [&] {
    return Make(expressions::MakeList{{source.KnownOf(source.Path("x"), {"None", "-"})}},
                Type::Kind::kRaw);
  };
  for (const char* none : {R"("x": "")", R"("x": " \t")", R"("x": "None")", R"("x": "-")",
                           R"("x": null)", R"("y": 1)"}) {
    EXPECT_EQ(DatasetsOf(known, none), R"("m" datasets=[?])") << none;
  }
  EXPECT_EQ(DatasetsOf(known, R"("x": "none")"), R"("m" datasets=["none"])");
  EXPECT_EQ(DatasetsOf(known, R"("x": " None")"), R"("m" datasets=[" None"])");
  const auto number = [&] { return source.KnownOf(source.Path("x"), {"None"}); };
  EXPECT_EQ(TokensOf(number, R"("x": 0)"), "0");
}

TEST_F(SourceTest, TicksOfDotNet) {
  const struct {
    const char* ticks;
    const char* time;  // or the problem
  } rows[] = {
      {"638515262815394150", "2024-05-17T07:04:41.539415Z"},
      {R"("638515262815394150")", "2024-05-17T07:04:41.539415Z"},
      {"621355968000000000", "1970-01-01T00:00:00Z"},
      {"621355967999999999", "1969-12-31T23:59:59.999999900Z"},
      {"0", "L0203"},
      {"-1", "L0203"},
      {"638515262815394150.5", "L0203"},
      {R"("soon")", "L0203"},
      {"3155378975999999999", "L0203"},
  };
  options.source = "test";
  for (const auto& row : rows) {
    source = SourceBuilder("test");
    SourceMapping& mapping = source.Maps(*schema.Find("tick"));
    mapping.assignments.push_back(
        {kTimeField, {}, source.Call(RawFunction::kDotnetTicks, source.Path("at"))});
    const Reading reading = ReadText(R"({"at": )" + std::string(row.ticks) + "}", options);
    const std::string& told =
        reading.events.empty() ? reading.problems.at(0) : reading.events.front();
    EXPECT_THAT(told, HasSubstr(row.time)) << row.ticks;
  }
}

TEST_F(SourceTest, AnEqualityIsTrueOfTheSameTextOnly) {
  Maps("tick", Equal(source.Path("k.x"), Text("a\"b")));
  options.source = "test";
  std::string text;
  for (const char* k : {R"({"x": "a\"b"})", R"({"x": "A\"B"})", R"({"x": 1})", R"({"x": null})",
                        R"({"x": ["a\"b"]})", R"({"x": {"x": "a\"b"}})", R"("a\"b")", "{}"}) {
    text += std::string(R"({"t": "2024-05-01", "k": )") + k + "}\n";
  }
  const Reading reading = ReadText(text, options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(reading.events, ElementsAre(HasSubstr("0:1@0")));
  EXPECT_EQ(reading.summaries[0].skipped, 7U);
}

TEST_F(SourceTest, ABadRecordCountsForNothing) {
  Maps("tick");
  SourceMapping& late = source.Maps(*schema.Find("tick"));
  late.assignments.push_back({kTimeField, {}, source.Path("none")});
  options.source = "test";
  const Reading reading = ReadText(R"({"t": "2024-05-01"})", options);
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0202")));
  EXPECT_EQ(reading.summaries[0].events, 0U);
  EXPECT_FALSE(reading.summaries[0].first.has_value());
}

// A value is read at once where the record before was asked for it. What is wrong with it is told
// all the same where it is asked for, and only there.
TEST_F(SourceTest, FaultsInWhatNobodyAsksForAreNotTold) {
  Maps("train", Equal(source.Path("k"), Text("a")));
  Assign("train", "model", source.Path("m"));
  Assign(
      "train", "datasets",
      Make(expressions::Comprehension{source.From(LocalOf(0), "d"), LocalId{0}, source.Path("xs")},
           Type::Kind::kRaw));
  options.source = "test";
  const auto record = [](const char* kind, const char* list) {
    return std::string(R"({"t": "2024-05-01", "xs": )") + list + R"(, "m": "x", "k": ")" + kind +
           "\"}\n";
  };
  const char* const good = R"([{"d": "1"}, {"d": "2"}])";
  for (const char* const bad :
       {R"([{"d": "1", "d": "2"}])", R"([{"d": 1e60}])", R"([{"d": truly}])"}) {
    const Reading reading = ReadText(
        record("a", good) + record("b", bad) + record("a", good) + record("a", bad), options);
    EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("a:4@")));
    EXPECT_EQ(reading.summaries[0].skipped, 1U);
    ASSERT_GE(reading.events.size(), 2U);
    EXPECT_THAT(reading.events[1], HasSubstr(R"(datasets=["1", "2"])"));
  }
}

TEST_F(SourceTest, AttributesAsOtlpWritesThem) {
  const auto attribute = [&] { return source.AttributeOf(source.Path("attributes"), "tokens"); };
  EXPECT_EQ(
      TokensOf(attribute, R"("attributes": [{"key": "tokens", "value": {"intValue": "12"}}])"),
      "12");
  EXPECT_EQ(TokensOf(attribute, R"("attributes": [{"key": "tokens", "value": {"intValue": 12}}])"),
            "12");
  EXPECT_EQ(
      TokensOf(attribute,
               R"("attributes": [{"key": "x"}, {"key": "tokens", "value": {"doubleValue": 1.5}}])"),
      "1.5");
  EXPECT_EQ(TokensOf(attribute, R"("attributes": [{"key": "tokens", "value": 7}])"), "7");
  EXPECT_THAT(
      TokensOf(attribute, R"("attributes": [{"key": "tokens", "value": {"stringValue": "x"}}])"),
      HasSubstr("`tokens` of `use` is the text `x`, expected number"));
}

TEST_F(SourceTest, TimesInEveryForm) {
  const struct {
    const char* raw;
    std::function<ExprPtr(ExprPtr)> read;
    const char* time;
  } rows[] = {
      {R"("2025-01-24T09:20:46.8473710Z")", nullptr, "2025-01-24T09:20:46.847371Z"},
      {R"("2025-01-24 09:20:46.847371")",
       [](ExprPtr raw) { return Call(Function::kTime, raw, "UTC"); },
       "2025-01-24T09:20:46.847371Z"},
      {"1742855151", [](ExprPtr raw) { return Call(Function::kEpochSeconds, raw); },
       "2025-03-24T22:25:51Z"},
      {R"("1544712660000000001")", [](ExprPtr raw) { return Call(Function::kEpochNanos, raw); },
       "2018-12-13T14:51:00.000000001Z"},
  };
  for (const auto& row : rows) {
    source = SourceBuilder("test");
    SourceMapping& mapping = source.Maps(*schema.Find("tick"));
    const ExprPtr raw = source.Path("at");
    mapping.assignments.push_back({kTimeField, {}, row.read ? row.read(raw) : raw});
    const Reading reading = ReadText(R"({"at": )" + std::string(row.raw) + "}", options);
    EXPECT_THAT(reading.events, ElementsAre(HasSubstr(row.time))) << row.raw;
  }
}

TEST_F(SourceTest, RecordsOfSeveralKindsAndOfNone) {
  Maps("tick", Equal(source.Path("type"), Text("t")));
  Maps("use", Equal(source.Path("type"), Text("u")));
  Assign("use", "tokens", source.Path("n"));
  Maps("use", Equal(source.Path("twice"), Text("yes")));
  const Reading reading = ReadText(
      R"({"type": "t", "t": "2024-05-01T10:00:00Z"}
{"type": "u", "t": "2024-05-01T10:00:00Z", "n": 5}
{"type": 5, "t": "2024-05-01T10:00:00Z"}
{"type": "t", "twice": "yes", "t": "2024-05-01T10:00:00Z"}
{"type": "t"}
{"type": "t", "t": "2024-05-01"} x
{"type": "u", "t": "2024-05-01T10:00:00Z", "n": 5x}
)",
      options);
  EXPECT_THAT(reading.events,
              ElementsAre(HasSubstr("0:1@0+42 2024-05-01T10:00:00Z tick"),
                          HasSubstr("use tokens=5"), HasSubstr(":4@"), HasSubstr(":4@")));
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0101 a:6@"), HasSubstr("L0101 a:7@"),
                                            HasSubstr("L0202 a:5@")));
  EXPECT_EQ(reading.summaries[0].skipped, 1U);
  EXPECT_EQ(reading.summaries[0].events, 4U);
}

TEST_F(SourceTest, ColumnsFillAListOfRecords) {
  const auto column = [&](const char* member) {
    return Make(expressions::Comprehension{source.From(LocalOf(0, "r"), member), LocalId{0},
                                           source.Path("resources")},
                Type::Kind::kRaw);
  };
  SourceMapping& mapping = Maps("train");
  Assign("train", "model", Text("m"));
  const FieldIndex resources = FieldOf("train", "resources");
  mapping.assignments.push_back({resources, 0, column("ARN")});
  mapping.assignments.push_back({resources, 1, source.Path("owners")});
  EXPECT_EQ(One(R"("resources": [{"ARN": "1"}, {"ARN": "2"}], "owners": ["a", null])"),
            R"("m" resources=[{"1", "a"}, {"2", ?}])");
  EXPECT_EQ(One(R"("resources": [{"ARN": "1"}])"), R"("m" resources=[{"1", ?}])");
  EXPECT_EQ(One(R"("x": 1)"), R"("m")");
  EXPECT_THAT(
      One(R"("resources": [{"ARN": "1"}], "owners": ["a", "b"])"),
      HasSubstr("L0207 a:1@0 columns of `resources` of `train` are no lists of one length"));
}

TEST_F(SourceTest, CountsResultsOutOfRange) {
  Maps("use");
  Assign("use", "tokens",
         Calculated(ArithmeticOperator::kMultiply, source.Path("n"), source.Path("n")));
  const Reading reading = ReadText(R"({"t": "2024-05-01", "n": 100000000000})"
                                   "\n"
                                   R"({"t": "2024-05-01", "n": 2})"
                                   "\n",
                                   options);
  EXPECT_THAT(reading.events, ElementsAre(HasSubstr("use"), HasSubstr("tokens=4")));
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("L0231 a:1@0 ")));
  EXPECT_EQ(reading.bad_records, 0U);
}

// --- Real records

std::string Sample(const std::string& name) {
  std::ifstream file("tests/testdata/samples/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(SourceTest, ReadsABedrockInvocation) {
  SourceMapping& mapping = source.Maps(
      *schema.Find("use"), Equal(source.Path("schemaType"), Text("ModelInvocationLog")));
  mapping.assignments = {
      {kTimeField, {}, source.Path("timestamp")},
      {kIdField, {}, source.Path("requestId")},
      {FieldOf("use", "model"), {}, source.Path("modelId")},
      {FieldOf("use", "usage.input"), {}, source.Path("input.inputTokenCount")},
      {FieldOf("use", "usage.output"), {}, source.Path("output.outputTokenCount")}};
  const Reading reading = ReadText(Sample("aws-bedrock/model-invocation-log.ndjson"), options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(
      reading.events,
      ElementsAre(HasSubstr("2025-03-11T00:38:02Z use "
                            "id=\"ff4b6c63-5561-4431-93b8-06a817275900\" "
                            "model=\"amazon.nova-lite-v1:0\" usage.input=4 usage.output=38")));
}

TEST_F(SourceTest, ReadsLiteLlmPayloads) {
  SourceMapping& mapping = source.Maps(*schema.Find("use"));
  const ExprPtr metadata = source.Call(RawFunction::kJson, source.Path("metadata"));
  mapping.assignments = {
      {kTimeField, {}, Call(Function::kTime, source.Path("startTime"), "UTC")},
      {kIdField,
       {},
       Make(expressions::Else{source.Path("id"), source.Path("request_id")}, Type::Kind::kRaw)},
      {FieldOf("use", "model"), {}, source.Path("model")},
      {FieldOf("use", "tokens"),
       {},
       Make(expressions::Else{source.Path("response_cost"), source.Path("spend")},
            Type::Kind::kRaw)},
      {FieldOf("use", "usage.input"), {}, source.From(metadata, "usage_object.prompt_tokens")}};
  const Reading reading = ReadText(Sample("litellm/standard_logging_payload.json") + "\n" +
                                       Sample("litellm/spend_logs_payload.json"),
                                   options);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.events[0], HasSubstr("2025-01-24T09:20:46.847371Z use "
                                           "id=\"chatcmpl-2299b6a2-82a3-465a-b47c-04e685a2227f\" "
                                           "model=\"gpt-4o\" tokens=0.000225"));
  EXPECT_THAT(reading.events[1], HasSubstr("usage.input=10"));
}

TEST_F(SourceTest, AnIdIsATextOrANumber) {
  Maps("use").assignments.push_back({kIdField, {}, source.Path("key")});
  EXPECT_EQ(One(R"("key": 17)"), "\"17\"");
  EXPECT_EQ(One(R"("key": "a")"), "\"a\"");
  for (const char* key : {"true", "{\"a\": 1}", "[\"x\"]"}) {
    EXPECT_THAT(One(std::string("\"key\": ") + key),
                AllOf(::testing::StartsWith("L0204"), HasSubstr("`id` of `use` is "),
                      HasSubstr("expected string")));
  }
}

}  // namespace
}  // namespace abide::events
