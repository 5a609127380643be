#include "containers/wrapper.h"

#include <algorithm>
#include <array>

namespace abide::containers {
namespace {

using Kind = WrapperPart::Kind;

// From CloudTrail, Azure Monitor, OpenTelemetry, CloudWatch, Google Cloud Logging, the lists of
// OpenAI, Anthropic and Langfuse, and what exporters commonly write.
constexpr std::array<std::string_view, 16> kWrapperNames = {
    "Records", "records", "data",    "value",          "items",         "events",
    "logs",    "entries", "results", "logEvents",      "resourceSpans", "resourceLogs",
    "Events",  "Items",   "rows",    "resourceMetrics"};

// Members that say so by being true …
constexpr std::array<std::string_view, 4> kMoreFlags = {"has_more", "hasMore", "IsTruncated",
                                                        "isTruncated"};
// … and by being a text that is not empty.
constexpr std::array<std::string_view, 12> kMoreTokens = {
    "nextToken",       "NextToken", "next_token", "nextPageToken", "next_page_token", "next_page",
    "@odata.nextLink", "nextLink",  "next",       "next_cursor",   "nextCursor",      "NextMarker"};

template <std::size_t N>
std::string_view FindIn(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::string_view{} : *found;
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Reads members from left to right. Once it `needs_more`, nothing that it gives counts.
class Members {
 public:
  Members(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  bool needs_more() const { return needs_more_; }
  std::size_t at() const { return at_; }
  // The next byte that is not blank; zero at the end.
  char Peek() {
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    if (at_ < text_.size()) return text_[at_];
    needs_more_ = true;
    return '\0';
  }
  bool Take(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  // What stands between the quotes, escapes as they are.
  std::string_view TakeText() {
    const std::size_t begin = ++at_;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        return text_.substr(begin, at_++ - begin);
      }
    }
    at_ = text_.size();
    needs_more_ = true;
    return {};
  }
  std::string_view TakeWord() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    needs_more_ = at_ == text_.size();
    return text_.substr(begin, at_ - begin);
  }
  void SkipBrackets() {
    BracketScan scan;
    const std::size_t end = scan.FindEnd(text_.substr(at_));
    needs_more_ = end == std::string_view::npos;
    at_ = needs_more_ ? text_.size() : at_ + end;
  }
  // What a list begins with, behind its bracket.
  char PeekInList() {
    Members inside(text_, at_ + 1);
    const char first = inside.Peek();
    needs_more_ = inside.needs_more();
    return first;
  }

 private:
  std::string_view text_;
  std::size_t at_;
  bool needs_more_ = false;
};

void NoteMorePages(std::string_view name, std::string_view value, bool is_text, WrapperPart& part) {
  const bool says_so = is_text ? !value.empty() : value == "true";
  if (!says_so) return;
  const std::string_view found = is_text ? FindIn(kMoreTokens, name) : FindIn(kMoreFlags, name);
  if (!found.empty()) part.more_pages.push_back(found);
}

// Takes a member's key and colon; false if they are none.
bool TakeKey(Members& members, std::string_view& name) {
  if (members.Peek() != '"') return false;
  name = members.TakeText();
  return members.Take(':');
}

WrapperPart NeedsMore() { return {Kind::kNeedsMore, 0, {}}; }
WrapperPart NoneAt(const Members& members) {
  return members.needs_more() ? NeedsMore() : WrapperPart{Kind::kNone, members.at(), {}};
}

}  // namespace

bool IsWrapperName(std::string_view name) { return !FindIn(kWrapperNames, name).empty(); }

namespace {

bool MayHoldRecords(std::string_view name, const WrapperRule& rule) {
  return IsWrapperName(name) &&
         std::find(rule.read.begin(), rule.read.end(), name) == rule.read.end();
}

}  // namespace

WrapperPart ReadWrapperHead(std::string_view text, const WrapperRule& rule) {
  WrapperPart part;
  if (rule.none) return part;
  Members members(text, 1);
  bool takes_empty = true;
  for (std::size_t count = 0; count < kMostWrapperMembers; ++count) {
    std::string_view name;
    if (!TakeKey(members, name)) return NoneAt(members);
    const char first = members.Peek();
    if (first == '[' && MayHoldRecords(name, rule)) {
      const char element = members.PeekInList();
      if (members.needs_more()) return NeedsMore();
      if (element != '{' && (element != ']' || !takes_empty)) return NoneAt(members);
      part.kind = Kind::kList;
      part.at = members.at();
      return part;
    }
    if (members.needs_more() || first == '[' || first == '{') return NoneAt(members);
    const bool is_text = first == '"';
    const std::string_view value = is_text ? members.TakeText() : members.TakeWord();
    if (members.needs_more()) return NeedsMore();
    if (is_text && name == rule.marks_records) return NoneAt(members);
    NoteMorePages(name, value, is_text, part);
    takes_empty = takes_empty && name == "object";
    if (!members.Take(',')) return NoneAt(members);
  }
  return NoneAt(members);
}

WrapperPart ReadWrapperRest(std::string_view text, const WrapperRule& rule) {
  WrapperPart part;
  Members members(text, 0);
  for (;;) {
    if (members.Take('}')) {
      part.kind = Kind::kClosed;
      part.at = members.at();
      return part;
    }
    std::string_view name;
    if (!members.Take(',') || !TakeKey(members, name)) return NoneAt(members);
    const char first = members.Peek();
    if (first == '[' && MayHoldRecords(name, rule)) {
      const char element = members.PeekInList();
      if (members.needs_more()) return NeedsMore();
      if (element == '{' || element == ']') {
        part.kind = Kind::kList;
        part.at = members.at();
        return part;
      }
    }
    if (members.needs_more()) return NeedsMore();
    if (first == '[' || first == '{') {
      members.SkipBrackets();
    } else {
      const bool is_text = first == '"';
      const std::string_view value = is_text ? members.TakeText() : members.TakeWord();
      if (!members.needs_more()) NoteMorePages(name, value, is_text, part);
    }
    if (members.needs_more()) return NeedsMore();
  }
}

}  // namespace abide::containers
