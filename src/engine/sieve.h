// What an event may concern, of much that each waits for certain events: all that a triage leaves.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "engine/triage.h"

namespace abide::engine {

template <typename Item>
class Sieve {
 public:
  // `item` waits for events of which `condition` (null: none), at `binding`, is not false.
  void Add(Item item, expressions::ExprPtr condition, expressions::BindingId binding) {
    items_.push_back(std::move(item));
    conditions_.push_back({std::move(condition), binding});
  }
  // After the last Add: they are events of this kind.
  void Index(expressions::EventKind kind) {
    triage_.emplace(kind, conditions_);
    all_ = Bits(items_.size(), true);
  }

  const std::vector<Item>& items() const { return items_; }

  // Calls `visit(item)` for each that the event may concern, in the order of Add.
  template <typename Visit>
  void ForEachPossible(const Moment& moment, Visit visit) {
    possible_ = all_;
    if (items_.empty()) return;
    triage_->Narrow(moment, possible_);
    ForEachAgain(visit);
  }
  // For the same ones once more.
  template <typename Visit>
  void ForEachAgain(Visit visit) const {
    possible_.ForEach([&](std::size_t i) { visit(items_[i]); });
  }

 private:
  std::vector<Item> items_;
  std::vector<Triage::Candidate> conditions_;
  std::optional<Triage> triage_;
  Bits all_, possible_;
};

}  // namespace abide::engine
