#include "engine/pairs.h"

#include <algorithm>

namespace abide::engine {

using values::Truth;

void Pairs::Collect(const plan::PairPlan::Side& side, const Moment& moment,
                    std::vector<Pair>& pairs) {
  for (const plan::PairPlan::Side::Case& each : side.cases) {
    if (each.kind != moment.kind) continue;
    environment_.Bind(side.self, &moment);
    const Truth own =
        each.condition ? expressions::Test(*each.condition, environment_) : Truth::kTrue;
    if (own == Truth::kFalse) continue;
    memories_.EachPast(each.earlier, environment_, [&](const Stored& stored, Truth truth) {
      pairs.push_back({stored.moment, stored.memory, stored.trails, And(own, truth), &side, &each});
    });
  }
}

void Pairs::Consider(const Moment& moment) {
  std::vector<Pair> pairs;
  Collect(plan_.second, moment, pairs);
  Collect(plan_.first, moment, pairs);
  // By the earlier event; of one pair the surer reading first, then that with P first.
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    if (a.earlier.order != b.earlier.order) return a.earlier.order < b.earlier.order;
    return a.truth > b.truth;
  });
  std::uint64_t last = 0;
  std::uint32_t ordinal = 0;
  for (const Pair& pair : pairs) {
    if (pair.earlier.order == last) continue;
    last = pair.earlier.order;
    environment_.Bind(judgement_.at, &moment);
    environment_.Bind(pair.side->self, &moment);
    environment_.Bind(pair.side->other, &pair.earlier);
    Case opened = docket_.Open(judgement_.clause, moment, pair.kind->condition, pair.truth);
    opened.finding.ordinal = ordinal++;
    if (pair.truth == Truth::kUnknown) {
      memories_.Past(pair.kind->earlier, environment_, &opened.missing);
    }
    docket_.AddEvidence(opened, Role::kPreceding, pair.earlier,
                        memories_.TextOf(pair.kind->earlier));
    docket_.AddPathsOf(opened, pair.kind->earlier, pair.earlier, pair.trails);
    docket_.Close(std::move(opened), pair.truth);
  }
}

}  // namespace abide::engine
