#include "json/writer.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <ostream>

#include "diagnostics/assert.h"
#include "diagnostics/printable.h"

namespace abide::json {
namespace {

constexpr std::size_t kBuffered = std::size_t{64} << 10;

// The letter behind the backslash; none where the character has no short escape.
char ShortEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return '\0';
  }
}

bool IsPlainAscii(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

// Whether all eight bytes are plain: in each the highest bit of a sum or difference tells, as no
// byte borrows from or carries into another (H. S. Warren, Hacker's Delight, section 6-1). A byte
// behind one that is not plain may be taken for one that is not, either.
bool ArePlainAscii(std::uint64_t bytes) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  constexpr std::uint64_t kHighest = kEach * 0x80;
  const auto is_zero = [](std::uint64_t word) { return (word - kEach) & ~word; };
  const std::uint64_t not_plain = bytes | (bytes - kEach * 0x20) | (bytes + kEach) |
                                  is_zero(bytes ^ (kEach * '"')) | is_zero(bytes ^ (kEach * '\\'));
  return (not_plain & kHighest) == 0;
}

// The first place from `at` on that is not plain, or the end.
std::size_t EndOfPlain(std::string_view text, std::size_t at) {
  std::uint64_t bytes = 0;
  while (at + sizeof bytes <= text.size()) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    if (!ArePlainAscii(bytes)) break;
    at += sizeof bytes;
  }
  while (at < text.size() && IsPlainAscii(text[at])) ++at;
  return at;
}

void AppendQuoted(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = EndOfPlain(text, at);
    out.append(text.substr(at, plain - at));
    at = plain;
    if (at == text.size()) break;
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    if (!point.valid) {
      out += "\uFFFD";
    } else if (const char letter = ShortEscape(text[at]); letter != '\0') {
      out += '\\';
      out += letter;
    } else if (diagnostics::IsPrintable(point.value)) {
      out.append(text.substr(at, point.length));
    } else {
      diagnostics::AppendJsonEscape(point.value, out);
    }
    at += point.length;
  }
  out += '"';
}

}  // namespace

std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendQuoted(text, quoted);
  return quoted;
}

Writer::~Writer() {
  ABIDE_ASSERT(open_.empty() && buffer_.empty(), "what was begun has been ended");
}

// A name is most often short and plain: its bytes and those around it are then put down in one go.
void Writer::Key(std::string_view name) {
  ABIDE_ASSERT(!open_.empty() && open_.back().end == '}' && !open_.back().named,
               "a name stands in an object, before a value");
  NextItem();
  const std::string_view colon = layout_ == Layout::kPretty ? "\": " : "\":";
  if (EndOfPlain(name, 0) == name.size()) {
    const std::size_t begin = buffer_.size();
    buffer_.resize(begin + 1 + name.size() + colon.size());
    char* const to = buffer_.data() + begin;
    *to = '"';
    std::memcpy(to + 1 + name.copy(to + 1, name.size()), colon.data(), colon.size());
  } else {
    AppendQuoted(name, buffer_);
    buffer_ += colon.substr(1);
  }
  open_.back().named = true;
}

void Writer::Value(std::string_view text) {
  BeforeValue();
  AppendQuoted(text, buffer_);
  Close();
}

void Writer::Tree(const Json& tree) {
  if (tree.is_object()) {
    BeginObject();
    for (const auto& [name, value] : tree.items()) {
      Key(name);
      Tree(value);
    }
    EndObject();
  } else if (tree.is_array()) {
    BeginArray();
    for (const Json& element : tree) Tree(element);
    EndArray();
  } else if (tree.is_string()) {
    Value(tree.get_ref<const std::string&>());
  } else {
    Scalar(tree.dump());
  }
}

void Writer::Begin(char begin, char end) {
  BeforeValue();
  buffer_ += begin;
  open_.push_back({end});
}

void Writer::End(char end) {
  ABIDE_ASSERT(!open_.empty() && open_.back().end == end && !open_.back().named,
               "what is ended has been begun, and its last name has a value");
  const bool empty = open_.back().empty;
  open_.pop_back();
  if (!empty) NewLine();
  buffer_ += end;
  Close();
}

void Writer::Scalar(std::string_view written) {
  BeforeValue();
  buffer_ += written;
  Close();
}

void Writer::BeforeValue() {
  if (open_.empty()) return;
  Level& level = open_.back();
  ABIDE_ASSERT(level.end == ']' || level.named, "a value in an object has a name");
  if (!level.named) NextItem();
  level.named = false;
}

void Writer::NextItem() {
  if (!open_.back().empty) buffer_.push_back(',');
  open_.back().empty = false;
  NewLine();
}

void Writer::NewLine() {
  if (layout_ == Layout::kCompact) return;
  buffer_ += '\n';
  buffer_.append(2 * open_.size(), ' ');
}

void Writer::Close() {
  if (open_.empty()) buffer_ += '\n';
  if (!open_.empty() && buffer_.size() < kBuffered) return;
  out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.clear();
}

}  // namespace abide::json
