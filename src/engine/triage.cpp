#include "engine/triage.h"

#include <algorithm>
#include <map>

#include "expressions/children.h"
#include "expressions/evaluate.h"

namespace abide::engine {

using expressions::CompareOperator;
using expressions::ExprPtr;
using expressions::FieldIndex;
using values::Decimal;
using values::Truth;
using values::Value;

namespace {

const Value* ConstantOf(const ExprPtr& expr) {
  const auto* constant = std::get_if<expressions::Constant>(&expr->node);
  return constant != nullptr ? &constant->value : nullptr;
}

CompareOperator Mirrored(CompareOperator op) {
  switch (op) {
    case CompareOperator::kLess:
      return CompareOperator::kGreater;
    case CompareOperator::kLessEqual:
      return CompareOperator::kGreaterEqual;
    case CompareOperator::kGreater:
      return CompareOperator::kLess;
    case CompareOperator::kGreaterEqual:
      return CompareOperator::kLessEqual;
    default:
      return op;
  }
}

bool IsIndexed(const Value& value) {
  return value.kind() == Value::Kind::kText || value.kind() == Value::Kind::kNumber ||
         value.kind() == Value::Kind::kBoolean;
}

// Where the field stands in events of the kind.
std::optional<FieldIndex> IndexAt(const expressions::Field& field, expressions::EventKind kind) {
  for (const expressions::Field::At& at : field.at) {
    if (at.kind == kind) return at.index;
  }
  return std::nullopt;
}

}  // namespace

bool Triage::ReadAtom(const ExprPtr& conjunct, const Candidate& candidate,
                      expressions::EventKind kind, Atom& atom) {
  const expressions::Field* field = nullptr;
  if (const auto* compare = std::get_if<expressions::Compare>(&conjunct->node)) {
    if (compare->case_rule == values::Case::kIgnore) return false;
    const bool turned = FieldIn(compare->left, candidate.binding) == nullptr;
    field = FieldIn(turned ? compare->right : compare->left, candidate.binding);
    const Value* constant = ConstantOf(turned ? compare->left : compare->right);
    if (field == nullptr || constant == nullptr || !IsIndexed(*constant)) return false;
    atom.op = turned ? Mirrored(compare->op) : compare->op;
    atom.bound = *constant;
  } else if (const auto* in = std::get_if<expressions::InList>(&conjunct->node)) {
    field = FieldIn(in->item, candidate.binding);
    const Value* list = ConstantOf(in->list);
    if (in->case_rule == values::Case::kIgnore || field == nullptr || list == nullptr) return false;
    if (list->kind() != Value::Kind::kList) return false;
    for (const Value& element : list->elements()) {
      if (!IsIndexed(element)) return false;
      atom.equals.push_back(element);
    }
    if (atom.equals.empty()) return false;
  } else {
    const auto* negation = std::get_if<expressions::Not>(&conjunct->node);
    field = FieldIn(negation != nullptr ? negation->operand : conjunct, candidate.binding);
    if (field == nullptr) return false;
    atom.equals.push_back(Value::Of(negation == nullptr));
  }
  const std::optional<FieldIndex> index = IndexAt(*field, kind);
  if (index) atom.field = *index;
  return index.has_value();
}

Triage::Triage(expressions::EventKind kind, const std::vector<Candidate>& candidates) {
  std::map<FieldIndex, std::vector<Atom>> by_field;
  std::map<FieldIndex, std::vector<TextTriage::Atom>> texts_by_field;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (const ExprPtr& conjunct : expressions::Conjuncts(candidates[i].condition)) {
      Atom atom{.candidate = i, .field = {}, .equals = {}, .op = {}, .bound = {}};
      if (ReadAtom(conjunct, candidates[i], kind, atom)) {
        by_field[atom.field].push_back(atom);
      } else if (auto text = ReadTextCondition(conjunct, candidates[i].binding)) {
        const std::optional<FieldIndex> field = IndexAt(*text->field, kind);
        if (field) texts_by_field[*field].push_back({i, std::move(*text)});
      }
    }
  }
  for (const auto& [field, atoms] : by_field) {
    Index(field, atoms, candidates.size());
  }
  std::stable_sort(fields_.begin(), fields_.end(), [](const FieldSets& a, const FieldSets& b) {
    return a.LeftOnAverage() < b.LeftOnAverage();
  });
  for (const auto& [field, atoms] : texts_by_field) {
    Bits asking(candidates.size());
    for (const TextTriage::Atom& atom : atoms) asking.Set(atom.candidate);
    texts_.push_back({field, std::move(asking), TextTriage(atoms, candidates.size())});
  }
}

// How many candidates a value leaves, if all that are told apart are as frequent.
std::size_t Triage::FieldSets::LeftOnAverage() const {
  std::size_t left = other.Count() + if_true.Count() + if_false.Count();
  std::size_t sets = 3;
  for (const auto& [text, set] : texts) left += set.Count();
  for (const Bits& set : between) left += set.Count();
  sets += texts.size() + between.size();
  return left / sets;
}

