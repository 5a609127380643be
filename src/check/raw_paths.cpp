// Paths into the raw records of a source (language guide, section 4).

#include <fmt/format.h>

#include "check/expressions.h"

namespace abide::check {

namespace ex = expressions;

using syntax::Step;

namespace {

// Longer indexes are a slip of the pen.
constexpr std::int64_t kMaxIndex = 1'000'000;

}  // namespace

ExprPtr ExpressionChecker::SourceAsk(events::SourceAsk ask, std::vector<ExprPtr> arguments,
                                     Type type, Span span, const Scope& scope) {
  scope.source->asks.push_back(std::move(ask));
  const AskId id{static_cast<std::uint32_t>(scope.source->asks.size() - 1)};
  return Make(context_, ex::Ask{id, std::move(arguments)}, std::move(type), span);
}

ExprPtr ExpressionChecker::RawPath(ExprPtr base, const std::vector<Step>& steps, std::size_t taken,
                                   Span span, const Scope& scope) {
  events::ReadPath path;
  path.from_argument = base != nullptr;
  for (; taken < steps.size(); ++taken) {
    events::PathStep step;
    if (const auto* key = std::get_if<Step::Key>(&steps[taken].step)) {
      step.key = key->name.text;
    } else if (std::holds_alternative<Step::All>(steps[taken].step)) {
      step.kind = events::PathStep::Kind::kAll;
    } else {
      const auto& keys = std::get<Step::Index>(steps[taken].step).keys;
      const ExprPtr index = keys.size() == 1 ? Check(*keys[0], scope) : nullptr;
      if (keys.size() == 1 && !index) return nullptr;
      const Value* value = ConstantOf(index);
      const bool is_text = value != nullptr && value->kind() == Value::Kind::kText;
      const auto number = value != nullptr && value->kind() == Value::Kind::kNumber
                              ? value->number().ToInteger()
                              : std::nullopt;
      if (!is_text && (!number || *number < 0 || *number > kMaxIndex)) {
        context_.Report(Code::kBadPathStep, steps[taken].span);
        return nullptr;
      }
      step.kind = is_text ? events::PathStep::Kind::kKey : events::PathStep::Kind::kIndex;
      if (is_text) step.key = std::string(value->text());
      if (number) step.index = static_cast<std::uint32_t>(*number);
    }
    path.steps.push_back(std::move(step));
  }
  std::vector<ExprPtr> arguments;
  if (base) arguments.push_back(std::move(base));
  return SourceAsk(std::move(path), std::move(arguments), Type::Of(Kind::kRaw), span, scope);
}

}  // namespace abide::check
