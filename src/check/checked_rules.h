// What the rules mean: the output of the checker, the input of the plan and of the reference
// evaluator. Names are resolved, types agree, definitions are expanded where they are used,
// constants (parameters included) are folded, lists and tables are read.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostics/source.h"
#include "events/schema.h"
#include "events/source_map.h"
#include "expressions/expression.h"
#include "values/arena.h"
#include "values/time.h"
#include "values/value.h"

namespace abide::check {

using diagnostics::Span;
using expressions::AskId;
using expressions::BindingId;
using expressions::ExprPtr;
using expressions::LocalId;
using values::Value;

enum class ClauseId : std::uint32_t {};
enum class TableId : std::uint32_t {};
enum class StateId : std::uint32_t {};

// --- Patterns ----------------------------------------------------------------------------------

// One kind of event that a pattern may match. A defined name's condition and the pattern's own
// `where` are one condition.
struct PatternCase {
  expressions::EventKind kind{};
  ExprPtr condition;  // null: always; sees the pattern's binding and those around it
};

struct Pattern {
  BindingId binding{};
  std::string spoken;              // the name rules use for its event: "approval", "i"
  std::vector<PatternCase> cases;  // not empty; one kind may stand in several cases (then: any)
  // At most that long before (or behind) the event that asks; a number-free constant, or in
  // `after … require` an expression over the trigger. Null: without bound.
  ExprPtr within;
  Span span;
  std::string text;  // as written, on one line
};

// `with no R since`
struct Past {
  std::vector<Pattern> alternatives;  // not empty
  std::optional<Pattern> gap;         // sees the alternative's binding if there is just one
};

// --- What expressions ask ------------------------------------------------------------------------

// The event at which an Ask is read ("this one"): the binding of the innermost pattern around it.
struct AskPrecededBy {
  Past past;
};
struct AskAggregate {
  enum class Function { kCount, kSum, kMin, kMax, kAverage, kDistinct, kLatest, kEarliest };
  Function function{};
  ExprPtr value;  // null for count; sees the pattern's binding
  Pattern pattern;
};
// Arguments: the keys, each of the type of that key of the state.
struct AskState {
  StateId state{};
};
// Argument 0: the artifacts, a list or one text.
struct AskDerive {
  Pattern source;
};
struct AskShare {
  Pattern source;
};
// Arguments: the keys (texts always: compare them with the cells of the key columns), then the time
// if `as_of`. Gives the cell's text, absent without a row.
struct AskCell {
  TableId table{};
  std::uint32_t column = 0;
  bool as_of = false;
};
// Arguments as of AskCell. True or false; absent where a key is.
struct AskRow {
  TableId table{};
  bool as_of = false;
};

struct AskNode {
  // "This one" is `at`, whatever pattern the node stands in.
  std::variant<AskPrecededBy, AskAggregate, AskState, AskDerive, AskShare, AskCell, AskRow> ask;
  BindingId at{};  // "this one"
  Span span;
  std::string text;  // as written, on one line
};

// --- Norms -------------------------------------------------------------------------------------

struct Forbid {
  Pattern pattern;
};
struct BeforeRequire {
  Pattern trigger;
  Past required;
};
struct AfterRequire {
  Pattern trigger;
  std::optional<Past> each_earlier;
  std::vector<Pattern> required;  // each with `within`
};
struct AfterForbid {
  // `forbidden` where preceded by `first`; findings stand at `forbidden`. The condition of `first`
  // sees both (what the rule says of both behind `forbid` is part of it), that of `forbidden` only
  // its own event.
  Pattern first;
  Pattern forbidden;
};
struct AroundRequire {
  Pattern trigger;
  std::vector<Pattern> required;  // each with `within`
};
struct AroundForbid {
  Pattern first;
  Pattern second;  // with `within`; sees `first`
};
// The measure's aggregates are AskAggregate nodes whose patterns share the window.
struct Limit {
  ExprPtr measure;
  std::vector<AskId> aggregates;
  ExprPtr bound;
  struct Key {
    std::string name;
    ExprPtr value;  // sees each aggregate's binding through `binding`
  };
  std::vector<Key> per;
  BindingId binding{};  // the event that X counts, whichever pattern it matches
  std::optional<values::Duration> over;
  std::optional<values::Period> each;
  std::string zone;  // with `each`; empty: UTC
};

using Norm = std::variant<Forbid, BeforeRequire, AfterRequire, AfterForbid, AroundRequire,
                          AroundForbid, Limit>;

// --- Clauses -----------------------------------------------------------------------------------

// [from, until)
struct Effective {
  values::Instant from = values::Instant::Min();
  values::Instant until = values::Instant::Max();
  bool Holds(values::Instant instant) const { return from <= instant && instant < until; }
};

enum class SeverityLevel { kInfo, kLow, kMedium, kHigh, kCritical };

// An `unless`, or a `permit` that speaks of the clause.
struct Exception {
  std::string label;  // of a permit: "permit: " and its citation
  ExprPtr condition;  // null: always
  bool is_permit = false;
  Effective effective;  // of a permit
  std::string cites;    // of a permit
  Span span;
};

struct AboutItem {
  std::string name;
  ExprPtr value;
};

struct Waiver {
  ExprPtr where;  // null: always; sees what the clause's `about` sees
  values::Instant until;
  std::string because, by;
  Span span;         // of the clause's name
  Span declaration;  // all of it
};

struct Clause {
  std::string id;      // full: "openai.terms-of-use/no-competing-models"
  std::string policy;  // its id; empty if the file has none
  std::string version;
  std::string title;
  std::string cites;
  SeverityLevel severity = SeverityLevel::kMedium;
  std::vector<std::string> tags;
  std::string remedy;
  Effective effective;  // the policy's and its own, both
  Norm norm;
  // The events at which findings stand are bound to this: the trigger; for AfterForbid `forbidden`;
  // for a limit its `binding`; for AroundForbid the later event of the pair, whichever it is (a
  // binding of its own). Exceptions, about, message and waivers see it as "this one".
  BindingId at{};
  std::vector<Exception> exceptions;  // in the order written, permits behind
  std::vector<AboutItem> about;       // of a limit its keys if silent; empty: the triggering event
  std::vector<std::variant<std::string, ExprPtr>> message;  // empty: none written
  std::vector<Waiver> waivers;
  Span span;         // the declaration
  std::string text;  // as written
};

struct Policy {
  std::string id, title, by, url, version;
  Effective effective;
  Span span;
};

// --- Facts -------------------------------------------------------------------------------------

struct TableRow {
  std::vector<Value> cells;  // text or absent, by column
  Effective valid;
  std::uint32_t line = 0;  // of the CSV file, from 1
};

struct Table {
  std::string name;
  std::string path;
  std::vector<std::string> columns;
  std::vector<std::uint32_t> keys;  // columns; where numbers, times … are asked for, their cells
                                    // hold the canonical text of the value
  std::vector<TableRow> rows;
};

struct StateChange {
  Pattern pattern;
  std::vector<ExprPtr> keys;  // null where `any` stands
  bool any_key = false;       // it stands somewhere
  bool starts = false;
};
struct State {
  std::string name;
  std::vector<std::string> keys;
  std::vector<StateChange> changes;
  Span span;
};

// --- Tests (section 12): checked here, run by `abide test`.

// A test is run on the rules as checked with CheckOptions::test set to its `path` and `number`:
// what it gives then stands in place of the lists, tables and parameters.
struct Test {
  std::string title;
  std::string path;          // of its file
  std::uint32_t number = 0;  // in its file, from 0
  // A clause stands for every version of it that the test's file sees.
  std::optional<ClauseId> clause;
  bool has_givens = false;
  struct Expectation {
    std::string verdict;
    ClauseId clause{};
    Span span;
  };
  struct Step {
    values::Instant time;
    expressions::EventKind kind{};
    std::vector<Value> fields;  // by FieldIndex
    std::vector<Expectation> expectations;
    Span span;
  };
  std::vector<Step> steps;
  std::optional<values::Instant> as_of;
  Span span;
};

// A file that was read: rules and CSV files, in the order loaded.
struct LoadedFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;     // hex
  bool is_table = false;  // a CSV file that a rule file names
};

struct CheckedRules {
  std::shared_ptr<values::Arena> memory;  // owns the texts of all constants and cells
  events::EventSchema schema;
  std::vector<Policy> policies;
  std::vector<Clause> clauses;  // by ClauseId
  std::vector<AskNode> asks;    // by AskId
  std::vector<Table> tables;    // by TableId
  std::vector<State> states;    // by StateId
  std::vector<events::SourceMap> sources;
  std::vector<Test> tests;
  std::vector<LoadedFile> files;
  std::map<std::string, std::string> parameters;  // name -> value as text, as set
  std::uint32_t binding_count = 0;                // BindingIds are below
  std::uint32_t local_count = 0;                  // LocalIds are below
};

}  // namespace abide::check
