#include "check/norms.h"

#include <fmt/format.h>

#include "check/build.h"
#include "check/expressions.h"
#include "check/limits.h"
#include "check/patterns.h"
#include "check/walk.h"

namespace abide::check {
namespace {

WithinRule NoWithin(std::string place) {
  return {WithinRule::Kind::kForbidden, std::move(place), nullptr, std::nullopt, false};
}

class NormChecker {
 public:
  NormChecker(Context& context, std::size_t file) : context_(context) { outside_.file = file; }

  CheckedNorm Check(const syntax::Forbid& norm) {
    CheckedPattern checked =
        CheckPattern(context_, norm.pattern, outside_, NoWithin("behind `forbid`"));
    CheckedNorm result = At(checked.head);
    if (checked.pattern) result.norm = Forbid{*std::move(checked.pattern)};
    return result;
  }

  CheckedNorm Check(const syntax::Before& norm) {
    CheckedPattern trigger =
        CheckPattern(context_, norm.trigger, outside_, NoWithin("behind `before`"));
    CheckedNorm result = At(trigger.head);
    auto required =
        CheckPast(context_, norm.required, Around(trigger.head), trigger.head.ref.binding).past;
    if (trigger.pattern && required) {
      result.norm = BeforeRequire{*std::move(trigger.pattern), *std::move(required)};
    }
    return result;
  }

  CheckedNorm Check(const syntax::AfterRequire& norm) {
    CheckedPattern trigger =
        CheckPattern(context_, norm.trigger, outside_, NoWithin("behind `after … require`"));
    CheckedNorm result = At(trigger.head);
    const Scope term = result.scope;
    Scope around = Around(trigger.head);
    AfterRequire checked;
    bool good = trigger.pattern.has_value();
    if (norm.each_earlier) {
      CheckedPast earlier =
          CheckPast(context_, *norm.each_earlier, around, trigger.head.ref.binding);
      good = good && earlier.past;
      const PatternHead& head = earlier.heads.front();
      around.AddPattern(head.ref, head.has_variable);
      result.scope.AddPattern(head.ref, head.has_variable);
      checked.each_earlier = std::move(earlier.past);
    }
    const WithinRule within{WithinRule::Kind::kTerm, "", &term, trigger.head.ref.binding, true};
    good = CheckRequired(norm.required, around, within, checked.required) && good;
    if (!good) return result;
    checked.trigger = *std::move(trigger.pattern);
    result.norm = std::move(checked);
    return result;
  }

  CheckedNorm Check(const syntax::AfterForbid& norm) {
    // Each sees the other; one of two patterns of a kind needs a variable, whichever it is.
    PatternHead first;
    PatternHead forbidden;
    if (norm.first.variable) {
      forbidden = OpenPattern(context_, norm.forbidden, outside_);
      first = OpenPattern(context_, norm.first, Around(forbidden));
    } else {
      first = OpenPattern(context_, norm.first, outside_);
      forbidden = OpenPattern(context_, norm.forbidden, Around(first));
    }
    const WithinRule within{WithinRule::Kind::kConstant, "", nullptr, forbidden.ref.binding, false};
    auto before = CompletePattern(context_, first, Around(forbidden), within);
    auto after =
        CompletePattern(context_, forbidden, Around(first),
                        NoWithin("behind `after … forbid` (write `after P within D forbid Q`)"));
    CheckedNorm result = At(forbidden);
    if (!before || !after) return result;
    MoveJoin(*before, *after);
    result.norm = AfterForbid{*std::move(before), *std::move(after)};
    return result;
  }

  CheckedNorm Check(const syntax::AroundRequire& norm) {
    CheckedPattern trigger =
        CheckPattern(context_, norm.trigger, outside_, NoWithin("behind `around`"));
    CheckedNorm result = At(trigger.head);
    const WithinRule within{WithinRule::Kind::kConstant, "", nullptr, trigger.head.ref.binding,
                            true};
    AroundRequire checked;
    bool good = trigger.pattern.has_value();
    good = CheckRequired(norm.required, Around(trigger.head), within, checked.required) && good;
    if (!good) return result;
    checked.trigger = *std::move(trigger.pattern);
    result.norm = std::move(checked);
    return result;
  }

