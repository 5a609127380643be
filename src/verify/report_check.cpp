#include "verify/report_check.h"

#include <algorithm>

#include "absl/strings/str_split.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/diagnostic.h"

namespace abide::verify {
namespace {

using judgement::Tally;

// The counts of a clause, and the verdict that each counts.
struct Counted {
  const char* name;
  const char* verdict;
  std::uint64_t Tally::*member;
};
constexpr Counted kCounts[] = {{"breached", "breach", &Tally::breached},
                               {"pending", "pending", &Tally::pending},
                               {"undetermined", "undetermined", &Tally::undetermined},
                               {"excused", "excused", &Tally::excused},
                               {"waived", "waived", &Tally::waived}};

// What may be counted: what is shown, and of those that are not shown, so many.
std::uint64_t AtLeast(std::uint64_t shown, std::uint64_t said, std::uint64_t& beyond) {
  const std::uint64_t more = said < shown ? 0 : std::min(said - shown, beyond);
  beyond -= more;
  return shown + more;
}

using check::SeverityLevel;
constexpr SeverityLevel kSeverities[] = {SeverityLevel::kInfo, SeverityLevel::kLow,
                                         SeverityLevel::kMedium, SeverityLevel::kHigh,
                                         SeverityLevel::kCritical};

}  // namespace

ReportCheck::ReportCheck(const check::CheckedRules& rules, const Journal& journal,
                         const Expectation& expectation, const Json& report, Comparison& comparison,
                         Outcome& outcome)
    : rules_(rules),
      journal_(journal),
      expected_(expectation),
      report_(report),
      comparison_(comparison),
      outcome_(outcome) {}

void ReportCheck::Run() {
  const auto look = [this](const char* where, void (ReportCheck::*part)()) {
    comparison_.Within(where, [&] { (this->*part)(); });
  };
  look("findings", &ReportCheck::AddUp);
  look("tool", &ReportCheck::CheckHead);
  look("ruleset", &ReportCheck::CheckRuleset);
  if (journal_.is_whole) look("logs", &ReportCheck::CheckLogs);
  look("findings", &ReportCheck::CheckFindings);
  look("clauses", &ReportCheck::CheckClauses);
  look("waivers", &ReportCheck::CheckWaivers);
  if (!journal_.is_whole) look("as_of", &ReportCheck::CheckPresent);
  if (!journal_.is_whole) look("findings", &ReportCheck::CheckKept);
  look("vanished", &ReportCheck::CheckBaseline);
  look("failed", &ReportCheck::CheckFailed);
  if (!journal_.is_whole) return;
  comparison_.Within("problems",
                     [this] { CheckProblems(report_, journal_, MisfitsRead(), comparison_); });
}

std::vector<testimony::Misfit> ReportCheck::MisfitsRead() const {
  std::set<inquiry::FieldRead> read;
  for (const std::size_t number : expected_.clause_numbers) {
    read.merge(inquiry::FieldsOf(rules_.clauses[number], rules_));
  }
  std::vector<testimony::Misfit> misfits;
  const auto& present = expected_.derivation.present;
  for (const testimony::Misfit& each : journal_.misfits) {
    const bool is_behind = present && *present < each.time;
    if (!is_behind && read.contains({each.kind, each.field})) misfits.push_back(each);
  }
  return misfits;
}

void ReportCheck::CheckHead() {
  comparison_.Same("format", "abide.report/1", report_.at("format"));
  comparison_.Same("parameters", expected_.parameters, report_.at("parameters"));
  comparison_.Same("policies", expected_.policies, report_.at("policies"));
  comparison_.Same("as_of", expected_.as_of, report_.at("as_of"));
  const Json& tool = report_.at("tool");
  comparison_.Same("tool", {{"name", "abide"}, {"version", TextIn(tool, "version")}}, tool);
}

// The present is what was asked for, or the last event's time (section 8).
void ReportCheck::CheckPresent() {
  Json present = report_.at("options").at("as_of");
  if (present.is_null()) {
    std::optional<values::Instant> last;
    for (const Json& log : ListIn(report_, "logs")) {
      const auto time = values::ParseInstant(json::TextOr(log, "last"));
      if (time) last = last ? std::max(*last, *time) : *time;
    }
    present = judgement::TimeOrNull(last);
  }
  comparison_.Same("as_of", present, report_.at("as_of"));
}

// So many findings are kept, and no more; and all of them, if there are less.
void ReportCheck::CheckKept() {
  const std::size_t shown = ListIn(report_, "findings").size();
  const std::uint64_t most = CountIn(report_.at("options"), "max_findings");
  std::uint64_t beyond = 0;
  for (const Json& clause : ListIn(report_, "clauses")) {
    beyond += CountIn(clause, "findings_not_reported");
  }
  if (shown <= most && (beyond == 0 || shown == most)) return;
  comparison_.AddFalse("findings", " are " + std::to_string(shown) + ", and `max_findings` is " +
                                       std::to_string(most));
}

void ReportCheck::CheckRuleset() {
  const Json& ruleset = report_.at("ruleset");
  if (!comparison_.HasMembers("ruleset", ruleset, {"sha256", "files"})) return;
  comparison_.Same("ruleset.sha256", expected_.ruleset["sha256"], ruleset.at("sha256"));
  const Json& files = expected_.ruleset["files"];
  const Json& said = ruleset.at("files");
  SameList("ruleset.files", files, said, outcome_.files_confirmed);
  for (std::size_t i = 0; i < std::min(files.size(), said.size()); ++i) {
    paths_[files[i]["path"].get<std::string>()] = said.at(i).at("path");
  }
}

void ReportCheck::TakePath(Json& expected) const {
  Json& file = expected["place"]["file"];
  const auto said = paths_.find(file.get<std::string>());
  if (said != paths_.end()) file = said->second;
}

void ReportCheck::CheckLogs() {
  for (std::size_t i = 0; i < journal_.logs.size(); ++i) CheckFault(i);
  SameList("logs", expected_.logs, report_.at("logs"), outcome_.logs_confirmed);
}

void ReportCheck::SameList(const std::string& where, const Json& expected, const Json& actual,
                           std::uint64_t& confirmed) {
  if (!actual.is_array() || actual.size() != expected.size()) {
    comparison_.Same(where, expected, actual);
    return;
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string at = At(where, i);
    Json rest = actual[i];
    if (rest.is_object() && rest.contains("path")) {
      comparison_.SamePath(at + ".path", TextIn(expected[i], "path"), rest["path"]);
      rest["path"] = expected[i]["path"];
    }
    NameChanged(at, expected[i], rest);
    if (comparison_.Same(at, expected[i], rest)) ++confirmed;
  }
}

// A check tells it as a problem; else what was judged is another file.
void ReportCheck::CheckFault(std::size_t log) {
  const std::optional<events::LogFault>& fault = journal_.logs[log].fault;
  if (!fault) return;
  const std::string code(diagnostics::Entry(fault->code).id);
  const Json::array_t& counts = ListIn(report_, "problem_counts");
  const bool is_told = std::any_of(counts.begin(), counts.end(), [&](const Json& count) {
    return count.at("code") == code && comparison_.LogNamed(count.at("log")) == log;
  });
  if (is_told) return;
  const diagnostics::Diagnostic told{fault->code, {}, {fault->detail}, {}, {}, {}};
  comparison_.AddFalse(At("logs", log), ": `" + journal_.logs[log].path +
                                            "` is damaged, and the report tells no such problem: " +
                                            told.Message() + " (" + code + ')');
}

// A reader does not know files by their numbers and hashes.
void ReportCheck::NameChanged(const std::string& where, const Json& file, const Json& said) {
  for (const char* hash : {"sha256", "xxh3_128"}) {
    const Json& expected = json::MemberOr(file, hash);
    if (expected.is_null() || json::MemberOr(said, hash) == expected) continue;
    return comparison_.AddFalse(
        where, ": " + Shown(file["path"]) + " is not what was judged, by its hash");
  }
}

// --- Clauses and waivers -----------------------------------------------------------------------

bool ReportCheck::IsWhole(std::size_t clause) const {
  return journal_.is_whole && expected_.derivation.clauses[clause].is_complete;
}

void ReportCheck::CheckClauses() {
  const Json::array_t& clauses = ListIn(report_, "clauses");
  if (expected_.clauses.empty() && !report_.at("options").at("clauses").empty()) {
    comparison_.AddFalse("options.clauses", " are none of the rules");
  }
  if (clauses.size() != expected_.clauses.size()) {
    return comparison_.AddFalse("clauses", " is " + Shown(report_.at("clauses")) + ", and " +
                                               std::to_string(expected_.clauses.size()) +
                                               " were to be judged");
  }
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const std::size_t number = expected_.clause_numbers[i];
    const std::string where = At("clauses", i);
    comparison_.Within(where, [&] {
      Json expected = expected_.clauses[i];
      TakePath(expected);
      TakeCounts(clauses[i], number, expected);
      const bool is_true = comparison_.Same(where, expected, clauses[i]);
      outcome_.clauses_confirmed += is_true && IsWhole(number) ? 1 : 0;
    });
    if (IsWhole(number) || !journal_.is_whole) continue;
    comparison_.Add(State::kUnconfirmed, where + ": the counts of `" + rules_.clauses[number].id +
                                             "`, for its scans would take too many steps");
  }
}

