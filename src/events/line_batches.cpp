#include "events/line_batches.h"

#include <algorithm>

#include "containers/csv.h"

namespace abide::events {
namespace {

using containers::Piece;

// Pieces that are indexed at once, as lines are (line_reader.h).
constexpr std::size_t kRunBytes = 128 << 10;

LogEnd EndOf(const ChunkReader& chunks) {
  const LogPass& pass = chunks.pass();
  return {pass.bytes_read(),  pass.Digest(), pass.PlainDigest(), pass.Sha256(),
          pass.ended_early(), pass.fault(),  chunks.failure()};
}

std::unique_ptr<containers::Cutter> MakeCutter(const LogReading& reading) {
  const std::size_t record_bytes = reading.options->limits.line_bytes;
  switch (reading.layout.form) {
    case Layout::Form::kDocuments:
      return std::make_unique<containers::JsonCutter>(reading.wrappers, record_bytes);
    case Layout::Form::kRows:
      return std::make_unique<containers::CsvCutter>(reading.layout.delimiter, record_bytes);
    case Layout::Form::kLines:
      break;
  }
  return nullptr;
}

std::uint64_t CountLineEnds(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

// What has its own brackets and nothing but them around it.
bool IsBracketed(const Piece& piece, const Chunk& chunk) {
  if (piece.kind != Piece::Kind::kRecord) return false;
  const char first = chunk.text[static_cast<std::size_t>(piece.offset - chunk.offset)];
  return first == '{' || first == '[';
}

// Whether what stands between two pieces can't turn quotes or brackets of the second.
bool StandClose(const Piece& piece, const Piece& next, const Chunk& chunk) {
  const std::uint64_t end = piece.offset + piece.length;
  std::string_view between = chunk.text.substr(static_cast<std::size_t>(end - chunk.offset),
                                               static_cast<std::size_t>(next.offset - end));
  between = between.substr(0, between.find_last_not_of(" \t\r\n") + 1);
  between = between.substr(std::min(between.find_first_not_of(" \t\r\n"), between.size()));
  return between.empty() || between == ",";
}

// What is open at the chunk's end, and how much is in it if that is more than a line.
std::string OpenIn(const Chunk& chunk, std::string_view text) {
  std::string open(chunk.open);
  const std::uint64_t lines = CountLineEnds(text) + (text.ends_with('\n') ? 0 : 1);
  if (text.empty() || lines < 2) return open;
  return open + " of " + std::to_string(lines) + " lines, " + std::to_string(text.size()) +
         " bytes";
}

// They stand by place.
void SortEvents(Batch& batch) {
  std::vector<Event>& events = batch.events;
  batch.was_disordered = !std::is_sorted(
      events.begin(), events.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  if (!batch.was_disordered) return;
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return InOrder(a, b) < 0; });
}

}  // namespace

LineParser::LineParser(const LogReading& reading)
    : layout_(reading.layout),
      events_(reading.number, *reading.options, reading.wrappers, reading.make_records()) {
  if (layout_.form == Layout::Form::kRows) rows_.emplace(layout_);
}

ReadContext LineParser::ContextFor(Batch& batch, Reporter& reporter) const {
  ReadContext context{batch.arena, reporter};
  context.is_row = rows_.has_value();
  return context;
}

void LineParser::ReadLines(ReadContext& context, Batch& batch) {
  const Chunk& chunk = batch.chunk;
  if (chunk.text.empty()) {
    Line line;
    line.number = batch.lines = 1;
    line.offset = batch.last_record = batch.last_line_end = chunk.offset;
    events_.CountTooLong(line, context, batch);
    return;
  }
  lines_.Begin(chunk.text, chunk.offset, 0);
  while (lines_.Next()) events_.Read(lines_.line(), context, batch);
  const Line& last = lines_.line();
  batch.lines = last.number;
  batch.last_record = last.offset;
  batch.last_line_end = last.offset + last.text.size();
}

// Pieces with nothing but a comma between them share an index, as lines do, if quotes and brackets
// are in order all over them.
void LineParser::Index(std::size_t piece, Line& line, const Batch& batch) {
  const std::vector<Piece>& pieces = batch.pieces;
  if (piece >= run_end_) {
    const char* const begin = line.text.data();
    const char* end = begin;
    for (run_end_ = piece; run_end_ < pieces.size(); ++run_end_) {
      const Piece& next = pieces[run_end_];
      if (!IsBracketed(next, batch.chunk)) break;
      if (run_end_ > piece && !StandClose(pieces[run_end_ - 1], next, batch.chunk)) break;
      const char* const next_end =
          batch.chunk.text.data() + (next.offset - batch.chunk.offset) + next.length;
      if (run_end_ > piece && static_cast<std::size_t>(next_end - begin) > kRunBytes) break;
      end = next_end;
    }
    const std::string_view run(begin, static_cast<std::size_t>(end - begin));
    run_is_whole_ = !run.empty() && run_.Build(run) == StructuralIndex::Fault::kNone;
    run_tokens_ = {run.data(), run_.positions(), 0};
    run_end_ = std::max(run_end_, piece + 1);
  }
  if (run_is_whole_) {
    line.fault = StructuralIndex::Fault::kNone;
    run_tokens_.NarrowTo(line.text);
    line.tokens = run_tokens_;
    return;
  }
  IndexAlone(line);
}

void LineParser::IndexAlone(Line& line) {
  line.fault = single_.Build(line.text);
  line.tokens = {line.text.data(), single_.positions(),
                 static_cast<std::uint32_t>(line.text.size())};
}

void LineParser::ReadOne(Line& line, ReadContext& context, Batch& batch) {
  if (rows_) {
    context.reporter.Begin(line);
    if (!rows_->Make(line, context)) {
      ++batch.counts.records;
      return;
    }
    IndexAlone(line);
  }
  events_.ReadRecord(line, context, batch);
}

void LineParser::ReadOpen(Line& line, ReadContext& context, Batch& batch) const {
  const Chunk& chunk = batch.chunk;
  line.offset = chunk.open_from;
  line.text = chunk.text.substr(static_cast<std::size_t>(line.offset - chunk.offset));
  batch.last_record = line.offset;
  if (!line.text.empty()) ++batch.counts.records;
  context.reporter.Begin(line);
  context.reporter.Add(diagnostics::Code::kLogEndsEarly, line.text.data() + line.text.size(),
                       {OpenIn(chunk, line.text)});
}

void LineParser::ReadPieces(ReadContext& context, Batch& batch) {
  const Chunk& chunk = batch.chunk;
  run_end_ = 0;
  std::size_t counted = 0;  // up to there, the chunk's line ends
  Line line;
  line.number = 1;
  line.terminated = true;
  for (std::size_t i = 0; i < batch.pieces.size(); ++i) {
    const Piece& piece = batch.pieces[i];
    if (rows_ && piece.offset <= layout_.header) continue;
    const auto begin = static_cast<std::size_t>(piece.offset - chunk.offset);
    line.number += CountLineEnds(chunk.text.substr(counted, begin - counted));
    counted = begin;
    line.offset = piece.offset;
    line.text = chunk.text.substr(begin, static_cast<std::size_t>(piece.length));
    line.length = line.text.size();
    line.cells = nullptr;
    batch.last_record = piece.offset;
    if (piece.kind != Piece::Kind::kRecord) {
      events_.Note(piece, line, context, batch);
      continue;
    }
    if (!rows_) Index(i, line, batch);
    ReadOne(line, context, batch);
  }
  if (!chunk.open.empty()) {
    const auto open = static_cast<std::size_t>(chunk.open_from - chunk.offset);
    line.number += CountLineEnds(chunk.text.substr(counted, open - counted));
    counted = open;
    line.cells = nullptr;
    ReadOpen(line, context, batch);
  }
  batch.lines += line.number - 1 + CountLineEnds(chunk.text.substr(counted));
  batch.last_line_end = chunk.offset + chunk.text.size();
}

void LineParser::ReadAt(const EventPlace& place, std::string_view text, ReadContext& context,
                        Batch& batch) {
  Line line;
  line.number = place.line;
  line.offset = place.offset;
  line.text = text;
  line.length = text.size();
  line.terminated = true;
  if (!rows_) {
    IndexAlone(line);
    // Nothing but blanks is no record; there was one.
    if (line.fault == StructuralIndex::Fault::kNone && line.tokens.done()) return;
  }
  ReadOne(line, context, batch);
}

std::unique_ptr<LineParser> LineParsers::Borrow() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<LineParser> parser = std::move(idle_.back());
      idle_.pop_back();
      return parser;
    }
  }
  return std::make_unique<LineParser>(reading_);
}

