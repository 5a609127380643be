#include "engine/fingerprint.h"

#include <xxhash.h>

#include <string_view>

#include <fmt/format.h>

namespace abide::engine {

namespace {

void AppendPart(std::string_view part, std::string& text) {
  text += std::to_string(part.size());
  text += ':';
  text += part;
}

std::string HashOf(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace

std::string Fingerprints::Of(const Finding& finding, const std::string& clause_id) {
  std::string text;
  AppendPart(clause_id, text);
  AppendPart(finding.event, text);
  AppendPart(values::ToString(finding.time), text);
  AppendPart(finding.event_id, text);
  for (const NamedValue& value : finding.about) {
    AppendPart(value.name, text);
    AppendPart(value.value, text);
  }
  std::string hash = HashOf(text);
  const std::uint64_t number = seen_[hash]++;
  if (number == 0) return hash;
  AppendPart(std::to_string(number), text);
  return HashOf(text);
}

}  // namespace abide::engine
