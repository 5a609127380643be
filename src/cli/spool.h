// What is printed at the end, or never: the first bytes are kept in memory, the rest in a temporary
// file, so that a long text takes no memory in its proportion.
//
// If no such file can be made, or it takes no more, what comes then is kept in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "events/temporary_file.h"

namespace abide::cli {

class Spool {
 public:
  static constexpr std::size_t kInMemory = 8 << 20;

  explicit Spool(std::size_t in_memory = kInMemory) : in_memory_(in_memory) {}

  void Add(std::string_view text);
  // Forgets everything.
  void Clear();
  // All that was added since it was new, or cleared. `out` fails if that can't be read again.
  void CopyTo(std::ostream& out) const;
  // In the file.
  std::uint64_t filed() const { return filed_; }

 private:
  std::size_t in_memory_;
  std::string text_;  // behind what is in the file
  std::optional<events::Descriptor> file_;
  std::uint64_t filed_ = 0;
  bool takes_more_ = true;
};

}  // namespace abide::cli
