#include "judgement/derivation.h"

#include <algorithm>
#include <tuple>

#include "judgement/clause_judge.h"

namespace abide::judgement {
namespace {

bool MatchesGlob(std::string_view text, std::string_view glob) {
  const std::size_t star = glob.find('*');
  if (star == std::string_view::npos) return text == glob;
  if (!text.starts_with(glob.substr(0, star))) return false;
  for (std::size_t i = star; i <= text.size(); ++i) {
    if (MatchesGlob(text.substr(i), glob.substr(star + 1))) return true;
  }
  return false;
}

auto OrderOf(const Derived& derived) {
  const events::Place& place = derived.event->place;
  return std::tuple(derived.event->time, place.log, place.offset, place.part, derived.clause,
                    derived.ordinal);
}

void Count(const Derived& derived, Tally& tally) {
  if (derived.verdict == "breach") ++tally.breached;
  if (derived.verdict == "pending") ++tally.pending;
  if (derived.verdict == "undetermined") ++tally.undetermined;
  if (derived.verdict == "waived") {
    ++tally.waived;
    ++tally.waived_by[derived.waivers.front()];
  }
  if (derived.verdict == "excused") {
    ++tally.excused;
    ++tally.excused_by[derived.excused_by->label];
  }
}

// "The checker's present is the last event's time, or `--as-of TIME`: events after it are not read"
// (section 8).
std::span<const Event> UpTo(std::span<const Event> events,
                            const std::optional<values::Instant>& as_of) {
  if (!as_of) return events;
  const auto end = std::find_if(events.begin(), events.end(),
                                [&](const auto& event) { return *as_of < event.time; });
  return {events.begin(), end};
}

}  // namespace

Json TimeOrNull(const std::optional<values::Instant>& instant) {
  return instant ? Json(values::ToString(*instant)) : Json(nullptr);
}

Json NamedValue(const Value& value) {
  return value.is_absent() ? Json(nullptr) : Json(values::ToString(value));
}

Json IdOf(const Event& event) {
  const Json id = NamedValue(event.fields[static_cast<std::size_t>(events::kIdField)]);
  return id.is_string() && id.get_ref<const std::string&>().empty() ? Json(nullptr) : id;
}

Json PlaceIn(const Event& event) {
  return {{"log", event.place.log},
          {"line", event.place.line},
          {"offset", event.place.offset},
          {"length", event.place.length}};
}

Derivation Derive(const check::CheckedRules& rules, std::span<const Event> all,
                  const Question& question, std::uint64_t steps) {
  const std::span<const Event> events = UpTo(all, question.as_of);
  Derivation derivation;
  derivation.clauses.resize(rules.clauses.size());
  derivation.present = question.as_of;
  if (!derivation.present && !events.empty()) derivation.present = events.back().time;
  values::Arena arena;
  World world(rules, events, arena);
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const bool is_wanted =
        question.clauses.empty() ||
        std::any_of(question.clauses.begin(), question.clauses.end(),
                    [&](const auto& glob) { return MatchesGlob(rules.clauses[i].id, glob); });
    if (!is_wanted) continue;
    world.SetBudget(steps);
    ClauseJudge(i, world, question, derivation).Run();
  }
  std::stable_sort(derivation.findings.begin(), derivation.findings.end(),
                   [](const Derived& a, const Derived& b) { return OrderOf(a) < OrderOf(b); });
  for (const Derived& derived : derivation.findings) {
    Count(derived, derivation.clauses[derived.clause]);
  }
  return derivation;
}

}  // namespace abide::judgement