void ReportCheck::TakeCounts(const Json& said, std::size_t clause, Json& expected) {
  if (IsWhole(clause)) {
    const Tally& tally = expected_.derivation.clauses[clause];
    expected["undetermined_by"] = UndeterminedBy(
        clause, tally.undetermined, expected_.not_reported[clause], said.at("undetermined_by"));
    return;
  }
  Tally tally;
  std::uint64_t beyond = CountIn(said, "findings_not_reported");
  expected["findings_not_reported"] = beyond;
  const std::uint64_t all_beyond = beyond;
  for (const auto& [count, verdict, member] : kCounts) {
    tally.*member = AtLeast(ToldOf(clause).shown[verdict], CountIn(said, count), beyond);
    expected[count] = tally.*member;
  }
  if (beyond != 0) expected["findings_not_reported"] = all_beyond - beyond;
  tally.considered =
      std::max<std::uint64_t>(CountIn(said, "considered"), ToldOf(clause).records.size());
  expected["considered"] = tally.considered;
  expected["status"] = StatusOf(tally);
  expected["excused_by"] = ExcusedBy(clause, tally.excused, said.at("excused_by"));
  expected["undetermined_by"] =
      UndeterminedBy(clause, tally.undetermined, all_beyond, said.at("undetermined_by"));
}

