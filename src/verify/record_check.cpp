// A finding with no log at hand, but for the records of its evidence: what they alone make so is
// confirmed, and what another record could change is left open.
#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_join.h"
#include "inquiry/provenance.h"
#include "verify/report_check.h"

namespace abide::verify {
namespace {

using expressions::ExprPtr;

// Events looked at for one finding: its evidence, a few times.
constexpr std::uint64_t kFewSteps = 10'000'000;

bool ReplacesData(const events::EventSchema& schema) {
  return std::any_of(schema.types().begin(), schema.types().end(),
                     [](const events::EventType& type) {
                       return std::any_of(type.flows.begin(), type.flows.end(),
                                          [](const events::Flow& flow) { return flow.replacing; });
                     });
}

}  // namespace

void ReportCheck::CheckByRecords(const std::string& where, const Json& finding,
                                 FindingCheck& check) {
  check.state = State::kUnconfirmed;
  const std::size_t before = comparison_.claims().size();
  const auto clause = ClauseOf(finding);
  if (!clause) return comparison_.AddFalse(where + ".clause", " is none that was judged");
  CheckLines(where, finding);
  CheckItself(where, finding, *clause);
  const std::vector<events::Event> own = EventsOf(where + ".evidence", ListIn(finding, "evidence"));
  const std::vector<const events::Event*> triggers = TriggersOf(where, own, finding);
  if (triggers.empty()) {
    return comparison_.Add(State::kUnconfirmed, where + ": " + WithArticle(check.verdict) +
                                                    " of `" + check.clause +
                                                    "`; its record can't be read without its log");
  }
  CheckCertain(where, own, triggers, finding, *clause);
  if (comparison_.HasFalseBehind(before)) return;
  Question question = expected_.question;
  question.clauses = {check.clause};
  const Derivation derivation = Derive(rules_, own, question, kFewSteps);
  const Derived* derived = BestOf(derivation, finding);
  // Windows and shares count more than evidence names.
  if (derived == nullptr) {
    check.how.clear();
    return comparison_.Add(State::kUnconfirmed, where + ": " + WithArticle(check.verdict) +
                                                    " of `" + check.clause +
                                                    "`; its records alone do not make it so");
  }
  CheckPaths(where + ".evidence", own, ListIn(finding, "evidence"));
  const std::set<std::string> open = OpenIn(*derived, finding);
  if (open.empty()) {
    check.state = State::kConfirmed;
  } else {
    comparison_.Add(State::kUnconfirmed, where + ": " + absl::StrJoin(open, ", ") + " of `" +
                                             check.clause + "`; the logs are not at hand");
  }
}

void ReportCheck::CheckLines(const std::string& where, const Json& finding) {
  CheckLine(where + ".event", finding.at("event"));
  const Json::array_t& evidence = ListIn(finding, "evidence");
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (evidence[i].contains("log")) CheckLine(At(where + ".evidence", i), evidence[i]);
  }
  const Json::array_t& windows = ListIn(finding.at("values"), "windows");
  for (std::size_t i = 0; i < windows.size(); ++i) {
    for (const char* name : {"first", "last"}) {
      const Json& record = windows[i].at(name);
      if (!record.is_null()) CheckLine(At(where + ".values.windows", i) + '.' + name, record);
    }
  }
}

void ReportCheck::CheckLine(const std::string& where, const Json& record) {
  const auto log = comparison_.LogNamed(record.at("log"));
  if (!log) throw WrongForm{where + ".log", " is none of the logs"};
  const std::uint64_t offset = CountIn(record, "offset");
  const std::uint64_t line = CountIn(record, "line");
  const auto is_other = [&](const auto& told, const char* than) {
    comparison_.AddFalse(where, " stands on line " + std::to_string(line) + ", and " +
                                    told.second.where + ", which " + than + ", on line " +
                                    std::to_string(told.second.line));
  };
  // Each line before it has a byte at least, its end.
  if (line == 0 || line - 1 > offset) {
    return comparison_.AddFalse(where, " can't stand on line " + std::to_string(line) +
                                           ": it begins at byte " + std::to_string(offset));
  }
  auto& lines = lines_[*log];
  const auto [told, is_new] = lines.try_emplace(offset, Line{line, where});
  if (!is_new) {
    if (told->second.line != line) is_other(*told, "is the same record");
    return;
  }
  const auto next = std::next(told);
  if (next != lines.end() && next->second.line < line) is_other(*next, "begins behind it");
  if (told != lines.begin() && std::prev(told)->second.line > line) {
    is_other(*std::prev(told), "begins before it");
  }
}

std::vector<events::Event> ReportCheck::EventsOf(const std::string& where,
                                                 const Json::array_t& evidence) {
  std::vector<events::Event> all;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const Json& step = evidence[i];
    if (!step.contains("log") || !comparison_.HasRecord(At(where, i), step)) continue;
    const testimony::Log& log = journal_.logs[*comparison_.LogNamed(step.at("log"))];
    const std::vector<events::Event>& own = log.kept.at(CountIn(step, "offset")).events;
    const bool is_one = std::any_of(own.begin(), own.end(), [&](const events::Event& event) {
      return step.at("name") == rules_.schema.Type(event.kind).name &&
             step.at("time") == values::ToString(event.time);
    });
    if (!is_one && !own.empty()) {
      comparison_.AddFalse(At(where, i), " is no such event: its kind or time is another");
    }
    for (events::Event event : own) {
      event.place.SetLine(CountIn(step, "line"));
      all.push_back(event);
    }
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return events::InOrder(a, b) < 0; });
  const auto same = [](const auto& a, const auto& b) { return events::InOrder(a, b) == 0; };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

