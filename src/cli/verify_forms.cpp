#include "cli/verify_forms.h"

#include "cli/counted.h"
#include "diagnostics/printable.h"

#include <algorithm>

namespace abide::cli {
namespace {

using diagnostics::Printable;
using json::Json;
using verify::Claim;
using verify::FindingCheck;
using verify::Outcome;
using verify::State;

constexpr const char* kStates[] = {"confirmed", "unconfirmed", "false"};

const char* StateName(State state) { return kStates[static_cast<std::size_t>(state)]; }

std::uint64_t CountOf(const Outcome& outcome, State state) {
  return static_cast<std::uint64_t>(
      std::count_if(outcome.findings.begin(), outcome.findings.end(),
                    [state](const FindingCheck& check) { return check.state == state; }));
}

void WriteFinding(const FindingCheck& check, std::ostream& out) {
  out << "  " << StateName(check.state)
      << std::string(12 - std::string(StateName(check.state)).size(), ' ')
      << Printable(check.fingerprint.substr(0, 8)) << "  " << Printable(check.verdict) << " of "
      << Printable(check.clause) << " at " << Printable(check.log) << ':' << check.line << '\n';
  if (!check.how.empty()) {
    out << std::string(14, ' ') << "by " << Printable(check.how) << '\n';
  }
}

void WriteClaims(const Outcome& outcome, State state, const char* title, std::ostream& out) {
  if (outcome.Count(state) == 0) return;
  out << title << "\n\n";
  for (const Claim& claim : outcome.claims) {
    if (claim.state != state) continue;
    out << "  ";
    if (!claim.log.empty()) out << Printable(claim.log) << ", line " << claim.line << ": ";
    out << Printable(claim.what) << '\n';
  }
  out << '\n';
}

}  // namespace

void WriteVerification(const Verified& subject, const Outcome& outcome, bool all,
                       std::ostream& out) {
  const bool shows = std::any_of(
      outcome.findings.begin(), outcome.findings.end(),
      [all](const FindingCheck& check) { return all || check.state != State::kConfirmed; });
  if (shows) {
    out << "Findings\n\n";
    for (const FindingCheck& check : outcome.findings) {
      if (all || check.state != State::kConfirmed) WriteFinding(check, out);
    }
    out << '\n';
  }
  WriteClaims(outcome, State::kFalse, "False", out);
  WriteClaims(outcome, State::kUnconfirmed, "Not confirmed", out);
  out << Printable(subject.report) << ": " << Counted(outcome.findings.size(), "finding") << ": "
      << CountOf(outcome, State::kConfirmed) << " confirmed, "
      << CountOf(outcome, State::kUnconfirmed) << " not confirmed, "
      << CountOf(outcome, State::kFalse) << " false\n";
  if (subject.has_logs) {
    out << "confirmed as well: " << Counted(outcome.clauses_confirmed, "clause")
        << " with all counts, " << Counted(outcome.logs_confirmed, "log") << ", "
        << Counted(outcome.files_confirmed, "rule file") << '\n';
  }
  out << (outcome.is_false() ? "the report is false\n" : "nothing in the report is false\n");
}

void WriteVerificationJson(const Verified& subject, const Outcome& outcome, std::ostream& out) {
  Json findings = Json::array();
  for (const FindingCheck& check : outcome.findings) {
    findings.push_back({{"number", check.number},
                        {"fingerprint", check.fingerprint},
                        {"clause", check.clause},
                        {"verdict", check.verdict},
                        {"log", check.log},
                        {"line", check.line},
                        {"state", StateName(check.state)},
                        {"how", check.how}});
  }
  Json claims = Json::array();
  for (const Claim& claim : outcome.claims) {
    claims.push_back({{"state", StateName(claim.state)},
                      {"what", claim.what},
                      {"log", claim.log.empty() ? Json(nullptr) : Json(claim.log)},
                      {"line", claim.line == 0 ? Json(nullptr) : Json(claim.line)}});
  }
  const Json report = {{"format", "abide.verification/1"},
                       {"report", subject.report},
                       {"bundle", subject.is_bundle},
                       {"logs_at_hand", subject.has_logs},
                       {"false", outcome.is_false()},
                       {"counts",
                        {{"findings", outcome.findings.size()},
                         {"findings_confirmed", CountOf(outcome, State::kConfirmed)},
                         {"findings_unconfirmed", CountOf(outcome, State::kUnconfirmed)},
                         {"findings_false", CountOf(outcome, State::kFalse)},
                         {"clauses_confirmed", outcome.clauses_confirmed},
                         {"logs_confirmed", outcome.logs_confirmed},
                         {"files_confirmed", outcome.files_confirmed}}},
                       {"findings", std::move(findings)},
                       {"claims", std::move(claims)}};
  out << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace abide::cli
