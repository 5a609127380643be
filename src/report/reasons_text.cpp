#include "report/names.h"
#include "report/reasons_report.h"
#include "report/report.h"
#include "report/test_report.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace abide::report {
namespace {

using diagnostics::Colour;
using reasons::ClauseReason;
using reasons::Condition;
using reasons::EventReasons;
using reasons::Outcome;
using reasons::Role;
using values::Truth;

constexpr std::size_t kValueColumns = 100;
constexpr std::size_t kTruthColumns = 8;
// So many clauses are told one by one, whatever they came to.
constexpr std::size_t kFewClauses = 12;

std::string_view TextOfRole(Role role) {
  switch (role) {
    case Role::kTrigger:
      return "trigger";
    case Role::kRequired:
      return "required later";
    case Role::kAsked:
      return "looked for";
    case Role::kBetween:
      return "stands between";
    case Role::kCounted:
      return "counted";
    case Role::kSource:
      return "source";
    case Role::kFlow:
      return "hands data on";
    case Role::kStarts:
      return "starts a state";
    case Role::kEnds:
      break;
  }
  return "ends a state";
}

std::string EffectiveText(const check::Effective& effective) {
  std::string text;
  if (effective.from != values::Instant::Min()) text += " from " + ToString(effective.from);
  if (effective.until != values::Instant::Max()) text += " until " + ToString(effective.until);
  return text;
}

// How much an event is to a clause that it concerns: the gravest first.
enum class Touch { kVerdict, kOpen, kNone };

Touch TouchOf(const ClauseReason& reason) {
  if (reason.outcome == Outcome::kFindings || reason.outcome == Outcome::kContinued) {
    return Touch::kVerdict;
  }
  // Kept though its norm is not false: an exception holds, a duty was met.
  const bool is_open = reason.outcome == Outcome::kKept && !reason.parts.empty() &&
                       reason.parts.front().truth != Truth::kFalse;
  return is_open ? Touch::kOpen : Touch::kNone;
}

// What became of the clauses of one policy that are not told one by one.
struct Folded {
  std::uint64_t kept = 0, evidence = 0, not_in_force = 0;

  void Add(Outcome outcome) {
    if (outcome == Outcome::kKept) ++kept;
    if (outcome == Outcome::kPartOnly) ++evidence;
    if (outcome == Outcome::kNotInForce) ++not_in_force;
  }
  // "2 kept, 1 evidence at most"
  std::string Text() const {
    std::string text;
    const auto add = [&text](std::uint64_t count, std::string_view what) {
      if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
    };
    add(kept, "kept");
    add(evidence, "evidence at most");
    add(not_in_force, "not in force");
    return text;
  }
};

class ReasonsText {
 public:
  ReasonsText(const ReasonsInputs& inputs, ReasonsDetail detail, Colour colour, std::ostream& out)
      : inputs_(inputs), detail_(detail), colour_(colour), out_(out) {}

  void Write(const EventReasons& event) {
    const std::string& kind = inputs_.rules->schema.Type(event.kind).name;
    out_ << Painted(Shown(kind), Ink::kStrong, colour_)
         << fmt::format(" at {}, {}\n", PlaceOfEvent(event.place), ToString(event.time));
    WriteFields(event);
    std::vector<const ClauseReason*> concerned;
    for (const ClauseReason& clause : event.clauses) {
      if (clause.outcome != Outcome::kNoConcern) concerned.push_back(&clause);
    }
    std::stable_sort(concerned.begin(), concerned.end(),
                     [](const auto* a, const auto* b) { return TouchOf(*a) < TouchOf(*b); });
    const auto others = std::find_if(concerned.begin(), concerned.end(), [](const auto* clause) {
      return TouchOf(*clause) == Touch::kNone;
    });
    const bool folds = detail_ == ReasonsDetail::kTouched && concerned.size() > kFewClauses;
    const auto end = folds ? others : concerned.end();
    for (auto clause = concerned.begin(); clause != end; ++clause) WriteClause(**clause, folds);
    WriteFolded({end, concerned.end()});
    const std::size_t unconcerned = event.clauses.size() - concerned.size();
    if (unconcerned == 0) return;
    out_ << fmt::format("\n{} {} nothing to do with events `{}`\n", Counted(unconcerned, "clause"),
                        unconcerned == 1 ? "has" : "have", Shown(kind));
  }

 private:
  std::string PlaceOfEvent(const events::Place& place) const {
    return fmt::format("{}:{}", LogText(inputs_.logs[place.log]), place.line);
  }

