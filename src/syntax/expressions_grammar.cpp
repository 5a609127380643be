#include "syntax/expressions_grammar.h"

#include "syntax/operands_grammar.h"
#include "syntax/patterns_grammar.h"

namespace abide::syntax::grammar {
namespace {

void TakeComparison(Compare& compare, Operator<CompareOperator>&& op) {
  compare.op = op.op;
  compare.op_span = op.span;
}

const x3::rule<struct and_tail_id, std::vector<ExprPtr>> and_tail = "and_tail";
const x3::rule<struct or_tail_id, std::vector<ExprPtr>> or_tail = "or_tail";
const x3::rule<struct not_id, Draft> not_ = "not";
const x3::rule<struct quantifier_id, Quantifier> quantifier = "quantifier";
const x3::rule<struct relation_id, Draft> relation = "relation";
const x3::rule<struct test_id, Draft> test = "test";
const x3::rule<struct equality_id, Compare> equality = "equality";
const x3::rule<struct ordering_id, Compare> ordering = "ordering";
const x3::rule<struct derive_id, Derive> derive = "derive";
const x3::rule<struct negatable_id, Draft> negatable = "negatable";
const x3::rule<struct in_network_id, InNetwork> in_network = "in_network";
const x3::rule<struct membership_id, Membership> membership = "membership";
const x3::rule<struct text_id, TextTest> text = "text";
const x3::rule<struct sum_tail_id, BinaryTail> sum_tail = "sum_tail";
const x3::rule<struct product_id, Draft> product = "product";
const x3::rule<struct product_tail_id, BinaryTail> product_tail = "product_tail";
const x3::rule<struct default_id, Draft> default_ = "default";
const x3::rule<struct default_tail_id, BinaryTail> default_tail = "default_tail";
const x3::rule<struct unary_id, Draft> unary = "unary";

constexpr WordTable<QuantifierKind, 2> quantifier_kind({{"any", QuantifierKind::kAny},
                                                        {"every", QuantifierKind::kEvery}});
constexpr OperatorTable<CompareOperator, 2> equality_sign(
    {{&ParseState::ReadSign, "==", CompareOperator::kEqual},
     {&ParseState::ReadSign, "!=", CompareOperator::kNotEqual}});
constexpr OperatorTable<CompareOperator, 4> ordering_sign(
    {{&ParseState::ReadSign, "<=", CompareOperator::kLessEqual},
     {&ParseState::ReadSign, ">=", CompareOperator::kGreaterEqual},
     {&ParseState::ReadSign, "<", CompareOperator::kLess},
     {&ParseState::ReadSign, ">", CompareOperator::kGreater}});
constexpr OperatorTable<BinaryOperator, 1> else_word({{&ParseState::ReadWord, "else",
                                                       BinaryOperator::kElse}});

// clang-format off
const auto exprs_def = expr[append_self] >> *(sign(",") >> expr[append_self]);

const auto expr_def = named("an expression")[node[
    not_[take] >> -(and_tail[build<MakeAnd>] | or_tail[build<MakeOr>])]];
const auto and_tail_def = +(word("and") >> not_[append_self]);
const auto or_tail_def = +(word("or") >> not_[append_self]);

const auto not__def = named("a condition")[node[
    word("not") >> nest[not_[build<MakeNot>]]
  | quantifier[build<Make<Quantifier>>]
  | relation[take]]];
const auto quantifier_def =
    quantifier_kind[set<&Quantifier::kind>]
    >> variable[set<&Quantifier::variable>] >> word("in") >> sum[set<&Quantifier::list>]
    >> sign(":") >> relation[set<&Quantifier::body>];

const auto relation_def = named("a value")[node[chain[sum[take] >> -test[build<SetLeft>]]]];
const auto test_def =
    equality[build<Make<Compare>>]
  | ordering[build<Make<Compare>>]
  | derive[build<Make<Derive>>]
  | word("not") >> negatable[build<MakeNegatedTest>]
  | negatable[take];
const auto equality_def =
    equality_sign[build<TakeComparison>]
    >> sum[set<&Compare::right>]
    >> -(word("ignoring") >> word("case")[put<&Compare::ignoring_case>]);
const auto ordering_def =
    ordering_sign[build<TakeComparison>]
    >> sum[set<&Compare::right>];
const auto derive_def =
    (word("derive") | word("derives")) >> word("from") >> nested[set<&Derive::pattern>];
const auto negatable_def =
    in_network[build<Make<InNetwork>>]
  | membership[build<Make<Membership>>]
  | text[build<Make<TextTest>>];
const auto in_network_def =
    word("in") >> word("network") >> network[set<&InNetwork::network>];
const auto membership_def =
    word("in") >> named("a list")[no_string >> sum[set<&Membership::list>]]
    >> -(word("ignoring") >> word("case")[put<&Membership::ignoring_case>]);
const auto text_def =
    ( word("matches")[put<&TextTest::op, TextOperator::kMatches>]
      >> regex_token[set<&TextTest::regex>]
    | ( word("starts") >> word("with")[put<&TextTest::op, TextOperator::kStartsWith>]
      | word("ends") >> word("with")[put<&TextTest::op, TextOperator::kEndsWith>]
      | word("contains")[put<&TextTest::op, TextOperator::kContains>] )
      >> sum[set<&TextTest::right>] )
    >> -(word("ignoring") >> word("case")[put<&TextTest::ignoring_case>]);

const auto sum_def = named("a value")[node[product[take] >> *sum_tail[build<FoldCounted>]]];
const auto sum_tail_def =
    sum_sign[build<TakeOperator>] >> product[set<&BinaryTail::right>];
const auto product_def = named("a value")[node[
    default_[take] >> *product_tail[build<FoldCounted>]]];
const auto product_tail_def =
    product_sign[build<TakeOperator>] >> default_[set<&BinaryTail::right>];
const auto default__def = named("a value")[node[unary[take] >> *default_tail[build<FoldCounted>]]];
const auto default_tail_def =
    else_word[build<TakeOperator>] >> unary[set<&BinaryTail::right>];
const auto unary_def = named("a value")[node[
    sign("-") >> nest[unary[build<MakeNegate>]]
  | primary[take]]];
// clang-format on

BOOST_SPIRIT_DEFINE(and_tail, or_tail, not_, quantifier, relation, test, equality, ordering, derive,
                    negatable, in_network, membership, text, sum_tail, product, product_tail,
                    default_, default_tail, unary)

}  // namespace

BOOST_SPIRIT_DEFINE(exprs, expr, sum)

BOOST_SPIRIT_INSTANTIATE(ExprRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ExprsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SumRule, Iterator, Context)

}  // namespace abide::syntax::grammar
