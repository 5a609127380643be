#include <algorithm>
#include <variant>

#include "format/layout.h"

namespace abide::format {
namespace {

using syntax::Expr;
using syntax::ExprPtr;

// A regular expression as long as this is not moved to a line of its own: it would fit on none.
constexpr std::uint32_t kLongRegex = 80;

// The operand that an expression begins with; null if it begins with a token of its own.
struct LeftmostOperand {
  const Expr* operator()(const syntax::Logic& logic) const { return logic.operands.front().get(); }
  const Expr* operator()(const syntax::Binary& binary) const { return binary.left.get(); }
  const Expr* operator()(const syntax::Compare& test) const { return test.left.get(); }
  const Expr* operator()(const syntax::Membership& test) const { return test.left.get(); }
  const Expr* operator()(const syntax::InNetwork& test) const { return test.left.get(); }
  const Expr* operator()(const syntax::TextTest& test) const { return test.left.get(); }
  const Expr* operator()(const syntax::Derive& test) const { return test.artifacts.get(); }
  template <typename Other>
  const Expr* operator()(const Other&) const {
    return nullptr;
  }
};
const Expr* Leftmost(const Expr& expr) { return std::visit(LeftmostOperand{}, expr.node); }

// Spans of expressions include the brackets around them, which the tree does not know.
bool IsBracketed(const Expr& expr) {
  const Expr* const left = Leftmost(expr);
  return left != nullptr && expr.span.begin < left->span.begin;
}

// Operators that stand in a row with each other.
int LevelOf(syntax::BinaryOperator op) {
  switch (op) {
    case syntax::BinaryOperator::kAdd:
    case syntax::BinaryOperator::kSubtract:
      return 0;
    case syntax::BinaryOperator::kMultiply:
    case syntax::BinaryOperator::kDivide:
      return 1;
    case syntax::BinaryOperator::kElse:
      return 2;
  }
  return 2;
}

class ExprLayout {
 public:
  // The gap before the expression was put.
  ExprLayout(const Expr& expr, Writer& writer, std::uint32_t hang)
      : expr_(expr), writer_(writer), hang_(hang) {}

  void operator()(const syntax::Literal&) { writer_.PutThrough(kGlued, expr_.span.end); }

  void operator()(const syntax::Reference& reference) {
    writer_.Put(kGlued);
    PutSteps(reference.steps);
    if (reference.as_of == nullptr) return;
    writer_.Put(kBlank);
    writer_.Put(kBlank);
    WriteExpr(*reference.as_of, kBlank, writer_);
  }

  void operator()(const syntax::Call& call) {
    writer_.Put(kGlued);
    writer_.Put(kGlued);
    document().Align();
    WriteExprs(call.arguments, kGlued, writer_);
    EndBrackets();
    PutSteps(call.steps);
  }

  void operator()(const syntax::Capture& capture) {
    writer_.Put(kGlued);
    writer_.Put(kGlued);
    document().Align();
    document().Open();
    WriteExpr(*capture.text, kGlued, writer_);
    writer_.Put(kGlued);
    writer_.PutRegex(IsLong(capture.regex) ? kBlank : kLine, capture.regex.span);
    document().Close();
    EndBrackets();
    PutSteps(capture.steps);
  }

  void operator()(const syntax::ListLiteral& list) {
    writer_.Put(kGlued);
    document().Align();
    WriteExprs(list.elements, kGlued, writer_);
    if (writer_.NextIs(",")) writer_.Skip();
    EndBrackets();
  }

  void operator()(const syntax::Comprehension& loop) {
    writer_.Put(kGlued);
    document().Align();
    document().Open();
    WriteExpr(*loop.element, kGlued, writer_);
    writer_.Put(kLine);
    writer_.Put(kBlank);
    writer_.Put(kBlank);
    WriteExpr(*loop.list, kBlank, writer_);
    document().Close();
    EndBrackets();
  }

  void operator()(const syntax::Unary& unary) {
    writer_.Put(kGlued);
    const bool is_sign = unary.op == syntax::UnaryOperator::kNegate;
    WriteExpr(*unary.operand, is_sign ? kGlued : kBlank, writer_, hang_);
  }

