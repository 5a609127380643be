// Every fault of a line or a field: its code, its place, and what becomes of the rest.

#include "events/problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kGood[] = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";

class ProblemsTest : public ::testing::Test {
 protected:
  // The problem of a line that stands between two good ones.
  std::string ProblemOf(const std::string& line) {
    const std::string good = kGood;
    const Reading reading = ReadText(good + "\n" + line + "\n" + good + "\n", options);
    EXPECT_GE(reading.events.size(), 2U) << line;
    EXPECT_LE(reading.problems.size(), 1U) << line;
    if (reading.problems.empty()) return "";
    EXPECT_EQ(reading.summaries[0].records, 3U) << line;
    return reading.problems.front();
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

// Offsets count from the log's start; the bad line begins at 50.
TEST_F(ProblemsTest, OfLines) {
  const struct {
    const char* line;
    const char* problem;
  } rows[] = {
      {"hello", "L0101 a:2@50 record is no JSON: expected a value"},
      {"{\"a\": 1", "L0101 a:2@57 record is no JSON: it ends, expected `,` or `}`"},
      {"{\"a\" 1}", "L0101 a:2@55 record is no JSON: expected `:`"},
      {"{\"a\": }", "L0101 a:2@56 record is no JSON: expected a value"},
      {"{\"a\": 1,}", "L0101 a:2@58 record is no JSON: expected a key"},
      {"{\"a\": 1 2}", "L0101 a:2@58 record is no JSON: expected `,` or `}`"},
      {"{a: 1}", "L0101 a:2@51 record is no JSON: expected a key"},
      {"{\"a\": [1}", "L0101 a:2@59 record is no JSON: it ends, expected `,` or `}`"},
      {"{\"a\": 1} {}", "L0101 a:2@59 record is no JSON: expected the record's end"},
      {"{\"a\": \"x}",
       "L0101 a:2@59 record is no JSON: a text is not closed where the line ends (a line end in a "
       "text is written \\n)"},
      {"{\"a\": \"x\ty\"}", "L0101 a:2@58 record is no JSON: a control character stands in a text"},
      {"{\"\\q\": 1}", "L0101 a:2@51 record is no JSON: a key has a bad escape"},
      {"{\"event\": \"\\q\"}", "L0101 a:2@60 record is no JSON: a text has a bad escape"},
      {"{\"event\": tru}", "L0101 a:2@60 record is no JSON: expected a value"},
      {"[1, 2]", "L0102 a:2@50 record is a list, expected an object"},
      {"\"text\"", "L0102 a:2@50 record is a text, expected an object"},
      {"17", "L0102 a:2@50 record is a number, expected an object"},
      {"null", "L0102 a:2@50 record is null, expected an object"},
      {"[1, 2", "L0101 a:2@55 record is no JSON: it ends, expected `,` or `]`"},
      {"{\"a\": \"\xFF\"}", "L0103 a:2@57 record is not UTF-8"},
      {"\xED\xA0\x80", "L0103 a:2@50 record is not UTF-8"},
      {"{\"a\": 1, \"b\": 2, \"a\": 3}", "L0106 a:2@67 key `a` stands twice in one object"},
      {"{\"usage\": {\"x\": 1, \"x\": 2}}", "L0106 a:2@69 key `x` stands twice in one object"},
      {"{\"event\": \"tick\", \"\\u0065vent\": 1}",
       "L0106 a:2@68 key `\\u0065vent` stands twice in one object"},
  };
  for (const auto& row : rows) EXPECT_EQ(ProblemOf(row.line), row.problem);
}

TEST_F(ProblemsTest, OfNameAndTime) {
  const struct {
    const char* line;
    const char* problem;
  } rows[] = {
      {"{}", "L0201 a:2@50 record names no event: it has no key `event`"},
      {R"({"event": 5})", "L0201 a:2@60 record names no event: `event` is a number"},
      {R"({"event": null})", "L0201 a:2@60 record names no event: `event` is null"},
      {R"({"event": {}})", "L0201 a:2@60 record names no event: `event` is an object"},
      {R"({"event": "tick"})", "L0202 a:2@50 `tick` has no time"},
      {R"({"event": "tick", "time": null})", "L0202 a:2@76 `tick` has no time"},
      {R"({"event": "tick", "time": 17})",
       "L0203 a:2@76 time is a number, expected ISO 8601 with a zone"},
      {R"({"event": "tick", "time": "2024-05-01T10:00:00"})",
       "L0203 a:2@76 time is `2024-05-01T10:00:00`, expected ISO 8601 with a zone"},
      {R"({"event": "tick", "time": "2024-02-30"})",
       "L0203 a:2@76 time is `2024-02-30`, expected a day that the month has"},
      {R"({"event": "tick", "time": "2262-01-01"})",
       "L0203 a:2@76 time is `2262-01-01`, expected a year from 1678 to 2261"},
      {R"({"event": "tick", "time": "2016-12-31T23:59:60Z"})",
       "L0203 a:2@76 time is `2016-12-31T23:59:60Z`, expected seconds up to 59: leap seconds are "
       "not known"},
      {R"({"event": "tick", "time": "2024-05-01t10:00:00z"})",
       "L0203 a:2@76 time is `2024-05-01t10:00:00z`, expected a capital `T` and `Z`"},
      {R"({"event": "tock"})", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(ProblemOf(row.line), row.problem);
}

TEST_F(ProblemsTest, OfFields) {
  const struct {
    const char* kind;
    const char* members;
    const char* problem;
  } rows[] = {
      {"use", R"("model": 5)", "`model` of `use` is a number, expected string"},
      {"use", R"("model": ["x"])", "`model` of `use` is a list, expected string"},
      {"use", R"("tokens": "5")", "`tokens` of `use` is the text `5`, expected number"},
      {"use", R"("tokens": true)", "`tokens` of `use` is a boolean, expected number"},
      {"use", R"("tokens": {"n": 5})", "`tokens` of `use` is an object, expected number"},
      {"use", R"("tokens": 1e30)", "`tokens` of `use` is out of range: 1e30"},
      {"use", R"("cached": "true")", "`cached` of `use` is the text `true`, expected boolean"},
      {"use", R"("cached": 1)", "`cached` of `use` is a number, expected boolean"},
      {"use", R"("sent": "soon")", "`sent` of `use` is the text `soon`, expected time"},
      {"use", R"("sent": 17)", "`sent` of `use` is a number, expected time"},
      {"use", R"("took": "5")", "`took` of `use` is the text `5`, expected duration"},
      {"use", R"("usage": 5)", "`usage` of `use` is a number, expected an object"},
      {"train", R"("model": "m", "purpose": "fun")",
       R"(`purpose` of `train` is the text `fun`, expected one of "evaluation", "foundation-model")"},
      {"train", R"("model": "m", "datasets": "d")",
       "`datasets` of `train` is the text `d`, expected list of artifact"},
      {"train", R"("model": "m", "datasets": ["d", 5])",
       "`datasets` of `train` is a number, expected artifact"},
      {"train", R"("model": "m", "resources": [5])",
       "`resources` of `train` is a number, expected record"},
      {"train", R"("model": "m", "resources": [{"arn": 5}])",
       "`resources` of `train` is a number, expected string"},
      {"train", R"("purpose": "evaluation")",
       "`model` of `train` is absent, but declared without `?`"},
      {"train", R"("model": null)", "`model` of `train` is absent, but declared without `?`"},
      {"train", R"("model": "m", "resources": [{}])",
       "`resources[].arn` of `train` is absent, but declared without `?`"},
  };
  for (const auto& row : rows) {
    const std::string problem =
        ProblemOf(R"({"event": ")" + std::string(row.kind) +
                  R"(", "time": "2024-05-01T10:00:00Z", )" + row.members + "}");
    EXPECT_THAT(problem, HasSubstr(row.problem)) << row.members;
  }
}

TEST_F(ProblemsTest, AFieldThatCanNotBeReadIsAbsentAndTheEventStays) {
  const Reading reading = ReadText(
      R"({"event": "use", "time": "2024-05-01T10:00:00Z", "model": 5, "tokens": 1e30, "cached": true})",
      options);
  EXPECT_THAT(reading.events, ElementsAre(HasSubstr("use cached=true")));
  EXPECT_THAT(reading.problems, SizeIs(2));
  EXPECT_EQ(reading.bad_records, 1U);
}

TEST_F(ProblemsTest, AnAbsentFieldIsNoBadRecord) {
  const Reading reading =
      ReadText(R"({"event": "train", "time": "2024-05-01T10:00:00Z"})", options);
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0206")));
  EXPECT_EQ(reading.bad_records, 0U);
}

TEST_F(ProblemsTest, ALogThatEndsInsideARecord) {
  const struct {
    const char* rest;
    const char* problem;
  } rows[] = {
      {R"({"event": "tick", "ti)", "L0107 a:2@71 log ends early: inside a text"},
      {R"({"event": "tick",)", "L0107 a:2@67 log ends early: inside a record, expected a key"},
      {R"({"event": "tick")", "L0107 a:2@66 log ends early: inside a record, expected `,` or `}`"},
      {R"({"event")", "L0107 a:2@58 log ends early: inside a record, expected `:`"},
  };
  for (const auto& row : rows) {
    const Reading reading = ReadText(std::string(kGood) + "\n" + row.rest, options);
    EXPECT_THAT(reading.events, SizeIs(1));
    EXPECT_THAT(reading.problems, ElementsAre(row.problem));
    EXPECT_EQ(reading.bad_records, 1U);
  }
  // The last line end may be missing.
  EXPECT_THAT(ReadText(kGood, options).problems, IsEmpty());
}

TEST_F(ProblemsTest, LinesThatAreTooLong) {
  options.limits.line_bytes = 60;
  for (const std::size_t chunk : {1, 7, 64, 1000}) {
    options.chunk_bytes = chunk;
    const std::string good = kGood;
    const std::string text = good + "\n" + std::string(61, 'x') + "\n" + std::string(500, 'y') +
                             "\n" + good + "\n" + std::string(99, 'z');
    const Reading reading = ReadText(text, options);
    EXPECT_THAT(reading.events, SizeIs(2));
    EXPECT_THAT(reading.problems, ElementsAre("L0104 a:2@50 record is longer than 60 bytes",
                                              "L0104 a:3@112 record is longer than 60 bytes",
                                              "L0104 a:5@663 record is longer than 60 bytes"));
    EXPECT_EQ(reading.summaries[0].bytes, text.size());
  }
}

TEST_F(ProblemsTest, LinesThatNestTooDeep) {
  options.limits.depth = 3;
  EXPECT_EQ(ProblemOf(R"({"a": {"b": {"c": 1}}})"),
            "L0201 a:2@50 record names no event: it has no key `event`");
  EXPECT_EQ(ProblemOf(R"({"a": {"b": {"c": []}}})"), "L0105 a:2@68 record nests deeper than 3");
  EXPECT_EQ(ProblemOf("[[[[]]]]"), "L0105 a:2@53 record nests deeper than 3");
}

TEST_F(ProblemsTest, StrictFindsFaultsInWhatIsNotRead) {
  const struct {
    const char* value;
    const char* problem;
  } rows[] = {
      {"tru", "L0101 a:2@105 record is no JSON: expected a value"},
      {"01", "L0101 a:2@105 record is no JSON: expected a value"},
      {"\"\\q\"", "L0101 a:2@105 record is no JSON: a text has a bad escape"},
      {"[1, 2}", "L0101 a:2@110 record is no JSON: expected `,` or `]`"},
      {"[1, ]", "L0101 a:2@109 record is no JSON: expected a value"},
      {"[1 2]", "L0101 a:2@108 record is no JSON: expected `,` or `]`"},
      {"{\"k\": 1, \"k\": 2}", "L0106 a:2@114 key `k` stands twice in one object"},
      {"[{\"k\": {\"m\": 1, \"m\": 2}}]", "L0106 a:2@121 key `m` stands twice in one object"},
      {"{\"k\": [1, {}, [], {\"k\": -1.5e-7}], \"\\u00e9\": null}", ""},
  };
  for (const auto& row : rows) {
    const std::string line =
        R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "x": )" + std::string(row.value) + "}";
    options.strict = true;
    EXPECT_EQ(ProblemOf(line), row.problem);
    options.strict = false;
    EXPECT_EQ(ProblemOf(line), "") << line;
  }
}

