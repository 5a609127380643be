// From the place where the parser was stopped to a diagnostic that a rule writer can act on.
#pragma once

#include "syntax/parse_state.h"

namespace abide::syntax {

// What stopped the parser at `state.farthest()`, and what was expected there. The state has
// recorded.
diagnostics::Diagnostic ExplainFailure(const ParseState& state);
diagnostics::Diagnostic ExplainNesting(const ParseState& state, const char* at);
diagnostics::Diagnostic ExplainChain(const ParseState& state, const char* at);

// Runs `parse(state)`; if it fails, runs it once more to record what was expected, and adds why it
// failed to the state's problems. A problem with a literal that was read before that place stays.
template <typename Parse>
bool ParseOrExplain(ParseState& state, const Parse& parse) {
  try {
    if (parse(state)) return true;
    state.StartRecording();
    parse(state);
    state.AddFailure(ExplainFailure(state));
  } catch (const NestingTooDeep& deep) {
    state.AddFailure(ExplainNesting(state, deep.at));
  } catch (const ChainTooLong& chain) {
    state.AddFailure(ExplainChain(state, chain.at));
  }
  return false;
}

}  // namespace abide::syntax
