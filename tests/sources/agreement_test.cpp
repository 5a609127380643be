// The reader of records through sources, and the one of verification, which shares no code with it,
// make the same events of the same records: of every fixture, as it is and changed at random, with
// all fields and with few.
//
// Changes are of the kind that logs have: members that are gone, twice in a list, in another order,
// of another type, blank, packed as text or unpacked.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "events/reader.h"
#include "shipped.h"
#include "testimony/mapping.h"
#include "testimony/record.h"

namespace abide {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Random = std::mt19937;

constexpr int kChangesOfARecord = 60;

std::size_t Below(Random& random, std::size_t count) { return random() % count; }

// Every value in the document, but itself.
void Collect(Json& value, std::vector<Json*>& found) {
  if (!value.is_structured()) return;
  for (Json& child : value) {
    found.push_back(&child);
    Collect(child, found);
  }
}

void ChangeMembers(Json& object, Random& random) {
  if (object.empty()) return;
  auto member = object.begin();
  std::advance(member, static_cast<std::ptrdiff_t>(Below(random, object.size())));
  const std::string key = member.key();
  const Json value = member.value();
  object.erase(key);
  // Gone, behind the others, or under another name.
  const std::size_t choice = Below(random, 3);
  if (choice > 0) object[choice == 1 ? key : key + "x"] = value;
}

void ChangeElements(Json& list, Random& random) {
  if (list.empty()) return;
  const std::size_t at = Below(random, list.size());
  const std::size_t other = Below(random, list.size());
  switch (Below(random, 3)) {
    case 0:
      list.erase(at);
      break;
    case 1: {
      const Json copy = list[at];
      list.push_back(copy);
      break;
    }
    default:
      std::swap(list[at], list[other]);
  }
}

void ChangeScalar(Json& value, Random& random) {
  const std::vector<Json> others = {
      nullptr,
      true,
      0,
      -7,
      429,
      1.5,
      "",
      " ",
      "None",
      "2024-05-01T10:00:00Z",
      "12",
      "200",
      "a\tb",
      "{\"a\": 1}",
      "{\"a",
      "[]",
      Json::object(),
      Json::array(),
      Json::array({Json::object({{"key", "purpose"}, {"value", {{"stringValue", "x"}}}})})};
  value = others[Below(random, others.size())];
}

void Change(Json& record, Random& random) {
  std::vector<Json*> values = {&record};
  Collect(record, values);
  Json& value = *values[Below(random, values.size())];
  if (value.is_string() && Below(random, 3) == 0) {
    Json inner = Json::parse(value.get<std::string>(), nullptr, false);
    if (inner.is_structured()) value = inner;
    return;
  }
  if (value.is_structured() && &value != &record && Below(random, 5) == 0) {
    value = value.dump();
  } else if (value.is_object()) {
    ChangeMembers(value, random);
  } else if (value.is_array()) {
    ChangeElements(value, random);
  } else {
    ChangeScalar(value, random);
  }
}

// Its first letters escaped here and there, as some writers escape them.
std::string Written(const Json& record, Random& random) {
  const std::string plain = record.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string text;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const bool begins_text = i > 0 && plain[i - 1] == '"' && plain[i] >= 'a' && plain[i] <= 'z';
    if (begins_text && Below(random, 40) == 0) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(plain[i]);
      text += "\\u00";
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    } else {
      text += plain[i];
    }
  }
  return text;
}

std::string Shown(const values::Value& value) {
  using Kind = values::Value::Kind;
  const bool is_list = value.kind() == Kind::kList;
  if (!is_list && value.kind() != Kind::kRecord) {
    return std::to_string(static_cast<int>(value.kind())) + values::ToString(value);
  }
  std::string text = is_list ? "[" : "{";
  for (const values::Value& part : is_list ? value.elements() : value.members()) {
    text += Shown(part) + ',';
  }
  return text + (is_list ? "]" : "}");
}

// One line an event, with the fields that are selected; without events, what became of the record.
class Reading {
 public:
  Reading(const check::CheckedRules& rules, const events::SourceMap& source,
          const events::FieldSelection& selection)
      : rules_(rules), source_(source), selection_(selection) {}