  void operator()(const syntax::Binary& binary) {
    std::vector<const syntax::Binary*> row = {&binary};
    const Expr* first = binary.left.get();
    for (;;) {
      const auto* const inner = std::get_if<syntax::Binary>(&first->node);
      if (inner == nullptr || IsBracketed(*first) || LevelOf(inner->op) != LevelOf(binary.op)) {
        break;
      }
      row.push_back(inner);
      first = inner->left.get();
    }
    document().Open();
    document().Indent(hang_);
    WriteExpr(*first, kGlued, writer_);
    for (auto link = row.rbegin(); link != row.rend(); ++link) {
      writer_.Put(kLine);
      WriteExpr(*(*link)->right, kBlank, writer_);
    }
    document().Outdent();
    document().Close();
  }

  void operator()(const syntax::Logic& logic) {
    document().Open();
    document().Indent(hang_);
    WriteExpr(*logic.operands.front(), kGlued, writer_);
    for (std::size_t i = 1; i < logic.operands.size(); ++i) {
      const Expr& operand = *logic.operands[i];
      const std::uint32_t before = logic.operands[i - 1]->span.end;
      if (writer_.LineEndsBetween(before, operand.span.begin)) document().Expand();
      writer_.Put(kLine);
      WriteExpr(operand, kBlank, writer_);
    }
    document().Outdent();
    document().Close();
  }

  void operator()(const syntax::Compare& test) {
    WriteTest(*test.left, test.right->span.begin, test.right.get());
  }
  void operator()(const syntax::Membership& test) {
    WriteTest(*test.left, test.list->span.begin, test.list.get());
  }
  void operator()(const syntax::InNetwork& test) {
    WriteTest(*test.left, test.network->span.begin, test.network.get());
  }
  void operator()(const syntax::TextTest& test) {
    if (test.op == syntax::TextOperator::kMatches) {
      WriteTest(*test.left, test.regex.span.begin, nullptr, &test.regex);
    } else {
      WriteTest(*test.left, test.right->span.begin, test.right.get());
    }
  }
  void operator()(const syntax::Derive& test) {
    document().Open();
    WriteExpr(*test.artifacts, kGlued, writer_, hang_);
    // A pattern with a condition is broken there.
    const bool has_condition = test.pattern.where != nullptr;
    document().Indent(has_condition ? 0 : 2 * kStep);
    writer_.Put(has_condition ? kBlank : kLine);
    writer_.Put(kBlank);
    WritePattern(test.pattern, kBlank, writer_);
    document().Outdent();
    document().Close();
  }

  void operator()(const syntax::Quantifier& quantifier) {
    document().Open();
    writer_.Put(kGlued);
    writer_.Put(kBlank);
    writer_.Put(kBlank);
    WriteExpr(*quantifier.list, kBlank, writer_);
    writer_.Put(kGlued);
    document().Indent(kStep);
    WriteExpr(*quantifier.body, kLine, writer_);
    document().Outdent();
    document().Close();
  }

  void operator()(const syntax::PrecededBy& preceded) {
    writer_.Put(kGlued);
    writer_.Put(kBlank);
    WritePatterns(preceded.patterns, kBlank, writer_);
  }

  void operator()(const syntax::Aggregate& aggregate) {
    BeginFunction();
    if (aggregate.value != nullptr) {
      WriteExpr(*aggregate.value, kGlued, writer_);
      writer_.Put(kBlank);
    }
    WritePattern(aggregate.pattern, aggregate.value != nullptr ? kBlank : kGlued, writer_);
    EndBrackets();
  }

  void operator()(const syntax::Share& share) {
    BeginFunction();
    WriteExpr(*share.artifacts, kGlued, writer_);
    writer_.Put(kBlank);
    WritePattern(share.pattern, kBlank, writer_);
    EndBrackets();
  }

 private:
  Document& document() { return writer_.document(); }

  // The closing one. Comments before it are of what stands in the brackets.
  void EndBrackets() {
    writer_.Put(kGlued);
    document().Outdent();
  }

  // A function of patterns: its word and the bracket.
  void BeginFunction() {
    writer_.Put(kGlued);
    writer_.Put(kGlued);
    document().Indent(2 * kStep);
  }

  static bool IsLong(const syntax::RegexLiteral& regex) {
    return regex.span.end - regex.span.begin > kLongRegex;
  }

