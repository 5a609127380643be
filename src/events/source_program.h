// The expressions of a source, each distinct one once, in a form that is quick to work out.
//
// `.state == "finished"` or `attribute(span.attributes, "gen_ai.system")` stand in many mappings
// and assignments. What is written alike is one node here, with its operands as nodes. What a node
// comes to holds for a scope: for all records, for the record, or for an element of the innermost
// loop on whose variable it depends. Mappings that begin with the same loops, over the same lists,
// have them and what depends on them in common. Nodes without an operation of their own are
// evaluated as trees.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "events/source_map.h"

namespace abide::events {

using NodeId = std::uint32_t;
using ScopeId = std::uint32_t;

struct ProgramNode {
  enum class Operation : std::uint8_t {
    kTree,  // as `expr` is evaluated
    kConstant,
    kVariable,  // of a loop
    kPath,      // from the record
    kFollow,    // a path from the first operand, and so on: see SourceAsk
    kFunction,
    kAttribute,
    kKnown,
    kElse,
    kHas,
    kNot,
    kAnd,
    kOr,
    kCompare,
    kTextIs,  // the first operand equals the second, a constant text
    kIn,
    kInTexts,  // the first operand is one of the second, a constant list of texts
    kTextTest,
    kMatches,
    kCapture,
    kCall,
    kConvert,
    kArithmetic,
  };

  Operation operation = Operation::kTree;
  ScopeId scope{};
  const expressions::Expr* expr = nullptr;  // one of those for which it stands
  expressions::AskId ask{};                 // of kPath to kKnown
  std::array<NodeId, 2> operands = {};      // as many as the operation has
};

class SourceProgram {
 public:
  static constexpr ScopeId kAlways = 0;
  static constexpr ScopeId kRecord = 1;

  // `source` outlives the program.
  explicit SourceProgram(const SourceMap& source);

  // The node of an expression of the source that stands in no other which binds a variable in it.
  // Linear in the expression.
  NodeId Add(const expressions::Expr& expr);

  std::size_t size() const { return nodes_.size(); }
  const ProgramNode& operator[](NodeId node) const { return nodes_[node]; }
  // Of an ask in what was added; nothing if its value is that of no scope.
  std::optional<NodeId> OfAsk(expressions::AskId ask) const {
    return asks_[static_cast<std::size_t>(ask)];
  }
  // Inner loops' scopes come behind those of outer ones, and all behind the record's.
  ScopeId ScopeOf(expressions::LocalId variable) const { return scopes_.at(variable); }
  std::size_t scope_count() const { return kFirstLoop + loops_.size(); }
  // Of a loop: the scope of the loop around it, or the record's.
  ScopeId Around(ScopeId loop) const { return loops_[loop - kFirstLoop].around; }
  // Whether several mappings have it.
  bool IsOfSeveral(ScopeId loop) const { return loops_[loop - kFirstLoop].mappings > 1; }

 private:
  using Locals = std::set<expressions::LocalId>;
  static constexpr ScopeId kFirstLoop = 2;
  struct Loop {
    ScopeId around = kRecord;
    NodeId list = 0;
    std::size_t mappings = 0;
  };

  // The scope of the loop over the list that stands in `around`, known or new.
  ScopeId AddLoop(ScopeId around, NodeId list);

  // The innermost scope of `expr`, nothing if it has a variable of none; `bound` are those that
  // have been bound around it.
  std::optional<ScopeId> Reach(const expressions::Expr& expr, Locals bound) const;
  NodeId AddLeafOrTree(const expressions::Expr& expr);
  NodeId AddAsk(const expressions::Expr& expr, const expressions::Ask& ask);
  NodeId AddOperation(ProgramNode node, std::span<const NodeId> operands,
                      const std::string& detail);
  // Asks in a tree that are worth a node of their own.
  void AddAsksIn(const expressions::Expr& expr);

  const SourceMap& source_;
  std::map<expressions::LocalId, ScopeId> scopes_;
  std::vector<Loop> loops_;  // their scopes are in this order
  std::vector<ProgramNode> nodes_;
  std::vector<std::optional<NodeId>> asks_;  // by AskId
  std::map<std::string, NodeId> by_text_;
};

}  // namespace abide::events