  CheckedNorm Check(const syntax::AroundForbid& norm) {
    CheckedPattern first =
        CheckPattern(context_, norm.first, outside_, NoWithin("behind `around`"));
    const WithinRule within{WithinRule::Kind::kConstant, "", nullptr, first.head.ref.binding, true};
    CheckedPattern second = CheckPattern(context_, norm.second, Around(first.head), within);
    CheckedNorm result;
    result.scope = Around(first.head);
    result.scope.AddPattern(second.head.ref, second.head.has_variable);
    result.scope.why_no_nearest = fmt::format("where `{}` and `{}` have equal rights",
                                              first.head.ref.spoken, second.head.ref.spoken);
    result.at = context_.NewBinding();
    result.scope.at = result.at;
    if (first.pattern && second.pattern) {
      result.norm = AroundForbid{*std::move(first.pattern), *std::move(second.pattern)};
    }
    return result;
  }

 private:
  // What is seen around and behind the pattern, but not of it.
  Scope Around(const PatternHead& head) const {
    Scope scope = outside_;
    scope.AddPattern(head.ref, head.has_variable);
    return scope;
  }

  CheckedNorm At(const PatternHead& head) const {
    CheckedNorm result;
    result.at = head.ref.binding;
    result.scope = outside_.Inside(head.ref, head.has_variable);
    return result;
  }

  // False if one of them is wrong.
  bool CheckRequired(const std::vector<syntax::Pattern>& required, const Scope& around,
                     const WithinRule& within, std::vector<Pattern>& checked) {
    bool good = true;
    for (const syntax::Pattern& each : required) {
      auto pattern = CheckPattern(context_, each, around, within).pattern;
      good = good && pattern;
      if (pattern) checked.push_back(*std::move(pattern));
    }
    return good;
  }

  // What `forbidden` says of `first` becomes part of the condition of `first`.
  void MoveJoin(Pattern& first, Pattern& forbidden) {
    std::vector<ExprPtr> moved;
    for (PatternCase& each : forbidden.cases) {
      std::vector<ExprPtr> kept;
      moved.clear();
      for (const ExprPtr& condition : Conjuncts(each.condition)) {
        const bool joins = DependenceOf(context_.rules, condition, first.binding).inside;
        (joins ? moved : kept).push_back(condition);
      }
      each.condition = Conjunction(context_, kept, forbidden.span);
    }
    if (moved.empty()) return;
    for (PatternCase& each : first.cases) {
      std::vector<ExprPtr> all = {each.condition};
      all.insert(all.end(), moved.begin(), moved.end());
      each.condition = Conjunction(context_, all, first.span);
    }
  }

  Context& context_;
  Scope outside_;
};

}  // namespace

CheckedNorm CheckNorm(Context& context, const syntax::Clause& clause, std::size_t file) {
  if (const auto* limit = std::get_if<syntax::Limit>(&clause.norm.norm)) {
    return CheckLimit(context, *limit, clause, file);
  }
  NormChecker checker(context, file);
  return std::visit(
      [&](const auto& norm) {
        if constexpr (std::is_same_v<std::decay_t<decltype(norm)>, syntax::Limit>) {
          return CheckedNorm{};
        } else {
          return checker.Check(norm);
        }
      },
      clause.norm.norm);
}

std::optional<std::string> LastWord(const syntax::Expr& expr) {
  const auto* name = std::get_if<syntax::Reference>(&expr.node);
  if (name == nullptr || !name->head || name->as_of) return std::nullopt;
  std::string word = name->head->text;
  for (const syntax::Step& step : name->steps) {
    const auto* key = std::get_if<syntax::Step::Key>(&step.step);
    if (key == nullptr) return std::nullopt;
    word = key->name.text;
  }
  return word;
}

}  // namespace abide::check
