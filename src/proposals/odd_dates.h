// Dates in forms that no function of the language reads: what to do about them.
#pragma once

#include <string>
#include <vector>

#include "proposals/survey.h"

namespace abide::proposals {

// Lines of advice, without `#`, for records in which no value looks like a time: for each field
// that seems to hold dates, how a source puts them together from their parts, or that they have to
// be converted before. Never empty.
std::vector<std::string> AdviceOnTime(const Seen& record);

}  // namespace abide::proposals
