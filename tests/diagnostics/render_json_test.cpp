#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "diagnostics/render.h"

namespace abide::diagnostics {
namespace {

using Json = nlohmann::json;

TEST(RenderJsonTest, NoDiagnosticsAreAnEmptyArray) {
  EXPECT_EQ(RenderJson({}, SourceSet()), "[]\n");
}

TEST(RenderJsonTest, ADiagnosticAtARangeHasItsPlaceLabelsAndFixes) {
  SourceSet sources;
  const FileId file = sources.Add("a.abide", "forbid trän\n  wher x");
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, Span{file, 15, 19}, {"`where`", "`wher`"})
      .WithLabel({file, 7, 12}, "of this event")
      .WithFix({file, 15, 19}, "where")
      .WithHelp("write `where`");
  EXPECT_EQ(Json::parse(RenderJson(sink.all(), sources)), Json::parse(R"([{
    "code": "E0101", "severity": "error", "message": "expected `where`, found `wher`",
    "file": "a.abide", "line": 2, "column": 3, "end_line": 2, "end_column": 7,
    "labels": [{"file": "a.abide", "line": 1, "column": 8, "end_line": 1, "end_column": 12,
                "text": "of this event"}],
    "fixes": [{"file": "a.abide", "line": 2, "column": 3, "end_line": 2, "end_column": 7,
               "replacement": "where"}],
    "help": "write `where`"}])"));
}

TEST(RenderJsonTest, OtherPlacesSayWhatTheyKnow) {
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 17, 1234}, {"a", "b"});
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 0, 5}, {"a", "b"});
  sink.Add(Code::kUnexpected, PathPlace{"rules"}, {"a", "b"});
  sink.Add(Code::kUnexpected, {"a", "b"});
  const Json array = Json::parse(RenderJson(sink.all(), SourceSet()));
  EXPECT_EQ(array[0]["log"], "x.ndjson");
  EXPECT_EQ(array[0]["line"], 17);
  EXPECT_EQ(array[0]["offset"], 1234);
  EXPECT_FALSE(array[1].contains("line"));
  EXPECT_EQ(array[2]["file"], "rules");
  EXPECT_FALSE(array[2].contains("line"));
  EXPECT_FALSE(array[3].contains("file"));
}

TEST(RenderJsonTest, HostileTextIsEscapedAndReadsBackTheSame) {
  const std::string hostile = "\x1b[2J\u202E\u009B\U000E0041 ü";
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, {"a", hostile});
  const std::string json = RenderJson(sink.all(), SourceSet());
  EXPECT_EQ(json.find("\u202E"), std::string::npos);
  EXPECT_EQ(json.find("\u009B"), std::string::npos);
  EXPECT_NE(json.find("\\u202e"), std::string::npos);
  EXPECT_NE(json.find("\\udb40\\udc41"), std::string::npos);
  EXPECT_EQ(Json::parse(json)[0]["message"], "expected a, found " + hostile);
}

TEST(RenderJsonTest, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, {"a", "\xFF"});
  EXPECT_EQ(Json::parse(RenderJson(sink.all(), SourceSet()))[0]["message"],
            "expected a, found \uFFFD");
}

}  // namespace
}  // namespace abide::diagnostics
