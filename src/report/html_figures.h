// Drawings of the HTML report, as SVG with classes of page.css. Each has a title in words, for
// screen readers; empty where there is nothing to draw. Numbers become floating point here, to be
// drawn and for nothing else.
#pragma once

#include "report/report.h"

#include <string>
#include <vector>

namespace abide::report {

// The path of each lineage in the evidence, from its source down to the trigger, with the shares.
std::string LineageFigure(const Report& report, const engine::Finding& finding);
// The limit, what the value was while it was above, and for how long.
std::string LimitFigure(const Report& report, const engine::Finding& finding);
// The event that made the duty, its deadline and the present.
std::string DutyFigure(const Report& report, const engine::Finding& finding);
// How many findings of each verdict there were when.
std::string TimelineFigure(const std::vector<const engine::Finding*>& findings);

}  // namespace abide::report
