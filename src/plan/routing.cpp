#include "plan/routing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "plan/meetings.h"

namespace abide::plan {

namespace {

using expressions::Field;
using expressions::FieldIndex;
using Why = Obstacle::Why;

// Of options tried for one way.
constexpr std::size_t kMostSteps = 10000;

// Where events of each kind go: by a field, or (nothing) to every part.
using Routes = std::map<EventKind, std::optional<FieldIndex>>;

class Router {
 public:
  Router(const std::vector<Meeting>& meetings, const Judgement& judgement) : meetings_(meetings) {
    for (const Judgement::Case& each : judgement.cases) judged_.push_back(each.kind);
  }

  std::vector<Way> Ways() {
    std::vector<Way> ways;
    for (const FieldIndex field : Beginnings()) {
      if (auto way = WayFrom({{judged_.front(), field}})) ways.push_back(std::move(*way));
    }
    if (ways.empty()) {
      if (auto way = WayFrom({})) ways.push_back(std::move(*way));
    }
    std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
      return a.every_part.size() < b.every_part.size();
    });
    return ways;
  }

  // When there is no way.
  std::vector<Obstacle> Obstacles() const {
    std::vector<Obstacle> obstacles;
    const auto add = [&](const Obstacle& obstacle) {
      const bool is_known =
          std::any_of(obstacles.begin(), obstacles.end(), [&](const Obstacle& each) {
            return each.why == obstacle.why && each.what == obstacle.what;
          });
      if (!is_known) obstacles.push_back(obstacle);
    };
    for (const Meeting& meeting : meetings_) {
      if (!IsPossibleAlone(meeting)) add(meeting.obstacle);
    }
    if (!obstacles.empty()) return obstacles;
    for (const Meeting& meeting : meetings_) {
      add({given_up_ ? Why::kTooMany : Why::kOtherKeys, meeting.obstacle.what});
    }
    return obstacles;
  }

 private:
  // The fields of what is judged by which something is asked or kept.
  std::vector<FieldIndex> Beginnings() const {
    std::vector<FieldIndex> fields;
    for (const Meeting& meeting : meetings_) {
      for (const Meeting::Option& option : meeting.options) {
        for (const Field::At& at : option.routes) {
          const bool is_new = std::find(fields.begin(), fields.end(), at.index) == fields.end();
          if (at.kind == judged_.front() && is_new) fields.push_back(at.index);
        }
      }
    }
    return fields;
  }

  std::optional<Way> WayFrom(const Routes& routes) {
    steps_ = 0;
    chosen_.assign(meetings_.size(), nullptr);
    if (!Choose(0, routes)) return {};
    std::set<EventKind> askers(judged_.begin(), judged_.end());
    for (const Meeting::Option* option : chosen_) {
      askers.insert(option->askers.begin(), option->askers.end());
    }
    Way way;
    for (const auto& [kind, field] : final_) {
      if (field) {
        way.routes.push_back({kind, *field, askers.contains(kind)});
      } else {
        way.every_part.push_back(kind);
      }
    }
    for (const EventKind kind : judged_) {
      if (!final_.contains(kind)) way.any_part.push_back(kind);
    }
    return way;
  }

  // Chooses options of the meetings from `index` on; at the end `final_` is what came of it.
  bool Choose(std::size_t index, const Routes& routes) {
    if (index == meetings_.size()) {
      final_ = routes;
      return true;
    }
    for (const Meeting::Option& option : meetings_[index].options) {
      if (++steps_ > kMostSteps) {
        given_up_ = true;
        return false;
      }
      Routes next = routes;
      if (!Take(option, next)) continue;
      chosen_[index] = &option;
      if (Choose(index + 1, next)) return true;
    }
    return false;
  }

  bool Take(const Meeting::Option& option, Routes& routes) const {
    for (const Field::At& at : option.routes) {
      const auto [place, is_new] = routes.try_emplace(at.kind, at.index);
      if (place->second != at.index) return false;
    }
    for (const EventKind kind : option.everywhere) {
      if (std::find(judged_.begin(), judged_.end(), kind) != judged_.end()) return false;
      const auto [place, is_new] = routes.try_emplace(kind, std::nullopt);
      if (place->second) return false;
    }
    return true;
  }

  bool IsPossibleAlone(const Meeting& meeting) const {
    return std::any_of(meeting.options.begin(), meeting.options.end(),
                       [this](const Meeting::Option& option) {
                         Routes routes;
                         return Take(option, routes);
                       });
  }

  const std::vector<Meeting>& meetings_;
  std::vector<EventKind> judged_;
  std::vector<const Meeting::Option*> chosen_;  // by meeting
  Routes final_;
  std::size_t steps_ = 0;
  bool given_up_ = false;
};

}  // namespace

std::string_view NameOf(Obstacle::Why why) {
  switch (why) {
    case Why::kLineage:
      return "lineage";
    case Why::kNoKey:
      return "no_key";
    case Why::kNoFieldKey:
      return "no_field_key";
    case Why::kOtherKeys:
      return "other_keys";
    case Why::kTooMany:
      return "too_many";
  }
  return "";
}

std::string_view WordsOf(Obstacle::Why why) {
  switch (why) {
    case Why::kLineage:
      return "what is judged hands on what artifacts carry";
    case Why::kNoKey:
      return "what is judged is asked for without a key";
    case Why::kNoFieldKey:
      return "its key is no field as it is";
    case Why::kOtherKeys:
      return "not by the same fields as the others";
    case Why::kTooMany:
      return "too many possibilities";
  }
  return "";
}

Routing RoutingOf(const Plan& plan, const Judgement& judgement) {
  Meetings meetings = MeetingsOf(plan, judgement);
  Router router(meetings.all, judgement);
  Routing routing{.memories = std::move(meetings.memories),
                  .states = std::move(meetings.states),
                  .lineage = meetings.lineage,
                  .ways = router.Ways(),
                  .obstacles = {}};
  if (routing.ways.empty()) routing.obstacles = router.Obstacles();
  return routing;
}

}  // namespace abide::plan
