// The names that an expression sees beside the declared ones: patterns, variables, parameters of a
// definition, `about` values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "check/name_uses.h"
#include "events/source_map.h"

namespace abide::check {

// An event in scope, of one of `kinds`.
struct PatternRef {
  BindingId binding{};
  std::vector<expressions::EventKind> kinds;
  std::string event;   // the event's or definition's name
  std::string spoken;  // by which rules speak of it
  Span span;           // of the pattern
  // What declares `spoken`: the variable, or what the pattern names.
  Span declared{};
  NameKind declared_kind = NameKind::kVariable;
  // Of a limit: the fields that are its keys. Whatever is counted has them, so by whichever name of
  // it they are spoken of, they are had of each kind.
  std::vector<expressions::Field> keys{};
};

struct ScopeName {
  enum class Kind {
    kPattern,
    kValue,    // a variable, or what a definition's parameter or an `about` name stands for
    kUnknown,  // a parameter while its definition is checked by itself
  };
  Kind kind = Kind::kValue;
  std::string name;
  Span span;
  PatternRef pattern;
  ExprPtr value;
  bool is_variable = false;    // a pattern's: its name hides no field
  bool before_fields = false;  // an `about` name: wins over a field of that name
};

// What the measure of a limit counts, noted while it is checked.
struct Measure {
  std::vector<AskId> aggregates;
  std::vector<PatternRef> patterns;
};

struct Scope {
  std::size_t file = 0;          // whose declarations are seen
  std::vector<ScopeName> names;  // outermost first
  // Whose fields are bare; none in a definition, and where two patterns have equal rights.
  std::optional<PatternRef> nearest;
  std::string why_no_nearest;  // "in a definition", completes "a bare field stands for nothing …"
  std::optional<BindingId> at;          // "this one"
  events::SourceMap* source = nullptr;  // in a source: where raw records are read
  Measure* measure = nullptr;           // in the measure of a limit

  const ScopeName* Find(const std::string& name) const {
    for (auto it = names.rbegin(); it != names.rend(); ++it) {
      if (it->name == name) return &*it;
    }
    return nullptr;
  }
  void AddPattern(const PatternRef& pattern, bool is_variable) {
    names.push_back({.kind = ScopeName::Kind::kPattern,
                     .name = pattern.spoken,
                     .span = pattern.span,
                     .pattern = pattern,
                     .value = nullptr,
                     .is_variable = is_variable,
                     .before_fields = false});
  }
  void AddValue(std::string name, Span span, ExprPtr value) {
    names.push_back({.kind = value ? ScopeName::Kind::kValue : ScopeName::Kind::kUnknown,
                     .name = std::move(name),
                     .span = span,
                     .pattern = {},
                     .value = std::move(value),
                     .is_variable = false,
                     .before_fields = false});
  }
  // The scope of what belongs to `pattern`.
  Scope Inside(const PatternRef& pattern, bool is_variable) const {
    Scope inner = *this;
    inner.AddPattern(pattern, is_variable);
    inner.nearest = pattern;
    inner.at = pattern.binding;
    inner.measure = nullptr;
    return inner;
  }
};

}  // namespace abide::check
