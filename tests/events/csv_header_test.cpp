// What names the columns of a CSV log, and what is told where nothing does.

#include "events/csv_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"
#include "events/layout.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string FaultOf(const std::string& head) {
  const std::optional<CsvHeader> header = FindCsvHeader(head);
  return header ? header->fault : "no CSV";
}

std::vector<std::string> ColumnsOf(const std::string& head) {
  const std::optional<CsvHeader> header = FindCsvHeader(head);
  if (!header || !header->fault.empty()) return {FaultOf(head)};
  return header->columns;
}

TEST(CsvHeaderTest, NamesAreWhatCsvAllows) {
  EXPECT_THAT(ColumnsOf("event,time\n"), ElementsAre("event", "time"));
  EXPECT_THAT(ColumnsOf("\n\n  event;time\n"), ElementsAre("event", "time"));
  EXPECT_THAT(ColumnsOf("\"c \"\"q\"\"\",at\n1,2\n"), ElementsAre("c \"q\"", "at"));
  EXPECT_THAT(ColumnsOf("\"cost\n(USD)\",\"a\tb\",at\n1,2,3\n"),
              ElementsAre("cost\n(USD)", "a\tb", "at"));
  EXPECT_THAT(ColumnsOf("\"a=b\",\"$ spent\",\"<ms>\"\n"), ElementsAre("a=b", "$ spent", "<ms>"));
}

TEST(CsvHeaderTest, AColumnMayHaveNoName) {
  EXPECT_THAT(ColumnsOf(",event,time\n0,use,2024\n"), ElementsAre("", "event", "time"));
  EXPECT_THAT(ColumnsOf("event,,time,\n"), ElementsAre("event", "", "time", ""));
  EXPECT_THAT(ColumnsOf("\tevent\ttime\n0\tuse\t2024\n"), ElementsAre("", "event", "time"));
  // Where no row has a cell for it, the tab is a blank in front of the names.
  EXPECT_THAT(ColumnsOf("\tevent\ttime\nuse\t2024\n"), ElementsAre("event", "time"));
  EXPECT_THAT(ColumnsOf("  event\ttime\nuse\t2024\n"), ElementsAre("event", "time"));
  EXPECT_EQ(FaultOf("true,\n\"x\": 1\n"), "no CSV");
  EXPECT_EQ(FaultOf(",event\n0,use\n"), "it names fewer than two columns");
}

TEST(CsvHeaderTest, WhatIsWrongIsTold) {
  const struct {
    const char* head;
    const char* fault;
    std::size_t at;
  } rows[] = {
      {"use,2024-05-01T10:00:00Z,5\nuse,2024-05-02T10:00:00Z,6\n", "cell 2 begins with a digit", 4},
      {"event, time\nuse, 2024\n", "cell 2 begins with a blank", 6},
      {"'event';'time'\n'use';'2024'\n", "cell 1 begins with `'`", 0},
      {"event,a=b\nuse,2\n", "cell 2 holds `=` and is not quoted", 6},
      {"event,ti\"me\nuse,2024\n", "cell 2 has a quote inside an unquoted cell", 8},
      {"event|time\nuse|2024\n", "`|` stands between its cells", 0},
      {"| event | time |\n|---|---|\n| use | 2024 |\n", "`|` stands between its cells", 0},
      {"sep=,\nevent,time\nuse,2024\n", "`sep=` stands there, and the names on the next line", 0},
      {"sep=;\r\nevent;time\r\nuse;2024\r\n", "`sep=` stands there, and the names on the next line",
       0},
      {"event,time\ruse,2024\r", "its lines end with CR alone", 10},
      {"# export, May 2024\nevent,time,x\nuse,2024,1\n", "the names stand on a line further down",
       0},
      {"Report of May\n\nevent;time\nuse;2024\n", "the names stand on a line further down", 0},
  };
  for (const auto& row : rows) {
    const std::optional<CsvHeader> header = FindCsvHeader(row.head);
    ASSERT_TRUE(header) << row.head;
    EXPECT_EQ(header->fault, row.fault) << row.head;
    EXPECT_EQ(header->fault_at, row.at) << row.head;
  }
  EXPECT_EQ(FaultOf("event," + std::string(300, 'n') + "\nuse,1\n"),
            "cell 2 has 300 bytes, and a name 200 at most");
}

TEST(CsvHeaderTest, OtherTextIsNoCsv) {
  for (const char* head :
       {"", "hello\nworld\n", "hello, world\n{}\n", "1,2\n{\"a\": 1}\n", "a, b: c\nd\ne, f, g\n",
        "\"open, a\nb, c\n", "1\n2\n3\n", "event, time\n  [1, 2]\n", "sep=,\n",
        "web | {\"a\": 1}\nweb | {\"a\": 2}\n", "\t\"a\nb\",time\n1,2\n",
        "10:00,5 {\"a\": 1}\n10:01,5 {\"a\": 2}\n"}) {
    EXPECT_EQ(FaultOf(head), "no CSV") << head;
  }
}

class CsvHeaderLogTest : public ::testing::Test {
 protected:
  Reading Read(const std::string& text) const { return ReadText(text, options); }

  EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(CsvHeaderLogTest, ColumnsWithoutANameAreNoFields) {
  const Reading reading = Read(
      ",event,time,,tokens\n"
      "0,use,2024-05-01T10:00:00Z,\"\"\"\",5\n"
      "1,use,2024-05-01T10:00:01Z,,x\n");
  EXPECT_THAT(reading.events, ElementsAre("0:2@20+33 2024-05-01T10:00:00Z use tokens=5",
                                          "0:3@54+29 2024-05-01T10:00:01Z use"));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0204 a:3@82 `tokens` of `use`")));
}

TEST_F(CsvHeaderLogTest, LinesGoOnBehindANameOfSeveral) {
  const Reading reading = Read("event,time,\"a \"\"b\"\"\nc\"\nuse,2024-05-01T10:00:00Z,1\n");
  EXPECT_THAT(reading.events, ElementsAre("0:3@23+26 2024-05-01T10:00:00Z use"));
}

TEST_F(CsvHeaderLogTest, WithoutAHeaderNoRowIsRead) {
  options.strict = true;
  const Reading reading = Read("\nuse,2024-05-01,use\nuse,2024-05-02,use\nuse,2024-05-03,use\n");
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(reading.problems, ElementsAre("L0307 a:2@5 first line is no JSON, and as CSV no "
                                            "header: cell 2 begins with a digit"));
  EXPECT_EQ(reading.bad_records, 1U);
  EXPECT_EQ(reading.summaries[0].skipped, 2U);
  EXPECT_EQ(reading.summaries[0].container, "CSV");
}

}  // namespace
}  // namespace abide::events
