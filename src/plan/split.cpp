#include "plan/split.h"

#include <algorithm>
#include <memory>

#include "diagnostics/assert.h"
#include "plan/free_variables.h"

namespace abide::plan {

namespace {

using check::AskNode;
using check::Pattern;
using check::PatternCase;
using expressions::Expr;
using expressions::Type;

ExprPtr MakeLogic(expressions::LogicOperator op, std::vector<ExprPtr> operands) {
  const diagnostics::Span span = operands.front()->span;
  return std::make_shared<const Expr>(Expr{.node = expressions::Logic{op, std::move(operands)},
                                           .type = Type::Of(Type::Kind::kBoolean),
                                           .span = span});
}

// Further equalities are residual.
constexpr std::size_t kMostKeys = 32;

struct Equality {
  ExprPtr inner;
  ExprPtr outer;
  bool ignoring_case = false;
};

// Values that are equal if and only if their keys are: no durations (which may have no order), no
// numbers that may be intervals.
bool HasPlainEquality(const ExprPtr& expr, const FreeVariables& free) {
  switch (expr->type.kind) {
    case Type::Kind::kString:
    case Type::Kind::kArtifact:
    case Type::Kind::kOneOf:
    case Type::Kind::kBoolean:
    case Type::Kind::kTime:
      return true;
    case Type::Kind::kNumber:
      return !free.asks && free.locals.empty();
    default:
      return false;
  }
}

std::optional<Equality> AsKey(const ExprPtr& conjunct, BindingId binding,
                              const std::vector<AskNode>& asks) {
  const auto* compare = std::get_if<expressions::Compare>(&conjunct->node);
  if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual) return {};
  const FreeVariables left = FreeOf(compare->left, asks);
  const FreeVariables right = FreeOf(compare->right, asks);
  const bool ignoring = compare->case_rule == values::Case::kIgnore;
  if (!HasPlainEquality(compare->left, left) || !HasPlainEquality(compare->right, right)) return {};
  if (left.OnlyOf(binding) && left.SpeaksOf(binding) && !right.SpeaksOf(binding)) {
    return Equality{compare->left, compare->right, ignoring};
  }
  if (right.OnlyOf(binding) && right.SpeaksOf(binding) && !left.SpeaksOf(binding)) {
    return Equality{compare->right, compare->left, ignoring};
  }
  return {};
}

struct Sorted {
  EventKind kind{};
  std::vector<ExprPtr> local;
  std::vector<ExprPtr> residual;
  std::vector<std::pair<Equality, ExprPtr>> equalities;  // with the conjunct it is
};

Sorted Sort(const PatternCase& each, BindingId binding, const std::vector<AskNode>& asks) {
  Sorted sorted{.kind = each.kind, .local = {}, .residual = {}, .equalities = {}};
  for (const ExprPtr& conjunct : Conjuncts(each.condition)) {
    if (FreeOf(conjunct, asks).OnlyOf(binding)) {
      sorted.local.push_back(conjunct);
    } else if (auto equality = AsKey(conjunct, binding, asks)) {
      sorted.equalities.emplace_back(std::move(*equality), conjunct);
    } else {
      sorted.residual.push_back(conjunct);
    }
  }
  return sorted;
}

// The same words read in the same scope.
bool SameWords(const ExprPtr& a, const ExprPtr& b, const std::vector<AskNode>& asks) {
  if (a == b) return true;
  if (a->span != b->span || a->span.begin == a->span.end) return false;
  const FreeVariables left = FreeOf(a, asks);
  const FreeVariables right = FreeOf(b, asks);
  return left.bindings == right.bindings && left.locals == right.locals;
}

// Moves the equalities that all kinds share into `keys`; the rest is residual.
std::vector<Key> CommonKeys(std::vector<Sorted>& kinds, const std::vector<AskNode>& asks) {
  std::vector<Key> keys;
  std::vector<std::pair<Equality, ExprPtr>> candidates = std::move(kinds.front().equalities);
  for (const auto& candidate : candidates) {
    const Equality& equality = candidate.first;
    const ExprPtr& conjunct = candidate.second;
    Key key{.inner = {{kinds.front().kind, equality.inner}},
            .outer = equality.outer,
            .ignoring_case = equality.ignoring_case};
    std::vector<std::size_t> places;
    for (std::size_t i = 1; i < kinds.size(); ++i) {
      auto& others = kinds[i].equalities;
      const auto same = std::find_if(others.begin(), others.end(), [&](const auto& other) {
        return other.first.ignoring_case == equality.ignoring_case &&
               SameWords(other.first.outer, equality.outer, asks) &&
               SameWords(other.first.inner, equality.inner, asks);
      });
      if (same == others.end()) break;
      key.inner.push_back({kinds[i].kind, same->first.inner});
      places.push_back(static_cast<std::size_t>(same - others.begin()));
    }
    if (key.inner.size() != kinds.size() || keys.size() == kMostKeys) {
      kinds.front().residual.push_back(conjunct);
      continue;
    }
    for (std::size_t i = 1; i < kinds.size(); ++i) {
      auto& others = kinds[i].equalities;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(places[i - 1]));
    }
    keys.push_back(std::move(key));
  }
  for (Sorted& kind : kinds) {
    for (auto& [equality, conjunct] : kind.equalities) kind.residual.push_back(conjunct);
    kind.equalities.clear();
  }
  return keys;
}

}  // namespace

