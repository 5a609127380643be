// The findings of a report, each beside the one that is derived for its clause and record.
#include <algorithm>
#include <set>

#include "verify/report_check.h"

namespace abide::verify {
namespace {

// What a finding is known by, as far as it says so.
void Introduce(const Json& finding, FindingCheck& check) {
  const auto text = [](const Json& object, const char* name) {
    const std::string member = json::TextOr(object, name);
    return member.empty() ? "?" : member;
  };
  const Json& event = json::MemberOr(finding, "event");
  check.fingerprint = text(finding, "fingerprint");
  check.clause = text(finding, "clause");
  check.verdict = text(finding, "verdict");
  check.log = text(event, "log");
  const Json& line = json::MemberOr(event, "line");
  if (line.is_number_unsigned()) check.line = line.get<std::uint64_t>();
}

// By what a finding is confirmed.
std::string HowOf(const Json& finding, bool is_whole) {
  std::size_t records = 0;
  std::size_t path = 0;
  bool looks = false;
  for (const Json& step : ListIn(finding, "evidence")) {
    const std::string role = TextIn(step, "role");
    const bool is_record = step.contains("log");
    looks = looks || !is_record;
    records += is_record && role != "nearest" && role != "gap" ? 1 : 0;
    path += role == "source" || role == "flow" ? 1 : 0;
  }
  std::string how = std::to_string(records) + (records == 1 ? " record" : " records");
  if (path != 0) how += ", a path of " + std::to_string(path);
  if (is_whole && !finding.at("values").at("windows").empty()) how += ", the window by a scan";
  if (is_whole && looks) how += ", absence by a scan";
  // Those are counted in the log.
  if (!is_whole) how += records == 1 ? ", not its line" : ", not their lines";
  return how;
}

}  // namespace

const std::vector<std::string>& MembersOfFinding() {
  static const std::vector<std::string> kNames = {
      "fingerprint", "clause",  "version", "severity", "verdict",    "time",
      "due",         "about",   "message", "remedy",   "excused_by", "excused_cites",
      "waiver",      "missing", "values",  "event",    "evidence",   "baseline"};
  return kNames;
}

void ReportCheck::CheckFindings() {
  const std::vector<Derived>& derived = expected_.derivation.findings;
  for (std::size_t i = 0; i < expected_.kept; ++i) {
    derived_[{derived[i].event->place.log, derived[i].event->place.offset}].push_back(i);
    lacking_.insert(i);
  }
  const Json::array_t& findings = ListIn(report_, "findings");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::string where = At("findings", i);
    const std::size_t before = comparison_.claims().size();
    FindingCheck& check = outcome_.findings.emplace_back();
    check.number = i + 1;
    Introduce(findings[i], check);
    comparison_.Within(where, [&] {
      CheckFinding(where, findings[i], check);
      if (!comparison_.HasFalseBehind(before)) CheckFingerprint(where, findings[i]);
    });
    if (comparison_.HasFalseBehind(before)) check.state = State::kFalse;
    if (check.state != State::kConfirmed && journal_.is_whole) check.how.clear();
  }
  for (const std::size_t number : lacking_) {
    const events::Place& place = derived[number].event->place;
    comparison_.AddFalse("findings", ": one is missing, " + WithArticle(derived[number].verdict) +
                                         " of `" + rules_.clauses[derived[number].clause].id +
                                         "` at " + journal_.logs[place.log].path + ':' +
                                         std::to_string(place.line));
  }
}

void ReportCheck::CheckFinding(const std::string& where, const Json& finding, FindingCheck& check) {
  if (!comparison_.HasMembers(where, finding, MembersOfFinding())) return;
  check.how = HowOf(finding, journal_.is_whole);
  if (!journal_.is_whole) return CheckByRecords(where, finding, check);
  const auto number = TakeDerived(finding);
  if (!number) return CheckUnknown(where, finding, check);
  if (*number < last_) comparison_.AddFalse(where, " stands behind a later one");
  last_ = *number;
  lacking_.erase(*number);
  const Derived& derived = expected_.derivation.findings[*number];
  const std::string dot = where + '.';
  const Json expected = FindingOf(derived, rules_);
  for (const auto& [name, value] : expected.items()) {
    comparison_.Same(dot + name, value, finding.at(name));
  }
  comparison_.Same(dot + "waiver", expected_.waiver_numbers[*number], finding.at("waiver"));
  CheckMissing(dot + "missing", derived.clause, derived.verdict, finding);
  CheckEvidence(dot + "evidence", derived, ListIn(finding, "evidence"));
}

