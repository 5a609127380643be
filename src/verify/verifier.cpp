#include "verify/verifier.h"

#include <algorithm>

#include "verify/comparison.h"
#include "verify/expectation.h"
#include "verify/report_check.h"

namespace abide::verify {
namespace {

constexpr std::uint64_t kMostSteps = 2'000'000'000;  // events looked at for one clause
constexpr std::size_t kMostClaims = 200;             // that are listed; the last counts the others

// The options of the report: what was asked. Nothing if they are none.
class Asked {
 public:
  explicit Asked(Comparison& comparison) : comparison_(comparison) {}

  std::optional<Question> Read(const Json& options) {
    if (!comparison_.HasMembers(
            "options", options,
            {"rules", "baseline", "as_of", "since", "until", "clauses", "source", "strict",
             "allow_bad_lines", "max_findings", "fail_on"})) {
      return std::nullopt;
    }
    Question question;
    question.as_of = Time(options, "as_of");
    question.since = Time(options, "since");
    question.until = Time(options, "until");
    Demand(!question.since || !question.until || *question.since < *question.until, "until");
    question.max_findings = Number(options, "max_findings");
    Number(options, "allow_bad_lines");
    const Json& clauses = options["clauses"];
    Demand(clauses.is_array(), "clauses");
    for (const Json& glob : clauses.is_array() ? clauses : Json::array()) {
      Demand(glob.is_string(), "clauses");
      if (glob.is_string()) question.clauses.push_back(glob.get<std::string>());
    }
    Demand(options["source"].is_string() || options["source"].is_null(), "source");
    Demand(options["strict"].is_boolean(), "strict");
    Demand(options["baseline"].is_string() || options["baseline"].is_null(), "baseline");
    const Json& rules = options["rules"];
    Demand(rules.is_array() && std::all_of(rules.begin(), rules.end(),
                                           [](const Json& path) { return path.is_string(); }),
           "rules");
    Demand(IsLevel(options["fail_on"]), "fail_on");
    if (!is_good_) return std::nullopt;
    return question;
  }

 private:
  void Demand(bool holds, const std::string& name) {
    if (!holds) comparison_.AddFalse("options." + name, " is none that can be asked for");
    is_good_ = is_good_ && holds;
  }
  std::optional<values::Instant> Time(const Json& options, const char* name) {
    const Json& time = options[name];
    if (time.is_null()) return std::nullopt;
    const auto instant =
        time.is_string() ? values::ParseInstant(time.get_ref<const std::string&>()) : std::nullopt;
    Demand(instant && values::ToString(*instant) == time.get_ref<const std::string&>(), name);
    return instant;
  }
  std::uint64_t Number(const Json& options, const char* name) {
    const auto number = NumberIn(options, name);
    Demand(number.has_value(), name);
    return number.value_or(0);
  }
  static bool IsLevel(const Json& value) {
    if (!value.is_string()) return false;
    std::string text = value.get<std::string>();
    if (text == "never") return true;
    const auto cut = [&text](std::string_view end) {
      if (text.ends_with(end)) text.resize(text.size() - end.size());
    };
    cut(",undetermined");
    cut(",pending");
    for (int level = 0; level <= static_cast<int>(check::SeverityLevel::kCritical); ++level) {
      if (text == NameOf(static_cast<check::SeverityLevel>(level))) return true;
    }
    return false;
  }

  Comparison& comparison_;
  bool is_good_ = true;
};

// What is said of a report, though nothing tells whether it is so.
void AddUnseen(const Json& report, std::vector<Claim>& claims) {
  const auto add = [&](std::string what) {
    claims.push_back({State::kUnconfirmed, std::move(what), {}, 0});
  };
  add("tool.version: which Abide wrote the report");
  add("options: that these were asked for, beyond what they change");
  std::string sources;
  for (const Json& log : report["logs"]) {
    const Json& source = MemberOr(log, "source");
    if (!source.is_string()) continue;
    const std::string name = source.get<std::string>();
    if (sources.find('`' + name + '`') != std::string::npos) continue;
    sources += (sources.empty() ? "`" : ", `") + name + '`';
  }
  if (!sources.empty()) add("logs: that their sources are the right ones (" + sources + ")");
}

std::string KeyOf(const Question& question) {
  std::string key;
  for (const auto& time : {question.as_of, question.since, question.until}) {
    key += time ? values::ToString(*time) : "-";
    key += '\n';
  }
  key += std::to_string(question.max_findings);
  for (const std::string& glob : question.clauses) key += '\n' + glob;
  return key;
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
  std::string key = KeyOf(question);
  if (!expectation_ || key != asked_) {
    asked_ = std::move(key);
    expectation_ = std::make_unique<const Expectation>(
        Expect(rules_, sources_, journal_, question, kMostSteps));
  }
  return *expectation_;
}

Outcome Verifier::Verify(const Json& report) const {
  Outcome outcome;
  Comparison head(journal_, MemberOr(report, "logs"));
  std::optional<Question> question;
  if (head.HasMembers("the report", report,
                      {"format", "tool", "options", "hidden", "ruleset", "parameters", "policies",
                       "logs", "as_of", "failed", "clauses", "findings", "waivers", "vanished",
                       "bad_records", "problem_counts", "problems"})) {
    question = Asked(head).Read(report["options"]);
    if (!report["hidden"].is_null()) {
      head.AddFalse("hidden",
                    " is not null: what hides fields can't be held against its logs; "
                    "verify the report that hides none");
      question.reset();
    }
  }
  if (question) {
    ReportCheck(rules_, journal_, ExpectationFor(*question), report, outcome).Run();
    AddUnseen(report, outcome.claims);
  }
  outcome.claims.insert(outcome.claims.begin(), head.claims().begin(), head.claims().end());
  outcome.PutFalseFirst();
  Shorten(outcome.claims);
  return outcome;
}

void Outcome::PutFalseFirst() {
  std::stable_partition(claims.begin(), claims.end(),
                        [](const Claim& claim) { return claim.state == State::kFalse; });
}

bool Outcome::is_false() const { return Count(State::kFalse) != 0; }

std::uint64_t Outcome::Count(State state) const {
  return static_cast<std::uint64_t>(std::count_if(
      claims.begin(), claims.end(), [state](const Claim& claim) { return claim.state == state; }));
}

}  // namespace abide::verify
