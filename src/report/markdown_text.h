// What the Markdown forms are made of: texts of others without markup, and a length that they keep.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace abide::report {

// `text` is one line. What makes markup, a mention, an entity or a link of its own is escaped.
std::string MarkdownEscaped(std::string_view text);

// Text up to a length; what would go beyond is refused.
class Sheet {
 public:
  Sheet(std::size_t bytes, std::ostream& out) : left_(bytes), out_(out) {}

  bool Add(const std::string& text) {
    if (text.size() > left_) return false;
    left_ -= text.size();
    out_ << text;
    return true;
  }

 private:
  std::size_t left_;
  std::ostream& out_;
};

}  // namespace abide::report
