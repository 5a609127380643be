// A finding with no log at hand: what it says beside itself, its clause and its own events. What is
// false here is so whatever else the log holds.
#include <algorithm>
#include <functional>

#include "absl/strings/str_join.h"
#include "testimony/arithmetic.h"
#include "verify/report_check.h"

namespace abide::verify {
namespace {

using judgement::Certainty;
using values::Value;

// A number or a duration as a report writes it; absent if it is neither.
Value ReadValue(const Json& text) {
  if (!text.is_string()) return {};
  const auto& spelled = text.get_ref<const std::string&>();
  const Value number = testimony::OrAbsent(values::Decimal::Parse(spelled));
  return number.is_absent() ? testimony::OrAbsent(values::ParseDuration(spelled)) : number;
}

values::Truth IsGreater(const Json& a, const Json& b) {
  return testimony::Compare(expressions::CompareOperator::kGreater, ReadValue(a), ReadValue(b));
}

// What is said of shares, by what they are of; none of those of which two things are said.
std::map<std::string, Value> SharesIn(const Json& finding, values::Arena& arena) {
  std::map<std::string, Value> shares;
  std::set<std::string> twice;
  for (const Json& share : ListIn(finding.at("values"), "shares")) {
    values::Interval range;
    if (share.at("least").is_string()) range.least = values::Decimal::Parse(TextIn(share, "least"));
    if (share.at("most").is_string()) range.most = values::Decimal::Parse(TextIn(share, "most"));
    const Value value = range.least && range.most ? testimony::ValueOf(range, arena) : Value();
    const std::string of = TextIn(share, "of");
    if (!shares.emplace(of, value).second) twice.insert(of);
  }
  for (const std::string& each : twice) shares.erase(each);
  return shares;
}

bool HasStep(const Json& finding, const judgement::Needed& needed) {
  const Json::array_t& evidence = ListIn(finding, "evidence");
  const auto is = [](const Json& step, const char* name, const auto& expected) {
    return !expected || json::MemberOr(step, name) == *expected;
  };
  return std::any_of(evidence.begin(), evidence.end(), [&](const Json& step) {
    return step.at("role") == needed.role && is(step, "note", needed.note) &&
           is(step, "name", needed.name) && is(step, "from", needed.from) &&
           is(step, "until", needed.until);
  });
}

// Where in the finding something is otherwise, and what.
using Noted = std::function<void(const std::string&, const std::string&)>;

void NoteSteps(const Json& finding, const std::vector<judgement::Needed>& steps, bool always_alone,
               const Noted& note) {
  for (const judgement::Needed& step : steps) {
    if ((always_alone && !step.is_always) || HasStep(finding, step)) continue;
    note(".evidence", " lacks the step `" + step.role + '`' +
                          (step.note ? " of `" + *step.note + '`' : std::string()));
  }
}

void NoteExcuse(const Json& finding, const Certainty& certainty, const Noted& note) {
  if (finding.at("verdict") != "excused") return;
  const auto& all = certainty.excuses;
  const auto excuse = std::find_if(all.begin(), all.end(), [&](const Certainty::Excuse& each) {
    return TextOrNull(each.exception->label) == finding.at("excused_by") &&
           TextOrNull(each.exception->cites) == finding.at("excused_cites");
  });
  if (excuse != all.end()) return NoteSteps(finding, excuse->steps, false, note);
  note(".excused_by", " is " + Shown(finding.at("excused_by")) + ", which excuses nothing there");
}

}  // namespace

std::optional<std::size_t> ReportCheck::ClauseOf(const Json& finding) const {
  const auto& judged = expected_.clause_numbers;
  const auto found = std::find_if(judged.begin(), judged.end(), [&](std::size_t number) {
    const check::Clause& clause = rules_.clauses[number];
    return finding.at("clause") == clause.id && json::TextOr(finding, "version") == clause.version;
  });
  return found == judged.end() ? std::nullopt : std::optional(*found);
}

void ReportCheck::CheckItself(const std::string& where, const Json& finding, std::size_t number) {
  const std::string dot = where + '.';
  const check::Clause& clause = rules_.clauses[number];
  const std::string verdict = TextIn(finding, "verdict");
  static const std::set<std::string> kVerdicts = {"breach", "pending", "undetermined", "excused",
                                                  "waived"};
  if (!kVerdicts.contains(verdict)) comparison_.AddFalse(dot + "verdict", " is none");
  comparison_.Same(dot + "severity", NameOf(clause.severity), finding.at("severity"));
  comparison_.Same(dot + "remedy", TextOrNull(clause.remedy), finding.at("remedy"));
  CheckMissing(dot + "missing", number, verdict, finding);
  if (verdict != "excused") {
    comparison_.Same(dot + "excused_by", nullptr, finding.at("excused_by"));
    comparison_.Same(dot + "excused_cites", nullptr, finding.at("excused_cites"));
  }
  if (verdict != "waived") comparison_.Same(dot + "waiver", nullptr, finding.at("waiver"));
  const Json& event = finding.at("event");
  const Json::array_t& evidence = ListIn(finding, "evidence");
  const bool has_trigger = std::any_of(evidence.begin(), evidence.end(), [&](const Json& step) {
    return step.at("role") == "trigger" && step.at("log") == event.at("log") &&
           step.at("offset") == event.at("offset") && step.at("length") == event.at("length") &&
           step.at("name") == event.at("name") && step.at("time") == finding.at("time") &&
           step.at("note").is_null();
  });
  if (!has_trigger) comparison_.AddFalse(dot + "evidence", " lacks the finding's own event");
  CheckNearest(dot + "evidence", evidence);
  CheckTimes(where, finding);
  CheckExcursion(where, finding);
}

void ReportCheck::CheckTimes(const std::string& where, const Json& finding) {
  const Question& question = expected_.question;
  const auto& present = expected_.derivation.present;
  const auto time = values::ParseInstant(TextIn(finding, "time"));
  if (!time || !present) return comparison_.AddFalse(where + ".time", " is none");
  if ((question.since && *time < *question.since) || (question.until && *question.until <= *time)) {
    comparison_.AddFalse(where + ".time", " was not asked for");
  }
  if (*present < *time) comparison_.AddFalse(where + ".time", " is behind the report's `as_of`");
  const Json::array_t& evidence = ListIn(finding, "evidence");
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    if (!evidence[i].contains("log")) continue;
    const auto at = values::ParseInstant(TextIn(evidence[i], "time"));
    if (at && *at <= *present) continue;
    comparison_.AddFalse(At(where + ".evidence", i) + ".time", " is behind the report's `as_of`");
  }
  if (finding.at("due").is_null()) return;
  const auto due = values::ParseInstant(TextIn(finding, "due"));
  const bool is_late = due && *due < *present;
  const Json& verdict = finding.at("verdict");
  if (due && ((verdict == "breach" && !is_late) || (verdict == "pending" && is_late))) {
    comparison_.AddFalse(where + ".due", is_late ? " had passed by the report's `as_of`"
                                                 : " had not passed by the report's `as_of`");
  }
}

