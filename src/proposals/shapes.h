// What the values of a path have in common: whether they are times, numbers, texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proposals/survey.h"

namespace abide::proposals {

// `.a.b` from the record itself (`path` is ""), `v.b` from a variable; odd keys stand in brackets.
std::string PathTo(const std::string& path, std::string_view key);

// Whether a name is one that times have: `created_at`, `ts`, `Date`.
bool SpeaksOfTime(std::string_view key);

// The form of time that all values have, if the name `key` does not speak against it: a number may
// lie in the range of times by chance.
std::optional<TimeForm> TimeFormAt(const Seen& seen, std::string_view key);
// The expression that reads it.
std::string TimeValue(TimeForm form, const std::string& path);

struct Scalar {
  std::string type;   // as the language writes it
  std::string value;  // the expression that reads it at `path`
};
// Nothing for values of several kinds.
std::optional<Scalar> ScalarOf(const Seen& seen, std::string_view key, const std::string& path,
                               bool is_canonical);

// "812 texts, 3 numbers"
std::string KindsOf(const Seen& seen);

// "1 record", "3 records"
std::string Counted(std::uint64_t count, std::string_view noun);

}  // namespace abide::proposals
