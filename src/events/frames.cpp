#include "events/frames.h"

namespace abide::events {

Frames::Frames(const SourceProgram& program)
    : entered_(program.scope_count()), scopes_(program.scope_count()) {
  for (NodeId node = 0; node < program.size(); ++node) {
    const ScopeId scope = program[node].scope;
    homes_.push_back({scope, static_cast<std::uint32_t>(scopes_[scope].size++)});
  }
  for (ScopeId id = 0; id < scopes_.size(); ++id) {
    Scope& scope = scopes_[id];
    // One slot at least, so that there is a frame to point to.
    if (scope.size == 0) scope.size = 1;
    scope.frames.resize(scope.size);
    entered_[id].slots = scope.frames.data();
    if (id <= SourceProgram::kRecord) continue;
    scope.around = program.Around(id);
    scope.keeps = program.IsOfSeveral(id);
  }
}

void Frames::EnterRecord() {
  record_ = ++now_;
  entered_[SourceProgram::kRecord].since = record_;
  scopes_[SourceProgram::kRecord].entered = record_;
}

void Frames::TakeFrames(Scope& loop, std::size_t elements, Run& run) const {
  if (loop.record != record_) loop.taken = 0;
  loop.record = record_;
  run = {record_, kShared};
  if (elements > kMostKept - loop.taken) return;
  run.first = 1 + loop.taken;
  loop.taken += elements;
  const std::size_t slots = (1 + loop.taken) * loop.size;
  if (loop.frames.size() < slots) loop.frames.resize(slots);
}

void Frames::EnterLoop(ScopeId loop, std::size_t elements) {
  Scope& scope = scopes_[loop];
  scope.first = kShared;
  if (!scope.keeps) return;
  const std::size_t around = scopes_[scope.around].frame;
  // Of an element without a frame of its own nobody knows whether it was here before.
  if (scope.around != SourceProgram::kRecord && around == kShared) return;
  if (scope.runs.size() <= around) scope.runs.resize(around + 1);
  Run& run = scope.runs[around];
  if (run.record != record_) TakeFrames(scope, elements, run);
  scope.first = run.first;
}

}  // namespace abide::events
