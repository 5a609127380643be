// Events come in the order of time, then of logs, then of lines, however the lines stand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string LineAt(int second, const std::string& model) {
  char time[32];
  std::snprintf(time, sizeof time, "2024-05-01T00:%02d:%02dZ", second / 60 % 60, second % 60);
  return R"({"event": "use", "time": ")" + std::string(time) + R"(", "model": ")" + model + "\"}\n";
}

// "second model" of each event, without places.
std::vector<std::string> Brief(const Reading& reading) {
  std::vector<std::string> brief;
  for (const std::string& event : reading.events)
    brief.push_back(event.substr(event.find(' ') + 1));
  return brief;
}

class OrderTest : public ::testing::Test {
 protected:
  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(OrderTest, ALogInOrderIsReadOnce) {
  const Reading reading = ReadText(LineAt(1, "a") + LineAt(1, "b") + LineAt(2, "c"), options);
  EXPECT_EQ(reading.restarts, 0);
  EXPECT_THAT(reading.events, SizeIs(3));
}

TEST_F(OrderTest, LogsAreMergedByTimeThenLogThenLine) {
  const Reading reading =
      ReadTexts({LineAt(1, "a1") + LineAt(3, "a3") + LineAt(3, "a3'"),
                 LineAt(0, "b0") + LineAt(3, "b3") + LineAt(4, "b4"), "", LineAt(3, "d3")},
                options);
  EXPECT_EQ(reading.restarts, 0);
  std::vector<std::string> models;
  for (const std::string& event : reading.events) {
    models.push_back(event.substr(event.find("model=") + 6));
  }
  EXPECT_THAT(models,
              ElementsAre("\"b0\"", "\"a1\"", "\"a3\"", "\"a3'\"", "\"b3\"", "\"d3\"", "\"b4\""));
}

TEST_F(OrderTest, ADisorderedLogGivesTheEventsOfTheSortedLog) {
  std::mt19937 random(11);
  for (int round = 0; round < 30; ++round) {
    std::vector<std::pair<int, std::string>> lines;
    const int count = 1 + static_cast<int>(random() % 60);
    for (int i = 0; i < count; ++i) {
      const int second = static_cast<int>(random() % 40);
      lines.emplace_back(second, LineAt(second, "m" + std::to_string(i)));
    }
    std::string disordered;
    for (const auto& [second, line] : lines) disordered += line + (random() % 4 == 0 ? "\n" : "");
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string sorted;
    for (const auto& [second, line] : lines) sorted += line;
    options.chunk_bytes = 1 + random() % 300;
    EXPECT_EQ(Brief(ReadText(disordered, options)), Brief(ReadText(sorted, options)));
  }
}

TEST_F(OrderTest, ALogIsSortedAcrossBatchesAndGaps) {
  std::string text;
  const std::string filler(40'000, 'x');
  std::mt19937 random(3);
  for (int i = 0; i < 6000; ++i) {
    text += LineAt(static_cast<int>(random() % 3600), "m" + std::to_string(i));
    if (i % 100 == 0) text += R"({"event": "nobody_knows_it", "x": ")" + filler + "\"}\n";
  }
  const Reading reading = ReadText(text, options);
  EXPECT_EQ(reading.restarts, 1);
  ASSERT_THAT(reading.events, SizeIs(6000));
  const std::vector<std::string> brief = Brief(reading);
  EXPECT_TRUE(std::is_sorted(brief.begin(), brief.end(), [](const auto& a, const auto& b) {
    return a.substr(0, 20) < b.substr(0, 20);
  }));
  EXPECT_EQ(reading.summaries[0].unknown_events, 60U);
}

// `{"xs": [{"t": time, "m": model}, …]}`: a `use` of each element.
SourceMap ElementsSource(const EventSchema& schema) {
  SourceBuilder source("test");
  SourceMapping& mapping = source.Maps(*schema.Find("use"));
  mapping.loops = {{expressions::LocalId{0}, source.Path("xs")}};
  const FieldIndex model = *schema.Type(mapping.kind).FindField("model");
  const ExprPtr element = expressions::testing::LocalOf(0);
  mapping.assignments = {{kTimeField, {}, source.From(element, "t")},
                         {model, {}, source.From(element, "m")}};
  return std::move(source.source);
}

// As spans of one export do, which are written as they end.
TEST_F(OrderTest, EventsOfOneRecordMayStandInAnyOrder) {
  const SourceMap source = ElementsSource(schema);
  options.sources = {&source};
  const auto element = [](int second, const std::string& name) {
    return R"({"t": "2024-05-01T00:00:)" + std::to_string(second) + R"(Z", "m": ")" + name + "\"}";
  };
  std::string text;
  for (int record = 1; record < 5; ++record) {
    text += R"({"xs": [)" + element(10 * record + 2, "late") + ", " +
            element(10 * record + 1, "early") + ", " + element(10 * record + 2, "late, too") +
            "]}\n";
  }
  for (const std::size_t chunk : {1, 100, 200, 1 << 18}) {
    options.chunk_bytes = chunk;
    const Reading reading = ReadText(text, options);
    EXPECT_EQ(reading.restarts, 0);
    ASSERT_THAT(reading.events, SizeIs(12));
    for (std::size_t i = 0; i < 12; i += 3) {
      EXPECT_THAT(reading.events[i], HasSubstr("1Z use model=\"early\""));
      EXPECT_THAT(reading.events[i + 1], HasSubstr("2Z use model=\"late\""));
      EXPECT_THAT(reading.events[i + 2], HasSubstr("2Z use model=\"late, too\""));
    }
  }
}

