// Records of other logs, through a source's mappings.
//
// A mapping makes an event of the record or, with `for`, one of each element that its condition
// takes: loops bind their variables from left to right, as nested loops do.
//
// The walk over the record's keys notes where the values stand that the source's paths lead to; a
// value is read when an expression asks for it, and kept for the record. Expressions are evaluated
// like those of rules: the record is the host that answers what they ask. A field that depends on
// no variable of a loop, or on those of outer ones only, is read once for as long as they stand.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "events/ask_cache.h"
#include "events/attribute_index.h"
#include "events/conditions.h"
#include "events/conversions.h"
#include "events/raw_value.h"
#include "events/record_reader.h"
#include "events/shaped_reader.h"
#include "events/source_plan.h"
#include "events/strict.h"
#include "events/time_text.h"
#include "expressions/evaluate.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using expressions::AskId;
using expressions::Environment;
using values::Value;
using Kind = Value::Kind;

// Elements that the loops of one record go over and that lists made of it have, all together:
// nested loops multiply, and so do lists that are made for each element.
constexpr std::uint32_t kMostElements = 1 << 20;

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

class SourceReader final : public RecordReader, private expressions::Host {
 public:
  SourceReader(const SourceMap& source, const ReaderOptions& options, SourceTally* tally)
      : source_(source),
        options_(options),
        tally_(tally),
        cache_(source),
        attributes_(source),
        keys_(PlanPaths(source, paths_)),
        raw_(source),
        values_(keys_.trie().size()) {
    for (const SourceMapping& mapping : source.mappings)
      mappings_.push_back(PlanOf(mapping, source, options));
  }

  bool Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
            std::vector<Event>& events) override;

 private:
  Value Answer(AskId ask, std::span<const Value> arguments, Environment& environment) override;
  const Value* Remembered(AskId ask) override { return cache_.Find(ask); }
  Value AnswerAnew(AskId ask, std::span<const Value> arguments);
  void Missing(AskId, std::span<const Value>, Environment&, std::vector<std::string>&) override {}
  // The value at a node of the trie, which has one shape, read once a record.
  const Value& ValueAt(std::uint32_t node, ShapeId shape);
  Value FollowPath(const PathPlan& plan, std::span<const PathStep> steps, const Value& start);
  Value CallRaw(RawFunction function, ShapeId shape, const Value& argument);
  Value ParseJson(std::string_view text, ShapeId shape);

  bool IsTrue(const Condition& condition);
  void CountRefused(const MappingPlan& mapping, std::span<const Condition> tested);
  // The first byte of the value at a node; null if there is none.
  const char* TextAt(std::uint32_t node) {
    Tokens tokens = record_;
    tokens.at = keys_.Find(node);
    return tokens.at == nullptr ? nullptr : tokens.place();
  }
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
  // Gives up: what the record has for a time is none. False.
  bool NoTime(const FailedConversion& failed, const char* begin);
  Value ReadField(const FieldPlan& field, const MappingPlan& mapping);
  // The same, read once for all elements of loops that it does not depend on. What has a problem is
  // read again for each event, since each has it.
  Value ReadFieldOnce(FieldPlan& field, const MappingPlan& mapping);
  // The value of an assignment; a conversion that fails is a problem. False if there was one.
  bool ReadAssigned(const SourceAssignment& assignment, const FieldName& name, Value& value);
  Value IdOf(const Value& raw);
  // The record can't be read: it is no JSON, or has too many elements.
  bool is_bad() const { return broken_ || environment_->out_of_elements; }
  bool MakeAllEvents(LogSummary& summary, std::vector<Event>& events);
  // Results of the record's expressions that are absent for no fault of the record.
  void ReportResults();

  const SourceMap& source_;
  const ReaderOptions& options_;
  SourceTally* tally_;        // null: nobody asks
  SourceTally tally_before_;  // the record, if somebody does
  AskCache cache_;
  AttributeIndex attributes_;
  std::vector<PathPlan> paths_;  // by AskId
  std::vector<MappingPlan> mappings_;
  std::uint64_t entered_ = 0;  // elements of loops, and records
  ObjectReader keys_;
  ShapedReader raw_;
  StructuralIndex inner_;  // of JSON text in JSON
  StrictChecker strict_;   // of the same
  std::optional<Environment> environment_;

  // Of the record that is being read.
  std::vector<std::optional<Value>> values_;  // by node
  Tokens record_;
  ReadContext* context_ = nullptr;
  std::uint32_t accepted_ = 0;  // by conditions of mappings, elements counted one by one
  bool broken_ = false;         // a value asked for is no JSON; the fault is in the context
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

