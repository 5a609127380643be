// The translation of one clause, part by part. Each part gives a formula that stands by itself: it
// binds every variable that it speaks of, so it can stand under `NOT`, beside others under `AND`,
// and (padded) under `OR`. This is what makes the whole monitorable.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mfotl/scope.h"
#include "mfotl/translate.h"

namespace abide::mfotl {

class Translator {
 public:
  Translator(const check::CheckedRules& rules, Facts& facts) : rules_(&rules), facts_(&facts) {}

  // The breaches of the clause; or, with what stands in the way in `refusal()`, of no use.
  Formula Breaches(const check::Clause& clause);
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  enum class Direction { kEarlier, kUpToNow, kLater };
  struct Search {
    const check::Pattern* pattern = nullptr;
    BindingId at{};
    Direction direction{};
    bool certain = true;
    std::string variable;
    std::optional<std::int64_t> within;
  };
  struct Match {
    Formula formula;  // with `variable` free
    Scope scope;      // the event in it
  };

  // --- norms.cpp, limits.cpp: one for each form of norm.
  Formula Breach(const check::Clause& clause, const check::Forbid& norm);
  Formula Breach(const check::Clause& clause, const check::BeforeRequire& norm);
  Formula Breach(const check::Clause& clause, const check::AfterRequire& norm);
  Formula Breach(const check::Clause& clause, const check::AfterForbid& norm);
  Formula Breach(const check::Clause& clause, const check::AroundRequire& norm);
  Formula Breach(const check::Clause& clause, const check::AroundForbid& norm);
  Formula Breach(const check::Clause& clause, const check::Limit& norm);

  // For each case of the pattern: its event is the one now, and `breach` holds in that scope.
  Formula AtEach(const check::Clause& clause, const check::Pattern& pattern,
                 const std::function<Formula(const Scope&)>& breach);
  // In force, and no exception.
  Formula Stands(const check::Clause& clause, const Scope& scope);
  Formula InForce(const check::Effective& effective, const std::string& event, bool in_force);
  Formula NoneLater(const std::vector<check::Pattern>& required, BindingId at, const Scope& scope);
  struct PairNames {
    std::string later, earlier;
    BindingId at{};  // is bound to the later one
  };
  std::vector<Match> PairsOf(const check::AroundForbid& norm, const PairNames& names,
                             bool second_is_later);
  static constexpr const char* kCrossed = "limit_crossed";
  static constexpr const char* kEnded = "limit_ended";
  struct LimitScope {
    Scope scope;
    std::vector<std::string> keys;  // variables
    std::string event;
  };
  const check::AskAggregate& AggregateOf(check::AskId id) const;
  LimitScope ScopeOf(const check::Clause& clause, const check::Limit& norm);
  Formula KeysOf(const check::Limit& norm, const std::vector<std::string>& keys,
                 const Scope& scope);
  Formula ReadingOf(const check::Clause& clause, const check::Limit& norm, const LimitScope& limit,
                    bool above);

  // --- conditions.cpp
  // Null holds always.
  Formula Condition(const ExprPtr& condition, Wish wish, const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::Logic& node, Wish wish, const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::Compare& node, Wish wish, const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::InList& node, Wish wish, const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::Quantifier& node, Wish wish,
             const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::Has& node, Wish wish, const Scope& scope);
  Formula Of(const ExprPtr& expr, const expressions::Ask& node, Wish wish, const Scope& scope);
  template <typename Node>
  Formula Of(const ExprPtr& expr, const Node& node, Wish wish, const Scope& scope);
  Formula TruthOfWorth(const ExprPtr& expr, Wish wish, const Scope& scope);
  Formula InConstantList(const Worth& item, std::span<const values::Value> elements, bool folded,
                         bool truth, const Scope& scope);
  Formula InEventList(const Worth& item, const expressions::InList& node, bool truth,
                      const Scope& scope);
  // Of what is unknown unless `known` holds, or `found` even so: as `any` of a list that may be
  // absent. `found` is asked whether something is found certainly (true) or possibly (false).
  Formula Known(Wish wish, const Formula& known, const std::function<Formula(bool)>& found,
                const Scope& scope);

  // --- worth.cpp, arithmetic.cpp
  Worth WorthOf(const ExprPtr& expr, const Scope& scope);
  // The text of `expr`, which speaks of one event, in the form that ignores case.
  Worth FoldedWorth(const ExprPtr& expr, const Scope& scope);
  Worth Read(const expressions::Field& field, const Scope& scope);
  Worth ReadFact(const ExprPtr& expr, bool folded, const Scope& scope);
  Worth Constant(const values::Value& value, bool folded = false);
  Worth TruthAsWorth(const ExprPtr& expr, const Scope& scope);
  Worth Calculate(const ExprPtr& expr, const expressions::Arithmetic& node, const Scope& scope);
  static Worth Negated(const Worth& worth);
  Worth Multiplied(const ExprPtr& expr, const Worth& left, const Worth& right);
  Worth Divided(const Worth& left, const Worth& right);
  void RefuseFunction(const ExprPtr& expr);
  Worth AnswerOf(const ExprPtr& expr, const expressions::Ask& node, const Scope& scope);
  std::optional<Alternative> Quotient(const Alternative& left, const Alternative& right,
                                      bool by_positive);
  // A term for `dividend / divisor`, rounded half to even; `divisor` is positive.
  Amount Rounded(Term dividend, Term divisor, Alternative& alternative);
  Formula IsThere(const Worth& worth, const Scope& scope);
  Formula Compared(expressions::CompareOperator op, const Worth& left, const Worth& right,
                   const Scope& scope);
  // That the worth is the value of `variable`; padded, so that alternatives agree.
  Formula Named(const Worth& worth, const std::string& variable, const Scope& scope);

