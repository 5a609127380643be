// Why the mappings of a source took records of a log, and why not: for whoever asks which source
// fits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_map.h"
#include "expressions/evaluate.h"

namespace abide::events {

// A part of a mapping's `when`, as `and` joins them, and how often it was the first that was not
// true.
struct ConditionTally {
  const expressions::Expr* condition;
  std::uint64_t is_false = 0;
  std::uint64_t unknown = 0;
};

struct MappingTally {
  // Of records or, with `for`, of their elements.
  std::uint64_t taken = 0;
  std::uint64_t refused = 0;
  // Records in which no list that `for` goes over has an element.
  std::uint64_t without_elements = 0;
  std::vector<ConditionTally> conditions;
};

struct SourceTally {
  std::vector<MappingTally> mappings;  // as in the source
  // Records that no mapping takes, though they plainly have the form that one reads: of its
  // condition nothing is unknown, some value is another one (Difference, below), and either one is
  // the value that is asked for, or nothing is lacking and the time is where the mapping looks for
  // it.
  std::uint64_t of_form = 0;
};

// What the parts of a mapping's condition come to, together, for a record that it does not take.
struct Difference {
  bool unknown = false;  // some value that is asked for is not there
  bool lacks = false;    // something that has to be there, whatever it is
  bool matches = false;  // some value is the one that is asked for
  bool differs = false;  // some value is another one

  void Add(const expressions::Expr& part, values::Truth truth);
};

// The parts of the mapping's condition, as `and` joins them; they live as long as the mapping.
std::vector<const expressions::Expr*> PartsOf(const SourceMapping& mapping);
// All counts zero. Points into `source`.
SourceTally TallyOf(const SourceMap& source);
// One of the parts that are `tested` is not true in the environment: counts the first.
void CountRefusal(MappingTally& tally, std::span<const expressions::Expr* const> tested,
                  expressions::Environment& environment);

// The last of the conditions that stopped something; null if none did.
const ConditionTally* LastRefusal(const MappingTally& mapping);
// The place of the mapping that came nearest: the one that stopped something by its last condition,
// counted from its first.
std::optional<std::size_t> NearestMapping(const SourceTally& tally);
// A condition's text on one line, cut off where it is long.
std::string ConditionWords(std::string_view written);
// The words of a part of the mapping's condition; empty if they stand elsewhere.
std::string WordsOf(const SourceMapping& mapping, const expressions::Expr& part);

}  // namespace abide::events
