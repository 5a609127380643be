// Words that have simpler ones, or say nothing: decided on what is written, so that the repair is.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/checks.h"
#include "lint/walk.h"
#include "syntax/lexemes.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

std::string_view SignOf(syntax::CompareOperator op) {
  switch (op) {
    case syntax::CompareOperator::kEqual:
      return "==";
    case syntax::CompareOperator::kNotEqual:
      return "!=";
    case syntax::CompareOperator::kLess:
      return "<";
    case syntax::CompareOperator::kLessEqual:
      return "<=";
    case syntax::CompareOperator::kGreater:
      return ">";
    case syntax::CompareOperator::kGreaterEqual:
      break;
  }
  return ">=";
}

syntax::CompareOperator Opposite(syntax::CompareOperator op) {
  switch (op) {
    case syntax::CompareOperator::kEqual:
      return syntax::CompareOperator::kNotEqual;
    case syntax::CompareOperator::kNotEqual:
      return syntax::CompareOperator::kEqual;
    case syntax::CompareOperator::kLess:
      return syntax::CompareOperator::kGreaterEqual;
    case syntax::CompareOperator::kLessEqual:
      return syntax::CompareOperator::kGreater;
    case syntax::CompareOperator::kGreater:
      return syntax::CompareOperator::kLessEqual;
    case syntax::CompareOperator::kGreaterEqual:
      break;
  }
  return syntax::CompareOperator::kLess;
}

// Whether a value is the same whenever it is asked for at one event, and nothing is hidden in it.
bool IsPlain(const syntax::Expr& expr) {
  return std::holds_alternative<syntax::Reference>(expr.node);
}

bool IsLiteral(const syntax::Expr& expr) {
  return std::holds_alternative<syntax::Literal>(expr.node);
}

const bool* BooleanOf(const syntax::Expr& expr) {
  const auto* literal = std::get_if<syntax::Literal>(&expr.node);
  return literal == nullptr ? nullptr : std::get_if<bool>(&literal->value);
}

// "PATTERN.time", and nothing behind it.
const syntax::Name* PatternOfTime(const syntax::Expr& expr) {
  const auto* reference = std::get_if<syntax::Reference>(&expr.node);
  if (reference == nullptr || !reference->head || reference->steps.size() != 1) return nullptr;
  const auto* key = std::get_if<syntax::Step::Key>(&reference->steps.front().step);
  return key != nullptr && key->name.text == "time" ? &*reference->head : nullptr;
}

class Expressions {
 public:
  Expressions(const Subject& subject, Remarks& remarks) : subject_(subject), remarks_(remarks) {}

  void Check(const syntax::Declaration& declaration) {
    const Visitor visitor{.expr = [this](const syntax::Expr& expr) { Check(expr); },
                          .pattern =
                              [this](const syntax::Pattern& pattern) {
                                if (pattern.where != nullptr) CheckConstant(*pattern.where);
                              }};
    Walk(declaration, visitor);
  }

 private:
  void Check(const syntax::Expr& expr) {
    if (const auto* compare = std::get_if<syntax::Compare>(&expr.node)) Check(expr, *compare);
    if (const auto* unary = std::get_if<syntax::Unary>(&expr.node)) Check(expr, *unary);
    if (const auto* logic = std::get_if<syntax::Logic>(&expr.node)) Check(expr, *logic);
    if (const auto* binary = std::get_if<syntax::Binary>(&expr.node)) Check(*binary);
    if (const auto* quantifier = std::get_if<syntax::Quantifier>(&expr.node)) Check(*quantifier);
  }

  std::string Text(const syntax::Expr& expr) const { return subject_.Text(expr.span); }
  // A comment in what is replaced would be lost.
  bool HasComment(Span span) const {
    return subject_.Written(span).find('#') != std::string_view::npos;
  }
  void Fix(Diagnostic& remark, Span span, std::string replacement) const {
    if (!HasComment(span)) remark.WithFix(span, std::move(replacement));
  }

