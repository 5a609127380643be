// Logs of every container with garbage in them: what the reader makes of them, and says of it, is
// what testimony does.
//
//   ABIDE_VERIFY_CASES=100000     checks (default: some seconds' worth)
//   ABIDE_VERIFY_SEED=17          where they begin
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_join.h"
#include "check/check.h"
#include "pack.h"
#include "reference/generator.h"
#include "reference/setting.h"
#include "verify/checked.h"

namespace abide::verify {
namespace {

using reference::Random;
using Texts = std::vector<std::string>;
using JournalPtr = std::unique_ptr<Journal>;

constexpr const char* kOwn = R"(event call "A call of a model"
  user    string
  cost    number?
  on      boolean?
  since   time?
  term    duration?
  size    one of "small", "large"?
  data    list of string?
  parts[].name string?
  parts[].size number?
  usage.input number?
  outputs list of artifact?
  flow    -> outputs

event copy
  inputs  list of artifact?
  output  artifact?
  amount  number?
  flow    inputs -> output weighed by amount

clause cheap
  "Calls are cheap"
  forbid   call where cost > 5 or usage.input > 100 or size == "large"
  about    user
  message  "{user} spent {cost}, {data}, {since}, {term}"

clause paid
  "Calls are paid for"
  after    call where on or any p in parts: (p.size > 1 or p.name == "a")
  require  copy within 2 hours where copy.amount == call.cost

clause few
  "Few calls"
  limit    count(call) to 2 per user over 1 day

clause clean
  "Nothing is copied of what is large"
  forbid   copy where inputs derive from (call where size == "large" or cost > 1)
)";

constexpr const char* kStore = R"(event read
  files[].name   string
  files[].owner  string?
  user           string?
  bytes          number?

event write
  name  string
  user  string?

source store "The log of a file store"
  event read when .kind == "read"
    time          = epoch_seconds(.at)
    id            = .id
    files[].name  = [f.name for f in .files]
    files[].owner = .owners
    user          = .user.name else .user
    bytes         = number(.bytes)
  event write for f in .files when .kind == "write" and has f.name
    time          = .at
    name          = f.name
    user          = json(.more).user

clause private "Files of others are not read"
  forbid read where any f in files: (f.owner == "other" or f.owner == user)
  about  user, bytes

clause asked "What is written was read"
  before  write
  require (read within 1 day where any f in read.files: f.name == write.name)
)";

// Reads a list that others would take for that of a wrapper.
constexpr const char* kTrail = R"(event act
  name  string?
  who   string?
  count number?

source trail "A log of acts"
  event act for i in .items
    time = i.time else .time
    name = i.name
    who  = i.who
    count = size(.data)

clause nobody "Nobody acts"
  forbid act where who != "root" or count > 1
  about  name, who
)";

class OneFile : public check::FileSystem {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}
  diagnostics::Expected<std::string, std::string> Read(const std::string&) const override {
    return text_;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  std::string text_;
};

// What records of a log are made of: members that its rules read, with values of all kinds.
struct Reported {
  std::string rules;
  Texts fixed;  // members of which a record has one
  Texts keys;
};

std::vector<Reported> ReportedRules() {
  return {
      {kOwn,
       {R"("event":"call")", R"("event":"copy")", R"("event":"call","user":"a")",
        R"("event":"other")"},
       {"user", "cost", "on", "since", "term", "size", "data", "parts", "usage", "outputs",
        "inputs", "output", "amount", "id", "usage.input"}},
      {kStore,
       {R"("kind":"read")", R"("kind":"write")", R"("kind":"read","at":1704067200)",
        R"("kind":"write","at":"2024-01-01T09:00:00Z")", R"("event":"read")"},
       {"at", "id", "files", "owners", "user", "bytes", "more", "kind"}},
      {kTrail,
       {R"("items":[{"name":"x"},{"name":"y","who":"root"}])", R"("items":[])",
        R"("items":[{"time":"2024-01-01T00:00:00Z"}])", R"("data":[{"items":[]}])"},
       {"items", "data", "who", "name", "time"}},
  };
}

const Texts& Scalars() {
  static const Texts kTexts = {"null",
                               "true",
                               "false",
                               "0",
                               "1",
                               "6.5",
                               "-1",
                               "1e2",
                               "1E400",
                               "123456789012345678901234567890",
                               "0.1234567890123456789",
                               "\"\"",
                               "\"a\"",
                               "\"b\"",
                               "\"small\"",
                               "\"large\"",
                               "\"other\"",
                               "\"\\u00e4\\n\"",
                               "\"\\ud83d\\ude00\"",
                               "\"2 hours\"",
                               "\"12\"",
                               "\"2024-01-01T05:00:00Z\"",
                               "1704070000",
                               "\"1704070000\"",
                               "\"{\\\"user\\\":\\\"a\\\"}\"",
                               "\"{[\"",
                               "\"}]\""};
  return kTexts;
}

