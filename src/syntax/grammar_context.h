// What every grammar of this room shares: the iterator, the context, the tokens, the directives
// and the semantic actions. A difference in iterator or context between two grammars shows only as
// a link error, so both are fixed here.
//
// X3's own skipper is not used: the tokens skip blanks, line ends and comments themselves. So a
// token with no blank before it is just another token, a token that does not match moves nothing,
// and a span ends where its last token ends.
//
// The actions build nodes and decide nothing. As a rule with actions hands no attribute to
// `on_success`, spans are set by the directive `node[…]`.
#pragma once

#include <array>
#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/nonterminal.hpp>
#include <boost/spirit/home/x3/operator.hpp>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "syntax/build.h"
#include "syntax/lexemes.h"
#include "syntax/parse_state.h"

namespace abide::syntax::grammar {

namespace x3 = boost::spirit::x3;

struct state_tag;
using Iterator = const char*;
using Context = x3::context<state_tag, ParseState>;

template <typename AnyContext>
ParseState& StateOf(const AnyContext& context) {
  return x3::get<state_tag>(context);
}

// --- tokens --------------------------------------------------------------------------------------

// A token with a value: `Derived::Read(state, first, value)`.
template <typename Derived, typename Value>
struct ValueToken : x3::parser<Derived> {
  using attribute_type = Value;
  static constexpr bool has_attribute = true;

  template <typename AnyContext, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator&, const AnyContext& context, RuleContext&,
             Attribute& attribute) const {
    if constexpr (std::is_same_v<Attribute, Value>) {
      return this->derived().Read(StateOf(context), first, attribute);
    } else {
      Value unused{};
      return this->derived().Read(StateOf(context), first, unused);
    }
  }
};

// A token without one: a member of ParseState that takes a text, or nothing.
template <bool (ParseState::*kRead)(const char*&, const char*)>
struct FixedToken : x3::parser<FixedToken<kRead>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr explicit FixedToken(const char* its_text) : text(its_text) {}

  template <typename AnyContext, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator&, const AnyContext& context, RuleContext&,
             Attribute&) const {
    return (StateOf(context).*kRead)(first, text);
  }

  const char* text;
};
using word = FixedToken<&ParseState::ReadWord>;
using sign = FixedToken<&ParseState::ReadSign>;
using adjacent_sign = FixedToken<&ParseState::ReadAdjacentSign>;

template <bool (ParseState::*kRead)(const char*&)>
struct PlainToken : x3::parser<PlainToken<kRead>> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  template <typename AnyContext, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator&, const AnyContext& context, RuleContext&,
             Attribute&) const {
    return (StateOf(context).*kRead)(first);
  }
};
inline constexpr PlainToken<&ParseState::ReadNoString> no_string{};
inline constexpr PlainToken<&ParseState::ReadNoAsOf> no_as_of{};
inline constexpr PlainToken<&ParseState::ReadEnd> end_of_piece{};

template <typename Value, bool (ParseState::*kRead)(const char*&, Value&)>
struct LiteralToken : ValueToken<LiteralToken<Value, kRead>, Value> {
  static bool Read(ParseState& state, Iterator& first, Value& value) {
    return (state.*kRead)(first, value);
  }
};
inline constexpr LiteralToken<Text, &ParseState::ReadString> string_token{};
inline constexpr LiteralToken<RegexLiteral, &ParseState::ReadRegex> regex_token{};
inline constexpr LiteralToken<TimeLiteral, &ParseState::ReadTime> time_token{};
inline constexpr LiteralToken<values::Decimal, &ParseState::ReadNumber> number_token{};
inline constexpr LiteralToken<values::Duration, &ParseState::ReadDuration> duration_token{};
inline constexpr LiteralToken<Name, &ParseState::ReadAdjacentKey> adjacent_key{};

struct NameToken : ValueToken<NameToken, Name> {
  constexpr NameToken(const char* (*match)(const char*, const char*), const char* label)
      : shape{match, label} {}
  bool Read(ParseState& state, Iterator& first, Name& value) const {
    return state.ReadName(first, shape, value);
  }
  NameShape shape;
};
inline constexpr NameToken snake{MatchSnake, "a name"};
inline constexpr NameToken name{MatchName, "a name"};
inline constexpr NameToken variable{MatchVariable, "a name"};
// The variable of a pattern, which may be left out.
inline constexpr NameToken pattern_variable{MatchVariable, "a variable"};
inline constexpr NameToken call_name{MatchCallName, "a function"};
inline constexpr NameToken field_name{MatchField, "a field"};
inline constexpr NameToken event_name{MatchName, "the name of an event"};
inline constexpr NameToken policy_id{MatchPolicy, "a policy's id such as `acme.terms-of-use`"};
inline constexpr NameToken clause_id{MatchClause, "a clause's id such as `no-resale`"};
inline constexpr NameToken full_id{MatchFullId,
                                   "a clause's full id such as `acme.terms-of-use/no-resale`"};
