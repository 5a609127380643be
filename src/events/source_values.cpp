#include "events/source_values.h"

#include <algorithm>
#include <map>
#include <string>
#include <variant>

#include "expressions/operations.h"

namespace abide::events {
namespace {

using expressions::AskId;
using expressions::Environment;
using values::Truth;
using values::Value;
using Kind = Value::Kind;
using Operation = ProgramNode::Operation;

template <typename Node>
const Node& As(const ProgramNode& node) {
  return *std::get_if<Node>(&node.expr->node);
}

// Where the source's paths from the record begin; adds their plans, by AskId.
KeyTrie PlanPaths(const SourceMap& source, std::vector<PathPlan>& paths) {
  KeyTrie trie;
  for (const SourceAsk& ask : source.asks) {
    PathPlan plan;
    const auto* path = std::get_if<ReadPath>(&ask);
    if (path != nullptr) plan.rest = path->steps;
    if (path != nullptr && !path->from_argument) {
      std::vector<std::string> keys;
      for (const PathStep& step : path->steps) {
        if (step.kind != PathStep::Kind::kKey) break;
        keys.push_back(step.key);
      }
      plan.node = trie.Add(keys);
      plan.rest = std::span(path->steps).subspan(keys.size());
    }
    plan.places.resize(plan.rest.size());
    paths.push_back(std::move(plan));
  }
  return trie;
}

bool IsConstantText(const ProgramNode& node) {
  return node.operation == Operation::kConstant &&
         As<expressions::Constant>(node).value.kind() == Kind::kText;
}

std::uint64_t CountedIn(const Environment& environment) {
  return environment.out_of_range + environment.divided_by_zero;
}

}  // namespace

SourceValues::SourceValues(const SourceMap& source, const SourceProgram& program, std::size_t depth)
    : source_(source),
      program_(program),
      depth_(depth),
      keys_(PlanPaths(source, paths_)),
      raw_(source),
      frames_(program),
      variables_(program.scope_count()),
      placed_(keys_.trie().size()) {
  std::map<NodeId, std::size_t> tests_of;  // by operand
  for (NodeId id = 0; id < program.size(); ++id) {
    Node& node = nodes_.emplace_back(Node{program[id]});
    const Operation operation = node.operation;
    if (operation == Operation::kMatches || operation == Operation::kCapture) {
      node.memory = matches_.size();
      matches_.emplace_back();
    }
    if (IsTestByConstant(node)) {
      const auto [tests, is_new] = tests_of.try_emplace(node.operands[0], text_tests_.size());
      if (is_new) text_tests_.emplace_back();
      node.tests = tests->second;
      node.test = text_tests_[node.tests].tests().size();
      text_tests_[node.tests].Add(id);
    }
    if (operation != Operation::kConstant) continue;
    frames_.Of(id) = {As<expressions::Constant>(node).value, frames_.Since(id)};
  }
}

bool SourceValues::IsTestByConstant(const Node& node) const {
  switch (node.operation) {
    case Operation::kTextIs:
    case Operation::kInTexts:
    case Operation::kMatches:
      return true;
    case Operation::kTextTest:
      return IsConstantText(nodes_[node.operands[1]]);
    default:
      return false;
  }
}

bool SourceValues::Begin(Tokens& tokens, ReadContext& context) {
  record_ = tokens;
  context_ = &context;
  broken_ = false;
  last_record_ = frames_.record();
  frames_.EnterRecord();
  if (!keys_.Read(tokens, context, this)) return false;
  if (!tokens.done()) return context.NotJson(tokens, "expected the record's end");
  if (!environment_ || &environment_->arena() != &context.arena) {
    environment_.emplace(context.arena, static_cast<expressions::Host&>(*this));
    environment_->host_remembers = true;
  }
  environment_->out_of_range = 0;
  environment_->divided_by_zero = 0;
  environment_->elements_left = kMostElements;
  environment_->out_of_elements = false;
  return true;
}

const Value& SourceValues::WorkOut(NodeId node, Frames::Slot& slot) {
  const std::uint64_t counted = CountedIn(*environment_);
  Compute(nodes_[node], slot.value);
  if (CountedIn(*environment_) == counted) slot.since = frames_.Since(node);
  return slot.value;
}

void SourceValues::Compute(const Node& node, Value& value) {
  switch (node.operation) {
    case Operation::kTree:
    case Operation::kConstant:
      value = Evaluate(*node.expr, *environment_);
      return;
    case Operation::kVariable:
      value = environment_->Get(variables_[node.scope]);
      return;
    case Operation::kPath:
      value = PathFromRecord(node.ask);
      return;
    case Operation::kFollow:
      value = FollowPath(paths_[static_cast<std::size_t>(node.ask)], Of(node.operands[0]));
      return;
    case Operation::kAttribute:
      value = raw_.attributes().Find(node.ask, Of(node.operands[0]), context_->arena);
      return;
    case Operation::kFunction:
      value = AnswerOf(node.ask, Of(node.operands[0]));
      return;
    case Operation::kKnown: {
      const auto& known = std::get<Known>(source_.asks[static_cast<std::size_t>(node.ask)]);
      const Value& operand = Of(node.operands[0]);
      value = IsKnown(operand, known.words) ? operand : Value();
      return;
    }
    case Operation::kElse: {
      const Value& first = Of(node.operands[0]);
      value = first.is_absent() ? Of(node.operands[1]) : first;
      return;
    }
    case Operation::kCall:
      value = Call(As<expressions::FunctionCall>(node), Of(node.operands[0]), *environment_);
      return;
    case Operation::kConvert:
      value = ConvertText(Of(node.operands[0]), As<expressions::Convert>(node).to);
      return;
    case Operation::kArithmetic: {
      const Value& left = Of(node.operands[0]);
      value = left.is_absent() ? Value()
                               : Calculate(As<expressions::Arithmetic>(node).op, left,
                                           Of(node.operands[1]), *environment_);
      return;
    }
    case Operation::kCapture:
      value = Captured(node);
      return;
    default:
      value = Value::Of(TruthOf(node));
      return;
  }
}

Truth SourceValues::TruthOf(const Node& node) {
  if (IsTestByConstant(node)) {
    if (const std::optional<Truth> answer = AnswerTests(node)) return *answer;
  }
  switch (node.operation) {
    case Operation::kHas:
      return values::TruthOf(IsThere(node.operands[0]));
    case Operation::kNot:
      return values::Not(expressions::TruthOf(Of(node.operands[0])));
    case Operation::kCompare: {
      const auto& compare = As<expressions::Compare>(node);
      const Value& left = Of(node.operands[0]);
      if (left.is_absent()) return Truth::kUnknown;
      return CompareValues(compare.op, left, Of(node.operands[1]), compare.case_rule);
    }
    case Operation::kIn:
      return TestIn(node);
    case Operation::kTextIs:
    case Operation::kInTexts:
      return TestConstants(node);
    case Operation::kTextTest: {
      const Value& text = Of(node.operands[0]);
      if (text.is_absent()) return Truth::kUnknown;
      return TestText(As<expressions::TextTest>(node), text, Of(node.operands[1]));
    }
    case Operation::kMatches:
      return TestMatches(node);
    default: {
      const Truth decided = node.operation == Operation::kAnd ? Truth::kFalse : Truth::kTrue;
      const Truth first = expressions::TruthOf(Of(node.operands[0]));
      if (first == decided) return decided;
      const Truth second = expressions::TruthOf(Of(node.operands[1]));
      return decided == Truth::kFalse ? values::And(first, second) : values::Or(first, second);
    }
  }
}

Truth SourceValues::TestIn(const Node& node) {
  const auto& in = As<expressions::InList>(node);
  const Value& item = Of(node.operands[0]);
  if (item.is_absent()) return Truth::kUnknown;
  return expressions::InValues(item, Of(node.operands[1]), in.case_rule);
}

bool SourceValues::IsTrueOf(const Node& node, std::string_view text) {
  if (node.operation == Operation::kMatches) {
    return As<expressions::Matches>(node).regex->Matches(text);
  }
  const Value& constant = Of(node.operands[1]);
  if (node.operation == Operation::kTextIs) return text == constant.text();
  if (node.operation == Operation::kTextTest) {
    const auto& test = As<expressions::TextTest>(node);
    return TestText(test, Value::Of(text), constant) == Truth::kTrue;
  }
  const auto& in = As<expressions::InList>(node);
  if (in.set) return in.set->Holds(text);
  return expressions::InValues(Value::Of(text), constant, in.case_rule) == Truth::kTrue;
}

Truth SourceValues::TestConstants(const Node& node) {
  const Value& operand = Of(node.operands[0]);
  if (operand.kind() == Kind::kText) return values::TruthOf(IsTrueOf(node, operand.text()));
  return node.operation == Operation::kInTexts ? TestIn(node) : Truth::kUnknown;
}

std::optional<Truth> SourceValues::AnswerTests(const Node& node) {
  TextTests& tests = text_tests_[node.tests];
  if (tests.tests().size() < 2) return std::nullopt;
  const std::uint64_t counted = CountedIn(*environment_);
  const Value& operand = Of(node.operands[0]);
  if (operand.kind() != Kind::kText || CountedIn(*environment_) != counted) return std::nullopt;
  const std::string_view text = operand.text();
  if (text.empty() || text.size() > TextTests::kLongest) return std::nullopt;
  std::vector<Truth>& answers = tests.Find(text);
  Truth& answer = answers[node.test];
  if (answer == Truth::kUnknown) {
    answer = values::TruthOf(IsTrueOf(node, text));
    return answer;
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] == Truth::kUnknown) continue;
    const NodeId test = tests.tests()[i];
    frames_.Of(test) = {Value::Of(answers[i]), frames_.Since(test)};
  }
  return answer;
}

