#include "events/source_program.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "diagnostics/assert.h"
#include "expressions/children.h"

namespace abide::events {
namespace {

using expressions::Expr;
using expressions::ExprPtr;
using Operation = ProgramNode::Operation;
using Kind = values::Value::Kind;

// No two details that differ give the same text: each piece is as long as it says.
void AddPiece(const std::string& piece, std::string& text) {
  text += std::to_string(piece.size()) + ':' + piece;
}

template <typename Enum>
std::string Number(Enum value) {
  return std::to_string(static_cast<int>(value));
}

std::string AddressOf(const Expr& expr) {
  const void* const address = &expr;
  return std::to_string(reinterpret_cast<std::uintptr_t>(address));
}

// An operation, and what tells two of one kind apart, beside their operands.
struct Told {
  Operation operation = Operation::kTree;
  std::string detail = {};
};

Told Tell(const ReadPath& path) {
  Told told{path.from_argument ? Operation::kFollow : Operation::kPath};
  for (const PathStep& step : path.steps) {
    AddPiece(Number(step.kind) + ',' + std::to_string(step.index) + ',' + step.key, told.detail);
  }
  return told;
}
Told Tell(const RawFunction& function) { return {Operation::kFunction, Number(function)}; }
Told Tell(const Attribute& attribute) { return {Operation::kAttribute, attribute.key}; }
Told Tell(const Known& known) {
  Told told{Operation::kKnown};
  for (const std::string& word : known.words) AddPiece(word, told.detail);
  return told;
}

// But asks and variables: those are told by whom they ask.
template <typename Node>
Told Tell(const Expr&, const Node&) {
  return {};
}
Told Tell(const Expr& expr, const expressions::Constant& constant) {
  const Kind kind = constant.value.kind();
  const bool is_list = kind == Kind::kList || kind == Kind::kRecord || kind == Kind::kInterval;
  return {Operation::kConstant,
          Number(kind) + ',' + (is_list ? AddressOf(expr) : values::ToString(constant.value))};
}
Told Tell(const Expr&, const expressions::Else&) { return {Operation::kElse}; }
Told Tell(const Expr&, const expressions::Has&) { return {Operation::kHas}; }
Told Tell(const Expr&, const expressions::Not&) { return {Operation::kNot}; }
Told Tell(const Expr&, const expressions::Logic& logic) {
  return {logic.op == expressions::LogicOperator::kAnd ? Operation::kAnd : Operation::kOr};
}
Told Tell(const Expr&, const expressions::Compare& compare) {
  return {Operation::kCompare, Number(compare.op) + ',' + Number(compare.case_rule)};
}
Told Tell(const Expr&, const expressions::InList& in) {
  return {Operation::kIn, Number(in.case_rule)};
}
Told Tell(const Expr&, const expressions::TextTest& test) {
  return {Operation::kTextTest, Number(test.op) + ',' + Number(test.case_rule)};
}
Told Tell(const Expr&, const expressions::Matches& matches) {
  return {Operation::kMatches, Number(matches.regex->case_rule()) + ',' + matches.pattern};
}
Told Tell(const Expr&, const expressions::CaptureCall& capture) {
  return {Operation::kCapture, Number(capture.regex->case_rule()) + ',' + capture.pattern};
}
Told Tell(const Expr&, const expressions::FunctionCall& call) {
  return {Operation::kCall, Number(call.function) + ',' + call.zone};
}
Told Tell(const Expr&, const expressions::Convert& convert) {
  return {Operation::kConvert, Number(convert.to)};
}
Told Tell(const Expr&, const expressions::Arithmetic& arithmetic) {
  return {Operation::kArithmetic, Number(arithmetic.op)};
}

bool IsTextEquality(const Expr& expr) {
  const auto* compare = std::get_if<expressions::Compare>(&expr.node);
  if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual) return false;
  const auto* constant = std::get_if<expressions::Constant>(&compare->right->node);
  return compare->case_rule == values::Case::kRespect && constant != nullptr &&
         constant->value.kind() == Kind::kText;
}

bool IsOneOfTexts(const Expr& expr) {
  const auto* in = std::get_if<expressions::InList>(&expr.node);
  if (in == nullptr) return false;
  const auto* constant = std::get_if<expressions::Constant>(&in->list->node);
  if (constant == nullptr || constant->value.kind() != Kind::kList) return false;
  const std::span<const values::Value> elements = constant->value.elements();
  return std::all_of(elements.begin(), elements.end(),
                     [](const values::Value& element) { return element.kind() == Kind::kText; });
}

}  // namespace

SourceProgram::SourceProgram(const SourceMap& source) : source_(source), asks_(source.asks.size()) {
  for (const SourceMapping& mapping : source.mappings) {
    ScopeId around = kRecord;
    for (const SourceMapping::Loop& loop : mapping.loops) {
      around = AddLoop(around, Add(*loop.list));
      scopes_[loop.variable] = around;
    }
  }
}

