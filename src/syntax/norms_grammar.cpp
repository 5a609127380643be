#include "syntax/norms_grammar.h"

#include "syntax/expressions_grammar.h"
#include "syntax/operands_grammar.h"
#include "syntax/patterns_grammar.h"

namespace abide::syntax::grammar {
namespace {

// Which norm `after` and `around` begin is known only behind their first pattern.
struct PairedNorm {
  Pattern first;
  std::optional<Pattern> forbidden;
  std::optional<Patterns> each_earlier;
  std::vector<Pattern> required;
};

template <typename Kind>
void SetNorm(Norm& norm, Kind&& kind) {
  norm.norm = std::forward<Kind>(kind);
}
void SetAfter(Norm& norm, PairedNorm&& pair) {
  if (pair.forbidden) {
    norm.norm = AfterForbid{std::move(pair.first), *std::move(pair.forbidden)};
  } else {
    norm.norm =
        AfterRequire{std::move(pair.first), std::move(pair.each_earlier), std::move(pair.required)};
  }
}
void SetAround(Norm& norm, PairedNorm&& pair) {
  if (pair.forbidden) {
    norm.norm = AroundForbid{std::move(pair.first), *std::move(pair.forbidden)};
  } else {
    norm.norm = AroundRequire{std::move(pair.first), std::move(pair.required)};
  }
}

const x3::rule<struct forbid_id, Forbid> forbid = "forbid";
const x3::rule<struct before_id, Before> before = "before";
const x3::rule<struct required_id, Patterns> required = "required";
const x3::rule<struct after_id, PairedNorm> after = "after";
const x3::rule<struct each_earlier_id, Patterns> each_earlier = "each_earlier";
const x3::rule<struct around_id, PairedNorm> around = "around";
const x3::rule<struct limit_id, Limit> limit = "limit";
const x3::rule<struct measure_id, Draft> measure = "measure";
const x3::rule<struct measure_tail_id, BinaryTail> measure_tail = "measure_tail";
const x3::rule<struct scaled_id, Draft> scaled = "scaled";
const x3::rule<struct scaled_tail_id, BinaryTail> scaled_tail = "scaled_tail";
const x3::rule<struct part_id, Draft> part = "part";

constexpr WordTable<Period, 5> period({{"day", Period::kDay},
                                       {"week", Period::kWeek},
                                       {"month", Period::kMonth},
                                       {"quarter", Period::kQuarter},
                                       {"year", Period::kYear}});

// clang-format off
const auto norm_def = node[
    forbid[build<SetNorm<Forbid>>]
  | before[build<SetNorm<Before>>]
  | after[build<SetAfter>]
  | around[build<SetAround>]
  | limit[build<SetNorm<Limit>>]];

const auto forbid_def = word("forbid") >> pattern[set<&Forbid::pattern>];
const auto before_def =
    word("before") >> pattern[set<&Before::trigger>]
    >> word("require") >> required[set<&Before::required>];
const auto required_def = node[earlier[take] >> -gap[set<&Patterns::gap>]];
const auto after_def =
    word("after") >> pattern[set<&PairedNorm::first>]
    >> ( word("forbid") >> pattern[set<&PairedNorm::forbidden>]
       | -each_earlier[set<&PairedNorm::each_earlier>]
         >> word("require") >> later[set<&PairedNorm::required>] );
const auto each_earlier_def = node[
    word("for") >> word("each") >> word("earlier")
    >> pattern[append<&Patterns::alternatives>] >> -gap[set<&Patterns::gap>]];
const auto around_def =
    word("around") >> pattern[set<&PairedNorm::first>]
    >> ( word("forbid") >> near[set<&PairedNorm::forbidden>]
       | word("require") >> nearby[set<&PairedNorm::required>] );

const auto limit_def =
    word("limit") >> chain[measure[set<&Limit::measure>]]
    >> word("to") >> named("a bound such as `100`")[expr[set<&Limit::bound>]]
    >> -(word("per") >> exprs[set<&Limit::per>])
    >> ( word("over") >> span[set<&Limit::over>]
       | word("each") >> named("a period")[period[set<&Limit::each>]]
         >> -(word("in") >> string_token[set<&Limit::zone>]) );
const auto measure_def = named("an aggregate such as `count(use)`")[node[
    scaled[take] >> *measure_tail[build<FoldCounted>]]];
const auto measure_tail_def = sum_sign[build<TakeOperator>] >> scaled[set<&BinaryTail::right>];
const auto scaled_def = named("an aggregate or a number")[node[
    part[take] >> *scaled_tail[build<FoldCounted>]]];
const auto scaled_tail_def = product_sign[build<TakeOperator>] >> part[set<&BinaryTail::right>];
const auto part_def = named("an aggregate or a number")[node[
    sign("-") >> nest[part[build<MakeNegate>]]
  | round[measure[take]]
  | aggregate[build<Make<Aggregate>>]
  | duration_token[build<MakeDuration>]
  | number_token[build<MakeNumber>]]];
// clang-format on

BOOST_SPIRIT_DEFINE(forbid, before, required, after, each_earlier, around, limit, measure,
                    measure_tail, scaled, scaled_tail, part)

}  // namespace

BOOST_SPIRIT_DEFINE(norm)

BOOST_SPIRIT_INSTANTIATE(NormRule, Iterator, Context)

}  // namespace abide::syntax::grammar
