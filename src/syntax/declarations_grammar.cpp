#include "syntax/declarations_grammar.h"

#include "syntax/clauses_grammar.h"
#include "syntax/operands_grammar.h"
#include "syntax/sources_grammar.h"
#include "syntax/tests_grammar.h"
#include "syntax/vocabulary_grammar.h"

namespace abide::syntax {
namespace grammar {
namespace {

template <typename Kind>
void SetNode(Declaration& declaration, Kind&& kind) {
  declaration.node = std::forward<Kind>(kind);
}
// A declaration whose parts stand in any order.
template <auto kMake>
void SetMade(Declaration& declaration, AttributedDraft&& draft, ParseState& state) {
  declaration.node = kMake(std::move(draft), state);
}
void SetState(Declaration& declaration, State&& declared, ParseState& state) {
  CheckState(declared, state);
  declaration.node = std::move(declared);
}

const x3::rule<struct declaration_id, Declaration> declaration = "declaration";
const x3::rule<struct import_id, Import> import = "import";

// clang-format off
const auto declaration_def = node[
    import[build<SetNode<Import>>]
  | policy[build<SetMade<MakePolicy>>]
  | event[build<SetNode<Event>>]
  | source[build<SetNode<Source>>]
  | list[build<SetNode<List>>]
  | table[build<SetNode<Table>>]
  | define[build<SetNode<Define>>]
  | parameter[build<SetNode<Parameter>>]
  | state[build<SetState>]
  | clause[build<SetMade<MakeClause>>]
  | permit[build<SetMade<MakePermit>>]
  | waive[build<SetMade<MakeWaive>>]
  | test[build<SetNode<Test>>]];
const auto import_def = word("import") >> string_token[set<&Import::path>];
// clang-format on

BOOST_SPIRIT_DEFINE(declaration, import)

}  // namespace
}  // namespace grammar

bool ParseDeclaration(ParseState& state, Declaration& declaration) {
  const auto context = grammar::x3::make_context<grammar::state_tag>(state);
  const char* first = state.begin();
  return grammar::declaration.parse(first, state.end(), context, grammar::x3::unused,
                                    declaration) &&
         state.ReadEnd(first);
}

bool ParseHole(ParseState& state, const char*& first, ExprPtr& hole) {
  const auto context = grammar::x3::make_context<grammar::state_tag>(state);
  Draft draft;
  if (!grammar::hole.parse(first, state.end(), context, grammar::x3::unused, draft)) return false;
  hole = std::move(draft);
  return true;
}

}  // namespace abide::syntax
