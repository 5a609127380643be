// The real reader's events for the real engine.
#pragma once

#include <memory>
#include <vector>

#include "engine/run.h"
#include "events/reader.h"

namespace abide::reference {

class StreamFeed : public engine::EventFeed {
 public:
  explicit StreamFeed(events::EventStream& stream) : stream_(stream) {}
  const events::Event* Next() override { return stream_.Next(); }
  bool Restarted() override { return stream_.Restarted(); }
  bool HoldsEvents() const override { return true; }
  void Hold(std::vector<std::shared_ptr<const void>>& memory) const override {
    stream_.Hold(memory);
  }

 private:
  events::EventStream& stream_;
};

}  // namespace abide::reference
