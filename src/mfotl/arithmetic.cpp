// Arithmetic on what several events say.
//
// Numbers are integers, the count of 10^-18; sums and differences of them are exact as they are.
// Products and quotients are rounded half to even as the language rounds them, with an integer
// division that never sees a negative number, since monitors differ in what they make of one.
#include "mfotl/translator.h"

namespace abide::mfotl {

using expressions::ArithmeticOperator;
using expressions::Type;

namespace {

const Term kOne = Term::Integer("1000000000000000000");  // 10^18
// More than any quotient of two numbers, and even.
const Term kShift = Term::Integer("1" + std::string(60, '0'));

Term Times(Term a, Term b) { return Term::Of(std::move(a), "*", std::move(b)); }
Term Plus(Term a, Term b) { return Term::Of(std::move(a), "+", std::move(b)); }
Term Minus(Term a, Term b) { return Term::Of(std::move(a), "-", std::move(b)); }
Term Negative(const Term& a) { return Minus(Term::Integer(0), a); }

bool IsConstant(const Alternative& each) {
  return each.conditions.empty() && each.is_exact() &&
         each.corners.front().term.kind == Term::Kind::kInteger;
}

// -1, 0 or 1.
int SignOf(const Term& integer) {
  return integer.text == "0" ? 0 : integer.text.front() == '-' ? -1 : 1;
}

Worth Added(const Worth& left, const Worth& right, const char* op) {
  const bool minus = *op == '-';
  Worth sum;
  for (const Alternative& a : left) {
    for (const Alternative& b : right) {
      Alternative both = Merged(a, b);
      both.no_least = a.no_least || (minus ? b.no_most : b.no_least);
      both.no_most = a.no_most || (minus ? b.no_least : b.no_most);
      for (const Amount& x : a.corners) {
        for (const Amount& y : b.corners) {
          Amount corner{Term::Of(x.term, op, y.term), {}};
          if (x.whole && y.whole) corner.whole = Term::Of(*x.whole, op, *y.whole);
          both.corners.push_back(std::move(corner));
        }
      }
      sum.push_back(std::move(both));
    }
  }
  return sum;
}

}  // namespace

Worth Translator::Negated(const Worth& worth) {
  Worth negated = worth;
  for (Alternative& each : negated) {
    std::swap(each.no_least, each.no_most);
    for (Amount& corner : each.corners) {
      corner.term = Negative(corner.term);
      if (corner.whole) corner.whole = Negative(*corner.whole);
    }
  }
  return negated;
}

Worth Translator::Calculate(const ExprPtr& expr, const expressions::Arithmetic& node,
                            const Scope& scope) {
  if (expr->type.is_textual()) {
    Refuse(expr, "a text that is joined from several events");
    return {};
  }
  Worth left = WorthOf(node.left, scope);
  Worth right = WorthOf(node.right, scope);
  switch (node.op) {
    case ArithmeticOperator::kAdd:
      return Added(left, right, "+");
    case ArithmeticOperator::kSubtract:
      return Added(left, right, "-");
    case ArithmeticOperator::kMultiply:
      break;
    case ArithmeticOperator::kDivide:
      // How often a duration goes into another is a quotient of whole numbers.
      if (node.left->type.kind == Type::Kind::kDuration) {
        for (Worth* worth : {&left, &right}) {
          for (Alternative& each : *worth) each.corners.front().whole = each.corners.front().term;
        }
      }
      return Divided(left, right);
  }
  return Multiplied(expr, left, right);
}

// A term for the variable that `alternative` is given: `dividend / divisor`.
Amount Translator::Rounded(Term dividend, Term divisor, Alternative& alternative) {
  const auto named = [&](const char* wish, Term term) {
    const std::string name = NewVariable(wish);
    alternative.variables.push_back(name);
    alternative.conditions.push_back(Equal(Term::Variable(name), std::move(term)));
    return Term::Variable(name);
  };
  const Term n = named("n", std::move(dividend));
  const Term d = named("d", std::move(divisor));
  const Term twice = Times(Term::Integer(2), d);
  // Half up: the floor of (2n + d) / 2d, of a number that the shift makes positive.
  const Term above = named("x", Plus(Plus(Times(Term::Integer(2), n), d), Times(twice, kShift)));
  const Term up = named("q", Term::Of(above, "/", twice));
  // 1 if it was just half, else 0; then an odd quotient is one too many.
  const Term rest = Term::Of(above, "MOD", twice);
  const Term half =
      Minus(Term::Integer(1), Term::Of(Minus(Plus(rest, twice), Term::Integer(1)), "/", twice));
  const Term even = Minus(Minus(up, kShift), Times(half, Term::Of(up, "MOD", Term::Integer(2))));
  return {named("q", even), {}};
}

Worth Translator::Multiplied(const ExprPtr& expr, const Worth& left, const Worth& right) {
  Worth product;
  for (const Alternative& a : left) {
    for (const Alternative& b : right) {
      Alternative both = Merged(a, b);
      if (a.no_least || a.no_most || b.no_least || b.no_most) {
        if (!IsConstant(a) && !IsConstant(b)) {
          Refuse(expr, "a product with a sum of amounts that may be absent");
          return {};
        }
        const Alternative& constant = IsConstant(a) ? a : b;
        const Alternative& open = IsConstant(a) ? b : a;
        const int sign = SignOf(constant.corners.front().term);
        both.no_least = sign > 0 ? open.no_least : sign < 0 && open.no_most;
        both.no_most = sign > 0 ? open.no_most : sign < 0 && open.no_least;
      }
      for (const Amount& x : a.corners) {
        for (const Amount& y : b.corners) {
          if (x.whole) {
            Amount corner{Times(*x.whole, y.term), {}};
            if (y.whole) corner.whole = Times(*x.whole, *y.whole);
            both.corners.push_back(std::move(corner));
          } else if (y.whole) {
            both.corners.push_back({Times(x.term, *y.whole), {}});
          } else {
            both.corners.push_back(Rounded(Times(x.term, y.term), kOne, both));
          }
        }
      }
      product.push_back(std::move(both));
    }
  }
  return product;
}

// Nothing if the divisor cannot be wholly above (or below) zero: then there is no quotient.
std::optional<Alternative> Translator::Quotient(const Alternative& left, const Alternative& right,
                                                bool by_positive) {
  if (by_positive ? right.no_least : right.no_most) return std::nullopt;
  if (IsConstant(right) && SignOf(right.corners.front().term) != (by_positive ? 1 : -1)) {
    return std::nullopt;
  }
  Alternative quotient = Merged(left, right);
  quotient.no_least = by_positive ? left.no_least : left.no_most;
  quotient.no_most = by_positive ? left.no_most : left.no_least;
  for (const Amount& divisor : right.corners) {
    const Term term = divisor.whole.value_or(divisor.term);
    if (IsConstant(right)) continue;
    quotient.conditions.push_back(by_positive ? Less(Term::Integer(0), term)
                                              : Less(term, Term::Integer(0)));
  }
  for (const Amount& divisor : right.corners) {
    for (const Amount& dividend : left.corners) {
      Term d = divisor.whole.value_or(divisor.term);
      Term n = dividend.term;
      if (!divisor.whole) {
        n = Times(n, kOne);
      } else if (dividend.whole) {
        n = Times(*dividend.whole, kOne);
      }
      if (!by_positive) {
        n = Negative(n);
        d = Negative(d);
      }
      quotient.corners.push_back(Rounded(std::move(n), std::move(d), quotient));
    }
  }
  // Divided by ever more it comes to nothing.
  if (right.no_least || right.no_most)
    quotient.corners.push_back({Term::Integer(0), Term::Integer(0)});
  return quotient;
}

Worth Translator::Divided(const Worth& left, const Worth& right) {
  Worth quotients;
  for (const Alternative& a : left) {
    for (const Alternative& b : right) {
      for (const bool by_positive : {true, false}) {
        if (auto quotient = Quotient(a, b, by_positive)) quotients.push_back(std::move(*quotient));
      }
    }
  }
  return quotients;
}

}  // namespace abide::mfotl
