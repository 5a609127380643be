// What the nodes of a source's program came to, for each scope as long as it lasts.
//
// The nodes of a scope stand together, in a frame. A record has one. Of a loop that several
// mappings go over, each element has one for as long as the record lasts: the second mapping finds
// there what the first has worked out. Where one mapping alone has the loop, and where a record has
// more elements than are kept, the elements share a frame, in which nothing holds once the next one
// is entered.
#pragma once

#include <cstdint>
#include <vector>

#include "events/source_program.h"
#include "values/value.h"

namespace abide::events {

class Frames {
 public:
  // Of one loop, in one record.
  static constexpr std::size_t kMostKept = 1024;

  struct Slot {
    values::Value value = {};
    std::uint64_t since = UINT64_MAX;
  };

  explicit Frames(const SourceProgram& program);

  void EnterRecord();
  // The loop goes over a list of so many elements, at the element where the loop around it is.
  void EnterLoop(ScopeId loop, std::size_t elements);
  void EnterElement(ScopeId loop, std::size_t element) {
    Scope& scope = scopes_[loop];
    scope.frame = scope.first == kShared ? kShared : scope.first + element;
    scope.entered = ++now_;
    entered_[loop] = {&scope.frames[scope.frame * scope.size],
                      scope.frame == kShared ? scope.entered : record_};
  }

  // Valid until its scope is entered anew.
  Slot& Of(NodeId node) {
    const Home& home = homes_[node];
    return entered_[home.scope].slots[home.place];
  }
  // What the `since` of the node's slot is while its value holds.
  std::uint64_t Since(NodeId node) const { return entered_[homes_[node].scope].since; }
  // Which record it is, of all.
  std::uint64_t record() const { return record_; }
  // Which record or element it is, of all, or which visit to it.
  std::uint64_t Entered(ScopeId scope) const { return scopes_[scope].entered; }

 private:
  static constexpr std::size_t kShared = 0;  // the first frame

  struct Home {
    ScopeId scope;
    std::uint32_t place;
  };
  // The frame that is entered.
  struct Frame {
    Slot* slots = nullptr;
    std::uint64_t since = 0;
  };
  // The frames of a list's elements, one behind the other.
  struct Run {
    std::uint64_t record = 0;
    std::size_t first = kShared;
  };
  struct Scope {
    std::uint64_t entered = 0;
    std::size_t frame = kShared;
    std::size_t first = kShared;  // of the list that the loop goes over
    std::size_t size = 0;         // slots of a frame
    std::vector<Slot> frames;
    // Of a loop.
    ScopeId around = 0;
    bool keeps = false;
    std::vector<Run> runs;     // by frame of the scope around it
    std::uint64_t record = 0;  // in which frames were taken
    std::size_t taken = 0;
  };

  void TakeFrames(Scope& loop, std::size_t elements, Run& run) const;

  std::uint64_t now_ = 0;
  std::uint64_t record_ = 0;
  std::vector<Home> homes_;     // by NodeId
  std::vector<Frame> entered_;  // by ScopeId
  std::vector<Scope> scopes_;
};

}  // namespace abide::events
