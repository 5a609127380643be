// What the expressions of a source come to for the record that is being read.
//
// The walk over the record's keys notes where the values stand that the source's paths lead to; a
// value is read when an expression asks for it, or at once, where one asked in the record before.
// What a node of the program comes to is worked out when somebody asks, and kept while its scope
// lasts (see Frames); results that have to be counted each time (those out of range, quotients by
// zero) are not kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "events/frames.h"
#include "events/match_memory.h"
#include "events/object_reader.h"
#include "events/raw_value.h"
#include "events/shaped_reader.h"
#include "events/source_program.h"
#include "events/strict.h"
#include "events/text_tests.h"
#include "expressions/evaluate.h"

namespace abide::events {

// A path from the record: the keys up to the first step that is none, and the rest. One from
// another value is all rest.
struct PathPlan {
  std::uint32_t node = 0;
  std::span<const PathStep> rest;
  std::vector<KeyPlace> places = {};  // of the rest's keys
};

class SourceValues final : private expressions::Host, private ValueTaker {
 public:
  // Elements that the loops of one record go over and that lists made of it have, all together:
  // nested loops multiply, and so do lists that are made for each element.
  static constexpr std::uint32_t kMostElements = 1 << 20;

  // Both outlive the values. `depth`: of JSON in texts.
  SourceValues(const SourceMap& source, const SourceProgram& program, std::size_t depth);

  // Takes the record at the next token. False if it is no object. `context` outlives its values.
  bool Begin(Tokens& tokens, ReadContext& context);
  // The loop goes over that many elements …
  void EnterLoop(ScopeId scope, std::size_t elements) { frames_.EnterLoop(scope, elements); }
  // … and is at this one until the next one, or the next element of an outer loop.
  void Enter(expressions::LocalId variable, ScopeId scope, const values::Value& element,
             std::size_t place) {
    environment_->Set(variable, element);
    variables_[scope] = variable;
    frames_.EnterElement(scope, place);
  }

  // Valid until its scope is entered anew.
  const values::Value& Of(NodeId node) {
    Frames::Slot& slot = frames_.Of(node);
    return slot.since == frames_.Since(node) ? slot.value : WorkOut(node, slot);
  }
  bool IsTrue(NodeId node) {
    const values::Value& value = Of(node);
    return value.kind() == values::Value::Kind::kBoolean && value.boolean();
  }
  // Which record it is, of all, or which visit to an element.
  std::uint64_t Entered(ScopeId scope) const { return frames_.Entered(scope); }
  // To evaluate expressions of the source as trees.
  expressions::Environment& environment() { return *environment_; }
  // The record's first byte.
  const char* place() const { return record_.place(); }
  // A value that was asked for is no JSON: the context says which.
  bool is_broken() const { return broken_; }

 private:
  struct Node : ProgramNode {
    std::size_t memory = 0;  // of a pattern, in `matches_`
    std::size_t tests = 0;   // of a test of a text by a constant, in `text_tests_`
    std::size_t test = 0;    // which of those of the text it is
  };
  // A value at a node of the trie.
  struct Placed {
    values::Value value = {};
    ShapeId shape = 0;
    std::uint64_t since = 0;           // the record in which it was read
    std::uint64_t asked = UINT64_MAX;  // and the one in which somebody asked for it
  };

  bool Take(std::uint32_t node, Tokens& tokens) override;
  values::Value Answer(expressions::AskId ask, std::span<const values::Value> arguments,
                       expressions::Environment& environment) override;
  const values::Value* Remembered(expressions::AskId ask) override;
  void Missing(expressions::AskId, std::span<const values::Value>, expressions::Environment&,
               std::vector<std::string>&) override {}

  const values::Value& WorkOut(NodeId node, Frames::Slot& slot);
  void Compute(const Node& node, values::Value& value);
  values::Truth TruthOf(const Node& node);
  values::Truth TestIn(const Node& node);
  // Of kTextIs and kInTexts.
  values::Truth TestConstants(const Node& node);
  bool IsTrueOf(const Node& node, std::string_view text);
  bool IsTestByConstant(const Node& node) const;
  // Of a text that is remembered; sets the values of all tests of it that are known. Nothing if it
  // is none.
  std::optional<values::Truth> AnswerTests(const Node& node);
  values::Truth TestMatches(const Node& node);
  values::Value Captured(const Node& node);
  bool IsThere(NodeId operand);
  values::Value PathFromRecord(expressions::AskId ask);
  // A text at a node of the trie, if there is one.
  std::optional<std::string_view> TextAt(std::uint32_t node);
  values::Value AnswerOf(expressions::AskId ask, const values::Value& argument);
  // The value at a node of the trie, which has one shape, read once a record.
  const values::Value& ValueAt(std::uint32_t node, ShapeId shape);
  values::Value FollowPath(PathPlan& plan, const values::Value& start);
  values::Value CallRaw(RawFunction function, ShapeId shape, const values::Value& argument);
  values::Value ParseJson(std::string_view text, ShapeId shape);

  const SourceMap& source_;
  const SourceProgram& program_;
  std::size_t depth_;
  std::vector<PathPlan> paths_;  // by AskId
  ObjectReader keys_;
  ShapedReader raw_;
  StructuralIndex inner_;  // of JSON text in JSON
  StrictChecker strict_;   // of the same
  std::optional<expressions::Environment> environment_;
  std::vector<Node> nodes_;
  Frames frames_;
  std::vector<expressions::LocalId> variables_;  // by ScopeId: that of the mapping that is made
  std::vector<MatchMemory> matches_;
  std::vector<TextTests> text_tests_;
  std::vector<Placed> placed_;  // by node of the trie
  std::uint64_t last_record_ = 0;

  // Of the record that is being read.
  Tokens record_;
  ReadContext* context_ = nullptr;
  bool broken_ = false;
};

}  // namespace abide::events