const Value& SourceReader::ValueAt(std::uint32_t node, ShapeId shape) {
  std::optional<Value>& value = values_[node];
  if (value) return *value;
  value = Value();
  Tokens tokens = record_;
  if (node != 0) tokens.at = keys_.Find(node);
  if (tokens.at == nullptr || broken_) return *value;
  if (!raw_.Read(shape, tokens, *context_, *value)) {
    broken_ = true;
    value = Value();
  }
  return *value;
}

Value SourceReader::ParseJson(std::string_view text, ShapeId shape) {
  // As a line of the log: with bytes behind it that may be read.
  const std::span<char> padded = context_->arena.Bytes(text.size() + kLinePadding);
  std::copy(text.begin(), text.end(), padded.begin());
  std::fill(padded.begin() + static_cast<std::ptrdiff_t>(text.size()), padded.end(), ' ');
  const std::string_view copy(padded.data(), text.size());
  if (inner_.Build(copy) != StructuralIndex::Fault::kNone) return {};
  Tokens tokens{copy.data(), inner_.positions(), static_cast<std::uint32_t>(copy.size())};
  if (FindTooDeep(tokens, options_.limits.depth) != nullptr) return {};
  const std::string nowhere;
  Reporter silent(nowhere, nullptr);
  ReadContext context{context_->arena, silent};
  // What is no JSON has no value, wherever in it the fault is.
  if (!raw_.shapes().NeedsAll(shape) && !strict_.Check(tokens, context)) return {};
  Value value;
  const bool whole = raw_.Read(shape, tokens, context, value) && tokens.done();
  return whole ? value : Value();
}

Value SourceReader::CallRaw(RawFunction function, ShapeId shape, const Value& argument) {
  switch (function) {
    case RawFunction::kJson:
      // Some logs have the object itself in some records, and its text in others.
      if (argument.kind() == Kind::kRecord || argument.kind() == Kind::kList) return argument;
      return argument.kind() == Kind::kText ? ParseJson(argument.text(), shape) : Value();
    case RawFunction::kBase64:
      return argument.kind() == Kind::kText ? Base64Text(argument.text(), context_->arena)
                                            : Value();
    case RawFunction::kEntries:
      return EntriesOf(argument, context_->arena);
    case RawFunction::kDotnetTicks:
      return TimeOfTicks(argument);
  }
  return {};
}

Value SourceReader::FollowPath(const PathPlan& plan, std::span<const PathStep> steps,
                               const Value& start) {
  const Value value = Follow(steps, start, context_->arena);
  const bool is_made = plan.makes_list && value.kind() == Kind::kList;
  return !is_made || environment_->Spend(value.elements().size()) ? value : Value();
}

Value SourceReader::Answer(AskId ask, std::span<const Value> arguments, Environment&) {
  // What has arguments was looked for before they were evaluated.
  if (arguments.empty()) {
    if (const Value* known = cache_.Find(ask)) return *known;
  }
  const Value value = AnswerAnew(ask, arguments);
  cache_.Keep(ask, value);
  return value;
}

Value SourceReader::AnswerAnew(AskId ask, std::span<const Value> arguments) {
  const auto index = static_cast<std::size_t>(ask);
  const SourceAsk& asked = source_.asks[index];
  if (const auto* path = std::get_if<ReadPath>(&asked)) {
    const PathPlan& plan = paths_[index];
    if (path->from_argument) return FollowPath(plan, path->steps, arguments[0]);
    return FollowPath(plan, plan.rest, ValueAt(plan.node, raw_.shapes().Of(ask)));
  }
  if (const auto* function = std::get_if<RawFunction>(&asked)) {
    return CallRaw(*function, raw_.shapes().Of(ask), arguments[0]);
  }
  if (const auto* known = std::get_if<Known>(&asked)) {
    return IsKnown(arguments[0], known->words) ? arguments[0] : Value();
  }
  return attributes_.Find(ask, arguments[0], context_->arena);
}

bool SourceReader::NoTime(const FailedConversion& failed, const char* begin) {
  std::string expected(kExpectedTime);
  if (failed.name.starts_with("epoch")) {
    expected = "a count since 1970, up to the year 2261";
  } else if (failed.name != "time") {
    expected = "what `" + failed.name + "` reads";
  } else if (failed.operand.kind() == Kind::kText) {
    expected = ExpectedInsteadOf(failed.operand.text());
  }
  return context_->GiveUp(Code::kTimeUnreadable, begin, Told(failed.operand), expected);
}