  void PutSteps(const std::vector<syntax::Step>& steps) {
    for (const syntax::Step& step : steps) {
      if (writer_.NextIs(".")) writer_.Put(kGlued);
      writer_.Put(kGlued);
      if (std::holds_alternative<syntax::Step::Key>(step.step)) continue;
      if (const auto* const index = std::get_if<syntax::Step::Index>(&step.step)) {
        document().Align();
        WriteExprs(index->keys, kGlued, writer_);
        EndBrackets();
      } else {
        writer_.Put(kGlued);
        writer_.Put(kGlued);
      }
    }
  }

  // left, the words of the operator, and what stands from `right_begin` on: an expression or a
  // regular expression, and perhaps `ignoring case`.
  void WriteTest(const Expr& left, std::uint32_t right_begin, const Expr* right,
                 const syntax::RegexLiteral* regex = nullptr) {
    const bool is_long = regex != nullptr && IsLong(*regex);
    // To be filled: behind a left side of several lines there may be room for the right.
    document().Open(Document::Fill::kYes);
    WriteExpr(left, kGlued, writer_, hang_);
    document().Indent(2 * kStep);
    writer_.Put(is_long ? kBlank : kLine);
    while (writer_.NextOffset() < right_begin) writer_.Put(kBlank);
    if (regex != nullptr) {
      writer_.PutRegex(kBlank, regex->span);
    } else {
      WriteExpr(*right, kBlank, writer_);
    }
    if (writer_.NextIs("ignoring") && writer_.NextOffset() < expr_.span.end) {
      writer_.Put(kBlank);
      writer_.Put(kBlank);
    }
    document().Outdent();
    document().Close();
  }

  const Expr& expr_;
  Writer& writer_;
  std::uint32_t hang_;
};

bool BeginsWithBracket(const Expr& expr, const Writer& writer) {
  if (!writer.NextIs("(")) return false;
  const Expr* const left = Leftmost(expr);
  return left == nullptr || writer.NextOffset() < left->span.begin;
}

// Whether the writer gave each part a line of its own.
bool EndsLineBehindEach(const std::vector<Span>& parts, const Writer& writer) {
  if (parts.size() < 2) return false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!writer.LineEndsBetween(parts[i - 1].end, parts[i].begin)) return false;
  }
  return true;
}

// Parts with commas between; `put(i, space)` puts a part.
template <typename Put>
void WriteRow(const std::vector<Span>& parts, Space space, Writer& writer, const Put& put) {
  Document& document = writer.document();
  const bool has_lines = EndsLineBehindEach(parts, writer);
  if (!parts.empty()) writer.Lead(space);
  document.Open(has_lines ? Document::Fill::kNo : Document::Fill::kYes);
  if (has_lines) document.Expand();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    put(i, i == 0 ? kGlued : kLine);
    if (i + 1 < parts.size()) writer.Put(kGlued);
  }
  document.Close();
}

std::vector<Span> SpansOf(const std::vector<ExprPtr>& exprs) {
  std::vector<Span> spans;
  spans.reserve(exprs.size());
  for (const ExprPtr& expr : exprs) spans.push_back(expr->span);
  return spans;
}

}  // namespace

void WriteExpr(const Expr& expr, Space space, Writer& writer, std::uint32_t hang) {
  writer.Lead(space);
  if (!BeginsWithBracket(expr, writer)) {
    std::visit(ExprLayout(expr, writer, hang), expr.node);
    return;
  }
  writer.Put(kGlued);
  writer.document().Align();
  WriteExpr(expr, kGlued, writer, 0);
  writer.Put(kGlued);
  writer.document().Outdent();
}

void WriteExprs(const std::vector<ExprPtr>& exprs, Space space, Writer& writer) {
  WriteRow(SpansOf(exprs), space, writer,
           [&](std::size_t i, Space before) { WriteExpr(*exprs[i], before, writer); });
}

void WriteLiterals(const std::vector<Span>& literals, Space space, Writer& writer) {
  writer.Put(space);
  writer.document().Align();
  WriteRow(literals, kGlued, writer,
           [&](std::size_t i, Space before) { writer.PutThrough(before, literals[i].end); });
  if (writer.NextIs(",")) writer.Skip();
  writer.Put(kGlued);
  writer.document().Outdent();
}

void WriteConstants(const std::vector<ExprPtr>& constants, Space space, Writer& writer) {
  WriteLiterals(SpansOf(constants), space, writer);
}

}  // namespace abide::format
