#include "engine/run.h"

#include <algorithm>

#include "engine/judge.h"
#include "engine/memories.h"

namespace abide::engine {

namespace {

// What the judging of one event needs is mostly less than this.
constexpr std::size_t kArenaBytes = 64 << 10;

}  // namespace

Verdicts Run(const plan::Plan& plan, const RunOptions& options, EventFeed& feed) {
  values::Arena arena(kArenaBytes);
  Memories memories(plan);
  expressions::Environment environment(arena, memories);
  Judge judge(plan, options, memories, environment);
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
    memories.Feed(moment, environment);
    judge.Consider(moment);
    if (options.observer != nullptr) options.observer->Saw(moment, environment);
    memories.Keep();
  }
  return judge.Finish(options.as_of ? options.as_of : last);
}

}  // namespace abide::engine
