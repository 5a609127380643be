// Steps behind a value: members of records, elements of lists.

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/other_languages.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

using syntax::Step;

namespace {

// `x.hour`, `tags.length`: what is a function here is a member elsewhere.
std::string InsteadOfMember(const std::string& name) {
  const bool is_function =
      name == "hour" || name == "weekday" || name == "date" || name == "size" || name == "lower";
  if (is_function) return fmt::format("functions stand in front of a value: `{}(x)`", name);
  return std::string(InsteadOf(name));
}

// The event whose name the field has, too: somebody perhaps means that. Empty if there is none.
std::string EventNamedAs(const Context& context, const ex::Expr& expr) {
  const auto* field = std::get_if<ex::Field>(&expr.node);
  if (field == nullptr) return {};
  std::string name = field->name.substr(field->name.find('.') + 1);
  return context.rules.schema.Find(name) ? name : std::string();
}

}  // namespace

ExprPtr ExpressionChecker::Steps(ExprPtr expr, const std::vector<Step>& steps, std::size_t taken,
                                 Span span, const Scope& scope) {
  while (expr && taken < steps.size()) {
    if (expr->type.kind == Kind::kRaw) return RawPath(expr, steps, taken, span, scope);
    if (std::holds_alternative<Step::Key>(steps[taken].step)) {
      expr = KeyStep(std::move(expr), steps, taken, span);
    } else if (std::holds_alternative<Step::All>(steps[taken].step)) {
      return AllStep(std::move(expr), steps, taken + 1, span, scope);
    } else {
      expr = IndexStep(std::move(expr), steps[taken++], span, scope);
    }
  }
  return expr;
}

// A member's name may have dots: as many keys are taken as it needs.
ExprPtr ExpressionChecker::KeyStep(ExprPtr expr, const std::vector<Step>& steps, std::size_t& taken,
                                   Span span) {
  const Span key_span = steps[taken].span;
  if (expr->type.kind != Kind::kRecord) {
    Diagnostic& diagnostic =
        context_.Report(Code::kNoMembers, key_span,
                        {NameOfType(expr->type), std::get<Step::Key>(steps[taken].step).name.text});
    const Type* element = expr->type.element.get();
    if (element != nullptr && element->kind == Kind::kRecord) {
      diagnostic.WithHelp(
          "write `[*]` behind the list for this member of all of its elements, or "
          "ask with `any` or `every`");
    } else if (const std::string event = EventNamedAs(context_, *expr); !event.empty()) {
      diagnostic.WithHelp(fmt::format(
          "`{0}` is a field here, for no event `{0}` is in scope: ask for one with `preceded by "
          "({0} where …)`",
          event));
    } else if (const std::string help = InsteadOfMember(diagnostic.arguments[1]); !help.empty()) {
      diagnostic.WithHelp(help);
    }
    return nullptr;
  }
  const auto& members = *expr->type.members;
  std::string name;
  for (std::size_t next = taken;
       next < steps.size() && std::holds_alternative<Step::Key>(steps[next].step); ++next) {
    name += (name.empty() ? "" : ".") + std::get<Step::Key>(steps[next].step).name.text;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].name != name) continue;
      taken = next + 1;
      const Type type = members[i].type;
      return Make(context_, ex::MemberOf{std::move(expr), static_cast<std::uint32_t>(i), name},
                  type, span);
    }
  }
  std::vector<std::string> names;
  names.reserve(members.size());
  for (const ex::Member& member : members) names.push_back(member.name);
  const syntax::Name& key = std::get<Step::Key>(steps[taken].step).name;
  Diagnostic& diagnostic = context_.Report(Code::kUnknownMember, key.span, {name});
  const auto near = diagnostics::NearestName(name, names);
  if (near) {
    diagnostic.WithFix(key.span, *near);
  } else {
    diagnostic.WithHelp("members are " + Enumerate(names, 12));
  }
  return nullptr;
}

ExprPtr ExpressionChecker::IndexStep(ExprPtr expr, const Step& step, Span span,
                                     const Scope& scope) {
  const auto& keys = std::get<Step::Index>(step.step).keys;
  if (expr->type.kind != Kind::kList) {
    context_.Report(Code::kNotIndexed, step.span, {NameOfType(expr->type)});
    return nullptr;
  }
  if (keys.size() != 1) {
    context_.Report(Code::kWrongKeyCount, step.span,
                    {"a list", "1 index", Counted(keys.size(), "key")});
    return nullptr;
  }
  ExprPtr index = Of(Kind::kNumber, *keys[0], scope);
  if (!index) return nullptr;
  const Type element = *expr->type.element;
  return Make(context_, ex::ElementOf{std::move(expr), std::move(index)}, element, span);
}

// `list[*].rest`: what `rest` is of each element; lists of lists become one.
ExprPtr ExpressionChecker::AllStep(ExprPtr expr, const std::vector<Step>& steps, std::size_t taken,
                                   Span span, const Scope& scope) {
  if (expr->type.kind != Kind::kList) {
    context_.Report(Code::kNotIndexed, steps[taken - 1].span, {NameOfType(expr->type)});
    return nullptr;
  }
  ExprPtr all = expr;
  if (taken < steps.size()) {
    const LocalId variable = context_.NewLocal();
    const ExprPtr element =
        Make(context_, ex::Local{variable, "each"}, *expr->type.element, expr->span);
    ExprPtr body = Steps(element, steps, taken, span, scope);
    if (!body) return nullptr;
    const Type type = Type::ListOf(body->type);
    all = Make(context_, ex::Comprehension{std::move(body), variable, std::move(expr)}, type, span);
  }
  if (!all || all->type.element->kind != Kind::kList) return all;
  const Type flat = *all->type.element;
  return Make(context_, ex::Flatten{std::move(all)}, flat, span);
}

}  // namespace abide::check
