#include "testimony/journal.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include <nettle/sha2.h>

#include "absl/strings/escaping.h"
#include "containers/csv.h"
#include "containers/json_cutter.h"
#include "containers/wrapper.h"
#include "events/layout.h"
#include "testimony/mapping.h"
#include "values/text.h"

namespace abide::testimony {
namespace {

using containers::Piece;
using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::Unexpected;
using events::Layout;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMostRecordBytes = 64 << 20;

// Else quotes can't tell where a record in the line ends. What stands behind a backslash is no
// quote, wherever that stands.
bool HasWholeTexts(std::string_view line) {
  bool is_inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_inside = !is_inside;
    const bool is_escape = line[i] == '\\' && i + 1 < line.size();
    for (const char c : line.substr(i, is_escape ? 2 : 1)) {
      if (is_inside && static_cast<unsigned char>(c) < 0x20) return false;
    }
    if (is_escape) ++i;
  }
  return !is_inside && values::IsUtf8(line);
}

// Whether a place is inside a text, as the quotes in front of it tell; asked from left to right.
class Quotes {
 public:
  explicit Quotes(std::string_view text) : text_(text) {}

  bool EncloseAt(std::size_t place) {
    for (; at_ < place; ++at_) {
      if (text_[at_] == '"') is_inside_ = !is_inside_;
      if (text_[at_] == '\\') ++at_;
    }
    return is_inside_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool is_inside_ = false;
};

// Behind the word at the begin: a text, or what stands between blanks and JSON's own signs, with a
// text that stands right behind it.
std::string_view BehindWord(std::string_view text) {
  if (!text.starts_with('"')) {
    text = text.substr(std::min(text.find_first_of(" \t\r\n,:[]{}\""), text.size()));
    if (!text.starts_with('"')) return text;
  }
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return text.substr(std::min(end + 1, text.size()));
}

// Whether the text is `"key": word,` any number of times, and a key with a colon.
bool HoldsMembers(std::string_view text) {
  const auto trim = [&text] {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  };
  const auto take = [&](char c) {
    trim();
    const bool is_there = text.starts_with(c);
    if (is_there) text.remove_prefix(1);
    trim();
    return is_there;
  };
  do {
    trim();
    text = BehindWord(text);
    if (!take(':')) return false;
    if (text.empty()) return true;
    text = BehindWord(text);
  } while (take(','));
  return false;
}

class LogReader {
 public:
  LogReader(const check::CheckedRules& rules, const events::SourceMap* source, std::uint32_t log,
            Journal& journal)
      : rules_(rules),
        journal_(journal),
        log_(journal.logs[log]),
        number_(log),
        source_(source),
        wrappers_(source == nullptr ? events::WrapperRuleOf(rules.schema)
                                    : events::WrapperRuleOf(*source)) {}

  void Read(containers::Packing packing) {
    const std::string_view text = log_.text;
    std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    std::size_t head = std::min(text.size(), events::kLayoutBytes);
    const std::size_t first_line = std::min(text.find('\n'), text.size());
    head = std::max(head, std::min(first_line, events::kMostLayoutBytes));
    layout_ = events::FindLayout(text.substr(begin, head - std::min(begin, head)), begin,
                                 head >= text.size());
    if (source_ != nullptr) events::LeaveOwnList(wrappers_, layout_);
    log_.container = events::ContainerOf(packing, layout_);
    if (layout_.form == Layout::Form::kRows) return ReadRows();
    if (layout_.form == Layout::Form::kDocuments) {
      return ReadDocuments(text.substr(begin), begin);
    }
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view line = text.substr(begin, end - begin);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ReadLine(line, begin);
      begin = end + 1;
    }
  }

  void ReadRecord(std::string_view text, std::size_t offset) {
    AddSpan(offset, offset + text.size());
    if (text.size() > kMostRecordBytes) return AddBad(offset, "it is too long");
    std::string fault;
    values::Arena scratch;
    const auto record = ReadJson(text, scratch, fault);
    if (!record) return AddBad(offset, fault);
    if (record->kind() != Value::Kind::kRecord) return AddBad(offset, "it is no JSON object");
    Take(*record, text, offset, text.size(), scratch);
  }

 private:
  void ReadLine(std::string_view line, std::size_t offset) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return;
    const bool is_wrapper = line[first] == '{' && BeginsWrapper(line.substr(first));
    const std::size_t second = line.find_first_not_of(" \t\r", first + 1);
    const bool is_list = line[first] == '[' && second != std::string_view::npos &&
                         (line[second] == '{' || line[second] == ']');
    in_line_ = (is_list || is_wrapper) && HasWholeTexts(line);
    if (in_line_) return ReadDocuments(line, offset);
    ReadRecord(line, offset);
  }