std::vector<const events::Event*> ReportCheck::TriggersOf(const std::string& where,
                                                          const std::vector<events::Event>& own,
                                                          const Json& finding) {
  const Json& said = finding.at("event");
  const auto log = comparison_.LogNamed(said.at("log"));
  bool is_read = false;
  std::vector<const events::Event*> triggers;
  for (const events::Event& event : own) {
    if (event.place.log != log || said.at("offset") != event.place.offset) continue;
    is_read = true;
    const bool is_it = said.at("name") == rules_.schema.Type(event.kind).name &&
                       said.at("id") == judgement::IdOf(event) &&
                       finding.at("time") == values::ToString(event.time);
    if (is_it) triggers.push_back(&event);
  }
  if (is_read && triggers.empty()) {
    comparison_.AddFalse(where + ".event", " is none of its record: kind, time or id is another");
  }
  return triggers;
}

// Events of one record have one place; without an id, what is said of them tells them apart.
const Derived* ReportCheck::BestOf(const Derivation& derivation, const Json& finding) {
  const Derived* best = nullptr;
  std::size_t fewest = SIZE_MAX;
  for (const Derived& each : derivation.findings) {
    const Json own = FindingOf(each, rules_);
    const bool may_be = comparison_.IsSame(own["event"], finding.at("event")) &&
                        own["version"] == finding.at("version") &&
                        own["time"] == finding.at("time") && HasSameEarlier(each, finding);
    if (!may_be) continue;
    const std::size_t open = OpenIn(each, finding).size();
    if (open >= fewest) continue;
    fewest = open;
    best = &each;
  }
  return best;
}

bool ReportCheck::HasSameEarlier(const Derived& derived, const Json& finding) const {
  const Json::array_t& evidence = ListIn(finding, "evidence");
  const auto said = std::find_if(evidence.begin(), evidence.end(),
                                 [](const Json& step) { return step.at("role") == "preceding"; });
  const auto own =
      std::find_if(derived.evidence.begin(), derived.evidence.end(),
                   [](const Step& step) { return step.any_of.front().role == "preceding"; });
  if (said == evidence.end() || own == derived.evidence.end()) {
    return said == evidence.end() && own == derived.evidence.end();
  }
  return comparison_.IsSame(StepOf(own->any_of.front(), rules_, journal_), *said);
}

void ReportCheck::CheckPaths(const std::string& where, const std::vector<events::Event>& own,
                             const Json::array_t& evidence) {
  std::string carried;  // the artifact that the path has come to
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const Json& step = evidence[i];
    const bool is_flow = step.at("role") == "flow";
    if (!is_flow && step.at("role") != "source") continue;
    std::string into = TextIn(step, "note");
    const std::string from = carried + " -> ";
    const bool goes_on = !is_flow || into.starts_with(from);
    if (is_flow && goes_on) into.erase(0, from.size());
    bool is_read = false;
    bool leads = false;
    for (const events::Event& event : own) {
      const bool is_there = comparison_.LogNamed(step.at("log")) == event.place.log &&
                            step.at("offset") == event.place.offset;
      is_read = is_read || is_there;
      leads = leads || (is_there &&
                        inquiry::Leads(rules_.schema, event, is_flow ? &carried : nullptr, into));
    }
    if (!goes_on || (is_read && !leads)) {
      return comparison_.AddFalse(At(where, i), " hands nothing on that its path has come to");
    }
    carried = into;
  }
}

std::set<std::string> ReportCheck::OpenIn(const Derived& derived, const Json& finding) {
  std::set<std::string> open;
  const Json expected = FindingOf(derived, rules_);
  for (const char* name :
       {"verdict", "due", "about", "message", "excused_by", "excused_cites", "values"}) {
    if (!comparison_.IsSame(expected[name], finding.at(name))) open.insert(name);
  }
  std::size_t paths = 0;
  std::set<const Step*> met;
  for (const Json& step : ListIn(finding, "evidence")) {
    const std::string role = TextIn(step, "role");
    const bool is_derived =
        std::any_of(derived.evidence.begin(), derived.evidence.end(),
                    [&](const Step& each) { return Fits(each, step) && met.insert(&each).second; });
    paths += role == "source" ? 1 : 0;
    if (!step.contains("log")) {
      open.insert("absence");
    } else if (!is_derived) {
      open.insert("evidence");
    }
  }
  const check::Clause& clause = rules_.clauses[derived.clause];
  const Reads& reads = ReadsOfClause(derived.clause);
  if (reads.between) open.insert("that nothing came between");
  if (paths < reads.lineage) open.insert("what derives from nothing");
  if (reads.lineage != 0 && ReplacesData(rules_.schema)) {
    open.insert("that nothing was replaced");
  }
  if (finding.at("verdict") == "undetermined") open.insert("verdict");
  if (!finding.at("waiver").is_null()) open.insert("waiver");
  for (const auto& piece : clause.message) {
    const auto* hole = std::get_if<ExprPtr>(&piece);
    if (hole != nullptr && judgement::AsksTheLog(*hole, rules_)) open.insert("message");
  }
  for (const check::AboutItem& item : clause.about) {
    if (judgement::AsksTheLog(item.value, rules_)) open.insert("about");
  }
  if (!finding.at("values").at("windows").empty()) open.insert("windows");
  if (!finding.at("values").at("shares").empty()) open.insert("shares");
  return open;
}

}  // namespace abide::verify
