// What all tests of one text by constants come to, remembered for the texts that it last was.
//
// `.eventName == "CreateModel"` and `.methodName matches /Predict$/` tell the records of a log
// apart: many mappings test one field, which has few texts. So a test is made once for a text that
// is known, and then all that are known are told together.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_program.h"
#include "values/truth.h"

namespace abide::events {

class TextTests {
 public:
  static constexpr std::size_t kLongest = 200;  // text that is remembered, in bytes

  void Add(NodeId test) { tests_.push_back(test); }
  const std::vector<NodeId>& tests() const { return tests_; }
  // By the order of the tests, what is known of the text: true, false, or unknown yet.
  std::vector<values::Truth>& Find(std::string_view text) {
    Known& known = known_[(text.size() + static_cast<unsigned char>(text.back())) % known_.size()];
    if (known.text != text) {
      known.text = text;
      known.answers.assign(tests_.size(), values::Truth::kUnknown);
    }
    return known.answers;
  }

 private:
  struct Known {
    std::string text;  // empty: none yet
    std::vector<values::Truth> answers;
  };
  std::vector<NodeId> tests_;
  std::array<Known, 16> known_;
};

}  // namespace abide::events
