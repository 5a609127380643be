#include "verify/bundle_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "expressions/children.h"
#include "verify/comparison.h"
#include "verify/expectation.h"
#include "verify/report_check.h"

namespace abide::verify {

using expressions::Expr;
using expressions::ExprPtr;

namespace {

// Events looked at for one finding: its evidence, a few times.
constexpr std::uint64_t kMostSteps = 10'000'000;

using Records = std::map<std::pair<std::uint32_t, std::uint64_t>, const BundleRecord*>;

bool IsRole(const Json& step, std::initializer_list<const char*> roles) {
  const Json& role = MemberOr(step, "role");
  return std::any_of(roles.begin(), roles.end(), [&](const char* each) { return role == each; });
}

class BundleCheck {
 public:
  BundleCheck(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
              const Bundle& bundle, const Json& report, Outcome& outcome)
      : rules_(rules),
        report_(report),
        outcome_(outcome),
        comparison_(WithLogs(report, journal_), MemberOr(report, "logs")),
        expected_(Expect(rules, sources, journal_, {}, kMostSteps)) {
    for (const BundleRecord& record : bundle.records) {
      records_[{record.log, record.offset}] = &record;
    }
  }

  void Run() {
    comparison_.Same("format", "abide.report/1", MemberOr(report_, "format"));
    comparison_.Same("ruleset.sha256", expected_.ruleset["sha256"],
                     MemberOr(MemberOr(report_, "ruleset"), "sha256"));
    comparison_.Same("parameters", expected_.parameters, MemberOr(report_, "parameters"));
    comparison_.Same("policies", expected_.policies, MemberOr(report_, "policies"));
    CheckClauses();
    CheckFindings();
    const auto unseen = [this](const char* what) { comparison_.Add(State::kUnconfirmed, what); };
    unseen("findings: that there are no more; the logs are not at hand");
    unseen("clauses: their counts and their status; the logs are not at hand");
    unseen("logs, waivers, vanished, problems and options: the logs are not at hand");
    outcome_.claims = comparison_.claims();
  }

 private:
  // Its logs are those that the report names, and hold nothing yet.
  static const Journal& WithLogs(const Json& report, Journal& journal) {
    const Json& logs = MemberOr(report, "logs");
    if (!logs.is_array()) return journal;
    for (const Json& each : logs) {
      Log& log = journal.logs.emplace_back();
      log.lines.push_back(0);
      const auto text = [&each](const char* name) {
        const Json& member = MemberOr(each, name);
        return member.is_string() ? member.get<std::string>() : std::string();
      };
      log.path = text("path");
      log.source = text("source");
      log.container = text("container");
    }
    return journal;
  }

  // Their words; and that the counts of a clause are those of its findings.
  void CheckClauses() {
    const Json& clauses = MemberOr(report_, "clauses");
    if (!clauses.is_array()) return comparison_.AddFalse("clauses", " is no list");
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const std::string where = "clauses[" + std::to_string(i) + ']';
      const auto found =
          std::find_if(expected_.clauses.begin(), expected_.clauses.end(), [&](const Json& each) {
            return each["id"] == MemberOr(clauses[i], "id") &&
                   each["version"] == MemberOr(clauses[i], "version");
          });
      if (found == expected_.clauses.end()) {
        comparison_.AddFalse(where, " is no clause of the rules");
        continue;
      }
      for (const char* name :
           {"policy", "title", "cites", "severity", "tags", "remedy", "effective", "text"}) {
        comparison_.Same(where + '.' + name, (*found)[name], MemberOr(clauses[i], name));
      }
      for (const auto& [count, verdict] :
           {std::pair("breached", "breach"), std::pair("pending", "pending"),
            std::pair("undetermined", "undetermined"), std::pair("excused", "excused"),
            std::pair("waived", "waived")}) {
        if (NumberIn(clauses[i], "findings_not_reported") != 0) continue;
        comparison_.Same(where + '.' + count, CountOf(clauses[i], verdict),
                         MemberOr(clauses[i], count));
      }
    }
  }

  std::uint64_t CountOf(const Json& clause, const char* verdict) const {
    const Json& findings = MemberOr(report_, "findings");
    if (!findings.is_array()) return 0;
    return static_cast<std::uint64_t>(
        std::count_if(findings.begin(), findings.end(), [&](const Json& finding) {
          return MemberOr(finding, "clause") == MemberOr(clause, "id") &&
                 MemberOr(finding, "version") == MemberOr(clause, "version") &&
                 MemberOr(finding, "verdict") == verdict;
        }));
  }

  // --- Findings

