#include "events/line_batches.h"

namespace abide::events {
namespace {

std::unique_ptr<RecordReader> MakeRecordReader(const LogReading& reading) {
  if (!reading.has_form) return nullptr;
  if (reading.source == nullptr) return MakeCanonicalReader(*reading.options);
  return MakeSourceReader(*reading.source, *reading.options);
}

}  // namespace

LineParser::LineParser(const LogReading& reading)
    : events(reading.number, *reading.options, MakeRecordReader(reading)) {}

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
    : reading_(reading),
      chunks_(*reading.file, reading.chunk_bytes, reading.options->limits.line_bytes),
      parsers_(reading_) {}

void LineBatches::Load(Batch& batch) {
  const std::uint64_t before = chunks_.bytes_read();
  switch (chunks_.Next(batch.chunk)) {
    case ChunkReader::Found::kLines:
    case ChunkReader::Found::kTooLong:
      break;
    case ChunkReader::Found::kEnd:
    case ChunkReader::Found::kFailed:
      batch.end =
          LogEnd{chunks_.bytes_read(), chunks_.Digest(), chunks_.ended_early(), chunks_.failure()};
  }
  batch.bytes = chunks_.bytes_read() - before;
}

void LineBatches::Parse(Batch& batch) {
  if (batch.end) return;
  std::unique_ptr<LineParser> parser = parsers_.Borrow();
  Reporter reporter(reading_.file->path(), reading_.reports_problems ? &batch.problems : nullptr);
  ReadContext context{batch.arena, reporter};
  const Chunk& chunk = batch.chunk;
  LineReader& lines = parser->lines;
  if (chunk.text.empty()) {
    Line line;
    line.number = batch.lines = 1;
    line.offset = batch.last_line_end = chunk.offset;
    parser->events.CountTooLong(line, context, batch);
  } else {
    lines.Begin(chunk.text, chunk.offset, 0);
    while (lines.Next()) parser->events.Read(lines.line(), context, batch);
    batch.lines = lines.line().number;
    batch.last_line_end = lines.line().offset + lines.line().text.size();
  }
  parsers_.GiveBack(std::move(parser));
}

}  // namespace abide::events
