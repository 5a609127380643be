// Packs texts for tests.
#pragma once

#include <string>
#include <string_view>

namespace abide::containers::testing {

// One member, or frame (with a checksum).
std::string Gzip(std::string_view text);
std::string Zstd(std::string_view text);
// A frame that is to be skipped.
std::string SkippedZstd(std::string_view content);

}  // namespace abide::containers::testing
