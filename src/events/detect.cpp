#include "events/detect.h"

#include <algorithm>

#include "diagnostics/assert.h"
#include "events/chunk_reader.h"
#include "events/line_reader.h"
#include "events/raw_value.h"
#include "events/record_reader.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using values::Value;
using Kind = Value::Kind;

constexpr std::size_t kProbedRecords = 64;
constexpr std::uint64_t kProbedBytes = 1 << 20;
constexpr std::size_t kNamedKeys = 8;

struct Candidate {
  const SourceMap* source;
  std::unique_ptr<RecordReader> reader;
  bool fits = false;
};

bool IsCanonical(const Value& record) {
  return MemberOf(record, "event").kind() == Kind::kText &&
         MemberOf(record, "time").kind() == Kind::kText;
}

// "`a`, `b` and 3 more"
std::string KeysOf(const Value& record) {
  std::string names;
  const std::span<const Value> members = record.members();
  const std::size_t count = members.size() / 2;
  for (std::size_t i = 0; i < std::min(count, kNamedKeys); ++i) {
    if (i > 0) names += ", ";
    names += Ticked(members[2 * i].text());
  }
  if (count > kNamedKeys) names += " and " + std::to_string(count - kNamedKeys) + " more";
  return names.empty() ? "none" : names;
}

class Probe {
 public:
  Probe(const LogFile& log, const ReaderOptions& options)
      : log_(log), options_(options), reporter_(log.path(), nullptr), context_{arena_, reporter_} {
    for (const SourceMap* source : options.sources) {
      candidates_.push_back({source, MakeSourceReader(*source, options)});
    }
  }

  Detection Run() {
    ChunkReader chunks(log_, std::min<std::size_t>(options_.chunk_bytes, kProbedBytes),
                       options_.limits.line_bytes);
    Chunk chunk;
    std::uint64_t lines_before = 0;
    while (records_ < kProbedRecords && !is_canonical_) {
      const ChunkReader::Found found = chunks.Next(chunk);
      if (found == ChunkReader::Found::kEnd || found == ChunkReader::Found::kFailed) break;
      if (chunk.offset > kProbedBytes) break;
      lines_before =
          found == ChunkReader::Found::kTooLong ? lines_before + 1 : LookAt(chunk, lines_before);
    }
    return is_canonical_ ? Detection() : Decide();
  }

 private:
  // Gives the number of the last line that was looked at.
  std::uint64_t LookAt(const Chunk& chunk, std::uint64_t lines_before) {
    lines_.Begin(chunk.text, chunk.offset, lines_before);
    while (records_ < kProbedRecords && !is_canonical_ && lines_.Next()) {
      const Line& line = lines_.line();
      if (line.offset > kProbedBytes) break;
      if (line.text.size() <= options_.limits.line_bytes && LookAt(line)) ++records_;
    }
    return lines_.line().number;
  }
  // False if the line is no record.
  bool LookAt(const Line& line) {
    if (line.fault != StructuralIndex::Fault::kNone) return false;
    Tokens tokens = line.tokens;
    if (tokens.done() || tokens.peek() != '{') return false;
    if (FindTooDeep(tokens, options_.limits.depth) != nullptr) return false;
    arena_.Reset();
    reporter_.Begin(line);
    Value record;
    const Tokens begin = tokens;
    if (!raw_.Read(tokens, context_, record) || !tokens.done()) return false;
    if (!first_) first_ = First{line.number, line.offset, KeysOf(record)};
    is_canonical_ = IsCanonical(record);
    for (Candidate& candidate : candidates_) {
      if (!candidate.fits) candidate.fits = Accepts(*candidate.reader, begin);
    }
    return true;
  }

  bool Accepts(RecordReader& reader, Tokens tokens) {
    LogSummary summary;
    std::vector<Event> events;
    if (!reader.Read(tokens, context_, summary, events)) return false;
    return summary.events + summary.later_than_present > 0;
  }

  Detection Decide() const {
    if (candidates_.empty() || !first_) return {};
    std::vector<const SourceMap*> fitting;
    std::string names;
    for (const Candidate& candidate : candidates_) {
      if (!candidate.fits) continue;
      if (!fitting.empty()) names += ", ";
      names += Ticked(candidate.source->name);
      fitting.push_back(candidate.source);
    }
    if (fitting.size() == 1) return {fitting.front(), {}};
    const diagnostics::LogPlace place{log_.path(), first_->line, first_->offset};
    if (fitting.empty()) {
      return {nullptr, Detection::Fault{Code::kNoSourceFits, place, {first_->keys}}};
    }
    return {nullptr, Detection::Fault{Code::kSeveralSourcesFit, place, {names, first_->keys}}};
  }

  struct First {
    std::uint64_t line;
    std::uint64_t offset;
    std::string keys;
  };

  const LogFile& log_;
  const ReaderOptions& options_;
  values::Arena arena_;
  Reporter reporter_;
  ReadContext context_;
  RawReader raw_;
  LineReader lines_;
  std::vector<Candidate> candidates_;
  std::size_t records_ = 0;
  std::optional<First> first_;
  bool is_canonical_ = false;
};

}  // namespace

Detection Detect(const LogFile& log, const ReaderOptions& options) {
  if (options.source == kCanonical || (options.source.empty() && options.sources.empty())) {
    return {};
  }
  if (options.source.empty()) return Probe(log, options).Run();
  for (const SourceMap* source : options.sources) {
    if (source->name == options.source) return {source, {}};
  }
  ABIDE_ASSERT(false, "the source is one of the rules'");
  return {};
}

}  // namespace abide::events
