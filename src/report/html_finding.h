// A finding in the HTML report. Used by that alone.
#pragma once

#include "report/report.h"

#include <string>
#include <string_view>

namespace abide::report {

// Text of others for HTML, between tags and in quotes: one line, plain and cut to `columns`.
std::string Html(std::string_view text, std::size_t columns = 400);
std::string HtmlEnds(std::string_view text, std::size_t columns);
// "<time datetime=…>2023-05-10 08:00:00 UTC</time>"
std::string HtmlTime(values::Instant time);

enum class Figures { kDrawn, kLeftOut };

// `id` is the element's, without what has to be escaped.
std::string HtmlFinding(const Report& report, const engine::Finding& finding, const std::string& id,
                        Figures figures);

}  // namespace abide::report