Json ReportCheck::ExcusedBy(std::size_t clause, std::uint64_t all, const Json& said) {
  Told& told = ToldOf(clause);
  std::uint64_t beyond = all - std::min(all, told.shown["excused"]);
  Json by = Json::object();
  for (const auto& [label, count] : told.excused) by[label] = count;
  for (const check::Exception& exception : rules_.clauses[clause].exceptions) {
    const std::string& label = exception.label;
    if (!said.contains(label)) continue;
    const std::uint64_t count = AtLeast(told.excused[label], CountIn(said, label.c_str()), beyond);
    if (count != 0) by[label] = count;
  }
  if (beyond != 0) {
    throw WrongForm{"clauses", ": `excused_by` of `" + rules_.clauses[clause].id +
                                   "` adds up to less than are excused"};
  }
  return by;
}

void ReportCheck::CheckWaivers() {
  Json expected = expected_.waivers;
  for (Json& waiver : expected) TakePath(waiver);
  if (!journal_.is_whole) TakeWaived(expected);
  comparison_.Same("waivers", expected, report_.at("waivers"));
}

// Of how many findings each is the waiver: of those shown, and of those that are not, so many.
void ReportCheck::TakeWaived(Json& expected) {
  std::map<std::string, std::uint64_t> beyond;  // by clause, whichever version
  for (const Json& clause : ListIn(report_, "clauses")) {
    const auto verdicts = std::pair(TextIn(clause, "id"), json::TextOr(clause, "version"));
    const std::uint64_t waived = CountIn(clause, "waived");
    beyond[verdicts.first] += waived - std::min(waived, told_[verdicts].shown["waived"]);
  }
  const Json::array_t& said = ListIn(report_, "waivers");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::uint64_t shown = waived_by_[i];
    const std::uint64_t told = i < said.size() ? CountIn(said[i], "findings") : 0;
    const std::uint64_t count = AtLeast(shown, told, beyond[TextIn(expected[i], "clause")]);
    expected[i]["findings"] = count;
    if (count != 0) expected[i]["status"] = "used";
  }
  for (const auto& [clause, count] : beyond) {
    if (count == 0) continue;
    comparison_.AddFalse("waivers", ": those of `" + clause + "` waive " + std::to_string(count) +
                                        " findings less than are waived");
  }
}

