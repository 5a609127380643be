// How records of another log become events (language guide, section 13):
//
//   source      = "source" NAME [ STRING ] mapping { mapping }
//   mapping     = "event" NAME { "for" VARIABLE "in" ( call | reference ) } [ "when" expr ]
//                 { FIELD "=" expr }
#pragma once

#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using SourceRule = x3::rule<struct source_id, Source>;

inline const SourceRule source = "source";

BOOST_SPIRIT_DECLARE(SourceRule)

}  // namespace abide::syntax::grammar
