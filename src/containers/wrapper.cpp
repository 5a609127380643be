#include "containers/wrapper.h"

#include <algorithm>
#include <array>

#include "containers/brackets.h"

namespace abide::containers {
namespace {

using Kind = WrapperPart::Kind;

// From CloudTrail, Azure Monitor, OpenTelemetry, CloudWatch, Google Cloud Logging, the lists of
// OpenAI, Anthropic and Langfuse, runs of MLflow, attestations of GitHub, documents of Cosmos DB,
// and what exporters commonly write.
constexpr std::array<std::string_view, 19> kWrapperNames = {
    "Records", "records",         "data",      "value",         "items",        "events", "logs",
    "entries", "results",         "logEvents", "resourceSpans", "resourceLogs", "Events", "Items",
    "rows",    "resourceMetrics", "runs",      "Documents",     "attestations"};

// Members that say so by being true …
constexpr std::array<std::string_view, 4> kMoreFlags = {"has_more", "hasMore", "IsTruncated",
                                                        "isTruncated"};
// … and by being a text that is not empty.
constexpr std::array<std::string_view, 12> kMoreTokens = {
    "nextToken",       "NextToken", "next_token", "nextPageToken", "next_page_token", "next_page",
    "@odata.nextLink", "nextLink",  "next",       "next_cursor",   "nextCursor",      "NextMarker"};

// Members with an object or a list that tell of a page.
constexpr std::array<std::string_view, 9> kPageNames = {"meta",   "metadata", "pagination",
                                                        "paging", "page",     "links",
                                                        "_links", "pageInfo", "ResponseMetadata"};

template <std::size_t N>
std::string_view FindIn(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::string_view{} : *found;
}

std::size_t SkipDigits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

bool IsNumber(std::string_view word) {
  const std::size_t begin = word.starts_with('-') ? 1 : 0;
  std::size_t at = SkipDigits(word, begin);
  if (at == begin || (word[begin] == '0' && at > begin + 1)) return false;
  if (at < word.size() && word[at] == '.') {
    const std::size_t fraction = at + 1;
    at = SkipDigits(word, fraction);
    if (at == fraction) return false;
  }
  if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
    ++at;
    if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = SkipDigits(word, exponent);
    if (at == exponent) return false;
  }
  return at == word.size();
}

bool IsScalar(std::string_view word) {
  return word == "true" || word == "false" || word == "null" || IsNumber(word);
}

// Reads members from left to right. Once it `needs_more`, nothing that it gives counts.
class Members {
 public:
  Members(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  bool needs_more() const { return needs_more_; }
  std::size_t at() const { return at_; }
  void Skip(std::size_t count) { at_ += count; }
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

// What a member says of the object that it is in.
struct Scalar {
  std::string_view name;
  std::string_view value;
  bool is_text = false;
};

// An escaped name may be any.
bool IsEscaped(std::string_view name) { return name.find('\\') != std::string_view::npos; }

bool IsRead(std::string_view name, const WrapperRule& rule) {
  return std::find(rule.keys.begin(), rule.keys.end(), name) != rule.keys.end();
}

// So lists of an API call themselves.
bool NamesAPage(const Scalar& member) {
  return member.name == "object" && (member.value == "list" || member.value == "page");
}

bool MarksRecord(const Scalar& member, const WrapperRule& rule) {
  if (IsEscaped(member.name)) return true;
  if (!rule.marks_records.empty()) return member.is_text && member.name == rule.marks_records;
  return !NamesAPage(member) && IsRead(member.name, rule);
}

void NoteMorePages(const Scalar& member, WrapperPart& part) {
  const auto& [name, value, is_text] = member;
  const bool says_so = is_text ? !value.empty() : value == "true";
  if (!says_so) return;
  const std::string_view found = is_text ? FindIn(kMoreTokens, name) : FindIn(kMoreFlags, name);
  if (!found.empty()) part.more_pages.push_back(found);
}

Scalar TakeScalar(std::string_view name, Members& members, WrapperPart& part) {
  const std::size_t begin = members.at();
  const bool is_text = members.Peek() == '"';
  const Scalar member{name, is_text ? members.TakeText() : members.TakeWord(), is_text};
  if (members.needs_more()) return member;
  if (!is_text && !part.fault && !IsScalar(member.value)) part.fault = begin;
  NoteMorePages(member, part);
  return member;
}

// Takes a member's key and colon; false if they are none.
bool TakeKey(Members& members, std::string_view& name) {
  if (members.Peek() != '"') return false;
  name = members.TakeText();
  return members.Take(':');
}

WrapperPart PartAt(Kind kind, std::size_t at) {
  WrapperPart part;
  part.kind = kind;
  part.at = at;
  return part;
}
WrapperPart NeedsMore() { return PartAt(Kind::kNeedsMore, 0); }
WrapperPart NoneAt(const Members& members) {
  return members.needs_more() ? NeedsMore() : PartAt(Kind::kNone, members.at());
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
    const Scalar member = TakeScalar(name, members, part);
    if (members.needs_more()) return NeedsMore();
    if (MarksRecord(member, rule)) return NoneAt(members);
    takes_empty = takes_empty && name == "object";
    if (!members.Take(',')) return NoneAt(members);
  }
  return NoneAt(members);
}

WrapperPart ReadWrapperRest(std::string_view text, const WrapperRule& rule) {
  Members members(text, 0);
  if (members.Take('}')) return PartAt(Kind::kClosed, members.at());
  std::string_view name;
  if (!members.Take(',') || !TakeKey(members, name)) return NoneAt(members);
  const char first = members.Peek();
  if (members.needs_more()) return NeedsMore();
  WrapperPart part = PartAt(Kind::kNested, members.at());
  if (first == '[' && MayHoldRecords(name, rule)) {
    const char element = members.PeekInList();
    if (members.needs_more()) return NeedsMore();
    if (element == '{' || element == ']') part.kind = Kind::kList;
  }
  if (first == '[' || first == '{') {
    part.marks_record = MarksRecord({name, {}, false}, rule);
    part.may_be_read = part.kind == Kind::kNested && FindIn(kPageNames, name).empty();
    return part;
  }
  const Scalar member = TakeScalar(name, members, part);
  if (members.needs_more()) return NeedsMore();
  part.kind = Kind::kScalar;
  part.at = members.at();
  part.marks_record = MarksRecord(member, rule);
  part.may_be_read = part.marks_record || name == rule.marks_records ||
                     (IsRead(name, rule) && !rule.marks_records.empty());
  return part;
}

WrapperBehind LookBehindList(std::string_view text, std::size_t list, const WrapperRule& rule) {
  Members members(text, list);
  const bool is_empty = members.PeekInList() == ']';
  members.SkipBrackets();
  while (!members.needs_more()) {
    const WrapperPart part = ReadWrapperRest(text.substr(members.at()), rule);
    if (part.kind == Kind::kNeedsMore) break;
    if (part.kind == Kind::kNone || part.kind == Kind::kClosed) return WrapperBehind::kWrapper;
    if (part.marks_record || (is_empty && part.may_be_read)) return WrapperBehind::kRecord;
    members.Skip(part.at);
    if (part.kind != Kind::kScalar) members.SkipBrackets();
  }
  return WrapperBehind::kNeedsMore;
}

std::vector<std::string> NamesBesideList(std::string_view text, std::size_t list) {
  std::vector<std::string> names;
  Members members(text, 1);
  WrapperPart part;
  Scalar member;
  while (TakeKey(members, member.name)) {
    const char first = members.Peek();
    const bool is_beside = members.at() != list;
    if (first == '[' || first == '{') {
      members.SkipBrackets();
      member.value = {};
    } else {
      member = TakeScalar(member.name, members, part);
    }
    if (members.needs_more()) break;
    if (is_beside && !NamesAPage(member)) names.emplace_back(member.name);
    if (!members.Take(',')) break;
  }
  return names;
}

}  // namespace abide::containers
