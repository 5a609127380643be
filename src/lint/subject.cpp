#include "lint/subject.h"

#include "check/words.h"
#include "lint/walk.h"

namespace abide::lint {
namespace {

using syntax::Declaration;

class Gatherer {
 public:
  explicit Gatherer(NameUses& uses) : uses_(uses) {}

  void Gather(const syntax::File& file) {
    uses_.by_file.emplace_back();
    for (const Declaration& each : file.declarations) Gather(each);
  }

 private:
  void Use(const std::string& name) {
    if (!is_test_) ++uses_.counts[name];
    uses_.by_file.back().insert(name);
  }
  // Of a path, each of its words.
  void UsePath(const std::string& path) {
    std::string word;
    for (const char c : path + '.') {
      if (c != '.' && c != '[' && c != ']') {
        word += c;
      } else if (!word.empty()) {
        Use(std::exchange(word, {}));
      }
    }
  }

  void Gather(const Declaration& declaration) {
    is_test_ = std::holds_alternative<syntax::Test>(declaration.node);
    if (const auto* test = std::get_if<syntax::Test>(&declaration.node)) return GatherTest(*test);
    const Visitor visitor{.expr = [this](const syntax::Expr& expr) { GatherExpr(expr); },
                          .pattern = [this](const syntax::Pattern& each) { Use(each.event.text); }};
    Walk(declaration, visitor);
    if (const auto* event = std::get_if<syntax::Event>(&declaration.node)) GatherFlows(*event);
    if (const auto* source = std::get_if<syntax::Source>(&declaration.node)) {
      for (const syntax::Mapping& each : source->mappings) {
        uses_.by_file.back().insert(each.event.text);
      }
    }
    if (const auto* waiver = std::get_if<syntax::Waive>(&declaration.node)) {
      uses_.by_file.back().insert(waiver->clause.text);
    }
    if (const auto* permit = std::get_if<syntax::Permit>(&declaration.node)) {
      uses_.by_file.back().insert(permit->clause.text);
    }
  }

  void GatherExpr(const syntax::Expr& expr) {
    if (const auto* reference = std::get_if<syntax::Reference>(&expr.node)) {
      if (reference->head) Use(reference->head->text);
      GatherSteps(reference->steps);
    } else if (const auto* call = std::get_if<syntax::Call>(&expr.node)) {
      Use(call->function.text);
      GatherSteps(call->steps);
    } else if (std::holds_alternative<syntax::Derive>(expr.node) ||
               std::holds_alternative<syntax::Share>(expr.node)) {
      uses_.asks_of_data = true;
    }
  }

  void GatherSteps(const std::vector<syntax::Step>& steps) {
    for (const syntax::Step& step : steps) {
      if (const auto* key = std::get_if<syntax::Step::Key>(&step.step)) Use(key->name.text);
    }
  }

  void GatherFlows(const syntax::Event& event) {
    for (const syntax::Flow& flow : event.flows) {
      if (flow.from) UsePath(flow.from->text);
      UsePath(flow.to.text);
      if (flow.weighed_by) UsePath(flow.weighed_by->text);
    }
  }

  void GatherTest(const syntax::Test& test) {
    for (const syntax::Given& each : test.givens) {
      Use(each.name.text);
      uses_.given.insert(each.name.text);
    }
    for (const syntax::TestStep& step : test.steps) {
      Use(step.event.text);
      uses_.tried.insert(step.event.text);
      for (const syntax::Expectation& each : step.expectations) {
        if (each.clause) Use(each.clause->text);
      }
    }
    if (test.clause) Use(test.clause->text);
  }

  NameUses& uses_;
  bool is_test_ = false;
};

}  // namespace

std::string Subject::Text(Span span) const { return check::OneLine(sources, span); }

NameUses GatherUses(std::span<const RuleText> files) {
  NameUses uses;
  Gatherer gatherer(uses);
  for (const RuleText& file : files) gatherer.Gather(file.ast);
  return uses;
}

}  // namespace abide::lint