  void CheckFindings() {
    const Json& findings = MemberOr(report_, "findings");
    if (!findings.is_array()) return comparison_.AddFalse("findings", " is no list");
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const std::string where = "findings[" + std::to_string(i) + ']';
      FindingCheck check;
      check.number = i + 1;
      const auto before = comparison_.claims().size();
      if (comparison_.HasMembers(where, findings[i], MembersOfFinding())) {
        check = CheckOf(i, findings[i]);
        check.state = State::kUnconfirmed;
        CheckFinding(where, findings[i], check);
      }
      const auto& claims = comparison_.claims();
      const bool is_false =
          std::any_of(claims.begin() + static_cast<std::ptrdiff_t>(before), claims.end(),
                      [](const Claim& claim) { return claim.state == State::kFalse; });
      if (is_false) check.state = State::kFalse;
      outcome_.findings.push_back(std::move(check));
    }
  }

  void CheckFinding(const std::string& where, const Json& finding, FindingCheck& check) {
    Journal own;
    WithLogs(report_, own);
    const std::size_t records = AddRecords(where, finding, own);
    Sort(own);
    CheckEvents(where, finding["evidence"], own);
    CheckFingerprint(where, finding);
    check.how = CountText(records, "record");
    Question question;
    question.clauses = {check.clause};
    question.max_findings = SIZE_MAX;
    const Json& as_of = MemberOr(report_, "as_of");
    if (as_of.is_string()) {
      question.as_of = values::ParseInstant(as_of.get_ref<const std::string&>());
    }
    const Derivation derivation = Derive(rules_, own, question, kMostSteps);
    const auto derived = std::find_if(
        derivation.findings.begin(), derivation.findings.end(), [&](const Derived& each) {
          return comparison_.IsSame(each.finding["event"], finding["event"]) &&
                 each.finding["version"] == finding["version"] && HoldsEarlier(each, finding);
        });
    if (derived == derivation.findings.end()) return AddUnderived(where, check);
    Compare(where, finding, *derived, check);
  }

  // Of several at one event: that with the same earlier one.
  bool HoldsEarlier(const Derived& derived, const Json& finding) const {
    const auto earlier = [](const Json& steps) {
      const auto found = std::find_if(steps.begin(), steps.end(),
                                      [](const Json& step) { return IsRole(step, {"preceding"}); });
      return found == steps.end() ? Json() : *found;
    };
    Json steps = Json::array();
    for (const Step& step : derived.evidence) steps.push_back(step.any_of.front());
    const Json& evidence = finding["evidence"];
    return !evidence.is_array() || comparison_.IsSame(earlier(steps), earlier(evidence));
  }