// Bytes that are no JSON, or not there, or not whole.
const Texts& Garbage() {
  static const Texts kTexts = {"{",
                               "}",
                               "[",
                               "]",
                               ",",
                               ":",
                               "\"",
                               "\\",
                               "\n",
                               "\r\n",
                               "\r",
                               " ",
                               "\t",
                               "\f",
                               "\v",
                               "\1",
                               "\x7f",
                               "\xff",
                               "\xc3",
                               "\xe2\x82",
                               ";",
                               "nul",
                               "tru",
                               "garbage",
                               "NaN",
                               "01",
                               "+1",
                               ".5",
                               "1.",
                               "-",
                               "{}",
                               "[]",
                               "[{}]",
                               "[[]]",
                               "{\"a\"}",
                               "\\u12",
                               "\\ud800",
                               "//x",
                               "'a'",
                               "1 2",
                               "{\"event\":1}",
                               "{\"data\":[{}]",
                               "\"items\":[",
                               "null",
                               "\"\"",
                               "\xef\xbb\xbf",
                               ",,",
                               "\n\n"};
  return kTexts;
}

std::string Quoted(const std::string& text) { return '"' + text + '"'; }

std::string RandomValue(Random& random, std::size_t depth) {
  if (depth == 0 || random.Below(3) != 0) return random.Of(Scalars());
  static const Texts kNames = {"name", "size", "owner", "who", "time", "input", "user", "a"};
  Texts parts;
  const bool is_list = random.Below(2) == 0;
  for (std::size_t i = random.Below(4); i > 0; --i) {
    const std::string value = RandomValue(random, depth - 1);
    parts.push_back(is_list ? value : Quoted(random.Of(kNames)) + ":" + value);
  }
  const std::string inside = absl::StrJoin(parts, ",");
  return is_list ? '[' + inside + ']' : '{' + inside + '}';
}

std::string RandomTime(Random& random) {
  const std::size_t hour = random.Below(24);
  return Quoted("2024-01-01T" + std::string(hour < 10 ? "0" : "") + std::to_string(hour) +
                ":00:00Z");
}

std::string RandomRecord(const Reported& subject, Random& random, const std::string& between) {
  Texts members = {random.Of(subject.fixed)};
  if (!random.OneIn(8)) members.push_back("\"time\":" + RandomTime(random));
  for (std::size_t i = random.Below(5); i > 0; --i) {
    members.push_back(Quoted(random.Of(subject.keys)) + ':' + RandomValue(random, 2));
  }
  if (random.OneIn(3)) std::swap(members.front(), members[random.Below(members.size())]);
  return '{' + between + absl::StrJoin(members, ',' + between) + between + '}';
}

std::string RandomRows(const Reported& subject, Random& random) {
  const std::string delimiter = random.Of(Texts{",", ";", "\t"});
  Texts names = {"event", "time"};
  for (const std::string& key : subject.keys) {
    if (random.OneIn(2)) names.push_back(key);
  }
  Texts rows = {absl::StrJoin(names, delimiter)};
  static const Texts kCells = {"",
                               "a",
                               "b",
                               "1",
                               "6.5",
                               "true",
                               "\"a\"",
                               "\"a,b;c\td\"",
                               "\"two\nlines\"",
                               "\"say \"\"no\"\"\"",
                               "small",
                               "2 hours",
                               "\"\"",
                               "a\"b",
                               "\"a\"b",
                               "'",
                               " 1",
                               "+1",
                               ".5"};
  for (std::size_t i = random.Below(6); i > 0; --i) {
    Texts cells = {random.Of(Texts{"call", "copy", "other", "\"call\""}),
                   "2024-01-01T0" + std::to_string(random.Below(10)) + ":00:00Z"};
    while (cells.size() < names.size()) cells.push_back(random.Of(kCells));
    if (random.OneIn(8)) cells.pop_back();
    rows.push_back(absl::StrJoin(cells, delimiter));
  }
  return absl::StrJoin(rows, random.OneIn(4) ? "\r\n" : "\n") + (random.OneIn(2) ? "\n" : "");
}

std::string RandomWhole(const Reported& subject, Random& random) {
  const std::size_t layout = random.Below(8);
  if (layout == 0) return RandomRows(subject, random);
  const bool is_pretty = random.OneIn(4);
  Texts records;
  for (std::size_t i = random.Below(6); i > 0; --i) {
    records.push_back(RandomRecord(subject, random, is_pretty ? "\n  " : ""));
  }
  const std::string name = random.Of(Texts{"data", "Records", "items", "events", "value"});
  const std::string list = '[' + absl::StrJoin(records, is_pretty ? ",\n" : ",") + ']';
  const std::string head = random.Of(Texts{"", "\"object\":\"list\",", "\"n\":1,\"next\":null,"});
  const std::string tail = random.Of(Texts{"", ",\"has_more\":true", ",\"event\":\"call\"",
                                           ",\"meta\":{\"a\":[1]}", ",\"user\":1"});
  const std::string wrapped = '{' + head + Quoted(name) + ':' + list + tail + '}';
  switch (layout) {
    case 1:
      return list;
    case 2:
      return wrapped;
    case 3:
      return list + (random.OneIn(2) ? "\n" : "") + wrapped + '\n';
    case 4:
      return absl::StrJoin(records, "");
    default:
      records.push_back(random.Of(Texts{"", "", list, wrapped}));
      return absl::StrJoin(records, random.OneIn(4) ? "\r\n" : "\n");
  }
}

