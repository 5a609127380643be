// Events of a log that nobody declared, as people are told of them.
#pragma once

#include "events/problems.h"
#include "events/reader.h"
#include "events/schema.h"

#include <string>

namespace abide::cli {

// "; did you mean `inference`?": the declared event that the name is perhaps meant to be, whatever
// its capitals and what stands between its words; empty if there is none.
std::string DidYouMeanEvent(const std::string& name, const events::EventSchema& schema);

// What is to be said of a log from which events are missing: each name that nobody declared, as one
// problem, those of most records first; and that not one record became an event. A log that has no
// source of its own and is read as its neighbours are (events/detect.h) may be without one.
void AddMissingEvents(const events::LogSummary& log, bool names_source,
                      const events::EventSchema& schema, events::Problems& problems);

}  // namespace abide::cli