void ReportCheck::AddUp() {
  for (const Json& finding : ListIn(report_, "findings")) {
    const std::string verdict = json::TextOr(finding, "verdict");
    const Json& waiver = json::MemberOr(finding, "waiver");
    if (waiver.is_number_unsigned()) ++waived_by_[waiver.get<std::uint64_t>()];
    Told& told = told_[{json::TextOr(finding, "clause"), json::TextOr(finding, "version")}];
    ++told.shown[verdict];
    if (json::MemberOr(finding, "baseline") == "known") ++told.known[verdict];
    if (verdict == "excused") ++told.excused[json::TextOr(finding, "excused_by")];
    const Json& event = json::MemberOr(finding, "event");
    told.records.emplace(json::MemberOr(event, "log"), json::MemberOr(event, "offset"));
    if (verdict != "undetermined") continue;
    for (const Json& name : json::MemberOr(finding, "missing")) {
      if (name.is_string()) ++told.missing[name.get<std::string>()];
    }
  }
}

ReportCheck::Told& ReportCheck::ToldOf(std::size_t clause) {
  return told_[{rules_.clauses[clause].id, rules_.clauses[clause].version}];
}

Json ReportCheck::UndeterminedBy(std::size_t clause, std::uint64_t all, std::uint64_t beyond,
                                 const Json& said) {
  Told& told = ToldOf(clause);
  Json by = Json::object();
  for (const auto& [name, count] : told.missing) by[name] = count;
  // Those that are not shown may lack names of their own, and each any name once.
  const std::uint64_t unseen = all - std::min(all, told.shown["undetermined"]);
  if (beyond == 0 || unseen == 0) return by;
  for (const auto& [name, count] : said.items()) {
    const std::uint64_t shown = told.missing[name];
    const std::uint64_t number = CountIn(said, name.c_str());
    const bool may_be = shown <= number && number <= shown + unseen && number != 0;
    if (may_be && ReadsOfClause(clause).Name(name)) by[name] = number;
  }
  if (by == said && journal_.is_whole) {
    comparison_.Add(State::kUnconfirmed, "clauses: what is missing in findings of `" +
                                             rules_.clauses[clause].id + "` that are not shown");
  }
  return by;
}

// --- Baseline and result -----------------------------------------------------------------------

