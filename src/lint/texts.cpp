// Regular expressions that say what plain words say, and lists with entries too many.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/type.h"
#include "lint/checks.h"
#include "lint/walk.h"
#include "syntax/lexemes.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

// Regular expressions that match wherever they are tried: a search for nothing.
bool MatchesAll(std::string_view pattern) {
  static constexpr std::array<std::string_view, 10> kAll = {
      ".*", ".*?", "^", "$", "^.*", ".*$", "(.*)", "^(.*)", ".*.*", "(?s).*"};
  return std::find(kAll.begin(), kAll.end(), pattern) != kAll.end();
}

struct PlainText {
  std::string text;
  bool is_start = false;  // `^` before it
  bool is_end = false;    // `$` behind it
};

// The text that a regular expression without operators asks for. An escaped sign is that sign.
std::optional<PlainText> PlainOf(std::string_view pattern) {
  PlainText plain;
  if (pattern.starts_with('^')) {
    plain.is_start = true;
    pattern.remove_prefix(1);
  }
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '$' && i + 1 == pattern.size()) {
      plain.is_end = true;
    } else if (c == '\\') {
      // `\d`, `\x41` and the like are classes and codes; a sign behind `\` is itself.
      ++i;
      if (i == pattern.size() || std::isalnum(static_cast<unsigned char>(pattern[i])) != 0)
        return {};
      if (static_cast<unsigned char>(pattern[i]) >= 0x80) return {};
      plain.text += pattern[i];
    } else if (std::string_view("^$.|?*+()[]{}").find(c) != std::string_view::npos) {
      return std::nullopt;
    } else {
      plain.text += c;
    }
  }
  if (plain.text.empty()) return std::nullopt;
  return plain;
}

std::string WordsOf(const PlainText& plain, bool negated) {
  const std::string quoted = expressions::Quoted(plain.text);
  if (plain.is_start && plain.is_end) return (negated ? "!= " : "== ") + quoted;
  const char* const test = plain.is_start ? "starts with" : plain.is_end ? "ends with" : "contains";
  return fmt::format("{}{} {}", negated ? "not " : "", test, quoted);
}

const std::string* TextOf(const syntax::Expr& expr) {
  const auto* literal = std::get_if<syntax::Literal>(&expr.node);
  return literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
}

// From the first word behind `left`, whatever brackets end there, to `end`.
Span Behind(const Subject& subject, const syntax::Expr& left, std::uint32_t end) {
  Span behind{left.span.file, left.span.end, end};
  while (behind.begin < end && syntax::IsBlank(subject.Written(behind).front())) ++behind.begin;
  return behind;
}

class TextTests {
 public:
  TextTests(const Subject& subject, Remarks& remarks) : subject_(subject), remarks_(remarks) {}

  void Check(const syntax::Expr& expr) {
    const auto* test = std::get_if<syntax::TextTest>(&expr.node);
    if (test == nullptr) return;
    if (test->op != syntax::TextOperator::kMatches) return CheckEmpty(expr, *test);
    const std::string& pattern = test->regex.pattern;
    if (MatchesAll(pattern)) {
      remarks_.Add(Code::kRegexMatchesAll, test->regex.span, {pattern});
      return;
    }
    // What ignores case may do so in more ways for plain words than for RE2.
    if (test->ignoring_case || test->regex.ignoring_case) return;
    if (const auto plain = PlainOf(pattern)) Simplify(*test, *plain);
  }

 private:
  void CheckEmpty(const syntax::Expr& expr, const syntax::TextTest& test) {
    const std::string* part = TextOf(*test.right);
    if (part == nullptr || !part->empty()) return;
    const char* const does = test.op == syntax::TextOperator::kStartsWith ? "starts with"
                             : test.op == syntax::TextOperator::kEndsWith ? "ends with"
                                                                          : "contains";
    remarks_.Add(Code::kEmptyPart, expr.span, {does});
  }

