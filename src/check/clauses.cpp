#include "check/clauses.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/norms.h"
#include "check/policies.h"
#include "check/words.h"

namespace abide::check {
namespace {

std::string TextOf(const std::optional<syntax::Text>& text) { return text ? text->value : ""; }

class ClauseChecker {
 public:
  ClauseChecker(Context& context, std::size_t file, const syntax::Clause& ast, Span span)
      : context_(context), file_(file), ast_(ast) {
    clause_.span = span;
  }

  void Run() {
    context_.BeginDeclaration();
    TakeAttributes();
    ReportDouble();
    CheckedNorm norm = CheckNorm(context_, ast_, file_);
    clause_.at = norm.at;
    scope_ = std::move(norm.scope);
    if (norm.norm) clause_.norm = *std::move(norm.norm);
    for (const syntax::Unless& each : ast_.exceptions) Add(each);
    for (const syntax::AboutItem& each : ast_.about) Add(each);
    NameKeys();
    if (ast_.message) Take(*ast_.message);
    context_.clauses.push_back({file_, ast_.id.text, ast_.id.span, std::move(scope_)});
    context_.rules.clauses.push_back(std::move(clause_));
  }

 private:
  void TakeAttributes() {
    if (const auto policy = context_.policy_of_file[file_]) {
      const Policy& of = context_.rules.policies[*policy];
      clause_.policy = of.id;
      clause_.version = of.version;
      clause_.effective = of.effective;
      clause_.id = of.id + "/";
    }
    clause_.id += ast_.id.text;
    clause_.title = ast_.title.value;
    clause_.cites = TextOf(ast_.cites);
    clause_.remedy = TextOf(ast_.remedy);
    if (ast_.severity) clause_.severity = static_cast<SeverityLevel>(ast_.severity->level);
    if (ast_.tags) {
      for (const syntax::Text& tag : *ast_.tags) clause_.tags.push_back(tag.value);
    }
    clause_.text = std::string(context_.sources.Text(clause_.span));
    if (ast_.effective) Narrow(*ast_.effective);
  }

  void Narrow(const syntax::Effective& ast) {
    const Effective of_policy = clause_.effective;
    const Effective own = EffectiveOf(context_, ast);
    clause_.effective = {std::max(of_policy.from, own.from), std::min(of_policy.until, own.until)};
    if (clause_.effective.from < clause_.effective.until || own.from >= own.until ||
        of_policy.from >= of_policy.until) {
      return;
    }
    const Policy& policy = context_.rules.policies[*context_.policy_of_file[file_]];
    context_.Report(Code::kNeverInForce, ast.span, {InWords(own), policy.id, InWords(of_policy)})
        .WithLabel(policy.span, "the policy is declared here");
  }

  void ReportDouble() {
    const std::size_t home = context_.policy_of_file[file_] ? file_ : SIZE_MAX;
    const auto [first, is_new] =
        context_.clause_homes.try_emplace({home, ast_.id.text}, context_.clauses.size());
    if (is_new) return;
    const ClauseFact& other = context_.clauses[first->second];
    context_.Report(Code::kDeclaredTwice, ast_.id.span, {"clause", ast_.id.text})
        .WithLabel(other.id_span, fmt::format("`{}` is declared here first", other.short_id));
  }

  void Add(const syntax::Unless& unless) {
    Exception exception;
    exception.label = unless.label.value;
    exception.span = unless.span;
    exception.condition = ExpressionChecker(context_).Condition(*unless.condition, scope_);
    clause_.exceptions.push_back(std::move(exception));
  }

  void Add(const syntax::AboutItem& item) {
    ExprPtr value = ExpressionChecker(context_).Check(*item.value, scope_);
    if (value && value->type.kind == Kind::kRecord) {
      context_.Report(Code::kWrongType, item.span, {"a value or a list", "a record"});
      value = nullptr;
    }
    const auto word = item.name ? std::optional(item.name->text) : LastWord(*item.value);
    if (!word) {
      context_.Report(Code::kUnnamedItem, item.span)
          .WithFix(Span{item.span.file, item.span.end, item.span.end}, " as NAME");
      return;
    }
    const Span span = item.name ? item.name->span : item.span;
    for (std::size_t i = 0; i < clause_.about.size(); ++i) {
      if (clause_.about[i].name != *word) continue;
      context_.Report(Code::kItemTwice, span, {*word})
          .WithLabel(about_spans_[i], "the first of this name");
      return;
    }
    clause_.about.push_back({*word, std::move(value)});
    about_spans_.push_back(span);
  }

  // A limit is about its keys if nothing else is said.
  void NameKeys() {
    const auto* limit = std::get_if<Limit>(&clause_.norm);
    if (limit == nullptr || !clause_.about.empty()) return;
    for (const Limit::Key& key : limit->per) clause_.about.push_back({key.name, key.value});
  }

  void Take(const syntax::Message& message) {
    for (const auto& piece : message.pieces) {
      if (const auto* text = std::get_if<std::string>(&piece)) {
        clause_.message.emplace_back(*text);
        continue;
      }
      const syntax::Expr& ast = *std::get<syntax::ExprPtr>(piece);
      context_.string = ast.span;
      ExprPtr hole = ExpressionChecker(context_).Check(ast, scope_);
      context_.string = {};
      const bool is_record =
          hole && (hole->type.kind == Kind::kRecord ||
                   (hole->type.element && hole->type.element->kind == Kind::kRecord));
      if (is_record) {
        context_.Report(Code::kWrongType, ast.span,
                        {"a value that can be printed", NameOfType(hole->type)});
      }
      clause_.message.emplace_back(std::move(hole));
    }
  }

  Context& context_;
  std::size_t file_;
  const syntax::Clause& ast_;
  Clause clause_;
  Scope scope_;
  std::vector<Span> about_spans_;
};

}  // namespace

void CheckClauses(Context& context) {
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    ForEach<syntax::Clause>(context.loaded.files[file],
                            [&](const syntax::Clause& clause, Span span) {
                              ClauseChecker(context, file, clause, span).Run();
                            });
  }
}

std::vector<std::size_t> ClausesOf(const Context& context, const std::string& full_id,
                                   std::optional<std::size_t> file) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < context.clauses.size(); ++i) {
    const bool seen = !file || context.loaded.files[*file].sees[context.clauses[i].file];
    if (seen && context.rules.clauses[i].id == full_id) found.push_back(i);
  }
  return found;
}

}  // namespace abide::check
