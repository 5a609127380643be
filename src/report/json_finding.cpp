#include "report/json_finding.h"

#include "report/names.h"

namespace abide::report {
namespace {

constexpr std::string_view kAbsent = "?";

void TextOrNull(std::string_view name, std::string_view text, json::Writer& writer) {
  writer.Key(name);
  if (text.empty()) {
    writer.Value(nullptr);
  } else {
    writer.Value(text);
  }
}

void TimeOrNull(std::string_view name, const std::optional<values::Instant>& instant,
                json::Writer& writer) {
  TextOrNull(name, instant ? values::ToString(*instant) : std::string(), writer);
}

void NamedValues(const std::vector<engine::NamedValue>& values, json::Writer& writer) {
  for (const engine::NamedValue& item : values) {
    writer.Key(item.name);
    if (item.absent) {
      writer.Value(nullptr);
    } else {
      writer.Value(item.value);
    }
  }
}

// The members of a record's place.
void Record(const Report& report, const events::Place& place, json::Writer& writer) {
  writer.Member("log", report.LogOf(place));
  writer.Member("line", place.line);
  writer.Member("offset", place.offset);
  writer.Member("length", place.length);
}

void RecordOrNull(std::string_view name, const Report& report,
                  const std::optional<events::Place>& place, json::Writer& writer) {
  writer.Key(name);
  if (!place) return writer.Value(nullptr);
  writer.BeginObject();
  Record(report, *place, writer);
  writer.EndObject();
}

void Evidence(const Report& report, const engine::EvidenceStep& step, json::Writer& writer) {
  writer.BeginObject();
  writer.Member("role", NameOf(step.role));
  TextOrNull("name", step.event, writer);
  if (step.place) {
    writer.Member("time", values::ToString(step.time));
    Record(report, *step.place, writer);
    TextOrNull("sha256", report.DigestOf(*step.place), writer);
  } else {
    TimeOrNull("from", step.from, writer);
    TimeOrNull("until", step.until, writer);
  }
  TextOrNull("note", step.note, writer);
  writer.EndObject();
}

void Course(const engine::Finding& finding, json::Writer& writer) {
  writer.Member("readings", finding.readings);
  writer.Key("course");
  writer.BeginArray();
  for (const engine::Reading& reading : finding.course) {
    writer.BeginObject();
    writer.Member("time", values::ToString(reading.time));
    writer.Member("value", reading.value);
    if (!reading.limit.empty()) {
      writer.Key("limit");
      if (reading.limit == kAbsent) {
        writer.Value(nullptr);
      } else {
        writer.Value(reading.limit);
      }
    }
    writer.EndObject();
  }
  writer.EndArray();
}

void Values(const Report& report, const engine::Finding& finding, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("windows");
  writer.BeginArray();
  for (const engine::WindowSummary& window : finding.windows) {
    writer.BeginObject();
    writer.Member("of", window.text);
    writer.Member("value", window.value);
    writer.Member("events", window.events);
    RecordOrNull("first", report, window.first, writer);
    RecordOrNull("last", report, window.last, writer);
    writer.EndObject();
  }
  writer.EndArray();
  writer.Key("shares");
  writer.BeginArray();
  for (const engine::ShareFound& share : finding.shares) {
    writer.BeginObject();
    writer.Member("of", share.text);
    TextOrNull("least", share.least, writer);
    TextOrNull("most", share.most, writer);
    writer.EndObject();
  }
  writer.EndArray();
  NamedValues(finding.values, writer);
  if (finding.readings != 0) Course(finding, writer);
  writer.EndObject();
}

void Event(const Report& report, const engine::Finding& finding, json::Writer& writer) {
  writer.BeginObject();
  Record(report, finding.place, writer);
  TextOrNull("id", finding.event_id, writer);
  writer.Member("name", finding.event);
  writer.EndObject();
}

// An index into `waivers`.
void Waiver(const Report& report, const engine::Finding& finding, json::Writer& writer) {
  writer.Key("waiver");
  if (const WaiverReport* waiver = report.WaiverOf(finding)) {
    writer.Value(waiver - report.waivers.data());
  } else {
    writer.Value(nullptr);
  }
}

}  // namespace

void WriteFinding(const Report& report, const engine::Finding& finding, json::Writer& writer) {
  const ClauseReport& clause = report.ClauseOf(finding);
  writer.BeginObject();
  writer.Member("fingerprint", finding.fingerprint);
  writer.Member("clause", clause.id);
  TextOrNull("version", clause.version, writer);
  writer.Member("severity", NameOf(clause.severity));
  writer.Member("verdict", NameOf(finding.verdict));
  writer.Member("time", values::ToString(finding.time));
  TimeOrNull("due", finding.due, writer);
  writer.Key("about");
  writer.BeginObject();
  NamedValues(finding.about, writer);
  writer.EndObject();
  writer.Member("message", finding.message.empty() ? clause.title : finding.message);
  TextOrNull("remedy", clause.remedy, writer);
  TextOrNull("excused_by", finding.excused_by, writer);
  TextOrNull("excused_cites", finding.excused_cites, writer);
  Waiver(report, finding, writer);
  writer.Key("missing");
  writer.BeginArray();
  for (const std::string& name : finding.missing) writer.Value(name);
  writer.EndArray();
  writer.Key("values");
  Values(report, finding, writer);
  writer.Key("event");
  Event(report, finding, writer);
  writer.Key("evidence");
  writer.BeginArray();
  for (const engine::EvidenceStep& step : finding.evidence) Evidence(report, step, writer);
  writer.EndArray();
  TextOrNull("baseline", NameOf(finding.mark), writer);
  writer.EndObject();
}

}  // namespace abide::report
