// What texts look like, beyond their types: dates in other forms than Abide's, addresses, JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "events/strict.h"
#include "events/structure.h"

namespace abide::proposals {

enum class Look : std::uint8_t {
  // Dates whose parts stand at places of their own, all of the text.
  kYearFirstWithClock,  // 2024/05/17 09:30
  kYearFirst,           // 2024/05/17
  kYearLastWithClock,   // 17/05/2024 09:30, or the month first
  kYearLast,            // 17/05/2024
  kEightDigits,         // 20240517
  kDateInside,          // something in it reads as a date: 5/7/26, 17/May/2024
  kDigit,               // it has a digit
  kAddress,             // of the internet, or a block of them
  kJson,                // one JSON object or list, whole
};
inline constexpr std::size_t kLooks = 9;

// The looks that all texts so far have: all of them where there was no text.
class Looks {
 public:
  bool All(Look look) const { return (shared_ >> static_cast<unsigned>(look) & 1U) != 0; }

 private:
  friend class Looker;
  std::uint32_t shared_ = (1U << kLooks) - 1;
};

// Cost: a text is asked only for the looks that all before it had, so it is mostly that of a few
// texts for each path.
class Looker {
 public:
  void Narrow(std::string_view text, Looks& looks);

 private:
  bool Has(std::string_view text, Look look);
  bool HoldsJson(std::string_view text);

  std::string padded_;
  events::StructuralIndex index_;
  events::StrictChecker strict_;
};

}  // namespace abide::proposals
