// Permissions and waivers: both speak of the event at which a clause's findings stand, and a name
// alone is an `about` value first.

#include <fmt/format.h>

#include "check/clauses.h"
#include "check/expressions.h"
#include "check/policies.h"

namespace abide::check {
namespace {

class SpeakerAboutClauses {
 public:
  SpeakerAboutClauses(Context& context, std::size_t file) : context_(context), file_(file) {}

  void Check(const syntax::Permit& permit) {
    Exception exception;
    exception.is_permit = true;
    exception.span = permit.clause.span;
    if (permit.cites) exception.cites = permit.cites->value;
    exception.label = "permit: " + exception.cites;
    if (permit.effective) exception.effective = EffectiveOf(context_, *permit.effective);
    for (const std::size_t clause : Find(permit.clause)) {
      const auto where = Where(permit.where, clause);
      if (!where) break;
      exception.condition = *where;
      context_.rules.clauses[clause].exceptions.push_back(exception);
    }
  }

  void Check(const syntax::Waive& waive, Span declaration) {
    Waiver waiver;
    waiver.span = waive.clause.span;
    waiver.declaration = declaration;
    if (waive.until) waiver.until = waive.until->value;
    if (waive.because) waiver.because = waive.because->value;
    if (waive.by) waiver.by = waive.by->value;
    for (const std::size_t clause : Find(waive.clause)) {
      const auto where = Where(waive.where, clause);
      if (!where) break;
      waiver.where = *where;
      context_.rules.clauses[clause].waivers.push_back(waiver);
    }
  }

 private:
  std::vector<std::size_t> Find(const syntax::Name& name) {
    auto found = ClausesOf(context_, name.text);
    for (const std::size_t clause : found) context_.NoteClause(name, clause);
    if (!found.empty()) return found;
    std::vector<std::string> ids;
    for (const Clause& each : context_.rules.clauses) ids.push_back(each.id);
    Diagnostic& diagnostic = context_.Report(Code::kUnknownClause, name.span, {name.text});
    if (const auto near = diagnostics::NearestName(name.text, ids)) {
      diagnostic.WithFix(name.span, *near);
    }
    return found;
  }

  // Nothing after an error, null for "always".
  std::optional<ExprPtr> Where(const syntax::ExprPtr& where, std::size_t clause) {
    if (!where) return ExprPtr();
    context_.BeginDeclaration();
    Scope scope = context_.clauses[clause].scope;
    scope.file = file_;
    for (const AboutItem& item : context_.rules.clauses[clause].about) {
      if (scope.Find(item.name) != nullptr) continue;
      scope.AddValue(item.name, context_.clauses[clause].id_span, item.value);
      scope.names.back().before_fields = true;
    }
    ExprPtr condition = ExpressionChecker(context_).Condition(*where, scope);
    if (!condition) return std::nullopt;
    return condition;
  }

  Context& context_;
  std::size_t file_;
};

}  // namespace

void CheckPermitsAndWaivers(Context& context) {
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    const RuleFile& rules = context.loaded.files[file];
    ForEach<syntax::Permit>(rules, [&](const syntax::Permit& permit, Span) {
      SpeakerAboutClauses(context, file).Check(permit);
    });
    ForEach<syntax::Waive>(rules, [&](const syntax::Waive& waive, Span span) {
      SpeakerAboutClauses(context, file).Check(waive, span);
    });
  }
}

}  // namespace abide::check
