// What conditions can be worth, decided on checked rules: definitions are written out there, so
// that what a definition says and what its user adds are held against each other.
//
// The conditions joined by one `and` are gathered by the value that they speak of; those of one
// value are compared (facts.h). A branch of an `or` is seen together with what surrounds it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "check/walk.h"
#include "expressions/children.h"
#include "lint/checks.h"
#include "lint/facts.h"
#include "lint/patterns.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

using expressions::Expr;
using expressions::ExprPtr;
using expressions::Logic;
using expressions::LogicOperator;

constexpr std::size_t kMostFacts = 32;  // of one `and` or `or`

const Logic* LogicOf(const Expr& expr, LogicOperator op) {
  const auto* logic = std::get_if<Logic>(&expr.node);
  return logic != nullptr && logic->op == op ? logic : nullptr;
}

// The operands of an `and` (or `or`), and of those in it.
void Flatten(const ExprPtr& expr, LogicOperator op, std::vector<ExprPtr>& parts) {
  if (const Logic* logic = LogicOf(*expr, op)) {
    for (const ExprPtr& each : logic->operands) Flatten(each, op, parts);
  } else {
    parts.push_back(expr);
  }
}

class Conditions {
 public:
  Conditions(const Subject& subject, Remarks& remarks) : subject_(subject), remarks_(remarks) {}

  void CheckAll() {
    for (const check::AskNode& ask : subject_.rules.asks) {
      for (const check::Pattern* each : check::PatternsOf(ask)) Check(*each);
    }
    for (const check::State& state : subject_.rules.states) {
      for (const check::StateChange& change : state.changes) Check(change.pattern);
    }
    for (const check::Clause& clause : subject_.rules.clauses) {
      for (const check::Pattern* each : PatternsOfNorm(clause.norm)) Check(*each);
      for (const check::Exception& each : clause.exceptions) CheckException(clause, each);
      for (const check::Waiver& each : clause.waivers) CheckWaiver(clause, each);
    }
  }

 private:
  using Facts = std::vector<Fact>;

  void Say(Code code, Span span, std::vector<std::string> arguments) {
    if (said_.emplace(code, span).second) remarks_.Add(code, span, std::move(arguments));
  }

  void Check(const check::Pattern& pattern) {
    for (const check::PatternCase& each : pattern.cases) {
      if (each.condition != nullptr) Check(each.condition, {});
    }
  }

  Facts FactsOf(const std::vector<ExprPtr>& parts) const {
    Facts facts;
    for (const ExprPtr& part : parts) {
      if (facts.size() == kMostFacts) break;
      if (auto fact = FactOf(subject_, *part)) facts.push_back(*std::move(fact));
    }
    return facts;
  }

  // The facts of `facts` and `around` about each value that `facts` speaks of.
  static std::vector<std::vector<const Fact*>> ByValue(const Facts& facts, const Facts& around) {
    std::map<std::string_view, std::vector<const Fact*>> groups;
    for (const Fact& fact : facts) groups[fact.key].push_back(&fact);
    for (const Fact& fact : around) {
      const auto group = groups.find(fact.key);
      if (group != groups.end()) group->second.push_back(&fact);
    }
    std::vector<std::vector<const Fact*>> all;
    all.reserve(groups.size());
    for (auto& [key, group] : groups) all.push_back(std::move(group));
    return all;
  }

