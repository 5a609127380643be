// The same records give the same events, whatever they are in and however that is read; and where
// an event is said to stand, its record stands.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "by_hand.h"
#include "events/layout.h"
#include "pack.h"

namespace abide::events {
namespace {

using namespace testing;
using containers::testing::Gzip;
using containers::testing::Zstd;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr std::size_t kJobs[] = {1, 2, 4};
constexpr std::size_t kChunks[] = {1, 64, 333, 1 << 20};

std::unique_ptr<LogFile> LogOf(std::string text, const UnpackLimits& limits = {}) {
  auto log = Unpack(LogFile::OfText("a", std::move(text)), limits);
  EXPECT_TRUE(log);
  return log ? std::move(*log) : nullptr;
}

// But for where they stand.
std::vector<std::string> EventsOf(const Reading& reading) {
  std::vector<std::string> events;
  for (const std::string& event : reading.events) {
    events.push_back(event.substr(event.find(' ') + 1));
  }
  return events;
}

std::vector<std::string> RandomRecords(std::mt19937& random, int disorder) {
  std::vector<std::string> records;
  int second = 0;
  for (std::size_t i = random() % 60; i > 0; --i) {
    second += static_cast<int>(random() % 5);
    const int back = static_cast<int>(random() % 100) < disorder ? 7 : 0;
    char time[32];
    std::snprintf(time, sizeof time, "2024-05-01T00:%02d:%02dZ", second / 60,
                  std::max(second % 60 - back, 0));
    std::string record = R"({"event": "use", "time": ")" + std::string(time) +
                         R"(", "model": "m\")" + std::to_string(i) + "\", ";
    if (random() % 4 == 0) record += R"("usage": {"input": 3, "x": ["]}", {}]}, )";
    if (random() % 9 == 0) record += R"("tokens": "none", )";
    records.push_back(record + "\"tokens\": " + std::to_string(i) + "}");
  }
  return records;
}

std::string Joined(const std::vector<std::string>& records, const std::string& between) {
  std::string text;
  for (const std::string& record : records) text += (text.empty() ? "" : between) + record;
  return text;
}

// With line ends between tokens; none of the records has a `, "` or `{"` in a text.
std::string Pretty(std::string record) {
  for (const std::string token : {", \"", "{\""}) {
    for (std::size_t at = 0; (at = record.find(token, at)) != std::string::npos; at += 4) {
      record.insert(at + token.size() - 1, "\n  ");
    }
  }
  return record;
}

struct Form {
  std::string name;
  std::string text;
};

std::vector<Form> FormsOf(const std::vector<std::string>& records) {
  std::vector<std::string> pretty;
  for (const std::string& record : records) pretty.push_back(Pretty(record));
  std::string wrapped_lines;
  for (std::size_t i = 0; i < records.size(); i += 3) {
    const auto begin = records.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end =
        begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, records.size() - i));
    wrapped_lines += R"({"id": 1, "Records": [)" + Joined({begin, end}, ", ") + "]}\n";
  }
  return {
      {"lines", Joined(records, "\n")},
      {"list", "[" + Joined(records, ",") + "]"},
      {"pretty list", "[\n" + Joined(pretty, ",\n") + "\n]\n"},
      {"wrapped", R"({"object": "list", "data": [)" + Joined(records, ", ") + R"(], "meta": {}})"},
      {"pretty wrapped", "{\n\"data\": [\n" + Joined(pretty, ",\n") + "\n]\n}"},
      {"wrapped lines", wrapped_lines},
      {"behind one another", Joined(records, "")},
      {"pretty documents", Joined(pretty, "\n")}};
}

std::vector<Form> PackedFormsOf(const Form& form) {
  const std::size_t half = form.text.size() / 2;
  return {form,
          {form.name + " gzip", Gzip(form.text.substr(0, half)) + Gzip(form.text.substr(half))},
          {form.name + " zstd", Zstd(form.text.substr(0, half)) + Zstd(form.text.substr(half))}};
}