void LineParsers::GiveBack(std::unique_ptr<LineParser> parser) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(parser));
}

LineBatches::LineBatches(LogReading reading)
    : reading_(std::move(reading)),
      chunks_(*reading_.file, reading_.chunk_bytes, reading_.options->limits.line_bytes,
              reading_.options->hashes),
      cutter_(MakeCutter(reading_)),
      parsers_(reading_) {}

void LineBatches::Load(Batch& batch) {
  const std::uint64_t before = chunks_.pass().bytes_read();
  const ChunkReader::Found found =
      cutter_ ? chunks_.Next(batch.chunk, *cutter_, batch.pieces) : chunks_.Next(batch.chunk);
  switch (found) {
    case ChunkReader::Found::kLines:
    case ChunkReader::Found::kTooLong:
      break;
    case ChunkReader::Found::kEnd:
    case ChunkReader::Found::kFailed:
      batch.end = EndOf(chunks_);
  }
  batch.bytes = chunks_.pass().bytes_read() - before;
  if (!cutter_ || batch.end) return;
  const std::string_view text = batch.chunk.text;
  if (!text.empty()) in_line_ = text.back() != '\n';
  // The last line counts as one, though it has no end.
  if (batch.chunk.is_last && in_line_) batch.lines = 1;
}

void LineBatches::Parse(Batch& batch) {
  if (batch.end) return;
  std::unique_ptr<LineParser> parser = parsers_.Borrow();
  Reporter reporter(reading_.file->path(), reading_.reports_problems ? &batch.problems : nullptr);
  ReadContext context = parser->ContextFor(batch, reporter);
  if (cutter_) {
    parser->ReadPieces(context, batch);
  } else {
    parser->ReadLines(context, batch);
  }
  parsers_.GiveBack(std::move(parser));
  if (reading_.sorts_batches) SortEvents(batch);
}

}  // namespace abide::events
