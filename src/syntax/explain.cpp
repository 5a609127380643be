#include "syntax/explain.h"

#include <string>
#include <utility>

#include "syntax/lexemes.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

// Behind the token at `at`, as a reader sees it.
const char* EndOfToken(const char* at, const char* end) {
  if (at == end) return at;
  for (const auto match : {MatchString, MatchTime}) {
    if (const char* const behind = match(at, end)) return behind;
  }
  if (IsWordCharacter(*at)) {
    while (at != end && IsWordCharacter(*at)) ++at;
    return at;
  }
  // One character; the bytes that continue it belong to it.
  do {
    ++at;
  } while (at != end && (static_cast<unsigned char>(*at) & 0xC0) == 0x80);
  return at;
}

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string Describe(const Wanted& wanted) {
  return wanted.kind == Wanted::Kind::kLabel ? wanted.text : Quoted(wanted.text);
}

std::string Listed(const std::vector<Wanted>& all) {
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) list += i + 1 == all.size() ? " or " : ", ";
    list += Describe(all[i]);
  }
  return list;
}

}  // namespace

Diagnostic ExplainFailure(const ParseState& state) {
  const char* const at = state.farthest();
  if (at == state.end()) {
    const Span behind = state.SpanOf(state.farthest_before(), state.farthest_before());
    return {Code::kUnexpected,
            behind,
            {Listed(state.expected()), "the end of the declaration"},
            {},
            {},
            {}};
  }
  const char* const behind = EndOfToken(at, state.end());
  return {Code::kUnexpected,
          state.SpanOf(at, behind),
          {Listed(state.expected()), Quoted({at, static_cast<std::size_t>(behind - at)})},
          {},
          {},
          {}};
}

Diagnostic ExplainNesting(const ParseState& state, const char* at) {
  return {Code::kTooDeep,
          state.SpanOf(at, EndOfToken(at, state.end())),
          {std::to_string(kMaxDepth)},
          {},
          {},
          {}};
}

Diagnostic ExplainChain(const ParseState& state, const char* at) {
  return {Code::kChainTooLong,
          state.SpanOf(at, EndOfToken(at, state.end())),
          {std::to_string(kMaxOperations)},
          {},
          {},
          {}};
}

}  // namespace abide::syntax