Truth SourceValues::TestMatches(const Node& node) {
  const Value& text = Of(node.operands[0]);
  if (text.kind() != Kind::kText) return Truth::kUnknown;
  const values::Regex& regex = *As<expressions::Matches>(node).regex;
  const FoundIn found = matches_[node.memory].Find(text.text(), [&](std::string_view in) {
    return regex.Matches(in) ? FoundIn{0, 0} : FoundIn{};
  });
  return values::TruthOf(found.begin != FoundIn::kNowhere);
}

Value SourceValues::Captured(const Node& node) {
  const Value& text = Of(node.operands[0]);
  if (text.kind() != Kind::kText) return {};
  const values::Regex& regex = *As<expressions::CaptureCall>(node).regex;
  const FoundIn found = matches_[node.memory].Find(text.text(), [&](std::string_view in) {
    const std::optional<std::string_view> part = regex.Capture(in);
    return part ? FoundIn{static_cast<std::size_t>(part->data() - in.data()), part->size()}
                : FoundIn{};
  });
  if (found.begin == FoundIn::kNowhere) return {};
  return Value::Of(text.text().substr(found.begin, found.length));
}

// Whether an object, a list or a text is there, is seen without reading it.
bool SourceValues::IsThere(NodeId operand) {
  const ProgramNode& node = nodes_[operand];
  if (node.operation == Operation::kPath) {
    const PathPlan& path = paths_[static_cast<std::size_t>(node.ask)];
    const std::uint32_t* const at =
        path.node != 0 && path.rest.empty() ? keys_.Find(path.node) : nullptr;
    const char first = at == nullptr ? '\0' : record_.text[*at];
    if (first == '{' || first == '[' || first == '"') return true;
  }
  return !Of(operand).is_absent();
}

