// How text for people looks: ink, counts with their nouns, and texts of others made safe and short.
#pragma once

#include "diagnostics/render.h"
#include "engine/finding.h"
#include "report/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace abide::report {

enum class Ink { kPlain, kStrong, kFaint, kBad, kOpen, kUnsure, kGood };

std::string Painted(std::string_view text, Ink ink, diagnostics::Colour colour);
Ink InkOf(engine::Verdict verdict);
Ink InkOf(engine::Status status);

// One line without control sequences, cut to `columns` with an ellipsis.
std::string Shown(std::string_view text, std::size_t columns = 160);
// The same, cut in its middle: names and places often differ at their end.
std::string ShownEnds(std::string_view text, std::size_t columns);
// "12,345"
std::string Grouped(std::uint64_t count);
// "1 event", "12,345 events".
std::string Counted(std::uint64_t count, std::string_view noun);
// "1 breach", "3 breaches", "2 pending"; `kind` before the noun: "3 more breaches".
std::string Counted(std::uint64_t count, engine::Verdict verdict, std::string_view kind = "");
// A log's path as shown: "stdin" for standard input.
std::string LogText(const std::string& path);
// "events.ndjson:17".
std::string PlaceText(const Report& report, const events::Place& place);
// `text` with blanks behind it up to `columns`; never cut.
std::string Padded(std::string_view text, std::size_t columns);
// The parts that are not empty, `separator` between them.
std::string Joined(std::initializer_list<std::string_view> parts, std::string_view separator);

}  // namespace abide::report
