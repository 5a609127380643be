#include "verify/names.h"

#include "expressions/children.h"

namespace abide::verify {

using expressions::Expr;
using expressions::ExprPtr;

Names::Names(const check::CheckedRules& rules, const check::Clause& clause) : rules_(rules) {
  std::visit([this](const auto& norm) { AddNorm(norm); }, clause.norm);
  for (const check::Exception& each : clause.exceptions) Add(each.condition);
}

bool Names::Hold(const std::string& name) const {
  if (names_.contains(name)) return true;
  for (std::size_t at = name.find_first_of(".["); at != std::string::npos;
       at = name.find_first_of(".[", at + 1)) {
    if (names_.contains(name.substr(0, at))) return true;
  }
  return false;
}

void Names::AddNorm(const check::Forbid& norm) { Add(norm.pattern); }

void Names::AddNorm(const check::BeforeRequire& norm) {
  Add(norm.trigger);
  Add(norm.required);
}

void Names::AddNorm(const check::AfterRequire& norm) {
  Add(norm.trigger);
  if (norm.each_earlier) Add(*norm.each_earlier);
  for (const check::Pattern& each : norm.required) Add(each);
}

void Names::AddNorm(const check::AfterForbid& norm) {
  Add(norm.first);
  Add(norm.forbidden);
}

void Names::AddNorm(const check::AroundRequire& norm) {
  Add(norm.trigger);
  for (const check::Pattern& each : norm.required) Add(each);
}

void Names::AddNorm(const check::AroundForbid& norm) {
  Add(norm.first);
  Add(norm.second);
}

void Names::AddNorm(const check::Limit& norm) {
  Add(norm.measure);
  Add(norm.bound);
  for (const check::Limit::Key& key : norm.per) Add(key.value);
}

void Names::Add(const check::Past& past) {
  for (const check::Pattern& each : past.alternatives) Add(each);
  if (past.gap) {
    asks_between_ = true;
    Add(*past.gap);
  }
}

void Names::Add(const check::Pattern& pattern) {
  for (const check::PatternCase& each : pattern.cases) Add(each.condition);
  Add(pattern.within);
}

void Names::AddAsk(const check::AskNode& node) {
  names_.insert(node.text);
  if (const auto* past = std::get_if<check::AskPrecededBy>(&node.ask)) {
    Add(past->past);
  } else if (const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask)) {
    Add(aggregate->pattern);
    Add(aggregate->value);
  } else if (const auto* state = std::get_if<check::AskState>(&node.ask)) {
    asks_between_ = true;
    for (const auto& change : rules_.states[static_cast<std::size_t>(state->state)].changes) {
      Add(change.pattern);
      for (const ExprPtr& key : change.keys) Add(key);
    }
  } else if (const auto* derive = std::get_if<check::AskDerive>(&node.ask)) {
    AddLineage(derive->source);
  } else if (const auto* share = std::get_if<check::AskShare>(&node.ask)) {
    AddLineage(share->source);
  }
}

void Names::AddLineage(const check::Pattern& source) {
  ++lineage_;
  Add(source);
  for (const events::EventType& type : rules_.schema.types()) {
    for (const events::Flow& flow : type.flows) {
      Add(flow.where);
      if (!flow.weighed_by) continue;
      const auto field = static_cast<std::size_t>(*flow.weighed_by);
      names_.insert(type.name + '.' + type.fields[field].name);
    }
  }
}

void Names::Add(const ExprPtr& expr) {
  if (!expr || !seen_.insert(expr.get()).second) return;
  if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
    names_.insert(field->name);
  } else if (const auto* local = std::get_if<expressions::Local>(&expr->node)) {
    names_.insert(local->name);
  } else if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    AddAsk(rules_.asks[static_cast<std::size_t>(ask->ask)]);
  } else if (const auto* sum = std::get_if<expressions::Arithmetic>(&expr->node)) {
    names_.insert(sum->written + " (out of range)");
  }
  expressions::ForEachChild(*expr, [this](const ExprPtr& child) { Add(child); });
}

}  // namespace abide::verify