// "from the first event at which X is above N" (section 6), and its peak is the most that X was.
void ReportCheck::CheckExcursion(const std::string& where, const Json& finding) {
  const Json& values = finding.at("values");
  const Json& peak = json::MemberOr(values, "peak");
  if (peak.is_null()) return;
  const std::string name = where + ".values.peak";
  const Json& limit = json::MemberOr(values, "limit");
  if (IsGreater(peak, limit) == values::Truth::kFalse) {
    comparison_.AddFalse(
        name, " is " + Shown(peak) + ", which is not above the limit of " + Shown(limit));
  }
  for (const Json& reading : json::MemberOr(values, "course")) {
    const Json& value = json::MemberOr(reading, "value");
    const Json& own_limit = reading.contains("limit") ? reading["limit"] : limit;
    // The one at which X is back is none of it.
    if (IsGreater(value, peak) != values::Truth::kTrue) continue;
    if (IsGreater(value, own_limit) != values::Truth::kTrue) continue;
    comparison_.AddFalse(name, " is " + Shown(peak) + ", and a reading is " + Shown(value));
    break;
  }
  CheckCourse(where + ".values.course", finding);
  if (HasStep(finding, {.role = "peak", .note = json::TextOr(values, "peak")})) return;
  comparison_.AddFalse(where + ".evidence", " lacks the event of the peak");
}

// The readings from the first on: all, or every second, fourth … of many.
void ReportCheck::CheckCourse(const std::string& where, const Json& finding) {
  constexpr std::uint64_t kMost = 64;
  const Json& values = finding.at("values");
  const Json::array_t& course = ListIn(values, "course");
  const std::uint64_t readings = CountIn(values, "readings");
  std::uint64_t stride = 1;
  while ((readings + stride - 1) / stride > kMost) stride *= 2;
  if (readings == 0 || course.size() != (readings + stride - 1) / stride) {
    return comparison_.AddFalse(where, " shows " + std::to_string(course.size()) + " of " +
                                           std::to_string(readings) + " readings");
  }
  std::optional<values::Instant> last;
  for (const Json& reading : course) {
    const auto time = values::ParseInstant(TextIn(reading, "time"));
    const bool is_first = !last && reading["time"] == finding.at("time");
    if (!time || (!last && !is_first) || (last && *time < *last) ||
        !reading.at("value").is_string()) {
      return comparison_.AddFalse(where, " has a reading of " + Shown(reading.at("value")) +
                                             " at " + Shown(reading["time"]) +
                                             ", which does not belong there");
    }
    last = time;
  }
  if (values.at("ended").is_null()) return;
  const auto ended = values::ParseInstant(TextIn(values, "ended"));
  if (ended && *last <= *ended && *ended <= *expected_.derivation.present) return;
  comparison_.AddFalse(where, " goes on behind its end, or ends behind the report's `as_of`");
}

