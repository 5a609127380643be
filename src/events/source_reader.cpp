// Records of other logs, through a source's mappings.
//
// A mapping makes an event of the record or, with `for`, one of each element that its condition
// takes: loops bind their variables from left to right, as nested loops do. A field that depends on
// no variable of a loop, or on those of outer ones only, is read once for as long as they stand.
// What of a loop has no time is no event, and a problem of the record; its other elements are read.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "events/conversions.h"
#include "events/record_reader.h"
#include "events/source_plan.h"
#include "events/source_values.h"
#include "events/time_text.h"
#include "expressions/operations.h"
#include "expressions/uncounted.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using values::Value;
using Kind = Value::Kind;

// What was counted before a record: a record that turns out to be a bad one counts for nothing.
class Counts {
 public:
  explicit Counts(const LogSummary& summary)
      : events_(summary.events),
        unwanted_(summary.unwanted),
        later_than_present_(summary.later_than_present),
        first_(summary.first),
        last_(summary.last) {}
  // Always false.
  bool Restore(LogSummary& summary) const {
    summary.events = events_;
    summary.unwanted = unwanted_;
    summary.later_than_present = later_than_present_;
    summary.first = first_;
    summary.last = last_;
    return false;
  }

 private:
  std::uint64_t events_;
  std::uint64_t unwanted_;
  std::uint64_t later_than_present_;
  std::optional<values::Instant> first_, last_;
};

std::vector<MappingPlan> PlansOf(const SourceMap& source, const ReaderOptions& options,
                                 SourceProgram& program) {
  std::vector<MappingPlan> plans;
  for (const SourceMapping& mapping : source.mappings) {
    plans.push_back(PlanOf(mapping, source, options, program));
  }
  return plans;
}

class SourceReader final : public RecordReader {
 public:
  SourceReader(const SourceMap& source, const ReaderOptions& options, SourceTally* tally)
      : source_(NeededOf(source, options)),
        options_(options),
        tally_(tally),
        program_(source_),
        mappings_(PlansOf(source_, options, program_)),
        values_(source_, program_, options.limits.depth) {}

  bool Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
            std::vector<Event>& events) override;

 private:
  // By the first of the conditions once so many loops are entered: most records and elements are.
  bool IsRefusedAtOnce(const MappingPlan& mapping, std::size_t depth) {
    const std::vector<ConditionPlan>& conditions = mapping.conditions[depth];
    return !conditions.empty() && !values_.IsTrue(conditions.front().value);
  }
  // Those of the conditions that are tested once `depth` loops are entered.
  void CountRefused(const MappingPlan& mapping, std::size_t depth);
  // That the list it goes over is there, and has nothing in it.
  void CountEmpty(const MappingPlan& mapping, std::size_t depth);
  bool FindsTime(const MappingPlan& mapping, std::size_t depth);
  // Events of the mapping, with the loops from `depth` on; adds to `accepted` those that its
  // condition takes.
  bool MakeEvents(MappingPlan& mapping, std::size_t depth, LogSummary& summary,
                  std::vector<Event>& events);
  bool MakeEvent(MappingPlan& mapping, LogSummary& summary, std::vector<Event>& events);
  MappingTally& TallyOfMapping(const MappingPlan& mapping) {
    return tally_->mappings[static_cast<std::size_t>(&mapping - mappings_.data())];
  }
  std::uint64_t Tried(const MappingPlan& mapping) {
    const MappingTally& tally = TallyOfMapping(mapping);
    return tally.taken + tally.refused;
  }
  bool ReadTime(const MappingPlan& mapping, std::optional<values::Instant>& time);
  // What the text says. Events of a record mostly have the same one.
  std::optional<values::Instant> TimeIn(std::string_view text);
  // Tells that an element was left out. True: the others are read all the same.
  bool TellLost();
  // Gives up: what the record has for a time is none. False.
  bool NoTime(const FailedConversion& failed);
  Value ReadField(const FieldPlan& field, const MappingPlan& mapping);
  // The same, read once for all elements of loops that it does not depend on. What has a problem is
  // read again for each event, since each has it.
  const Value& ReadFieldOnce(FieldPlan& field, const MappingPlan& mapping);
  // The value of an assignment; a conversion that fails is a problem. False if there was one.
  bool ReadAssigned(const AssignmentPlan& assignment, const FieldName& name, Value& value);
  Value IdOf(const MappingPlan& mapping);
  // The record can't be read: it is no JSON, or has too many elements.
  bool is_bad() { return values_.is_broken() || values_.environment().out_of_elements; }
  bool MakeAllEvents(LogSummary& summary, std::vector<Event>& events);
  // Problems and results without value that have been counted for the record.
  std::uint64_t Counted() {
    const expressions::Environment& environment = values_.environment();
    return context_->reporter.added() + environment.out_of_range + environment.divided_by_zero;
  }
  void TellOutOfRange(const FieldName& name);
  // Of a number that was read, but not for a field that has no value for it: by conditions, loops,
  // times and ids, or in a list of which the field takes something else. Nothing if there is none.
  void TellOutOfRange() {
    if (context_->out_of_range.empty()) return;
    TellOutOfRange({.event = source_.name, .field = "a number"});
  }
  // Results of the record's expressions that are absent for no fault of the record.
  void ReportResults();

  const SourceMap source_;
  const ReaderOptions& options_;
  SourceTally* tally_;        // null: nobody asks
  SourceTally tally_before_;  // the record, if somebody does
  SourceProgram program_;
  std::vector<MappingPlan> mappings_;
  SourceValues values_;

  // Of the record that is being read.
  ReadContext* context_ = nullptr;
  std::string_view time_text_;  // the one that was read last, and what it says
  std::optional<values::Instant> time_;
  std::uint32_t accepted_ = 0;  // by conditions of mappings, elements counted one by one
  bool is_of_form_ = false;     // of some mapping's, if somebody asks
};