// Leaves in `set` those of the atoms' candidates for which `value` is possible.
void Triage::Keep(const std::vector<Atom>& atoms, const Value& value, Bits& set) {
  for (const Atom& atom : atoms) {
    Truth truth = Truth::kFalse;
    if (atom.equals.empty()) {
      truth = expressions::CompareValues(atom.op, value, atom.bound, values::Case::kRespect);
    }
    for (const Value& each : atom.equals) {
      truth = values::Or(truth, values::TruthOf(Identical(value, each)));
    }
    if (truth == Truth::kFalse) set.Clear(atom.candidate);
  }
}

void Triage::Index(FieldIndex field, const std::vector<Atom>& atoms, std::size_t size) {
  const Bits all(size, true);
  FieldSets entry{.field = field,
                  .asking = Bits(size),
                  .other = all,
                  .texts = {},
                  .at = {},
                  .between = {},
                  .if_true = all,
                  .if_false = all};
  std::map<Decimal, Bits> cuts;
  for (const Atom& atom : atoms) {
    entry.asking.Set(atom.candidate);
    std::vector<Value> named = atom.equals;
    if (named.empty()) named.push_back(atom.bound);
    for (const Value& value : named) {
      if (value.kind() == Value::Kind::kText) entry.texts.try_emplace(value.text(), all);
      if (value.kind() == Value::Kind::kNumber) cuts.try_emplace(value.number(), all);
    }
  }
  for (auto& [text, set] : entry.texts) Keep(atoms, Value::Of(std::string_view(text)), set);
  Keep(atoms, Value::Of(true), entry.if_true);
  Keep(atoms, Value::Of(false), entry.if_false);
  // A text that nobody names equals none of the named.
  for (const Atom& atom : atoms) {
    const bool possible = atom.equals.empty() && atom.op != CompareOperator::kEqual;
    if (!possible) entry.other.Clear(atom.candidate);
  }
  IndexNumbers(atoms, cuts, entry, all);
  fields_.push_back(std::move(entry));
}

// `cuts` has a set for each number that an atom names.
void Triage::IndexNumbers(const std::vector<Atom>& atoms, const std::map<Decimal, Bits>& cuts,
                          FieldSets& entry, const Bits& all) {
  if (cuts.empty()) return;
  std::vector<Decimal> points;
  points.reserve(cuts.size());
  for (const auto& [point, unused] : cuts) points.push_back(point);
  for (std::size_t i = 0; i <= points.size(); ++i) {
    // Between the cuts i - 1 and i no number equals a constant, and order is decided by the cut.
    Bits set = all;
    for (const Atom& atom : atoms) {
      const bool is_above =
          atom.equals.empty() &&
          std::lower_bound(points.begin(), points.end(), atom.bound.number()) - points.begin() >=
              static_cast<std::ptrdiff_t>(i);
      bool possible = atom.equals.empty();
      if (atom.op == CompareOperator::kEqual) possible = false;
      if (atom.op == CompareOperator::kLess || atom.op == CompareOperator::kLessEqual) {
        possible &= is_above;
      }
      if (atom.op == CompareOperator::kGreater || atom.op == CompareOperator::kGreaterEqual) {
        possible &= !is_above;
      }
      if (!possible) set.Clear(atom.candidate);
    }
    entry.between.push_back(std::move(set));
    if (i == points.size()) break;
    Bits exact = all;
    Keep(atoms, Value::Of(points[i]), exact);
    entry.at.emplace_back(points[i], std::move(exact));
  }
}

// Null: it takes out nobody.
const Bits* Triage::FieldSets::FindNumber(const Decimal& number) const {
  const auto cut =
      std::lower_bound(at.begin(), at.end(), number,
                       [](const auto& each, const Decimal& bound) { return each.first < bound; });
  if (cut != at.end() && cut->first == number) return &cut->second;
  return between.empty() ? nullptr : &between[static_cast<std::size_t>(cut - at.begin())];
}

const Bits* Triage::FieldSets::Find(const Value& value) const {
  switch (value.kind()) {
    case Value::Kind::kText: {
      const auto found = texts.find(value.text());
      return found == texts.end() ? &other : &found->second;
    }
    case Value::Kind::kBoolean:
      return value.boolean() ? &if_true : &if_false;
    case Value::Kind::kNumber:
      return FindNumber(value.number());
    default:
      return nullptr;
  }
}

void Triage::Narrow(const Moment& moment, Bits& possible) {
  for (const FieldSets& entry : fields_) {
    if (!possible.Intersects(entry.asking)) continue;
    const Bits* left = entry.Find(moment.fields[static_cast<std::size_t>(entry.field)]);
    if (left != nullptr) possible.Intersect(*left);
  }
  for (TextSets& entry : texts_) {
    const Value& value = moment.fields[static_cast<std::size_t>(entry.field)];
    if (value.kind() != Value::Kind::kText || !possible.Intersects(entry.asking)) continue;
    entry.triage.Narrow(value.text(), possible);
  }
}

}  // namespace abide::engine
