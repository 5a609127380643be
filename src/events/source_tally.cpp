#include "events/source_tally.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "expressions/children.h"
#include "expressions/uncounted.h"

namespace abide::events {
namespace {

using expressions::Expr;

void AddParts(const Expr& condition, std::vector<const Expr*>& parts) {
  const auto* logic = std::get_if<expressions::Logic>(&condition.node);
  if (logic == nullptr || logic->op != expressions::LogicOperator::kAnd) {
    parts.push_back(&condition);
    return;
  }
  for (const expressions::ExprPtr& operand : logic->operands) AddParts(*operand, parts);
}

// Whether it asks only if something is there.
bool AsksPresence(const Expr& expr) {
  if (const auto* negated = std::get_if<expressions::Not>(&expr.node)) {
    return AsksPresence(*negated->operand);
  }
  if (const auto* logic = std::get_if<expressions::Logic>(&expr.node)) {
    return std::all_of(logic->operands.begin(), logic->operands.end(),
                       [](const expressions::ExprPtr& each) { return AsksPresence(*each); });
  }
  return std::holds_alternative<expressions::Has>(expr.node);
}

// Whether it may be true of a record that has nothing to do with it.
bool IsTrueOfOthers(const Expr& expr) {
  const auto* compare = std::get_if<expressions::Compare>(&expr.node);
  const bool is_so = std::holds_alternative<expressions::Not>(expr.node) ||
                     std::holds_alternative<expressions::Else>(expr.node) ||
                     (compare != nullptr && compare->op == expressions::CompareOperator::kNotEqual);
  if (is_so) return true;
  bool any = false;
  expressions::ForEachChild(
      expr, [&any](const expressions::ExprPtr& child) { any = any || IsTrueOfOthers(*child); });
  return any;
}

constexpr std::size_t kConditionBytes = 100;

}  // namespace

std::vector<const Expr*> PartsOf(const SourceMapping& mapping) {
  std::vector<const Expr*> parts;
  if (mapping.when) AddParts(*mapping.when, parts);
  return parts;
}

SourceTally TallyOf(const SourceMap& source) {
  SourceTally tally;
  for (const SourceMapping& mapping : source.mappings) {
    MappingTally& counts = tally.mappings.emplace_back();
    for (const Expr* part : PartsOf(mapping)) counts.conditions.push_back({part});
  }
  return tally;
}

void Difference::Add(const Expr& part, values::Truth truth) {
  unknown = unknown || truth == values::Truth::kUnknown;
  const bool is_false = truth == values::Truth::kFalse;
  if (AsksPresence(part)) {
    lacks = lacks || (is_false && !std::holds_alternative<expressions::Not>(part.node));
  } else {
    differs = differs || is_false;
    matches = matches || (truth == values::Truth::kTrue && !IsTrueOfOthers(part));
  }
}

void CountRefusal(MappingTally& tally, std::span<const Expr* const> tested,
                  expressions::Environment& environment) {
  const expressions::Uncounted told(environment);
  ++tally.refused;
  for (const Expr* part : tested) {
    const values::Truth truth = Test(*part, environment);
    if (truth == values::Truth::kTrue) continue;
    const auto counted = std::find_if(
        tally.conditions.begin(), tally.conditions.end(),
        [part](const ConditionTally& condition) { return condition.condition == part; });
    ++(truth == values::Truth::kFalse ? counted->is_false : counted->unknown);
    return;
  }
}

const ConditionTally* LastRefusal(const MappingTally& mapping) {
  const ConditionTally* last = nullptr;
  for (const ConditionTally& part : mapping.conditions) {
    if (part.is_false + part.unknown > 0) last = &part;
  }
  return last;
}

std::optional<std::size_t> NearestMapping(const SourceTally& tally) {
  std::optional<std::size_t> nearest;
  std::ptrdiff_t furthest = -1;
  for (std::size_t i = 0; i < tally.mappings.size(); ++i) {
    const ConditionTally* last = LastRefusal(tally.mappings[i]);
    if (last == nullptr || last - tally.mappings[i].conditions.data() <= furthest) continue;
    nearest = i;
    furthest = last - tally.mappings[i].conditions.data();
  }
  return nearest;
}

std::string ConditionWords(std::string_view written) {
  std::string words;
  for (const char c : written) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (is_blank && (words.empty() || words.back() == ' ')) continue;
    words += is_blank ? ' ' : c;
  }
  return diagnostics::Excerpt(words, kConditionBytes);
}

std::string WordsOf(const SourceMapping& mapping, const Expr& part) {
  const diagnostics::Span& whole = mapping.when->span;
  const diagnostics::Span& span = part.span;
  const bool is_within =
      span.file == whole.file && span.begin >= whole.begin && span.end <= whole.end;
  if (!is_within || mapping.when_text.size() != whole.end - whole.begin) return {};
  return ConditionWords(
      std::string_view(mapping.when_text).substr(span.begin - whole.begin, span.end - span.begin));
}

}  // namespace abide::events
