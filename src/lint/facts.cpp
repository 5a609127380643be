#include "lint/facts.h"

#include <algorithm>
#include <cctype>
#include <compare>
#include <utility>

#include <fmt/format.h>

namespace abide::lint {
namespace {

using expressions::Compare;
using expressions::CompareOperator;
using expressions::Constant;
using expressions::Expr;
using expressions::InList;
using Op = Fact::Op;
using values::Value;

constexpr std::size_t kMostEntries = 128;  // of a list that is compared

// Whether a constant's text names a parameter.
bool NamesParameter(const Subject& subject, Span span) {
  if (subject.rules.parameters.empty()) return false;
  std::string word;
  bool is_text = false;
  for (const char c : subject.Text(span) + ' ') {
    if (c == '"') is_text = !is_text;
    const bool is_letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    if (is_letter && !is_text) {
      word += c;
      continue;
    }
    if (subject.rules.parameters.contains(word)) return true;
    word.clear();
  }
  return false;
}

const Value* ConstantOf(const Subject& subject, const Expr& expr) {
  const auto* constant = std::get_if<Constant>(&expr.node);
  if (constant == nullptr || constant->value.is_absent()) return nullptr;
  return NamesParameter(subject, expr.span) ? nullptr : &constant->value;
}

std::optional<std::string> TermKey(const Expr& expr) {
  if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) {
    return fmt::format("ask{}", static_cast<std::uint32_t>(ask->ask));
  }
  return KeyOf(expr);
}

Op OpOf(CompareOperator op) {
  switch (op) {
    case CompareOperator::kEqual:
      return Op::kIn;
    case CompareOperator::kNotEqual:
      return Op::kNotIn;
    case CompareOperator::kLess:
      return Op::kLess;
    case CompareOperator::kLessEqual:
      return Op::kLessEqual;
    case CompareOperator::kGreater:
      return Op::kGreater;
    case CompareOperator::kGreaterEqual:
      break;
  }
  return Op::kGreaterEqual;
}

Op Mirrored(Op op) {
  switch (op) {
    case Op::kLess:
      return Op::kGreater;
    case Op::kLessEqual:
      return Op::kGreaterEqual;
    case Op::kGreater:
      return Op::kLess;
    case Op::kGreaterEqual:
      return Op::kLessEqual;
    default:
      return op;
  }
}

std::optional<Fact> OfCompare(const Subject& subject, const Expr& expr, const Compare& compare) {
  if (compare.case_rule != values::Case::kRespect) return std::nullopt;
  const Value* value = ConstantOf(subject, *compare.right);
  const Expr* term = compare.left.get();
  Op op = OpOf(compare.op);
  if (value == nullptr) {
    value = ConstantOf(subject, *compare.left);
    term = compare.right.get();
    op = Mirrored(op);
  }
  const auto key = value == nullptr ? std::nullopt : TermKey(*term);
  if (!key) return std::nullopt;
  return Fact{.key = *key, .op = op, .values = {*value}, .term = term, .span = expr.span};
}

std::optional<Fact> OfInList(const Subject& subject, const Expr& expr, const InList& in) {
  const Value* list = ConstantOf(subject, *in.list);
  if (in.case_rule != values::Case::kRespect || list == nullptr) return std::nullopt;
  const auto key = TermKey(*in.item);
  if (!key || list->kind() != Value::Kind::kList) return std::nullopt;
  if (list->elements().size() > kMostEntries) return std::nullopt;
  return Fact{.key = *key,
              .op = Op::kIn,
              .values = {list->elements().begin(), list->elements().end()},
              .term = in.item.get(),
              .span = expr.span,
              .list = in.list->span,
              .is_list = true};
}

// Nothing where the two have no order.
std::optional<std::strong_ordering> Order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::kNumber:
      return a.number() <=> b.number();
    case Value::Kind::kInstant:
      return a.instant() <=> b.instant();
    case Value::Kind::kDuration:
      return values::Compare(a.duration(), b.duration());
    default:
      return std::nullopt;
  }
}

