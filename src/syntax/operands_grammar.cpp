#include "syntax/operands_grammar.h"

#include "syntax/expressions_grammar.h"
#include "syntax/patterns_grammar.h"

namespace abide::syntax::grammar {
namespace {

void SetKey(Step& step, Name&& key) { step.step = Step::Key{std::move(key)}; }
void SetIndex(Step& step, std::vector<ExprPtr>&& keys) { step.step = Step::Index{std::move(keys)}; }
struct SetAll {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    x3::_val(context).step = Step::All{};
  }
};
const x3::rule<struct bracketed_id, BracketBody> bracketed = "bracketed";
const x3::rule<struct loop_id, ForIn> loop = "loop";
const x3::rule<struct preceded_id, PrecededBy> preceded = "preceded";
const x3::rule<struct share_id, Share> share = "share";
const x3::rule<struct capture_id, Capture> capture = "capture";
const x3::rule<struct call_id, Call> call = "call";
const x3::rule<struct raw_path_id, Reference> raw_path = "raw_path";
const x3::rule<struct simple_reference_id, Reference> simple_reference = "simple_reference";
const x3::rule<struct reference_id, Reference> reference = "reference";
const x3::rule<struct network_name_id, Reference> network_name = "network_name";
const x3::rule<struct as_of_id, Draft> as_of = "as_of";
const x3::rule<struct steps_id, std::vector<Step>> steps = "steps";
const x3::rule<struct step_id, Step> step = "step";

constexpr WordTable<bool, 2> boolean({{"true", true}, {"false", false}});
constexpr WordTable<AggregateFunction, 1> count({{"count", AggregateFunction::kCount}});
constexpr WordTable<AggregateFunction, 7> function({{"sum", AggregateFunction::kSum},
                                                    {"min", AggregateFunction::kMin},
                                                    {"max", AggregateFunction::kMax},
                                                    {"average", AggregateFunction::kAverage},
                                                    {"distinct", AggregateFunction::kDistinct},
                                                    {"latest", AggregateFunction::kLatest},
                                                    {"earliest", AggregateFunction::kEarliest}});

// clang-format off
const auto primary_def = named("a value")[node[
    literal[take]
  | round[expr[take]]
  | bracketed[build<MakeBracketed>]
  | word("has") >> nest[primary[build<MakeHas>]]
  | preceded[build<Make<PrecededBy>>]
  | aggregate[build<Make<Aggregate>>]
  | share[build<Make<Share>>]
  | path[take]]];
const auto path_def = node[
    capture[build<Make<Capture>>]
  | call[build<Make<Call>>]
  | reference[build<Make<Reference>>]];
const auto hole_def = named("a reference such as `{event.field}`")[node[
    aggregate[build<Make<Aggregate>>]
  | share[build<Make<Share>>]
  | path[take]]];

const auto literal_def = node[
    string_token[build<MakeText>]
  | time_token[build<MakeTime>]
  | duration_token[build<MakeDuration>]
  | number_token[build<MakeNumber>]
  | boolean[build<MakeBoolean>]];
const auto bracketed_def = square[
    -( expr[append<&BracketBody::elements>]
       >> ( loop[set<&BracketBody::loop>]
          | *(sign(",") >> expr[append<&BracketBody::elements>]) >> -sign(",") ) )];
const auto loop_def =
    word("for") >> variable[set<&ForIn::variable>] >> word("in") >> sum[set<&ForIn::list>];

const auto preceded_def = word("preceded") >> word("by") >> once[set<&PrecededBy::patterns>];
const auto aggregate_def =
    count[set<&Aggregate::function>]
    >> round[pattern[set<&Aggregate::pattern>]]
  | function[set<&Aggregate::function>]
    >> round[expr[set<&Aggregate::value>] >> word("of") >> pattern[set<&Aggregate::pattern>]];
const auto share_def = word("share") >> round[
    named("artifacts")[sum[set<&Share::artifacts>]] >> word("from")
    >> (round[pattern[set<&Share::pattern>]] | pattern[set<&Share::pattern>])];

const auto capture_def = word("capture")
    >> round[expr[set<&Capture::text>] >> sign(",") >> regex_token[set<&Capture::regex>]]
    >> steps[set<&Capture::steps>];
const auto call_def = call_name[set<&Call::function>]
    >> round[-exprs[set<&Call::arguments>]] >> steps[set<&Call::steps>];
const auto reference_def =
    raw_path[take]
  | simple_reference[take] >> -as_of[set<&Reference::as_of>];
const auto raw_path_def =
    sign(".") >> -adjacent_key[build<AddFirstKey>] >> steps[build<AddSteps>];
const auto simple_reference_def = name[set<&Reference::head>] >> steps[set<&Reference::steps>];
const auto as_of_def = word("as") >> word("of") >> node[
    time_token[build<MakeTime>]
  | simple_reference[build<Make<Reference>>]
  | round[expr[take]]];
const auto steps_def = *step[append_self];
const auto step_def = node[
    adjacent_sign(".") >> adjacent_key[build<SetKey>]
  | adjacent_square[sign("*")[SetAll{}] | exprs[build<SetIndex>]]];

const auto network_def = node[
    string_token[build<MakeText>]
  | network_name[build<Make<Reference>>]];
const auto network_name_def =
    variable[set<&Reference::head>] >> steps[set<&Reference::steps>];
const auto span_def = node[
    duration_token[build<MakeDuration>]
  | variable[build<MakeNameReference>]];
// clang-format on

BOOST_SPIRIT_DEFINE(bracketed, loop, preceded, share, capture, call, raw_path, simple_reference,
                    reference, network_name, as_of, steps, step)

}  // namespace

BOOST_SPIRIT_DEFINE(primary, literal, network, span, aggregate, path, hole)

BOOST_SPIRIT_INSTANTIATE(PrimaryRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LiteralRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(NetworkRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SpanRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AggregateRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PathRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(HoleRule, Iterator, Context)

}  // namespace abide::syntax::grammar
