#include "containers/packing.h"

#include <algorithm>

namespace abide::containers {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  Foreign foreign;
  // A table may begin with these letters as well: something in the head has to be no text.
  bool is_word = false;
};

constexpr std::string_view kUtf16Help =
    "convert it: `iconv -f UTF-16 -t UTF-8 FILE | abide check … -`";
constexpr std::string_view kUtf32Help =
    "convert it: `iconv -f UTF-32 -t UTF-8 FILE | abide check … -`";
constexpr std::string_view kZipHelp = "unpack it: `unzip -p FILE | abide check … -`";
constexpr std::string_view kTableHelp =
    "write it as NDJSON or CSV, for one with DuckDB: `COPY (FROM 'FILE') TO 'log.ndjson'`";
constexpr std::string_view kNoLogHelp = "name the log itself";

// UTF-32 in front of UTF-16, whose mark it begins with.
constexpr Magic kMagics[] = {
    {0, "\xFF\xFE\0\0"sv, {"UTF-32 text", kUtf32Help}},
    {0, "\0\0\xFE\xFF"sv, {"UTF-32 text", kUtf32Help}},
    {0, "\xFF\xFE"sv, {"UTF-16 text", kUtf16Help}},
    {0, "\xFE\xFF"sv, {"UTF-16 text", kUtf16Help}},
    {0, "PK\x03\x04"sv, {"a zip archive", kZipHelp}},
    {0, "PK\x05\x06"sv, {"a zip archive", kZipHelp}},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     {"packed with xz", "unpack it: `xzcat FILE | abide check … -`"}},
    {0, "BZh"sv, {"packed with bzip2", "unpack it: `bzcat FILE | abide check … -`"}},
    {0, "\x04\x22\x4D\x18"sv, {"packed with lz4", "unpack it: `lz4cat FILE | abide check … -`"}},
    {0, "\xFF\x06\0\0sNaPpY"sv, {"packed with snappy", "unpack it, or let its writer use zstd"}},
    {0, "7z\xBC\xAF\x27\x1C"sv, {"a 7z archive", "unpack it: `7z x -so FILE | abide check … -`"}},
    {0, "\x1F\x9D"sv, {"packed with compress", "unpack it: `zcat FILE | abide check … -`"}},
    {257, "ustar"sv, {"a tar archive", "unpack it: `tar xOf FILE | abide check … -`"}},
    {0, "PAR1"sv, {"a Parquet file", kTableHelp}},
    {0, "ARROW1"sv, {"an Arrow file", kTableHelp}},
    {0, "ORC"sv, {"an ORC file", kTableHelp}, true},
    {0, "Obj\x01"sv, {"an Avro file", "write it as NDJSON: `avro-tools tojson FILE`"}},
    {0, "SQLite format 3\0"sv, {"an SQLite database", "write its table as CSV or NDJSON"}},
    {0,
     "\x7F"
     "ELF"sv,
     {"a program", kNoLogHelp}},
    {0, "MZ"sv, {"a program", kNoLogHelp}, true},
    {0, "%PDF-"sv, {"a PDF document", kNoLogHelp}},
    {0, "\x89PNG"sv, {"a picture", kNoLogHelp}},
};

// Whether all of it may be ASCII text: then its first letters say nothing.
bool MayBeText(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](char c) {
    return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
  });
}

bool Stands(const Magic& magic, std::string_view head) {
  return head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes) &&
         !(magic.is_word && MayBeText(head));
}

// UTF-16 without a mark: JSON begins with two ASCII characters, so one byte of each pair is zero.
bool IsBareUtf16(std::string_view head) {
  if (head.size() < 4) return false;
  const bool little = head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0;
  const bool big = head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0;
  return little || big;
}

}  // namespace

std::string_view NameOf(Packing packing) {
  switch (packing) {
    case Packing::kGzip:
      return "gzip";
    case Packing::kZstd:
      return "zstd";
    case Packing::kNone:
      break;
  }
  return {};
}

Packing PackingOf(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return Packing::kGzip;
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Packing::kZstd;
  // A frame of zstd that is skipped; parallel writers put one in front.
  const bool is_skippable =
      head.size() >= 4 && (head[0] & 0xF0) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18";
  return is_skippable ? Packing::kZstd : Packing::kNone;
}

Foreign ForeignOf(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (Stands(magic, head)) return magic.foreign;
  }
  if (IsBareUtf16(head)) return {"UTF-16 text", kUtf16Help};
  return {};
}

}  // namespace abide::containers