// Two writers, one of them some lines behind the other.
TEST_F(OrderTest, DisorderAmongLinesThatStandCloseCostsNoSecondReading) {
  std::string disordered;
  std::string sorted;
  for (int i = 0; i < 3000; ++i) {
    disordered += LineAt(i % 2 == 0 ? i : std::max(i - 20, 0), std::to_string(i));
  }
  std::vector<std::pair<int, int>> order;
  for (int i = 0; i < 3000; ++i) order.emplace_back(i % 2 == 0 ? i : std::max(i - 20, 0), i);
  std::sort(order.begin(), order.end());
  for (const auto& [second, i] : order) sorted += LineAt(second, std::to_string(i));
  const std::vector<std::string> expected = Brief(ReadText(sorted, options));
  for (const std::size_t chunk : {2'000, 10'000, 1 << 18}) {
    for (const std::size_t jobs : {1, 3}) {
      options.chunk_bytes = chunk;
      options.jobs = jobs;
      const Reading reading = ReadText(disordered, options);
      EXPECT_EQ(reading.restarts, 0) << chunk;
      EXPECT_EQ(Brief(reading), expected) << chunk;
    }
  }
}

// The events of a record have times of their own: each record is parsed for many of them.
TEST_F(OrderTest, ARecordOfManyEventsIsSortedAmongOthers) {
  const SourceMap source = ElementsSource(schema);
  options.sources = {&source};
  options.chunk_bytes = 100'000;  // one record
  std::mt19937 random(7);
  std::vector<std::pair<int, std::string>> events;
  std::string disordered;
  for (int record = 0; record < 20; ++record) {
    std::string list;
    for (int i = 0; i < 1000; ++i) {
      const int second = 10 + static_cast<int>(random() % 50);
      const std::string name = std::to_string(record) + "/" + std::to_string(i);
      events.emplace_back(second, "2024-05-01T00:00:" + std::to_string(second) + "Z " + name);
      list += std::string(i == 0 ? "" : ", ") + R"({"t": "2024-05-01T00:00:)" +
              std::to_string(second) + R"(Z", "m": ")" + name + "\"}";
    }
    disordered += R"({"xs": [)" + list + "]}\n";
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const Reading reading = ReadText(disordered, options);
  EXPECT_EQ(reading.restarts, 1);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_THAT(reading.events, SizeIs(events.size()));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string& told = reading.events[i];
    EXPECT_THAT(told, HasSubstr(events[i].second.substr(0, 20)));
    EXPECT_THAT(told, HasSubstr("model=\"" + events[i].second.substr(21) + "\""));
  }
}

TEST_F(OrderTest, RestartsOnceForAllLogsAndCountsNothingTwice) {
  const std::vector<std::string> texts = {
      LineAt(5, "a") + "nonsense\n" + LineAt(4, "a") + R"({"event": "use", "time": 5})" + "\n",
      LineAt(1, "b") + "nonsense\n" + LineAt(9, "b") + LineAt(2, "b"),
      LineAt(6, "c") + "nonsense\n" + LineAt(7, "c")};
  options.chunk_bytes = 1;  // a line
  const Reading reading = ReadTexts(texts, options);
  EXPECT_EQ(reading.restarts, 1);
  std::vector<std::string> times;
  for (const std::string& event : reading.events)
    times.push_back(event.substr(event.find('Z') - 2, 2));
  EXPECT_THAT(times, ElementsAre("01", "02", "04", "05", "06", "07", "09"));
  EXPECT_THAT(reading.problems, SizeIs(4));
  EXPECT_EQ(reading.bad_records, 4U);
  EXPECT_THAT(reading.failures, IsEmpty());
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    events += reading.summaries[i].events;
    EXPECT_EQ(reading.summaries[i].bytes, texts[i].size());
    EXPECT_EQ(reading.summaries[i].xxh3_128, ReadText(texts[i], options).summaries[0].xxh3_128);
  }
  EXPECT_EQ(events, 7U);
}