  void Simplify(const syntax::TextTest& test, const PlainText& plain) {
    const std::string words = WordsOf(plain, test.negated);
    Diagnostic& remark = remarks_.Add(Code::kPlainRegex, test.regex.span, {test.regex.pattern});
    remark.WithHelp(fmt::format("write `{}`", words));
    // From behind the left side to the end of the regular expression.
    const Span gone = Behind(subject_, *test.left, test.regex.span.end);
    const std::string between = subject_.Text({gone.file, gone.begin, test.regex.span.begin});
    if (between == "matches" || between == "not matches") remark.WithFix(gone, words);
  }

  const Subject& subject_;
  Remarks& remarks_;
};

class Lists {
 public:
  Lists(const Subject& subject, Remarks& remarks) : subject_(subject), remarks_(remarks) {}

  void CheckEntries(const std::vector<syntax::ExprPtr>& entries) {
    std::map<std::string, const syntax::Expr*> seen;
    const syntax::Expr* before = nullptr;
    for (const syntax::ExprPtr& each : entries) {
      const std::string text = subject_.Text(each->span);
      const auto [first, is_new] = seen.emplace(text, each.get());
      if (!is_new) {
        Diagnostic& remark = remarks_.Add(Code::kEntryTwice, each->span, {text});
        remark.WithLabel(first->second->span, "it stands here");
        const Span between{each->span.file, before->span.end, each->span.begin};
        const bool is_bare = subject_.Text(between) == "," &&
                             subject_.Written(between).find('#') == std::string_view::npos;
        if (is_bare) remark.WithFix({each->span.file, before->span.end, each->span.end}, "");
      }
      before = each.get();
    }
  }

  void Check(const syntax::Expr& expr) {
    const auto* in = std::get_if<syntax::Membership>(&expr.node);
    const auto* list = in == nullptr ? nullptr : std::get_if<syntax::ListLiteral>(&in->list->node);
    if (list == nullptr) return;
    CheckEntries(list->elements);
    if (list->elements.size() != 1) return;
    Diagnostic& remark =
        remarks_.Add(Code::kListOfOne, in->list->span, {in->negated ? "not in" : "in"});
    if (!std::holds_alternative<syntax::Literal>(list->elements.front()->node)) return;
    const Span gone = Behind(subject_, *in->left, in->list->span.end);
    const std::string between = subject_.Text({gone.file, gone.begin, in->list->span.begin});
    if (between != (in->negated ? "not in" : "in")) return;
    if (subject_.Written(gone).find('#') != std::string_view::npos) return;
    remark.WithFix(gone, fmt::format("{} {}", in->negated ? "!=" : "==",
                                     subject_.Written(list->elements.front()->span)));
  }

 private:
  const Subject& subject_;
  Remarks& remarks_;
};

template <typename Each>
void WalkAll(const Subject& subject, const Each& each) {
  for (const RuleText& file : subject.files) {
    if (!file.is_subject) continue;
    for (const syntax::Declaration& declaration : file.ast.declarations) {
      Walk(declaration, {.expr = each});
    }
  }
}

}  // namespace

void CheckTexts(const Subject& subject, Remarks& remarks) {
  TextTests tests(subject, remarks);
  WalkAll(subject, [&tests](const syntax::Expr& expr) { tests.Check(expr); });
}

void CheckLists(const Subject& subject, Remarks& remarks) {
  Lists lists(subject, remarks);
  WalkAll(subject, [&lists](const syntax::Expr& expr) { lists.Check(expr); });
  ForEach<syntax::List>(subject, [&lists](const RuleText&, const syntax::List& list) {
    lists.CheckEntries(list.constants);
  });
  ForEach<syntax::Parameter>(subject, [&lists](const RuleText&, const syntax::Parameter& each) {
    if (each.is_list) lists.CheckEntries(each.constants);
  });
}

}  // namespace abide::lint