// The findings of one clause at one record have an order.
std::optional<std::size_t> ReportCheck::TakeDerived(const Json& finding) {
  const Json& event = finding.at("event");
  const auto log = comparison_.LogNamed(event.at("log"));
  const auto there = log ? derived_.find({*log, CountIn(event, "offset")}) : derived_.end();
  if (there == derived_.end()) return std::nullopt;
  const auto found =
      std::find_if(there->second.begin(), there->second.end(), [&](std::size_t number) {
        const Derived& derived = expected_.derivation.findings[number];
        const check::Clause& clause = rules_.clauses[derived.clause];
        return finding.at("clause") == clause.id &&
               json::TextOr(finding, "version") == clause.version &&
               event.at("name") == rules_.schema.Type(derived.event->kind).name;
      });
  if (found == there->second.end()) return std::nullopt;
  const std::size_t number = *found;
  there->second.erase(found);
  return number;
}

void ReportCheck::CheckFingerprint(const std::string& where, const Json& finding) {
  const std::uint64_t number = fingerprints_[FingerprintOf(finding, 0)]++;
  comparison_.Same(where + ".fingerprint", FingerprintOf(finding, number),
                   finding.at("fingerprint"));
}

void ReportCheck::CheckUnknown(const std::string& where, const Json& finding, FindingCheck& check) {
  check.state = State::kUnconfirmed;
  if (!HasRecords(where + ".evidence", ListIn(finding, "evidence"))) return;
  const auto may_have = [&](std::size_t clause) {
    return rules_.clauses[clause].id == check.clause && !IsWhole(clause);
  };
  const auto& clauses = expected_.clause_numbers;
  if (std::any_of(clauses.begin(), clauses.end(), may_have)) return;
  comparison_.AddFalse(where, " is none: `" + check.clause + "` has no finding there");
}

bool ReportCheck::HasRecords(const std::string& where, const Json::array_t& evidence) {
  bool has = true;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (!evidence[i].contains("log")) continue;
    has = comparison_.HasRecord(At(where, i), evidence[i]) && has;
  }
  return has;
}

const Reads& ReportCheck::ReadsOfClause(std::size_t clause) {
  const auto [place, is_new] = reads_.try_emplace(clause);
  if (is_new) place->second = inquiry::ReadsOf(rules_.clauses[clause], rules_);
  return place->second;
}

void ReportCheck::CheckMissing(const std::string& where, std::size_t clause,
                               const std::string& verdict, const Json& finding) {
  const bool may_miss = verdict == "undetermined" || verdict == "waived";
  if (!may_miss) {
    comparison_.Same(where, Json::array(), finding.at("missing"));
    return;
  }
  std::set<std::string> seen;
  for (const Json& name : ListIn(finding, "missing")) {
    const auto text = name.get<std::string>();
    if (ReadsOfClause(clause).Name(text) && seen.insert(text).second) continue;
    comparison_.AddFalse(where, " names " + Shown(name) + ", which the clause does not read");
  }
}

// --- Evidence ----------------------------------------------------------------------------------

bool ReportCheck::Fits(const Step& step, const Json& said) const {
  const auto is_said = [&](const Exhibit& each) {
    return comparison_.IsSame(StepOf(each, rules_, journal_), said);
  };
  if (std::any_of(step.any_of.begin(), step.any_of.end(), is_said)) return true;
  Exhibit other = step.any_of.front();
  return std::any_of(step.or_at.begin(), step.or_at.end(), [&](const events::Event* event) {
    other.event = event;
    return json::MemberOr(said, "offset") == event->place.offset && is_said(other);
  });
}

void ReportCheck::CheckEvidence(const std::string& where, const Derived& derived,
                                const Json::array_t& evidence) {
  const auto has_to_be_there = [](const Step& step) { return !step.may_be_missing; };
  const auto end = derived.evidence.end();
  auto next = derived.evidence.begin();
  auto step = next;
  std::size_t i = 0;
  for (; i < evidence.size(); ++i, next = step + 1) {
    step = std::find_if(next, end, [&](const Step& each) {
      return has_to_be_there(each) || Fits(each, evidence[i]);
    });
    if (step == end || !Fits(*step, evidence[i])) break;
  }
  if (i == evidence.size() && std::none_of(next, end, has_to_be_there)) return;
  if (!HasRecords(where, evidence)) return;
  if (i == evidence.size()) {
    comparison_.AddFalse(where, " lacks a step, the last of which there are " +
                                    std::to_string(derived.evidence.size()));
  } else if (step == end) {
    comparison_.AddFalse(At(where, i), " does not belong there");
  } else {
    comparison_.Same(At(where, i), StepOf(step->any_of.front(), rules_, journal_), evidence[i]);
  }
}

}  // namespace abide::verify