  // Where `expr` is written as one of `plain`, with no brackets that its parts don't tell of. Those
  // around it stay.
  void Replace(Diagnostic& remark, const syntax::Expr& expr, const std::vector<std::string>& plain,
               const std::string& better) const {
    const std::string written = Text(expr);
    for (const std::string& each : plain) {
      if (written == each) Fix(remark, expr.span, better);
      if (written == '(' + each + ')') Fix(remark, expr.span, '(' + better + ')');
    }
  }

  void CheckConstant(const syntax::Expr& expr) {
    const bool* constant = BooleanOf(expr);
    if (constant == nullptr) return;
    remarks_.Add(Code::kConstantCondition, expr.span, {*constant ? "true" : "false"});
  }

  void Check(const syntax::Expr& expr, const syntax::Compare& compare) {
    if (IsPlain(*compare.left) && Text(*compare.left) == Text(*compare.right)) {
      remarks_.Add(Code::kComparedWithItself, expr.span, {Text(*compare.left)});
    }
    if (compare.op != syntax::CompareOperator::kEqual) return;
    const syntax::Name* left = PatternOfTime(*compare.left);
    const syntax::Name* right = PatternOfTime(*compare.right);
    if (left == nullptr || right == nullptr || left->text == right->text) return;
    remarks_.Add(Code::kOrderOfEqualTimes, expr.span,
                 {left->text + ".time", right->text + ".time"});
  }

  void Check(const syntax::Expr& expr, const syntax::Unary& unary) {
    if (unary.op != syntax::UnaryOperator::kNot) return;
    const auto* inner = std::get_if<syntax::Unary>(&unary.operand->node);
    if (inner != nullptr && inner->op == syntax::UnaryOperator::kNot) {
      Diagnostic& remark = remarks_.Add(Code::kDoubleNegation, expr.span);
      if (const auto nots = TwoNots(expr.span)) Fix(remark, *nots, "");
      return;
    }
    CheckNegated(expr, *unary.operand);
  }

  // The two words and the blanks behind them, where no bracket stands between.
  std::optional<Span> TwoNots(Span span) const {
    const std::string_view text = subject_.Written(span);
    const char* const end = text.data() + text.size();
    const char* begin = text.data();
    if (begin != end && *begin == '(') begin = syntax::SkipBlanks(begin + 1, end);
    const char* at = syntax::MatchWord(begin, end, "not");
    if (at != nullptr) at = syntax::MatchWord(syntax::SkipBlanks(at, end), end, "not");
    if (at == nullptr) return std::nullopt;
    at = syntax::SkipBlanks(at, end);
    const auto offset = [&](const char* place) {
      return span.begin + static_cast<std::uint32_t>(place - text.data());
    };
    return Span{span.file, offset(begin), offset(at)};
  }

  void CheckNegated(const syntax::Expr& expr, const syntax::Expr& operand) {
    std::string plain;
    std::string better;
    if (const auto* compare = std::get_if<syntax::Compare>(&operand.node)) {
      plain = Join(*compare, SignOf(compare->op), *compare->right);
      better = Join(*compare, SignOf(Opposite(compare->op)), *compare->right);
    } else if (const auto* in = std::get_if<syntax::Membership>(&operand.node)) {
      plain = Join(*in, in->negated ? "not in" : "in", *in->list);
      better = Join(*in, in->negated ? "in" : "not in", *in->list);
    }
    if (better.empty()) return;
    Diagnostic& remark = remarks_.Add(Code::kNegatedComparison, expr.span, {Text(expr)});
    Replace(remark, expr, {"not " + plain, "not (" + plain + ")"}, better);
  }

  template <typename Test>
  std::string Join(const Test& test, std::string_view sign, const syntax::Expr& right) const {
    return fmt::format("{} {} {}{}", Text(*test.left), sign, Text(right),
                       test.ignoring_case ? " ignoring case" : "");
  }

  void Check(const syntax::Expr& expr, const syntax::Logic& logic) {
    CheckTwice(logic);
    CheckChain(expr, logic);
    for (const syntax::ExprPtr& each : logic.operands) CheckConstant(*each);
  }