  void WriteFields(const EventReasons& event) {
    std::size_t width = 0;
    for (const auto& field : event.fields) width = std::max(width, Shown(field.name).size());
    for (const auto& field : event.fields) {
      if (field.absent) continue;
      out_ << fmt::format("  {}  {}\n", Padded(Shown(field.name), width),
                          Shown(field.value, kValueColumns));
    }
    std::string absent;
    for (const auto& field : event.fields) {
      if (field.absent) absent += (absent.empty() ? "" : ", ") + Shown(field.name);
    }
    if (!absent.empty()) out_ << fmt::format("  absent: {}\n", absent);
  }

  // By policy, in the order of their names; clauses without one come first.
  void WriteFolded(const std::vector<const ClauseReason*>& clauses) {
    if (clauses.empty()) return;
    std::map<std::string, Folded> by_policy;
    std::size_t width = 0;
    for (const ClauseReason* reason : clauses) {
      const auto& clause = inputs_.rules->clauses[static_cast<std::size_t>(reason->clause)];
      const std::string policy = clause.policy.empty() ? "no policy" : Shown(clause.policy);
      by_policy[policy].Add(reason->outcome);
      width = std::max(width, policy.size());
    }
    out_ << fmt::format(
        "\n{} more, without a finding at it (`--details` shows each, `--clause GLOB` some):\n",
        Counted(clauses.size(), "clause"));
    for (const auto& [policy, folded] : by_policy) {
      out_ << fmt::format("  {}  {}\n", Padded(policy, width), folded.Text());
    }
  }

  // Where many are told, of the parts that are no trigger only what came of them.
  void WriteClause(const ClauseReason& reason, bool is_one_of_many) {
    const check::Clause& clause = inputs_.rules->clauses[static_cast<std::size_t>(reason.clause)];
    const RulePlace place = PlaceOf(clause.span, *inputs_.sources);
    out_ << fmt::format("\n{}: {}\n", Painted(Shown(clause.id), Ink::kStrong, colour_),
                        OutcomeOf(reason, clause));
    Line(1, fmt::format("{} ({}, {}:{})", Shown(clause.title), NameOf(clause.severity),
                        Shown(place.file), place.line));
    for (const reasons::Part& part : reason.parts) {
      WritePart(part, is_one_of_many && part.role != Role::kTrigger);
    }
    for (const auto& exception : reason.exceptions) WriteException(exception);
    for (const auto& finding : reason.findings) WriteFinding(finding, clause);
  }

  std::string OutcomeOf(const ClauseReason& reason, const check::Clause& clause) const {
    switch (reason.outcome) {
      case Outcome::kNotInForce:
        return Painted("not in force", Ink::kFaint, colour_) +
               fmt::format(" then, but{}", EffectiveText(clause.effective));
      case Outcome::kKept:
        return Painted("kept", Ink::kGood, colour_);
      case Outcome::kContinued:
        return Painted("no finding of its own", Ink::kFaint, colour_) +
               ", the excursion began at an earlier event";
      case Outcome::kFindings:
        break;
      case Outcome::kPartOnly:
      case Outcome::kNoConcern:
        return Painted("no verdict", Ink::kFaint, colour_) + ", it is evidence at most";
    }
    std::string verdicts;
    for (const engine::Verdict verdict : kVerdicts) {
      const auto count = static_cast<std::uint64_t>(std::count_if(
          reason.findings.begin(), reason.findings.end(),
          [verdict](const engine::Finding& finding) { return finding.verdict == verdict; }));
      if (count == 0) continue;
      const std::string text = count == 1 ? std::string(NameOf(verdict)) : Counted(count, verdict);
      verdicts += (verdicts.empty() ? "" : ", ") + Painted(text, InkOf(verdict), colour_);
    }
    return verdicts;
  }

  void WritePart(const reasons::Part& part, bool is_short) {
    std::string line = fmt::format("{}: {}", TextOfRole(part.role), Shown(part.text));
    if (part.truth) line += fmt::format("  {}", InColour(*part.truth));
    Line(1, line);
    if (is_short) return;
    if (!part.note.empty()) Line(2, Shown(part.note));
    WriteConditions(part.conditions);
  }

