#include "json/writer.h"
#include "report/impact.h"
#include "report/names.h"
#include "report/wording.h"

#include <optional>

namespace abide::report {
namespace {

class ImpactJson {
 public:
  ImpactJson(const Impact& impact, std::ostream& out)
      : impact_(impact), json_(out, json::Layout::kPretty) {}

  void Write() {
    json_.BeginObject();
    json_.Member("format", "abide.impact/1");
    json_.Key("tool");
    json_.BeginObject();
    json_.Member("name", "abide");
    json_.Member("version", impact_.after->version);
    json_.EndObject();
    json_.Member("failed", impact_.failing != 0);
    Options();
    Ruleset("before", *impact_.before);
    Ruleset("after", *impact_.after);
    Logs();
    json_.Key("totals");
    json_.BeginObject();
    json_.Member("added", impact_.added);
    json_.Member("removed", impact_.removed);
    json_.Member("altered", impact_.altered);
    json_.Member("failing", impact_.failing);
    json_.Member("not_compared", impact_.not_compared);
    json_.EndObject();
    json_.Key("clauses");
    json_.BeginArray();
    for (const ClauseChange& change : impact_.clauses) Clause(change);
    json_.EndArray();
    json_.EndObject();
  }

 private:
  void Text(std::string_view name, std::string_view text) {
    json_.Key(name);
    if (text.empty()) return json_.Value(nullptr);
    json_.Value(text);
  }
  void Time(std::string_view name, const std::optional<values::Instant>& time) {
    Text(name, time ? values::ToString(*time) : std::string());
  }
  void Texts(std::string_view name, const std::vector<std::string>& texts) {
    json_.Key(name);
    json_.BeginArray();
    for (const std::string& text : texts) json_.Value(text);
    json_.EndArray();
  }

  void Options() {
    const auto& options = impact_.after->options;
    json_.Key("options");
    json_.BeginObject();
    Time("as_of", options.as_of);
    Time("since", options.since);
    Time("until", options.until);
    Texts("clauses", options.clauses);
    json_.Member("fail_on", ToString(options.fail_on));
    json_.EndObject();
  }

  void Ruleset(std::string_view name, const Report& report) {
    json_.Key(name);
    json_.BeginObject();
    Texts("rules", report.options.rules);
    json_.Member("sha256", report.ruleset.sha256);
    json_.EndObject();
  }

  void Logs() {
    json_.Key("logs");
    json_.BeginArray();
    for (const events::LogSummary& log : impact_.after->logs) {
      json_.BeginObject();
      json_.Member("path", log.path);
      Text("xxh3_128", log.xxh3_128);
      if (impact_.after->options.sha256) Text("sha256", log.sha256);
      json_.Member("records", log.records);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void Clause(const ClauseChange& change) {
    json_.BeginObject();
    json_.Member("id", change.any().id);
    json_.Member("change", NameOf(change.fate));
    Side("before", change.before);
    Side("after", change.after);
    json_.Member("added", change.added);
    json_.Member("removed", change.removed);
    json_.Member("altered", change.altered);
    json_.Key("findings");
    json_.BeginArray();
    for (const FindingChange& finding : change.findings) Change(finding);
    json_.EndArray();
    json_.EndObject();
  }

  void Side(std::string_view name, const ClauseReport* clause) {
    json_.Key(name);
    if (clause == nullptr) return json_.Value(nullptr);
    json_.BeginObject();
    json_.Member("id", clause->id);
    Text("version", clause->version);
    json_.Member("severity", NameOf(clause->severity));
    json_.Member("status", NameOf(clause->result.status));
    json_.Member("considered", clause->result.considered);
    for (const engine::Verdict verdict : kVerdicts) {
      json_.Member(NameOf(verdict), CountOf(clause->result, verdict));
    }
    json_.EndObject();
  }

  void Change(const FindingChange& change) {
    json_.BeginObject();
    json_.Member("change", NameOf(change.kind));
    json_.Member("fails", change.fails);
    json_.Key("differences");
    json_.BeginArray();
    for (const Difference& difference : change.differences) {
      json_.BeginObject();
      json_.Member("what", difference.what);
      Text("before", difference.before);
      Text("after", difference.after);
      json_.EndObject();
    }
    json_.EndArray();
    Finding("before", *impact_.before, change.before);
    Finding("after", *impact_.after, change.after);
    json_.EndObject();
  }

  void Finding(std::string_view name, const Report& report, const engine::Finding* finding) {
    json_.Key(name);
    if (finding == nullptr) return json_.Value(nullptr);
    json_.BeginObject();
    json_.Member("fingerprint", finding->fingerprint);
    json_.Member("clause", report.ClauseOf(*finding).id);
    json_.Member("severity", NameOf(report.ClauseOf(*finding).severity));
    json_.Member("verdict", NameOf(finding->verdict));
    json_.Member("time", values::ToString(finding->time));
    json_.Member("log", report.LogOf(finding->place));
    json_.Member("line", finding->place.line);
    json_.Member("event", finding->event);
    json_.Key("about");
    json_.BeginObject();
    for (const engine::NamedValue& item : finding->about) {
      json_.Key(item.name);
      if (item.absent) {
        json_.Value(nullptr);
      } else {
        json_.Value(item.value);
      }
    }
    json_.EndObject();
    json_.Member("message", MessageOf(report, *finding));
    json_.EndObject();
  }

  const Impact& impact_;
  json::Writer json_;
};

}  // namespace

void WriteImpactJson(const Impact& impact, std::ostream& out) { ImpactJson(impact, out).Write(); }

}  // namespace abide::report
