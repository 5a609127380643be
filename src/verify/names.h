// What a clause may say is missing.
#pragma once

#include <set>
#include <string>

#include "check/checked_rules.h"

namespace abide::verify {

// Every name that a clause's expressions read: fields, and what asks and quotients are called.
class Names {
 public:
  // `rules` outlive it.
  Names(const check::CheckedRules& rules, const check::Clause& clause);

  // Whether it is one, or a member or an element of one.
  bool Hold(const std::string& name) const;

  // How many questions about lineage the clause asks, and whether it asks for what came between: a
  // state, or `with no … since`.
  std::size_t lineage() const { return lineage_; }
  bool asks_between() const { return asks_between_; }

 private:
  void Add(const check::Pattern& pattern);
  void Add(const expressions::ExprPtr& expr);
  void AddAsk(const check::AskNode& node);
  void AddFlows();

  const check::CheckedRules& rules_;
  std::set<std::string> names_;
  std::set<const expressions::Expr*> seen_;
  std::size_t lineage_ = 0;
  bool asks_between_ = false;
};

}  // namespace abide::verify