class ContainersTest : public ::testing::Test {
 protected:
  // What stands where an event is said to stand.
  static std::string RecordAt(const LogFile& log, const std::string& event) {
    const std::size_t at = event.find('@');
    const std::size_t plus = event.find('+', at);
    std::string bytes(std::stoul(event.substr(plus + 1)), '\0');
    const auto taken = log.Read(std::stoul(event.substr(at + 1)), bytes.data(), bytes.size());
    EXPECT_TRUE(taken);
    bytes.resize(taken ? *taken : 0);
    return bytes;
  }
  Reading Read(const std::string& text) { return ReadAll({LogOf(text).get()}, options); }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

// What makes the data stop is a problem of the last record, also if nothing but a bracket came
// behind it.
TEST_F(ContainersTest, CountBadRecordsAlikeHoweverTheyAreRead) {
  const std::string list = "[{\"event\": \"use\"},\n{\"event\": \"use\"}\n\n]\n\n";
  std::string packed = Zstd(list) + "garbage";
  const auto log = LogOf(packed);
  for (const std::size_t chunk : kChunks) {
    options.chunk_bytes = chunk;
    EXPECT_EQ(ReadAll({log.get()}, options).bad_records, 2) << chunk;
  }
}

TEST_F(ContainersTest, GiveTheSameEventsHoweverTheyAreRead) {
  std::mt19937 random(23);
  for (int round = 0; round < 12; ++round) {
    const std::vector<std::string> records = RandomRecords(random, round % 3 == 0 ? 20 : 0);
    options.hashes = Hashes::kXxh3AndSha256;
    options.jobs = 1;
    options.chunk_bytes = 1 << 20;
    const Reading expected = Read(Joined(records, "\n"));
    for (const Form& plain : FormsOf(records)) {
      for (const Form& form : PackedFormsOf(plain)) {
        SCOPED_TRACE(form.name + " in round " + std::to_string(round));
        const auto log = LogOf(form.text);
        std::optional<Reading> first;
        for (const std::size_t jobs : kJobs) {
          for (const std::size_t chunk : kChunks) {
            options.jobs = jobs;
            options.chunk_bytes = chunk;
            const Reading reading = ReadAll({log.get()}, options);
            EXPECT_EQ(EventsOf(reading), EventsOf(expected));
            EXPECT_EQ(reading.bad_records, expected.bad_records);
            EXPECT_EQ(reading.summaries[0].records, expected.summaries[0].records);
            EXPECT_EQ(reading.summaries[0].bytes, form.text.size());
            if (!first) first = reading;
            EXPECT_EQ(reading.events, first->events);
            EXPECT_EQ(reading.problems, first->problems);
            EXPECT_EQ(reading.summaries[0].xxh3_128, first->summaries[0].xxh3_128);
            EXPECT_EQ(reading.summaries[0].sha256, first->summaries[0].sha256);
            EXPECT_EQ(reading.summaries[0].sha256.size(), 64U);
          }
        }
        for (const std::string& event : first->events) {
          const std::string record = RecordAt(*log, event);
          EXPECT_TRUE(record.starts_with('{') && record.ends_with('}')) << record;
        }
        if (HasFailure()) return;
      }
    }
  }
}

TEST_F(ContainersTest, SayWhatTheyAre) {
  const auto container = [&](const std::string& text) { return Read(text).summaries[0].container; };
  EXPECT_EQ(container("{}\n{}\n"), "");
  EXPECT_EQ(container(Gzip("{}\n{}\n")), "gzip");
  EXPECT_EQ(container("[{}]"), "JSON list");
  EXPECT_EQ(container(Zstd("[\n{}]")), "zstd, JSON list");
  EXPECT_EQ(container("{\"Records\": [{}, {}]}"), "JSON list in `Records`");
  EXPECT_EQ(container("{\n\"a\": 1\n}"), "JSON documents");
  EXPECT_EQ(container("{\"a\": 1}{\"b\": 1}"), "JSON documents");
  EXPECT_EQ(container("event,time\nuse,2024-05-01\n"), "CSV");
  EXPECT_EQ(container("event;time;x\nuse;2024-05-01;1,5\n"), "CSV with semicolons");
  EXPECT_EQ(container("event\ttime\n"), "TSV");
  EXPECT_EQ(container("hello, world\n{}\n"), "");
  EXPECT_EQ(container(""), "");
}

TEST_F(ContainersTest, PhysicalLinesAndPlacesAreThoseOfTheRecord) {
  const Reading reading = Read(
      "[\n{\"event\": \"tick\",\n \"time\": \"2024-05-01T10:00:00Z\"},\n\n"
      "{\"event\": \"tick\", \"time\": \"2024-05-01T10:00:01Z\"}, 7]\n");
  EXPECT_THAT(reading.events, ElementsAre(StartsWith("0:2@2+50 "), StartsWith("0:5@55+49 ")));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0102 a:5@106 ")));
}

TEST_F(ContainersTest, ATruncatedLogIsJudgedUpToThere) {
  const std::string tick = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";
  for (const std::string& begin : {"[" + tick + ",\n" + tick, "[" + tick + "," + tick,
                                   R"({"Records": [)" + tick + "," + tick}) {
    const Reading list = Read(begin + ",\n{\"ev");
    EXPECT_THAT(list.events, SizeIs(2));
    EXPECT_THAT(list.problems, ElementsAre(StartsWith("L0107")));
    EXPECT_EQ(list.bad_records, 1U);
  }
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += tick + "\n";
  for (const std::string& packed : {Gzip(many), Zstd(many)}) {
    const Reading reading = Read(packed.substr(0, packed.size() - 20));
    EXPECT_FALSE(reading.events.empty());
    EXPECT_THAT(reading.problems.back(), HasSubstr("L0107 a:"));
    EXPECT_THAT(reading.problems.front(), HasSubstr("stops in the middle"));
    EXPECT_GE(reading.bad_records, 1U);
    EXPECT_EQ(reading.summaries[0].bytes, packed.size() - 20);
    EXPECT_THAT(reading.failures, IsEmpty());
  }
}

TEST_F(ContainersTest, BrokenDataIsAProblemOfTheLogAndItsDigestIsOfAllBytes) {
  const std::string tick = "{\"event\": \"tick\", \"time\": \"2024-05-01T10:00:00Z\"}\n";
  for (const std::string& packed : {Gzip(tick) + "behind", Zstd(tick) + "behind"}) {
    const Reading reading = Read(packed);
    EXPECT_THAT(reading.events, SizeIs(1));
    EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0301 a:1@49 packed data is broken")));
    EXPECT_EQ(reading.summaries[0].bytes, packed.size());
    EXPECT_EQ(reading.bad_records, 1U);
  }
}

TEST_F(ContainersTest, ABombStopsAtItsLimits) {
  const std::string tick = "{\"event\": \"tick\", \"time\": \"2024-05-01T10:00:00Z\"}\n";
  std::string many;
  for (int i = 0; i < 40'000; ++i) many += tick;
  for (const std::string& packed : {Gzip(many), Zstd(many)}) {
    const auto by_size = LogOf(packed, {.bytes = 1'000'000, .ratio = 1'000'000, .floor = 0});
    const auto by_ratio = LogOf(packed, {.bytes = 1 << 30, .ratio = 2, .floor = 500'000});
    for (const LogFile* log : {by_size.get(), by_ratio.get()}) {
      for (const std::size_t chunk : {1000, 1 << 20}) {
        options.chunk_bytes = chunk;
        const Reading reading = ReadAll({log}, options);
        EXPECT_LT(reading.events.size(), 40'000U);
        EXPECT_THAT(reading.problems.back(), StartsWith("L0302"));
      }
    }
  }
}

TEST_F(ContainersTest, WhatIsPackedTwiceOrNoLogIsRefused) {
  const auto refusal = [](std::string text) {
    const auto log = Unpack(LogFile::OfText("a", std::move(text)));
    return log ? std::string() : log.error().Message();
  };
  EXPECT_THAT(refusal(Gzip(Gzip("{}"))), HasSubstr("packed twice"));
  EXPECT_THAT(refusal(Zstd(Gzip("{}"))), HasSubstr("packed twice"));
  EXPECT_THAT(refusal("PK\x03\x04"), HasSubstr("a zip archive"));
  EXPECT_THAT(refusal(Gzip("PAR1")), HasSubstr("a Parquet file"));
  EXPECT_EQ(refusal("{}"), "");
}

TEST_F(ContainersTest, RowsAreEvents) {
  const Reading reading = Read(
      "time,event,model,tokens,cached,usage.input,sent\n"
      "2024-05-01T10:00:00Z,use,\"a, \"\"b\"\"\nc\",12.50,true,7,2024-05-02\n"
      "2024-05-01T10:00:01Z,use,,,,,\n"
      "2024-05-01T10:00:02Z,use,\"\",many,maybe,1e400,\n");
  EXPECT_THAT(reading.events,
              ElementsAre("0:2@48+61 2024-05-01T10:00:00Z use model=\"a, \"b\"\nc\" tokens=12.5 "
                          "cached=true sent=2024-05-02T00:00:00Z usage.input=7",
                          "0:4@110+29 2024-05-01T10:00:01Z use",
                          "0:5@140+45 2024-05-01T10:00:02Z use model=\"\""));
  EXPECT_THAT(
      reading.problems,
      ElementsAre(StartsWith("L0204 a:5@168 `tokens` of `use` is the text `many`"),
                  StartsWith("L0204 a:5@173 `cached`"), StartsWith("L0205 a:5@179 `usage.input`")));
}

TEST_F(ContainersTest, FaultsOfRowsHaveTheirPlace) {
  const Reading reading = Read(
      "event,time\r\n"
      "tick,2024-05-01T10:00:00Z\r\n"
      "tick\r\n"
      "tick,\"2024\"x\r\n"
      "tick,2024-05-01T10:00:01Z,\r\n"
      "tick,\"2024-05-01");
  EXPECT_THAT(reading.events, SizeIs(1));
  EXPECT_THAT(reading.problems,
              ElementsAre("L0107 a:6@103 log ends early: inside a quoted cell",
                          "L0304 a:3@39 row has 1 cell, the header 2 cells",
                          "L0304 a:5@59 row has 3 cells, the header 2 cells",
                          "L0305 a:4@56 row is no CSV: text behind a closing quote"));
  EXPECT_EQ(reading.bad_records, 4U);
}

TEST_F(ContainersTest, AHeaderWithANameTwiceReadsNothing) {
  const Reading reading = Read("event,time,event\ntick,2024-05-01,tick\n");
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(reading.problems,
              ElementsAre("L0306 a:1@0 column `event` stands twice in the header"));
  EXPECT_EQ(reading.summaries[0].skipped, 1U);
}

TEST_F(ContainersTest, RowsGiveTheSameHoweverTheyAreRead) {
  std::mt19937 random(29);
  for (int round = 0; round < 20; ++round) {
    std::string text = "event;time;model;tokens\n";
    for (std::size_t i = random() % 50; i > 0; --i) {
      text += "use;2024-05-01T00:00:0" + std::to_string(random() % 10) + "Z;";
      text += random() % 3 == 0 ? "\"a;\n\"\"b\"" : std::string(random() % 20, 'm');
      text += ";" + std::to_string(random() % 50) + (random() % 9 == 0 ? "x" : "") +
              (random() % 7 == 0 ? "\r\n" : "\n");
    }
    std::optional<Reading> first;
    for (const std::string& packed : {text, Gzip(text), Zstd(text)}) {
      const auto log = LogOf(packed);
      for (const std::size_t jobs : kJobs) {
        for (const std::size_t chunk : kChunks) {
          options.jobs = jobs;
          options.chunk_bytes = chunk;
          const Reading reading = ReadAll({log.get()}, options);
          if (!first) first = reading;
          EXPECT_EQ(reading.events, first->events);
          EXPECT_EQ(reading.problems, first->problems);
          EXPECT_EQ(reading.bad_records, first->bad_records);
        }
      }
      for (const std::string& event : first->events) {
        EXPECT_THAT(RecordAt(*log, event), StartsWith("use;2024"));
      }
      if (HasFailure()) return;
    }
  }
}

TEST_F(ContainersTest, LogsInSeveralContainersAreMergedByTime) {
  const auto tick = [](int second) {
    return R"({"event": "tick", "time": "2024-05-01T00:00:0)" + std::to_string(second) + "Z\"}";
  };
  const auto a = LogOf(Gzip(tick(1) + "\n" + tick(4) + "\n"));
  const auto b = LogOf("[\n" + tick(0) + ",\n" + tick(5) + "]");
  const auto c = LogOf("event,time\ntick,2024-05-01T00:00:02Z\ntick,2024-05-01T00:00:03Z\n");
  const Reading reading = ReadAll({a.get(), b.get(), c.get()}, options);
  std::vector<char> logs;
  for (const std::string& event : reading.events) logs.push_back(event.front());
  EXPECT_THAT(logs, ElementsAre('1', '0', '2', '2', '0', '1'));
}

TEST_F(ContainersTest, AnEventAroundAListIsAnEvent) {
  const std::string tick = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";
  const std::string use = R"("time": "2024-05-01T10:00:00Z", "event": "use", "tokens": 5)";
  for (const std::string& list : {std::string("[]"), "[" + tick + "]"}) {
    const std::string record = "{\"items\": " + list + ", " + use + "}";
    for (const std::string& text :
         {record, record + "\n" + record, "[" + record + "]", "[" + record + ",\n" + record + "]",
          record + record, Pretty(record)}) {
      const Reading reading = Read(text);
      EXPECT_THAT(reading.problems, IsEmpty()) << text;
      EXPECT_THAT(EventsOf(reading), Each(HasSubstr(" use tokens=5"))) << text;
      EXPECT_FALSE(reading.events.empty()) << text;
      EXPECT_EQ(reading.summaries[0].records, reading.events.size()) << text;
    }
  }
  // Where elements were handed on before that was seen, it is told.
  std::string list = tick;
  while (list.size() < containers::kWrapperSight) list += "," + tick;
  const Reading reading = Read("{\"items\": [\n" + list + "], " + use + "}");
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0102 a:2@")));
  EXPECT_EQ(reading.bad_records, 1U);
}

TEST_F(ContainersTest, ALineThatIsCutOffHidesNoOther) {
  const std::string tick = "{\"event\": \"tick\", \"time\": \"2024-05-01T10:00:00Z\"}\n";
  for (const std::string begin :
       {R"({"event":"train","model":)", R"({"event":"train","models":[)", R"({"event":"train",)",
        R"({)", R"({"event":"train","models":[{"a":1},)"}) {
    for (int count = 1; count < 4; ++count) {
      std::string text = begin + "\n";
      for (int i = 0; i < count; ++i) text += tick;
      const Reading reading = Read(text);
      EXPECT_THAT(reading.events, SizeIs(count)) << text;
      EXPECT_EQ(reading.bad_records, 1U) << text;
    }
  }
  for (const std::string& text : {"[\n" + tick + "]", "[\n" + tick + ",\n" + tick + "]",
                                  "{\"data\": [\n" + tick + "]}\n", "[\n" + tick + tick + "]"}) {
    EXPECT_THAT(Read(text).summaries[0].container, StartsWith("JSON list")) << text;
  }
  EXPECT_THAT(Read("{\"a\":\n{}\n}").summaries[0].container, "JSON documents");
}

TEST_F(ContainersTest, ARecordThatEndsEarlySaysHowMuchIsInIt) {
  const Reading reading = Read("{\"event\": \"tick\",\n\"x\": [\n1,\n2,\n");
  EXPECT_THAT(reading.problems,
              ElementsAre(EndsWith("ends early: inside a record of 4 lines, 31 bytes")));
}

TEST_F(ContainersTest, WhatIsFoundDoesNotDependOnWhereTheLogIsCut) {
  const std::string tick = R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "a": "b"})";
  const std::string list = "{\"data\": [" + tick + "]";
  for (const std::string tail : {R"(, "x":1"2})", R"(, "x":1"2, "y": "z"})", R"(,})", R"( "})"}) {
    const std::string text = list + tail + list + tail + "\n" + tick + "\n" + list + "}";
    std::optional<Reading> first;
    for (const std::size_t chunk : {1, 20, 64, 100, 150, 200, 250, 1 << 20}) {
      options.chunk_bytes = chunk;
      const Reading reading = Read("\n" + text);
      if (!first) first = reading;
      EXPECT_EQ(reading.events, first->events) << text;
      EXPECT_EQ(reading.problems, first->problems) << text << " by " << chunk;
      EXPECT_EQ(reading.bad_records, first->bad_records) << text;
    }
  }
}