void ReportCheck::CheckBaseline() {
  const bool is_compared = report_.at("options").at("baseline").is_string();
  const Json::array_t& findings = ListIn(report_, "findings");
  std::set<std::string> shown;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Json& mark = json::MemberOr(findings[i], "baseline");
    shown.insert(json::TextOr(findings[i], "fingerprint"));
    if (is_compared ? mark == "known" || mark == "new" : mark.is_null()) continue;
    comparison_.AddFalse(At("findings", i) + ".baseline", is_compared
                                                              ? " is neither new nor known"
                                                              : " is marked without a baseline");
  }
  const Json::array_t& vanished = ListIn(report_, "vanished");
  if (!is_compared) {
    comparison_.Same("vanished", Json::array(), vanished);
    return;
  }
  for (std::size_t i = 0; i < vanished.size(); ++i) {
    const std::string where = At("vanished", i);
    if (!comparison_.HasMembers(where, vanished[i], MembersOfFinding())) continue;
    if (!WasLookedFor(vanished[i]) || shown.contains(TextIn(vanished[i], "fingerprint"))) {
      comparison_.AddFalse(where, " can't have vanished: it was found, or was not looked for");
    }
  }
  comparison_.Add(State::kUnconfirmed,
                  "what is new, known and vanished: the baseline is not at hand");
}

// "nothing is said of clauses and times that were not judged this time, of clauses of which not all
// findings were kept" (guide to reports); and of findings that asked for nothing.
bool ReportCheck::WasLookedFor(const Json& finding) const {
  const std::string verdict = TextIn(finding, "verdict");
  if (verdict != "breach" && verdict != "pending" && verdict != "undetermined") return false;
  const auto time = values::ParseInstant(TextIn(finding, "time"));
  const Question& question = expected_.question;
  const auto present = expected_.derivation.present;
  if (!time || !present || *present < *time) return false;
  if ((question.since && *time < *question.since) || (question.until && *question.until <= *time)) {
    return false;
  }
  return std::any_of(expected_.clause_numbers.begin(), expected_.clause_numbers.end(),
                     [&](std::size_t number) {
                       const check::Clause& clause = rules_.clauses[number];
                       return TextIn(finding, "clause") == clause.id &&
                              clause.effective.Holds(*time) && expected_.not_reported[number] == 0;
                     });
}

void ReportCheck::CheckFailed() {
  const std::string fail_on = TextIn(report_.at("options"), "fail_on");
  const std::vector<std::string> words = absl::StrSplit(fail_on, ',');
  const auto has = [&](const char* word) {
    return std::find(words.begin() + 1, words.end(), word) != words.end();
  };
  const bool pending = has("pending");
  const bool undetermined = has("undetermined");
  const bool nothing_judged = has("nothing-judged");
  const std::string as_written = words.front() + (pending ? ",pending" : "") +
                                 (undetermined ? ",undetermined" : "") +
                                 (nothing_judged ? ",nothing-judged" : "");
  std::optional<SeverityLevel> level;
  for (const SeverityLevel each : kSeverities) {
    if (words.front() == NameOf(each)) level = each;
  }
  if (as_written != fail_on || (!level && fail_on != "never")) {
    throw WrongForm{"options.fail_on", " is none that can be asked for"};
  }
  const Json::array_t& clauses = ListIn(report_, "clauses");
  bool fails = nothing_judged && std::all_of(clauses.begin(), clauses.end(), [](const Json& each) {
                 return CountIn(each, "considered") == 0;
               });
  for (std::size_t i = 0; i < std::min(clauses.size(), expected_.clauses.size()); ++i) {
    const std::size_t number = expected_.clause_numbers[i];
    const auto has_new = [&](const char* count, const char* verdict) {
      return CountIn(clauses[i], count) > ToldOf(number).known[verdict];
    };
    const bool is_grave = level && *level <= rules_.clauses[number].severity;
    fails = fails || (is_grave && has_new("breached", "breach"));
    fails = fails || (pending && has_new("pending", "pending"));
    fails = fails || (undetermined && has_new("undetermined", "undetermined"));
  }
  comparison_.Same("failed", fails, report_.at("failed"));
}

}  // namespace abide::verify
