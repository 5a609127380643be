#include "events/layout.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "containers/wrapper.h"
#include "events/csv_header.h"
#include "events/structure.h"

namespace abide::events {
namespace {

using containers::WrapperPart;
using containers::WrapperRule;

// What is open where a line ends: of a text that begins with an object or a list.
struct OpenAt {
  bool in_text = false;
  std::string brackets;  // that are open
};

OpenAt FindOpen(std::string_view line) {
  OpenAt open;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (open.in_text && c == '\\') {
      ++at;
    } else if (c == '"') {
      open.in_text = !open.in_text;
    } else if (!open.in_text && (c == '{' || c == '[')) {
      open.brackets += c;
    } else if (!open.in_text && (c == '}' || c == ']') && !open.brackets.empty()) {
      open.brackets.pop_back();
    }
  }
  return open;
}

// Whether JSON that goes over lines may be broken between these two, with `bracket` open around.
bool MayBreakBetween(char before, char after, char bracket) {
  const bool begins_member = bracket == '{' ? after == '"' : after != '}' && after != ',';
  switch (before) {
    case '{':
      return after == '"' || after == '}';
    case '[':
      return after != '}' && after != ',';
    case ',':
      return begins_member;
    case ':':
      return after != '}' && after != ']' && after != ',';
    default:
      return after == '}' || after == ']' || after == ',' || after == ':';
  }
}

// Whether a line holds one object and nothing else, and an object begins the next one, or the text
// ends: lines go on so behind one that was cut off.
bool IsLineOfItsOwn(std::string_view text, bool is_whole) {
  if (text.front() != '{') return false;
  containers::BracketScan scan;
  const std::size_t end = scan.FindEnd(text.substr(0, text.find('\n')));
  if (end == std::string_view::npos) return false;
  const std::size_t line_end = text.find_first_not_of(" \t\r", end);
  if (line_end != std::string_view::npos && text[line_end] != '\n') return false;
  const std::size_t next = SkipBlanks(text, end);
  return next == text.size() ? is_whole : text[next] == '{';
}

// Whether the first document goes on behind its first line, as far as JSON can tell.
bool GoesOverLines(std::string_view text, std::size_t line_end, bool is_whole) {
  const std::string_view line = text.substr(0, line_end);
  const OpenAt open = FindOpen(line);
  if (open.in_text || open.brackets.empty()) return false;
  const std::size_t before = line.find_last_not_of(" \t\r");
  const std::size_t after = SkipBlanks(text, line_end);
  if (after == text.size()) return true;
  // A list's elements are told apart whatever is between them.
  const bool is_list = open.brackets == "[";
  if (!is_list && IsLineOfItsOwn(text.substr(after), is_whole)) return false;
  return MayBreakBetween(line[before], text[after], open.brackets.back());
}

// The list of records in the object at the text's begin, as far as can be told without knowing what
// reads it.
WrapperPart FindWrapper(std::string_view text) {
  WrapperRule rule;
  rule.marks_records = "event";
  WrapperPart head = containers::ReadWrapperHead(text, rule);
  const bool is_record =
      head.kind == WrapperPart::Kind::kList &&
      containers::LookBehindList(text, head.at, rule) == containers::WrapperBehind::kRecord;
  if (is_record) head.kind = WrapperPart::Kind::kNone;
  return head;
}

// As the document says it; `text` begins with it.
void NameDocuments(std::string_view text, Layout& layout) {
  layout.name = text.front() == '[' ? "JSON list" : "JSON documents";
  const WrapperPart head = text.front() == '[' ? WrapperPart() : FindWrapper(text);
  if (head.kind != WrapperPart::Kind::kList) return;
  const std::string_view before = text.substr(0, head.at);
  const std::size_t end = before.rfind('"');
  const std::size_t begin = before.rfind('"', end - 1) + 1;
  layout.wrapper = before.substr(begin, end - begin);
  layout.beside = containers::NamesBesideList(text, head.at);
  layout.name = "JSON list in `" + layout.wrapper + "`";
}

// Whether the first document is a list of records, or wraps one.
bool HoldsRecords(std::string_view text) {
  if (text.front() == '[') {
    const std::size_t first = SkipBlanks(text, 1);
    return first < text.size() && (text[first] == '{' || text[first] == ']');
  }
  return FindWrapper(text).kind == WrapperPart::Kind::kList;
}

// `text` begins with `{` or `[`.
bool IsOfDocuments(std::string_view text, bool is_whole) {
  const std::size_t line_end = text.find('\n');
  containers::BracketScan scan;
  const std::size_t end = scan.FindEnd(text.substr(0, line_end));
  if (end != std::string_view::npos) {
    // Some writers put nothing between documents.
    const std::size_t next = text.find_first_not_of(" \t\r", end);
    if (next != std::string_view::npos && text[next] == '{') return true;
  } else if (line_end != std::string_view::npos) {
    return GoesOverLines(text, line_end, is_whole);
  }
  // One line that holds many records is not read as one.
  const bool is_all = SkipBlanks(text, std::min(line_end, text.size())) == text.size();
  const bool is_alone = is_all && (is_whole || line_end == std::string_view::npos);
  return is_alone && HoldsRecords(text);
}

// --- Rows

std::string NameTwice(std::vector<std::string> names) {
  std::erase(names, "");
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::string() : *twice;
}

std::string NameOfRows(char delimiter) {
  if (delimiter == '\t') return "TSV";
  if (delimiter == '|') return "CSV with bars";
  return delimiter == ';' ? "CSV with semicolons" : "CSV";
}

void FindRows(std::string_view head, std::uint64_t offset, Layout& layout) {
  std::optional<CsvHeader> header = FindCsvHeader(head);
  if (!header) return;
  layout.form = Layout::Form::kRows;
  layout.name = NameOfRows(header->delimiter);
  layout.delimiter = header->delimiter;
  layout.columns = std::move(header->columns);
  layout.header = offset + header->begin;
  layout.header_fault = std::move(header->fault);
  if (layout.header_fault.empty()) {
    layout.column_twice = NameTwice(layout.columns);
    return;
  }
  // What stands where names should may be values, and twice: none of them is a name.
  layout.columns.assign(layout.columns.size(), {});
  const std::string_view before = head.substr(0, header->fault_at);
  layout.header_fault_at = offset + before.size();
  layout.header_fault_line +=
      static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
}

// Sorts the keys, and finds the wrappers' names among them.
void FindNames(WrapperRule& rule) {
  std::sort(rule.keys.begin(), rule.keys.end());
  rule.keys.erase(std::unique(rule.keys.begin(), rule.keys.end()), rule.keys.end());
  std::copy_if(rule.keys.begin(), rule.keys.end(), std::back_inserter(rule.read),
               [](const std::string& key) { return containers::IsWrapperName(key); });
}

}  // namespace