  // On a line, what stands in front of the list has to be members, each with one word or text.
  bool BeginsWrapper(std::string_view object) const {
    if (wrappers_.none) return false;
    const containers::WrapperPart head = containers::ReadWrapperHead(object, wrappers_);
    return head.kind == containers::WrapperPart::Kind::kList &&
           HoldsMembers(object.substr(1, head.at - 1));
  }

  void ReadDocuments(std::string_view text, std::size_t offset) {
    containers::JsonCutter cutter(wrappers_, kMostRecordBytes,
                                  std::max(text.size(), containers::kWrapperSight));
    cutter.Begin(offset);
    std::vector<Piece> pieces;
    const std::string_view open = cutter.Finish(text, offset, pieces);
    const bool is_line = layout_.form != Layout::Form::kDocuments;
    Quotes quotes(text);
    for (const Piece& piece : pieces) {
      // Of a line, all quotes count: where they do not match, there may be none of JSON.
      const bool is_text = is_line && quotes.EncloseAt(piece.offset - offset);
      const std::string_view bytes = std::string_view(log_.text).substr(
          static_cast<std::size_t>(piece.offset), static_cast<std::size_t>(piece.length));
      if (piece.kind == Piece::Kind::kRecord && is_text) {
        AddSpan(piece.offset, piece.offset + piece.length);
        AddBad(piece.offset, "it stands in a text");
      } else if (piece.kind == Piece::Kind::kRecord) {
        ReadRecord(bytes, static_cast<std::size_t>(piece.offset));
      } else if (piece.kind != Piece::Kind::kMorePages) {
        if (piece.kind == Piece::Kind::kTooLong) ++log_.records;
        log_.spans.emplace_back(piece.offset, piece.offset);
        AddBad(static_cast<std::size_t>(piece.offset), "it is no record");
      }
    }
    if (open.empty()) return;
    // The record that is open is the bad one; of a list on a line, there is only its end.
    const std::size_t end = offset + text.size();
    const std::size_t begin = is_line ? end : static_cast<std::size_t>(cutter.needed());
    log_.spans.emplace_back(begin, end);
    if (begin < end) ++log_.records;
    AddBad(begin, "the log ends too early");
  }

  void ReadRows() {
    containers::CsvReader rows(log_.text, layout_.delimiter,
                               static_cast<std::size_t>(layout_.header));
    bool is_header = true;
    while (rows.Next()) {
      if (is_header) {
        is_header = false;
        continue;
      }
      const std::size_t begin = rows.begin();
      AddSpan(begin, rows.end());
      if (!rows.faults().empty() || rows.count() != layout_.columns.size()) {
        AddBad(begin, "the row is none of its table");
        continue;
      }
      TakeRow(rows.cells(), begin, rows.end() - begin);
    }
  }

