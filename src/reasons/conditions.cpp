#include "reasons/conditions.h"

#include <algorithm>
#include <utility>

#include "check/words.h"
#include "expressions/children.h"
#include "trials/conditions.h"

namespace abide::reasons {

using expressions::ExprPtr;
using values::Truth;
using values::Value;

namespace {

// Of one condition; a list that is written out has many.
constexpr std::size_t kMostOperands = 16;

// What has a value of its own, and a text that people know it by.
bool IsNamed(const ExprPtr& expr) {
  return std::holds_alternative<expressions::Field>(expr->node) ||
         std::holds_alternative<expressions::Local>(expr->node) ||
         std::holds_alternative<expressions::MemberOf>(expr->node) ||
         std::holds_alternative<expressions::ElementOf>(expr->node);
}

bool IsWritten(const ExprPtr& expr) {
  if (const auto* sum = std::get_if<expressions::Arithmetic>(&expr->node)) {
    return !sum->written.empty();
  }
  return std::holds_alternative<expressions::FunctionCall>(expr->node) ||
         std::holds_alternative<expressions::CaptureCall>(expr->node) ||
         std::holds_alternative<expressions::Else>(expr->node);
}

bool IsAsking(const ExprPtr& expr) {
  if (!expr) return false;
  bool is_asking = std::holds_alternative<expressions::Ask>(expr->node);
  expressions::ForEachChild(
      *expr, [&](const ExprPtr& child) { is_asking = is_asking || IsAsking(child); });
  return is_asking;
}

}  // namespace

// The host of what the engine evaluates is what it remembers.
ConditionReader::ConditionReader(const plan::Plan& plan, const diagnostics::SourceSet& sources,
                                 expressions::Environment& environment)
    : plan_(plan),
      sources_(sources),
      environment_(environment),
      evidence_(plan, static_cast<engine::Memories&>(environment.host()), environment) {}

std::optional<Truth> ConditionReader::Test(const ExprPtr& condition) const {
  return trials::Conditions(plan_, sources_, &environment_, {}).Test(condition);
}

std::vector<Condition> ConditionReader::Read(const ExprPtr& condition) {
  std::vector<Condition> all;
  trials::Conditions conditions(
      plan_, sources_, &environment_, [&](const trials::Conditions::Met& met) {
        Condition& read = all.emplace_back();
        read.text = met.text;
        read.span = met.span;
        read.truth = met.truth;
        if (!met.truth) return;
        AddOperands(met.condition, read.operands);
        if (*met.truth == Truth::kUnknown) {
          read.missing = expressions::MissingFields(*met.condition, environment_);
        }
        AddEvidence(met.condition, read);
      });
  conditions.Walk(condition);
  return all;
}

std::string ConditionReader::TextOf(diagnostics::Span span) const {
  return check::OneLine(sources_, span);
}

Operand ConditionReader::OperandOf(const ExprPtr& expr, std::string text) const {
  const Value value = expressions::Evaluate(*expr, environment_);
  const bool is_text = value.kind() == Value::Kind::kText;
  return {.text = std::move(text),
          .value = is_text ? '"' + values::ToString(value) + '"' : values::ToString(value),
          .absent = value.is_absent()};
}

void ConditionReader::Add(const ExprPtr& expr, std::string text,
                          std::vector<Operand>& operands) const {
  const auto is_same = [&text](const Operand& other) { return other.text == text; };
  if (operands.size() >= kMostOperands || std::any_of(operands.begin(), operands.end(), is_same)) {
    return;
  }
  operands.push_back(OperandOf(expr, std::move(text)));
}

// What stands inside a quantifier has no value of its own; its body is a condition by itself.
void ConditionReader::AddOperands(const ExprPtr& expr, std::vector<Operand>& operands) {
  if (!expr) return;
  if (const auto* quantifier = std::get_if<expressions::Quantifier>(&expr->node)) {
    return AddOperands(quantifier->list, operands);
  }
  if (const auto* made = std::get_if<expressions::Comprehension>(&expr->node)) {
    return Add(expr, TextOf(expr->span), operands), AddOperands(made->list, operands);
  }
  if (const auto* let = std::get_if<expressions::Let>(&expr->node)) {
    AddOperands(let->value, operands);
    const Value before =
        environment_.Exchange(let->local, expressions::Evaluate(*let->value, environment_));
    AddOperands(let->body, operands);
    environment_.Set(let->local, before);
    return;
  }
  if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
    return Add(expr, field->name, operands);
  }
  if (const auto* local = std::get_if<expressions::Local>(&expr->node)) {
    return Add(expr, local->name, operands);
  }
  const bool is_question = std::holds_alternative<expressions::Ask>(expr->node) &&
                           expr->type.kind == expressions::Type::Kind::kBoolean;
  const bool is_answer = std::holds_alternative<expressions::Ask>(expr->node) && !is_question;
  if (IsNamed(expr) || IsWritten(expr) || is_answer) Add(expr, TextOf(expr->span), operands);
  if (IsNamed(expr)) return;
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) { AddOperands(child, operands); });
}

void ConditionReader::AddEvidence(const ExprPtr& condition, Condition& read) {
  if (!IsAsking(condition)) return;
  engine::Finding finding;
  evidence_.Add(condition, *read.truth, finding);
  read.evidence = std::move(finding.evidence);
  read.windows = std::move(finding.windows);
  read.shares = std::move(finding.shares);
}

}  // namespace abide::reasons
