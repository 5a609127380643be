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

#include "check/check.h"
#include "check/disk_files.h"
#include "events/reader.h"
#include "verify/mapping.h"
#include "verify/record.h"

namespace abide {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Random = std::mt19937;

constexpr int kChangesOfARecord = 60;

const check::CheckedRules& Shipped() {
  static diagnostics::SourceSet files;
  static const check::CheckedRules kRules = [] {
    diagnostics::DiagnosticSink sink;
    check::CheckOptions options;
    options.paths = {"rules/sources"};
    return check::Check(options, check::DiskFiles(), files, sink);
  }();
  return kRules;
}

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
  Reading(const events::SourceMap& source, const events::FieldSelection& selection)
      : rules_(Shipped()), source_(source), selection_(selection) {}

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
    const auto record = verify::ReadJson(line, arena, fault);
    if (!record) return Joined({}, false);
    std::vector<verify::Made> made;
    const verify::Mapped mapped = verify::MapRecord(rules_.schema, source_, *record, false, arena);
    std::vector<std::string> events;
    events.reserve(mapped.events.size());
    for (const verify::Made& event : mapped.events) {
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

events::FieldSelection FewFields(Random& random) {
  const events::EventSchema& schema = Shipped().schema;
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
      const std::string changed = record.dump(-1, ' ', false, Json::error_handler_t::replace);
      const auto few = FewFields(random);
      const Reading reading(source, i % 2 == 0 ? all : few);
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

}  // namespace
}  // namespace abide
