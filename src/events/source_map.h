// How records of a log become events (language guide, section 4). Filled by the checker.
//
// Expressions are ordinary checked expressions whose Asks are the operations below; the raw record
// is what a `ReadPath` without a base reads.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "events/schema.h"
#include "expressions/expression.h"

namespace abide::events {

struct PathStep {
  enum class Kind { kKey, kIndex, kAll };
  Kind kind = Kind::kKey;
  std::string key;
  std::uint32_t index = 0;
};

// A path from the raw record or, with one argument, from that argument's raw value.
struct ReadPath {
  std::vector<PathStep> steps;
  bool from_argument = false;
};
// Functions of raw values, each of its one argument.
enum class RawFunction { kJson, kBase64, kEntries };
// `attribute(LIST, "key")`
struct Attribute {
  std::string key;
};

using SourceAsk = std::variant<ReadPath, RawFunction, Attribute>;

struct SourceAssignment {
  FieldIndex field{};
  // For a field that is a list of records: which member this column fills.
  std::optional<std::uint32_t> member;
  expressions::ExprPtr value;
};

struct SourceMapping {
  EventKind kind{};
  struct Loop {
    expressions::LocalId variable{};
    expressions::ExprPtr list;
  };
  std::vector<Loop> loops;    // outermost first
  expressions::ExprPtr when;  // null: always
  std::vector<SourceAssignment> assignments;
  diagnostics::Span span;
};

struct SourceMap {
  std::string name;
  std::string doc;
  std::vector<SourceMapping> mappings;
  std::vector<SourceAsk> asks;  // by AskId
  diagnostics::Span span;
};

}  // namespace abide::events
