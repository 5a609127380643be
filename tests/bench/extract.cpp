// The baselines: what simdjson alone takes to read a log of lines, a chunk at a time as Abide does.
//
//   bench_extract fields FILE   On-Demand: the values of 15 fields of each line, strings unescaped,
//                               numbers and truth values parsed, the other fields skipped. As
//                               everywhere with On-Demand, UTF-8 and strings of the whole line are
//                               checked, and the grammar of what is read.
//   bench_extract dom FILE      a DOM of each line: all of the JSON is checked
//
// Ends with 1 if a line is no JSON object, or if no line has all the 15 fields.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include <simdjson.h>

namespace {

constexpr std::size_t kChunkBytes = 1 << 20;
constexpr std::size_t kLongestLine = 16 << 20;

constexpr std::string_view kFields[] = {"time",   "id",       "event",  "account", "org",
                                        "user",   "provider", "model",  "purpose", "region",
                                        "stream", "cost_usd", "minors", "outputs", "usage"};

struct Total {
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;
  std::uint64_t fields = 0;
  std::uint64_t most_fields = 0;  // of one line
  std::uint64_t bad_lines = 0;
  // Of what was read, so that nothing is optimised away.
  std::uint64_t sum = 0;
};

bool IsWanted(std::string_view key) {
  return std::find(std::begin(kFields), std::end(kFields), key) != std::end(kFields);
}

std::uint64_t Take(simdjson::ondemand::value value) {
  using Type = simdjson::ondemand::json_type;
  switch (value.type()) {
    case Type::string:
      return std::string_view(value.get_string()).size();
    case Type::number:
      return static_cast<std::uint64_t>(static_cast<double>(value.get_double()));
    case Type::boolean:
      return static_cast<std::uint64_t>(static_cast<bool>(value.get_bool()));
    case Type::array: {
      std::uint64_t sum = 0;
      for (simdjson::ondemand::value element : value.get_array()) sum += Take(element);
      return sum;
    }
    case Type::object: {
      std::uint64_t sum = 0;
      for (auto field : value.get_object()) sum += Take(field.value());
      return sum;
    }
    case Type::null:
      break;
  }
  return 0;
}

class Fields {
 public:
  void Read(const char* line, std::size_t length, std::size_t room, Total& total) {
    simdjson::ondemand::document document =
        parser_.iterate(simdjson::padded_string_view(line, length, room));
    std::uint64_t found = 0;
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      if (!IsWanted(key)) continue;
      total.sum += Take(field.value());
      ++found;
    }
    total.fields += found;
    total.most_fields = std::max(total.most_fields, found);
  }

 private:
  simdjson::ondemand::parser parser_;
};

class Dom {
 public:
  void Read(const char* line, std::size_t length, std::size_t /*room*/, Total& total) {
    const simdjson::dom::object object = parser_.parse(line, length, false);
    total.sum += object.size();
  }

 private:
  simdjson::dom::parser parser_;
};

// Every whole line of `text`; the length of what stands behind the last of them is given back.
template <typename Reader>
std::size_t ReadLines(Reader& reader, const char* text, std::size_t size, Total& total) {
  std::size_t at = 0;
  while (const auto* newline = static_cast<const char*>(std::memchr(text + at, '\n', size - at))) {
    const auto length = static_cast<std::size_t>(newline - (text + at));
    try {
      reader.Read(text + at, length, size - at + simdjson::SIMDJSON_PADDING, total);
    } catch (const simdjson::simdjson_error&) {
      ++total.bad_lines;
    }
    ++total.lines;
    at += length + 1;
  }
  return size - at;
}

// False if the file can't be read.
template <typename Reader>
bool ReadFile(const char* path, Total& total) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  std::setvbuf(file, nullptr, _IONBF, 0);
  const auto buffer = std::make_unique_for_overwrite<char[]>(kLongestLine + kChunkBytes +
                                                             simdjson::SIMDJSON_PADDING);
  Reader reader;
  std::size_t rest = 0;
  while (rest <= kLongestLine) {
    const std::size_t taken = std::fread(buffer.get() + rest, 1, kChunkBytes, file);
    if (taken == 0) break;
    total.bytes += taken;
    const std::size_t size = rest + taken;
    rest = ReadLines(reader, buffer.get(), size, total);
    std::memmove(buffer.get(), buffer.get() + size - rest, rest);
  }
  const bool read = std::ferror(file) == 0 && rest == 0;
  std::fclose(file);
  return read;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 3 ? argv[1] : "";
  if (what != "fields" && what != "dom") {
    std::fputs("usage: bench_extract fields|dom FILE\n", stderr);
    return 2;
  }
  const bool wants_fields = what == "fields";
  Total total;
  const auto start = std::chrono::steady_clock::now();
  const bool read = wants_fields ? ReadFile<Fields>(argv[2], total) : ReadFile<Dom>(argv[2], total);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%llu lines, %.3f s, %.0f lines/s, %.2f GB/s (%llu fields, %llu)\n",
              static_cast<unsigned long long>(total.lines), took.count(),
              static_cast<double>(total.lines) / took.count(),
              static_cast<double>(total.bytes) / took.count() / 1e9,
              static_cast<unsigned long long>(total.fields),
              static_cast<unsigned long long>(total.sum));
  if (!read || total.bad_lines != 0) {
    std::fprintf(stderr, "bench_extract: %llu bad lines, or the file can't be read whole\n",
                 static_cast<unsigned long long>(total.bad_lines));
    return 1;
  }
  return wants_fields && total.most_fields != std::size(kFields) ? 1 : 0;
}
