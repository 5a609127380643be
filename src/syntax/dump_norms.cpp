#include <array>
#include <variant>

#include "syntax/dump_text.h"

namespace abide::syntax {
namespace {

constexpr std::array<std::string_view, 5> kPeriods = {"day", "week", "month", "quarter", "year"};

void AppendAlternatives(const std::vector<Pattern>& patterns, std::string& out) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (i > 0) out += " or ";
    AppendPattern(patterns[i], out);
  }
}

struct NormWriter {
  void operator()(const Forbid& norm) const {
    out += "forbid ";
    AppendPattern(norm.pattern, out);
  }
  void operator()(const Before& norm) const {
    out += "before ";
    AppendPattern(norm.trigger, out);
    out += " require ";
    AppendPatterns(norm.required, out);
  }
  void operator()(const AfterRequire& norm) const {
    out += "after ";
    AppendPattern(norm.trigger, out);
    if (norm.each_earlier) {
      out += " for-each-earlier ";
      AppendPatterns(*norm.each_earlier, out);
    }
    out += " require ";
    AppendAlternatives(norm.required, out);
  }
  void operator()(const AfterForbid& norm) const {
    out += "after ";
    AppendPattern(norm.first, out);
    out += " forbid ";
    AppendPattern(norm.forbidden, out);
  }
  void operator()(const AroundRequire& norm) const {
    out += "around ";
    AppendPattern(norm.trigger, out);
    out += " require ";
    AppendAlternatives(norm.required, out);
  }
  void operator()(const AroundForbid& norm) const {
    out += "around ";
    AppendPattern(norm.first, out);
    out += " forbid ";
    AppendPattern(norm.second, out);
  }
  void operator()(const Limit& norm) const {
    out += "limit ";
    AppendExpr(norm.measure, out);
    out += " to ";
    AppendExpr(norm.bound, out);
    for (const ExprPtr& key : norm.per) {
      out += " per ";
      AppendExpr(key, out);
    }
    if (norm.over) {
      out += " over ";
      AppendExpr(norm.over, out);
    }
    if (norm.each) {
      out += " each ";
      out += kPeriods.at(static_cast<std::size_t>(*norm.each));
    }
    if (norm.zone) {
      out += " in ";
      AppendQuoted(norm.zone->value, out);
    }
  }
  std::string& out;
};

struct ValueWriter {
  void operator()(const RecordValue::Null&) const { out += "null"; }
  void operator()(const Literal& literal) const {
    AppendExpr(std::make_shared<const Expr>(Expr{literal, {}}), out);
  }
  void operator()(const std::vector<RecordValue>& list) const {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ", ";
      std::visit(ValueWriter{out}, list[i].value);
    }
    out += ']';
  }
  void operator()(const std::shared_ptr<const Record>& record) const { AppendRecord(*record, out); }
  std::string& out;
};

}  // namespace

void AppendNorm(const Norm& norm, std::string& out) { std::visit(NormWriter{out}, norm.norm); }

void AppendRecord(const Record& record, std::string& out) {
  out += '{';
  for (std::size_t i = 0; i < record.pairs.size(); ++i) {
    const RecordPair& pair = record.pairs[i];
    if (i > 0) out += ", ";
    if (pair.quoted) {
      AppendQuoted(pair.key.text, out);
    } else {
      out += pair.key.text;
    }
    out += ": ";
    std::visit(ValueWriter{out}, pair.value.value);
  }
  out += '}';
}

}  // namespace abide::syntax