// As a message names it.
std::string Told(const Value& value) {
  switch (value.kind()) {
    case Kind::kList:
      return "a list";
    case Kind::kRecord:
      return "an object";
    default:
      return Ticked(values::ToString(value));
  }
}

bool SourceReader::TellLost() {
  ++context_->lost;
  context_->reporter.Add(context_->fault);
  return true;
}

bool SourceReader::NoTime(const FailedConversion& failed) {
  std::string expected(kExpectedTime);
  if (failed.name.starts_with("epoch")) {
    expected = "a count since 1970, up to the year 2261";
  } else if (failed.name != "time") {
    expected = "what `" + failed.name + "` reads";
  } else if (failed.operand.kind() == Kind::kText) {
    expected = ExpectedInsteadOf(failed.operand.text());
  }
  return context_->GiveUp(Code::kTimeUnreadable, values_.place(), Told(failed.operand), expected);
}

std::optional<values::Instant> SourceReader::TimeIn(std::string_view text) {
  const bool is_known =
      !text.empty() && text.data() == time_text_.data() && text.size() == time_text_.size();
  if (!is_known) time_ = values::ParseInstant(text);
  time_text_ = text;
  return time_;
}

bool SourceReader::ReadTime(const MappingPlan& mapping, std::optional<values::Instant>& time) {
  const char* const begin = values_.place();
  const Value value = mapping.time ? values_.Of(mapping.time->value) : Value();
  if (is_bad()) return false;
  if (value.kind() == Kind::kInstant) {
    time = value.instant();
    return true;
  }
  if (value.is_absent() && mapping.time && mapping.time->converts) {
    // What the record has for a time, if that is none.
    const auto failed =
        FindFailedConversion(*mapping.time->assignment->value, source_, values_.environment());
    if (failed) return NoTime(*failed);
  }
  if (value.is_absent()) return context_->GiveUp(Code::kNoTime, begin, mapping.type->name);
  if (value.kind() == Kind::kText) time = TimeIn(value.text());
  if (time) return true;
  const std::string text = values::ToString(value);
  return context_->GiveUp(Code::kTimeUnreadable, begin, Ticked(text), ExpectedInsteadOf(text));
}

Value SourceReader::IdOf(const MappingPlan& mapping) {
  static const expressions::Type kText = expressions::Type::Of(expressions::Type::Kind::kString);
  static const TypedReader kReader(kText);
  const char* const begin = values_.place();
  const FieldName name{.event = mapping.type->name, .field = "id"};
  Value raw;
  ReadAssigned(*mapping.id, name, raw);
  if (raw.is_absent() || raw.kind() == Kind::kText) return raw;
  if (raw.kind() == Kind::kNumber) {
    return Value::Of(context_->arena.Copy(raw.number().ToString()));
  }
  return kReader.Fit(raw, name, begin, *context_);
}

