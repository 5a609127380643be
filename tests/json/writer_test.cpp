#include "json/writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>

#include "diagnostics/printable.h"

namespace abide::json {
namespace {

template <typename Write>
std::string Written(Layout layout, Write write) {
  std::ostringstream out;
  Writer writer(out, layout);
  write(writer);
  return out.str();
}

void WriteSample(Writer& json) {
  json.BeginObject();
  json.Member("text", "a \"b\" \\ c");
  json.Member("view", std::string_view("v"));
  json.Member("string", std::string("s"));
  json.Member("yes", true);
  json.Member("none", nullptr);
  json.Member("least", std::numeric_limits<std::int64_t>::min());
  json.Member("most", std::numeric_limits<std::uint64_t>::max());
  json.Key("empty");
  json.BeginArray();
  json.EndArray();
  json.Key("list");
  json.BeginArray();
  json.Value(1);
  json.BeginObject();
  json.EndObject();
  json.BeginObject();
  json.Member("a", 2U);
  json.EndObject();
  json.EndArray();
  json.EndObject();
}

TEST(WriterTest, CompactIsOneLineWithoutBlanks) {
  EXPECT_EQ(Written(Layout::kCompact, WriteSample),
            R"({"text":"a \"b\" \\ c","view":"v","string":"s","yes":true,"none":null,)"
            R"("least":-9223372036854775808,"most":18446744073709551615,)"
            R"("empty":[],"list":[1,{},{"a":2}]})"
            "\n");
}

TEST(WriterTest, PrettyIsOneLineAMemberOrElement) {
  EXPECT_EQ(Written(Layout::kPretty, WriteSample), R"({
  "text": "a \"b\" \\ c",
  "view": "v",
  "string": "s",
  "yes": true,
  "none": null,
  "least": -9223372036854775808,
  "most": 18446744073709551615,
  "empty": [],
  "list": [
    1,
    {},
    {
      "a": 2
    }
  ]
}
)");
}

TEST(WriterTest, SeveralValuesAtTheTopAreLines) {
  const std::string lines = Written(Layout::kCompact, [](Writer& json) {
    json.Value("one\ntwo");
    json.BeginObject();
    json.EndObject();
    json.Value(3);
  });
  EXPECT_EQ(lines, "\"one\\ntwo\"\n{}\n3\n");
}

TEST(WriterTest, ATreeIsWrittenInTheWritersLayoutAndItsOwnOrder) {
  const Json tree = Json::parse(R"({"z": [true, null, -1], "a": {"n": {}, "t": "\u202e"}})");
  const std::string compact = Written(Layout::kCompact, [&](Writer& json) { json.Tree(tree); });
  EXPECT_EQ(compact, R"({"z":[true,null,-1],"a":{"n":{},"t":"\u202e"}})"
                     "\n");
  const std::string pretty = Written(Layout::kPretty, [&](Writer& json) {
    json.BeginArray();
    json.Tree(tree["a"]);
    json.EndArray();
  });
  EXPECT_EQ(pretty, R"([
  {
    "n": {},
    "t": "\u202e"
  }
]
)");
}

struct QuoteCase {
  std::string text;
  std::string expected;
};