  std::string ByReader(const std::string& line) const {
    const auto log = events::LogFile::OfText("log", line + "\n");
    events::ReaderOptions options;
    options.schema = &rules_.schema;
    options.selection = selection_;
    options.sources = {&source_};
    options.source = source_.name;
    // Events of a record that are not in order are: not this test's matter.
    options.lateness = {0, INT64_MAX / 2};
    events::EventStream stream({log.get()}, options);
    std::vector<std::string> events;
    while (const events::Event* event = stream.Next()) {
      events.push_back(Line(event->kind, event->time, event->fields));
    }
    return Joined(std::move(events), stream.summaries().front().skipped > 0);
  }

  std::string ByVerification(const std::string& line) const {
    values::Arena arena;
    std::string fault;
    const auto record = testimony::ReadJson(line, arena, fault);
    if (!record) return Joined({}, false);
    std::vector<testimony::Made> made;
    const testimony::Mapped mapped =
        testimony::MapRecord(rules_.schema, source_, *record, false, arena);
    std::vector<std::string> events;
    events.reserve(mapped.events.size());
    for (const testimony::Made& event : mapped.events) {
      events.push_back(Line(event.kind, event.time, event.fields));
    }
    return Joined(std::move(events), !mapped.taken && mapped.fault.empty());
  }

 private:
  std::string Line(events::EventKind kind, values::Instant time,
                   std::span<const values::Value> fields) const {
    std::string line = rules_.schema.Type(kind).name + ' ' + values::ToString(time);
    for (std::size_t i = 1; i < fields.size(); ++i) {
      const auto index = static_cast<events::FieldIndex>(i);
      if (index != events::kIdField && !selection_.Holds(kind, index)) continue;
      line += ' ' + rules_.schema.Type(kind).fields[i].name + '=' + Shown(fields[i]);
    }
    return line;
  }
  // Without their order: that is by time in one, and by mapping in the other.
  static std::string Joined(std::vector<std::string> events, bool is_skipped) {
    if (events.empty()) return is_skipped ? "skipped" : "bad";
    std::sort(events.begin(), events.end());
    std::string text;
    for (const std::string& event : events) text += event + '\n';
    return text;
  }

  const check::CheckedRules& rules_;
  const events::SourceMap& source_;
  const events::FieldSelection& selection_;
};

events::FieldSelection FewFields(const events::EventSchema& schema, Random& random) {
  events::FieldSelection few(schema);
  for (std::size_t kind = 0; kind < schema.types().size(); ++kind) {
    const auto& fields = schema.Type(static_cast<events::EventKind>(kind)).fields;
    for (std::size_t field = 2; field < fields.size(); ++field) {
      if (Below(random, 4) == 0) {
        few.Add(static_cast<events::EventKind>(kind), static_cast<events::FieldIndex>(field));
      }
    }
  }
  return few;
}

class SourceAgreement : public testing::TestWithParam<std::size_t> {};

TEST_P(SourceAgreement, OfReaderAndVerification) {
  const events::SourceMap& source = Shipped().sources[GetParam()];
  std::string name = source.name;
  std::replace(name.begin(), name.end(), '_', '-');
  std::ifstream log(fs::path("tests/testdata/sources") / name / "log.ndjson");
  ASSERT_TRUE(log) << name;
  Random random(20'240'501);
  const auto all = events::FieldSelection::Everything(Shipped().schema);
  std::size_t taken = 0;
  for (std::string line; std::getline(log, line);) {
    for (int i = 0; i < kChangesOfARecord; ++i) {
      Json record = Json::parse(line, nullptr, false);
      for (int changes = i % 6; changes > 0; --changes) Change(record, random);
      const std::string changed = Written(record, random);
      const auto few = FewFields(Shipped().schema, random);
      const Reading reading(Shipped(), source, i % 2 == 0 ? all : few);
      const std::string told = reading.ByReader(changed);
      taken += told.ends_with('\n') ? 1 : 0;
      ASSERT_EQ(told, reading.ByVerification(changed)) << changed;
    }
  }
  EXPECT_GT(taken, kChangesOfARecord / 4);
}

