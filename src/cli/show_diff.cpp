#include "cli/show_diff.h"

#include "diagnostics/printable.h"

#include <algorithm>

namespace abide::cli {

void ShowDiff(std::string_view diff, const Terminal& terminal) {
  if (!terminal.out_is_terminal) {
    *terminal.out << diff;
    return;
  }
  for (std::size_t begin = 0; begin < diff.size();) {
    const std::size_t end = std::min(diff.find('\n', begin), diff.size());
    *terminal.out << diagnostics::Printable(diff.substr(begin, end - begin)) << '\n';
    begin = end + 1;
  }
}

}  // namespace abide::cli
