// Makes nodes of checked expressions: types agree, cells and raw values are read as what is wanted,
// constants are folded. Each function that is given a null expression gives null: its fault was
// reported where it was found.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/context.h"
#include "expressions/children.h"
#include "expressions/expression.h"

namespace abide::check {

using Kind = Type::Kind;

// As messages say it: "string", "list of number", "a cell of a table".
std::string NameOfType(const Type& type);
// Members and steps apart, `Same` of the elements too; empty lists are of any type.
bool IsEmptyList(const ExprPtr& expr);

// A node, folded to a constant if all that it consists of is constant; null (reported) where that
// has no value, and where a declaration grows too large.
template <typename Node>
ExprPtr Make(Context& context, Node node, Type type, Span span);
ExprPtr Finish(Context& context, expressions::Expr expr);

ExprPtr MakeConstant(Context& context, const Value& value, Type type, Span span);
// The constant behind `expr`; null if it is none.
const Value* ConstantOf(const ExprPtr& expr);

// `expr` as a value of `wanted` (kString stands for every text): itself, or converted where it is a
// cell or a raw value. Null, and reported at `span`, if it is of another type.
ExprPtr As(Context& context, ExprPtr expr, Kind wanted, Span span);
// True if `expr` is of that type or can be read as it.
bool CanBe(const ExprPtr& expr, Kind wanted);

// Converts both to one type in which they can be compared (cells to what the other side is);
// false, reported, if there is none. `ordered` asks for an order.
struct Comparison {
  Span span;
  bool ordered = false;
  values::Case case_rule = values::Case::kRespect;
};
bool MakeComparable(Context& context, ExprPtr& left, ExprPtr& right, const Comparison& how);
// A constant text that is none of a `one of` is reported.
bool CheckOneOf(Context& context, const Type& type, const ExprPtr& text, values::Case case_rule);

// Converts all to one type, the elements' of a list or the two sides of `else`.
std::optional<Type> Unify(Context& context, std::vector<ExprPtr>& parts, Code mismatch);

// --- cells of tables (tables.cpp)

// Converts a cell; every cell of its columns must be readable as `wanted`.
ExprPtr ReadCell(Context& context, ExprPtr cell, Kind wanted, Span span);
// True if all cells that `cell` may be are readable so.
bool CellsReadableAs(const Context& context, const ExprPtr& cell, Kind wanted);
// Text as a value of a type, as the evaluator reads it.
bool ReadableAs(std::string_view text, Kind wanted);

// --- and, or

// The conditions joined by `and`, flat; null stands for none. One alone is itself.
ExprPtr Conjunction(Context& context, const std::vector<ExprPtr>& conditions, Span span);
using expressions::Conjuncts;

template <typename Node>
ExprPtr Make(Context& context, Node node, Type type, Span span) {
  return Finish(context, expressions::Expr{std::move(node), std::move(type), span});
}

}  // namespace abide::check