  void CheckTwice(const syntax::Logic& logic) {
    std::map<std::string, const syntax::Expr*> seen;
    const syntax::Expr* before = nullptr;
    for (const syntax::ExprPtr& each : logic.operands) {
      const auto [first, is_new] = seen.emplace(Text(*each), each.get());
      if (!is_new) {
        Diagnostic& remark = remarks_.Add(Code::kConditionTwice, each->span, {first->first});
        remark.WithLabel(first->second->span, "it stands here");
        const Span gone{each->span.file, before->span.end, each->span.end};
        const Span between{each->span.file, before->span.end, each->span.begin};
        const std::string words = subject_.Text(between);
        if (words == "and" || words == "or") Fix(remark, gone, "");
      }
      before = each.get();
    }
  }

  // `x == 1 or x == 2`, `x != 1 and x != 2`, of literals alone and nothing else.
  void CheckChain(const syntax::Expr& expr, const syntax::Logic& logic) {
    const bool is_or = logic.op == syntax::LogicOperator::kOr;
    const syntax::CompareOperator wanted =
        is_or ? syntax::CompareOperator::kEqual : syntax::CompareOperator::kNotEqual;
    std::string value;
    std::string list;
    std::string plain;  // as it is written if there is no bracket
    std::set<std::string> seen;
    for (const syntax::ExprPtr& each : logic.operands) {
      const auto* compare = std::get_if<syntax::Compare>(&each->node);
      if (compare == nullptr || compare->op != wanted || compare->ignoring_case) return;
      if (!IsPlain(*compare->left) || !IsLiteral(*compare->right)) return;
      if (BooleanOf(*compare->right) != nullptr) return;
      if (value.empty()) value = Text(*compare->left);
      if (Text(*compare->left) != value) return;
      if (!seen.insert(Text(*compare->right)).second) return;  // said already
      if (!plain.empty()) plain += is_or ? " or " : " and ";
      plain += Join(*compare, SignOf(wanted), *compare->right);
      list += (list.empty() ? "" : ", ") + Text(*compare->right);
    }
    Diagnostic& remark =
        remarks_.Add(Code::kChainOfEquals, expr.span,
                     {value, std::to_string(logic.operands.size()), is_or ? "or" : "and"});
    Replace(remark, expr, {plain}, fmt::format("{} {} [{}]", value, is_or ? "in" : "not in", list));
  }

  // What is always there: a literal, `has`, a count.
  static bool IsAlwaysThere(const syntax::Expr& expr) {
    if (const auto* aggregate = std::get_if<syntax::Aggregate>(&expr.node)) {
      return aggregate->function == syntax::AggregateFunction::kCount;
    }
    return IsLiteral(expr);
  }

  void Check(const syntax::Binary& binary) {
    if (binary.op != syntax::BinaryOperator::kElse || !IsAlwaysThere(*binary.left)) return;
    Diagnostic& remark = remarks_.Add(Code::kElseNeverReached, binary.right->span);
    remark.WithLabel(binary.left->span, "this is always there");
  }

  void Check(const syntax::Quantifier& quantifier) {
    bool is_spoken_of = false;
    Walk(quantifier.body, {.expr = [&](const syntax::Expr& expr) {
           const auto* reference = std::get_if<syntax::Reference>(&expr.node);
           is_spoken_of = is_spoken_of || (reference != nullptr && reference->head &&
                                           reference->head->text == quantifier.variable.text);
         }});
    if (is_spoken_of) return;
    const bool is_any = quantifier.kind == syntax::QuantifierKind::kAny;
    remarks_.Add(Code::kQuantifierIgnores, quantifier.variable.span,
                 {is_any ? "any" : "every", quantifier.variable.text});
  }

  const Subject& subject_;
  Remarks& remarks_;
};

}  // namespace

void CheckExpressions(const Subject& subject, Remarks& remarks) {
  Expressions expressions(subject, remarks);
  for (const RuleText& file : subject.files) {
    if (!file.is_subject) continue;
    for (const syntax::Declaration& each : file.ast.declarations) expressions.Check(each);
  }
}

}  // namespace abide::lint
