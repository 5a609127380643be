// The clauses that were judged, as the text report lists them: each with its status, as long as
// they are few. Of many, what is in order is counted, and what is undetermined is told by what the
// logs do not say, which is mostly the same for many clauses. Used by the text report alone.
//
//   undetermined   35 clauses, 65 findings; what the logs do not say (--details shows each):
//                  account  20 findings of 12 clauses
//                  purpose  12 findings of 9 clauses
//
//   kept           41 clauses (--details shows each)
#pragma once

#include "report/report.h"
#include "report/text_report.h"

#include <ostream>
#include <vector>

namespace abide::report {

// Whether clauses that are undetermined are told together, and so their findings; not where
// findings alone are told.
bool FoldsUndetermined(const std::vector<const ClauseReport*>& clauses, Detail detail);

// `clauses` by status, the gravest first.
void WriteClauseList(const std::vector<const ClauseReport*>& clauses, const TextOptions& options,
                     std::ostream& out);

}  // namespace abide::report
