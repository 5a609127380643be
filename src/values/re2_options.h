// How this room asks RE2, for one expression and for sets of them.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <string_view>

#include "values/text.h"

namespace abide::values {

// `most_memory`: bytes for the program and the states that RE2 keeps of it.
inline RE2::Options OptionsFor(Case case_rule, std::int64_t most_memory) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingUTF8);
  options.set_case_sensitive(case_rule == Case::kRespect);
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  return options;
}

inline re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace abide::values
