#include "plan/divide.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace abide::plan {

namespace {

// About what an event costs, compared with a clause that is decided by an index: a memory that
// reads it, and lineage, which interns all artifacts.
constexpr std::size_t kFeedWeight = 50;
constexpr std::size_t kLineageWeight = 100;

std::size_t WeightOf(const Plan& plan, const Feed& feed) {
  if (feed.kind == Feed::Kind::kState) return kFeedWeight;
  const auto& memory = plan.asks[feed.index].memory;
  return std::holds_alternative<LineageMemory>(memory) ? kLineageWeight : kFeedWeight;
}

}  // namespace

std::vector<Plan> Divide(const Plan& plan, std::size_t most) {
  std::map<std::uint32_t, std::size_t> weights;  // by group
  for (const Judgement& judgement : plan.judgements) ++weights[judgement.group];
  for (const Feed& feed : plan.feeds) weights[feed.group] += WeightOf(plan, feed);
  std::vector<std::pair<std::uint32_t, std::size_t>> groups(weights.begin(), weights.end());
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });

  // The heaviest first, each to what is lightest.
  std::vector<std::size_t> loads(std::clamp<std::size_t>(groups.size(), 1, most));
  std::map<std::uint32_t, std::size_t> part_of;
  for (const auto& [group, weight] : groups) {
    const auto lightest = std::min_element(loads.begin(), loads.end());
    *lightest += weight;
    part_of[group] = static_cast<std::size_t>(lightest - loads.begin());
  }
  std::vector<Plan> parts;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    Plan& part = parts.emplace_back(plan);
    const auto is_elsewhere = [&](const auto& each) { return part_of.at(each.group) != i; };
    std::erase_if(part.judgements, is_elsewhere);
    std::erase_if(part.feeds, is_elsewhere);
  }
  return parts;
}

}  // namespace abide::plan
