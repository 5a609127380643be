// The conditions of a pattern at an event, each with the values that make it what it is.
#pragma once

#include <vector>

#include "engine/evidence.h"
#include "reasons/reasons.h"

namespace abide::reasons {

class ConditionReader {
 public:
  // All outlive the reader. What conditions see is bound before they are read.
  ConditionReader(const plan::Plan& plan, const diagnostics::SourceSet& sources,
                  expressions::Environment& environment);

  // What `condition` (null: true) is worth; none if it asks what nobody remembers.
  std::optional<values::Truth> Test(const expressions::ExprPtr& condition) const;
  // Those that it is made of.
  std::vector<Condition> Read(const expressions::ExprPtr& condition);
  // As it would be in a report.
  Operand OperandOf(const expressions::ExprPtr& expr, std::string text) const;
  std::string TextOf(diagnostics::Span span) const;

  expressions::Environment& environment() { return environment_; }

 private:
  void AddOperands(const expressions::ExprPtr& expr, std::vector<Operand>& operands);
  void Add(const expressions::ExprPtr& expr, std::string text,
           std::vector<Operand>& operands) const;
  void AddEvidence(const expressions::ExprPtr& condition, Condition& read);

  const plan::Plan& plan_;
  const diagnostics::SourceSet& sources_;
  expressions::Environment& environment_;
  engine::Evidence evidence_;
};

}  // namespace abide::reasons