  // A definition that a pattern uses twice has its conditions in it twice: each is told once.
  void WriteConditions(const std::vector<Condition>& conditions) {
    const auto is_same = [](const Condition& a, const Condition& b) {
      return a.text == b.text && a.truth == b.truth && a.missing == b.missing &&
             std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), b.operands.end(),
                        [](const auto& one, const auto& other) {
                          return one.text == other.text && one.value == other.value;
                        });
    };
    for (auto condition = conditions.begin(); condition != conditions.end(); ++condition) {
      const bool is_told = std::any_of(conditions.begin(), condition, [&](const Condition& before) {
        return is_same(before, *condition);
      });
      if (!is_told) WriteCondition(*condition);
    }
  }

  void WriteException(const reasons::ExceptionReason& exception) {
    std::string line = fmt::format("unless \"{}\"", Shown(exception.label));
    if (!exception.in_force) {
      line += "  not in force then";
    } else if (exception.truth) {
      line += fmt::format("  {}", InColour(*exception.truth));
    } else {
      line += "  is read for each finding";
    }
    Line(1, line);
    WriteConditions(exception.conditions);
  }

  void WriteCondition(const Condition& condition) {
    const std::string truth(condition.truth ? NameOf(*condition.truth) : "open");
    const std::string word = condition.truth ? InColour(*condition.truth) : truth;
    Line(2, word + std::string(kTruthColumns - truth.size(), ' ') + Shown(condition.text));
    for (const reasons::Operand& operand : condition.operands) {
      Line(3, fmt::format("{} = {}", Shown(operand.text),
                          operand.absent ? "absent" : Shown(operand.value, kValueColumns)));
    }
    for (const std::string& name : condition.missing) {
      Line(3, fmt::format("missing: {}", Shown(name)));
    }
    for (const auto& step : condition.evidence) Line(3, StepText(step));
    for (const auto& window : condition.windows) Line(3, WindowText(window));
    for (const auto& share : condition.shares) Line(3, "share of " + ShareText(share));
  }

  std::string StepText(const engine::EvidenceStep& step) const {
    std::string line = fmt::format("{}: ", LabelOf(step.role));
    line += step.place ? fmt::format("{} {} ", ToString(step.time), PlaceOfEvent(*step.place))
                       : LookedIn(step);
    return line + WhatOf(step);
  }

  std::string WindowText(const engine::WindowSummary& window) const {
    std::string line = fmt::format("{} = {} of {}", Shown(window.text), Shown(window.value),
                                   Counted(window.events, "event"));
    if (window.first) line += ", " + PlaceOfEvent(*window.first);
    if (window.last && window.last != window.first) line += " to " + PlaceOfEvent(*window.last);
    return line;
  }

  void WriteFinding(const engine::Finding& finding, const check::Clause& clause) {
    Line(1, fmt::format("{}: {}", Painted(NameOf(finding.verdict), InkOf(finding.verdict), colour_),
                        Shown(finding.message.empty() ? clause.title : finding.message)));
    if (const std::string about = AboutText(finding); !about.empty()) Line(2, "about " + about);
    if (finding.due) Line(2, "due " + ToString(*finding.due));
    if (!finding.excused_by.empty()) {
      Line(2, fmt::format("excused by \"{}\"", Shown(finding.excused_by)));
    }
    if (finding.waiver) {
      const check::Waiver& waiver = clause.waivers[*finding.waiver];
      Line(2, fmt::format("waived by {}, until {}: {}", Shown(waiver.by), ToString(waiver.until),
                          Shown(waiver.because)));
    }
    for (const std::string& name : finding.missing) Line(2, "missing: " + Shown(name));
    if (const std::string limit = LimitText(finding); !limit.empty()) Line(2, "limit " + limit);
    for (const auto& step : finding.evidence) {
      if (step.role != engine::Role::kTrigger) Line(2, StepText(step));
    }
  }

  std::string InColour(Truth truth) const {
    const Ink ink = truth == Truth::kTrue      ? Ink::kStrong
                    : truth == Truth::kUnknown ? Ink::kUnsure
                                               : Ink::kFaint;
    return Painted(NameOf(truth), ink, colour_);
  }

  void Line(std::size_t level, const std::string& text) {
    out_ << std::string(2 * level, ' ') << text << '\n';
  }

  const ReasonsInputs& inputs_;
  ReasonsDetail detail_;
  Colour colour_;
  std::ostream& out_;
};

}  // namespace

void WriteReasonsText(const std::vector<EventReasons>& events, const ReasonsInputs& inputs,
                      ReasonsDetail detail, Colour colour, std::ostream& out) {
  ReasonsText text(inputs, detail, colour, out);
  for (const EventReasons& event : events) {
    if (&event != &events.front()) out << '\n';
    text.Write(event);
  }
}

}  // namespace abide::report
