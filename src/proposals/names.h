// Names that the language allows, made of names that a log uses.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace abide::proposals {

// In lower case, with underscores for what no name may hold: "ChatCompletions_Create" is
// chat_completions_create. `otherwise` if nothing is left.
std::string SnakeOf(std::string_view text, std::string_view otherwise);
// Letters, digits and underscores, no digit first: what may stand behind a dot.
bool IsKey(std::string_view text);
// As it is if it is one; else what can be kept of it.
std::string KeyOf(std::string_view text);
// What no field may be named: a word of conditions, or what every event has.
bool IsReserved(std::string_view name);
// `name`, or with a number behind it, so that it is not in `taken`; adds it there.
std::string Untaken(const std::string& name, std::set<std::string>& taken);

// What variables are named with, and nothing else: no event may have the name of one.
inline constexpr std::string_view kVariablePrefix = "each_";
// As SnakeOf, of an event.
std::string EventNameOf(std::string_view text, std::string_view otherwise);

// A step of a path: `.key`, or `["odd key"]`.
std::string StepOf(std::string_view key);

}  // namespace abide::proposals
