#include <array>
#include <variant>

#include "syntax/dump_text.h"

namespace abide::syntax {
namespace {

// Appends `(word child child …)`.
class Parens {
 public:
  Parens(std::string_view word, std::string& out) : out_(out) {
    out_ += '(';
    out_ += word;
  }
  ~Parens() { out_ += ')'; }
  Parens(const Parens&) = delete;
  Parens& operator=(const Parens&) = delete;

  Parens& Word(std::string_view word) {
    out_ += ' ';
    out_ += word;
    return *this;
  }
  Parens& WordIf(bool there, std::string_view word) { return there ? Word(word) : *this; }
  Parens& Quoted(std::string_view text) {
    out_ += ' ';
    AppendQuoted(text, out_);
    return *this;
  }
  Parens& Child(const ExprPtr& child) {
    out_ += ' ';
    AppendExpr(child, out_);
    return *this;
  }
  Parens& Children(const std::vector<ExprPtr>& children) {
    for (const ExprPtr& child : children) Child(child);
    return *this;
  }
  Parens& Child(const Pattern& pattern) {
    out_ += ' ';
    AppendPattern(pattern, out_);
    return *this;
  }
  Parens& Steps(const std::vector<Step>& steps);

 private:
  std::string& out_;
};

struct StepWriter {
  void operator()(const Step::Key& key) const { list.Word("." + key.name.text); }
  void operator()(const Step::All&) const { list.Word("[*]"); }
  void operator()(const Step::Index& index) const {
    std::string text;
    Parens("at", text).Children(index.keys);
    list.Word(text);
  }
  Parens& list;
};

Parens& Parens::Steps(const std::vector<Step>& steps) {
  for (const Step& step : steps) std::visit(StepWriter{*this}, step.step);
  return *this;
}

struct LiteralWriter {
  void operator()(const std::string& text) const { AppendQuoted(text, out); }
  void operator()(const values::Decimal& number) const { out += number.ToString(); }
  void operator()(bool boolean) const { out += boolean ? "true" : "false"; }
  void operator()(values::Instant instant) const { out += values::ToString(instant); }
  void operator()(const values::Duration& duration) const {
    out += '<' + values::ToString(duration) + '>';
  }
  std::string& out;
};

constexpr std::array<std::string_view, 3> kUnaryWords = {"neg", "not", "has"};
constexpr std::array<std::string_view, 5> kBinaryWords = {"+", "-", "*", "/", "else"};
constexpr std::array<std::string_view, 6> kCompareWords = {"==", "!=", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 4> kTextWords = {"matches", "starts-with", "ends-with",
                                                        "contains"};
constexpr std::array<std::string_view, 8> kAggregateWords = {
    "count", "sum", "min", "max", "average", "distinct", "latest", "earliest"};

template <std::size_t kCount, typename Enum>
std::string_view WordOf(const std::array<std::string_view, kCount>& words, Enum value) {
  return words.at(static_cast<std::size_t>(value));
}

void AppendRegex(const RegexLiteral& regex, Parens& list) {
  list.Word("/" + regex.pattern + (regex.ignoring_case ? "/i" : "/"));
}

struct ExprWriter {
  void operator()(const Literal& literal) const { std::visit(LiteralWriter{out}, literal.value); }
  void operator()(const Reference& reference) const {
    Parens list("ref", out);
    list.Word(reference.head ? reference.head->text : ".").Steps(reference.steps);
    if (reference.as_of) list.Word("as-of").Child(reference.as_of);
  }
  void operator()(const Call& call) const {
    Parens list("call", out);
    list.Word(call.function.text).Children(call.arguments);
    if (!call.steps.empty()) list.Word("steps").Steps(call.steps);
  }
  void operator()(const Capture& capture) const {
    Parens list("capture", out);
    list.Child(capture.text);
    AppendRegex(capture.regex, list);
    list.Steps(capture.steps);
  }
  void operator()(const ListLiteral& literal) const {
    Parens("list", out).Children(literal.elements);
  }
  void operator()(const Comprehension& loop) const {
    Parens("each", out).Child(loop.element).Word(loop.variable.text).Child(loop.list);
  }
  void operator()(const Unary& unary) const {
    Parens(WordOf(kUnaryWords, unary.op), out).Child(unary.operand);
  }
  void operator()(const Binary& binary) const {
    Parens(WordOf(kBinaryWords, binary.op), out).Child(binary.left).Child(binary.right);
  }
  void operator()(const Logic& logic) const {
    Parens(logic.op == LogicOperator::kAnd ? "and" : "or", out).Children(logic.operands);
  }
  void operator()(const Compare& compare) const {
    Parens(WordOf(kCompareWords, compare.op), out)
        .WordIf(compare.ignoring_case, "nocase")
        .Child(compare.left)
        .Child(compare.right);
  }
  void operator()(const Membership& test) const {
    Parens(test.negated ? "not-in" : "in", out)
        .WordIf(test.ignoring_case, "nocase")
        .Child(test.left)
        .Child(test.list);
  }
  void operator()(const InNetwork& test) const {
    Parens(test.negated ? "not-in-network" : "in-network", out)
        .Child(test.left)
        .Child(test.network);
  }
  void operator()(const TextTest& test) const {
    Parens list(WordOf(kTextWords, test.op), out);
    list.WordIf(test.negated, "not").WordIf(test.ignoring_case, "nocase").Child(test.left);
    if (test.op == TextOperator::kMatches) {
      AppendRegex(test.regex, list);
    } else {
      list.Child(test.right);
    }
  }
  void operator()(const Quantifier& quantifier) const {
    Parens(quantifier.kind == QuantifierKind::kAny ? "any" : "every", out)
        .Word(quantifier.variable.text)
        .Child(quantifier.list)
        .Child(quantifier.body);
  }
  void operator()(const PrecededBy& preceded) const {
    out += "(preceded-by ";
    AppendPatterns(preceded.patterns, out);
    out += ')';
  }
  void operator()(const Aggregate& aggregate) const {
    Parens list(WordOf(kAggregateWords, aggregate.function), out);
    if (aggregate.value) list.Child(aggregate.value);
    list.Child(aggregate.pattern);
  }
  void operator()(const Derive& derive) const {
    Parens("derive", out).Child(derive.artifacts).Child(derive.pattern);
  }
  void operator()(const Share& share) const {
    Parens("share", out).Child(share.artifacts).Child(share.pattern);
  }
  std::string& out;
};

}  // namespace

void AppendQuoted(std::string_view text, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u{";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 0xF];
      out += '}';
    } else {
      out += c;
    }
  }
  out += '"';
}

void AppendExpr(const ExprPtr& expr, std::string& out) {
  if (expr == nullptr) {
    out += '-';
  } else {
    std::visit(ExprWriter{out}, expr->node);
  }
}

void AppendPattern(const Pattern& pattern, std::string& out) {
  Parens list("pattern", out);
  list.Word(pattern.event.text);
  if (pattern.variable) list.Word(pattern.variable->text);
  if (pattern.within) list.Word("within").Child(pattern.within);
  if (pattern.where) list.Word("where").Child(pattern.where);
}

void AppendPatterns(const Patterns& patterns, std::string& out) {
  for (std::size_t i = 0; i < patterns.alternatives.size(); ++i) {
    if (i > 0) out += " or ";
    AppendPattern(patterns.alternatives[i], out);
  }
  if (patterns.gap) {
    out += " with-no ";
    AppendPattern(patterns.gap->pattern, out);
  }
}

}  // namespace abide::syntax