bool IsLower(Op op) { return op == Op::kGreater || op == Op::kGreaterEqual; }
bool IsUpper(Op op) { return op == Op::kLess || op == Op::kLessEqual; }
bool IsStrict(Op op) { return op == Op::kLess || op == Op::kGreater; }

bool BoundsMeet(const Fact& lower, const Fact& upper) {
  const auto order = Order(lower.values.front(), upper.values.front());
  if (!order) return true;
  return *order < 0 || (*order == 0 && !IsStrict(lower.op) && !IsStrict(upper.op));
}

Fact Bound(Op op, std::int64_t number) {
  return {
      .key = {}, .op = op, .values = {Value::Of(values::Decimal::FromInteger(number))}, .span = {}};
}

Range NumbersFrom(std::int64_t least, std::optional<std::int64_t> most) {
  Range range{{Bound(Op::kGreaterEqual, least)}, fmt::format("it is {} or more", least)};
  if (most) {
    range.facts.push_back(Bound(Op::kLessEqual, *most));
    range.says = fmt::format("it is from {} to {}", least, *most);
  }
  return range;
}

Range Among(std::vector<Value> all, std::string says) {
  return {{{.key = {}, .op = Op::kIn, .values = std::move(all), .span = {}}}, std::move(says)};
}

// Of `lower(s)`: those of the fact's own values that have no capital letter.
Range Lowered(const Fact& fact) {
  std::vector<Value> all;
  for (const Value& value : fact.values) {
    const std::string_view text = value.kind() == Value::Kind::kText ? value.text() : "";
    const bool is_lower =
        std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (is_lower) all.push_back(value);
  }
  return Among(std::move(all), "it has no capital letter");
}

std::optional<Range> OfCall(const expressions::FunctionCall& call, const Fact& fact) {
  using expressions::Function;
  switch (call.function) {
    case Function::kHour:
      return NumbersFrom(0, 23);
    case Function::kSize:
      return NumbersFrom(0, std::nullopt);
    case Function::kLower:
      if (fact.op != Op::kIn) return std::nullopt;
      return Lowered(fact);
    default:
      return std::nullopt;
  }
}

std::optional<Range> OfAsk(const check::AskNode& ask) {
  using Aggregate = check::AskAggregate::Function;
  if (std::holds_alternative<check::AskShare>(ask.ask)) return NumbersFrom(0, 1);
  const auto* aggregate = std::get_if<check::AskAggregate>(&ask.ask);
  if (aggregate == nullptr) return std::nullopt;
  const bool counts =
      aggregate->function == Aggregate::kCount || aggregate->function == Aggregate::kDistinct;
  return counts ? std::optional(NumbersFrom(0, std::nullopt)) : std::nullopt;
}

}  // namespace

std::optional<std::string> KeyOf(const Expr& expr, std::optional<expressions::BindingId> own) {
  if (const auto* field = std::get_if<expressions::Field>(&expr.node)) {
    std::string key = own == field->binding
                          ? "own"
                          : fmt::format("b{}", static_cast<std::uint32_t>(field->binding));
    for (const auto& at : field->at) {
      key += fmt::format(":{}.{}", static_cast<unsigned>(at.kind), static_cast<unsigned>(at.index));
    }
    return key;
  }
  if (const auto* local = std::get_if<expressions::Local>(&expr.node)) {
    return fmt::format("l{}", static_cast<std::uint32_t>(local->local));
  }
  std::optional<std::string> inner;
  if (const auto* member = std::get_if<expressions::MemberOf>(&expr.node)) {
    inner = KeyOf(*member->record, own);
    if (inner) return fmt::format("{}/{}", *inner, member->index);
  } else if (const auto* call = std::get_if<expressions::FunctionCall>(&expr.node)) {
    inner = KeyOf(*call->argument, own);
    if (inner)
      return fmt::format("{}({},{})", static_cast<int>(call->function), *inner, call->zone);
  }
  return std::nullopt;
}

