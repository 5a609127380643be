#include "check/limits.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/patterns.h"
#include "check/words.h"

namespace abide::check {
namespace {

class LimitChecker {
 public:
  LimitChecker(Context& context, const syntax::Limit& ast, const syntax::Clause& clause,
               std::size_t file)
      : context_(context), ast_(ast), clause_(clause), file_(file) {}

  CheckedNorm Check() {
    limit_.binding = context_.NewBinding();
    bool good = CheckMeasure();
    CheckedNorm result;
    result.at = limit_.binding;
    result.scope = FindingScope(false);
    good &= CheckKeys();
    AddKeys(result.scope);
    good &= CheckBound(result.scope);
    good &= CheckWindow();
    if (good) result.norm = std::move(limit_);
    return result;
  }

 private:
  bool CheckMeasure() {
    Scope scope;
    scope.file = file_;
    scope.at = limit_.binding;
    scope.measure = &measure_;
    limit_.measure = ExpressionChecker(context_).Check(*ast_.measure, scope);
    limit_.aggregates = measure_.aggregates;
    for (const PatternRef& each : measure_.patterns) {
      for (const EventKind kind : each.kinds) {
        if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) kinds_.push_back(kind);
      }
    }
    if (measure_.patterns.empty()) {
      context_.Report(Code::kNoAggregate, ast_.measure->span);
      return false;
    }
    if (!limit_.measure) return false;
    const Kind kind = limit_.measure->type.kind;
    if (kind == Kind::kNumber || kind == Kind::kDuration) return true;
    context_.Report(Code::kWrongType, ast_.measure->span,
                    {"number or duration", NameOfType(limit_.measure->type)});
    return false;
  }

  // The event that is counted, under the names of the measure's patterns. A key must be a field of
  // whatever is counted, so there every name stands for all kinds.
  Scope FindingScope(bool for_keys) const {
    Scope scope;
    scope.file = file_;
    scope.at = limit_.binding;
    PatternRef counted{limit_.binding, kinds_, "", "", ast_.measure->span};
    for (const PatternRef& each : measure_.patterns) {
      if (scope.Find(each.spoken) != nullptr) {
        AddKinds(scope, each);
        continue;
      }
      counted.spoken += (counted.spoken.empty() ? "" : " or ") + each.spoken;
      PatternRef named = each;
      named.binding = limit_.binding;
      if (for_keys) named.kinds = kinds_;
      scope.AddPattern(named, each.spoken != each.event);
    }
    counted.spoken =
        measure_.patterns.size() == 1 ? measure_.patterns[0].spoken : "the event that is counted";
    if (!measure_.patterns.empty()) scope.nearest = counted;
    return scope;
  }

  static void AddKinds(Scope& scope, const PatternRef& more) {
    for (ScopeName& known : scope.names) {
      if (known.name != more.spoken) continue;
      for (const EventKind kind : more.kinds) {
        auto& kinds = known.pattern.kinds;
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
      }
    }
  }

  bool CheckKeys() {
    const Scope scope = FindingScope(true);
    bool good = true;
    for (const syntax::ExprPtr& ast : ast_.per) {
      ExprPtr key = ExpressionChecker(context_).Check(*ast, scope);
      const auto name = NameOfKey(*ast);
      if (key && (key->type.kind == Kind::kList || key->type.kind == Kind::kRecord)) {
        context_.Report(Code::kWrongType, ast->span,
                        {"a single value as key", NameOfType(key->type)});
        key = nullptr;
      }
      good = good && key && name;
      if (key && name) limit_.per.push_back({*name, std::move(key)});
    }
    return good && CheckNamesDiffer();
  }

  void AddKeys(Scope& scope) const {
    for (const check::Limit::Key& key : limit_.per) {
      const auto* field = std::get_if<expressions::Field>(&key.value->node);
      if (field == nullptr) continue;
      for (ScopeName& name : scope.names) name.pattern.keys.push_back(*field);
    }
  }

  // A key that is no plain path has the name that `about` gives to the same expression.
  std::optional<std::string> NameOfKey(const syntax::Expr& ast) {
    if (auto word = LastWord(ast)) return word;
    const std::string text = OneLine(context_.sources, ast.span);
    for (const syntax::AboutItem& item : clause_.about) {
      if (item.name && OneLine(context_.sources, item.value->span) == text) return item.name->text;
    }
    context_.Report(Code::kUnnamedKey, ast.span)
        .WithHelp(fmt::format("name it: `about {} as NAME`", text));
    return std::nullopt;
  }

  bool CheckNamesDiffer() {
    for (std::size_t i = 0; i < limit_.per.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (limit_.per[i].name != limit_.per[j].name) continue;
        context_.Report(Code::kItemTwice, ast_.per[i]->span, {limit_.per[i].name})
            .WithLabel(ast_.per[j]->span, "the first of this name");
        return false;
      }
    }
    return true;
  }

  bool CheckBound(const Scope& scope) {
    ExprPtr bound = ExpressionChecker(context_).Check(*ast_.bound, scope);
    if (!bound || !limit_.measure) return false;
    limit_.bound = As(context_, std::move(bound), limit_.measure->type.kind, ast_.bound->span);
    return limit_.bound != nullptr;
  }

  bool CheckWindow() {
    if (ast_.over) {
      limit_.over = ConstantDuration(context_, *ast_.over, file_, true);
      return limit_.over.has_value();
    }
    limit_.each = static_cast<values::Period>(*ast_.each);
    if (!ast_.zone) return true;
    limit_.zone = ast_.zone->value;
    if (values::IsZone(limit_.zone)) return true;
    context_.Report(Code::kUnknownZone, ast_.zone->span, {limit_.zone});
    return false;
  }

  Context& context_;
  const syntax::Limit& ast_;
  const syntax::Clause& clause_;
  std::size_t file_;
  Limit limit_;
  Measure measure_;
  std::vector<EventKind> kinds_;  // of all patterns
};

}  // namespace

CheckedNorm CheckLimit(Context& context, const syntax::Limit& limit, const syntax::Clause& clause,
                       std::size_t file) {
  return LimitChecker(context, limit, clause, file).Check();
}

}  // namespace abide::check
