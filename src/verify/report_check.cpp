#include "verify/report_check.h"

#include <algorithm>
#include <array>

namespace abide::verify {

ReportCheck::ReportCheck(const check::CheckedRules& rules, const Journal& journal,
                         const Expectation& expectation, const Json& report, Outcome& outcome)
    : rules_(rules),
      journal_(journal),
      expected_(expectation),
      report_(report),
      outcome_(outcome),
      comparison_(journal, MemberOr(report, "logs")) {}

void ReportCheck::Run() {
  AddUp();
  CheckHead();
  CheckRuleset();
  CheckLogs();
  CheckFindings();
  CheckClauses();
  CheckWaivers();
  CheckBaseline();
  CheckFailed();
  CheckProblems();
  outcome_.claims = comparison_.claims();
}

bool ReportCheck::IsWhole(std::size_t clause) const {
  return expected_.derivation.clauses[clause].is_complete;
}

void ReportCheck::CheckHead() {
  comparison_.Same("format", "abide.report/1", report_["format"]);
  const Json& tool = report_["tool"];
  if (comparison_.HasMembers("tool", tool, {"name", "version"})) {
    comparison_.Same("tool.name", "abide", tool["name"]);
    if (!tool["version"].is_string()) comparison_.AddFalse("tool.version", " is no text");
  }
  comparison_.Same("parameters", expected_.parameters, report_["parameters"]);
  comparison_.Same("policies", expected_.policies, report_["policies"]);
  comparison_.Same("as_of", expected_.as_of, report_["as_of"]);
}

void ReportCheck::CheckRuleset() {
  const Json& ruleset = report_["ruleset"];
  if (!comparison_.HasMembers("ruleset", ruleset, {"sha256", "files"})) return;
  comparison_.Same("ruleset.sha256", expected_.ruleset["sha256"], ruleset["sha256"]);
  const Json& files = expected_.ruleset["files"];
  SameList("ruleset.files", files, ruleset["files"], "path", outcome_.files_confirmed);
}

void ReportCheck::TakePath(Json& expected) const {
  const Json& own = expected_.ruleset["files"];
  const Json& said = MemberOr(report_["ruleset"], "files");
  Json& file = expected["place"]["file"];
  for (std::size_t i = 0; i < own.size() && said.is_array() && i < said.size(); ++i) {
    if (own[i]["path"] != file) continue;
    file = MemberOr(said[i], "path");
    return;
  }
}

void ReportCheck::CheckLogs() {
  SameList("logs", expected_.logs, report_["logs"], "path", outcome_.logs_confirmed);
}

void ReportCheck::SameList(const std::string& where, const Json& expected, const Json& actual,
                           const std::string& path, std::uint64_t& confirmed) {
  if (!actual.is_array() || actual.size() != expected.size()) {
    comparison_.Same(where, expected, actual);
    return;
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::string at = where + '[';
    at += std::to_string(i) + ']';
    if (comparison_.IsSame(expected[i], actual[i])) {
      ++confirmed;
      continue;
    }
    Json rest = actual[i];
    if (rest.is_object() && rest.contains(path)) {
      std::string at_path = at + '.';
      at_path += path;
      comparison_.SamePath(at_path, expected[i][path], rest[path]);
      rest[path] = expected[i][path];
    }
    if (comparison_.Same(at, expected[i], rest)) ++confirmed;
  }
}

void ReportCheck::CheckClauses() {
  const Json& clauses = report_["clauses"];
  if (expected_.clauses.empty() && !report_["options"]["clauses"].empty()) {
    comparison_.AddFalse("options.clauses", " are none of the rules");
  }
  if (!clauses.is_array() || clauses.size() != expected_.clauses.size()) {
    return comparison_.AddFalse("clauses", " is " + Shown(clauses) + ", and " +
                                               std::to_string(expected_.clauses.size()) +
                                               " were to be judged");
  }
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const std::size_t number = expected_.clause_numbers[i];
    Json expected = expected_.clauses[i];
    expected["undetermined_by"] = UndeterminedBy(number, MemberOr(clauses[i], "undetermined_by"));
    TakePath(expected);
    const std::string where = "clauses[" + std::to_string(i) + ']';
    if (!IsWhole(number)) {
      static constexpr std::array kCounts = {
          "status",       "considered", "breached",   "pending",         "excused",
          "undetermined", "waived",     "excused_by", "undetermined_by", "findings_not_reported"};
      for (const char* count : kCounts) expected[count] = MemberOr(clauses[i], count);
      comparison_.Add(State::kUnconfirmed, where + ": the counts of `" + rules_.clauses[number].id +
                                               "`, for its scans would take too many steps");
    }
    const bool is_true = comparison_.Same(where, expected, clauses[i]);
    outcome_.clauses_confirmed += is_true && IsWhole(number) ? 1 : 0;
  }
}

void ReportCheck::CheckWaivers() {
  Json expected = expected_.waivers;
  for (Json& waiver : expected) TakePath(waiver);
  comparison_.Same("waivers", expected, report_["waivers"]);
}

void ReportCheck::AddUp() {
  for (const Json& finding : report_["findings"]) {
    const Json& verdict = MemberOr(finding, "verdict");
    if (!verdict.is_string()) continue;
    Told& told = ToldOf(MemberOr(finding, "clause"), MemberOr(finding, "version"));
    if (MemberOr(finding, "baseline") == "known") ++told.known[verdict.get<std::string>()];
    const Json& missing = MemberOr(finding, "missing");
    if (verdict != "undetermined" || !missing.is_array()) continue;
    ++told.undetermined;
    for (const Json& name : missing) {
      if (name.is_string()) ++told.missing[name.get<std::string>()];
    }
  }
}

