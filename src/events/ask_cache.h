// What the asks of a source's expressions came to, for as long as that holds.
//
// `json(.properties)` stands in many assignments of a source; its text is parsed once a record.
// Asks that are written alike share a place. One that depends on the variable of a loop holds until
// the loop goes on; one that depends on the variable of a comprehension is not kept, nor is what
// costs no more than to keep it.
#pragma once

#include <cstdint>
#include <vector>

#include "events/source_map.h"
#include "values/value.h"

namespace abide::events {

class AskCache {
 public:
  explicit AskCache(const SourceMap& source);

  // Forgets everything.
  void BeginRecord() { record_ = ++now_; }
  // The loop's variable has another value: forgets what depends on it.
  void Changed(expressions::LocalId variable) {
    changed_[static_cast<std::size_t>(variable)] = ++now_;
  }
  // Null if it is not known.
  const values::Value* Find(expressions::AskId ask) const {
    const std::uint32_t place = places_[static_cast<std::size_t>(ask)];
    if (place == kNone) return nullptr;
    const Slot& slot = slots_[place];
    if (slot.since < record_) return nullptr;
    for (const expressions::LocalId variable : slot.variables) {
      if (slot.since < changed_[static_cast<std::size_t>(variable)]) return nullptr;
    }
    return &slot.value;
  }
  void Keep(expressions::AskId ask, const values::Value& value) {
    const std::uint32_t place = places_[static_cast<std::size_t>(ask)];
    if (place == kNone) return;
    slots_[place].value = value;
    slots_[place].since = now_;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Slot {
    std::vector<expressions::LocalId> variables;  // of loops, on which it depends
    values::Value value = {};
    std::uint64_t since = 0;
  };

  std::vector<std::uint32_t> places_;  // by AskId
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> changed_;  // by LocalId
  std::uint64_t now_ = 1;
  std::uint64_t record_ = 1;
};

}  // namespace abide::events
