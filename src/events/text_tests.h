// What all tests of one text by constants come to, remembered for the texts that it last was.
//
// `.eventName == "CreateModel"` and the like tell the records of a log apart: many mappings test
// one field, which has few texts. So the tests are made together, and of a text that is known not
// at all.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_program.h"

namespace abide::events {

class TextTests {
 public:
  static constexpr std::size_t kLongest = 200;  // text that is remembered, in bytes

  void Add(NodeId test) { tests_.push_back(test); }
  const std::vector<NodeId>& tests() const { return tests_; }
  // By their order, what `is_true(test)` gives for the text, always the same for the same text.
  template <typename IsTrue>
  const std::vector<bool>& Find(std::string_view text, IsTrue is_true) {
    Known& known = known_[(text.size() + static_cast<unsigned char>(text.back())) % known_.size()];
    if (known.text == text) return known.answers;
    known.text = text;
    known.answers.clear();
    for (const NodeId test : tests_) known.answers.push_back(is_true(test));
    return known.answers;
  }

 private:
  struct Known {
    std::string text;  // empty: none yet
    std::vector<bool> answers;
  };
  std::vector<NodeId> tests_;
  std::array<Known, 16> known_;
};

}  // namespace abide::events