inline constexpr NameToken clause_ref{MatchClauseRef, "a clause's id such as `no-resale`"};
inline constexpr NameToken pair_key{MatchPairKey, "a field"};

// One of a few words, each standing for a value.
template <typename Value>
struct Meaning {
  const char* text;
  Value value;
};
template <typename Value, std::size_t kCount>
struct WordTable : ValueToken<WordTable<Value, kCount>, Value> {
  constexpr explicit WordTable(const Meaning<Value> (&its_words)[kCount])
      : words(std::to_array(its_words)) {}
  bool Read(ParseState& state, Iterator& first, Value& value) const {
    for (const Meaning<Value>& one : words) {
      if (!state.ReadWord(first, one.text)) continue;
      value = one.value;
      return true;
    }
    return false;
  }
  std::array<Meaning<Value>, kCount> words;
};

// One of a few operators, and where it stands. `kRead` reads its text.
template <typename Value>
struct Operator {
  Value op{};
  Span span;
};
template <typename Value, std::size_t kCount>
struct OperatorTable : ValueToken<OperatorTable<Value, kCount>, Operator<Value>> {
  using ReadText = bool (ParseState::*)(const char*&, const char*);
  struct Entry {
    ReadText read;
    const char* text;
    Value value;
  };
  constexpr explicit OperatorTable(const Entry (&its_entries)[kCount])
      : entries(std::to_array(its_entries)) {}
  bool Read(ParseState& state, Iterator& first, Operator<Value>& found) const {
    const Iterator begin = first;
    for (const Entry& one : entries) {
      if (!(state.*one.read)(first, one.text)) continue;
      found = {one.value, state.SpanOf(SkipBlanks(begin, first), first)};
      return true;
    }
    return false;
  }
  std::array<Entry, kCount> entries;
};

// The signs of arithmetic, here and in the measure of a limit.
inline constexpr OperatorTable<BinaryOperator, 2> sum_sign(
    {{&ParseState::ReadSign, "+", BinaryOperator::kAdd},
     {&ParseState::ReadMinus, "-", BinaryOperator::kSubtract}});
inline constexpr OperatorTable<BinaryOperator, 2> product_sign(
    {{&ParseState::ReadSign, "*", BinaryOperator::kMultiply},
     {&ParseState::ReadSign, "/", BinaryOperator::kDivide}});

inline void TakeOperator(BinaryTail& tail, Operator<BinaryOperator>&& op) {
  tail.op = op.op;
  tail.op_span = op.span;
}
// One more operation in a row.
inline void FoldCounted(Draft& draft, BinaryTail&& tail, ParseState& state) {
  state.CountOperation();
  FoldBinary(draft, std::move(tail));
}

// --- directives ----------------------------------------------------------------------------------

// `kWrap(state, first, subject_parse)` around a subject, whose attribute passes through.
template <typename Subject, typename Wrap>
struct Directive : x3::unary_parser<Subject, Directive<Subject, Wrap>> {
  using base_type = x3::unary_parser<Subject, Directive<Subject, Wrap>>;
  static constexpr bool is_pass_through_unary = true;
  static constexpr bool handles_container = Subject::handles_container;

  constexpr Directive(const Subject& its_subject, Wrap its_wrap)
      : base_type(its_subject), wrap(its_wrap) {}

  template <typename AnyContext, typename RuleContext, typename Attribute>
  bool parse(Iterator& first, const Iterator& last, const AnyContext& context,
             RuleContext& rule_value, Attribute& attribute) const {
    return wrap(StateOf(context), first, rule_value, [&](Iterator& at) {
      return this->subject.parse(at, last, context, rule_value, attribute);
    });
  }
  Wrap wrap;
};
template <typename Wrap>
struct DirectiveOf {
  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return Directive<Parser, Wrap>(x3::as_parser(subject), wrap);
  }
  Wrap wrap;
};

inline void SetSpan(std::shared_ptr<Expr>& expr, Span span) { expr->span = span; }
template <typename Node>
void SetSpan(Node& node, Span span) {
  node.span = span;
}

