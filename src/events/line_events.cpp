#include "events/line_events.h"

#include <algorithm>

#include "containers/wrapper.h"
#include "diagnostics/printable.h"

namespace abide::events {
namespace {

using diagnostics::Code;

// Of a document in one line, looked at at once: there may be a piece for each byte, which takes
// many times the room.
constexpr std::size_t kShownBytes = 64 << 10;

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

// What stands at the first control character in a text, or where a text is still open.
std::string_view WhatOf(std::string_view line, const char* at) {
  if (at == line.data() + line.size()) {
    return "a text is not closed where the line ends (a line end in a text is written \\n)";
  }
  return *at == '\n' ? "a line end stands in a text, where it is written \\n"
                     : "a control character stands in a text";
}

void ReportBytes(const Line& line, Reporter& reporter) {
  const char* const end = line.text.data() + line.text.size();
  // Of both faults this one is told: text in another encoding has control characters, too.
  const char* const not_utf8 = FindNotUtf8(line.text);
  if (not_utf8 != end) return reporter.Add(Code::kLineNotUtf8, not_utf8, {});
  const char* const at = FindStringFault(line.text);
  if (at == end && !line.terminated) {
    return reporter.Add(Code::kLogEndsEarly, end, {"inside a text"});
  }
  reporter.Add(Code::kLineNotJson, at, {WhatOf(line.text, at)});
}

void ReportFault(const Line& line, const ReadContext& context) {
  const Fault& fault = context.fault;
  Reporter& reporter = context.reporter;
  if (fault.code != Code::kLogEndsEarly || !fault.expected.empty()) return reporter.Add(fault);
  if (!line.terminated) {
    return reporter.Add(fault.code, fault.at, {"inside a record, " + fault.detail});
  }
  reporter.Add(Code::kLineNotJson, fault.at, {"it ends, " + fault.detail});
}

}  // namespace

LineEvents::LineEvents(std::uint32_t log_number, const ReaderOptions& options,
                       const containers::WrapperRule& wrappers,
                       std::unique_ptr<RecordReader> records)
    : log_number_(log_number),
      options_(options),
      wrappers_(wrappers),
      records_(std::move(records)),
      // All of a line is there, so all of it is in sight.
      cutter_(wrappers, options.limits.line_bytes,
              std::max(options.limits.line_bytes, containers::kWrapperSight)) {}

void LineEvents::CountTooLong(const Line& line, ReadContext& context, Batch& batch) const {
  ++batch.counts.records;
  context.reporter.Begin(line);
  context.reporter.Add(Code::kLineTooLong, line.text.data(),
                       {std::to_string(options_.limits.line_bytes)});
}

void LineEvents::Note(const containers::Piece& piece, const Line& line, ReadContext& context,
                      Batch& batch) const {
  using Kind = containers::Piece::Kind;
  if (piece.kind == Kind::kTooLong) return CountTooLong(line, context, batch);
  context.reporter.Begin(line);
  const Code code = piece.kind == Kind::kFault   ? Code::kLineNotJson
                    : piece.kind == Kind::kMixed ? Code::kLineNotObject
                                                 : Code::kMorePages;
  context.reporter.Add(code, line.text.data(), {piece.what});
}

// Four tokens a member, as long as values are scalars.
bool LineEvents::MayHoldRecords(const Tokens& tokens) const {
  const char* const text = tokens.text;
  const std::uint32_t* at = tokens.at;
  const auto begins_list = [&](std::uint32_t bracket, std::uint32_t first) {
    return text[bracket] == '[' && first < tokens.limit &&
           (text[first] == '{' || text[first] == ']');
  };
  if (text[at[0]] == '[') return begins_list(at[0], at[1]);
  if (text[at[0]] != '{' || wrappers_.none) return false;
  for (std::size_t member = 0; member < containers::kMostWrapperMembers; ++member, at += 4) {
    if (at[3] >= tokens.limit) return false;
    const std::int8_t depth = kTokenDepth[Byte(text[at[3]])];
    if (depth == kScalar && at[3] + 1 < tokens.limit) continue;
    const std::string_view key(text + at[1], at[2] - at[1]);
    const std::size_t end = key.rfind('"');
    return depth == 1 && end != std::string_view::npos && end > 0 &&
           begins_list(at[3], at[3] + 1 < tokens.limit ? at[4] : tokens.limit) &&
           containers::IsWrapperName(key.substr(1, end - 1)) && BeginsWrapper(tokens);
  }
  return false;
}

bool LineEvents::BeginsWrapper(const Tokens& object) const {
  const std::string_view text(object.place(), object.limit - *object.at);
  return containers::ReadWrapperHead(text, wrappers_).kind != containers::WrapperPart::Kind::kNone;
}

bool LineEvents::ReadObject(Line& line, ReadContext& context, Batch& batch) {
  Tokens& tokens = line.tokens;
  // Nothing stands there as far as quotes can tell: they do not match around it.
  if (tokens.done()) return context.NotJson(tokens, "expected a value");
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
  if (line.fault == StructuralIndex::Fault::kNone) {
    if (line.tokens.done()) return;
    if (MayHoldRecords(line.tokens)) return ReadDocument(line, context, batch);
  }
  ReadRecord(line, context, batch);
}

void LineEvents::ReadRecord(Line& line, ReadContext& context, Batch& batch) {
  context.reporter.Begin(line);
  ++batch.counts.records;
  if (line.fault != StructuralIndex::Fault::kNone) return ReportBytes(line, context.reporter);
  const std::size_t first = batch.events.size();
  if (!ReadObject(line, context, batch)) {
    ReportFault(line, context);
    batch.events.resize(first);
  }
  for (std::size_t at = first; at < batch.events.size(); ++at) {
    Place& place = batch.events[at].place;
    place.log = log_number_;
    place.length = static_cast<std::uint32_t>(line.length);
    place.SetLine(line.number);
    place.SetPart(at - first);
    place.offset = line.offset;
  }
}

void LineEvents::ReadPieces(const Line& line, Line& part, ReadContext& context, Batch& batch) {
  for (const containers::Piece& piece : pieces_) {
    const auto begin = static_cast<std::size_t>(piece.offset - line.offset);
    part.offset = piece.offset;
    part.text = line.text.substr(begin, static_cast<std::size_t>(piece.length));
    part.length = part.text.size();
    if (piece.kind != containers::Piece::Kind::kRecord) {
      Note(piece, part, context, batch);
      continue;
    }
    part.tokens.NarrowTo(part.text);
    ReadRecord(part, context, batch);
  }
}

void LineEvents::ReadDocument(const Line& line, ReadContext& context, Batch& batch) {
  Line part = line;
  part.terminated = true;
  cutter_.Begin(line.offset);
  const auto begin = [&] { return static_cast<std::size_t>(cutter_.needed() - line.offset); };
  // More of what has no piece yet, so that no byte is looked at many times.
  std::size_t shown = kShownBytes;
  for (std::size_t end = shown; end < line.text.size(); end += shown) {
    pieces_.clear();
    cutter_.Look(line.text.substr(begin(), end - begin()), line.offset + begin(), pieces_);
    ReadPieces(line, part, context, batch);
    shown = pieces_.empty() ? 2 * shown : kShownBytes;
  }
  pieces_.clear();
  const std::string_view rest = line.text.substr(begin());
  const std::string_view open = cutter_.Finish(rest, line.offset + begin(), pieces_);
  ReadPieces(line, part, context, batch);
  if (open.empty()) return;
  // Records that begin with the line are told of by themselves.
  Line rest_of_line = line;
  rest_of_line.offset += line.text.size();
  rest_of_line.text = line.text.substr(line.text.size());
  context.reporter.Begin(rest_of_line);
  const char* const end = rest_of_line.text.data();
  if (!line.terminated) return context.reporter.Add(Code::kLogEndsEarly, end, {open});
  context.reporter.Add(Code::kLineNotJson, end, {"it ends " + std::string(open)});
}

}  // namespace abide::events