ReportCheck::Told& ReportCheck::ToldOf(const Json& clause, const Json& version) {
  return told_[Json::array({clause, version}).dump(-1, ' ', false, Json::error_handler_t::replace)];
}

ReportCheck::Told& ReportCheck::ToldOf(std::size_t clause) {
  return ToldOf(rules_.clauses[clause].id, TextOrNull(rules_.clauses[clause].version));
}

Json ReportCheck::UndeterminedBy(std::size_t clause, const Json& said) {
  Told& told = ToldOf(clause);
  Json by = Json::object();
  for (const auto& [name, count] : told.missing) by[name] = count;
  // Those that are not shown may lack names of their own, and each any name once.
  const std::uint64_t all = expected_.derivation.clauses[clause].undetermined;
  const std::uint64_t unseen = all - std::min(all, told.undetermined);
  if (expected_.not_reported[clause] == 0 || unseen == 0 || !said.is_object()) return by;
  for (const auto& [name, count] : said.items()) {
    const std::uint64_t shown = told.missing[name];
    const std::uint64_t number = NumberIn(said, name.c_str()).value_or(0);
    const bool may_be = shown <= number && number <= shown + unseen && number != 0;
    if (may_be && NamesOf(clause).Hold(name)) by[name] = number;
  }
  if (by == said) {
    comparison_.Add(State::kUnconfirmed, "clauses: what is missing in findings of `" +
                                             rules_.clauses[clause].id + "` that are not shown");
  }
  return by;
}

void ReportCheck::CheckBaseline() {
  const bool is_compared = report_["options"]["baseline"].is_string();
  const Json& findings = report_["findings"];
  if (!findings.is_array()) return;
  std::set<Json> shown;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Json& mark = MemberOr(findings[i], "baseline");
    shown.insert(MemberOr(findings[i], "fingerprint"));
    if (is_compared ? mark == "known" || mark == "new" : mark.is_null()) continue;
    comparison_.AddFalse(
        "findings[" + std::to_string(i) + "].baseline",
        is_compared ? " is neither new nor known" : " is marked without a baseline");
  }
  const Json& vanished = report_["vanished"];
  if (!is_compared || !vanished.is_array()) {
    comparison_.Same("vanished", Json::array(), vanished);
    return;
  }
  for (std::size_t i = 0; i < vanished.size(); ++i) {
    const std::string where = "vanished[" + std::to_string(i) + ']';
    if (!comparison_.HasMembers(where, vanished[i], MembersOfFinding())) continue;
    if (!WasLookedFor(vanished[i]) || shown.contains(vanished[i]["fingerprint"])) {
      comparison_.AddFalse(where, " can't have vanished: it was found, or was not looked for");
    }
  }
  comparison_.Add(State::kUnconfirmed,
                  "what is new, known and vanished: the baseline is not at hand");
}

// "nothing is said of clauses and times that were not judged this time, of clauses of which not all
// findings were kept" (guide to reports); and of findings that asked for nothing.
bool ReportCheck::WasLookedFor(const Json& finding) const {
  const Json& verdict = finding["verdict"];
  if (verdict != "breach" && verdict != "pending" && verdict != "undetermined") return false;
  const auto time = finding["time"].is_string()
                        ? values::ParseInstant(finding["time"].get_ref<const std::string&>())
                        : std::nullopt;
  const Question& question = expected_.question;
  const auto present = expected_.derivation.present;
  if (!time || !present || *present < *time) return false;
  if ((question.since && *time < *question.since) || (question.until && *question.until <= *time)) {
    return false;
  }
  return std::any_of(expected_.clause_numbers.begin(), expected_.clause_numbers.end(),
                     [&](std::size_t number) {
                       const check::Clause& clause = rules_.clauses[number];
                       return finding["clause"] == clause.id && clause.effective.Holds(*time) &&
                              expected_.not_reported[number] == 0;
                     });
}

void ReportCheck::CheckFailed() {
  const std::string fail_on = report_["options"]["fail_on"].get<std::string>();
  const bool never = fail_on == "never";
  const std::string level = fail_on.substr(0, fail_on.find(','));
  bool fails = false;
  for (std::size_t i = 0; i < expected_.clause_numbers.size(); ++i) {
    const std::size_t number = expected_.clause_numbers[i];
    const check::Clause& clause = rules_.clauses[number];
    const Json& counts = expected_.clauses[i];
    std::map<std::string, std::uint64_t>& known = ToldOf(number).known;
    const auto has_new = [&](const char* count, const char* verdict) {
      return counts[count].get<std::uint64_t>() > known[verdict];
    };
    bool is_grave = false;
    for (int each = 0; each <= static_cast<int>(clause.severity); ++each) {
      is_grave = is_grave || level == NameOf(static_cast<check::SeverityLevel>(each));
    }
    fails = fails || (!never && is_grave && has_new("breached", "breach"));
    const auto also = [&](const char* word) {
      return fail_on.find(std::string(",") + word) != std::string::npos;
    };
    fails = fails || (also("pending") && has_new("pending", "pending"));
    fails = fails || (also("undetermined") && has_new("undetermined", "undetermined"));
  }
  comparison_.Same("failed", fails, report_["failed"]);
}

}  // namespace abide::verify
