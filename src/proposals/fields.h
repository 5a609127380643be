// The fields of an event, and where a record holds them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "proposals/survey.h"

namespace abide::proposals {

struct Field {
  std::string name;
  std::string type;  // as the language writes it
  bool is_optional = true;
  std::string value;        // what a source assigns
  std::string note;         // counts, in words
  bool identifies = false;  // no two records have the same
};

// What a record holds where the time, or anything else, is looked for: a way through nested lists,
// and the records at its end.
struct Level {
  std::string variable;  // "" for the record itself
  std::string list;      // the expression of the list that it is an element of; "" for the record
  const Seen* seen = nullptr;
};

struct TimeChoice {
  std::vector<Level> levels;  // outermost first
  std::string value;          // the expression
  std::string note;
  bool is_complete = false;  // each record has it
};
// The one that most likely says when an event happened; nothing if no value looks like a time.
std::optional<TimeChoice> ChooseTime(const Seen& record);

// The fields of a level's records, but for the list `without` that is gone into. Names are kept
// apart by `taken`. What is neither a value nor a list of values or records becomes a line of
// `left_out`.
struct Fields {
  std::vector<Field> fields;
  std::vector<std::string> left_out;
};
void AddFields(const Level& level, const Seen* without, bool is_canonical,
               std::set<std::string>& taken, Fields& fields);

// "in 812 of 1000 records; 3 values: …"
std::string Note(const Seen& seen, std::uint64_t records, std::string_view noun = "record");

}  // namespace abide::proposals
