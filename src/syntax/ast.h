// What a rule file says, as written: the output of the parser, the input of the checker and the
// formatter. Every node has the span of its text; nothing is resolved yet. Nodes are immutable once
// built, so that sub-trees are shared freely.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostics/source.h"
#include "values/decimal.h"
#include "values/time.h"

namespace abide::syntax {

using diagnostics::Span;

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

// A word of the file that names something (event, field, variable, policy or clause id).
struct Name {
  std::string text;
  Span span;
};

// A string literal, unescaped. `span` covers the quotes.
struct Text {
  std::string value;
  Span span;
};

struct TimeLiteral {
  values::Instant value;
  Span span;
};

// /pattern/ or /pattern/i, without the slashes.
struct RegexLiteral {
  std::string pattern;
  bool ignoring_case = false;
  Span span;
};

// --- Patterns ----------------------------------------------------------------------------------

// event_name [variable] [within …] [where condition]
struct Pattern {
  Name event;
  std::optional<Name> variable;
  ExprPtr within;  // null if silent; a duration literal or a name, in a `due` any sum
  ExprPtr where;   // null if silent
  Span span;
};

// `with no R since`, R being `alternatives`.
struct Gap {
  Pattern pattern;
  Span span;
};

// Alternatives behind `require`, or the one pattern behind `preceded by` and the like.
struct Patterns {
  std::vector<Pattern> alternatives;  // at least one
  std::optional<Gap> gap;
  Span span;
};

// --- Expressions -------------------------------------------------------------------------------

struct Literal {
  std::variant<std::string, values::Decimal, bool, values::Instant, values::Duration> value;
};

struct Step {
  struct Key {
    Name name;
  };
  struct All {};  // [*]
  struct Index {
    std::vector<ExprPtr> keys;
  };
  std::variant<Key, All, Index> step;
  Span span;
};

// `as of 2024-04-18`, `as of release.date`, `as of (expr)`
// name steps [as of …], or with a leading dot a path into the raw record of a source.
struct Reference {
  std::optional<Name> head;  // none: a leading dot (a key behind it is the first step)
  std::vector<Step> steps;
  ExprPtr as_of;  // null if silent
};

struct Call {
  Name function;
  std::vector<ExprPtr> arguments;
  std::vector<Step> steps;
};

struct Capture {
  ExprPtr text;
  RegexLiteral regex;
  std::vector<Step> steps;
};

struct ListLiteral {
  std::vector<ExprPtr> elements;
};

// [element for variable in list]
struct Comprehension {
  ExprPtr element;
  Name variable;
  ExprPtr list;
};

enum class UnaryOperator { kNegate, kNot, kHas };
struct Unary {
  UnaryOperator op;
  ExprPtr operand;
};

enum class BinaryOperator { kAdd, kSubtract, kMultiply, kDivide, kElse };
struct Binary {
  BinaryOperator op;
  ExprPtr left;
  ExprPtr right;
  Span op_span;
};

enum class LogicOperator { kAnd, kOr };
struct Logic {
  LogicOperator op;
  std::vector<ExprPtr> operands;  // at least two
};

enum class CompareOperator { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
struct Compare {
  CompareOperator op;
  ExprPtr left;
  ExprPtr right;
  bool ignoring_case = false;
  Span op_span;
};

// left [not] in list
struct Membership {
  ExprPtr left;
  ExprPtr list;
  bool negated = false;
  bool ignoring_case = false;
};

// left [not] in network NETWORK, a string literal or a reference
struct InNetwork {
  ExprPtr left;
  ExprPtr network;
  bool negated = false;
};

enum class TextOperator { kMatches, kStartsWith, kEndsWith, kContains };
struct TextTest {
  TextOperator op;
  ExprPtr left;
  ExprPtr right;       // null for `matches`
  RegexLiteral regex;  // for `matches`
  bool negated = false;
  bool ignoring_case = false;
};

enum class QuantifierKind { kAny, kEvery };
struct Quantifier {
  QuantifierKind kind;
  Name variable;
  ExprPtr list;
  ExprPtr body;
};

struct PrecededBy {
  Patterns patterns;  // one alternative
};

enum class AggregateFunction { kCount, kSum, kMin, kMax, kAverage, kDistinct, kLatest, kEarliest };
struct Aggregate {
  AggregateFunction function;
  ExprPtr value;  // null for count
  Pattern pattern;
};

// artifacts derive from pattern
struct Derive {
  ExprPtr artifacts;
  Pattern pattern;
};

// share(artifacts from pattern)
struct Share {
  ExprPtr artifacts;
  Pattern pattern;
};

struct Expr {
  std::variant<Literal, Reference, Call, Capture, ListLiteral, Comprehension, Unary, Binary, Logic,
               Compare, Membership, InNetwork, TextTest, Quantifier, PrecededBy, Aggregate, Derive,
               Share>
      node;
  Span span;
};

// --- Norms -------------------------------------------------------------------------------------

struct Forbid {
  Pattern pattern;
};
struct Before {
  Pattern trigger;
  Patterns required;
};
struct AfterRequire {
  Pattern trigger;
  std::optional<Patterns> each_earlier;  // one alternative
  std::vector<Pattern> required;
};
struct AfterForbid {
  Pattern first;
  Pattern forbidden;
};
struct AroundRequire {
  Pattern trigger;
  std::vector<Pattern> required;
};
struct AroundForbid {
  Pattern first;
  Pattern second;
};
enum class Period { kDay, kWeek, kMonth, kQuarter, kYear };
struct Limit {
  ExprPtr measure;
  ExprPtr bound;
  std::vector<ExprPtr> per;
  ExprPtr over;  // a duration literal or a name; null for a period
  std::optional<Period> each;
  std::optional<Text> zone;
};
struct Norm {
  std::variant<Forbid, Before, AfterRequire, AfterForbid, AroundRequire, AroundForbid, Limit> norm;
  Span span;
};

// --- Declarations ------------------------------------------------------------------------------

struct Import {
  Text path;
};

struct Effective {
  TimeLiteral from;
  std::optional<TimeLiteral> until;
  Span span;
};

struct Policy {
  Name id;
  Text title;
  std::optional<Text> by, url, version;
  std::optional<Effective> effective;
};

struct Type {
  enum class Kind { kString, kNumber, kBoolean, kTime, kDuration, kArtifact, kOneOf, kList };
  Kind kind = Kind::kString;
  std::vector<Text> one_of;             // kOneOf
  std::shared_ptr<const Type> element;  // kList
  Span span;
};

// "usage.input_tokens", "resources[].arn": `name.text` as written, without blanks.
struct Field {
  Name name;
  Type type;
  bool optional = false;
  Span span;
};

struct Flow {
  std::optional<Name> from;  // field; none: a birth
  Name to;                   // field
  bool replacing = false;
  std::optional<Name> weighed_by;  // field
  ExprPtr where;
  Span span;
};

struct Event {
  Name name;
  std::optional<Text> doc;
  std::vector<Field> fields;
  std::vector<Flow> flows;
};

struct ForIn {
  Name variable;
  ExprPtr list;
};
struct Assignment {
  Name field;
  ExprPtr value;
};
struct Mapping {
  Name event;
  std::vector<ForIn> loops;
  ExprPtr when;
  std::vector<Assignment> assignments;
  Span span;
};
// How well a source is known to fit its log.
enum class SourceBasis { kUnsaid, kSeen, kFromDocs };
struct Source {
  Name name;
  std::optional<Text> doc;
  SourceBasis basis = SourceBasis::kUnsaid;
  std::vector<Mapping> mappings;
};

// A constant is a literal expression, perhaps behind a minus (already applied).
struct List {
  Name name;
  std::vector<ExprPtr> constants;    // if no file is named
  std::optional<Text> file, column;  // both or none
};

struct Table {
  Name name;
  Text file;
  std::vector<Text> keys;
  std::optional<Text> valid_from, valid_until;  // both or none
};

struct Define {
  Name name;
  std::vector<Name> parameters;  // with an expression
  ExprPtr expression;            // null: `patterns` it is
  std::optional<Patterns> patterns;
};

struct Parameter {
  Name name;
  std::vector<ExprPtr> constants;  // one, unless `is_list`
  bool is_list = false;
};

struct StateChange {
  Pattern pattern;
  std::vector<ExprPtr> keys;  // null: `any`
  bool starts = false;
  Span span;
};
struct State {
  Name name;
  std::vector<Name> keys;
  std::vector<StateChange> changes;  // in the order written
};

struct Unless {
  Text label;
  ExprPtr condition;
  Span span;
};
struct AboutItem {
  ExprPtr value;
  std::optional<Name> name;
  Span span;
};
enum class SeverityLevel { kInfo, kLow, kMedium, kHigh, kCritical };
struct Severity {
  SeverityLevel level;
  Span span;
};

// The text of a `message`, cut at its holes.
struct Message {
  std::vector<std::variant<std::string, ExprPtr>> pieces;
  Span span;
};

struct Clause {
  Name id;
  Text title;
  std::optional<Text> cites, remedy;
  std::optional<Severity> severity;
  std::optional<std::vector<Text>> tags;
  std::vector<Unless> exceptions;
  std::vector<AboutItem> about;
  std::optional<Message> message;
  std::optional<Effective> effective;
  Norm norm;
};

struct Permit {
  Name clause;  // full id
  ExprPtr where;
  std::optional<Text> cites;
  std::optional<Effective> effective;
};

struct Waive {
  Name clause;  // full id
  ExprPtr where;
  std::optional<TimeLiteral> until;
  std::optional<Text> because, by;
};

struct Record;
// What stands in a record of a test.
struct RecordValue {
  struct Null {};
  std::variant<Null, Literal, std::vector<RecordValue>, std::shared_ptr<const Record>> value;
  Span span;
};
struct RecordPair {
  Name key;  // a dotted word, or the content of a string
  bool quoted = false;
  RecordValue value;
};
struct Record {
  std::vector<RecordPair> pairs;
  Span span;
};

struct Given {
  Name name;
  std::optional<Record> row;       // a table's row
  std::vector<ExprPtr> constants;  // else: one, unless `is_list`
  bool is_list = false;
  Span span;
};
enum class Verdict { kBreach, kKept, kPending, kExcused, kUndetermined, kWaived };
struct Expectation {
  Verdict verdict;
  std::optional<Name> clause;
  Span span;
};
struct TestStep {
  TimeLiteral time;
  Name event;
  Record record;
  std::vector<Expectation> expectations;
  Span span;
};
struct Test {
  Text title;
  std::optional<Name> clause;  // id or full id
  std::vector<Given> givens;
  std::vector<TestStep> steps;
  std::optional<TimeLiteral> as_of;
};

struct Declaration {
  std::variant<Import, Policy, Event, Source, List, Table, Define, Parameter, State, Clause, Permit,
               Waive, Test>
      node;
  Span span;
};

struct File {
  diagnostics::FileId id{};
  std::vector<Declaration> declarations;  // those that could be parsed, in the order written
};

}  // namespace abide::syntax
