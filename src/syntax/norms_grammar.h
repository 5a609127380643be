// What a clause demands (language guide, section 13):
//
//   norm        = "forbid" pattern
//               | "before" pattern "require" earlier [ gap ]
//               | "after" pattern ( "forbid" pattern
//                                 | [ "for" "each" "earlier" pattern [ gap ] ] "require" later )
//               | "around" pattern ( "forbid" near | "require" nearby )
//               | "limit" measure "to" expr [ "per" exprs ]
//                 ( "over" span | "each" period [ "in" STRING ] )
//   period      = "day" | "week" | "month" | "quarter" | "year"
//   measure     = scaled { ( "+" | MINUS ) scaled }
//   scaled      = part { ( "*" | "/" ) part }
//   part        = "-" part | "(" measure ")" | aggregate | duration | NUMBER
#pragma once

#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using NormRule = x3::rule<struct norm_id, Norm>;

inline const NormRule norm = "norm";

BOOST_SPIRIT_DECLARE(NormRule)

}  // namespace abide::syntax::grammar
