#include "lsp/frames.h"

#include <gtest/gtest.h>

#include <vector>

namespace abide::lsp {
namespace {

std::vector<std::string> All(Frames& frames) {
  std::vector<std::string> all;
  while (const auto frame = frames.Next()) {
    all.push_back(frame->fault.empty() ? frame->body : "fault: " + frame->fault);
  }
  return all;
}

TEST(FramesTest, GivesMessagesHoweverTheirBytesCome) {
  const std::string stream = Framed("{\"a\": 1}") + Framed("") + Framed("\xC3\xA9");
  const std::vector<std::string> expected = {"{\"a\": 1}", "", "\xC3\xA9"};
  Frames whole;
  whole.Feed(stream);
  EXPECT_EQ(All(whole), expected);
  Frames bytewise;
  std::vector<std::string> came;
  for (const char byte : stream) {
    bytewise.Feed({&byte, 1});
    for (std::string& each : All(bytewise)) came.push_back(std::move(each));
  }
  EXPECT_EQ(came, expected);
}

TEST(FramesTest, ReadsHeadersInAnyCaseAndOrder) {
  Frames frames;
  frames.Feed(
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-LENGTH:  2 \r\n\r\n{}");
  EXPECT_EQ(All(frames), std::vector<std::string>{"{}"});
}

TEST(FramesTest, GoesOnBehindAHeaderThatCantBeRead) {
  for (const char* header : {"Content-Length: -1", "Content-Length: 9999999999999999999999",
                             "Length: 3", "Content-Length: 3x", "Content-Length"}) {
    Frames frames;
    frames.Feed(std::string(header) + "\r\n\r\n" + Framed("{}"));
    const auto all = All(frames);
    ASSERT_EQ(all.size(), 2U) << header;
    EXPECT_EQ(all[0], "fault: a header without a number as Content-Length");
    EXPECT_EQ(all[1], "{}");
  }
}

TEST(FramesTest, BoundsHeadersAndTexts) {
  Frames frames({.header = 64, .body = 10});
  frames.Feed(Framed("12345678901") + Framed("1234567890"));
  EXPECT_EQ(All(frames),
            (std::vector<std::string>{"fault: a message longer than 10 bytes", "1234567890"}));
  frames.Feed(std::string(100, 'x'));
  EXPECT_EQ(All(frames), std::vector<std::string>{"fault: a header longer than 64 bytes"});
  frames.Feed(Framed("{}"));
  EXPECT_EQ(All(frames), std::vector<std::string>{"{}"});
}

}  // namespace
}  // namespace abide::lsp
