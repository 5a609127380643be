#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace abide::syntax {

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace abide::syntax
