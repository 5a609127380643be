// The real reader's events for the real engine.
#pragma once

#include <memory>
#include <vector>

#include "engine/run.h"
#include "events/reader.h"

namespace abide::reference {

class StreamFeed : public engine::EventFeed {
 public:
  enum class Hands : bool { kEvents, kRuns };
  // Alone, the engine takes what it is handed: each event as it comes, or a run of them.
  explicit StreamFeed(events::EventStream& stream, Hands hands = Hands::kRuns)
      : stream_(stream), hands_(hands) {}
  const events::Event* Next() override { return stream_.Next(); }
  bool Restarted() override { return stream_.Restarted(); }
  bool HoldsEvents() const override { return hands_ == Hands::kRuns; }
  void Hold(std::vector<std::shared_ptr<const void>>& memory) const override {
    stream_.Hold(memory);
  }

 private:
  events::EventStream& stream_;
  Hands hands_;
};

}  // namespace abide::reference
