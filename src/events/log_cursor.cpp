#include "events/log_cursor.h"

#include <algorithm>
#include <numeric>

#include "diagnostics/printable.h"

namespace abide::events {
namespace {

using diagnostics::Code;

// Records that are read again are read in batches: so many events, or so many bytes.
constexpr std::size_t kBatchEvents = 4096;
constexpr std::size_t kBatchBytes = 8 << 20;
// Reading this many bytes in vain is cheaper than asking once more.
constexpr std::uint64_t kGapBytes = 16 << 10;

// The first place that is no UTF-8.
const char* FindNotUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    if (!point.valid) break;
    at += point.length;
  }
  return text.data() + at;
}

// The first control character inside a string; the end if it is a string that is not closed.
const char* FindStringFault(std::string_view text) {
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') inside = !inside;
    if (!inside) continue;
    if (text[at] == '\\')
      ++at;
    else if (static_cast<unsigned char>(text[at]) < 0x20)
      return text.data() + at;
  }
  return text.data() + text.size();
}

}  // namespace

LineEvents::LineEvents(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
                       RecordReader* records, Problems* problems)
    : number_(number),
      options_(options),
      records_(records),
      reporter_(log.path(), problems),
      context_{arena_, reporter_} {}

void LineEvents::ReportTooLong(const Line& line) {
  reporter_.Begin(line);
  reporter_.Add(Code::kLineTooLong, line.text.data(), {std::to_string(options_.limits.line_bytes)});
}

void LineEvents::ReportEndedEarly(const Line& line, std::string_view how) {
  reporter_.Begin(line);
  reporter_.Add(Code::kLogEndsEarly, line.text.data() + line.text.size(), {how});
}

void LineEvents::ReportBytes(const Line& line) {
  const char* const end = line.text.data() + line.text.size();
  // Of both faults this one is told: text in another encoding has control characters, too.
  const char* const not_utf8 = FindNotUtf8(line.text);
  if (not_utf8 != end) return reporter_.Add(Code::kLineNotUtf8, not_utf8, {});
  const char* const at = FindStringFault(line.text);
  const bool is_open = at == end;
  if (is_open && !line.terminated) return ReportEndedEarly(line, "inside a text");
  reporter_.Add(Code::kLineNotJson, at,
                {is_open ? "a text is not closed" : "a control character stands in a text"});
}

void LineEvents::ReportFault(const Line& line) {
  const Fault& fault = context_.fault;
  if (!fault.expected.empty()) {
    return reporter_.Add(fault.code, fault.at, {fault.detail, fault.expected});
  }
  if (fault.code != Code::kLogEndsEarly) return reporter_.Add(fault.code, fault.at, {fault.detail});
  if (!line.terminated) {
    return reporter_.Add(fault.code, fault.at, {"inside a record, " + fault.detail});
  }
  reporter_.Add(Code::kLineNotJson, fault.at, {"it ends, " + fault.detail});
}

bool LineEvents::ReadRecord(Line& line, LogSummary& summary) {
  Tokens& tokens = line.tokens;
  if (const char* at = FindTooDeep(tokens, options_.limits.depth)) {
    return context_.GiveUp(Code::kLineTooDeep, at, std::to_string(options_.limits.depth));
  }
  if (tokens.peek() != '{') {
    const char first = tokens.peek();
    if (!strict_.Check(tokens, context_)) return false;
    return context_.GiveUp(Code::kLineNotObject, tokens.place(), NameOfValue(first));
  }
  if (options_.strict && !strict_.Check(tokens, context_)) return false;
  if (records_ == nullptr) {
    ++summary.skipped;
    return true;
  }
  return records_->Read(tokens, context_, summary, events_);
}

const std::vector<Event>& LineEvents::Read(Line& line, LogSummary& summary) {
  events_.clear();
  reporter_.Begin(line);
  const bool has_bytes_fault = line.fault != StructuralIndex::Fault::kNone;
  if (!has_bytes_fault && line.tokens.done()) return events_;
  ++summary.records;
  if (has_bytes_fault) {
    ReportBytes(line);
    return events_;
  }
  arena_.Reset();
  if (!ReadRecord(line, summary)) {
    ReportFault(line);
    events_.clear();
  }
  for (std::size_t part = 0; part < events_.size(); ++part) {
    events_[part].place = {number_, static_cast<std::uint32_t>(part), line.number, line.offset,
                           static_cast<std::uint32_t>(line.text.size())};
  }
  return events_;
}

