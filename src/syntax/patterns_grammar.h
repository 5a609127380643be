// Which events are meant (language guide, section 13):
//
//   pattern     = NAME [ VARIABLE ] [ "within" span ] [ "where" expr ]
//   due         = NAME [ VARIABLE ] "within" sum [ "where" expr ]
//   near        = NAME [ VARIABLE ] "within" span [ "where" expr ]
//   earlier     = "(" pattern ")" { "or" nested } | NAME "or" nested { "or" nested } | pattern
//   later       = "(" due ")" { "or" "(" due ")" } | due
//   nearby      = "(" near ")" { "or" "(" near ")" } | near
//   nested      = "(" pattern ")" | NAME
//   gap         = "with" "no" nested "since"
#pragma once

#include "syntax/build.h"
#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using PatternRule = x3::rule<struct pattern_id, Pattern>;
using NearRule = x3::rule<struct near_id, Pattern>;
using NestedRule = x3::rule<struct nested_id, Pattern>;
using OnceRule = x3::rule<struct once_id, Patterns>;
using EarlierRule = x3::rule<struct earlier_id, Patterns>;
using LaterRule = x3::rule<struct later_id, std::vector<Pattern>>;
using NearbyRule = x3::rule<struct nearby_id, std::vector<Pattern>>;
using GapRule = x3::rule<struct gap_id, Gap>;

inline const PatternRule pattern = "pattern";
inline const NearRule near = "near";
inline const NestedRule nested = "nested";
// nested [ gap ]
inline const OnceRule once = "once";
inline const EarlierRule earlier = "earlier";
inline const LaterRule later = "later";
inline const NearbyRule nearby = "nearby";
inline const GapRule gap = "gap";

BOOST_SPIRIT_DECLARE(PatternRule, NearRule, NestedRule, OnceRule, EarlierRule, LaterRule,
                     NearbyRule, GapRule)

}  // namespace abide::syntax::grammar
