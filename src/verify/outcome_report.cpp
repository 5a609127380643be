#include "verify/outcome_report.h"

#include <algorithm>
#include <ostream>

#include "diagnostics/printable.h"
#include "json/writer.h"

namespace abide::verify {
namespace {

constexpr const char* kStates[] = {"confirmed", "unconfirmed", "false"};

const char* StateName(State state) { return kStates[static_cast<std::size_t>(state)]; }

std::string CountText(std::uint64_t number, const char* noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

std::uint64_t CountOf(const Outcome& outcome, State state) {
  return static_cast<std::uint64_t>(
      std::count_if(outcome.findings.begin(), outcome.findings.end(),
                    [state](const FindingCheck& check) { return check.state == state; }));
}

void WriteFinding(const FindingCheck& check, std::ostream& out) {
  out << "  " << StateName(check.state)
      << std::string(12 - std::string(StateName(check.state)).size(), ' ')
      << diagnostics::Printable(check.fingerprint.substr(0, 8)) << "  "
      << diagnostics::Printable(check.verdict) << " of " << diagnostics::Printable(check.clause)
      << " at " << diagnostics::Printable(check.log) << ':' << check.line << '\n';
  if (!check.how.empty()) {
    out << std::string(14, ' ') << "by " << diagnostics::Printable(check.how) << '\n';
  }
}

void WriteClaims(const Outcome& outcome, State state, const char* title, std::ostream& out) {
  if (outcome.Count(state) == 0) return;
  out << title << "\n\n";
  for (const Claim& claim : outcome.claims) {
    if (claim.state != state) continue;
    out << "  ";
    if (!claim.log.empty())
      out << diagnostics::Printable(claim.log) << ", line " << claim.line << ": ";
    out << diagnostics::Printable(claim.what) << '\n';
  }
  out << '\n';
}

}  // namespace

void WriteText(const Subject& subject, const Outcome& outcome, bool all, std::ostream& out) {
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
  out << diagnostics::Printable(subject.report) << ": "
      << CountText(outcome.findings.size(), "finding") << ": "
      << CountOf(outcome, State::kConfirmed) << " confirmed, "
      << CountOf(outcome, State::kUnconfirmed) << " not confirmed, "
      << CountOf(outcome, State::kFalse) << " false\n";
  if (subject.has_logs) {
    out << "confirmed as well: " << CountText(outcome.clauses_confirmed, "clause")
        << " with all counts, " << CountText(outcome.logs_confirmed, "log") << ", "
        << CountText(outcome.files_confirmed, "rule file") << '\n';
  }
  out << (outcome.is_false() ? "the report is false\n" : "nothing in the report is false\n");
}

void WriteJson(const Subject& subject, const Outcome& outcome, std::ostream& out) {
  json::Writer writer(out, json::Layout::kPretty);
  writer.BeginObject();
  writer.Member("format", "abide.verification/1");
  writer.Member("report", subject.report);
  writer.Member("bundle", subject.is_bundle);
  writer.Member("logs_at_hand", subject.has_logs);
  writer.Member("false", outcome.is_false());
  writer.Key("counts");
  writer.BeginObject();
  writer.Member("findings", outcome.findings.size());
  writer.Member("findings_confirmed", CountOf(outcome, State::kConfirmed));
  writer.Member("findings_unconfirmed", CountOf(outcome, State::kUnconfirmed));
  writer.Member("findings_false", CountOf(outcome, State::kFalse));
  writer.Member("clauses_confirmed", outcome.clauses_confirmed);
  writer.Member("logs_confirmed", outcome.logs_confirmed);
  writer.Member("files_confirmed", outcome.files_confirmed);
  writer.EndObject();
  writer.Key("findings");
  writer.BeginArray();
  for (const FindingCheck& check : outcome.findings) {
    writer.BeginObject();
    writer.Member("number", check.number);
    writer.Member("fingerprint", check.fingerprint);
    writer.Member("clause", check.clause);
    writer.Member("verdict", check.verdict);
    writer.Member("log", check.log);
    writer.Member("line", check.line);
    writer.Member("state", StateName(check.state));
    writer.Member("how", check.how);
    writer.EndObject();
  }
  writer.EndArray();
  writer.Key("claims");
  writer.BeginArray();
  for (const Claim& claim : outcome.claims) {
    writer.BeginObject();
    writer.Member("state", StateName(claim.state));
    writer.Member("what", claim.what);
    writer.Key("log");
    if (claim.log.empty()) {
      writer.Value(nullptr);
    } else {
      writer.Value(claim.log);
    }
    writer.Key("line");
    if (claim.line == 0) {
      writer.Value(nullptr);
    } else {
      writer.Value(claim.line);
    }
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

}  // namespace abide::verify
