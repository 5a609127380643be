// The pieces that a dump is made of; see Dump in parse.h for the whole.
//
// Expressions and patterns are s-expressions on one line, so that a golden's diff shows what
// changed; declarations are one line a part. A null child prints as `-`.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace abide::syntax {

// In double quotes, with what would break a line escaped.
void AppendQuoted(std::string_view text, std::string& out);
void AppendExpr(const ExprPtr& expr, std::string& out);
void AppendPattern(const Pattern& pattern, std::string& out);
void AppendPatterns(const Patterns& patterns, std::string& out);
void AppendRecord(const Record& record, std::string& out);
void AppendNorm(const Norm& norm, std::string& out);

}  // namespace abide::syntax
