// The conditions that a condition is made of: operands of `and` and `or`, what stands behind `not`,
// bodies of `any` and `every`, at all depths.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "diagnostics/source.h"
#include "expressions/evaluate.h"
#include "plan/plan.h"
#include "values/truth.h"

namespace abide::trials {

class Conditions {
 public:
  struct Met {
    diagnostics::Span span;
    std::string text;                    // as written, on one line
    std::optional<values::Truth> truth;  // none where nothing is evaluated
    // While it is visited, what it sees is bound and set in the environment.
    expressions::ExprPtr condition;
  };
  using Visit = std::function<void(Met)>;

  // Without `environment` nothing is evaluated. All outlive the walk.
  Conditions(const plan::Plan& plan, const diagnostics::SourceSet& sources,
             expressions::Environment* environment, Visit visit)
      : plan_(plan), sources_(sources), environment_(environment), visit_(std::move(visit)) {}

  // `condition` and all below it; of an `and` or `or` only what is below. Null is no condition. A
  // body under a quantifier is met once for each element, what is constant not at all.
  void Walk(const expressions::ExprPtr& condition);
  // As Walk, without `condition` itself.
  void WalkBelow(const expressions::ExprPtr& condition);

  // What `condition` (null: true) is worth.
  std::optional<values::Truth> Test(const expressions::ExprPtr& condition) const;

 private:
  void WalkBody(const expressions::Quantifier& quantifier);
  void Say(const expressions::ExprPtr& condition);
  bool IsUnwritten(const expressions::ExprPtr& condition) const;
  std::string TextOf(const expressions::ExprPtr& condition) const;
  bool CanBeAsked(const expressions::ExprPtr& condition) const;

  const plan::Plan& plan_;
  const diagnostics::SourceSet& sources_;
  expressions::Environment* environment_;
  Visit visit_;
};

}  // namespace abide::trials
