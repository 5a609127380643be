#include "json/writer.h"
#include "report/names.h"
#include "report/reasons_report.h"
#include "report/report.h"
#include "report/test_report.h"

namespace abide::report {
namespace {

using reasons::ClauseReason;
using reasons::Condition;
using reasons::EventReasons;

class ReasonsJson {
 public:
  ReasonsJson(const ReasonsInputs& inputs, std::ostream& out)
      : inputs_(inputs), json_(out, json::Layout::kPretty) {}

  void Write(const std::vector<EventReasons>& events) {
    json_.BeginObject();
    json_.Member("format", "abide.reasons/1");
    json_.Key("tool");
    json_.BeginObject();
    json_.Member("name", "abide");
    json_.Member("version", inputs_.version);
    json_.EndObject();
    Array("events", events, [this](const EventReasons& event) { Event(event); });
    json_.EndObject();
  }

 private:
  template <typename List, typename WriteOne>
  void Array(std::string_view name, const List& list, const WriteOne& write) {
    json_.Key(name);
    json_.BeginArray();
    for (const auto& each : list) write(each);
    json_.EndArray();
  }

  void Texts(std::string_view name, const std::vector<std::string>& texts) {
    Array(name, texts, [this](const std::string& text) { json_.Value(text); });
  }

  void TextOrNull(std::string_view name, std::string_view text, bool is_null) {
    json_.Key(name);
    if (is_null) return json_.Value(nullptr);
    json_.Value(text);
  }

  void TruthOrNull(const std::optional<values::Truth>& truth) {
    TextOrNull("truth", truth ? NameOf(*truth) : "", !truth);
  }

  void Place(const events::Place& place) {
    json_.Member("log", inputs_.logs[place.log]);
    json_.Member("line", place.line);
    json_.Member("offset", place.offset);
    json_.Member("length", place.length);
  }

  void RuleOf(diagnostics::Span span) {
    const RulePlace place = PlaceOf(span, *inputs_.sources);
    json_.Key("rule");
    json_.BeginObject();
    json_.Member("file", place.file);
    json_.Member("line", place.line);
    json_.EndObject();
  }

  void Event(const EventReasons& event) {
    json_.BeginObject();
    Place(event.place);
    json_.Member("name", inputs_.rules->schema.Type(event.kind).name);
    json_.Member("time", ToString(event.time));
    json_.Key("fields");
    json_.BeginObject();
    for (const auto& field : event.fields) TextOrNull(field.name, field.value, field.absent);
    json_.EndObject();
    Array("clauses", event.clauses, [this](const ClauseReason& clause) { Clause(clause); });
    json_.EndObject();
  }

  void Clause(const ClauseReason& reason) {
    const check::Clause& clause = inputs_.rules->clauses[static_cast<std::size_t>(reason.clause)];
    json_.BeginObject();
    json_.Member("id", clause.id);
    TextOrNull("version", clause.version, clause.version.empty());
    RuleOf(clause.span);
    json_.Member("outcome", NameOf(reason.outcome));
    Array("parts", reason.parts, [this](const reasons::Part& part) {
      json_.BeginObject();
      json_.Member("role", NameOf(part.role));
      json_.Member("text", part.text);
      TruthOrNull(part.truth);
      TextOrNull("note", part.note, part.note.empty());
      Conditions(part.conditions);
      json_.EndObject();
    });
    Array("exceptions", reason.exceptions, [this](const reasons::ExceptionReason& exception) {
      json_.BeginObject();
      json_.Member("label", exception.label);
      json_.Member("in_force", exception.in_force);
      TruthOrNull(exception.truth);
      Conditions(exception.conditions);
      json_.EndObject();
    });
    Array("findings", reason.findings,
          [&](const engine::Finding& finding) { Finding(finding, clause); });
    json_.EndObject();
  }

  void Conditions(const std::vector<Condition>& conditions) {
    Array("conditions", conditions, [this](const Condition& condition) {
      json_.BeginObject();
      json_.Member("text", condition.text);
      RuleOf(condition.span);
      TruthOrNull(condition.truth);
      Array("operands", condition.operands, [this](const reasons::Operand& operand) {
        json_.BeginObject();
        json_.Member("text", operand.text);
        TextOrNull("value", operand.value, operand.absent);
        json_.EndObject();
      });
      Texts("missing", condition.missing);
      Evidence(condition.evidence);
      json_.EndObject();
    });
  }

  void Evidence(const std::vector<engine::EvidenceStep>& steps) {
    Array("evidence", steps, [this](const engine::EvidenceStep& step) {
      json_.BeginObject();
      json_.Member("role", NameOf(step.role));
      json_.Member("name", step.event);
      json_.Member("note", step.note);
      if (step.place) Place(*step.place);
      json_.EndObject();
    });
  }

  void Finding(const engine::Finding& finding, const check::Clause& clause) {
    json_.BeginObject();
    json_.Member("fingerprint", finding.fingerprint);
    json_.Member("verdict", NameOf(finding.verdict));
    json_.Member("message", finding.message.empty() ? clause.title : finding.message);
    TextOrNull("due", finding.due ? ToString(*finding.due) : "", !finding.due);
    TextOrNull("excused_by", finding.excused_by, finding.excused_by.empty());
    TextOrNull("waived_by", finding.waiver ? clause.waivers[*finding.waiver].by : "",
               !finding.waiver);
    Texts("missing", finding.missing);
    Evidence(finding.evidence);
    json_.EndObject();
  }

  const ReasonsInputs& inputs_;
  json::Writer json_;
};

}  // namespace

std::string_view NameOf(reasons::Role role) {
  static constexpr std::string_view kNames[] = {
      "trigger", "required", "asked", "between", "counted", "source", "flow", "starts", "ends"};
  return kNames[static_cast<std::size_t>(role)];
}

std::string_view NameOf(reasons::Outcome outcome) {
  static constexpr std::string_view kNames[] = {"no_concern", "not_in_force", "part_only",
                                                "kept",       "continued",    "findings"};
  return kNames[static_cast<std::size_t>(outcome)];
}

void WriteReasonsJson(const std::vector<EventReasons>& events, const ReasonsInputs& inputs,
                      std::ostream& out) {
  ReasonsJson(inputs, out).Write(events);
}

}  // namespace abide::report
