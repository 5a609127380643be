// Archives of files: POSIX ustar (IEEE Std 1003.1-2017, pax, "ustar Interchange Format"), plain
// files with short names only. The same files give the same bytes: no times, no owners.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace abide::containers {

struct TarFile {
  std::string name;  // at most 100 bytes
  std::string_view content;
};

// O(bytes). Each file has less than 8 GiB.
std::string WriteTar(const std::vector<TarFile>& files);

bool IsTar(std::string_view bytes);
// The files, whose contents point into `archive`. Nothing, and why in `fault`, if it is no such
// archive, ends early, has anything but plain files, a name twice, or more than `most_files`.
bool ReadTar(std::string_view archive, std::size_t most_files, std::vector<TarFile>& files,
             std::string& fault);

}  // namespace abide::containers