InOrderCursor::InOrderCursor(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
                             std::size_t chunk_bytes, RecordReader* records, LogSummary& summary,
                             Problems* problems)
    : summary_(summary),
      lines_(log, chunk_bytes, options.limits.line_bytes),
      line_events_(log, number, options, records, problems) {}

const Event* InOrderCursor::Next() {
  if (events_ != nullptr && next_ < events_->size()) return &(*events_)[next_++];
  for (;;) {
    switch (lines_.Next()) {
      case LineReader::Found::kLine:
        events_ = &line_events_.Read(lines_.line(), summary_);
        next_ = 1;
        if (!events_->empty()) return &events_->front();
        break;
      case LineReader::Found::kTooLong:
        ++summary_.records;
        line_events_.ReportTooLong(lines_.line());
        break;
      case LineReader::Found::kEnd:
        if (lines_.ended_early() && !summary_.ended_early) {
          summary_.ended_early = true;
          line_events_.ReportEndedEarly(lines_.line(), "it became shorter while it was read");
        }
        [[fallthrough]];
      case LineReader::Found::kFailed:
        summary_.bytes = lines_.bytes_read();
        summary_.xxh3_128 = lines_.Digest();
        events_ = nullptr;
        return nullptr;
    }
  }
}

SortedCursor::SortedCursor(const LogFile& log, std::uint32_t number, const ReaderOptions& options,
                           RecordReader* records, std::vector<EventPlace> places)
    : log_(log), line_events_(log, number, options, records, nullptr), places_(std::move(places)) {}

const Event* SortedCursor::Fail() {
  failure_ = diagnostics::Diagnostic{Code::kLogUnreadable,
                                     diagnostics::PathPlace{log_.path()},
                                     {log_.path(), "it changed while it was read"},
                                     {},
                                     {},
                                     {}};
  next_ = places_.size();
  return nullptr;
}

bool SortedCursor::ReadRun(std::uint64_t begin, std::uint64_t end, std::size_t at) {
  while (begin < end) {
    const auto taken = log_.Read(begin, bytes_.data() + at, static_cast<std::size_t>(end - begin));
    if (!taken || *taken == 0) return false;
    begin += *taken;
    at += *taken;
    bytes_read_ += *taken;
  }
  return true;
}

bool SortedCursor::LoadBatch() {
  batch_begin_ = next_;
  batch_end_ = next_;
  for (std::size_t bytes = 0; batch_end_ < places_.size() && bytes < kBatchBytes &&
                              batch_end_ - batch_begin_ < kBatchEvents;
       ++batch_end_) {
    bytes += places_[batch_end_].length;
  }
  std::vector<std::size_t> by_offset(batch_end_ - batch_begin_);
  std::iota(by_offset.begin(), by_offset.end(), batch_begin_);
  std::sort(by_offset.begin(), by_offset.end(),
            [&](std::size_t a, std::size_t b) { return places_[a].offset < places_[b].offset; });
  bytes_at_.resize(by_offset.size());
  bytes_.clear();
  for (std::size_t i = 0; i < by_offset.size();) {
    const std::uint64_t begin = places_[by_offset[i]].offset;
    std::uint64_t end = begin;
    const std::size_t at = bytes_.size();
    for (; i < by_offset.size(); ++i) {
      const EventPlace& place = places_[by_offset[i]];
      if (place.offset > end + kGapBytes) break;
      bytes_at_[by_offset[i] - batch_begin_] = at + static_cast<std::size_t>(place.offset - begin);
      end = std::max(end, place.offset + place.length);
    }
    bytes_.resize(at + static_cast<std::size_t>(end - begin));
    if (!ReadRun(begin, end, at)) return false;
  }
  bytes_.resize(bytes_.size() + kLinePadding);
  return true;
}

const Event* SortedCursor::Next() {
  if (next_ == places_.size()) return nullptr;
  if (next_ == batch_end_ && !LoadBatch()) return Fail();
  const EventPlace& place = places_[next_];
  const std::string_view text(bytes_.data() + bytes_at_[next_ - batch_begin_], place.length);
  ++next_;
  line_ = {place.line, place.offset, text, index_.Build(text), {}, true};
  line_.tokens = {text.data(), index_.positions(), place.length};
  const std::vector<Event>& events = line_events_.Read(line_, scratch_);
  if (place.part >= events.size() || events[place.part].time != place.time) return Fail();
  return &events[place.part];
}

}  // namespace abide::events
