// Small JSON read into a tree: reports, answers of other tools. Logs are read elsewhere.
#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "diagnostics/expected.h"

namespace abide::json {

// Members keep their order. Whole numbers of 64 bits are exact, all others are doubles.
using Json = nlohmann::ordered_json;

struct ReadLimits {
  std::size_t bytes = std::size_t{512} << 20;
  std::size_t depth = 100;  // arrays and objects in one another
};

struct ReadError {
  std::string message;  // safe to show, with the last that was read: "no JSON: `[1,]`"
  std::size_t offset;   // of the byte behind that
};

// One JSON value with blanks around it at most, in valid UTF-8, each name once in its object.
// O(n log n) in the length of `text`, whatever it holds; a tree takes many times its text.
diagnostics::Expected<Json, ReadError> Read(std::string_view text, const ReadLimits& limits = {});

// As Read, for a text whose bulk is one long array: each element of the array that is the member
// `name` of the outermost object goes to `take` as soon as it is read and is forgotten then, so
// that memory does not grow with their number. In the tree that comes back the array is empty.
using TakeElement = std::function<void(Json element)>;
diagnostics::Expected<Json, ReadError> ReadElements(std::string_view text, std::string_view name,
                                                    const TakeElement& take,
                                                    const ReadLimits& limits = {});

// The member of an object; null where it has none of that name, and of what is no object.
const Json& MemberOr(const Json& object, std::string_view name);
// The same, if it is a text; empty if it is none.
std::string TextOr(const Json& object, std::string_view name);

}  // namespace abide::json
