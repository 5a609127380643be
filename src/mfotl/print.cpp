#include "mfotl/print.h"

#include <utility>

namespace abide::mfotl {
namespace {

constexpr std::size_t kWidth = 100;

std::string Join(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

std::string TextOf(const Term& term) {
  switch (term.kind) {
    case Term::Kind::kVariable:
    case Term::Kind::kInteger:
      return term.text;
    case Term::Kind::kText:
      return QuotedText(term.text);
    case Term::Kind::kOperation:
      break;
  }
  const auto operand = [](const Term& each) {
    const std::string text = TextOf(each);
    return each.kind == Term::Kind::kOperation ? "(" + text + ")" : text;
  };
  return operand(term.operands[0]) + " " + term.text + " " + operand(term.operands[1]);
}

std::string TextOf(Relation::Op op) {
  switch (op) {
    case Relation::Op::kEqual:
      return " = ";
    case Relation::Op::kLess:
      return " < ";
    case Relation::Op::kLessEqual:
      return " <= ";
  }
  return "";
}

std::string Window(std::int64_t within) { return "[0," + std::to_string(within) + "]"; }

// A formula as a head, operands and what joins them: printed on one line or on several.
struct Shape {
  std::string head;               // before the first operand
  std::vector<Formula> operands;  // each in parentheses unless it is an atom
  std::string joint;              // between operands
};

class Printer {
 public:
  explicit Printer(std::size_t width) : width_(width) {}

  // From column `indent` on; further lines are indented as far. The first line is not.
  std::string Text(const Formula& formula, std::size_t indent) const {
    if (const auto* let = std::get_if<Let>(&formula->node)) return OfLet(*let, indent);
    const Shape shape = ShapeOf(formula);
    if (shape.operands.empty()) return shape.head;
    std::string flat = shape.head;
    for (std::size_t i = 0; i < shape.operands.size(); ++i) {
      if (i > 0) flat += " " + shape.joint + " ";
      flat += Printer(std::string::npos).Operand(shape.operands[i], 0);
    }
    if (width_ == std::string::npos || indent + flat.size() <= width_) return flat;
    const std::string line_end = "\n" + std::string(indent, ' ');
    std::string text = shape.head;
    if (shape.operands.size() == 1) {  // below the head, which ends in a blank
      text.pop_back();
      return text + line_end + "  " + Operand(shape.operands[0], indent + 2);
    }
    for (std::size_t i = 0; i < shape.operands.size(); ++i) {
      if (i > 0) text += line_end + shape.joint + " ";
      const std::size_t at = indent + (i > 0 ? shape.joint.size() + 1 : shape.head.size());
      text += Operand(shape.operands[i], at);
    }
    return text;
  }

 private:
  std::string Operand(const Formula& formula, std::size_t indent) const {
    const bool atom = std::holds_alternative<Predicate>(formula->node) ||
                      std::holds_alternative<Relation>(formula->node) ||
                      std::holds_alternative<Truth>(formula->node);
    return atom ? Text(formula, indent) : "(" + Text(formula, indent + 1) + ")";
  }

  std::string OfLet(const Let& let, std::size_t indent) const {
    const char* word = let.kind == Let::Kind::kPast ? "LETPAST " : "LET ";
    const std::string line_end =
        width_ == std::string::npos ? " " : "\n" + std::string(indent, ' ');
    return word + let.name + "(" + Join(let.parameters, ", ") + ") =" + line_end + "  " +
           Text(let.definition, indent + 2) + line_end + "IN" + line_end + Text(let.body, indent);
  }

  static Shape ShapeOf(const Formula& formula) {
    return std::visit([](const auto& node) { return Of(node); }, formula->node);
  }
  static Shape Of(const Truth& node) { return {node.holds ? "TRUE" : "FALSE", {}, ""}; }
  static Shape Of(const Predicate& node) {
    std::vector<std::string> arguments;
    for (const Term& argument : node.arguments) arguments.push_back(TextOf(argument));
    return {node.name + "(" + Join(arguments, ", ") + ")", {}, ""};
  }
  static Shape Of(const Relation& node) {
    return {TextOf(node.left) + TextOf(node.op) + TextOf(node.right), {}, ""};
  }
  static Shape Of(const Negation& node) {
    const auto* relation = std::get_if<Relation>(&node.operand->node);
    if (relation != nullptr) return {"NOT (" + Of(*relation).head + ")", {}, ""};
    return {"NOT ", {node.operand}, ""};
  }
  static Shape Of(const Conjunction& node) { return {"", node.operands, "AND"}; }
  static Shape Of(const Disjunction& node) { return {"", node.operands, "OR"}; }
  static Shape Of(const Exists& node) {
    return {"EXISTS " + Join(node.variables, ", ") + ". ", {node.body}, ""};
  }
  static Shape Of(const Once& node) {
    return {"ONCE" + (node.within ? Window(*node.within) : "") + " ", {node.body}, ""};
  }
  static Shape Of(const Eventually& node) {
    return {"EVENTUALLY" + Window(node.within) + " ", {node.body}, ""};
  }
  static Shape Of(const Previous& node) { return {"PREVIOUS ", {node.body}, ""}; }
  static Shape Of(const Since& node) { return {"", {node.holds, node.began}, "SINCE"}; }
  static Shape Of(const Aggregation& node) {
    return {node.result + " <- " + node.function + " " + node.counted + "; " +
                Join(node.groups, ", ") + " ",
            {node.body},
            ""};
  }
  static Shape Of(const Let&) { return {}; }

  std::size_t width_;
};

}  // namespace

std::string OneLine(const Formula& formula) { return Printer(std::string::npos).Text(formula, 0); }

std::string Printed(const Formula& formula) { return Printer(kWidth).Text(formula, 0) + "\n"; }

std::string QuotedText(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        quoted += "\\\"";
        break;
      case '\\':
        quoted += "\\\\";
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\r':
        quoted += "\\r";
        break;
      default:
        quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace abide::mfotl
