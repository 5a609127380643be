#include "syntax/sources_grammar.h"

#include "syntax/expressions_grammar.h"
#include "syntax/operands_grammar.h"

namespace abide::syntax::grammar {
namespace {

const x3::rule<struct mapping_id, Mapping> mapping = "mapping";
const x3::rule<struct for_in_id, ForIn> for_in = "for_in";
const x3::rule<struct assignment_id, Assignment> assignment = "assignment";

// clang-format off
const auto source_def =
    word("source") >> name[set<&Source::name>] >> -string_token[set<&Source::doc>]
    >> -( word("seen")[put<&Source::basis, SourceBasis::kSeen>]
        | word("from") >> word("docs")[put<&Source::basis, SourceBasis::kFromDocs>] )
    >> +mapping[append<&Source::mappings>];
const auto mapping_def = node[
    word("event") >> event_name[set<&Mapping::event>]
    >> *for_in[append<&Mapping::loops>]
    >> -(word("when") >> named("a condition")[expr[set<&Mapping::when>]])
    >> *assignment[append<&Mapping::assignments>]];
const auto for_in_def =
    word("for") >> variable[set<&ForIn::variable>] >> word("in")
    >> named("a path such as `.items`")[path[set<&ForIn::list>]];
const auto assignment_def =
    field_name[set<&Assignment::field>] >> sign("=")
    >> named("an expression")[expr[set<&Assignment::value>]];
// clang-format on

BOOST_SPIRIT_DEFINE(mapping, for_in, assignment)

}  // namespace

BOOST_SPIRIT_DEFINE(source)

BOOST_SPIRIT_INSTANTIATE(SourceRule, Iterator, Context)

}  // namespace abide::syntax::grammar
