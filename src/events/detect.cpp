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

// Of Detect.
constexpr Sample kProbe{64, 1 << 20};
constexpr std::size_t kNamedKeys = 8;
constexpr std::size_t kFirstBytes = 400;

enum class Count { kNothing, kAll };

struct Candidate {
  SourceFit fit;
  std::unique_ptr<Reporter> reporter;
  std::unique_ptr<RecordReader> reader;
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

// The beginning of a text, whole characters.
std::string Beginning(std::string_view text) {
  if (text.size() <= kFirstBytes) return std::string(text);
  std::size_t end = kFirstBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// How much of the condition of the mapping that fits best was true, from 0 to 1: an element that
// was stopped by the last of three conditions counts two thirds.
double Nearness(const SourceTally& tally) {
  double best = 0;
  for (const MappingTally& mapping : tally.mappings) {
    if (mapping.refused == 0) continue;
    double sum = 0;
    for (std::size_t i = 0; i < mapping.conditions.size(); ++i) {
      const ConditionTally& part = mapping.conditions[i];
      sum += static_cast<double>(part.is_false + part.unknown) * static_cast<double>(i) /
             static_cast<double>(mapping.conditions.size());
    }
    best = std::max(best, sum / static_cast<double>(mapping.refused));
  }
  return best;
}

class Probe {
 public:
  Probe(const LogFile& log, const ReaderOptions& options, const Sample& sample, Count count)
      : log_(log),
        options_(options),
        sample_(sample),
        count_(count),
        reporter_(log.path(), nullptr),
        context_{arena_, reporter_},
        candidates_(options.sources.size()) {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Candidate& candidate = candidates_[i];
      const SourceMap& source = *options.sources[i];
      candidate.fit.source = &source;
      candidate.fit.tally = TallyOf(source);
      candidate.reporter =
          std::make_unique<Reporter>(log.path(), Counts() ? &candidate.fit.problems : nullptr);
      candidate.reader =
          MakeSourceReader(source, options, Counts() ? &candidate.fit.tally : nullptr);
    }
  }

  LogFit Run() {
    ChunkReader chunks(log_, std::min<std::uint64_t>(options_.chunk_bytes, sample_.bytes),
                       options_.limits.line_bytes);
    Chunk chunk;
    std::uint64_t lines_before = 0;
    while (Goes()) {
      const ChunkReader::Found found = chunks.Next(chunk);
      fit_.whole = found == ChunkReader::Found::kEnd;
      if (found == ChunkReader::Found::kEnd || found == ChunkReader::Found::kFailed) break;
      if (chunk.offset > sample_.bytes) break;
      if (found == ChunkReader::Found::kTooLong) {
        ++fit_.unreadable;
        ++lines_before;
      } else {
        lines_before = LookAt(chunk, lines_before);
      }
    }
    fit_.choice = Decide();
    for (Candidate& candidate : candidates_) fit_.sources.push_back(std::move(candidate.fit));
    return std::move(fit_);
  }

 private:
  bool Counts() const { return count_ == Count::kAll; }
  // Whether there is more to be seen.
  bool Goes() const { return fit_.records < sample_.records && (Counts() || !is_declared_); }

  // Gives the number of the last line that was looked at.
  std::uint64_t LookAt(const Chunk& chunk, std::uint64_t lines_before) {
    lines_.Begin(chunk.text, chunk.offset, lines_before);
    while (Goes() && lines_.Next()) {
      const Line& line = lines_.line();
      if (line.offset > sample_.bytes) break;
      if (line.fault == StructuralIndex::Fault::kNone && line.tokens.done()) continue;
      const bool is_record = line.text.size() <= options_.limits.line_bytes && LookAt(line);
      ++(is_record ? fit_.records : fit_.unreadable);
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
    if (!first_) {
      first_ = First{line.number, line.offset, KeysOf(record)};
      fit_.first = Beginning(line.text);
    }
    if (IsCanonical(record)) {
      ++fit_.canonical;
      const std::string_view name = MemberOf(record, "event").text();
      is_declared_ = is_declared_ || options_.schema->Find(name).has_value();
    }
    for (Candidate& candidate : candidates_) {
      if (Counts() || candidate.fit.taken == 0) Try(candidate, line, begin);
    }
    return true;
  }

  void Try(Candidate& candidate, const Line& line, Tokens tokens) {
    candidate.reporter->Begin(line);
    ReadContext context{arena_, *candidate.reporter};
    LogSummary summary;
    std::vector<Event> events;
    SourceFit& fit = candidate.fit;
    if (!candidate.reader->Read(tokens, context, summary, events)) {
      ++fit.bad;
      const Fault& fault = context.fault;
      if (fault.expected.empty()) {
        candidate.reporter->Add(fault.code, fault.at, {fault.detail});
      } else {
        candidate.reporter->Add(fault.code, fault.at, {fault.detail, fault.expected});
      }
      return;
    }
    const std::uint64_t made = summary.events + summary.later_than_present;
    fit.events += made;
    fit.skipped += summary.skipped;
    fit.taken += made > 0 ? 1 : 0;
  }

  Detection Decide() {
    if (candidates_.empty() || !first_ || is_declared_) return {};
    std::vector<const SourceMap*> fitting;
    std::string names;
    for (const Candidate& candidate : candidates_) {
      if (candidate.fit.taken == 0) continue;
      if (!fitting.empty()) names += ", ";
      names += Ticked(candidate.fit.source->name);
      fitting.push_back(candidate.fit.source);
    }
    if (fitting.empty() && fit_.canonical > 0) return {};
    if (fitting.size() == 1) return {fitting.front(), {}};
    const diagnostics::LogPlace place{log_.path(), first_->line, first_->offset};
    if (fitting.empty()) {
      FindNearest();
      return {nullptr, Detection::Fault{Code::kNoSourceFits, place, {first_->keys}}};
    }
    return {nullptr, Detection::Fault{Code::kSeveralSourcesFit, place, {names, first_->keys}}};
  }

  void FindNearest() {
    double best = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const double nearness = Nearness(candidates_[i].fit.tally);
      if (nearness > best) fit_.nearest = i;
      best = std::max(best, nearness);
    }
  }

  struct First {
    std::uint64_t line;
    std::uint64_t offset;
    std::string keys;
  };

  const LogFile& log_;
  const ReaderOptions& options_;
  const Sample sample_;
  const Count count_;
  values::Arena arena_;
  Reporter reporter_;
  ReadContext context_;
  RawReader raw_;
  LineReader lines_;
  std::vector<Candidate> candidates_;
  LogFit fit_;
  std::optional<First> first_;
  bool is_declared_ = false;  // a record names an event that is declared
};

}  // namespace

Detection Detect(const LogFile& log, const ReaderOptions& options) {
  if (options.source == kCanonical || (options.source.empty() && options.sources.empty())) {
    return {};
  }
  if (options.source.empty()) return Probe(log, options, kProbe, Count::kNothing).Run().choice;
  for (const SourceMap* source : options.sources) {
    if (source->name == options.source) return {source, {}};
  }
  ABIDE_ASSERT(false, "the source is one of the rules'");
  return {};
}

LogFit FitSources(const LogFile& log, const ReaderOptions& options, const Sample& sample) {
  return Probe(log, options, sample, Count::kAll).Run();
}

}  // namespace abide::events
