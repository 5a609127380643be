#include "events/line_events.h"

#include "diagnostics/printable.h"

namespace abide::events {
namespace {

using diagnostics::Code;

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

void ReportBytes(const Line& line, Reporter& reporter) {
  const char* const end = line.text.data() + line.text.size();
  // Of both faults this one is told: text in another encoding has control characters, too.
  const char* const not_utf8 = FindNotUtf8(line.text);
  if (not_utf8 != end) return reporter.Add(Code::kLineNotUtf8, not_utf8, {});
  const char* const at = FindStringFault(line.text);
  const bool is_open = at == end;
  if (is_open && !line.terminated) return reporter.Add(Code::kLogEndsEarly, end, {"inside a text"});
  reporter.Add(Code::kLineNotJson, at,
               {is_open ? "a text is not closed" : "a control character stands in a text"});
}

void ReportFault(const Line& line, const ReadContext& context) {
  const Fault& fault = context.fault;
  Reporter& reporter = context.reporter;
  if (!fault.expected.empty()) {
    return reporter.Add(fault.code, fault.at, {fault.detail, fault.expected});
  }
  if (fault.code != Code::kLogEndsEarly) return reporter.Add(fault.code, fault.at, {fault.detail});
  if (!line.terminated) {
    return reporter.Add(fault.code, fault.at, {"inside a record, " + fault.detail});
  }
  reporter.Add(Code::kLineNotJson, fault.at, {"it ends, " + fault.detail});
}

}  // namespace

LineEvents::LineEvents(std::uint32_t log_number, const ReaderOptions& options,
                       std::unique_ptr<RecordReader> records)
    : log_number_(log_number), options_(options), records_(std::move(records)) {}

void LineEvents::CountTooLong(const Line& line, ReadContext& context, Batch& batch) const {
  ++batch.counts.records;
  context.reporter.Begin(line);
  context.reporter.Add(Code::kLineTooLong, line.text.data(),
                       {std::to_string(options_.limits.line_bytes)});
}

bool LineEvents::ReadRecord(Line& line, ReadContext& context, Batch& batch) {
  Tokens& tokens = line.tokens;
  if (const char* at = FindTooDeep(tokens, options_.limits.depth)) {
    return context.GiveUp(Code::kLineTooDeep, at, std::to_string(options_.limits.depth));
  }
  if (tokens.peek() != '{') {
    const char first = tokens.peek();
    if (!strict_.Check(tokens, context)) return false;
    return context.GiveUp(Code::kLineNotObject, tokens.place(), NameOfValue(first));
  }
  if (options_.strict && !strict_.Check(tokens, context)) return false;
  if (records_ == nullptr) {
    ++batch.counts.skipped;
    return true;
  }
  return records_->Read(tokens, context, batch.counts, batch.events);
}

void LineEvents::Read(Line& line, ReadContext& context, Batch& batch) {
  if (line.text.size() > options_.limits.line_bytes) return CountTooLong(line, context, batch);
  const bool has_bytes_fault = line.fault != StructuralIndex::Fault::kNone;
  if (!has_bytes_fault && line.tokens.done()) return;
  context.reporter.Begin(line);
  ++batch.counts.records;
  if (has_bytes_fault) return ReportBytes(line, context.reporter);
  const std::size_t first = batch.events.size();
  if (!ReadRecord(line, context, batch)) {
    ReportFault(line, context);
    batch.events.resize(first);
  }
  for (std::size_t at = first; at < batch.events.size(); ++at) {
    batch.events[at].place = {log_number_, static_cast<std::uint32_t>(at - first), line.number,
                              line.offset, static_cast<std::uint32_t>(line.text.size())};
  }
}

}  // namespace abide::events
