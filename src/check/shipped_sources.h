// Which sources ship with Abide, by their names: those of rules/sources when it was built.
//
// By name, since rules are copied and run from anywhere: a source says what it is wherever its file
// lies. Who changes a copy and wants it to be one's own gives it a name of its own.
#pragma once

#include <string_view>

namespace abide::check {

bool ShipsWithAbide(std::string_view source);

}  // namespace abide::check