  // The object that a row stands for. A cell that is empty and not quoted is no member of it.
  void TakeRow(const std::vector<containers::CsvCell>& cells, std::size_t begin,
               std::size_t length) {
    values::Arena scratch;
    std::vector<Value> members;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& name = layout_.columns[i];
      if (name.empty() || (cells[i].text.empty() && !cells[i].is_quoted)) continue;
      if (!values::IsUtf8(name) || !values::IsUtf8(cells[i].text)) {
        return AddBad(begin, "the row is not UTF-8");
      }
      if (!names.insert(name).second) return AddBad(begin, "a column stands twice in one row");
      members.push_back(Value::Of(std::string_view(name)));
      members.push_back(Value::Of(scratch.Copy(cells[i].Content())));
    }
    Take(Value::RecordOf(members), {}, begin, length, scratch);
  }

  // "Canonical events, if one of them has `event` and `time` as text, and names an event that is
  // declared" (events/detect.h), of the first records. What is wrapped on a line may be passed
  // over.
  bool ShowsCanonicalEvents(const Value& record, std::size_t offset) const {
    constexpr std::uint64_t kRecords = 1000;
    constexpr std::size_t kBytes = 16 << 20;
    const Value name = MemberOf(record, "event");
    return log_.records <= kRecords && offset <= kBytes && !in_line_ &&
           name.kind() == Value::Kind::kText && rules_.schema.Find(name.text()) &&
           MemberOf(record, "time").kind() == Value::Kind::kText;
  }

  // Of a log in a form that no source reads, or whose header does not tell its columns.
  bool IsLeftOut(const Value& record, std::size_t offset) const {
    if (layout_.is_unreadable()) return true;
    return log_.is_without_source && !ShowsCanonicalEvents(record, offset);
  }

  // Makes events of a record; `json` is how it is spelled, if it is an object.
  void Take(const Value& record, std::string_view json, std::size_t offset, std::size_t length,
            values::Arena& scratch) {
    const bool is_row = layout_.form == Layout::Form::kRows;
    std::vector<Made> made;
    std::string fault;
    if (IsLeftOut(record, offset)) {
      ++log_.skipped;
    } else if (source_ != nullptr) {
      Mapped mapped = MapRecord(rules_.schema, *source_, record, is_row, scratch);
      made = std::move(mapped.events);
      fault = std::move(mapped.fault);
      if (!mapped.taken && fault.empty()) ++log_.skipped;
    } else {
      fault = ReadCanonical(record, json, is_row, scratch, made);
    }
    if (!fault.empty()) AddBad(offset, fault);
    events::Place place;
    place.log = number_;
    place.length = static_cast<std::uint32_t>(length);
    place.SetLine(log_.LineOf(offset));
    place.offset = offset;
    for (std::size_t part = 0; part < made.size(); ++part) {
      place.SetPart(part);
      const Made& one = made[part];
      const std::span<Value> fields = journal_.arena.Values(one.fields.size());
      for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i] = journal_.arena.Copy(one.fields[i]);
      }
      journal_.events.push_back({one.kind, one.time, place, fields});
      for (const std::size_t field : one.misfits) {
        journal_.misfits.push_back(
            {number_, offset, one.kind, static_cast<events::FieldIndex>(field), one.time});
      }
    }
  }

  // Why it is none; empty if it is an event, or one that nobody declared.
  std::string ReadCanonical(const Value& record, std::string_view json, bool is_row,
                            values::Arena& arena, std::vector<Made>& made) {
    const Value name = MemberOf(record, "event");
    if (name.kind() != Value::Kind::kText) return "it has no key `event`";
    const auto kind = rules_.schema.Find(name.text());
    if (!kind) {
      ++log_.unknown_events;
      return {};
    }
    const events::EventType& type = rules_.schema.Type(*kind);
    const std::span<Value> fields = arena.Values(type.fields.size());
    const Value time = MemberOf(record, "time");
    const auto instant =
        time.kind() == Value::Kind::kText ? values::ParseInstant(time.text()) : std::nullopt;
    if (!instant) return "it has no time that can be read";
    fields[0] = Value::Of(*instant);
    const Value id = MemberOf(record, "id");
    if (id.kind() == Value::Kind::kText) fields[1] = id;
    // A number is a name, too, as it is spelled.
    const std::string_view spelled = NumberIn(json, "id");
    if (!spelled.empty()) fields[1] = Value::Of(arena.Copy(spelled));
    std::vector<std::size_t> misfits;
    for (std::size_t i = 2; i < fields.size(); ++i) {
      const events::FieldType& field = type.fields[i];
      const Value raw = is_row ? MemberOf(record, field.name) : MemberOf(record, field.path);
      fields[i] = Fit(raw, field.type, is_row, arena);
      if (IsMisfit(raw, fields[i], field.type)) misfits.push_back(i);
    }
    made.push_back({*kind, *instant, fields, std::move(misfits)});
    return {};
  }

  void AddSpan(std::size_t begin, std::size_t end) {
    ++log_.records;
    log_.spans.emplace_back(begin, end);
  }

  void AddBad(std::size_t offset, std::string fault) {
    journal_.bad.push_back({number_, log_.LineOf(offset), offset, std::move(fault)});
  }

  const check::CheckedRules& rules_;
  Journal& journal_;
  Log& log_;
  std::uint32_t number_;
  const events::SourceMap* source_;  // null: canonical events
  containers::WrapperRule wrappers_;
  Layout layout_;
  bool in_line_ = false;  // several records are
};

Expected<bool, Diagnostic> ReadBytes(const events::LogFile& file, events::Hashes hashes, Log& log) {
  const std::unique_ptr<events::LogPass> pass = file.Begin(hashes);
  std::vector<char> buffer(std::size_t{1} << 20);
  for (;;) {
    const auto count = pass->Read(buffer.data(), buffer.size());
    if (!count) return Unexpected{count.error()};
    if (*count == 0) break;
    if (log.text.size() + *count > kMostLogBytes) {
      return Unexpected{events::LogUnreadable(
          file.path(), "it has more than 2 GiB, and a log is verified in memory",
          "verify it part by part, or a bundle of the report")};
    }
    log.text.append(buffer.data(), *count);
  }
  log.bytes = pass->bytes_read();
  log.xxh3_128 = pass->Digest();
  log.sha256 = pass->Sha256();
  log.ended_early = pass->ended_early();
  log.fault = pass->fault();
  return true;
}