  // The records of its evidence, as the bundle has them; how many.
  std::size_t AddRecords(const std::string& where, const Json& finding, Journal& own) {
    const Json& evidence = finding["evidence"];
    if (!evidence.is_array()) {
      comparison_.AddFalse(where + ".evidence", " is no list");
      return 0;
    }
    std::set<std::pair<std::uint32_t, std::uint64_t>> added;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const std::string here = where + ".evidence[" + std::to_string(i) + ']';
      const Json& step = evidence[i];
      if (!step.is_object() || !step.contains("log")) continue;
      const auto log = comparison_.LogNamed(step["log"]);
      const auto offset = NumberIn(step, "offset");
      const auto line = NumberIn(step, "line");
      if (!log || !offset || !line) {
        comparison_.AddFalse(here, " stands at no place");
        continue;
      }
      const auto number = static_cast<std::uint32_t>(*log);
      const auto record = records_.find({number, *offset});
      if (record == records_.end()) {
        comparison_.AddFalse(here, " is not in the bundle");
        continue;
      }
      const std::string& bytes = record->second->bytes;
      const bool is_it =
          MemberOr(step, "sha256") == Sha256Of(bytes) && NumberIn(step, "length") == bytes.size();
      if (!is_it) comparison_.AddChanged(here, *log, *line);
      if (!is_it || !added.insert({number, *offset}).second) continue;
      AddRecord(rules_, number, *line, *offset, bytes, own);
    }
    return added.size();
  }

  // Each step is an event of its record: its kind and time are.
  void CheckEvents(const std::string& where, const Json& evidence, const Journal& own) {
    if (!evidence.is_array()) return;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const Json& step = evidence[i];
      const auto log = comparison_.LogNamed(MemberOr(step, "log"));
      const auto offset = NumberIn(step, "offset");
      if (!log || !offset) continue;
      bool is_read = false;
      bool is_event = false;
      for (const events::Event& event : own.events) {
        if (event.place.log != *log || event.place.offset != *offset) continue;
        is_read = true;
        is_event = is_event || (MemberOr(step, "name") == rules_.schema.Type(event.kind).name &&
                                MemberOr(step, "time") == values::ToString(event.time));
      }
      if (is_read && !is_event) {
        comparison_.AddFalse(where + ".evidence[" + std::to_string(i) + ']',
                             " is no such event: its kind or time is another");
      }
    }
  }

  // Findings that agree in all that it is made of are numbered, in their order.
  void CheckFingerprint(const std::string& where, const Json& finding) {
    const Json& event = finding["event"];
    const bool is_whole =
        finding["clause"].is_string() && finding["time"].is_string() &&
        MemberOr(event, "name").is_string() && finding["about"].is_object() &&
        (MemberOr(event, "id").is_null() || event["id"].is_string()) &&
        std::all_of(finding["about"].begin(), finding["about"].end(),
                    [](const Json& value) { return value.is_null() || value.is_string(); });
    if (!is_whole) return comparison_.AddFalse(where, " has an event that is none");
    Json named = finding;
    if (!event.contains("id")) named["event"]["id"] = nullptr;
    const std::uint64_t number = numbers_[FingerprintOf(named, 0)]++;
    comparison_.Same(where + ".fingerprint", FingerprintOf(named, number), finding["fingerprint"]);
  }

  // Its records alone do not make it so: windows and shares count more than evidence names.
  void AddUnderived(const std::string& where, FindingCheck& check) {
    check.how.clear();
    comparison_.Add(State::kUnconfirmed, where + ": a " + check.verdict + " of `" + check.clause +
                                             "`; its records alone do not make it so");
  }

  void Compare(const std::string& where, const Json& finding, const Derived& derived,
               FindingCheck& check) {
    // What rests on its own event and the rules is so or not, whatever else the log holds.
    for (const char* name : {"clause", "version", "severity", "time", "remedy", "event"}) {
      comparison_.Same(where + '.' + name, derived.finding[name], finding[name]);
    }
    std::string open;
    const auto leave_open = [&open](const std::string& what) {
      if (open.find(what) == std::string::npos) open += (open.empty() ? "" : ", ") + what;
    };
    for (const char* name :
         {"verdict", "due", "about", "message", "excused_by", "excused_cites", "values"}) {
      if (!comparison_.IsSame(derived.finding[name], finding[name])) leave_open(name);
    }
    std::size_t path = 0;
    for (const Json& step : finding["evidence"]) {
      const bool is_derived =
          std::any_of(derived.evidence.begin(), derived.evidence.end(), [&](const Step& each) {
            return std::any_of(each.any_of.begin(), each.any_of.end(),
                               [&](const Json& one) { return comparison_.IsSame(one, step); });
          });
      if (IsRole(step, {"not_found", "awaited"}) || !step.contains("log")) {
        leave_open("absence");
      } else if (IsRole(step, {"source", "flow"})) {
        ++path;
        // All that hands it on has to be there.
        if (!is_derived)
          comparison_.AddFalse(where, ".evidence: a step of its path hands nothing on");
      } else if (!is_derived) {
        leave_open("evidence");
      }
    }
    LeaveOpenUnseen(rules_.clauses[derived.clause], finding, leave_open);
    if (path != 0) check.how += ", a path of " + std::to_string(path);
    const Json& values = finding["values"];
    if (!MemberOr(values, "windows").empty()) leave_open("windows");
    if (!MemberOr(values, "shares").empty()) leave_open("shares");
    if (open.empty()) {
      check.state = State::kConfirmed;
      return;
    }
    comparison_.Add(State::kUnconfirmed,
                    where + ": " + open + " of `" + check.clause + "`; the logs are not at hand");
  }

  // What a record that is not in the bundle could change, though nothing of it is to be seen.
  template <typename LeaveOpen>
  void LeaveOpenUnseen(const check::Clause& clause, const Json& finding,
                       const LeaveOpen& leave_open) const {
    const Names names(rules_, clause);
    if (names.asks_between()) leave_open("that nothing came between");
    std::size_t paths = 0;
    for (const Json& step : finding["evidence"]) paths += IsRole(step, {"source"}) ? 1 : 0;
    if (paths < names.lineage()) leave_open("what derives from nothing");
    if (names.lineage() != 0 && ReplacesData()) leave_open("that nothing was replaced");
    if (MemberOr(finding, "verdict") == "undetermined") leave_open("verdict");
    for (const auto& piece : clause.message) {
      const auto* hole = std::get_if<ExprPtr>(&piece);
      if (hole != nullptr && Asks(**hole)) leave_open("message");
    }
    for (const check::AboutItem& item : clause.about) {
      if (Asks(*item.value)) leave_open("about");
    }
  }

  bool ReplacesData() const {
    for (const events::EventType& type : rules_.schema.types()) {
      for (const events::Flow& flow : type.flows) {
        if (flow.replacing) return true;
      }
    }
    return false;
  }

  static bool Asks(const Expr& expr) {
    bool asks = std::holds_alternative<expressions::Ask>(expr.node);
    expressions::ForEachChild(expr, [&](const ExprPtr& child) { asks = asks || Asks(*child); });
    return asks;
  }

  const check::CheckedRules& rules_;
  const Json& report_;
  Outcome& outcome_;
  Journal journal_;
  Comparison comparison_;
  Expectation expected_;
  Records records_;
  std::map<std::string, std::uint64_t> numbers_;  // by fingerprint
};

}  // namespace

Outcome VerifyBundle(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                     const Bundle& bundle, const Json& report) {
  Outcome outcome;
  BundleCheck(rules, sources, bundle, report, outcome).Run();
  outcome.PutFalseFirst();
  return outcome;
}

}  // namespace abide::verify
