// Small text for messages and reports of the checker.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.h"
#include "expressions/type.h"

namespace abide::check {

std::string Join(const std::vector<std::string>& parts, std::string_view between);
// "`a`", "`a` and `b`", "`a`, `b` and 3 others": at most `most` of them by name.
std::string Enumerate(const std::vector<std::string>& names, std::size_t most = 6);
// "1 key", "2 keys".
std::string Counted(std::size_t count, std::string_view noun);
using expressions::Quoted;
// The text of a range on one line: comments are left out, blanks are single.
std::string OneLine(const diagnostics::SourceSet& sources, diagnostics::Span span);
// The same of what stands within a string, such as a hole of a message: without its escapes.
std::string OneLineInString(const diagnostics::SourceSet& sources, diagnostics::Span span);

}  // namespace abide::check
