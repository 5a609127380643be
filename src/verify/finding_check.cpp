// The findings of a report, each beside the one that is derived for its clause and record.
#include <algorithm>
#include <set>

#include "verify/explanation.h"
#include "verify/report_check.h"

namespace abide::verify {
namespace {

// By what a finding is confirmed.
std::string HowOf(const Derived& derived) {
  std::size_t path = 0;
  bool looks = false;
  bool windows = !derived.finding["values"]["windows"].empty();
  std::size_t records = 0;
  for (const Step& step : derived.evidence) {
    const Json& first = step.any_of.front();
    const auto& role = first["role"].get_ref<const std::string&>();
    if (role == "source" || role == "flow") ++path;
    looks = looks || !first.contains("log");
    records += first.contains("log") && !step.may_be_missing ? 1 : 0;
  }
  std::string how = CountText(records, "record");
  if (path != 0) how += ", a path of " + std::to_string(path);
  if (windows) how += ", the window by a scan";
  if (looks) how += ", absence by a scan";
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

std::string ReportCheck::KeyOf(const Json& finding, std::optional<std::size_t> log) {
  const Json& event = MemberOr(finding, "event");
  std::string key;
  for (const Json* part :
       {&MemberOr(finding, "clause"), &MemberOr(finding, "version"), &MemberOr(event, "name")}) {
    key += part->is_string() ? part->get_ref<const std::string&>() : part->type_name();
    key += '\n';
  }
  key += log ? std::to_string(*log) : "?";
  return key + '@' + std::to_string(NumberIn(event, "offset").value_or(UINT64_MAX));
}

void ReportCheck::CheckFindings() {
  const std::vector<Derived>& derived = expected_.derivation.findings;
  std::map<std::string, std::vector<std::size_t>> by_key;
  for (std::size_t i = 0; i < expected_.kept; ++i) {
    const Json& finding = derived[i].finding;
    by_key[KeyOf(finding, finding["event"]["log"].get<std::size_t>())].push_back(i);
  }
  std::map<std::string, std::size_t> next;
  std::vector<bool> found(expected_.kept);
  std::size_t last = 0;
  const Json& findings = report_["findings"];
  if (!findings.is_array()) return comparison_.AddFalse("findings", " is no list");
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::string where = "findings[" + std::to_string(i) + ']';
    if (!comparison_.HasMembers(where, findings[i], MembersOfFinding())) continue;
    const auto log = comparison_.LogNamed(MemberOr(findings[i]["event"], "log"));
    const std::string key = KeyOf(findings[i], log);
    const auto place = by_key.find(key);
    const std::size_t which = next[key]++;
    if (place == by_key.end() || which >= place->second.size()) {
      CheckUnknown(where, i, findings[i]);
      continue;
    }
    const std::size_t number = place->second[which];
    if (number < last) comparison_.AddFalse(where, " stands behind a later one");
    last = number;
    found[number] = true;
    CheckFinding(where, i, number, findings[i]);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) AddLacking(derived[i]);
  }
}

void ReportCheck::AddLacking(const Derived& derived) {
  const events::Place& place = derived.event->place;
  comparison_.Add(State::kFalse, "findings: one is missing, a " + derived.verdict + " of `" +
                                     rules_.clauses[derived.clause].id + "` at " +
                                     journal_.logs[place.log].path + ':' +
                                     std::to_string(place.line));
}

FindingCheck& ReportCheck::AddCheck(std::size_t index, const Json& finding) {
  return outcome_.findings.emplace_back(CheckOf(index, finding));
}

void ReportCheck::CheckUnknown(const std::string& where, std::size_t index, const Json& finding) {
  FindingCheck& check = AddCheck(index, finding);
  const bool is_whole = std::all_of(
      expected_.clause_numbers.begin(), expected_.clause_numbers.end(), [&](std::size_t clause) {
        return rules_.clauses[clause].id != check.clause || IsWhole(clause);
      });
  check.state = is_whole ? State::kFalse : State::kUnconfirmed;
  if (!HasRecords(where, finding)) {
    check.state = State::kFalse;
  } else if (is_whole) {
    comparison_.AddFalse(where, " is none: `" + check.clause + "` has no finding there");
  }
}

bool ReportCheck::HasRecords(const std::string& where, const Json& finding) {
  bool has = true;
  const Json& evidence = finding["evidence"];
  if (!evidence.is_array()) return has;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const std::string at = where + ".evidence[" + std::to_string(i) + ']';
    has = comparison_.HasRecord(at, evidence[i]) && has;
  }
  return has;
}

