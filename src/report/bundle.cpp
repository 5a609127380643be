#include "report/bundle.h"

#include <charconv>
#include <limits>
#include <optional>

#include "containers/tar.h"

namespace abide::report {
namespace {

constexpr std::size_t kMostFiles = 1'000'000;
constexpr std::string_view kReport = "report.json";
constexpr std::string_view kRules = "rules/";
constexpr std::string_view kRecords = "records/";

// All of the text, as it is written: without a sign or zeros in front.
template <typename Number>
std::optional<Number> IndexOf(std::string_view text) {
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// False if the file does not belong there.
bool Take(const containers::TarFile& file, Bundle& bundle) {
  std::string_view name = file.name;
  if (name == kReport) {
    bundle.report = file.content;
    return true;
  }
  if (name.starts_with(kRules)) {
    // One behind the other.
    if (IndexOf<std::size_t>(name.substr(kRules.size())) != bundle.files.size()) return false;
    bundle.files.emplace_back(file.content);
    return true;
  }
  if (!name.starts_with(kRecords)) return false;
  name.remove_prefix(kRecords.size());
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  const auto log = IndexOf<std::uint32_t>(name.substr(0, slash));
  const auto offset = IndexOf<std::uint64_t>(name.substr(slash + 1));
  const bool fits = file.content.size() <= std::numeric_limits<std::uint32_t>::max();
  if (!log || !offset || !fits) return false;
  bundle.records.push_back({*log, *offset, std::string(file.content)});
  return true;
}

}  // namespace

bool IsBundle(std::string_view bytes) { return containers::IsTar(bytes); }

std::string Pack(const Bundle& bundle) {
  std::vector<containers::TarFile> files = {{std::string(kReport), bundle.report}};
  for (std::size_t i = 0; i < bundle.files.size(); ++i) {
    files.push_back({std::string(kRules) + std::to_string(i), bundle.files[i]});
  }
  for (const BundleRecord& record : bundle.records) {
    files.push_back(
        {std::string(kRecords) + std::to_string(record.log) + '/' + std::to_string(record.offset),
         record.bytes});
  }
  return containers::WriteTar(files);
}

diagnostics::Expected<Bundle, std::string> ReadBundle(std::string_view bytes) {
  std::vector<containers::TarFile> files;
  std::string fault;
  if (!containers::ReadTar(bytes, kMostFiles, files, fault)) {
    return diagnostics::Unexpected{std::move(fault)};
  }
  Bundle bundle;
  for (const containers::TarFile& file : files) {
    if (!Take(file, bundle)) {
      return diagnostics::Unexpected{std::string("a file in it does not belong there")};
    }
  }
  if (bundle.report.empty()) return diagnostics::Unexpected{std::string("it has no report.json")};
  return bundle;
}

}  // namespace abide::report