std::optional<Fact> FactOf(const Subject& subject, const Expr& condition) {
  if (const auto* compare = std::get_if<Compare>(&condition.node)) {
    return OfCompare(subject, condition, *compare);
  }
  if (const auto* in = std::get_if<InList>(&condition.node)) {
    return OfInList(subject, condition, *in);
  }
  if (const auto* negation = std::get_if<expressions::Not>(&condition.node)) {
    std::optional<Fact> fact = FactOf(subject, *negation->operand);
    if (!fact) return std::nullopt;
    fact->span = condition.span;
    return Negated(*std::move(fact));
  }
  if (condition.type.kind != expressions::Type::Kind::kBoolean) return std::nullopt;
  const auto key = KeyOf(condition);
  if (!key) return std::nullopt;
  return Fact{.key = *key,
              .op = Op::kIn,
              .values = {Value::Of(true)},
              .term = &condition,
              .span = condition.span};
}

Fact Negated(Fact fact) {
  // A boolean is one or the other: said in one way, so that both are compared.
  const bool is_boolean =
      fact.values.size() == 1 && fact.values.front().kind() == Value::Kind::kBoolean;
  switch (fact.op) {
    case Op::kIn:
    case Op::kNotIn:
      if (is_boolean) {
        fact.values = {Value::Of(!fact.values.front().boolean())};
      } else {
        fact.op = fact.op == Op::kIn ? Op::kNotIn : Op::kIn;
      }
      break;
    case Op::kLess:
      fact.op = Op::kGreaterEqual;
      break;
    case Op::kLessEqual:
      fact.op = Op::kGreater;
      break;
    case Op::kGreater:
      fact.op = Op::kLessEqual;
      break;
    case Op::kGreaterEqual:
      fact.op = Op::kLess;
      break;
  }
  return fact;
}

std::optional<Range> RangeOf(const check::CheckedRules& rules, const Fact& fact) {
  if (fact.term == nullptr) return std::nullopt;
  const Expr& term = *fact.term;
  if (const auto* call = std::get_if<expressions::FunctionCall>(&term.node)) {
    return OfCall(*call, fact);
  }
  if (const auto* ask = std::get_if<expressions::Ask>(&term.node)) {
    return OfAsk(rules.asks[static_cast<std::size_t>(ask->ask)]);
  }
  if (term.type.kind != expressions::Type::Kind::kOneOf) return std::nullopt;
  std::vector<Value> all;
  for (const std::string& each : term.type.one_of) all.push_back(Value::Of(std::string_view(each)));
  return Among(std::move(all),
               "it is one of " + fmt::format("\"{}\"", fmt::join(term.type.one_of, "\", \"")));
}

bool Satisfies(const Value& value, const Fact& fact) {
  const auto is_value = [&value](const Value& each) { return values::Identical(value, each); };
  if (fact.op == Op::kIn) return std::any_of(fact.values.begin(), fact.values.end(), is_value);
  if (fact.op == Op::kNotIn) return std::none_of(fact.values.begin(), fact.values.end(), is_value);
  const auto order = Order(value, fact.values.front());
  if (!order) return true;
  if (*order == 0) return !IsStrict(fact.op);
  return IsUpper(fact.op) ? *order < 0 : *order > 0;
}

bool CanHold(const std::vector<const Fact*>& facts) {
  const auto among = std::find_if(facts.begin(), facts.end(),
                                  [](const Fact* fact) { return fact->op == Op::kIn; });
  if (among != facts.end()) {
    return std::any_of((*among)->values.begin(), (*among)->values.end(), [&](const Value& value) {
      return std::all_of(facts.begin(), facts.end(),
                         [&value](const Fact* fact) { return Satisfies(value, *fact); });
    });
  }
  for (const Fact* lower : facts) {
    if (!IsLower(lower->op)) continue;
    for (const Fact* upper : facts) {
      if (IsUpper(upper->op) && !BoundsMeet(*lower, *upper)) return false;
    }
  }
  return true;
}

bool Implies(const Fact& a, const Fact& b) {
  const Fact against = Negated(b);
  return !CanHold({&a, &against});
}

}  // namespace abide::lint