void Spoil(std::string& text, Random& random) {
  const std::size_t at = random.Below(text.size() + 1);
  const std::size_t length = random.Below(random.OneIn(3) ? text.size() + 1 : 4);
  switch (random.Below(7)) {
    case 0:
      text.erase(at, length);
      break;
    case 1:
      text.resize(at);
      break;
    case 2:
      text.insert(at, 1, '\0');
      break;
    case 3:
      text.insert(at, text.substr(random.Below(text.size() + 1), length));
      break;
    case 4:
      if (at < text.size()) text[at] = random.Of(Garbage())[0];
      break;
    default:
      text.insert(at, random.Of(Garbage()));
  }
}

std::string RandomLog(const Reported& subject, Random& random) {
  std::string text = RandomWhole(subject, random);
  for (std::size_t i = random.Below(4); i > 0; --i) Spoil(text, random);
  if (random.OneIn(20)) text.insert(0, "\xef\xbb\xbf");
  if (random.OneIn(6)) {
    text = random.OneIn(2) ? containers::testing::Gzip(text) : containers::testing::Zstd(text);
    if (random.OneIn(2)) Spoil(text, random);
  }
  return text;
}

// Null if one of the texts can't be read as a log at all.
std::unique_ptr<Checked> CheckTexts(const Reported& subject, const Texts& texts, const Wish& wish) {
  std::vector<std::unique_ptr<events::LogFile>> files;
  for (const std::string& text : texts) {
    const std::string path = "log" + std::to_string(files.size());
    auto plain = events::Unpack(events::LogFile::OfText(path, text));
    if (!plain) return nullptr;
    files.push_back(std::move(*plain));
  }
  auto checked = std::make_unique<Checked>();
  diagnostics::DiagnosticSink sink;
  check::CheckOptions options;
  options.paths = {"rules.abide"};
  checked->rules = check::Check(options, OneFile(subject.rules), checked->sources, sink);
  EXPECT_FALSE(sink.has_errors()) << sink.Sorted().front().Message();
  return Judge(std::move(checked), std::move(files), wish);
}

std::string Shown(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string WhatIs(std::uint64_t seed, const Reported& subject, const JournalPtr& journal,
                   const Checked& checked) {
  std::string what = "seed " + std::to_string(seed) + ", " + subject.rules.substr(0, 11) + '\n';
  for (const testimony::Log& log : journal->logs) {
    what += log.path + " (" + log.container + "): " + Shown(log.text) + '\n';
  }
  for (const Json& each : checked.report["problems"]) what += each.dump() + '\n';
  return what;
}

TEST(Garbage, WhateverIsReadAmongItIsConfirmed) {
  const std::uint64_t cases = reference::Setting("ABIDE_VERIFY_CASES", 2000);
  const std::uint64_t seed = reference::Setting("ABIDE_VERIFY_SEED", 1);
  const std::vector<Reported> subjects = ReportedRules();
  std::map<std::string, std::size_t> problems;
  std::size_t findings = 0;
  std::size_t failures = 0;
  for (std::uint64_t i = 0; i < cases && failures < 3; ++i) {
    Random random(seed + i);
    const Reported& subject = random.Of(subjects);
    Texts texts = {RandomLog(subject, random)};
    while (random.OneIn(5)) texts.push_back(RandomLog(subject, random));
    Wish strict;
    strict.options.strict = true;
    const auto checked = CheckTexts(subject, texts, strict);
    if (checked == nullptr) continue;
    const JournalPtr journal = JournalOf(*checked);
    ASSERT_NE(journal, nullptr);
    const std::string is_false =
        FalseOf(Verifier(checked->rules, checked->sources, *journal).Verify(checked->report));
    EXPECT_TRUE(is_false.empty()) << is_false << WhatIs(seed + i, subject, journal, *checked);
    failures += is_false.empty() ? 0 : 1;
    findings += checked->report["findings"].size();
    for (const Json& count : checked->report["problem_counts"]) {
      ++problems[count["code"].get<std::string>()];
    }
  }
  EXPECT_GT(findings, cases / 10);
  for (const char* code : {"L0101", "L0103", "L0106", "L0107", "L0108", "L0201", "L0203", "L0204",
                           "L0205", "L0208", "L0301", "L0303", "L0304", "L0305", "L0306"}) {
    EXPECT_NE(problems[code], 0U) << code;
  }
}

}  // namespace
}  // namespace abide::verify
