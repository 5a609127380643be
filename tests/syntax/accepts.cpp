// Texts from stdin, each up to a byte 1E: for each a line with the codes of its errors.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "parse_text.h"

int main() {
  constexpr char kSeparator = '\x1e';
  const std::string all((std::istreambuf_iterator<char>(std::cin)), {});
  for (std::size_t begin = 0; begin <= all.size();) {
    const std::size_t end = std::min(all.find(kSeparator, begin), all.size());
    const abide::syntax::Parsed parsed(all.substr(begin, end - begin));
    std::puts(parsed.Codes().c_str());
    begin = end + 1;
  }
  return 0;
}
