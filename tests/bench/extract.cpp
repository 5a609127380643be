// The baseline: what simdjson On-Demand alone takes to read 15 fields of each line.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include <simdjson.h>

namespace {

constexpr std::string_view kFields[] = {"time",   "id",       "event",  "account", "org",
                                        "user",   "provider", "model",  "purpose", "region",
                                        "stream", "cost_usd", "minors", "outputs", "usage"};

bool IsWanted(std::string_view key) {
  for (const std::string_view field : kFields) {
    if (key == field) return true;
  }
  return false;
}

std::uint64_t Take(simdjson::ondemand::value value) {
  std::string_view text;
  if (value.type() == simdjson::ondemand::json_type::string) {
    return value.get_string().get(text) == simdjson::SUCCESS ? text.size() : 0;
  }
  return std::string_view(value.raw_json_token()).size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto start = std::chrono::steady_clock::now();
  simdjson::padded_string text;
  if (simdjson::padded_string::load(argv[1]).get(text) != simdjson::SUCCESS) return 1;
  simdjson::ondemand::parser parser;
  std::uint64_t lines = 0;
  std::uint64_t sum = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const auto* newline =
        static_cast<const char*>(memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const char* stop = newline != nullptr ? newline : end;
    const auto length = static_cast<std::size_t>(stop - at);
    simdjson::ondemand::document document;
    const simdjson::padded_string_view line(
        at, length, static_cast<std::size_t>(end - at) + simdjson::SIMDJSON_PADDING);
    if (parser.iterate(line).get(document) == simdjson::SUCCESS) {
      for (auto field : document.get_object()) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS) break;
        if (IsWanted(key)) sum += Take(field.value());
      }
    }
    ++lines;
    at = stop + 1;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%llu lines, %.3f s, %.0f lines/s, %.2f GB/s (%llu)\n",
              static_cast<unsigned long long>(lines), took.count(),
              static_cast<double>(lines) / took.count(),
              static_cast<double>(text.size()) / took.count() / 1e9,
              static_cast<unsigned long long>(sum));
  return 0;
}
