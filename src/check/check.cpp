#include "check/check.h"

#include "check/clauses.h"
#include "check/context.h"
#include "check/expressions.h"
#include "check/facts.h"
#include "check/file_cache.h"
#include "check/names.h"
#include "check/policies.h"
#include "check/sources.h"
#include "check/states.h"
#include "check/tests.h"
#include "check/vocabulary.h"

namespace abide::check {
namespace {

void CheckDefinitions(Context& context) {
  for (std::size_t i = 0; i < context.definitions.size(); ++i) {
    CheckDefinition(context, i, context.definitions[i].ast->name.span);
  }
}

}  // namespace

CheckedRules Check(const CheckOptions& options, const FileSystem& files,
                   diagnostics::SourceSet& sources, diagnostics::DiagnosticSink& sink) {
  return Checker(files, sources).Check(options, sink);
}

Checker::Checker(const FileSystem& files, diagnostics::SourceSet& sources)
    : cache_(new FileCache{.files = files, .sources = sources}) {}

Checker::~Checker() = default;

void Checker::Take(const std::string& path, ParsedRules rules) {
  cache_->rules[cache_->files.Canonical(path)] = std::move(rules);
}

void Checker::Forget(const std::string& path) {
  const std::string canonical = cache_->files.Canonical(path);
  cache_->rules.erase(canonical);
  cache_->tables.erase(canonical);
}

const ParsedRules* Checker::Find(const std::string& path) const {
  const auto known = cache_->rules.find(cache_->files.Canonical(path));
  return known == cache_->rules.end() ? nullptr : &known->second;
}

CheckedRules Checker::Check(const CheckOptions& options, diagnostics::DiagnosticSink& sink) {
  Context context{options, *cache_, cache_->sources, &sink, &sink, {}, {}, {}};
  context.rules.memory = std::make_shared<values::Arena>();
  context.loaded = LoadRules(options, *cache_, sink);
  context.rules.files = context.loaded.digests;

  DeclareEvents(context);
  DeclareNames(context);
  FindGivenTest(context);
  ReadFacts(context);
  DeclareStates(context);
  CheckDefinitions(context);
  CheckStates(context);
  CheckFlows(context);
  CheckFlowsAskNoLineage(context);
  CheckPolicies(context);
  CheckClauses(context);
  CheckPermitsAndWaivers(context);
  CheckSources(context);
  FinishTables(context);
  CheckTests(context);
  return std::move(context.rules);
}

}  // namespace abide::check
