// What the tokens in front of the cursor say of what can stand there.
#pragma once

#include "lsp/view.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace abide::lsp {

struct CompletionContext {
  enum class Place {
    kNone,       // in a comment, or in text that is the author's own
    kBeginning,  // of a declaration
    kImport,     // the path of a file
    kType,       // of a field
    kSeverity,
    kVerdict,
    kClause,        // by its full id
    kClauseOfTest,  // by either id
    kPattern,       // an event or a defined pattern
    kEvent,
    kField,       // behind the dot: fields of `events`
    kRecordKey,   // in the record of a test
    kAssignment,  // in the mapping of a source
    kColumn,      // of `table`
    kGiven,
    kValue,  // a text that `field` of `events` can have
    kExpression,
    kAttribute,  // `words`
  };
  Place place = Place::kNone;
  // What is typed already and will be replaced, in the document.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::vector<std::string> events;
  std::string table;
  std::string field;
  bool in_string = false;
  bool in_source = false;
  bool in_hole = false;                                    // of a message
  std::vector<std::string> nearest;                        // events whose fields are bare
  std::vector<std::pair<std::string, std::string>> names;  // of patterns, with their events
  std::vector<std::string> words;
};

// O(length of the declaration).
CompletionContext ContextAt(const View& view, std::uint32_t offset);

}  // namespace abide::lsp
