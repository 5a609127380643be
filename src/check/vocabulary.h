// Declarations of events: fields and flows (language guide, section 3).
#pragma once

#include "check/context.h"

namespace abide::check {

// Fills the schema with the kinds of event and their fields, and declares their names.
void DeclareEvents(Context& context);

// Fills in the flows; their conditions may speak of everything that is declared. Names, facts and
// states are ready.
void CheckFlows(Context& context);

// Once all is checked: no flow's condition asks about lineage, not even through a state.
void CheckFlowsAskNoLineage(Context& context);

}  // namespace abide::check
