#include "syntax/patterns_grammar.h"

#include "syntax/expressions_grammar.h"
#include "syntax/operands_grammar.h"

namespace abide::syntax::grammar {
namespace {

const x3::rule<struct due_id, Pattern> due = "due";
const x3::rule<struct named_pattern_id, Pattern> named_pattern = "named_pattern";
const x3::rule<struct or_names_id, Patterns> or_names = "or_names";

// clang-format off
const auto pattern_def = node[
    event_name[set<&Pattern::event>] >> -pattern_variable[set<&Pattern::variable>]
    >> -(word("within") >> span[set<&Pattern::within>])
    >> -(word("where") >> named("a condition")[expr[set<&Pattern::where>]])];
const auto due_def = node[
    event_name[set<&Pattern::event>] >> -pattern_variable[set<&Pattern::variable>]
    >> word("within") >> named("a duration such as `30 days`")[sum[set<&Pattern::within>]]
    >> -(word("where") >> named("a condition")[expr[set<&Pattern::where>]])];
const auto near_def = node[
    event_name[set<&Pattern::event>] >> -pattern_variable[set<&Pattern::variable>]
    >> word("within") >> span[set<&Pattern::within>]
    >> -(word("where") >> named("a condition")[expr[set<&Pattern::where>]])];
const auto named_pattern_def = node[event_name[set<&Pattern::event>]];
const auto nested_def = round[pattern[take]] | named_pattern[take];

const auto once_def = node[
    nested[append<&Patterns::alternatives>] >> -gap[set<&Patterns::gap>]];
const auto earlier_def = node[
    round[pattern[append<&Patterns::alternatives>]]
    >> *(word("or") >> nested[append<&Patterns::alternatives>])
  | or_names[take]
  | pattern[append<&Patterns::alternatives>]];
const auto or_names_def =
    named_pattern[append<&Patterns::alternatives>]
    >> +(word("or") >> nested[append<&Patterns::alternatives>]);
const auto later_def =
    round[due[append_self]] >> *(word("or") >> round[due[append_self]])
  | due[append_self];
const auto nearby_def =
    round[near[append_self]] >> *(word("or") >> round[near[append_self]])
  | near[append_self];
const auto gap_def = node[
    word("with") >> word("no") >> nested[set<&Gap::pattern>] >> word("since")];
// clang-format on

BOOST_SPIRIT_DEFINE(due, named_pattern, or_names)

}  // namespace

BOOST_SPIRIT_DEFINE(pattern, near, nested, once, earlier, later, nearby, gap)

BOOST_SPIRIT_INSTANTIATE(PatternRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(NearRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(NestedRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(OnceRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(EarlierRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LaterRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(NearbyRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(GapRule, Iterator, Context)

}  // namespace abide::syntax::grammar