bool SourceReader::ReadTime(const MappingPlan& mapping, std::optional<values::Instant>& time) {
  const char* const begin = record_.place();
  Value value;
  if (mapping.time != nullptr) value = Evaluate(*mapping.time->value, *environment_);
  if (value.is_absent() && mapping.time != nullptr) {
    // What the record has for a time, if that is none.
    const auto failed = FindFailedConversion(*mapping.time->value, source_, *environment_);
    if (failed) return NoTime(*failed, begin);
  }
  if (value.is_absent()) return context_->GiveUp(Code::kNoTime, begin, mapping.type->name);
  if (value.kind() == Kind::kInstant) time = value.instant();
  if (value.kind() == Kind::kText) time = values::ParseInstant(value.text());
  if (time) return true;
  const std::string text = values::ToString(value);
  return context_->GiveUp(Code::kTimeUnreadable, begin, Ticked(text), ExpectedInsteadOf(text));
}

Value SourceReader::IdOf(const Value& raw) {
  if (raw.kind() == Kind::kText) return raw;
  if (raw.kind() != Kind::kNumber) return {};
  return Value::Of(context_->arena.Copy(raw.number().ToString()));
}

bool SourceReader::ReadAssigned(const SourceAssignment& assignment, const FieldName& name,
                                Value& value) {
  const std::uint64_t out_of_range = environment_->out_of_range;
  value = Evaluate(*assignment.value, *environment_);
  const bool is_whole = !value.is_absent() && value.kind() != Kind::kList;
  if (is_whole || environment_->out_of_range != out_of_range || is_bad()) return true;
  // Evaluates again what has been counted.
  const std::uint64_t left = std::exchange(environment_->elements_left, kMostElements);
  const auto failed = FindFailedConversion(*assignment.value, source_, *environment_);
  environment_->elements_left = left;
  if (!failed) return true;
  context_->reporter.Add(Code::kConversionFailed, record_.place(),
                         {name.field, name.event, failed->name, Told(failed->operand)});
  return false;
}

Value SourceReader::ReadField(const FieldPlan& field, const MappingPlan& mapping) {
  const char* const begin = record_.place();
  const FieldName name{mapping.type->name, field.type->name};
  if (!field.assignments.empty() && field.assignments.front()->member) {
    const std::size_t members = field.type->type.element->members->size();
    const std::span<Value> columns = context_->arena.Values(members);
    for (const SourceAssignment* column : field.assignments) {
      ReadAssigned(*column, name, columns[*column->member]);
    }
    if (is_bad()) return {};
    return field.reader.FitColumns(columns, name, begin, *context_);
  }
  Value raw;
  const bool is_read =
      field.assignments.empty() || ReadAssigned(*field.assignments.front(), name, raw);
  if (is_bad()) return {};
  if (raw.is_absent() && is_read && !field.type->optional) {
    context_->reporter.Add(Code::kFieldAbsent, begin, {name.field, name.event});
  }
  return field.reader.Fit(raw, name, begin, *context_);
}

Value SourceReader::ReadFieldOnce(FieldPlan& field, const MappingPlan& mapping) {
  const std::uint64_t entered = mapping.entered[field.depth];
  if (field.read_in == entered) return field.value;
  const auto problems = [this] {
    return context_->reporter.added() + environment_->out_of_range + environment_->divided_by_zero;
  };
  const std::uint64_t before = problems();
  const Value value = ReadField(field, mapping);
  if (problems() == before) {
    field.value = value;
    field.read_in = entered;
  } else if (value.kind() == Kind::kList) {
    environment_->Spend(value.elements().size());
  }
  return value;
}

bool SourceReader::MakeEvent(MappingPlan& mapping, LogSummary& summary,
                             std::vector<Event>& events) {
  std::optional<values::Instant> time;
  if (!ReadTime(mapping, time)) return false;
  if (IsLater(*time, options_, summary)) return true;
  if (!mapping.handed_out) {
    CountEvent(*time, summary);
    ++summary.unwanted;
    return true;
  }
  const std::span<Value> fields = context_->arena.Values(mapping.type->fields.size());
  fields[static_cast<std::size_t>(kTimeField)] = Value::Of(*time);
  if (mapping.id != nullptr) {
    fields[static_cast<std::size_t>(kIdField)] = IdOf(Evaluate(*mapping.id->value, *environment_));
  }
  for (FieldPlan& field : mapping.fields) {
    fields[static_cast<std::size_t>(field.index)] = ReadFieldOnce(field, mapping);
  }
  if (is_bad()) return false;
  CountEvent(*time, summary);
  events.push_back({mapping.mapping->kind, *time, {}, fields});
  return true;
}

void SourceReader::ReportResults() {
  for (std::uint64_t i = 0; i < environment_->out_of_range; ++i) {
    context_->reporter.Add(Code::kResultOutOfRange, record_.place(), {});
  }
  for (std::uint64_t i = 0; i < environment_->divided_by_zero; ++i) {
    context_->reporter.Add(Code::kDividedByZero, record_.place(), {});
  }
}

