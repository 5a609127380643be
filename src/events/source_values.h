// What the expressions of a source come to for the record that is being read.
//
// The walk over the record's keys notes where the values stand that the source's paths lead to; a
// value is read when an expression asks for it. What a node of the program comes to is worked out
// when somebody asks, and kept while its scope lasts; results that have to be counted each time
// (those out of range, quotients by zero) are not kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

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
  bool makes_list = false;
};

class SourceValues final : private expressions::Host {
 public:
  // Elements that the loops of one record go over and that lists made of it have, all together:
  // nested loops multiply, and so do lists that are made for each element.
  static constexpr std::uint32_t kMostElements = 1 << 20;

  // Both outlive the values. `depth`: of JSON in texts.
  SourceValues(const SourceMap& source, const SourceProgram& program, std::size_t depth);

  // Takes the record at the next token. False if it is no object. `context` outlives its values.
  bool Begin(Tokens& tokens, ReadContext& context);
  // Until the next one, or the next element of an outer loop, the loop is at this element.
  void Enter(expressions::LocalId variable, ScopeId scope, const values::Value& element) {
    environment_->Set(variable, element);
    entered_[scope] = ++now_;
  }

  // Valid until its scope is entered anew.
  const values::Value& Of(NodeId node) {
    Slot& slot = slots_[node];
    return slot.since == entered_[slot.node.scope] ? slot.value : WorkOut(slot);
  }
  bool IsTrue(NodeId node) {
    const values::Value& value = Of(node);
    return value.kind() == values::Value::Kind::kBoolean && value.boolean();
  }
  // Which record or element it is, of all.
  std::uint64_t Entered(ScopeId scope) const { return entered_[scope]; }
  // To evaluate expressions of the source as trees.
  expressions::Environment& environment() { return *environment_; }
  // The record's first byte.
  const char* place() const { return record_.place(); }
  // A value that was asked for is no JSON: the context says which.
  bool is_broken() const { return broken_; }

 private:
  // A node of the program, and what it came to when its scope was entered for the time that `since`
  // says.
  struct Slot {
    values::Value value = {};
    std::uint64_t since = UINT64_MAX;
    ProgramNode node = {};
    std::size_t memory = 0;  // of a pattern, in `matches_`; of a test of a text, in `text_tests_`
  };
  struct Placed {
    values::Value value = {};
    std::uint64_t since = 0;
  };

  values::Value Answer(expressions::AskId ask, std::span<const values::Value> arguments,
                       expressions::Environment& environment) override;
  const values::Value* Remembered(expressions::AskId ask) override;
  void Missing(expressions::AskId, std::span<const values::Value>, expressions::Environment&,
               std::vector<std::string>&) override {}

  const values::Value& WorkOut(Slot& slot);
  // Sets the slot's value.
  void Compute(Slot& slot);
  values::Truth TruthOf(const Slot& slot);
  values::Truth TestIn(const ProgramNode& node);
  // Of kTextIs and kInTexts.
  values::Truth TestConstants(const ProgramNode& node);
  bool IsTrueOf(const ProgramNode& node, std::string_view text) const;
  // Sets the values of all tests of the same operand. False if that is no text to be remembered.
  bool AnswerTests(const Slot& slot);
  values::Truth TestMatches(const Slot& slot);
  values::Value Captured(const Slot& slot);
  bool IsThere(NodeId operand);
  values::Value PathFromRecord(expressions::AskId ask);
  values::Value AnswerOf(expressions::AskId ask, const values::Value& argument);
  // The value at a node of the trie, which has one shape, read once a record.
  const values::Value& ValueAt(std::uint32_t node, ShapeId shape);
  values::Value FollowPath(const PathPlan& plan, const values::Value& start);
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
  std::uint64_t now_ = 0;
  std::vector<std::uint64_t> entered_;  // by ScopeId
  std::vector<Slot> slots_;             // by NodeId
  std::vector<MatchMemory> matches_;
  std::vector<TextTests> text_tests_;
  std::vector<Placed> placed_;  // by node of the trie

  // Of the record that is being read.
  Tokens record_;
  ReadContext* context_ = nullptr;
  bool broken_ = false;
};

}  // namespace abide::events