std::optional<std::string_view> SourceValues::TextAt(std::uint32_t node) {
  const std::uint32_t* const at = keys_.Find(node);
  if (at == nullptr || record_.text[*at] != '"') return std::nullopt;
  return ReadString(Tokens{record_.text, at, record_.limit}.Scalar(), context_->arena);
}

Value SourceValues::PathFromRecord(AskId ask) {
  PathPlan& plan = paths_[static_cast<std::size_t>(ask)];
  if (plan.rest.empty()) {
    if (const std::optional<std::string_view> text = TextAt(plan.node)) return Value::Of(*text);
  }
  const Value& begin = ValueAt(plan.node, raw_.shapes().Of(ask));
  return plan.rest.empty() ? begin : FollowPath(plan, begin);
}

// A fault is left to whoever asks for the value, and so is what is told of numbers.
bool SourceValues::Take(std::uint32_t node, Tokens& tokens) {
  Placed& placed = placed_[node];
  if (placed.asked != last_record_) return false;
  Tokens at = tokens;
  const bool is_read =
      raw_.Read(placed.shape, at, *context_, placed.value) && context_->out_of_range.empty();
  context_->out_of_range.clear();
  if (!is_read) return false;
  placed.since = frames_.record();
  tokens.at = at.at;
  return true;
}

