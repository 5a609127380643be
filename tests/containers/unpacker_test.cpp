// What was packed comes out again, however it is cut; what is broken says so behind what was good.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "containers/unpacker.h"
#include "pack.h"

namespace abide::containers {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Unpacked {
  std::string plain;
  std::string fault;
  bool may_end = false;
};

// Shows `in` bytes at a time, and takes `out` at most.
Unpacked UnpackAll(std::string_view packed, Packing packing, std::size_t in = 1 << 20,
                   std::size_t out = 1 << 20) {
  const auto unpacker = MakeUnpacker(packing);
  Unpacked result;
  std::string piece;
  std::string plain(out, '\0');
  for (std::size_t at = 0;;) {
    const Unpacker::Step step = unpacker->Unpack(piece, plain);
    result.plain.append(plain, 0, step.made);
    piece.erase(0, step.taken);
    if (!unpacker->fault().empty()) break;
    if (step.taken + step.made > 0) continue;
    if (at == packed.size()) break;
    const std::size_t count = std::min(in, packed.size() - at);
    piece.append(packed, at, count);
    at += count;
  }
  result.fault = unpacker->fault();
  result.may_end = unpacker->may_end();
  return result;
}

std::string SomeText(std::size_t size) {
  std::mt19937 random(3);
  std::string text;
  while (text.size() < size) text += "{\"n\": " + std::to_string(random() % 1000) + "}\n";
  return text;
}

std::string Pack(std::string_view text, Packing packing) {
  return packing == Packing::kGzip ? Gzip(text) : Zstd(text);
}

class UnpackerTest : public ::testing::TestWithParam<Packing> {};

TEST_P(UnpackerTest, AnyCutGivesTheSame) {
  const std::string text = SomeText(50'000);
  const std::string packed = Pack(text, GetParam());
  for (const std::size_t in : {1, 2, 3, 17, 1000, 1 << 20}) {
    for (const std::size_t out : {1, 7, 999, 1 << 20}) {
      if (in < 10 && out < 10) continue;
      const Unpacked result = UnpackAll(packed, GetParam(), in, out);
      EXPECT_EQ(result.plain, text) << in << " " << out;
      EXPECT_THAT(result.fault, IsEmpty());
      EXPECT_TRUE(result.may_end);
    }
  }
}

TEST_P(UnpackerTest, SeveralMembersOrFramesAreOneText) {
  const Packing packing = GetParam();
  std::string packed = Pack("first ", packing) + Pack("", packing) + Pack("second", packing);
  for (const std::size_t in : {1, 5, 1 << 20}) {
    const Unpacked result = UnpackAll(packed, packing, in);
    EXPECT_EQ(result.plain, "first second");
    EXPECT_TRUE(result.may_end);
  }
}

TEST_P(UnpackerTest, EveryTruncationIsNoticed) {
  const std::string text = SomeText(3'000);
  const std::string packed = Pack(text, GetParam());
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const Unpacked result = UnpackAll(packed.substr(0, size), GetParam());
    EXPECT_FALSE(result.may_end) << size;
    EXPECT_THAT(result.fault, IsEmpty()) << size;
    EXPECT_EQ(result.plain, text.substr(0, result.plain.size()));
  }
}

TEST_P(UnpackerTest, AnyByteThatIsChangedIsNoticedOrChangesNothing) {
  const std::string text = SomeText(3'000);
  const std::string packed = Pack(text, GetParam());
  for (std::size_t at = 0; at < packed.size(); ++at) {
    std::string broken = packed;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    const Unpacked result = UnpackAll(broken, GetParam());
    const bool is_noticed = !result.fault.empty() || !result.may_end;
    EXPECT_TRUE(is_noticed || result.plain == text) << at;
  }
}

TEST_P(UnpackerTest, WhatStandsBehindIsAFault) {
  const Unpacked result = UnpackAll(Pack("text", GetParam()) + "behind", GetParam());
  EXPECT_EQ(result.plain, "text");
  EXPECT_THAT(result.fault, HasSubstr("what stands"));
}

INSTANTIATE_TEST_SUITE_P(Packings, UnpackerTest, ::testing::Values(Packing::kGzip, Packing::kZstd),
                         [](const auto& each) { return std::string(NameOf(each.param)); });

TEST(GzipTest, ZerosBehindTheLastMemberAreNothing) {
  const Unpacked result = UnpackAll(Gzip("text") + std::string(1000, '\0'), Packing::kGzip, 7);
  EXPECT_EQ(result.plain, "text");
  EXPECT_THAT(result.fault, IsEmpty());
  EXPECT_TRUE(result.may_end);
}

TEST(GzipTest, AHeaderWithANameAndACommentIsRead) {
  std::string packed = Gzip("text");
  packed[3] = 0x18;
  packed.insert(10, std::string("name\0comment\0", 13));
  for (const std::size_t in : {1, 3, 1 << 20}) {
    EXPECT_EQ(UnpackAll(packed, Packing::kGzip, in).plain, "text");
  }
}

// RFC 1952, 2.3.1: the two lower bytes of the CRC-32 of the header. The library once forgot it
// between two pieces.
TEST(GzipTest, AHeaderWithAChecksumIsReadInAnyPieces) {
  std::string packed = Gzip("text");
  packed.replace(0, 10, std::string("\x1F\x8B\x08\x02\0\0\0\0\0\x03", 10));
  const std::uint16_t checksum = 0x77A7;
  packed.insert(10, {static_cast<char>(checksum & 0xFF), static_cast<char>(checksum >> 8)});
  for (std::size_t in = 1; in < 20; ++in) {
    const Unpacked result = UnpackAll(packed, Packing::kGzip, in);
    EXPECT_EQ(result.plain, "text") << in;
    EXPECT_THAT(result.fault, IsEmpty()) << in;
  }
}

// A member whose end is in a piece of its own: the library reads beyond it, and gives back what it
// was shown before.
TEST(GzipTest, MembersAreToldApartWhereverPiecesEnd) {
  std::string packed;
  std::string text;
  for (const char* part : {"", "a", "some text", "", "text text text text"}) {
    packed += Gzip(part);
    text += part;
  }
  for (std::size_t in = 1; in < packed.size(); ++in) {
    const Unpacked result = UnpackAll(packed, Packing::kGzip, in);
    EXPECT_EQ(result.plain, text) << in;
    EXPECT_TRUE(result.may_end) << in;
  }
}

TEST(ZstdTest, FramesThatAreSkippedAreNothing) {
  const std::string packed = SkippedZstd("about") + Zstd("one ") + SkippedZstd("") + Zstd("two");
  EXPECT_EQ(PackingOf(packed), Packing::kZstd);
  for (const std::size_t in : {1, 3, 1 << 20}) {
    const Unpacked result = UnpackAll(packed, Packing::kZstd, in);
    EXPECT_EQ(result.plain, "one two");
    EXPECT_TRUE(result.may_end);
  }
}

TEST(PackingTest, IsToldByTheFirstBytes) {
  EXPECT_EQ(PackingOf(Gzip("")), Packing::kGzip);
  EXPECT_EQ(PackingOf(Zstd("")), Packing::kZstd);
  EXPECT_EQ(PackingOf("{\"event\": 1}"), Packing::kNone);
  EXPECT_EQ(PackingOf(""), Packing::kNone);
}

TEST(ForeignTest, IsToldByTheFirstBytes) {
  const auto what = [](std::string_view head) { return std::string(ForeignOf(head).what); };
  EXPECT_EQ(what(std::string_view("PK\x03\x04....")), "a zip archive");
  EXPECT_EQ(what(std::string_view("\xFD"
                                  "7zXZ\0..",
                                  8)),
            "packed with xz");
  EXPECT_EQ(what("BZh91AY"), "packed with bzip2");
  EXPECT_EQ(what("PAR1...."), "a Parquet file");
  EXPECT_EQ(what(std::string_view("Obj\x01....")), "an Avro file");
  EXPECT_EQ(what("\x7F"
                 "ELF...."),
            "a program");
  EXPECT_EQ(what(std::string(257, '\0') + "ustar"), "a tar archive");
  EXPECT_EQ(what(std::string_view("\xFF\xFE{\0\"\0", 6)), "UTF-16 text");
  EXPECT_EQ(what(std::string_view("\xFE\xFF\0{", 4)), "UTF-16 text");
  EXPECT_EQ(what(std::string_view("{\0\"\0a\0", 6)), "UTF-16 text");
  EXPECT_EQ(what(std::string_view("\0{\0\"\0a", 6)), "UTF-16 text");
  EXPECT_EQ(what(std::string_view("\xFF\xFE\0\0{\0\0\0", 8)), "UTF-32 text");
  EXPECT_EQ(what("\xEF\xBB\xBF{\"event\": 1}"), "");
  EXPECT_EQ(what("{\"event\": 1}"), "");
  EXPECT_EQ(what(""), "");
  // Tables may begin with such letters.
  EXPECT_EQ(what(std::string_view("ORC\x03....")), "an ORC file");
  EXPECT_EQ(what("ORCID,time\n0000,2024-05-01\n"), "");
  EXPECT_EQ(what("MZone;time\r\na;2024-05-01\r\n"), "");
}

}  // namespace
}  // namespace abide::containers
