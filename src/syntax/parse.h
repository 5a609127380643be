// Rule text to AST. A declaration starts in column one: the file is cut there first and each piece
// is parsed by itself, so that an error in one never hides another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"

namespace abide::syntax {

// A file with so many errors is not read to its end; a last error says so.
inline constexpr std::size_t kMaxErrorsPerFile = 1000;

// Parses the whole file; each piece that can't be parsed adds at least one diagnostic, and is left
// out of the result. Nesting is at most 100 deep, and at most 1,000 operations stand in a row, so
// that whoever walks the tree may recurse. Cost: linear in the text; a piece with an error is read
// twice.
File ParseFile(const diagnostics::SourceSet& sources, diagnostics::FileId file,
               diagnostics::DiagnosticSink& sink);

// As ParseFile, for a text that is one declaration and what stands behind it up to the next.
File ParseDeclarationAlone(const diagnostics::SourceSet& sources, diagnostics::FileId file,
                           diagnostics::DiagnosticSink& sink);

// A file has one policy: each further one of the declarations is an error. Part of ParseFile.
void ReportSecondPolicies(const File& file, diagnostics::DiagnosticSink& sink);

// Byte ranges of the declarations of a text, first to last; together with the ranges between them
// they cover it. Comments and blank lines in front of the first belong to none.
std::vector<diagnostics::Span> CutDeclarations(const diagnostics::SourceSet& sources,
                                               diagnostics::FileId file);

// The tree as indented text, without places: two files mean the same if their dumps are equal.
std::string Dump(const File& file);

}  // namespace abide::syntax