INSTANTIATE_TEST_SUITE_P(Shipped, SourceAgreement,
                         testing::Range(std::size_t{0}, Shipped().sources.size()),
                         [](const auto& each) { return Shipped().sources[each.param].name; });

// --- Attributes, of lists that come in every way.

std::string OneOf(const std::vector<std::string>& words, Random& random) {
  return words[Below(random, words.size())];
}

Json RandomValue(Random& random) {
  const std::vector<Json> values = {
      "v",
      7,
      nullptr,
      {{"stringValue", "w"}},
      {{"intValue", "12"}},
      {{"doubleValue", 1.5}},
      {{"boolValue", true}},
      {{"stringValue", nullptr}},
      {{"other", "x"}},
      {{"stringValue", "a"}, {"intValue", 2}},
      {{"arrayValue", {{"values", Json::array({{{"stringValue", "z"}}})}}}},
      {{"kvlistValue",
        {{"values", Json::array({{{"key", "q3"}, {"value", {{"stringValue", "kv"}}}}})}}}}};
  return values[Below(random, values.size())];
}

Json RandomPairs(Random& random) {
  if (Below(random, 12) == 0) return RandomValue(random);
  Json list = Json::array();
  for (std::size_t i = Below(random, 5); i > 0; --i) {
    Json pair = Json::object();
    const bool value_first = Below(random, 6) == 0;
    if (value_first) pair["value"] = RandomValue(random);
    if (Below(random, 9) != 0) {
      pair["key"] = OneOf({"k", "k", "q3", "q4", "kv", "zz", "skip", ""}, random);
    }
    if (!value_first && Below(random, 9) != 0) pair["value"] = RandomValue(random);
    if (Below(random, 9) == 0) pair["more"] = 1;
    list.push_back(Below(random, 20) == 0 ? RandomValue(random) : pair);
  }
  return list;
}

Json RandomSpan(Random& random) {
  Json span = Json::object();
  if (Below(random, 2) == 0) span["id"] = "s";
  for (const char* key : {"at", "e1", "e3"}) {
    if (Below(random, 3) != 0) span[key] = RandomPairs(random);
  }
  if (Below(random, 2) == 0) span["e2"] = {{"k", RandomValue(random)}, {"q", 1}};
  for (const char* key : {"j1", "j2"}) {
    if (Below(random, 3) == 0) span[key] = RandomPairs(random).dump();
  }
  return span;
}

Json RandomSpans(Random& random) {
  Json spans = Json::array();
  for (std::size_t i = Below(random, 3); i > 0; --i) spans.push_back(RandomSpan(random));
  return spans;
}

Json RandomRecord(Random& random) {
  Json record = {{"x", Json::object()}, {"t", "2024-05-01T10:00:00Z"}};
  record["spans"] = RandomSpans(random);
  record["ss"] = Json::array({{{"spans", RandomSpans(random)}}, {{"spans", RandomSpans(random)}}});
  record["at"] = RandomPairs(random);
  const Json inner = {{"at", RandomPairs(random)}};
  record["r"] = Below(random, 2) == 0 ? inner : Json(RandomPairs(random).dump());
  record["h"] = "W3sia2V5IjogImsiLCAidmFsdWUiOiAiaCJ9XQ";
  return record;
}

TEST(SourceAgreement, OfAttributesInEveryList) {
  static const check::CheckedRules kRules = RulesOf("tests/testdata/agreement/attributes.abide");
  ASSERT_EQ(kRules.sources.size(), 3U);
  Random random(3);
  const auto all = events::FieldSelection::Everything(kRules.schema);
  std::size_t with_attributes = 0;
  for (int i = 0; i < 1500; ++i) {
    const std::string record = Written(RandomRecord(random), random);
    const auto few = FewFields(kRules.schema, random);
    for (const events::SourceMap& source : kRules.sources) {
      const Reading reading(kRules, source, i % 2 == 0 ? all : few);
      const std::string told = reading.ByReader(record);
      with_attributes += told.find("a=6") != std::string::npos ? 1 : 0;
      ASSERT_EQ(told, reading.ByVerification(record)) << source.name << "\n" << record;
    }
  }
  EXPECT_GT(with_attributes, 300U);
}

}  // namespace
}  // namespace abide