bool SourceReader::ReadAssigned(const AssignmentPlan& assignment, const FieldName& name,
                                Value& value) {
  expressions::Environment& environment = values_.environment();
  const std::uint64_t out_of_range = environment.out_of_range;
  TellOutOfRange();
  value = values_.Of(assignment.value);
  if (!context_->out_of_range.empty() && value.is_absent()) {
    TellOutOfRange(name);
    return false;
  }
  TellOutOfRange();
  const bool is_whole = !value.is_absent() && value.kind() != Kind::kList;
  if (is_whole || !assignment.converts) return true;
  if (environment.out_of_range != out_of_range || is_bad()) return true;
  // Evaluates again what has been counted.
  const std::uint64_t left = std::exchange(environment.elements_left, SourceValues::kMostElements);
  const auto failed = FindFailedConversion(*assignment.assignment->value, source_, environment);
  environment.elements_left = left;
  if (!failed) return true;
  context_->reporter.Add(Code::kConversionFailed, values_.place(),
                         {name.field, name.event, failed->name, Told(failed->operand)});
  return false;
}

Value SourceReader::ReadField(const FieldPlan& field, const MappingPlan& mapping) {
  const char* const begin = values_.place();
  const FieldName name{mapping.type->name, field.type->name};
  if (!field.assignments.empty() && field.assignments.front().assignment->member) {
    const std::size_t members = field.type->type.element->members->size();
    const std::span<Value> columns = context_->arena.Values(members);
    for (const AssignmentPlan& column : field.assignments) {
      ReadAssigned(column, name, columns[*column.assignment->member]);
    }
    if (is_bad()) return {};
    return field.reader.FitColumns(columns, name, begin, *context_);
  }
  Value raw;
  const bool is_read =
      field.assignments.empty() || ReadAssigned(field.assignments.front(), name, raw);
  if (is_bad()) return {};
  if (raw.is_absent() && is_read && !field.type->optional) {
    context_->reporter.Add(Code::kFieldAbsent, begin, {name.field, name.event});
  }
  return field.reader.Fit(raw, name, begin, *context_);
}

const Value& SourceReader::ReadFieldOnce(FieldPlan& field, const MappingPlan& mapping) {
  const std::uint64_t entered = values_.Entered(field.scope);
  if (field.read_in == entered) return field.value;
  const std::uint64_t counted = Counted();
  field.value = ReadField(field, mapping);
  if (Counted() == counted) {
    field.read_in = entered;
  } else if (field.value.kind() == Kind::kList) {
    values_.environment().Spend(field.value.elements().size());
  }
  return field.value;
}

bool SourceReader::MakeEvent(MappingPlan& mapping, LogSummary& summary,
                             std::vector<Event>& events) {
  std::optional<values::Instant> time;
  if (!ReadTime(mapping, time)) return !is_bad() && !mapping.loops.empty() && TellLost();
  if (IsLater(*time, options_, summary)) return true;
  if (!mapping.handed_out) {
    CountEvent(*time, summary);
    ++summary.unwanted;
    return true;
  }
  const std::span<Value> fields = context_->arena.Values(mapping.type->fields.size());
  fields[static_cast<std::size_t>(kTimeField)] = Value::Of(*time);
  if (mapping.id) {
    fields[static_cast<std::size_t>(kIdField)] = IdOf(mapping);
  }
  for (FieldPlan& field : mapping.fields) {
    fields[static_cast<std::size_t>(field.index)] = ReadFieldOnce(field, mapping);
  }
  if (is_bad()) return false;
  CountEvent(*time, summary);
  events.push_back({mapping.mapping->kind, *time, {}, fields});
  return true;
}

void SourceReader::TellOutOfRange(const FieldName& name) {
  context_->reporter.Add(Code::kFieldOutOfRange, values_.place(),
                         {name.field, name.event, context_->out_of_range});
  context_->out_of_range.clear();
}

void SourceReader::ReportResults() {
  TellOutOfRange();
  const expressions::Environment& environment = values_.environment();
  for (std::uint64_t i = 0; i < environment.out_of_range; ++i) {
    context_->reporter.Add(Code::kResultOutOfRange, values_.place(), {});
  }
  for (std::uint64_t i = 0; i < environment.divided_by_zero; ++i) {
    context_->reporter.Add(Code::kDividedByZero, values_.place(), {});
  }
}

void SourceReader::CountRefused(const MappingPlan& mapping, std::size_t depth) {
  if (tally_ == nullptr) return;
  std::vector<const expressions::Expr*> parts;
  for (const ConditionPlan& condition : mapping.conditions[depth]) parts.push_back(condition.expr);
  CountRefusal(TallyOfMapping(mapping), parts, values_.environment());
  if (is_of_form_ || accepted_ > 0) return;
  Difference difference;
  for (std::size_t i = 0; i <= depth && !difference.unknown; ++i) {
    for (const ConditionPlan& condition : mapping.conditions[i]) {
      difference.Add(*condition.expr, expressions::TruthOf(values_.Of(condition.value)));
    }
  }
  if (!difference.differs || difference.unknown) return;
  is_of_form_ = difference.matches || (!difference.lacks && FindsTime(mapping, depth));
}