TEST_F(ContainersTest, OpenRecordsOfPackedDocumentsHaveTheirLineAndCountOnce) {
  const std::string tick = "{\"event\": \"tick\",\n\"time\": \"2024-05-01T10:00:00Z\"}\n";
  std::string many;
  for (int i = 0; i < 20; ++i) many += tick;
  const std::string open = "\n\n\n{\"event\":\n\"ti";
  for (const std::string& packed : {Gzip(many + open), Zstd(many + open)}) {
    for (const std::size_t chunk : kChunks) {
      options.chunk_bytes = chunk;
      const Reading broken = Read(packed + "behind");
      EXPECT_THAT(broken.events, SizeIs(20));
      EXPECT_THAT(broken.problems,
                  UnorderedElementsAre(StartsWith("L0107 a:44@"), StartsWith("L0301 a:45@")))
          << chunk;
      EXPECT_EQ(broken.bad_records, 1U) << chunk;
    }
  }
}

// Lines of more than is looked at at once.
TEST_F(ContainersTest, AListInALongLineIsReadLikeLines) {
  const std::string first = R"({"event": "tick", "time": "2024-05-01T00:00:00Z"})";
  std::string lines = first + "\n";
  std::string list;
  for (int i = 0; i < 3000; ++i) {
    const std::string model(i % 1000 == 500 ? 300'000 : i % 50, 'm');
    const std::string record = R"({"event": "use", "time": "2024-05-01T00:00:01Z", "model": "m\")" +
                               model + "\", \"tokens\": " + std::to_string(i) + "}";
    lines += record + "\n";
    list += (list.empty() ? "" : ", ") + record;
  }
  const std::vector<std::string> expected = EventsOf(Read(lines));
  ASSERT_THAT(expected, SizeIs(3001));
  for (const std::string& whole : {"[" + list + "]", R"({"data": [)" + list + R"(], "x": 1})"}) {
    const std::string text = first + "\n" + whole + "\n" + first + "\n";
    const Reading reading = Read(text);
    std::vector<std::string> events = EventsOf(reading);
    ASSERT_THAT(events, SizeIs(3002));
    events.erase(events.begin());
    EXPECT_EQ(events, expected);
    EXPECT_THAT(reading.problems, IsEmpty());
  }
}

TEST_F(ContainersTest, EachCommaTooManyInALongLineIsCounted) {
  const std::string record = R"({"event": "tick", "time": "2024-05-01T00:00:00Z"})";
  const Reading reading =
      Read(record + "\n[" + record + std::string(200'001, ',') + record + "]\n");
  EXPECT_THAT(reading.events, SizeIs(3));
  EXPECT_THAT(reading.problems.back(), HasSubstr("and 199990 more"));
}

}  // namespace
}  // namespace abide::events
