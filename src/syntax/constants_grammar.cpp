#include "syntax/constants_grammar.h"

#include "syntax/operands_grammar.h"

namespace abide::syntax::grammar {
namespace {

void SetQuotedKey(RecordPair& pair, Text&& key) {
  pair.key = {std::move(key.value), key.span};
  pair.quoted = true;
}
void SetRecord(RecordValue& value, Record&& record) {
  value.value = std::make_shared<const Record>(std::move(record));
}
void SetList(RecordValue& value, std::vector<RecordValue>&& list) { value.value = std::move(list); }
void SetConstant(RecordValue& value, Draft&& constant) {
  value.value = std::get<Literal>(std::move(constant->node));
}

const x3::rule<struct pair_id, RecordPair> pair = "pair";
const x3::rule<struct value_id, RecordValue> value = "value";
const x3::rule<struct values_id, std::vector<RecordValue>> values = "values";

// clang-format off
const auto constants_def = square[
    -(constant[append_self] >> *(sign(",") >> constant[append_self]) >> -sign(","))];
const auto constant_def = named("a constant")[node[
    sign("-") >> (duration_token[build<MakeNegativeDuration>]
                 | number_token[build<MakeNegativeNumber>])
  | literal[take]]];
const auto record_def = node[curly[
    -(pair[append<&Record::pairs>] >> *(sign(",") >> pair[append<&Record::pairs>])
      >> -sign(","))]];
const auto pair_def =
    (string_token[build<SetQuotedKey>] | pair_key[set<&RecordPair::key>])
    >> sign(":") >> named("a constant")[value[set<&RecordPair::value>]];
const auto value_def = node[
    record[build<SetRecord>]
  | values[build<SetList>]
  | word("null")
  | constant[build<SetConstant>]];
const auto values_def = square[
    -(value[append_self] >> *(sign(",") >> value[append_self]) >> -sign(","))];
// clang-format on

BOOST_SPIRIT_DEFINE(pair, value, values)

}  // namespace

BOOST_SPIRIT_DEFINE(constants, constant, record)

BOOST_SPIRIT_INSTANTIATE(ConstantsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ConstantRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RecordRule, Iterator, Context)

}  // namespace abide::syntax::grammar
