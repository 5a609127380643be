// What the HTML report brings along: the files of page/, built in.
#pragma once

#include <string_view>

namespace abide::report {

std::string_view PageStyle();
std::string_view PageScript();

}  // namespace abide::report