// The source of that name, or null where it is empty; nothing if the rules have no such source.
std::optional<const events::SourceMap*> SourceNamed(const std::string& name,
                                                    const check::CheckedRules& rules) {
  if (name.empty()) return nullptr;
  for (const events::SourceMap& source : rules.sources) {
    if (source.name == name) return &source;
  }
  return std::nullopt;
}

}  // namespace

std::string Sha256Of(std::string_view bytes) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state, digest.size(), digest.data());
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::vector<std::uint64_t> Log::BeginsOf(std::uint64_t offset) const {
  std::vector<std::uint64_t> begins;
  auto span = std::upper_bound(spans.begin(), spans.end(), std::pair(offset, UINT64_MAX));
  while (span != spans.begin() && offset <= std::prev(span)->second) {
    begins.push_back((--span)->first);
  }
  if (begins.empty()) begins.push_back(offset);
  return begins;
}

std::uint64_t Log::LineOf(std::uint64_t offset) const {
  const auto behind = std::upper_bound(lines.begin(), lines.end(), offset);
  return static_cast<std::uint64_t>(behind - lines.begin());
}

std::string_view Journal::RecordAt(std::uint32_t log, std::uint64_t offset,
                                   std::uint64_t length) const {
  const auto kept = logs[log].kept.find(offset);
  if (kept != logs[log].kept.end()) {
    return length == kept->second.bytes.size() ? kept->second.bytes : std::string_view();
  }
  const std::string_view text = logs[log].text;
  if (offset > text.size() || length > text.size() - offset) return {};
  return text.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
}

Expected<bool, Diagnostic> AddLog(const check::CheckedRules& rules, const events::LogFile& file,
                                  const Json& said, Journal& journal) {
  const std::string name = json::TextOr(said, "source");
  const auto source = SourceNamed(name, rules);
  if (!source) {
    return Unexpected{Diagnostic{Code::kNoSuchSource, {}, {name}, {}, {}, {}}};
  }
  Log& log = journal.logs.emplace_back();
  log.path = file.path();
  log.source = name;
  // If no source fitted, no record was read: those of another form were skipped.
  const Json& skipped = json::MemberOr(json::MemberOr(said, "skipped"), "no_mapping");
  log.is_without_source = name.empty() && !skipped.is_null() && skipped != 0;
  const bool tells_sha256 = said.is_object() && said.contains("sha256");
  const auto hashes = tells_sha256 ? events::Hashes::kXxh3AndSha256 : events::Hashes::kXxh3;
  if (auto read = ReadBytes(file, hashes, log); !read) return read;
  log.lines.push_back(0);
  for (std::size_t i = 0; i < log.text.size(); ++i) {
    if (log.text[i] == '\n') log.lines.push_back(i + 1);
  }
  const auto number = static_cast<std::uint32_t>(journal.logs.size() - 1);
  LogReader(rules, *source, number, journal).Read(file.packing());
  return true;
}

void Sort(Journal& journal) {
  std::sort(journal.events.begin(), journal.events.end(),
            [](const auto& a, const auto& b) { return events::InOrder(a, b) < 0; });
}

void AddRecords(const check::CheckedRules& rules, const Json& report, std::vector<Record> records,
                Journal& journal) {
  journal.is_whole = false;
  const Json& logs = json::MemberOr(report, "logs");
  for (const Json& said : logs.is_array() ? logs : Json::array()) {
    Log& log = journal.logs.emplace_back();
    log.path = json::TextOr(said, "path");
    log.source = json::TextOr(said, "source");
  }
  for (Record& record : records) {
    if (record.log >= journal.logs.size()) continue;
    Log& log = journal.logs[record.log];
    Log::Kept& kept = log.kept[record.offset];
    kept.bytes = std::move(record.bytes);
    const auto source = SourceNamed(log.source, rules);
    if (!source) continue;
    LogReader reader(rules, *source, record.log, journal);
    reader.ReadRecord(kept.bytes, static_cast<std::size_t>(record.offset));
    kept.events = std::move(journal.events);
    journal.events.clear();
  }
}

}  // namespace abide::testimony
