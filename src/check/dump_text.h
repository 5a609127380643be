// Checked expressions and patterns as text, for Dump.
//
// `train.purpose@3` is a field of the event bound to 3, `x%1` a value in scope, `{7@3 …}` what is
// asked under the number 7 by the event bound to 3.
#pragma once

#include <string>

#include "check/checked_rules.h"

namespace abide::check {

class ExpressionPrinter {
 public:
  // `source` holds the asks of a source's expressions; null for those of rules.
  explicit ExpressionPrinter(const CheckedRules& rules, const events::SourceMap* source = nullptr)
      : rules_(rules), source_(source) {}

  std::string Print(const ExprPtr& expr) const;
  std::string Print(const Pattern& pattern) const;
  std::string Print(const Past& past) const;

 private:
  struct Printer;
  std::string PrintAsk(const expressions::Ask& ask) const;
  std::string PrintSourceAsk(const expressions::Ask& ask) const;

  const CheckedRules& rules_;
  const events::SourceMap* source_;
};

// Texts in quotes, lists in brackets, all else as reports show it.
std::string PrintValue(const Value& value);

}  // namespace abide::check
