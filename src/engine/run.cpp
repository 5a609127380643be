#include "engine/run.h"

#include <algorithm>

#include "engine/judge.h"
#include "engine/memories.h"

namespace abide::engine {

namespace {

// What the judging of one event needs is mostly less than this.
constexpr std::size_t kArenaBytes = 64 << 10;

// Notes the first event at which a counter rises.
class FirstRise {
 public:
  explicit FirstRise(const std::uint64_t& counter) : counter_(counter) {}

  void Begin() { before_ = counter_; }
  void End(const events::Place& place) {
    if (!at_ && counter_ != before_) at_ = place;
  }
  void Forget() { at_.reset(); }
  const std::optional<events::Place>& at() const { return at_; }

 private:
  const std::uint64_t& counter_;
  std::uint64_t before_ = 0;
  std::optional<events::Place> at_;
};

}  // namespace

Verdicts Run(const plan::Plan& plan, const RunOptions& options, EventFeed& feed) {
  values::Arena arena(kArenaBytes);
  Memories memories(plan);
  expressions::Environment environment(arena, memories);
  Judge judge(plan, options, memories, environment);
  FirstRise out_of_range(environment.out_of_range);
  FirstRise divided_by_zero(environment.divided_by_zero);
  std::optional<values::Instant> last;
  std::uint64_t order = 0;
  while (true) {
    const events::Event* event = feed.Next();
    if (event == nullptr) {
      if (!feed.Restarted()) break;
      memories.Forget();
      judge.Forget();
      environment.out_of_range = 0;
      environment.divided_by_zero = 0;
      out_of_range.Forget();
      divided_by_zero.Forget();
      last.reset();
      order = 0;
      continue;
    }
    last = event->time;
    ++order;
    if (!plan.kinds[static_cast<std::size_t>(event->kind)]) continue;
    arena.Reset();
    Moment moment;
    moment.kind = event->kind;
    moment.fields = event->fields;
    moment.order = order;
    moment.time = event->time;
    moment.place = event->place;
    judge.Announce(moment);
    out_of_range.Begin();
    divided_by_zero.Begin();
    memories.Feed(moment, environment);
    judge.Consider(moment);
    out_of_range.End(event->place);
    divided_by_zero.End(event->place);
    if (options.observer != nullptr) options.observer->Saw(moment, environment);
    memories.Keep();
  }
  Verdicts verdicts = judge.Finish(options.as_of ? options.as_of : last);
  verdicts.out_of_range_at = out_of_range.at();
  verdicts.divided_by_zero_at = divided_by_zero.at();
  return verdicts;
}

}  // namespace abide::engine