// By how much it was too late is told beside the end of what was looked for.
void ReportCheck::CheckNearest(const std::string& where, const Json::array_t& evidence) {
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const std::string note = json::TextOr(evidence[i], "note");
    if (evidence[i].at("role") != "nearest" || !note.starts_with("too late by ")) continue;
    const auto time = values::ParseInstant(TextIn(evidence[i], "time"));
    const bool is_so = std::any_of(evidence.begin(), evidence.end(), [&](const Json& step) {
      const auto until = values::ParseInstant(json::TextOr(step, "until"));
      const auto by = until && time ? values::Difference(*time, *until) : std::nullopt;
      return by && note == "too late by " + values::ToString(*by);
    });
    if (!is_so) comparison_.AddFalse(At(where, i), " was not " + Shown(evidence[i]["note"]));
  }
}

void ReportCheck::CheckCertain(const std::string& where, const std::vector<events::Event>& own,
                               const std::vector<const events::Event*>& triggers,
                               const Json& finding, std::size_t clause) {
  values::Arena arena;
  const std::map<std::string, Value> shares = SharesIn(finding, arena);
  const std::vector<std::string> texts = judgement::EarlierTexts(rules_.clauses[clause]);
  std::vector<const events::Event*> earlier;
  if (texts.empty()) earlier.push_back(nullptr);
  for (const Json& step : ListIn(finding, "evidence")) {
    if (step.at("role") != "preceding") continue;
    if (std::find(texts.begin(), texts.end(), json::TextOr(step, "note")) == texts.end()) continue;
    for (const events::Event& event : own) {
      const bool is_it = comparison_.LogNamed(step.at("log")) == event.place.log &&
                         step.at("offset") == event.place.offset &&
                         step.at("name") == rules_.schema.Type(event.kind).name &&
                         step.at("time") == values::ToString(event.time);
      if (is_it) earlier.push_back(&event);
    }
  }
  if (earlier.empty()) {
    return comparison_.AddFalse(where + ".evidence", " lacks the earlier event of the two");
  }
  std::size_t fewest = SIZE_MAX;
  Certainty best;
  for (const events::Event* trigger : triggers) {
    for (const events::Event* before : earlier) {
      Certainty certainty = judgement::CertaintyAt(rules_, clause, own, {trigger, before},
                                                   expected_.derivation.present, shares);
      const std::size_t count = Contradict(where, finding, clause, certainty, false);
      if (count >= fewest) continue;
      fewest = count;
      best = std::move(certainty);
    }
  }
  Contradict(where, finding, clause, best, true);
}

std::size_t ReportCheck::Contradict(const std::string& where, const Json& finding,
                                    std::size_t clause, const Certainty& certainty, bool tells) {
  std::size_t count = 0;
  const Noted note = [&](const std::string& name, const std::string& what) {
    ++count;
    if (tells) comparison_.AddFalse(where + name, what);
  };
  if (certainty.verdicts.empty()) {
    note("", " is none: `" + rules_.clauses[clause].id + "` finds nothing at that event");
    return count;
  }
  const auto same = [&](const std::string& name, const Json& expected, const Json& actual) {
    if (comparison_.IsSame(expected, actual)) return;
    ++count;
    if (tells) comparison_.Same(where + name, expected, actual);
  };
  const std::string verdict = TextIn(finding, "verdict");
  if (!certainty.verdicts.contains(verdict)) {
    note(".verdict", " is " + Shown(finding.at("verdict")) + ", and there it can be " +
                         absl::StrJoin(certainty.verdicts, " or ") + " alone");
  }
  if (certainty.due) same(".due", *certainty.due, finding.at("due"));
  if (certainty.message) same(".message", *certainty.message, finding.at("message"));
  if (certainty.about.is_object()) {
    for (const auto& [name, value] : certainty.about.items()) {
      same(".about." + name, value, json::MemberOr(finding.at("about"), name.c_str()));
    }
  }
  const Json& values = finding.at("values");
  if (certainty.limit && values.contains("limit")) {
    same(".values.limit", *certainty.limit, values.at("limit"));
  }
  const auto waives = [&](std::size_t each) {
    return finding.at("waiver") == expected_.numbers_of_waivers.at(clause)[each];
  };
  const auto& waivers = certainty.waivers;
  if (verdict == "waived" && std::none_of(waivers.begin(), waivers.end(), waives)) {
    note(".waiver", " is " + Shown(finding.at("waiver")) + ", which waives nothing there");
  }
  NoteExcuse(finding, certainty, note);
  // Where a part of the norm is unknown, it is that part that is shown.
  const bool may_be_unknown = verdict == "undetermined" || verdict == "waived";
  NoteSteps(finding, certainty.steps, may_be_unknown, note);
  return count;
}

}  // namespace abide::verify
