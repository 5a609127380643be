#include "syntax/tests_grammar.h"

#include "syntax/constants_grammar.h"

namespace abide::syntax::grammar {
namespace {

const x3::rule<struct given_id, Given> given = "given";
const x3::rule<struct step_id, TestStep> step = "step";
const x3::rule<struct verdict_id, Expectation> verdict = "verdict";

constexpr WordTable<Verdict, 6> verdict_word({{"breach", Verdict::kBreach},
                                              {"kept", Verdict::kKept},
                                              {"pending", Verdict::kPending},
                                              {"excused", Verdict::kExcused},
                                              {"undetermined", Verdict::kUndetermined},
                                              {"waived", Verdict::kWaived}});

// clang-format off
const auto test_def =
    word("test") >> named("a title in double quotes")[string_token[set<&Test::title>]]
    >> -(word("of") >> clause_ref[set<&Test::clause>])
    >> *given[append<&Test::givens>]
    >> *named("an event such as `2024-01-31 use { }`")[step[append<&Test::steps>]]
    >> -(word("as") >> word("of") >> time_token[set<&Test::as_of>]);
const auto given_def = node[
    word("given") >> variable[set<&Given::name>]
    >> ( record[set<&Given::row>]
       | sign("=") >> named("a constant")[ constants[set<&Given::constants>][put<&Given::is_list>]
                                         | constant[append<&Given::constants>] ] )];
const auto step_def = node[
    time_token[set<&TestStep::time>] >> event_name[set<&TestStep::event>]
    >> record[set<&TestStep::record>]
    >> -( sign("=>") >> verdict[append<&TestStep::expectations>]
          >> *(sign(",") >> verdict[append<&TestStep::expectations>]) )];
const auto verdict_def = node[
    named("a verdict")[verdict_word[set<&Expectation::verdict>]]
    >> -(no_as_of >> clause_ref[set<&Expectation::clause>])];
// clang-format on

BOOST_SPIRIT_DEFINE(given, step, verdict)

}  // namespace

BOOST_SPIRIT_DEFINE(test)

BOOST_SPIRIT_INSTANTIATE(TestRule, Iterator, Context)

}  // namespace abide::syntax::grammar
