// Tests that stand beside the clauses (language guide, section 13):
//
//   test        = "test" STRING [ "of" CLAUSE_REF ] { given } { step } [ "as" "of" TIME ]
//   given       = "given" VARIABLE ( record | "=" ( constants | constant ) )
//   step        = TIME NAME record [ "=>" verdict { "," verdict } ]
//   verdict     = ( "breach" | "kept" | "pending" | "excused" | "undetermined" | "waived" )
//                 [ !( "as" "of" ) CLAUSE_REF ]
#pragma once

#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using TestRule = x3::rule<struct test_id, Test>;

inline const TestRule test = "test";

BOOST_SPIRIT_DECLARE(TestRule)

}  // namespace abide::syntax::grammar
