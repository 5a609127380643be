// Numbers that the environment may set.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace abide::reference {

inline std::uint64_t Setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace abide::reference
