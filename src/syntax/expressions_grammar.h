// Conditions and values, loosest first (language guide, section 13):
//
//   expr        = not [ "and" not { "and" not } | "or" not { "or" not } ]
//   not         = "not" not | ( "any" | "every" ) VARIABLE "in" sum ":" relation | relation
//   relation    = sum [ a test of it ]
//   sum         = product { ( "+" | MINUS ) product }
//   product     = default { ( "*" | "/" ) default }
//   default     = unary { "else" unary }
//   unary       = "-" unary | primary
//   primary     = literal | "(" expr ")" | bracketed | "has" primary | preceded | aggregate | share
//               | call | reference                             (these in operands_grammar.h)
#pragma once

#include "syntax/build.h"
#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using ExprRule = x3::rule<struct expr_id, Draft>;
using SumRule = x3::rule<struct sum_id, Draft>;
using ExprsRule = x3::rule<struct exprs_id, std::vector<ExprPtr>>;

inline const ExprRule expr = "expr";
inline const SumRule sum = "sum";
inline const ExprsRule exprs = "exprs";

BOOST_SPIRIT_DECLARE(ExprRule, SumRule, ExprsRule)

}  // namespace abide::syntax::grammar
