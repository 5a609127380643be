// What an expression is made of (language guide, section 13):
//
//   primary     = literal | "(" expr ")" | bracketed | "has" primary | "preceded" "by" nested [ gap
//   ]
//               | aggregate | share | call | reference
//   bracketed   = "[" [ expr ( "for" VARIABLE "in" sum | { "," expr } [ "," ] ) ] "]"
//   aggregate   = "count" "(" pattern ")"
//               | ( "sum" | "min" | … | "earliest" ) "(" expr "of" pattern ")"
//   share       = "share" "(" sum "from" ( "(" pattern ")" | pattern ) ")"
//   call        = "capture" "(" expr "," REGEX ")" steps | !BUILTIN NAME "(" [ exprs ] ")" steps
//   reference   = "." [ ~KEY ] steps | NAME steps [ "as" "of" ( TIME | NAME steps | "(" expr ")" )
//   ] steps       = { ~"." ~KEY | ~"[" ( "*" | exprs ) "]" } literal     = STRING | TIME | duration
//   | NUMBER | "true" | "false" network     = STRING | VARIABLE steps span        = duration |
//   VARIABLE
#pragma once

#include "syntax/build.h"
#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using PrimaryRule = x3::rule<struct primary_id, Draft>;
using LiteralRule = x3::rule<struct literal_id, Draft>;
using NetworkRule = x3::rule<struct network_id, Draft>;
using SpanRule = x3::rule<struct span_id, Draft>;
using AggregateRule = x3::rule<struct aggregate_id, Aggregate>;
using PathRule = x3::rule<struct path_id, Draft>;
using HoleRule = x3::rule<struct hole_id, Draft>;

inline const PrimaryRule primary = "primary";
inline const LiteralRule literal = "literal";
inline const NetworkRule network = "network";
inline const SpanRule span = "span";
inline const AggregateRule aggregate = "aggregate";
// call | reference, as behind `for … in` of a source.
inline const PathRule path = "path";
// aggregate | share | call | reference, as in a message.
inline const HoleRule hole = "hole";

BOOST_SPIRIT_DECLARE(PrimaryRule, LiteralRule, NetworkRule, SpanRule, AggregateRule, PathRule,
                     HoleRule)

}  // namespace abide::syntax::grammar
