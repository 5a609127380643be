// Looking ahead: what a memory holds of an event is fetched before it is needed.
//
// Under a million keys, what an event needs of a memory stands in no cache, and to wait for it
// takes longer than all that is done with it. So events are shown to the memories while those
// before them are judged, at these distances, and each time they ask for what the last one brought
// near: the place in the table, what stands there, and what that points to. Nothing is changed by
// it.
#pragma once

#include <array>
#include <cstddef>

namespace abide::engine {

// In events.
enum class Foresight : std::size_t { kFar = 12, kNear = 8, kNext = 4 };
inline constexpr std::array kForesights = {Foresight::kFar, Foresight::kNear, Foresight::kNext};

// Of the memories of one kind of event: more would cost more than they save.
inline constexpr std::size_t kMostForeseen = 4;
// What a window holds of fewer keys stands in the caches anyway.
inline constexpr std::size_t kFewKeys = 1024;

}  // namespace abide::engine
