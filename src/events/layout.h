// How the bytes of a log hold its records, found out from its first ones.
//
//   lines      JSON, one document a line: NDJSON. A line at fault does not touch the others.
//   documents  JSON documents over any number of lines: one list, a wrapped list, one object or
//              several behind one another, also without anything between them.
//   rows       CSV, with a header: commas, semicolons or tabs.
//
// In lines and documents, a list is as many records as it has elements, and so is an object that
// wraps one (containers/json_cutter.h), unless what reads the records reads that list itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "containers/json_cutter.h"
#include "containers/packing.h"
#include "events/schema.h"
#include "events/source_map.h"

namespace abide::events {

struct Layout {
  enum class Form { kLines, kDocuments, kRows };
  Form form = Form::kLines;
  // As people read it: "JSON list", "JSON list in `Records`", "CSV with semicolons".
  std::string name;
  // The member whose list `name` speaks of. A source may take that for the record's own.
  std::string wrapper;
  // The members beside it. An object with one that a source reads is a record of it, too.
  std::vector<std::string> beside;
  // Of rows.
  char delimiter = ',';
  std::vector<std::string> columns;  // an empty name: it is no field of its rows
  std::uint64_t header = 0;          // where the header stands
  std::string column_twice;          // a name that it has twice; empty if none
  // Why nothing tells the columns, and where; empty if the header does. None has a name then.
  std::string header_fault;
  std::uint64_t header_fault_at = 0;
  std::uint32_t header_fault_line = 1;

  // Of rows that nobody can read, since their header is at fault.
  bool is_unreadable() const { return !column_twice.empty() || !header_fault.empty(); }
  bool operator==(const Layout&) const = default;
};

// So many bytes of a log are looked at, and more if its first line is longer.
inline constexpr std::size_t kLayoutBytes = 64 << 10;
inline constexpr std::size_t kMostLayoutBytes = 1 << 20;

// `head` is the beginning of the log, without byte order mark, at `offset` in it; all of the log if
// `is_whole`. Lines, where nothing else is to be seen.
Layout FindLayout(std::string_view head, std::uint64_t offset, bool is_whole);

// A list that a source reads itself, or beside which it reads something, is the record's own: it is
// no longer in the name.
void LeaveOwnList(const containers::WrapperRule& of_source, Layout& layout);

// "gzip, JSON list"; empty for plain lines.
std::string ContainerOf(containers::Packing packing, const Layout& layout);

// Of records that are canonical events: a list that is a field of some event is no wrapper's, and
// what has an `event`, in front of the list or behind it, is an event.
containers::WrapperRule WrapperRuleOf(const EventSchema& schema);
// Of a source: a list that it reads by a path from the record (`.Records[0].id`) is the record's
// own, and an object with a member that it reads is a record.
containers::WrapperRule WrapperRuleOf(const SourceMap& source);

}  // namespace abide::events
