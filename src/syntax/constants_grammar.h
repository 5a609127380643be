// What may stand where no event is at hand (language guide, section 13):
//
//   constants   = "[" [ constant { "," constant } [ "," ] ] "]"
//   constant    = "-" ( duration | NUMBER ) | literal
//   record      = "{" [ pair { "," pair } [ "," ] ] "}"
//   pair        = ( STRING | SNAKE { ~"." ~KEY } ) ":" value
//   value       = record | "[" [ value { "," value } [ "," ] ] "]" | "null" | constant
#pragma once

#include "syntax/build.h"
#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using ConstantsRule = x3::rule<struct constants_id, std::vector<ExprPtr>>;
using ConstantRule = x3::rule<struct constant_id, Draft>;
using RecordRule = x3::rule<struct record_id, Record>;

inline const ConstantsRule constants = "constants";
inline const ConstantRule constant = "constant";
inline const RecordRule record = "record";

BOOST_SPIRIT_DECLARE(ConstantsRule, ConstantRule, RecordRule)

}  // namespace abide::syntax::grammar
