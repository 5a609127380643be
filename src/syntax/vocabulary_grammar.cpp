#include "syntax/vocabulary_grammar.h"

#include "syntax/constants_grammar.h"
#include "syntax/expressions_grammar.h"
#include "syntax/patterns_grammar.h"

namespace abide::syntax::grammar {
namespace {

void SetElement(Type& type, Type&& element) {
  type.kind = Type::Kind::kList;
  type.element = std::make_shared<const Type>(std::move(element));
}

const x3::rule<struct flow_id, Flow> flow = "flow";
const x3::rule<struct field_id, Field> field = "field";
const x3::rule<struct type_id, Type> type = "type";
const x3::rule<struct parameters_id, std::vector<Name>> parameters = "parameters";
const x3::rule<struct change_id, StateChange> change = "change";
const x3::rule<struct key_id, Draft> key = "key";

constexpr WordTable<Type::Kind, 6> plain_type({{"string", Type::Kind::kString},
                                               {"number", Type::Kind::kNumber},
                                               {"boolean", Type::Kind::kBoolean},
                                               {"time", Type::Kind::kTime},
                                               {"duration", Type::Kind::kDuration},
                                               {"artifact", Type::Kind::kArtifact}});

// clang-format off
const auto event_def =
    word("event") >> event_name[set<&Event::name>] >> -string_token[set<&Event::doc>]
    >> *named("a field")[flow[append<&Event::flows>] | field[append<&Event::fields>]];
const auto flow_def = node[
    word("flow") >> -field_name[set<&Flow::from>] >> sign("->") >> field_name[set<&Flow::to>]
    >> -word("replacing")[put<&Flow::replacing>]
    >> -(word("weighed") >> word("by") >> field_name[set<&Flow::weighed_by>])
    >> -(word("where") >> named("a condition")[expr[set<&Flow::where>]])];
const auto field_def = node[
    field_name[set<&Field::name>] >> named("a type")[type[set<&Field::type>]]
    >> -sign("?")[put<&Field::optional>]];
const auto type_def = node[
    plain_type[set<&Type::kind>]
  | word("one") >> word("of")[put<&Type::kind, Type::Kind::kOneOf>]
    >> string_token[append<&Type::one_of>] >> *(sign(",") >> string_token[append<&Type::one_of>])
  | word("list") >> word("of") >> nest[type[build<SetElement>]]];

const auto list_def =
    word("list") >> variable[set<&List::name>]
    >> ( sign("=") >> constants[set<&List::constants>]
       | word("from") >> string_token[set<&List::file>]
         >> word("column") >> string_token[set<&List::column>] );
const auto table_def =
    word("table") >> variable[set<&Table::name>] >> word("from") >> string_token[set<&Table::file>]
    >> word("key") >> string_token[append<&Table::keys>]
    >> *(sign(",") >> string_token[append<&Table::keys>])
    >> -( word("valid") >> string_token[set<&Table::valid_from>]
          >> word("until") >> string_token[set<&Table::valid_until>] );
const auto parameters_def = round[variable[append_self] >> *(sign(",") >> variable[append_self])];
const auto define_def =
    word("define") >> variable[set<&Define::name>]
    >> ( parameters[set<&Define::parameters>]
         >> sign("=") >> named("an expression")[expr[set<&Define::expression>]]
       | sign("=") >> earlier[set<&Define::patterns>] );
const auto parameter_def =
    word("parameter") >> variable[set<&Parameter::name>] >> sign("=")
    >> named("a constant")[ constants[set<&Parameter::constants>][put<&Parameter::is_list>]
                          | constant[append<&Parameter::constants>] ];
const auto state_def =
    word("state") >> variable[set<&State::name>] >> parameters[set<&State::keys>]
    >> *change[append<&State::changes>];
const auto change_def = node[
    word("starts") >> word("on")[put<&StateChange::starts>]
    >> pattern[set<&StateChange::pattern>] >> word("at") >> exprs[set<&StateChange::keys>]
  | word("ends") >> word("on") >> pattern[set<&StateChange::pattern>]
    >> word("at") >> key[append<&StateChange::keys>]
    >> *(sign(",") >> key[append<&StateChange::keys>])];
const auto key_def = word("any") | expr[take];
// clang-format on

BOOST_SPIRIT_DEFINE(flow, field, type, parameters, change, key)

}  // namespace

BOOST_SPIRIT_DEFINE(event, list, table, define, parameter, state)

BOOST_SPIRIT_INSTANTIATE(EventRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ListRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(TableRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(DefineRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ParameterRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(StateRule, Iterator, Context)

}  // namespace abide::syntax::grammar
