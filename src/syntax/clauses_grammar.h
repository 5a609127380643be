// Policies, clauses, and what excuses or waives their findings (language guide, section 13):
//
//   policy      = "policy" POLICY STRING { ( "by" | "url" | "version" ) STRING | effective }
//   effective   = "effective" TIME [ "until" TIME ]
//   clause      = "clause" CLAUSE STRING { attribute } norm { attribute }
//   attribute   = "cites" STRING | "severity" ( "info" | "low" | "medium" | "high" | "critical" )
//               | "tags" "[" [ STRING { "," STRING } [ "," ] ] "]" | "unless" STRING expr
//               | "about" item { "," item } | "message" STRING | "remedy" STRING | effective
//   item        = expr [ "as" VARIABLE ]
//   permit      = "permit" FULL_ID { "where" expr | "cites" STRING | effective }
//   waive       = "waive" FULL_ID { "where" expr | "until" TIME | ( "because" | "by" ) STRING }
#pragma once

#include "syntax/attributes.h"
#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using PolicyRule = x3::rule<struct policy_rule_id, AttributedDraft>;
using ClauseRule = x3::rule<struct clause_rule_id, AttributedDraft>;
using PermitRule = x3::rule<struct permit_id, AttributedDraft>;
using WaiveRule = x3::rule<struct waive_id, AttributedDraft>;

inline const PolicyRule policy = "policy";
inline const ClauseRule clause = "clause";
inline const PermitRule permit = "permit";
inline const WaiveRule waive = "waive";

BOOST_SPIRIT_DECLARE(PolicyRule, ClauseRule, PermitRule, WaiveRule)

}  // namespace abide::syntax::grammar