const Remember::Part* Remember::PartOf(EventKind kind) const {
  for (const Part& part : parts) {
    if (part.kind == kind) return &part;
  }
  return nullptr;
}

ExprPtr Conjunction(const std::vector<ExprPtr>& conjuncts) {
  if (conjuncts.empty()) return nullptr;
  if (conjuncts.size() == 1) return conjuncts.front();
  return MakeLogic(expressions::LogicOperator::kAnd, conjuncts);
}

std::vector<PatternCase> ByKind(const std::vector<PatternCase>& cases) {
  std::vector<PatternCase> kinds;
  for (const PatternCase& each : cases) {
    const auto same = std::find_if(kinds.begin(), kinds.end(), [&](const PatternCase& other) {
      return other.kind == each.kind;
    });
    if (same == kinds.end()) {
      kinds.push_back(each);
    } else if (!same->condition || !each.condition) {
      same->condition = nullptr;
    } else {
      // What both cases ask for stays outside of the `or`, so that it can still be a key.
      std::vector<ExprPtr> left = Conjuncts(same->condition);
      std::vector<ExprPtr> right = Conjuncts(each.condition);
      std::vector<ExprPtr> common;
      std::erase_if(left, [&](const ExprPtr& conjunct) {
        const auto twin = std::find(right.begin(), right.end(), conjunct);
        if (twin == right.end()) return false;
        common.push_back(conjunct);
        right.erase(twin);
        return true;
      });
      if (!left.empty() && !right.empty()) {
        common.push_back(
            MakeLogic(expressions::LogicOperator::kOr, {Conjunction(left), Conjunction(right)}));
      }
      same->condition = Conjunction(common);
    }
  }
  return kinds;
}

Remember Split(const Pattern& pattern, const std::vector<AskNode>& asks) {
  Remember remember{.binding = pattern.binding,
                    .spoken = pattern.spoken,
                    .text = pattern.text,
                    .span = pattern.span,
                    .parts = {},
                    .keys = {},
                    .within = {},
                    .each = {},
                    .zone = {}};
  std::vector<Sorted> kinds;
  for (const PatternCase& each : ByKind(pattern.cases)) {
    kinds.push_back(Sort(each, pattern.binding, asks));
  }
  remember.keys = CommonKeys(kinds, asks);
  for (const Sorted& kind : kinds) {
    remember.parts.push_back({.kind = kind.kind,
                              .local = Conjunction(kind.local),
                              .residual = Conjunction(kind.residual),
                              .value = nullptr});
    remember.has_residual |= !kind.residual.empty();
  }
  remember.keep_fields = remember.has_residual;
  if (pattern.within) {
    const auto* constant = std::get_if<expressions::Constant>(&pattern.within->node);
    ABIDE_ASSERT(constant != nullptr, "a window that looks back is a constant");
    remember.within = constant->value.duration();
  }
  return remember;
}

}  // namespace abide::plan