  std::string Exclusion(const std::vector<const Fact*>& facts) const {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      for (std::size_t j = i + 1; j < facts.size(); ++j) {
        if (CanHold({facts[i], facts[j]})) continue;
        return fmt::format("`{}` and `{}` exclude each other", subject_.Text(facts[i]->span),
                           subject_.Text(facts[j]->span));
      }
    }
    return fmt::format("no value meets all of what is said of `{}`",
                       subject_.Text(facts.front()->term->span));
  }

  // Why what is said of one value can't be; nothing if it can.
  std::optional<std::string> WhyNever(const Facts& facts, const Facts& around) const {
    for (const auto& group : ByValue(facts, around)) {
      if (!CanHold(group)) return Exclusion(group);
    }
    return std::nullopt;
  }

  // One fact against what its value can be at all. False, and said, if it can't be.
  bool IsPossible(const Fact& fact) {
    const auto range = RangeOf(subject_.rules, fact);
    if (!range) return true;
    std::vector<const Fact*> all{&fact};
    for (const Fact& each : range->facts) all.push_back(&each);
    if (CanHold(all)) return true;
    Say(Code::kImpossibleValue, fact.span, {subject_.Text(fact.span), range->says});
    return false;
  }

  void Check(const ExprPtr& expr, const Facts& around) {
    if (LogicOf(*expr, LogicOperator::kAnd) != nullptr) return CheckAnd(expr, around);
    if (LogicOf(*expr, LogicOperator::kOr) != nullptr) return CheckOr(expr, around);
    if (const auto fact = FactOf(subject_, *expr)) {
      if (IsPossible(*fact)) {
        if (const auto why = WhyNever({*fact}, around)) Say(Code::kNeverTrue, expr->span, {*why});
      }
    }
    CheckKnown(*expr);
    // What is said elsewhere holds in a definition's body, too.
    if (const auto* let = std::get_if<expressions::Let>(&expr->node)) {
      return Check(let->body, around);
    }
    expressions::ForEachChild(*expr, [this](const ExprPtr& child) { Check(child, {}); });
  }

  void CheckAnd(const ExprPtr& expr, const Facts& around) {
    std::vector<ExprPtr> parts;
    Flatten(expr, LogicOperator::kAnd, parts);
    Facts facts = FactsOf(parts);
    bool is_possible = true;
    for (const Fact& fact : facts) is_possible = IsPossible(fact) && is_possible;
    if (!is_possible) return;
    if (const auto why = WhyNever(facts, around)) return Say(Code::kNeverTrue, expr->span, {*why});
    CheckRedundant(facts, LogicOperator::kAnd);
    CheckEntries(facts);
    facts.insert(facts.end(), around.begin(), around.end());
    for (const ExprPtr& part : parts) {
      if (!FactOf(subject_, *part)) Check(part, facts);
    }
  }

  void CheckOr(const ExprPtr& expr, const Facts& around) {
    std::vector<ExprPtr> parts;
    Flatten(expr, LogicOperator::kOr, parts);
    const Facts facts = FactsOf(parts);
    Facts negated;
    for (const Fact& fact : facts) negated.push_back(Negated(fact));
    for (const auto& group : ByValue(negated, {})) {
      if (CanHold(group)) continue;
      return Say(Code::kAlwaysTrue, expr->span,
                 {fmt::format("one of `{}` and `{}` is so", subject_.Text(group.front()->span),
                              subject_.Text(group.back()->span))});
    }
    CheckRedundant(facts, LogicOperator::kOr);
    for (const ExprPtr& part : parts) Check(part, around);
  }

  // Whether both stand in one declaration: what a definition says is not repeated by its users.
  bool StandTogether(const Fact& a, const Fact& b) const {
    if (a.span.file != b.span.file) return false;
    for (const RuleText& file : subject_.files) {
      if (file.id != a.span.file) continue;
      const auto behind = std::upper_bound(
          file.ast.declarations.begin(), file.ast.declarations.end(), a.span.begin,
          [](std::uint32_t at, const syntax::Declaration& each) { return at < each.span.end; });
      return behind != file.ast.declarations.end() && behind->span.begin <= b.span.begin &&
             b.span.begin < behind->span.end;
    }
    return false;
  }

  void CheckRedundant(const Facts& facts, LogicOperator op) {
    for (const Fact& a : facts) {
      for (const Fact& b : facts) {
        if (&a == &b || a.key != b.key || !StandTogether(a, b)) continue;
        if (!Implies(a, b) || Implies(b, a)) continue;
        const Fact& idle = op == LogicOperator::kAnd ? b : a;
        const Fact& other = op == LogicOperator::kAnd ? a : b;
        // `in` and an exclusion of one of its entries: said of the entry.
        Say(Code::kRedundantCondition, idle.span, {subject_.Text(other.span)});
      }
    }
  }

  // Entries of a written list that the other conditions exclude.
  void CheckEntries(const Facts& facts) {
    for (const Fact& list : facts) {
      const bool is_written = list.is_list && subject_.Written(list.list).starts_with('[');
      if (!is_written || list.op != Fact::Op::kIn) continue;
      for (const Fact& other : facts) {
        if (&other == &list || other.key != list.key || !StandTogether(list, other)) continue;
        if (Implies(list, other) || Implies(other, list)) continue;
        for (const values::Value& value : list.values) {
          if (Satisfies(value, other)) continue;
          Say(Code::kEntryNeverMatches, list.list,
              {values::ToString(value), fmt::format("`{}`", subject_.Text(other.span))});
        }
      }
    }
  }

  // A table's column that is empty in every row. A table without rows waits to be filled.
  std::optional<std::string> EmptyColumn(const ExprPtr& expr) const {
    if (const auto* convert = std::get_if<expressions::Convert>(&expr->node)) {
      return EmptyColumn(convert->text);
    }
    const auto* ask = std::get_if<expressions::Ask>(&expr->node);
    if (ask == nullptr) return std::nullopt;
    const auto& node = subject_.rules.asks[static_cast<std::size_t>(ask->ask)];
    const auto* cell = std::get_if<check::AskCell>(&node.ask);
    if (cell == nullptr) return std::nullopt;
    const check::Table& table = subject_.rules.tables[static_cast<std::size_t>(cell->table)];
    const bool is_empty =
        !table.rows.empty() &&
        std::all_of(table.rows.begin(), table.rows.end(), [cell](const check::TableRow& row) {
          return row.cells[cell->column].is_absent();
        });
    if (!is_empty) return std::nullopt;
    return fmt::format("the column `{}` of `{}` is empty in every row", table.columns[cell->column],
                       table.name);
  }

  void CheckKnown(const Expr& expr) {
    std::vector<ExprPtr> operands;
    if (const auto* compare = std::get_if<expressions::Compare>(&expr.node)) {
      operands = {compare->left, compare->right};
    } else if (const auto* in = std::get_if<expressions::InList>(&expr.node)) {
      operands = {in->item};
    } else if (const auto* test = std::get_if<expressions::TextTest>(&expr.node)) {
      operands = {test->text, test->part};
    }
    for (const ExprPtr& operand : operands) {
      if (auto why = EmptyColumn(operand)) Say(Code::kAlwaysUnknown, expr.span, {*std::move(why)});
    }
  }

  // Against what is certain of every event at which the clause's findings stand.
  void CheckException(const check::Clause& clause, const check::Exception& exception) {
    if (exception.condition == nullptr) return;
    const std::size_t said = remarks_.all().size();
    Check(exception.condition, {});
    const bool is_never = said != remarks_.all().size() &&
                          remarks_.all().back().code == Code::kNeverTrue &&
                          std::get<Span>(remarks_.all().back().where) == exception.condition->span;
    if (is_never) return;
    const check::Pattern* trigger = TriggerOf(clause.norm);
    if (trigger == nullptr || trigger->cases.size() != 1) return;
    Facts known;
    if (const ExprPtr& condition = trigger->cases.front().condition) known = TopFacts(condition);
    std::vector<ExprPtr> parts;
    Flatten(exception.condition, LogicOperator::kAnd, parts);
    const Facts facts = FactsOf(parts);
    if (const auto why = WhyNever(facts, known)) {
      return Say(Code::kExceptionNeverApplies, exception.span, {*why});
    }
    if (facts.size() == parts.size() && AllKnown(facts, known)) {
      Say(Code::kExceptionAlwaysApplies, exception.span,
          {fmt::format("its norm asks for `{}`", subject_.Text(known.front().span))});
    }
  }

  // One that only events meet at which the clause can have no finding waives nothing.
  void CheckWaiver(const check::Clause& clause, const check::Waiver& waiver) {
    if (waiver.where == nullptr) return;
    const std::size_t said = remarks_.all().size();
    Check(waiver.where, {});
    const check::Pattern* trigger = TriggerOf(clause.norm);
    if (said != remarks_.all().size() || trigger == nullptr || trigger->cases.size() != 1) return;
    Facts known;
    if (const ExprPtr& condition = trigger->cases.front().condition) known = TopFacts(condition);
    if (const auto why = WhyNever(TopFacts(waiver.where), known)) {
      Say(Code::kWaiverNeverApplies, waiver.span, {*why});
    }
  }

  Facts TopFacts(const ExprPtr& condition) const {
    std::vector<ExprPtr> parts;
    Flatten(condition, LogicOperator::kAnd, parts);
    return FactsOf(parts);
  }

  static bool AllKnown(const Facts& facts, const Facts& known) {
    return !facts.empty() && std::all_of(facts.begin(), facts.end(), [&known](const Fact& fact) {
      return std::any_of(known.begin(), known.end(), [&fact](const Fact& each) {
        return each.key == fact.key && Implies(each, fact);
      });
    });
  }

  const Subject& subject_;
  Remarks& remarks_;
  std::set<std::pair<Code, Span>> said_;
};

}  // namespace

void CheckConditions(const Subject& subject, Remarks& remarks) {
  Conditions(subject, remarks).CheckAll();
}

}  // namespace abide::lint
