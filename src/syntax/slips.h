// Tables of what other languages write at some place, with what stands there in this one.
//
// A row holds for a stop if all its parts do. Parts name tokens, with blanks between alternatives;
// an empty one holds always. `<end>` is the end, `<word>` a word that is no word of the language,
// `<text>` a string and
// `<number>` what begins with a digit.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace abide::syntax {

struct Slip {
  enum class Edit : std::uint8_t {
    kNone,
    kReplace,        // what was found
    kReplaceBefore,  // the token before it
    kReplaceBoth,    // the two
    kReplaceNext,    // what was found, and the word behind it
    kInsert,         // in front of what was found, at the end behind all
    kRemove,         // what was found, with the blanks behind a word
    kUnquote,        // the string that was found
  };

  std::string_view in;      // the word that begins the declaration
  std::string_view behind;  // a word in front, with as many brackets open
  // A word, sign or label that could stand there, whole; behind `<sole>`, that alone.
  std::string_view expects;
  std::string_view before;  // the token before
  std::string_view found;
  // `$0` stands for what was found, `$1` for the token before, `$2` for the one before that.
  std::string_view help;
  Edit edit = Edit::kNone;
  std::string_view text = {};
};

// Tried before words are taken for misspelt ones.
std::span<const Slip> EarlySlips();
// Tried where nothing else is known.
std::span<const Slip> SlipsInConditions();
std::span<const Slip> SlipsInNorms();
std::span<const Slip> SlipsInVocabulary();
std::span<const Slip> SlipsInOtherDeclarations();

}  // namespace abide::syntax
