#include "syntax/clauses_grammar.h"

#include "syntax/expressions_grammar.h"
#include "syntax/norms_grammar.h"

namespace abide::syntax::grammar {
namespace {

void SetWord(Attribute& attribute, Operator<AttributeKind>&& word) {
  attribute.kind = word.op;
  attribute.word = word.span;
}

template <std::size_t kCount>
using AttributeWords = OperatorTable<AttributeKind, kCount>;
constexpr auto kRead = &ParseState::ReadWord;
constexpr AttributeWords<3> policy_text({{kRead, "by", AttributeKind::kBy},
                                         {kRead, "url", AttributeKind::kUrl},
                                         {kRead, "version", AttributeKind::kVersion}});
constexpr AttributeWords<1> cites({{kRead, "cites", AttributeKind::kCites}});
constexpr AttributeWords<1> severity({{kRead, "severity", AttributeKind::kSeverity}});
constexpr AttributeWords<1> tags({{kRead, "tags", AttributeKind::kTags}});
constexpr AttributeWords<1> unless({{kRead, "unless", AttributeKind::kUnless}});
constexpr AttributeWords<1> about({{kRead, "about", AttributeKind::kAbout}});
constexpr AttributeWords<2> clause_text({{kRead, "message", AttributeKind::kMessage},
                                         {kRead, "remedy", AttributeKind::kRemedy}});
constexpr AttributeWords<1> effective_word({{kRead, "effective", AttributeKind::kEffective}});
constexpr AttributeWords<1> where({{kRead, "where", AttributeKind::kWhere}});
constexpr AttributeWords<1> until({{kRead, "until", AttributeKind::kUntil}});
constexpr AttributeWords<2> waiver_text({{kRead, "because", AttributeKind::kBecause},
                                         {kRead, "by", AttributeKind::kBy}});
constexpr WordTable<SeverityLevel, 5> severity_level({{"info", SeverityLevel::kInfo},
                                                      {"low", SeverityLevel::kLow},
                                                      {"medium", SeverityLevel::kMedium},
                                                      {"high", SeverityLevel::kHigh},
                                                      {"critical", SeverityLevel::kCritical}});

template <typename Tag>
using AttributeRule = x3::rule<Tag, Attribute>;
const AttributeRule<struct policy_attribute_id> policy_attribute = "policy_attribute";
const AttributeRule<struct attribute_id> attribute = "attribute";
const AttributeRule<struct permit_attribute_id> permit_attribute = "permit_attribute";
const AttributeRule<struct waive_attribute_id> waive_attribute = "waive_attribute";
const AttributeRule<struct effective_attribute_id> effective_attribute = "effective_attribute";
const x3::rule<struct interval_id, Effective> interval = "interval";
const x3::rule<struct strings_id, std::vector<Text>> strings = "strings";
const x3::rule<struct items_id, std::vector<AboutItem>> items = "items";
const x3::rule<struct item_id, AboutItem> item = "item";

// clang-format off
const auto policy_def =
    word("policy") >> policy_id[set<&AttributedDraft::id>]
    >> named("a title in double quotes")[string_token[set<&AttributedDraft::title>]]
    >> *policy_attribute[append<&AttributedDraft::attributes>];
const auto policy_attribute_def = named("a part of the policy such as `effective`")[
    policy_text[build<SetWord>] >> string_token[set<&Attribute::text>]
  | effective_attribute[take]];

const auto effective_attribute_def =
    effective_word[build<SetWord>] >> interval[set<&Attribute::effective>];
const auto interval_def = node[
    time_token[set<&Effective::from>] >> -(word("until") >> time_token[set<&Effective::until>])];

const auto clause_def =
    word("clause") >> clause_id[set<&AttributedDraft::id>]
    >> named("a title in double quotes")[string_token[set<&AttributedDraft::title>]]
    >> *attribute[append<&AttributedDraft::attributes>]
    >> named("a norm such as `forbid`")[norm[set<&AttributedDraft::norm>]]
    >> *attribute[append<&AttributedDraft::attributes>];
const auto attribute_def = named("a part of the clause such as `severity`")[node[
    (cites[build<SetWord>] | clause_text[build<SetWord>]) >> string_token[set<&Attribute::text>]
  | severity[build<SetWord>] >> named("a severity")[severity_level[set<&Attribute::severity>]]
  | tags[build<SetWord>] >> strings[set<&Attribute::tags>]
  | unless[build<SetWord>]
    >> named("the name of the exception in double quotes")[string_token[set<&Attribute::text>]]
    >> named("a condition")[expr[set<&Attribute::condition>]]
  | about[build<SetWord>] >> items[set<&Attribute::about>]
  | effective_attribute[take]]];
const auto strings_def = square[
    -(string_token[append_self] >> *(sign(",") >> string_token[append_self]) >> -sign(","))];
const auto items_def = item[append_self] >> *(sign(",") >> item[append_self]);
const auto item_def = node[
    named("an expression")[expr[set<&AboutItem::value>]]
    >> -(word("as") >> variable[set<&AboutItem::name>])];

const auto permit_def =
    word("permit") >> full_id[set<&AttributedDraft::id>]
    >> *permit_attribute[append<&AttributedDraft::attributes>];
const auto permit_attribute_def = named("a part of the permission such as `cites`")[
    where[build<SetWord>] >> named("a condition")[expr[set<&Attribute::condition>]]
  | cites[build<SetWord>] >> string_token[set<&Attribute::text>]
  | effective_attribute[take]];

const auto waive_def =
    word("waive") >> full_id[set<&AttributedDraft::id>]
    >> *waive_attribute[append<&AttributedDraft::attributes>];
const auto waive_attribute_def = named("a part of the waiver such as `until`")[
    where[build<SetWord>] >> named("a condition")[expr[set<&Attribute::condition>]]
  | until[build<SetWord>] >> time_token[set<&Attribute::time>]
  | waiver_text[build<SetWord>] >> string_token[set<&Attribute::text>]];
// clang-format on

BOOST_SPIRIT_DEFINE(policy_attribute, effective_attribute, interval, attribute, strings, items,
                    item, permit_attribute, waive_attribute)

}  // namespace

BOOST_SPIRIT_DEFINE(policy, clause, permit, waive)

BOOST_SPIRIT_INSTANTIATE(PolicyRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ClauseRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PermitRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(WaiveRule, Iterator, Context)

}  // namespace abide::syntax::grammar
