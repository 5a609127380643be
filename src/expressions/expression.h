// Checked expressions: names are resolved, types agree, constants are folded.
//
// The tree holds what can be computed from an event's fields alone. What needs a memory or facts
// (the past, states, lineage, tables) or, in a source, the raw record, is an Ask: a number by which
// the host of the evaluation knows what is asked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostics/source.h"
#include "expressions/text_set.h"
#include "expressions/type.h"
#include "values/text.h"
#include "values/value.h"

namespace abide::expressions {

using values::Value;

// An event in scope: the pattern's variable. Unique within one rule set.
enum class BindingId : std::uint32_t {};
// A value in scope: a quantifier's or comprehension's variable, a definition's parameter. Unique
// within one rule set.
enum class LocalId : std::uint32_t {};
// Something that is asked of the host.
enum class AskId : std::uint32_t {};
enum class EventKind : std::uint16_t {};
enum class FieldIndex : std::uint16_t {};

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

struct Constant {
  Value value;  // texts and lists live as long as the rule set
};

// A field of the event bound to `binding`. A pattern over several kinds of event has the field at a
// place of its own in each.
struct Field {
  struct At {
    EventKind kind;
    FieldIndex index;
  };
  BindingId binding;
  std::vector<At> at;  // not empty
  std::string name;    // for people: "train.purpose"
};

struct Local {
  LocalId local;
  std::string name;  // for people
};

// Member `index` of a record.
struct MemberOf {
  ExprPtr record;
  std::uint32_t index;
  std::string name;
};

// Element `index` of a list, from 0; absent if there is none.
struct ElementOf {
  ExprPtr list;
  ExprPtr index;
};

// `list[*]…`: a list of lists made flat; absent elements stay.
struct Flatten {
  ExprPtr list;
};

// `local` is `value` in `body`: how a definition is used.
struct Let {
  LocalId local;
  ExprPtr value;
  ExprPtr body;
};

struct Ask {
  AskId ask;
  std::vector<ExprPtr> arguments;  // evaluated before the host is asked
};

struct MakeList {
  std::vector<ExprPtr> elements;
};
struct Comprehension {
  ExprPtr element;
  LocalId variable;
  ExprPtr list;
};

// Read the text as a value of `to` (number, boolean, time, duration); absent if it is none.
struct Convert {
  ExprPtr text;
  Type::Kind to;
};

struct Negate {
  ExprPtr operand;
};
enum class ArithmeticOperator { kAdd, kSubtract, kMultiply, kDivide };
// On numbers, durations and times; kAdd on texts joins them.
struct Arithmetic {
  ArithmeticOperator op;
  ExprPtr left;
  ExprPtr right;
  std::string written = {};  // on one line; empty if no rule has it
};
struct Else {
  ExprPtr first;
  ExprPtr second;
};
struct Has {
  ExprPtr operand;
};

struct Not {
  ExprPtr operand;
};
enum class LogicOperator { kAnd, kOr };
struct Logic {
  LogicOperator op;
  std::vector<ExprPtr> operands;
};

enum class CompareOperator { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
struct Compare {
  CompareOperator op;
  ExprPtr left;
  ExprPtr right;
  values::Case case_rule;
};
// `item` equals an element of `list`. (`not in` is a Not around it.)
struct InList {
  ExprPtr item;
  ExprPtr list;
  values::Case case_rule;
  // Of a list that is a Constant, to look up by hash: `TextSet::Of(elements, case_rule)`. Null if
  // there is none.
  std::shared_ptr<const TextSet> set = nullptr;
};
struct InNetwork {
  ExprPtr address;
  values::Network network;
  std::string text;  // as written
  // Not null: the block, or a list of blocks, is a text that is read when the event is; `network`
  // says nothing then. Text that is no block makes the test unknown.
  ExprPtr block = nullptr;
};
// As InNetwork, for any block of a list.
struct InNetworks {
  ExprPtr address;
  std::vector<values::Network> networks;
};
struct Matches {
  ExprPtr text;
  std::shared_ptr<const values::Regex> regex;
  std::string pattern;  // as written
};
enum class TextOperator { kStartsWith, kEndsWith, kContains };
struct TextTest {
  TextOperator op;
  ExprPtr text;
  ExprPtr part;
  values::Case case_rule;
};
enum class QuantifierKind { kAny, kEvery };
struct Quantifier {
  QuantifierKind kind;
  LocalId variable;
  ExprPtr list;
  ExprPtr body;
};

struct CaptureCall {
  ExprPtr text;
  std::shared_ptr<const values::Regex> regex;
  std::string pattern;
};
enum class Function {
  kSize,
  kLower,
  kHour,
  kWeekday,
  kDate,  // of a time, in UTC or in the zone of the second argument
  kEpochSeconds,
  kEpochMillis,
  kEpochNanos,
  kTime,
  kNumber,
  kString,
};
struct FunctionCall {
  Function function;
  ExprPtr argument;
  std::string zone;  // IANA name, empty for UTC (kTime: for "has its own")
};

struct Expr {
  std::variant<Constant, Field, Local, MemberOf, ElementOf, Flatten, Let, Ask, MakeList,
               Comprehension, Convert, Negate, Arithmetic, Else, Has, Not, Logic, Compare, InList,
               InNetwork, InNetworks, Matches, TextTest, Quantifier, CaptureCall, FunctionCall>
      node;
  Type type;
  diagnostics::Span span;
};

}  // namespace abide::expressions