void SourceReader::CountEmpty(const MappingPlan& mapping, std::size_t depth) {
  if (tally_ == nullptr || mapping.conditions.front().empty()) return;
  is_of_form_ = is_of_form_ || FindsTime(mapping, depth);
}

// Not where a loop that is not entered has it.
bool SourceReader::FindsTime(const MappingPlan& mapping, std::size_t depth) {
  if (!mapping.time) return false;
  const ScopeId scope = program_[mapping.time->value].scope;
  if (depth < mapping.loops.size() && scope >= mapping.loops[depth].scope) return false;
  const expressions::Uncounted only_asked(values_.environment());
  const std::string told = context_->out_of_range;
  const Value time = values_.Of(mapping.time->value);
  context_->out_of_range = told;
  return time.kind() == Kind::kInstant ||
         (time.kind() == Kind::kText && values::ParseInstant(time.text()).has_value());
}

bool SourceReader::MakeEvents(MappingPlan& mapping, std::size_t depth, LogSummary& summary,
                              std::vector<Event>& events) {
  const std::vector<ConditionPlan>& conditions = mapping.conditions[depth];
  const bool takes = std::all_of(
      conditions.begin(), conditions.end(),
      [this](const ConditionPlan& condition) { return values_.IsTrue(condition.value); });
  if (is_bad()) return false;
  if (!takes) {
    CountRefused(mapping, depth);
    return !is_bad();
  }
  if (depth == mapping.loops.size()) {
    ++accepted_;
    if (tally_ != nullptr) ++TallyOfMapping(mapping).taken;
    return MakeEvent(mapping, summary, events);
  }
  const LoopPlan& loop = mapping.loops[depth];
  const Value list = values_.Of(loop.list);
  if (is_bad()) return false;
  if (list.kind() != Kind::kList) return true;
  const std::span<const Value> elements = list.elements();
  if (elements.empty()) CountEmpty(mapping, depth);
  values_.EnterLoop(loop.scope, elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!values_.environment().Spend(1)) return false;
    values_.Enter(loop.variable, loop.scope, elements[i], i);
    if (tally_ == nullptr && IsRefusedAtOnce(mapping, depth + 1)) {
      if (is_bad()) return false;
      continue;
    }
    if (!MakeEvents(mapping, depth + 1, summary, events)) return false;
  }
  return true;
}

bool SourceReader::MakeAllEvents(LogSummary& summary, std::vector<Event>& events) {
  for (MappingPlan& mapping : mappings_) {
    if (tally_ == nullptr && IsRefusedAtOnce(mapping, 0)) {
      if (is_bad()) return false;
      continue;
    }
    const std::uint64_t tried = tally_ != nullptr ? Tried(mapping) : 0;
    if (!MakeEvents(mapping, 0, summary, events)) return false;
    if (tally_ != nullptr && Tried(mapping) == tried) ++TallyOfMapping(mapping).without_elements;
  }
  return !is_bad();
}

bool SourceReader::Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
                        std::vector<Event>& events) {
  context_ = &context;
  context.out_of_range.clear();
  context.lost = 0;
  accepted_ = 0;
  time_text_ = {};
  is_of_form_ = false;
  if (!values_.Begin(tokens, context)) return false;
  const Counts before(summary);
  if (tally_ != nullptr) tally_before_ = *tally_;
  if (!MakeAllEvents(summary, events)) {
    if (tally_ != nullptr) *tally_ = tally_before_;
    // Whatever else it lacked for that.
    if (values_.environment().out_of_elements) {
      context.GiveUp(Code::kTooManyElements, values_.place(),
                     std::to_string(SourceValues::kMostElements));
    }
    return before.Restore(summary);
  }
  ReportResults();
  if (accepted_ == 0) ++summary.skipped;
  if (tally_ != nullptr && accepted_ == 0 && is_of_form_) ++tally_->of_form;
  return true;
}

}  // namespace

std::unique_ptr<RecordReader> MakeSourceReader(const SourceMap& source,
                                               const ReaderOptions& options, SourceTally* tally) {
  return std::make_unique<SourceReader>(source, options, tally);
}

}  // namespace abide::events
