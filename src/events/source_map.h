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
enum class RawFunction { kJson, kBase64, kEntries, kDotnetTicks };
// `attribute(LIST, "key")`
struct Attribute {
  std::string key;
};

// `known(x, "None", …)`: the argument, but absent if it is blank text or one of the words.
struct Known {
  std::vector<std::string> words;
};

using SourceAsk = std::variant<ReadPath, RawFunction, Attribute, Known>;

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
  std::string when_text;      // as its file has it
  std::vector<SourceAssignment> assignments;
  diagnostics::Span span;
};

// How well a source is known to fit its log: tried on records of that log, or written from what its
// documentation says.
enum class SourceBasis { kUnsaid, kSeen, kFromDocs };

struct SourceMap {
  std::string name;
  std::string doc;
  SourceBasis basis = SourceBasis::kUnsaid;
  bool ships = false;  // with Abide; where another source fits, too, that one is chosen
  std::vector<SourceMapping> mappings;
  std::vector<SourceAsk> asks;  // by AskId
  diagnostics::Span span;
};

}  // namespace abide::events
