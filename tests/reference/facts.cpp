// States and tables: the language guide, section 5.
#include "reference/arithmetic.h"
#include "reference/evaluator.h"

namespace abide::reference {
namespace {

// The checker gives keys and their cells as texts of one form.
bool CellEquals(const Value& cell, const Value& key) {
  return !cell.is_absent() && cell.text() == key.text();
}

bool IsRowOf(const check::Table& table, const check::TableRow& row, std::span<const Value> keys) {
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    if (!CellEquals(row.cells[table.keys[i]], keys[i])) return false;
  }
  return true;
}

struct Looked {
  bool known = false;  // every key, and the time, is there
  const check::TableRow* row = nullptr;
};

// "a row counts only at the times between them (`to` exclusive)"
Looked LookUp(const check::Table& table, std::span<const Value> arguments, bool as_of,
              values::Instant now) {
  for (const Value& argument : arguments) {
    if (argument.is_absent()) return {};
  }
  const std::span<const Value> keys = arguments.first(table.keys.size());
  const values::Instant time = as_of ? arguments.back().instant() : now;
  for (const check::TableRow& row : table.rows) {
    if (row.valid.Holds(time) && IsRowOf(table, row, keys)) return {true, &row};
  }
  return {true, nullptr};
}

}  // namespace

Value Evaluator::Answer(const check::AskCell& ask, Arguments arguments, std::size_t now,
                        const Scope&) {
  const check::Table& table = rules_->tables[static_cast<std::size_t>(ask.table)];
  const Looked looked = LookUp(table, arguments, ask.as_of, log_[now].time);
  return looked.row ? looked.row->cells[ask.column] : Value();
}

Value Evaluator::Answer(const check::AskRow& ask, Arguments arguments, std::size_t now,
                        const Scope&) {
  const check::Table& table = rules_->tables[static_cast<std::size_t>(ask.table)];
  const Looked looked = LookUp(table, arguments, ask.as_of, log_[now].time);
  return looked.known ? Value::Of(looked.row != nullptr) : Value();
}

// Whether `event` starts or ends the state for these keys. "An event whose key is absent starts and
// ends nothing"; `any` is every key.
Truth Evaluator::ChangesState(const check::StateChange& change, std::size_t event, Arguments keys) {
  const Scope nothing;
  Truth changes = Matches(change.pattern, event, nothing);
  if (changes == Truth::kFalse) return changes;
  const Scope spoken_of(nothing, change.pattern.binding, event);
  for (std::size_t i = 0; i < change.keys.size(); ++i) {
    if (!change.keys[i]) continue;  // `any`
    const Value key = Worth(*change.keys[i], spoken_of);
    if (key.is_absent()) return Truth::kFalse;
    changes = values::And(changes, Equal(key, keys[i]));
  }
  return changes;
}

// "what the events strictly before it left: true if the last of them that starts or ends it for
// that key started it (an event that does both starts it)"
Value Evaluator::Answer(const check::AskState& ask, Arguments keys, std::size_t now, const Scope&) {
  for (const Value& key : keys) {
    if (key.is_absent()) return {};
  }
  const check::State& state = rules_->states[static_cast<std::size_t>(ask.state)];
  Truth left = Truth::kFalse;
  for (std::size_t event = 0; event < now; ++event) {
    Truth starts = Truth::kFalse;
    Truth ends = Truth::kFalse;
    for (const check::StateChange& change : state.changes) {
      Truth& which = change.starts ? starts : ends;
      which = values::Or(which, ChangesState(change, event, keys));
    }
    left = values::Or(starts, values::And(values::Not(ends), left));
  }
  return Value::Of(left);
}

}  // namespace abide::reference