TEST_F(ProblemsTest, KeepsTheFirstExamplesAndCountsTheRest) {
  std::string text;
  for (int i = 0; i < 25; ++i) text += "nonsense\n";
  const Reading reading = ReadText(text, options);
  ASSERT_THAT(reading.problems, SizeIs(Problems::kExamples + 1));
  EXPECT_THAT(reading.problems.front(), StartsWith("L0101 a:1@0"));
  EXPECT_THAT(reading.problems[9], StartsWith("L0101 a:10@81"));
  EXPECT_EQ(reading.problems.back(), "and 15 more");
  EXPECT_EQ(reading.bad_records, 25U);
}

TEST_F(ProblemsTest, CutsWhatOthersWrote) {
  const std::string name(1000, 'k');
  const std::string problem = ProblemOf("{\"" + name + "\": 1, \"" + name + "\": 2}");
  EXPECT_THAT(problem, HasSubstr(std::string(80, 'k') + "…`"));
  EXPECT_LT(problem.size(), 200U);
  const std::string unreadable =
      ProblemOf(R"({"event": "tick", "time": ")" + std::string(10000, '9') + R"("})");
  EXPECT_LT(unreadable.size(), 200U);
}

TEST(ProblemTallyTest, CountsByLogAndCodeAndForgetsALog) {
  Problems problems;
  problems.Add(diagnostics::Code::kLogKeyTwice, {"b", 7, 0}, 7, {"k"});
  problems.Add(diagnostics::Code::kLineNotUtf8, {"a", 2, 0}, 2, {});
  problems.Add(diagnostics::Code::kFieldAbsent, {"a", 2, 0}, 2, {"f", "e"});
  problems.Add(diagnostics::Code::kFieldType, {"a", 3, 0}, 3, {"f", "e", "x", "y"});
  problems.Add(diagnostics::Code::kFieldType, {"a", 3, 9}, 3, {"f", "e", "x", "y"});
  const std::vector<Problems::Tally> tallies = problems.Tallies();
  ASSERT_THAT(tallies, SizeIs(4));
  EXPECT_EQ(tallies[0].log, "a");
  EXPECT_EQ(tallies[3].log, "b");
  EXPECT_EQ(tallies[1].count, 2U);
  EXPECT_EQ(problems.Total(diagnostics::Severity::kError), 4U);
  EXPECT_EQ(problems.Total(diagnostics::Severity::kWarning), 1U);
  EXPECT_EQ(problems.bad_records(), 3U);
  problems.Forget("a");
  EXPECT_THAT(problems.Tallies(), SizeIs(1));
  EXPECT_EQ(problems.bad_records(), 1U);
}

// A fault in a list is told when it is met, and that the record there is open at the log's end.
TEST(ProblemTallyTest, CountsARecordOfTwoBatchesOnce) {
  Problems problems;
  problems.Add(diagnostics::Code::kFieldType, {"a", 1, 2}, 2, {"f", "e", "x", "y"});
  problems.Add(diagnostics::Code::kLineNotJson, {"a", 1, 44}, 44, {"expected `,` or `]`"});
  Problems next;
  next.Add(diagnostics::Code::kLogEndsEarly, {"a", 1, 52}, 44, {"inside a record"});
  next.Add(diagnostics::Code::kLineNotJson, {"a", 1, 60}, 60, {"expected a value"});
  problems.Append(std::move(next), 0);
  EXPECT_EQ(problems.bad_records(), 3U);
}

}  // namespace
}  // namespace abide::events