bool SourceReader::IsTrue(const Condition& condition) {
  if (condition.plain) {
    const AskId ask = condition.plain->path;
    const std::uint32_t node = paths_[static_cast<std::size_t>(ask)].node;
    const Value& value = ValueAt(node, raw_.shapes().Of(ask));
    return value.kind() == Kind::kText && value.text() == condition.plain->text;
  }
  // Whether an object, a list or a text is there, is seen without reading it.
  const auto* has = std::get_if<expressions::Has>(&condition.expr->node);
  const auto* ask = has == nullptr ? nullptr : std::get_if<expressions::Ask>(&has->operand->node);
  if (ask != nullptr) {
    const PathPlan& path = paths_[static_cast<std::size_t>(ask->ask)];
    const char* const at = path.node != 0 && path.rest.empty() ? TextAt(path.node) : nullptr;
    if (at != nullptr && (*at == '{' || *at == '[' || *at == '"')) return true;
  }
  return Test(*condition.expr, *environment_) == values::Truth::kTrue;
}

void SourceReader::CountRefused(const MappingPlan& mapping, std::span<const Condition> tested) {
  if (tally_ == nullptr) return;
  std::vector<const expressions::Expr*> parts;
  for (const Condition& condition : tested) parts.push_back(condition.expr);
  CountRefusal(TallyOfMapping(mapping), parts, *environment_);
}

bool SourceReader::MakeEvents(MappingPlan& mapping, std::size_t depth, LogSummary& summary,
                              std::vector<Event>& events) {
  const SourceMapping& source = *mapping.mapping;
  const auto& conditions = mapping.conditions[depth];
  const bool takes = std::all_of(conditions.begin(), conditions.end(),
                                 [&](const Condition& each) { return IsTrue(each); });
  if (is_bad()) return false;
  if (!takes) {
    CountRefused(mapping, conditions);
    return true;
  }
  if (depth == source.loops.size()) {
    ++accepted_;
    if (tally_ != nullptr) ++TallyOfMapping(mapping).taken;
    return MakeEvent(mapping, summary, events);
  }
  const SourceMapping::Loop& loop = source.loops[depth];
  const Value list = Evaluate(*loop.list, *environment_);
  if (is_bad()) return false;
  if (list.kind() != Kind::kList) return true;
  for (const Value& element : list.elements()) {
    if (!environment_->Spend(1)) return false;
    environment_->Set(loop.variable, element);
    mapping.entered[depth + 1] = ++entered_;
    cache_.Changed(loop.variable);
    if (!MakeEvents(mapping, depth + 1, summary, events)) return false;
  }
  return true;
}

bool SourceReader::MakeAllEvents(LogSummary& summary, std::vector<Event>& events) {
  for (MappingPlan& mapping : mappings_) {
    const std::uint64_t tried = tally_ != nullptr ? Tried(mapping) : 0;
    mapping.entered[0] = ++entered_;
    if (!MakeEvents(mapping, 0, summary, events)) return false;
    if (tally_ != nullptr && Tried(mapping) == tried) ++TallyOfMapping(mapping).without_elements;
  }
  return !is_bad();
}

bool SourceReader::Read(Tokens& tokens, ReadContext& context, LogSummary& summary,
                        std::vector<Event>& events) {
  record_ = tokens;
  context_ = &context;
  broken_ = false;
  std::fill(values_.begin(), values_.end(), std::nullopt);
  cache_.BeginRecord();
  attributes_.BeginRecord();
  if (!keys_.Read(tokens, context)) return false;
  if (!tokens.done()) return context.NotJson(tokens, "expected the record's end");
  if (!environment_ || &environment_->arena() != &context.arena) {
    environment_.emplace(context.arena, static_cast<expressions::Host&>(*this));
    environment_->host_remembers = true;
  }
  environment_->out_of_range = 0;
  environment_->divided_by_zero = 0;
  accepted_ = 0;
  environment_->elements_left = kMostElements;
  environment_->out_of_elements = false;
  const Counts before(summary);
  if (tally_ != nullptr) tally_before_ = *tally_;
  if (!MakeAllEvents(summary, events)) {
    if (tally_ != nullptr) *tally_ = tally_before_;
    // Whatever else it lacked for that.
    if (environment_->out_of_elements) {
      context.GiveUp(Code::kTooManyElements, record_.place(), std::to_string(kMostElements));
    }
    return before.Restore(summary);
  }
  ReportResults();
  if (accepted_ == 0) ++summary.skipped;
  return true;
}

}  // namespace

std::unique_ptr<RecordReader> MakeSourceReader(const SourceMap& source,
                                               const ReaderOptions& options, SourceTally* tally) {
  return std::make_unique<SourceReader>(source, options, tally);
}

}  // namespace abide::events
