#include "diagnostics/source.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "diagnostics/assert.h"
#include "diagnostics/printable.h"

namespace abide::diagnostics {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Span Cover(Span first, Span last) {
  ABIDE_ASSERT(first.file == last.file, "both spans stand in one file");
  return {first.file, first.begin, last.end};
}

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_{0} {
  ABIDE_ASSERT(text_.size() < std::numeric_limits<std::uint32_t>::max(),
               "a rule file or table is shorter than 4 GiB");
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

LineColumn SourceFile::Locate(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  LineColumn place{static_cast<std::uint32_t>(next - line_starts_.begin()), 1};
  std::size_t at = *(next - 1);
  if (at == 0 && text_.starts_with(kByteOrderMark)) at = kByteOrderMark.size();
  while (at < offset) {
    at += DecodeUtf8(text_, at).length;
    if (at <= offset) ++place.column;
  }
  return place;
}

std::string_view SourceFile::Line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[line - 1];
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] : text_.size();
  std::string_view words = std::string_view(text_).substr(begin, end - begin);
  if (words.ends_with('\n')) words.remove_suffix(1);
  if (words.ends_with('\r')) words.remove_suffix(1);
  return words;
}

FileId SourceSet::Add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  return FileId(static_cast<std::uint32_t>(files_.size() - 1));
}

const SourceFile& SourceSet::File(FileId id) const {
  const auto index = static_cast<std::size_t>(id);
  ABIDE_ASSERT(index < files_.size(), "a file id comes from the same source set");
  return files_[index];
}

std::string_view SourceSet::Text(Span span) const {
  const std::string_view text = File(span.file).text();
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return text.substr(begin, end - begin);
}

}  // namespace abide::diagnostics