  // --- events.cpp
  // What the expression speaks of, other names being resolved.
  struct Speech {
    std::set<BindingId> events;
    std::vector<LocalId> places;  // elements of lists, in the order in which they are bound
    bool asks = false;
  };
  Speech SpeechOf(const ExprPtr& expr, const Scope& scope) const;
  bool IsOfOneEvent(const ExprPtr& expr, const Scope& scope) const;
  const Fact& FactOf(Fact::Form form, const ExprPtr& expr, bool folded, const Scope& scope);
  std::vector<Step> StepsOf(const ExprPtr& expr, const Scope& scope) const;
  // The event's variable, the variables of its places, then `more`.
  std::vector<Term> Arguments(const ExprPtr& expr, const Scope& scope, std::vector<Term> more);
  Formula Seen(const BoundEvent& event, Formula formula) const;
  Formula KindOf(const BoundEvent& event) const;
  Formula DomainOf(const std::string& variable, const Scope& scope);
  Formula Pad(std::vector<Formula> alternatives, const Scope& scope);
  // All that `formula` speaks of exists, and it does not hold.
  Formula GuardedNot(const Formula& formula, const Scope& scope);
  std::string NewVariable(const std::string& wish);
  Formula Refuse(const ExprPtr& expr, std::string what);
  Formula Refuse(diagnostics::Span span, std::string what);

  // --- past.cpp
  // One for each case of the pattern: that such an event stands there, and matches.
  std::vector<Match> MatchesOf(const Search& search, const Scope& scope);
  Formula Placed(const Search& search, const BoundEvent& found, const Scope& scope,
                 const std::vector<Formula>& local);
  // That some event found fulfils `further`.
  Formula SomeMatch(const Search& search, const Scope& scope,
                    const std::function<Formula(const Scope&)>& further = {});
  std::optional<std::int64_t> WindowOf(const check::Pattern& pattern);
  Formula Preceded(const check::Past& past, BindingId at, Wish wish, const Scope& scope);
  // `with no R since` for an event in scope that stands before `at`.
  Formula NoGap(const check::Past& past, BindingId event, BindingId at, bool certain,
                const Scope& scope);
  Formula StateHolds(const ExprPtr& expr, const expressions::Ask& node,
                     const check::AskState& state, Wish wish, const Scope& scope);
  // The name of the predicate, defined by a LET, that holds for the keys now.
  std::string StateName(check::StateId id, bool certain, diagnostics::Span span);
  Formula Changes(const check::State& state, bool starts, bool certain,
                  const std::vector<std::string>& keys);

  // --- lineage.cpp
  Formula Derives(const ExprPtr& expr, const expressions::Ask& node, const check::AskDerive& ask,
                  Wish wish, const Scope& scope);
  std::string CarryName(bool certain);
  Formula FlowsInto(bool certain, const std::string& carry, const std::string& artifact,
                    const std::string& source);
  Formula Cleared(const std::string& artifact);

  // --- totals.cpp
  struct Total {
    const check::AskAggregate* ask = nullptr;
    Search search;
    std::function<Formula(const Scope&)> further;  // besides the pattern's own condition
    Scope scope;
    std::string event;                // the variable of what is counted
    std::vector<std::string> groups;  // variables of what is around
  };
  Worth TotalOf(const check::AskAggregate& ask, BindingId at, const Scope& scope);
  Worth CountOf(const Total& total);
  Worth SumOf(const Total& total);
  Worth BestOf(const Total& total, const char* function);
  Worth AverageOf(const Total& total);
  Worth DistinctOf(const Total& total);
  Worth EndOf(const Total& total, const char* function);
  Formula Members(const Total& total, bool certain);
  Formula Valued(const Total& total, bool certain, const std::string& value);
  Formula AllValued(const Total& total);
  Formula Grouped(const Total& total, Formula formula);
  Formula Aggregated(const Total& total, const char* function, const std::string& result,
                     const std::string& counted, const Formula& rows, bool or_zero);
  bool IsKnown(const check::Pattern& pattern) const;
  bool IsKnown(const ExprPtr& condition) const;

  const check::CheckedRules* rules_;
  Facts* facts_;
  std::optional<Refusal> refusal_;
  std::vector<Let> lets_;  // bodies empty; each may speak of those before it
  std::set<std::string> let_names_;
  std::map<std::pair<check::StateId, bool>, std::string> state_names_;
  std::set<check::StateId> states_being_made_;
  std::map<bool, std::string> carry_names_;
  std::set<std::string> variables_;
  // Of the limit that is being read: how its aggregates' events are found.
  struct LimitWindow {
    std::optional<std::int64_t> within;
    BindingId at{};
    std::function<Formula(const BoundEvent&)> same_key;  // of the event that is counted
  };
  std::optional<LimitWindow> window_;
};

}  // namespace abide::mfotl
