#include "engine/part.h"

namespace abide::engine {

namespace {

// What the judging of one event needs is mostly less than this.
constexpr std::size_t kArenaBytes = 64 << 10;

}  // namespace

void Part::FirstRise::End(const Moment& moment) {
  if (at || counter == before) return;
  at = moment.place;
  order = moment.order;
}

void Part::FirstRise::Forget() {
  at.reset();
  order = UINT64_MAX;
}

Part::Part(const plan::Plan& plan, const RunOptions& options)
    : options_(options),
      arena_(kArenaBytes),
      memories_(plan),
      environment_(arena_, memories_),
      judge_(plan, options, memories_, environment_),
      out_of_range_{environment_.out_of_range},
      divided_by_zero_{environment_.divided_by_zero} {}

void Part::Forget() {
  memories_.Forget();
  judge_.Forget();
  environment_.out_of_range = environment_.divided_by_zero = 0;
  out_of_range_.Forget();
  divided_by_zero_.Forget();
  last_.reset();
  order_ = 0;
}

void Part::Judge(std::span<const events::Event> events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    for (const Foresight ahead : kForesights) {
      const auto next = static_cast<std::size_t>(ahead);
      if (next < events.size() - i) memories_.Foresee(events[i + next], order_ + 1 + next, ahead);
    }
    Judge(events[i]);
  }
}

void Part::Judge(const events::Event& event) {
  last_ = event.time;
  ++order_;
  if (!memories_.Reads(event.kind) && !judge_.Looks(event.kind)) return;
  arena_.Reset();
  Moment moment;
  moment.kind = event.kind;
  moment.fields = event.fields;
  moment.order = order_;
  moment.time = event.time;
  moment.place = event.place;
  judge_.Announce(moment);
  out_of_range_.Begin();
  divided_by_zero_.Begin();
  memories_.Feed(moment, environment_);
  judge_.Consider(moment);
  out_of_range_.End(moment);
  divided_by_zero_.End(moment);
  if (options_.observer != nullptr) options_.observer->Saw(moment, environment_);
  memories_.Keep();
}

Part::Result Part::Finish() {
  Result result{.verdicts = judge_.Finish(options_.as_of ? options_.as_of : last_),
                .out_of_range_order = out_of_range_.order,
                .divided_by_zero_order = divided_by_zero_.order};
  result.verdicts.out_of_range_at = out_of_range_.at;
  result.verdicts.divided_by_zero_at = divided_by_zero_.at;
  return result;
}

}  // namespace abide::engine
