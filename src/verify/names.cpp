#include "verify/names.h"

#include "expressions/children.h"
#include "verify/conditions.h"

namespace abide::verify {

using expressions::Expr;
using expressions::ExprPtr;

Names::Names(const check::CheckedRules& rules, const check::Clause& clause) : rules_(rules) {
  for (const check::Pattern* pattern : PatternsIn(clause.norm)) Add(*pattern);
  if (const auto* limit = std::get_if<check::Limit>(&clause.norm)) {
    Add(limit->measure);
    Add(limit->bound);
    for (const check::Limit::Key& key : limit->per) Add(key.value);
  }
  for (const check::Exception& each : clause.exceptions) Add(each.condition);
  if (const auto* before = std::get_if<check::BeforeRequire>(&clause.norm)) {
    asks_between_ |= before->required.gap.has_value();
  } else if (const auto* after = std::get_if<check::AfterRequire>(&clause.norm)) {
    asks_between_ |= after->each_earlier && after->each_earlier->gap;
  }
}

bool Names::Hold(const std::string& name) const {
  if (names_.contains(name)) return true;
  for (std::size_t at = name.find_first_of(".["); at != std::string::npos;
       at = name.find_first_of(".[", at + 1)) {
    if (names_.contains(name.substr(0, at))) return true;
  }
  return false;
}

void Names::Add(const check::Pattern& pattern) {
  for (const check::PatternCase& each : pattern.cases) Add(each.condition);
  Add(pattern.within);
}

void Names::AddAsk(const check::AskNode& node) {
  names_.insert(node.text);
  for (const check::Pattern* pattern : PatternsIn(node)) Add(*pattern);
  if (const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask)) {
    Add(aggregate->value);
  } else if (const auto* past = std::get_if<check::AskPrecededBy>(&node.ask)) {
    asks_between_ |= past->past.gap.has_value();
  } else if (const auto* state = std::get_if<check::AskState>(&node.ask)) {
    asks_between_ = true;
    for (const auto& change : rules_.states[static_cast<std::size_t>(state->state)].changes) {
      Add(change.pattern);
      for (const ExprPtr& key : change.keys) Add(key);
    }
  } else if (std::holds_alternative<check::AskDerive>(node.ask) ||
             std::holds_alternative<check::AskShare>(node.ask)) {
    AddFlows();
  }
}

void Names::AddFlows() {
  ++lineage_;
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