ScopeId SourceProgram::AddLoop(ScopeId around, NodeId list) {
  auto loop = std::find_if(loops_.begin(), loops_.end(), [&](const Loop& known) {
    return known.around == around && known.list == list;
  });
  if (loop == loops_.end()) loop = loops_.insert(loop, {around, list});
  ++loop->mappings;
  return kFirstLoop + static_cast<ScopeId>(loop - loops_.begin());
}

std::optional<ScopeId> SourceProgram::Reach(const Expr& expr, Locals bound) const {
  if (const auto* local = std::get_if<expressions::Local>(&expr.node)) {
    if (bound.contains(local->local)) return kAlways;
    const auto scope = scopes_.find(local->local);
    return scope == scopes_.end() ? std::nullopt : std::optional(scope->second);
  }
  std::optional<ScopeId> reach = kAlways;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) {
    if (ask->arguments.empty()) reach = kRecord;
  }
  const auto widen = [&](const Expr& part, const Locals& known) {
    const std::optional<ScopeId> other = Reach(part, known);
    reach = reach && other ? std::optional(std::max(*reach, *other)) : std::nullopt;
  };
  const auto bind = [&](expressions::LocalId local, const Expr& value, const Expr& body) {
    widen(value, bound);
    bound.insert(local);
    widen(body, bound);
  };
  if (const auto* let = std::get_if<expressions::Let>(&expr.node)) {
    bind(let->local, *let->value, *let->body);
  } else if (const auto* each = std::get_if<expressions::Comprehension>(&expr.node)) {
    bind(each->variable, *each->list, *each->element);
  } else if (const auto* some = std::get_if<expressions::Quantifier>(&expr.node)) {
    bind(some->variable, *some->list, *some->body);
  } else {
    ForEachChild(expr, [&](const ExprPtr& child) { widen(*child, bound); });
  }
  return reach;
}

NodeId SourceProgram::AddOperation(ProgramNode node, std::span<const NodeId> operands,
                                   const std::string& detail) {
  ABIDE_ASSERT(operands.size() <= node.operands.size(), "operations have two operands at most");
  std::copy(operands.begin(), operands.end(), node.operands.begin());
  // What is made anew stands in memory of the record.
  if (node.operation != Operation::kConstant) node.scope = std::max(node.scope, kRecord);
  std::string text = Number(node.operation);
  for (const NodeId operand : operands) {
    text += ',' + std::to_string(operand);
    node.scope = std::max(node.scope, nodes_[operand].scope);
  }
  AddPiece(detail, text);
  const auto [found, is_new] = by_text_.emplace(text, static_cast<NodeId>(nodes_.size()));
  if (is_new) nodes_.push_back(node);
  return found->second;
}

void SourceProgram::AddAsksIn(const Expr& expr) {
  ForEachChild(expr, [this](const ExprPtr& child) {
    const auto* ask = std::get_if<expressions::Ask>(&child->node);
    if (ask != nullptr && Reach(*child, {})) {
      Add(*child);
    } else {
      AddAsksIn(*child);
    }
  });
}

NodeId SourceProgram::AddLeafOrTree(const Expr& expr) {
  if (const auto* local = std::get_if<expressions::Local>(&expr.node)) {
    const auto scope = scopes_.find(local->local);
    if (scope != scopes_.end()) {
      return AddOperation({Operation::kVariable, scope->second, &expr}, {},
                          std::to_string(scope->second));
    }
  }
  const std::optional<ScopeId> reach = Reach(expr, {});
  ABIDE_ASSERT(reach.has_value(), "all variables of what is added are those of loops");
  AddAsksIn(expr);
  return AddOperation({Operation::kTree, *reach, &expr}, {}, AddressOf(expr));
}

NodeId SourceProgram::AddAsk(const Expr& expr, const expressions::Ask& ask) {
  const auto index = static_cast<std::size_t>(ask.ask);
  std::vector<NodeId> operands;
  for (const ExprPtr& argument : ask.arguments) operands.push_back(Add(*argument));
  const Told told = std::visit([](const auto& asked) { return Tell(asked); }, source_.asks[index]);
  const NodeId node =
      AddOperation({told.operation, kRecord, &expr, ask.ask}, operands, told.detail);
  asks_[index] = node;
  return node;
}

NodeId SourceProgram::Add(const Expr& expr) {
  if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) return AddAsk(expr, *ask);
  const Told told = std::visit([&](const auto& node) { return Tell(expr, node); }, expr.node);
  if (told.operation == Operation::kTree) return AddLeafOrTree(expr);
  ProgramNode node{told.operation, kAlways, &expr};
  std::vector<NodeId> operands;
  ForEachChild(expr, [&](const ExprPtr& child) { operands.push_back(Add(*child)); });
  if (IsTextEquality(expr)) node.operation = Operation::kTextIs;
  if (IsOneOfTexts(expr)) node.operation = Operation::kInTexts;
  // `a and b and c` is `(a and b) and c`.
  while (operands.size() > 2) {
    const NodeId first = AddOperation(node, std::span(operands).first(2), told.detail);
    operands.erase(operands.begin());
    operands.front() = first;
  }
  return AddOperation(node, operands, told.detail);
}

}  // namespace abide::events
