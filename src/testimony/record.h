// One record of a log as verification reads it: JSON text to a tree of values, and a tree to a
// value of a declared type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/type.h"
#include "testimony/arithmetic.h"

namespace abide::testimony {

// The record as it stands: an object is a record whose members are its keys and values in turn.
// Numbers are exact. Nothing, and why in `fault`, if the text is no JSON, is nested more than 1000
// deep, or has a key twice in one object. Texts are kept in `arena`. O(length).
std::optional<Value> ReadJson(std::string_view text, values::Arena& arena, std::string& fault);

// Of an object as above; absent if it is none, or has no such key.
Value MemberOf(const Value& object, std::string_view key);
Value MemberOf(const Value& object, const std::vector<std::string>& path);

// The number that is the member of an object, as it is spelled there; empty if it is none. `json`
// is the object's text.
std::string_view NumberIn(std::string_view json, std::string_view key);

// Absent if it is none of the type. What a row of CSV holds are texts: `is_row` says that they may
// be numbers and booleans.
Value Fit(const Value& raw, const expressions::Type& type, bool is_row, values::Arena& arena);

// Whether something of it is none of the type: of a list or a record, a part.
bool IsMisfit(const Value& raw, const Value& fitted, const expressions::Type& type);

}  // namespace abide::testimony
