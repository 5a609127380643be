// What the checks look at, and where they put what they find. Used by this room alone.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lint/lint.h"

namespace abide::lint {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Span;

// What the texts say by name, gathered once.
struct NameUses {
  std::map<std::string, std::size_t, std::less<>> counts;   // in all files, but for tests
  std::set<std::string, std::less<>> given;                 // by a test
  std::set<std::string, std::less<>> tried;                 // events of tests
  std::vector<std::set<std::string, std::less<>>> by_file;  // tests and givens included
  bool asks_of_data = false;  // what is derived from what, or by which share
};

struct Subject {
  const check::CheckedRules& rules;
  std::span<const RuleText> files;
  const diagnostics::SourceSet& sources;
  NameUses uses = {};

  // On one line, without comments.
  std::string Text(Span span) const;
  // As written.
  std::string_view Written(Span span) const { return sources.Text(span); }
};

NameUses GatherUses(std::span<const RuleText> files);

class Remarks {
 public:
  Diagnostic& Add(Code code, Span span, std::vector<std::string> arguments = {}) {
    all_.push_back({code, span, std::move(arguments), {}, {}, {}});
    return all_.back();
  }
  std::vector<Diagnostic>& all() { return all_; }

 private:
  std::vector<Diagnostic> all_;
};

// Calls `visit(file, declaration, node)` for every declaration of that kind in files of which
// remarks are wanted.
template <typename Node, typename Visit>
void ForEach(const Subject& subject, const Visit& visit) {
  for (const RuleText& file : subject.files) {
    if (!file.is_subject) continue;
    for (const syntax::Declaration& declaration : file.ast.declarations) {
      if (const Node* node = std::get_if<Node>(&declaration.node)) visit(file, *node);
    }
  }
}

}  // namespace abide::lint