TEST_F(OrderTest, WhatIsNotHandedOutMayStandInAnyOrder) {
  options.wanted_only = true;
  options.selection = FieldSelection(schema);
  options.selection.AddKind(*schema.Find("use"));
  options.as_of = *values::ParseInstant("2024-05-01T00:01:00Z");
  const Reading reading = ReadText(LineAt(1, "a") + LineAt(100, "late") +
                                       R"({"event": "tick", "time": "2020-01-01"})"
                                       "\n" +
                                       LineAt(2, "b"),
                                   options);
  EXPECT_EQ(reading.restarts, 0);
  EXPECT_THAT(reading.events, SizeIs(2));
}

// A log that is another one on second reading.
class ChangingLog final : public LogFile {
 public:
  ChangingLog(std::string first, std::string second)
      : first_(std::move(first)), second_(std::move(second)) {}

  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return first_.size(); }
  diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(
      std::uint64_t offset, char* buffer, std::size_t count) const override {
    // Three readings from the start: to find the layout, in order, and for the index.
    if (offset == 0) ++readings_;
    const std::string& text = readings_ <= kOfFirst ? first_ : second_;
    if (offset >= text.size()) return std::size_t{0};
    const std::size_t taken = std::min<std::size_t>(count, text.size() - offset);
    std::copy_n(text.data() + offset, taken, buffer);
    return taken;
  }

 private:
  static constexpr int kOfFirst = 3;
  std::string path_ = "changing";
  std::string first_, second_;
  mutable int readings_ = 0;
};

TEST_F(OrderTest, ALogThatChangesWhileItIsReadIsAFailure) {
  const std::string first = LineAt(5, "a") + LineAt(4, "b") + LineAt(3, "c");
  options.chunk_bytes = 100;  // a line
  for (const std::string& second : {LineAt(5, "a") + LineAt(1, "b") + LineAt(3, "c"),
                                    LineAt(5, "a"), std::string(first.size(), '\0')}) {
    const ChangingLog log(first, second);
    const Reading reading = ReadAll({&log}, options);
    EXPECT_THAT(reading.failures,
                ElementsAre("the log `changing` can't be read: it changed while it was read"));
  }
}

// A log that ends before the size that it had.
class ShrinkingLog final : public LogFile {
 public:
  explicit ShrinkingLog(std::string text) : text_(std::move(text)) {}
  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return text_.size() + 100; }
  diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(
      std::uint64_t offset, char* buffer, std::size_t count) const override {
    const std::size_t taken = std::min<std::size_t>(count, text_.size() - offset);
    std::copy_n(text_.data() + offset, taken, buffer);
    return taken;
  }

 private:
  std::string path_ = "shrinking";
  std::string text_;
};

TEST_F(OrderTest, ALogThatShrinksEndsEarly) {
  const ShrinkingLog log(LineAt(1, "a"));
  const Reading reading = ReadAll({&log}, options);
  EXPECT_THAT(reading.events, SizeIs(1));
  EXPECT_THAT(reading.problems, SizeIs(1));
  EXPECT_TRUE(reading.summaries[0].ended_early);
  EXPECT_EQ(reading.bad_records, 1U);
}

TEST_F(OrderTest, CountsBytesForAProgressBar) {
  const auto log = LogFile::OfText("a", LineAt(2, "a") + LineAt(1, "b"));
  options.chunk_bytes = 1;  // a line
  EventStream stream({log.get()}, options);
  EXPECT_EQ(stream.bytes_read(), 0U);
  EXPECT_EQ(stream.bytes_total(), log->size());
  EXPECT_NE(stream.Next(), nullptr);
  EXPECT_EQ(stream.Next(), nullptr);
  EXPECT_TRUE(stream.Restarted());
  EXPECT_FALSE(stream.Restarted());
  EXPECT_NE(stream.Next(), nullptr);
  EXPECT_NE(stream.Next(), nullptr);
  EXPECT_EQ(stream.Next(), nullptr);
  EXPECT_FALSE(stream.Restarted());
  EXPECT_LE(stream.bytes_read(), stream.bytes_total());
}

}  // namespace
}  // namespace abide::events
