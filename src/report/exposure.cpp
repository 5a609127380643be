#include "report/exposure.h"

#include "expressions/children.h"

#include <algorithm>
#include <set>
#include <utility>

namespace abide::report {
namespace {

using check::ExprPtr;
using events::EventType;
using events::FieldType;
using expressions::EventKind;
using expressions::FieldIndex;

// `resources[].arn` and `resources.arn` are one.
std::string WithoutBrackets(std::string_view name) {
  std::string plain;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name.substr(at, 2) == "[]") {
      ++at;
    } else {
      plain += name[at];
    }
  }
  return plain;
}

// `visit(name, index, member)` for each name that a field of the event has within it: its own, that
// of each record around it, and those of its members.
template <typename Visit>
void ForEachName(const EventType& event, const Visit& visit) {
  for (std::size_t i = 1; i < event.fields.size(); ++i) {
    const FieldType& field = event.fields[i];
    const auto index = static_cast<FieldIndex>(i);
    visit(field.name, index, std::optional<std::uint32_t>());
    for (std::size_t dot = field.name.find('.'); dot != std::string::npos;
         dot = field.name.find('.', dot + 1)) {
      visit(field.name.substr(0, dot), index, std::optional<std::uint32_t>());
    }
    const auto& element = field.type.element;
    if (!element || !element->members) continue;
    for (std::size_t m = 0; m < element->members->size(); ++m) {
      visit(field.name + "[]." + (*element->members)[m].name, index,
            std::optional(static_cast<std::uint32_t>(m)));
    }
  }
}

Exposed Worse(Exposed a, Exposed b) {
  return {std::max(a.how, b.how), a.is_derived || b.is_derived};
}

class Walk {
 public:
  Walk(const std::vector<HiddenField>& fields, const check::CheckedRules& rules)
      : fields_(fields), rules_(rules) {
    for (const EventType& event : rules.schema.types()) {
      const EventKind kind = *rules.schema.Find(event.name);
      for (const events::Flow& flow : event.flows) {
        if (flow.weighed_by) weights_ = std::max(weights_, HideOf(kind, *flow.weighed_by));
      }
    }
  }

  // Of an expression's value.
  Exposed Of(const ExprPtr& expr) const {
    if (!expr) return {};
    if (const auto* field = std::get_if<expressions::Field>(&expr->node)) return OfField(*field);
    Exposed exposed;
    if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
      exposed = OfAsk(rules_.asks[static_cast<std::size_t>(ask->ask)]);
    }
    expressions::ForEachChild(*expr,
                              [&](const ExprPtr& child) { exposed = Worse(exposed, Of(child)); });
    exposed.is_derived = exposed.how != Hide::kNot;
    return exposed;
  }

  Exposed OfAsk(const check::AskNode& node) const {
    using Function = check::AskAggregate::Function;
    Exposed exposed;
    if (const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask)) {
      const bool counts =
          aggregate->function == Function::kCount || aggregate->function == Function::kDistinct;
      if (!counts) exposed = Of(aggregate->value);
    } else if (std::holds_alternative<check::AskShare>(node.ask)) {
      exposed.how = weights_;
    }
    exposed.is_derived = exposed.how != Hide::kNot;
    return exposed;
  }

  bool HasTerm(const std::vector<check::Pattern>& required) const {
    return std::any_of(required.begin(), required.end(), [this](const check::Pattern& pattern) {
      return Of(pattern.within).how != Hide::kNot;
    });
  }

 private:
  Hide HideOf(EventKind kind, FieldIndex index) const {
    Hide how = Hide::kNot;
    for (const HiddenField& field : fields_) {
      if (field.kind == kind && field.index == index) how = std::max(how, field.how);
    }
    return how;
  }

  Exposed OfField(const expressions::Field& field) const {
    Exposed exposed;
    for (const expressions::Field::At& at : field.at) {
      exposed.how = std::max(exposed.how, HideOf(at.kind, at.index));
    }
    return exposed;
  }

  const std::vector<HiddenField>& fields_;
  const check::CheckedRules& rules_;
  Hide weights_ = Hide::kNot;  // of the amounts of flows
};

ClauseExposure OfClause(const check::Clause& clause, const Walk& walk) {
  ClauseExposure exposure;
  for (const check::AboutItem& item : clause.about) exposure.about.push_back(walk.Of(item.value));
  for (const auto& piece : clause.message) {
    if (const auto* hole = std::get_if<ExprPtr>(&piece)) {
      exposure.message.push_back(walk.Of(*hole));
    }
  }
  if (const auto* limit = std::get_if<check::Limit>(&clause.norm)) {
    exposure.limit =
        walk.Of(limit->measure).how != Hide::kNot || walk.Of(limit->bound).how != Hide::kNot;
  } else if (const auto* after = std::get_if<check::AfterRequire>(&clause.norm)) {
    exposure.term = walk.HasTerm(after->required);
  } else if (const auto* around = std::get_if<check::AroundRequire>(&clause.norm)) {
    exposure.term = walk.HasTerm(around->required);
  }
  return exposure;
}

// "share(datasets from use)" is told without the word.
std::string TextOf(const check::AskNode& node) {
  if (!std::holds_alternative<check::AskShare>(node.ask)) return node.text;
  const std::size_t open = node.text.find('(');
  return node.text.substr(open + 1, node.text.rfind(')') - open - 1);
}

}  // namespace

std::vector<HiddenField> FieldsNamed(std::string_view name, Hide how,
                                     const events::EventSchema& schema) {
  std::vector<HiddenField> found;
  const std::string wanted = WithoutBrackets(name);
  for (const EventType& event : schema.types()) {
    const EventKind kind = *schema.Find(event.name);
    ForEachName(
        event, [&](const std::string& each, FieldIndex index, std::optional<std::uint32_t> member) {
          const std::string plain = WithoutBrackets(each);
          if (plain != wanted && event.name + '.' + plain != wanted) return;
          found.push_back({.kind = kind, .index = index, .member = member, .how = how});
        });
  }
  return found;
}

std::vector<std::string> NamesOfFields(const events::EventSchema& schema) {
  std::set<std::string> names;
  for (const EventType& event : schema.types()) {
    ForEachName(event, [&](const std::string& name, FieldIndex, std::optional<std::uint32_t>) {
      names.insert(name);
      names.insert(event.name + '.' + name);
    });
  }
  return {names.begin(), names.end()};
}

Exposure ExposureOf(const std::vector<HiddenField>& fields, const check::CheckedRules& rules) {
  const Walk walk(fields, rules);
  Exposure exposure;
  for (const check::Clause& clause : rules.clauses) {
    exposure.clauses.push_back(OfClause(clause, walk));
  }
  for (const check::AskNode& node : rules.asks) {
    const Exposed exposed = walk.OfAsk(node);
    if (exposed.how == Hide::kNot) continue;
    Exposed& of_text = exposure.quantities[TextOf(node)];
    of_text = Worse(of_text, exposed);
  }
  return exposure;
}

}  // namespace abide::report
