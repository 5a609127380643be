#include "engine/text_triage.h"

#include <algorithm>
#include <utility>

namespace abide::engine {

using expressions::ExprPtr;
using values::PatternSet;
using values::Value;
using Kind = TextPattern::Kind;

namespace {

// Fewer patterns are as fast one by one.
constexpr std::size_t kFewestTogether = 4;
// Of a candidate on one field; further ones are left to its whole condition.
constexpr std::size_t kMostLayers = 4;

// Null if it is no constant text.
const Value* TextOf(const ExprPtr& expr) {
  const auto* constant = std::get_if<expressions::Constant>(&expr->node);
  const bool is_text = constant != nullptr && constant->value.kind() == Value::Kind::kText;
  return is_text ? &constant->value : nullptr;
}

Kind KindOf(expressions::TextOperator op) {
  switch (op) {
    case expressions::TextOperator::kStartsWith:
      return Kind::kStartsWith;
    case expressions::TextOperator::kEndsWith:
      return Kind::kEndsWith;
    case expressions::TextOperator::kContains:
      return Kind::kContains;
  }
  return Kind::kContains;
}

std::optional<TextCondition> ReadEqual(const expressions::Compare& compare,
                                       expressions::BindingId binding) {
  using Operator = expressions::CompareOperator;
  if (compare.op != Operator::kEqual && compare.op != Operator::kNotEqual) return std::nullopt;
  const bool turned = FieldIn(compare.left, binding) == nullptr;
  const auto* field = FieldIn(turned ? compare.right : compare.left, binding);
  const Value* text = TextOf(turned ? compare.left : compare.right);
  if (field == nullptr || text == nullptr) return std::nullopt;
  return TextCondition{field,
                       compare.op == Operator::kNotEqual,
                       {{Kind::kEquals, compare.case_rule, std::string(text->text())}}};
}

std::optional<TextCondition> ReadIn(const expressions::InList& in, expressions::BindingId binding) {
  const auto* field = FieldIn(in.item, binding);
  const auto* list = std::get_if<expressions::Constant>(&in.list->node);
  if (field == nullptr || list == nullptr || list->value.kind() != Value::Kind::kList) {
    return std::nullopt;
  }
  TextCondition condition{field, false, {}};
  for (const Value& element : list->value.elements()) {
    if (element.kind() != Value::Kind::kText) return std::nullopt;
    condition.patterns.push_back({Kind::kEquals, in.case_rule, std::string(element.text())});
  }
  return condition;
}

}  // namespace

std::optional<TextCondition> ReadTextCondition(const ExprPtr& expr,
                                               expressions::BindingId binding) {
  if (const auto* negation = std::get_if<expressions::Not>(&expr->node)) {
    std::optional<TextCondition> condition = ReadTextCondition(negation->operand, binding);
    if (condition) condition->negated = !condition->negated;
    return condition;
  }
  if (const auto* compare = std::get_if<expressions::Compare>(&expr->node)) {
    return ReadEqual(*compare, binding);
  }
  if (const auto* in = std::get_if<expressions::InList>(&expr->node)) return ReadIn(*in, binding);
  TextCondition condition;
  if (const auto* test = std::get_if<expressions::TextTest>(&expr->node)) {
    const Value* part = TextOf(test->part);
    condition.field = FieldIn(test->text, binding);
    if (part == nullptr) return std::nullopt;
    condition.patterns.push_back({KindOf(test->op), test->case_rule, std::string(part->text())});
  } else if (const auto* matches = std::get_if<expressions::Matches>(&expr->node)) {
    condition.field = FieldIn(matches->text, binding);
    condition.patterns.push_back(
        {Kind::kMatches, matches->regex->case_rule(), std::string(matches->regex->pattern())});
  }
  if (condition.field == nullptr) return std::nullopt;
  return condition;
}

// --- Building

TextTriage::TextTriage(const std::vector<Atom>& atoms, std::size_t size) {
  for (const Atom& atom : atoms) {
    for (const TextPattern& pattern : atom.condition.patterns) IdOf(pattern);
  }
  for (const auto& [pattern, id] : ids_) Place(pattern, id);
  for (View& view : views_) {
    view.starts.Index();
    view.ends.Index();
    Close(view.parts);
  }
  Close(ignoring_);
  AddEffects(atoms, size);
}

// Of patterns that are the same when case is ignored, one is enough.
TextTriage::PatternId TextTriage::IdOf(const TextPattern& pattern) {
  TextPattern key = pattern;
  if (key.case_rule == values::Case::kIgnore && key.kind != Kind::kMatches)
    key.text = values::Fold(key.text);
  const auto [found, is_new] =
      ids_.try_emplace(std::move(key), static_cast<PatternId>(is_usable_.size()));
  if (is_new) is_usable_.push_back(true);
  return found->second;
}

void TextTriage::Place(const TextPattern& pattern, PatternId id) {
  View& view = views_[static_cast<std::size_t>(pattern.case_rule)];
  const bool folds = pattern.case_rule == values::Case::kIgnore && pattern.kind != Kind::kMatches;
  folds_ |= folds;
  switch (pattern.kind) {
    case Kind::kEquals:
      view.equal.try_emplace(pattern.text, id);
      break;
    case Kind::kStartsWith:
      view.starts.Add(pattern.text, id);
      break;
    case Kind::kEndsWith:
      view.ends.Add({pattern.text.rbegin(), pattern.text.rend()}, id);
      break;
    case Kind::kContains:
      AddTo(view.parts, pattern, id);
      break;
    case Kind::kMatches:
      AddTo(pattern.case_rule == values::Case::kIgnore ? ignoring_ : view.parts, pattern, id);
      break;
  }
  // By code point and by byte is the same only of UTF-8.
  if (folds && !values::IsUtf8(pattern.text)) is_usable_[id] = false;
}

void TextTriage::AddTo(Together& together, const TextPattern& pattern, PatternId id) {
  const bool is_regex = pattern.kind == Kind::kMatches;
  // Of parts, both are folded where case is ignored.
  if (!together.set) {
    together.set =
        std::make_unique<PatternSet>(is_regex ? pattern.case_rule : values::Case::kRespect);
  }
  const auto number =
      is_regex ? together.set->AddRegex(pattern.text) : together.set->AddText(pattern.text);
  if (number) {
    together.patterns.push_back(id);
  } else {
    is_usable_[id] = false;
  }
}

void TextTriage::Close(Together& together) {
  if (together.patterns.size() >= kFewestTogether && together.set->Compile()) return;
  for (const PatternId id : together.patterns) is_usable_[id] = false;
  together = {};
}

void TextTriage::AddEffects(const std::vector<Atom>& atoms, std::size_t size) {
  effects_.resize(is_usable_.size());
  std::vector<std::uint32_t> used(size);  // layers, by candidate
  for (const Atom& atom : atoms) {
    std::vector<PatternId> ids;
    for (const TextPattern& pattern : atom.condition.patterns) ids.push_back(IdOf(pattern));
    const bool usable =
        std::all_of(ids.begin(), ids.end(), [&](auto id) { return is_usable_[id]; });
    Effect effect{static_cast<std::uint32_t>(atom.candidate), 0, atom.condition.negated};
    if (!usable || (!effect.negated && used[atom.candidate] == kMostLayers)) continue;
    if (!effect.negated) {
      effect.layer = used[atom.candidate]++;
      if (effect.layer == layers_.size()) layers_.push_back({Bits(size, true), Bits()});
      layers_[effect.layer].base.Clear(atom.candidate);
    }
    for (const PatternId id : ids) effects_[id].push_back(effect);
  }
}

// --- Asking

void TextTriage::Found(PatternId id, Bits& possible) {
  for (const Effect& effect : effects_[id]) {
    if (effect.negated) {
      possible.Clear(effect.candidate);
    } else {
      layers_[effect.layer].possible.Set(effect.candidate);
    }
  }
}

void TextTriage::FindTogether(std::string_view text, Together& together, Bits& possible) {
  if (!together.set) return;
  together.failed = together.failed || !together.set->Find(text, numbers_);
  if (!together.failed) {
    for (const int number : numbers_) {
      Found(together.patterns[static_cast<std::size_t>(number)], possible);
    }
    return;
  }
  // Any of them may be in the text, or not.
  for (const PatternId id : together.patterns) {
    for (const Effect& effect : effects_[id]) {
      if (!effect.negated) layers_[effect.layer].possible.Set(effect.candidate);
    }
  }
}

void TextTriage::FindIn(std::string_view text, View& view, Bits& possible) {
  const auto found = [&](PatternId id) { Found(id, possible); };
  if (!view.equal.empty()) {
    const auto equal = view.equal.find(text);
    if (equal != view.equal.end()) found(equal->second);
  }
  view.starts.ForEachPrefix(text, found);
  if (!view.ends.empty()) {
    const std::size_t length = std::min(text.size(), view.ends.longest());
    reversed_.assign(text.rbegin(), text.rbegin() + static_cast<std::ptrdiff_t>(length));
    view.ends.ForEachPrefix(reversed_, found);
  }
  FindTogether(text, view.parts, possible);
}

void TextTriage::Narrow(std::string_view text, Bits& possible) {
  for (Layer& layer : layers_) layer.possible = layer.base;
  FindIn(text, views_[static_cast<std::size_t>(values::Case::kRespect)], possible);
  if (folds_)
    FindIn(values::Fold(text), views_[static_cast<std::size_t>(values::Case::kIgnore)], possible);
  FindTogether(text, ignoring_, possible);
  for (const Layer& layer : layers_) possible.Intersect(layer.possible);
}

}  // namespace abide::engine