// The rule's value is a node whose span is that of the subject, first token to last.
struct SpanWrap {
  template <typename Node, typename Parse>
  bool operator()(ParseState& state, Iterator& first, Node& node, const Parse& parse) const {
    const Iterator begin = first;
    if (!parse(first)) return false;
    SetSpan(node, state.SpanOf(SkipBlanks(begin, first), first));
    return true;
  }
};
inline constexpr DirectiveOf<SpanWrap> node{};

// If the subject's first token is what can't stand, this is what was expected.
struct LabelWrap {
  template <typename Node, typename Parse>
  bool operator()(ParseState& state, Iterator& first, Node&, const Parse& parse) const {
    if (!state.recording()) return parse(first);
    const Iterator begin = SkipBlanks(first, state.end());
    if (state.label_start == begin) return parse(first);
    const Iterator outer_start = std::exchange(state.label_start, begin);
    const char* const outer_label = std::exchange(state.label, label);
    const bool found = parse(first);
    state.label_start = outer_start;
    state.label = outer_label;
    return found;
  }
  const char* label;
};
constexpr DirectiveOf<LabelWrap> named(const char* label) { return {{label}}; }

// One level deeper.
struct NestWrap {
  template <typename Node, typename Parse>
  bool operator()(ParseState& state, Iterator& first, Node&, const Parse& parse) const {
    state.Enter();
    const bool found = parse(first);
    state.Leave();
    return found;
  }
};
inline constexpr DirectiveOf<NestWrap> nest{};

// Brackets around the subject, one level deeper.
struct BracketWrap {
  template <typename Node, typename Parse>
  bool operator()(ParseState& state, Iterator& first, Node&, const Parse& parse) const {
    Iterator at = first;
    const bool opened = adjacent ? state.ReadAdjacentSign(at, open) : state.ReadSign(at, open);
    if (!opened) return false;
    state.Enter();
    state.open_brackets.push_back(at - 1);
    const bool found = parse(at) && state.ReadSign(at, close);
    state.open_brackets.pop_back();
    state.Leave();
    if (found) first = at;
    return found;
  }
  const char* open;
  const char* close;
  bool adjacent = false;
};
inline constexpr DirectiveOf<BracketWrap> round{{"(", ")"}};
inline constexpr DirectiveOf<BracketWrap> square{{"[", "]"}};
inline constexpr DirectiveOf<BracketWrap> adjacent_square{{"[", "]", true}};
inline constexpr DirectiveOf<BracketWrap> curly{{"{", "}"}};

// A chain of operations of its own.
struct ChainWrap {
  template <typename Node, typename Parse>
  bool operator()(ParseState& state, Iterator& first, Node&, const Parse& parse) const {
    const ParseState::Chain outer = state.BeginChain();
    const bool found = parse(first);
    state.EndChain(outer);
    return found;
  }
};
inline constexpr DirectiveOf<ChainWrap> chain{};

// --- semantic actions ----------------------------------------------------------------------------

// The rule's value is what was read.
struct Take {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    x3::_val(context) = std::move(x3::_attr(context));
  }
};
inline constexpr Take take{};

// A member of the rule's value is what was read.
template <auto kMember>
struct Set {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    x3::_val(context).*kMember = std::move(x3::_attr(context));
  }
};
template <auto kMember>
inline constexpr Set<kMember> set{};

// A member of the rule's value is a constant.
template <auto kMember, auto kValue>
struct Put {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    x3::_val(context).*kMember = kValue;
  }
};
template <auto kMember, auto kValue = true>
inline constexpr Put<kMember, kValue> put{};

// What was read is appended to a member of the rule's value.
template <auto kMember>
struct Append {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    (x3::_val(context).*kMember).push_back(std::move(x3::_attr(context)));
  }
};
template <auto kMember>
inline constexpr Append<kMember> append{};

// … or to the rule's value itself.
struct AppendSelf {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    x3::_val(context).push_back(std::move(x3::_attr(context)));
  }
};
inline constexpr AppendSelf append_self{};

// `kFunction(rule's value, what was read)`, or with the state as a third argument.
template <auto kFunction>
struct Build {
  template <typename AnyContext>
  void operator()(const AnyContext& context) const {
    using Value = std::remove_reference_t<decltype(x3::_val(context))>;
    using Attribute = std::remove_reference_t<decltype(x3::_attr(context))>;
    if constexpr (std::is_invocable_v<decltype(kFunction), Value&, Attribute&&, ParseState&>) {
      kFunction(x3::_val(context), std::move(x3::_attr(context)), StateOf(context));
    } else {
      kFunction(x3::_val(context), std::move(x3::_attr(context)));
    }
  }
};
template <auto kFunction>
inline constexpr Build<kFunction> build{};

}  // namespace abide::syntax::grammar