TEST(WriterTest, HostileTextIsEscaped) {
  const QuoteCase cases[] = {
      {"", R"("")"},
      {"plain / text", R"("plain / text")"},
      {"Große Straße 日本語 😀", R"("Große Straße 日本語 😀")"},
      {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
      {std::string("\0\x01\x1f", 3), R"("\u0000\u0001\u001f")"},
      {"\x1b[31mred\x1b[0m\x7f", R"("\u001b[31mred\u001b[0m\u007f")"},
      {"\u0085\u009b", R"("\u0085\u009b")"},
      {"\u2028\u2029", R"("\u2028\u2029")"},
      {"\u202a\u202b\u202c\u202d\u202e", R"("\u202a\u202b\u202c\u202d\u202e")"},
      {"\u2066\u2067\u2068\u2069", R"("\u2066\u2067\u2068\u2069")"},
      {"\u200e\u200f\u061c\u200b\ufeff", R"("\u200e\u200f\u061c\u200b\ufeff")"},
      {"\U000E0041", R"("\udb40\udc41")"},
      {"\xff", "\"\uFFFD\""},
      {"a\xc3", "\"a\uFFFD\""},
      {"\xc0\xaf", "\"\uFFFD\uFFFD\""},
      {"\xed\xa0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
      {"\xf4\x90\x80\x80z", "\"\uFFFD\uFFFD\uFFFD\uFFFDz\""},
      {"\xe2\x82\"", "\"\uFFFD\uFFFD\\\"\""},
  };
  for (const QuoteCase& c : cases) EXPECT_EQ(Quoted(c.text), c.expected) << c.text;
}

TEST(WriterTest, NamesAreEscapedAsTextsAre) {
  const std::string written = Written(Layout::kCompact, [](Writer& json) {
    json.BeginObject();
    json.Member("a\"\n\xff", 1);
    json.EndObject();
  });
  EXPECT_EQ(written, "{\"a\\\"\\n\uFFFD\":1}\n");
}

TEST(WriterTest, RandomBytesComeOutAsPlainJsonAndComeBack) {
  std::mt19937 random(20230828);
  for (int round = 0; round < 5'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() % 256);
    const std::string quoted = Quoted(bytes);
    std::string expected;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto point = diagnostics::DecodeUtf8(bytes, at);
      expected += point.valid ? bytes.substr(at, point.length) : "\uFFFD";
      at += point.length;
    }
    ASSERT_EQ(Json::parse(quoted).get<std::string>(), expected);
    for (std::size_t at = 0; at < quoted.size();) {
      const auto point = diagnostics::DecodeUtf8(quoted, at);
      ASSERT_TRUE(point.valid && diagnostics::IsPrintable(point.value)) << quoted;
      at += point.length;
    }
  }
}

// Texts are looked through eight bytes at a time, so every byte stands at every place of a word,
// alone and beside another that is not plain.
TEST(WriterTest, EveryByteAtEveryPlace) {
  const auto inner = [](const std::string& text) {
    const std::string quoted = Quoted(text);
    return quoted.substr(1, quoted.size() - 2);
  };
  for (int value = 0; value < 256; ++value) {
    const std::string byte(1, static_cast<char>(value));
    for (std::size_t before = 0; before < 18; ++before) {
      const std::string text = std::string(before, 'a') + byte;
      const std::string expected = std::string(before, 'a') + inner(byte);
      ASSERT_EQ(inner(text + std::string(9, 'b')), expected + std::string(9, 'b')) << value;
      ASSERT_EQ(inner(text + "\x01" + "b\x7f" + "c"), expected + "\\u0001b\\u007fc") << value;
    }
  }
}

// Counts what arrives and keeps none of it.
class CountingBuffer : public std::streambuf {
 public:
  std::size_t total = 0;
  std::size_t largest = 0;

 protected:
  std::streamsize xsputn(const char* /*text*/, std::streamsize size) override {
    total += static_cast<std::size_t>(size);
    largest = std::max(largest, static_cast<std::size_t>(size));
    return size;
  }
};

TEST(WriterTest, ALargeArrayIsHandedOnInPieces) {
  CountingBuffer counting;
  std::ostream out(&counting);
  Writer json(out, Layout::kPretty);
  json.BeginArray();
  for (int i = 0; i < 100'000; ++i) {
    json.BeginObject();
    json.Member("finding", i);
    json.Member("message", "a dataset derives from what it may not");
    json.EndObject();
  }
  json.EndArray();
  EXPECT_GT(counting.total, 8'000'000U);
  EXPECT_LT(counting.largest, 100'000U);
}

TEST(WriterDeathTest, ACallThatCannotStandThereStopsTheRun) {
  std::ostringstream out;
  const auto misuse = [&](auto write) {
    Writer json(out, Layout::kCompact);
    write(json);
  };
  EXPECT_DEATH(misuse([](Writer& json) { json.Key("a"); }), "a name stands in an object");
  EXPECT_DEATH(misuse([](Writer& json) {
                 json.BeginObject();
                 json.Value(1);
               }),
               "a value in an object has a name");
  EXPECT_DEATH(misuse([](Writer& json) {
                 json.BeginObject();
                 json.Key("a");
                 json.EndObject();
               }),
               "its last name has a value");
  EXPECT_DEATH(misuse([](Writer& json) {
                 json.BeginArray();
                 json.EndObject();
               }),
               "what is ended has been begun");
  EXPECT_DEATH(misuse([](Writer& json) { json.BeginArray(); }), "what was begun has been ended");
}

}  // namespace
}  // namespace abide::json