const Value& SourceValues::ValueAt(std::uint32_t node, ShapeId shape) {
  Placed& placed = placed_[node];
  placed.asked = frames_.record();
  if (placed.since == frames_.record()) return placed.value;
  placed.value = Value();
  placed.shape = shape;
  placed.since = frames_.record();
  Tokens tokens = record_;
  if (node != 0) tokens.at = keys_.Find(node);
  if (tokens.at == nullptr || broken_) return placed.value;
  if (!raw_.Read(shape, tokens, *context_, placed.value)) {
    broken_ = true;
    placed.value = Value();
  }
  return placed.value;
}

Value SourceValues::ParseJson(std::string_view text, ShapeId shape) {
  // As a line of the log: with bytes behind it that may be read.
  const std::span<char> padded = context_->arena.Bytes(text.size() + kLinePadding);
  std::copy(text.begin(), text.end(), padded.begin());
  std::fill(padded.begin() + static_cast<std::ptrdiff_t>(text.size()), padded.end(), ' ');
  const std::string_view copy(padded.data(), text.size());
  if (inner_.Build(copy) != StructuralIndex::Fault::kNone) return {};
  Tokens tokens{copy.data(), inner_.positions(), static_cast<std::uint32_t>(copy.size())};
  if (FindTooDeep(tokens, depth_) != nullptr) return {};
  const std::string nowhere;
  Reporter silent(nowhere, nullptr);
  ReadContext context{context_->arena, silent};
  // What is no JSON has no value, wherever in it the fault is.
  if (!raw_.shapes().NeedsAll(shape) && !strict_.Check(tokens, context)) return {};
  Value value;
  const bool whole = raw_.Read(shape, tokens, context, value) && tokens.done();
  if (!whole) return {};
  if (!context.out_of_range.empty()) context_->out_of_range = std::move(context.out_of_range);
  return value;
}

Value SourceValues::CallRaw(RawFunction function, ShapeId shape, const Value& argument) {
  switch (function) {
    case RawFunction::kJson:
      // Some logs have the object itself in some records, and its text in others.
      if (argument.kind() == Kind::kRecord || argument.kind() == Kind::kList) return argument;
      return argument.kind() == Kind::kText ? ParseJson(argument.text(), shape) : Value();
    case RawFunction::kBase64:
      return argument.kind() == Kind::kText ? Base64Text(argument.text(), context_->arena)
                                            : Value();
    case RawFunction::kEntries:
      return raw_.shapes().NeedsEntries(shape) ? PlacedEntriesOf(argument, context_->arena)
                                               : EntriesOf(argument, context_->arena);
    case RawFunction::kDotnetTicks:
      return TimeOfTicks(argument);
  }
  return {};
}

Value SourceValues::FollowPath(PathPlan& plan, const Value& start) {
  const std::span<const PathStep> steps = plan.rest;
  const Value* at = &start;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const PathStep& step = steps[i];
    if (step.kind == PathStep::Kind::kAll) {
      const Value list = Follow(steps.subspan(i), *at, context_->arena);
      const bool is_made = list.kind() == Kind::kList;
      return !is_made || environment_->Spend(list.elements().size()) ? list : Value();
    }
    if (step.kind == PathStep::Kind::kKey) {
      at = &MemberOf(*at, step.key, plan.places[i]);
    } else {
      if (at->kind() != Kind::kList || step.index >= at->elements().size()) return {};
      at = &at->elements()[step.index];
    }
  }
  return *at;
}

Value SourceValues::AnswerOf(AskId ask, const Value& argument) {
  const auto index = static_cast<std::size_t>(ask);
  const SourceAsk& asked = source_.asks[index];
  if (std::holds_alternative<ReadPath>(asked)) return FollowPath(paths_[index], argument);
  if (const auto* function = std::get_if<RawFunction>(&asked)) {
    return CallRaw(*function, raw_.shapes().Of(ask), argument);
  }
  if (const auto* known = std::get_if<Known>(&asked)) {
    return IsKnown(argument, known->words) ? argument : Value();
  }
  return raw_.attributes().Find(ask, argument, context_->arena);
}

const Value* SourceValues::Remembered(AskId ask) {
  const std::optional<NodeId> node = program_.OfAsk(ask);
  return node ? &Of(*node) : nullptr;
}

Value SourceValues::Answer(AskId ask, std::span<const Value> arguments, Environment&) {
  if (const Value* known = Remembered(ask)) return *known;
  return arguments.empty() ? PathFromRecord(ask) : AnswerOf(ask, arguments[0]);
}

}  // namespace abide::events
