// Which value of a record says when its event happened.

#include <algorithm>
#include <iterator>
#include <tuple>

#include "proposals/fields.h"
#include "proposals/names.h"
#include "proposals/shapes.h"

namespace abide::proposals {

namespace {

// Names of it, the likeliest first.
std::size_t RankOf(std::string_view key) {
  static constexpr std::string_view kNames[] = {
      "time",       "timestamp",      "event_time",   "ts",
      "datetime",   "time_generated", "logging_time", "start_time_unix_nano",
      "start_time", "started_at",     "starting_at",  "created_at",
      "created",    "effective_at",   "occurred_at",  "date"};
  const std::string name = SnakeOf(key, "");
  const std::string plain = name.ends_with("_value") ? name.substr(0, name.size() - 6) : name;
  const auto found = std::find(std::begin(kNames), std::end(kNames), plain);
  return static_cast<std::size_t>(found - std::begin(kNames));
}

struct Candidate {
  std::vector<Level> levels;
  std::string path;
  TimeForm form{};
  const Seen* seen = nullptr;
  std::uint64_t records = 0;
  std::size_t rank = 0;
  std::size_t depth = 0;

  bool is_complete() const {
    return seen->present() == records && seen->blank == 0 && seen->none == 0;
  }
  // The least is chosen: the fewest lists gone into, a time in each record, a good name.
  auto Order() const { return std::tuple(levels.size(), !is_complete(), rank, depth, path); }
};

class Search {
 public:
  std::optional<Candidate> best;

  void Look(const std::vector<Level>& levels, const Seen& record, const std::string& path,
            std::size_t depth) {
    for (const Seen::Member& member : record.members) {
      const Seen& seen = *member.seen;
      const std::string to = PathTo(path, member.key);
      if (const auto form = TimeFormAt(seen, member.key)) {
        Offer({levels, to, *form, &seen, levels.back().seen->records, RankOf(member.key), depth});
      } else if (seen.records > 0 && seen.records == seen.present()) {
        Look(levels, seen, to, depth + 1);
      } else if (seen.lists == seen.present() && seen.element && levels.size() < kMostLevels &&
                 seen.element->records > 0 && seen.element->records == seen.element->present()) {
        GoInto(levels, member.key, *seen.element, to);
      }
    }
  }

 private:
  static constexpr std::size_t kMostLevels = 4;

  void GoInto(std::vector<Level> levels, std::string_view key, const Seen& element,
              const std::string& list) {
    std::string name = SnakeOf(key, "each");
    // One of `spans` is a span.
    if (name.size() > 3 && name.ends_with('s') && !name.ends_with("ss")) name.pop_back();
    name.insert(0, kVariablePrefix);
    std::set<std::string> taken;
    for (const Level& level : levels) taken.insert(level.variable);
    name = Untaken(name, taken);
    levels.push_back({name, list, &element});
    Look(levels, element, name, 0);
  }

  void Offer(Candidate candidate) {
    if (!best || candidate.Order() < best->Order()) best = std::move(candidate);
  }
};

}  // namespace

std::optional<TimeChoice> ChooseTime(const Seen& record) {
  Search search;
  search.Look({{"", "", &record}}, record, "", 0);
  if (!search.best) return std::nullopt;
  const Candidate& best = *search.best;
  TimeChoice choice{.levels = best.levels,
                    .value = TimeValue(best.form, best.path),
                    .note = Note(*best.seen, best.records),
                    .is_complete = best.is_complete()};
  if (best.form == TimeForm::kIsoWithoutZone) {
    choice.note += "; without a zone: say which, if it is not UTC";
  }
  return choice;
}

}  // namespace abide::proposals
