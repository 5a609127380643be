#include "verify/verifier.h"

#include <algorithm>
#include <set>

#include "verify/comparison.h"
#include "verify/expectation.h"
#include "verify/report_check.h"

namespace abide::verify {
namespace {

constexpr std::uint64_t kMostSteps = 2'000'000'000;  // events looked at for one clause
constexpr std::size_t kMostClaims = 200;             // that are listed; the last counts the others

std::optional<values::Instant> TimeIn(const Json& options, const char* name) {
  if (options.at(name).is_null()) return std::nullopt;
  const std::string text = TextIn(options, name);
  const auto time = values::ParseInstant(text);
  if (time && values::ToString(*time) == text) return time;
  throw WrongForm{std::string("options.") + name, " is none that can be asked for"};
}

// What was asked, as far as it changes what is found.
Question QuestionOf(const Json& report, const Journal& journal) {
  const Json& options = report.at("options");
  Question question{.as_of = TimeIn(options, "as_of"),
                    .since = TimeIn(options, "since"),
                    .until = TimeIn(options, "until"),
                    .clauses = options.at("clauses").get<std::vector<std::string>>(),
                    .max_findings = CountIn(options, "max_findings")};
  if (question.since && question.until && *question.until <= *question.since) {
    throw WrongForm{"options.until", " is none that can be asked for"};
  }
  // Records alone do not tell how far the logs reached.
  if (!journal.is_whole) question.as_of = values::ParseInstant(json::TextOr(report, "as_of"));
  return question;
}

// Logs tell their SHA-256 if it was asked for, and else none does.
void CheckHashOption(const Json& report, Comparison& comparison) {
  const bool asks = report.at("options").contains("hash");
  if (asks) comparison.Same("options.hash", "sha256", report.at("options").at("hash"));
  const Json::array_t& logs = ListIn(report, "logs");
  for (std::size_t i = 0; i < logs.size(); ++i) {
    if (logs[i].is_object() && logs[i].contains("sha256") == asks) continue;
    comparison.AddFalse(At("logs", i), asks ? " lacks `sha256`, and `options.hash` asks for it"
                                            : " has `sha256`, and no `options.hash` asks for it");
  }
}

// The other options have to be some.
void CheckOptions(const Json& options, Comparison& comparison) {
  std::vector<std::string> names = {"rules",   "baseline",        "as_of",       "since",
                                    "until",   "clauses",         "source",      "strict",
                                    "fail_on", "allow_bad_lines", "max_findings"};
  if (options.contains("hash")) names.emplace_back("hash");
  comparison.HasMembers("options", options, names);
  options.at("rules").get<std::vector<std::string>>();
  for (const char* name : {"baseline", "source"}) {
    if (!options.at(name).is_null()) TextIn(options, name);
  }
  options.at("strict").get<bool>();
  CountIn(options, "allow_bad_lines");
}

// What is said of a report, though nothing tells whether it is so.
void AddUnseen(const Json& report, const Journal& journal, Comparison& comparison) {
  const auto add = [&](const std::string& what) { comparison.Add(State::kUnconfirmed, what); };
  add("tool.version: which Abide wrote the report");
  add("options: that these were asked for, beyond what they change");
  if (!journal.is_whole) {
    add("findings: that there are no more; the logs are not at hand");
    add("findings: on which lines their records stand; the logs are not at hand");
    add("clauses: their counts and their status; the logs are not at hand");
    add("logs, problems and how much is waived: the logs are not at hand");
    return;
  }
  std::set<std::string> seen;
  std::string sources;
  for (const Json& log : ListIn(report, "logs")) {
    const std::string name = json::TextOr(log, "source");
    if (name.empty() || !seen.insert(name).second) continue;
    sources += (sources.empty() ? "`" : ", `") + name + '`';
  }
  if (!sources.empty()) add("logs: that their sources are the right ones (" + sources + ")");
}

void Shorten(std::vector<Claim>& claims) {
  if (claims.size() <= kMostClaims) return;
  const std::size_t more = claims.size() - kMostClaims;
  claims.resize(kMostClaims);
  claims.push_back({State::kUnconfirmed, std::to_string(more) + " more are not listed", {}, 0});
}

}  // namespace

Verifier::Verifier(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                   const Journal& journal)
    : rules_(rules), sources_(sources), journal_(journal) {}

Verifier::~Verifier() = default;

const Expectation& Verifier::ExpectationFor(const Question& question) const {
  if (!expectation_ || expectation_->question != question) {
    expectation_ = std::make_unique<const Expectation>(
        Expect(rules_, sources_, journal_, question, kMostSteps));
  }
  return *expectation_;
}

Outcome Verifier::Verify(const Json& report) const {
  Outcome outcome;
  Comparison comparison(journal_, json::MemberOr(report, "logs"));
  comparison.Within("the report", [&] {
    const bool is_report =
        comparison.HasMembers("the report", report,
                              {"format", "tool", "options", "hidden", "ruleset", "parameters",
                               "policies", "logs", "as_of", "failed", "clauses", "findings",
                               "waivers", "vanished", "bad_records", "problem_counts", "problems"});
    if (!is_report) return;
    CheckOptions(report.at("options"), comparison);
    CheckHashOption(report, comparison);
    if (!report.at("hidden").is_null()) {
      throw WrongForm{"hidden",
                      " is not null: what hides fields can't be held against its logs; "
                      "verify the report that hides none"};
    }
    const Question question = QuestionOf(report, journal_);
    ReportCheck(rules_, journal_, ExpectationFor(question), report, comparison, outcome).Run();
    AddUnseen(report, journal_, comparison);
  });
  outcome.claims = comparison.claims();
  std::stable_partition(outcome.claims.begin(), outcome.claims.end(),
                        [](const Claim& claim) { return claim.state == State::kFalse; });
  Shorten(outcome.claims);
  return outcome;
}

bool Outcome::is_false() const { return Count(State::kFalse) != 0; }

std::uint64_t Outcome::Count(State state) const {
  return static_cast<std::uint64_t>(std::count_if(
      claims.begin(), claims.end(), [state](const Claim& claim) { return claim.state == state; }));
}

}  // namespace abide::verify