Layout FindLayout(std::string_view head, std::uint64_t offset, bool is_whole) {
  Layout layout;
  const std::size_t begin = SkipBlanks(head, 0);
  if (begin == head.size()) return layout;
  const std::string_view text = head.substr(begin);
  if (text.front() != '{' && text.front() != '[') {
    FindRows(head, offset, layout);
  } else if (IsOfDocuments(text, is_whole)) {
    layout.form = Layout::Form::kDocuments;
    NameDocuments(text, layout);
  } else if (HoldsRecords(text)) {
    NameDocuments(text, layout);
    layout.name += " on each line";
  }
  return layout;
}

void LeaveOwnList(const WrapperRule& of_source, Layout& layout) {
  const auto reads = [&of_source](const std::string& name) {
    return std::binary_search(of_source.keys.begin(), of_source.keys.end(), name);
  };
  const bool is_own = of_source.none || reads(layout.wrapper) ||
                      (of_source.marks_records.empty() &&
                       std::any_of(layout.beside.begin(), layout.beside.end(), reads));
  if (layout.wrapper.empty() || !is_own) return;
  layout.wrapper.clear();
  layout.beside.clear();
  layout.name = layout.form == Layout::Form::kDocuments ? "JSON documents" : "";
}

std::string ContainerOf(containers::Packing packing, const Layout& layout) {
  std::string text(NameOf(packing));
  if (layout.name.empty()) return text;
  if (!text.empty()) text += ", ";
  return text + layout.name;
}

WrapperRule WrapperRuleOf(const EventSchema& schema) {
  WrapperRule rule;
  rule.marks_records = "event";
  for (const EventType& type : schema.types()) {
    for (const FieldType& field : type.fields) {
      rule.keys.push_back(field.path.front());
    }
  }
  FindNames(rule);
  return rule;
}

WrapperRule WrapperRuleOf(const SourceMap& source) {
  WrapperRule rule;
  for (const SourceAsk& ask : source.asks) {
    const auto* path = std::get_if<ReadPath>(&ask);
    if (path == nullptr || path->from_argument) continue;
    // The whole record, as in `entries(.)`: whatever is in it is read.
    if (path->steps.empty() || path->steps.front().kind != PathStep::Kind::kKey) {
      rule.none = true;
    } else {
      rule.keys.push_back(path->steps.front().key);
    }
  }
  FindNames(rule);
  return rule;
}

}  // namespace abide::events
