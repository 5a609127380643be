#include "report/secrets.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace abide::report {
namespace {

// Of the rolling hash, modulo 2^64; any odd number without a pattern.
constexpr std::uint64_t kBase = 0x9e3779b97f4a7c15;

unsigned char Lower(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

std::uint64_t Rolled(std::uint64_t hash, char c) { return hash * kBase + Lower(c) + 1; }

std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = Rolled(hash, c);
  return hash;
}

// Parts of other alphabets count as letters.
bool IsOfWord(char c) {
  const unsigned char lower = Lower(c);
  return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '_' ||
         lower >= 0x80;
}

bool IsWhole(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !IsOfWord(text[begin - 1])) && (end == text.size() || !IsOfWord(text[end]));
}

std::uint32_t PrefixAt(std::string_view text, std::size_t at) {
  std::uint32_t prefix = 0;
  for (std::size_t i = 0; i < 4; ++i) prefix = (prefix << 8) | Lower(text[at + i]);
  return prefix;
}

// Hashes of all parts of a text, made when the first is asked for.
class Parts {
 public:
  explicit Parts(std::string_view text) : text_(text) {}

  std::uint64_t HashOf(std::size_t begin, std::size_t length) {
    if (before_.empty()) Fill();
    return before_[begin + length] - before_[begin] * powers_[length];
  }

 private:
  void Fill() {
    before_.resize(text_.size() + 1);
    powers_.resize(text_.size() + 1, 1);
    for (std::size_t i = 0; i < text_.size(); ++i) {
      before_[i + 1] = Rolled(before_[i], text_[i]);
      powers_[i + 1] = powers_[i] * kBase;
    }
  }

  std::string_view text_;
  std::vector<std::uint64_t> before_;
  std::vector<std::uint64_t> powers_;
};

}  // namespace

void Secrets::Add(const values::Value& value, Hide how) {
  switch (value.kind()) {
    case values::Value::Kind::kAbsent:
      return;
    case values::Value::Kind::kText:
      AddText(value.text(), how, true);
      for (const std::string& each : EscapedSpellings(value.text())) AddText(each, how, true);
      return;
    case values::Value::Kind::kList:
      for (const values::Value& element : value.elements()) Add(element, how);
      return;
    case values::Value::Kind::kRecord:
      for (const values::Value& member : value.members()) Add(member, how);
      return;
    default:
      spelled_.numbers |= value.kind() == values::Value::Kind::kNumber;
      spelled_.times |= value.kind() == values::Value::Kind::kInstant;
      spelled_.durations |= value.kind() == values::Value::Kind::kDuration;
      return AddText(values::ToString(value), how, false);
  }
}

void Secrets::AddText(std::string_view text, Hide how, bool anywhere) {
  if (text.empty()) return;
  if (text.size() <= kPiece) return AddKnown(text, {how, anywhere, false});
  // The last one overlaps that before it, and what overlaps or is side by side is one.
  for (std::size_t at = 0; at < text.size(); at += kPiece) {
    AddKnown(text.substr(std::min(at, text.size() - kPiece), kPiece), {how, anywhere, true});
  }
}

void Secrets::AddKnown(std::string_view text, const Known& known) {
  const auto [at, is_new] = known_.try_emplace(Key{HashOf(text), text.size()}, known);
  if (!is_new) {
    at->second.how = std::max(at->second.how, known.how);
    at->second.anywhere = at->second.anywhere || known.anywhere;
    at->second.is_piece = at->second.is_piece || known.is_piece;
    return;
  }
  if (text.size() < kPrefix) {
    has_short_.at(text.size()) = true;
    return;
  }
  std::vector<std::size_t>& lengths = lengths_[PrefixAt(text, 0)];
  const auto place =
      std::lower_bound(lengths.begin(), lengths.end(), text.size(), std::greater<>());
  if (place == lengths.end() || *place != text.size()) lengths.insert(place, text.size());
}

std::vector<Secrets::Span> Secrets::FindIn(std::string_view text) const {
  std::vector<Span> spans;
  if (known_.empty()) return spans;
  Parts parts(text);
  std::size_t last_piece = std::string_view::npos;  // where it ends
  const auto take = [&](std::size_t begin, std::size_t length, const Key& key) {
    const auto found = known_.find(key);
    if (found == known_.end()) return false;
    const bool anywhere = found->second.anywhere && length >= kPrefix;
    const std::size_t end = begin + length;
    if (!anywhere && !IsWhole(text, begin, end)) return false;
    const bool goes_on = found->second.is_piece && begin == last_piece;
    if (found->second.is_piece) last_piece = end;
    if (!spans.empty() && (spans.back().end > begin || goes_on)) {
      spans.back().end = std::max(spans.back().end, end);
      spans.back().how = std::max(spans.back().how, found->second.how);
    } else {
      spans.push_back({begin, end, found->second.how});
    }
    return true;
  };
  const auto take_part = [&](std::size_t begin, std::size_t length) {
    return take(begin, length, Key{parts.HashOf(begin, length), length});
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool is_found = false;
    if (at + kPrefix <= text.size()) {
      if (const auto lengths = lengths_.find(PrefixAt(text, at)); lengths != lengths_.end()) {
        for (const std::size_t length : lengths->second) {
          if (at + length > text.size()) continue;
          is_found = take_part(at, length);
          if (is_found) break;
        }
      }
    }
    for (std::size_t length = kPrefix - 1; length > 0 && !is_found; --length) {
      if (!has_short_.at(length) || at + length > text.size()) continue;
      if (IsWhole(text, at, at + length)) is_found = take_part(at, length);
    }
    if (!spelled_.any() || (at != 0 && IsOfWord(text[at - 1]))) continue;
    ForEachSpelled(text.substr(at), spelled_, [&](std::size_t length, const std::string& value) {
      if (IsWhole(text, at, at + length)) take(at, length, Key{HashOf(value), value.size()});
    });
  }
  return spans;
}

}  // namespace abide::report
