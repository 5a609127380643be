#include "containers/tar.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

namespace abide::containers {
namespace {

constexpr std::size_t kTarBlock = 512;
// Where the fields of a header begin, and how long they are.
constexpr std::size_t kName = 0, kNameLength = 100;
constexpr std::size_t kMode = 100, kOwner = 108, kGroup = 116;
constexpr std::size_t kSize = 124, kSizeLength = 12;
constexpr std::size_t kTime = 136;
constexpr std::size_t kChecksum = 148, kChecksumLength = 8;
constexpr std::size_t kType = 156;
constexpr std::size_t kMagic = 257;
constexpr std::string_view kUstar("ustar\00000", 8);

std::string Octal(std::uint64_t number, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; number /= 8) {
    text[i] = static_cast<char>('0' + number % 8);
  }
  return text;
}

// Of all bytes of the header, with blanks in place of the sum itself.
std::uint64_t ChecksumOf(std::string_view header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kTarBlock; ++i) {
    const bool is_sum = i >= kChecksum && i < kChecksum + kChecksumLength;
    sum += is_sum ? std::uint64_t{' '} : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

void Put(std::size_t at, std::string_view text, std::string& header) {
  header.replace(at, text.size(), text);
}

std::string HeaderOf(const TarFile& file) {
  std::string header(kTarBlock, '\0');
  Put(kName, file.name, header);
  Put(kMode, "0000644", header);
  Put(kOwner, Octal(0, 7), header);
  Put(kGroup, Octal(0, 7), header);
  Put(kSize, Octal(file.content.size(), kSizeLength - 1), header);
  Put(kTime, Octal(0, 11), header);
  header[kType] = '0';
  Put(kMagic, kUstar, header);
  Put(kChecksum, Octal(ChecksumOf(header), 6) + std::string("\0 ", 2), header);
  return header;
}

std::optional<std::uint64_t> ReadOctal(std::string_view field) {
  std::uint64_t number = 0;
  std::size_t digits = 0;
  for (const char c : field) {
    if (c == '\0' || c == ' ') break;
    if (c < '0' || c > '7') return std::nullopt;
    number = number * 8 + static_cast<std::uint64_t>(c - '0');
    ++digits;
  }
  return digits == 0 ? std::nullopt : std::optional(number);
}

bool IsBlank(std::string_view block) {
  return std::all_of(block.begin(), block.end(), [](char c) { return c == '\0'; });
}

}  // namespace

std::string WriteTar(const std::vector<TarFile>& files) {
  std::string archive;
  for (const TarFile& file : files) {
    archive += HeaderOf(file);
    archive += file.content;
    archive.resize((archive.size() + kTarBlock - 1) / kTarBlock * kTarBlock);
  }
  archive.resize(archive.size() + 2 * kTarBlock);
  return archive;
}

bool IsTar(std::string_view bytes) {
  return bytes.size() >= kTarBlock && bytes.substr(kMagic, 5) == kUstar.substr(0, 5);
}

bool ReadTar(std::string_view archive, std::size_t most_files, std::vector<TarFile>& files,
             std::string& fault) {
  std::set<std::string> names;
  const auto fail = [&fault](std::string why) {
    fault = std::move(why);
    return false;
  };
  for (std::size_t at = 0;;) {
    if (archive.size() - at < kTarBlock) return fail("it ends too early");
    const std::string_view header = archive.substr(at, kTarBlock);
    if (IsBlank(header)) return true;
    if (!IsTar(header)) return fail("it is no ustar archive");
    if (ReadOctal(header.substr(kChecksum, kChecksumLength)) != ChecksumOf(header)) {
      return fail("the checksum of a header is wrong");
    }
    if (header[kType] != '0') return fail("it has more than plain files");
    if (files.size() == most_files) return fail("it has too many files");
    const std::string_view name = header.substr(kName, kNameLength);
    TarFile file{std::string(name.substr(0, name.find('\0'))), {}};
    if (!names.insert(file.name).second) return fail("a name stands in it twice");
    const auto size = ReadOctal(header.substr(kSize, kSizeLength));
    at += kTarBlock;
    if (!size || *size > archive.size() - at) return fail("it ends too early");
    file.content = archive.substr(at, static_cast<std::size_t>(*size));
    files.push_back(std::move(file));
    const std::size_t padded =
        (static_cast<std::size_t>(*size) + kTarBlock - 1) / kTarBlock * kTarBlock;
    at = std::min(at + padded, archive.size());
  }
}

}  // namespace abide::containers