void ReportCheck::CheckFinding(const std::string& where, std::size_t index, std::size_t number,
                               const Json& finding) {
  const Derived& derived = expected_.derivation.findings[number];
  FindingCheck& check = AddCheck(index, finding);
  bool is_true = true;
  for (const auto& [name, value] : derived.finding.items()) {
    std::string at = where + '.';
    at += name;
    is_true = comparison_.Same(at, value, finding[name]) && is_true;
  }
  is_true = comparison_.Same(where + ".fingerprint", expected_.fingerprints[number],
                             finding["fingerprint"]) &&
            is_true;
  is_true =
      comparison_.Same(where + ".waiver", expected_.waiver_numbers[number], finding["waiver"]) &&
      is_true;
  is_true = CheckMissing(where + ".missing", derived, finding["missing"]) && is_true;
  is_true = CheckEvidence(where, derived, finding["evidence"]) && is_true;
  if (!is_true) HasRecords(where, finding);
  check.state = is_true ? State::kConfirmed : State::kFalse;
  if (is_true) check.how = HowOf(derived);
}

const Names& ReportCheck::NamesOf(std::size_t clause) {
  auto& names = names_[clause];
  if (!names) names = std::make_unique<Names>(rules_, rules_.clauses[clause]);
  return *names;
}

bool ReportCheck::CheckMissing(const std::string& where, const Derived& derived,
                               const Json& missing) {
  if (!missing.is_array()) {
    comparison_.AddFalse(where, " is no list");
    return false;
  }
  const bool may_miss = derived.verdict == "undetermined" || derived.verdict == "waived";
  if (!may_miss) return comparison_.Same(where, Json::array(), missing);
  const Names& names = NamesOf(derived.clause);
  std::set<std::string> seen;
  for (const Json& name : missing) {
    const bool is_name = name.is_string() && names.Hold(name.get_ref<const std::string&>());
    if (is_name && seen.insert(name.get<std::string>()).second) continue;
    comparison_.AddFalse(where, " names " + Shown(name) + ", which the clause does not read");
    return false;
  }
  return true;
}

bool ReportCheck::Fits(const Step& step, const Json& said) const {
  const auto is_said = [&](const Json& each) { return comparison_.IsSame(each, said); };
  if (std::any_of(step.any_of.begin(), step.any_of.end(), is_said)) return true;
  return std::any_of(step.or_at.begin(), step.or_at.end(), [&](const events::Event* event) {
    return MemberOr(said, "offset") == event->place.offset &&
           is_said(StepAt(step.any_of.front(), *event, rules_, journal_));
  });
}

bool ReportCheck::CheckEvidence(const std::string& where, const Derived& derived,
                                const Json& evidence) {
  if (!evidence.is_array()) {
    comparison_.AddFalse(where + ".evidence", " is no list");
    return false;
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const auto fits = [&](const Step& step) { return Fits(step, evidence[i]); };
    std::size_t at = next;
    while (at < derived.evidence.size() && !fits(derived.evidence[at]) &&
           derived.evidence[at].may_be_missing) {
      ++at;
    }
    const std::string here = where + ".evidence[" + std::to_string(i) + ']';
    if (at == derived.evidence.size()) {
      comparison_.AddFalse(here, " does not belong there");
      return false;
    }
    if (!fits(derived.evidence[at])) {
      if (comparison_.HasRecord(here, evidence[i])) {
        comparison_.Same(here, derived.evidence[at].any_of.front(), evidence[i]);
      }
      return false;
    }
    next = at + 1;
  }
  const auto rest = derived.evidence.begin() + static_cast<std::ptrdiff_t>(next);
  if (std::all_of(rest, derived.evidence.end(),
                  [](const Step& step) { return step.may_be_missing; })) {
    return true;
  }
  comparison_.AddFalse(where + ".evidence", " lacks a step, the last of which there are " +
                                                std::to_string(derived.evidence.size()));
  return false;
}

}  // namespace abide::verify
