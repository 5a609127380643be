#include "events/probe.h"

#include <algorithm>

#include "diagnostics/printable.h"
#include "events/line_batches.h"
#include "events/raw_value.h"

namespace abide::events {

namespace {

using values::Value;
using Kind = Value::Kind;

constexpr std::size_t kNamedKeys = 8;
constexpr std::size_t kFewKeys = 3;
constexpr std::size_t kFirstBytes = 400;

bool IsCanonical(const Value& record) {
  return MemberOf(record, "event").kind() == Kind::kText &&
         MemberOf(record, "time").kind() == Kind::kText;
}

// "`a`, `b` and 3 more"
std::string KeysOf(const Value& record, std::size_t most) {
  std::string names;
  const std::span<const Value> members = record.members();
  const std::size_t count = members.size() / 2;
  for (std::size_t i = 0; i < std::min(count, most); ++i) {
    if (i > 0) names += ", ";
    names += Ticked(members[2 * i].text());
  }
  if (count > most) names += " and " + std::to_string(count - most) + " more";
  return names.empty() ? "none" : names;
}

std::vector<std::string> NamesOf(const Value& record) {
  std::vector<std::string> names;
  const std::span<const Value> members = record.members();
  for (std::size_t i = 0; i < members.size(); i += 2) names.emplace_back(members[i].text());
  std::sort(names.begin(), names.end());
  return names;
}

struct RawLoop {
  const Sample& sample;
  const SeeRecord& see;
  std::uint64_t seen = 0;
  std::uint64_t lines_before = 0;
  bool wants_more = true;
};

// In the place of what makes events of records.
class RawRecordReader final : public RecordReader {
 public:
  explicit RawRecordReader(RawLoop& loop) : loop_(loop), raw_(loop.sample.inside) {}

  bool Read(Tokens& tokens, ReadContext& context, LogSummary&, std::vector<Event>&) override {
    const Line& line = context.reporter.line();
    loop_.wants_more =
        loop_.wants_more && loop_.seen < loop_.sample.records && line.offset <= loop_.sample.bytes;
    if (!loop_.wants_more) return true;
    const Tokens begin = tokens;
    Value record;
    if (!raw_.Read(tokens, context, record)) return false;
    if (!tokens.done()) return context.NotJson(tokens, "expected the line's end");
    ++loop_.seen;
    loop_.wants_more = loop_.see({record, line, begin, context, loop_.lines_before});
    return true;
  }

 private:
  RawLoop& loop_;
  RawReader raw_;
};

}  // namespace

bool MayWrap(const Value& record) {
  const std::span<const Value> members = record.members();
  for (std::size_t i = 0; i < members.size(); i += 2) {
    if (members[i + 1].kind() == Kind::kList && containers::IsWrapperName(members[i].text())) {
      return true;
    }
  }
  return false;
}

RawRecords ReadRawRecords(const LogFile& log, const ReaderOptions& options, const Layout& layout,
                          const containers::WrapperRule& wrappers, const Sample& sample,
                          const SeeRecord& see) {
  RawLoop loop{sample, see};
  LogReading reading;
  reading.file = &log;
  reading.options = &options;
  reading.chunk_bytes = std::min<std::uint64_t>(options.chunk_bytes, sample.bytes);
  reading.layout = layout;
  reading.wrappers = wrappers;
  reading.make_records = [&loop] { return std::make_unique<RawRecordReader>(loop); };
  LineBatches batches(std::move(reading));
  RawRecords result;
  BatchTrail trail;
  Batch batch;
  while (loop.wants_more && loop.seen < sample.records && !batch.end &&
         batch.chunk.offset <= sample.bytes) {
    batch.Clear();
    batches.Load(batch);
    batches.Parse(batch);
    result.problems.Append(std::move(batch.problems), loop.lines_before);
    trail.Pass(batch);
    loop.lines_before = trail.lines();
  }
  if (!batch.end) return result;
  trail.AddFaultOf(*batch.end, log.path(), result.problems);
  result.failure = batch.end->failure;
  result.at_end = true;
  result.whole = !batch.end->failure && !batch.end->fault && !batch.end->ended_early;
  return result;
}

Probe::Probe(const LogFile& log, const ReaderOptions& options, containers::WrapperRule wrappers,
             Count count)
    : log_(log), options_(options), wrappers_(std::move(wrappers)), count_(count) {}

void Probe::Add(const SourceMap& source, std::size_t place) {
  candidates_.push_back({place, {}, nullptr});
  SourceFit& fit = candidates_.back().fit;
  fit.source = &source;
  fit.tally = TallyOf(source);
}

void Probe::Look(const Layout& layout, const Sample& sample) {
  for (Candidate& candidate : candidates_) {
    candidate.reader = MakeSourceReader(*candidate.fit.source, options_, &candidate.fit.tally);
  }
  reading_ = ReadRawRecords(log_, options_, layout, wrappers_, sample,
                            [this](const RawRecord& record) { return See(record); });
}

bool Probe::See(const RawRecord& record) {
  ++records_;
  may_wrap_ = may_wrap_ || MayWrap(record.value);
  const std::uint64_t line = record.lines_before + record.line.number;
  if (!first_) {
    first_ = First{line,
                   record.line.offset,
                   KeysOf(record.value, kNamedKeys),
                   KeysOf(record.value, kFewKeys),
                   diagnostics::Excerpt(record.line.text, kFirstBytes),
                   NamesOf(record.value)};
  }
  if (IsCanonical(record.value)) {
    ++canonical_;
    const std::string_view name = MemberOf(record.value, "event").text();
    const bool is_known = options_.schema->Find(name).has_value();
    is_declared_ = is_declared_ || is_known;
    if (!is_known) {
      UndeclaredKinds one;
      one.Count(name, line, record.line.offset);
      undeclared_.Append(one, 0);
    }
  }
  for (Candidate& candidate : candidates_) {
    if (count_ == Count::kAll || candidate.fit.taken == 0) Try(candidate, record);
  }
  return count_ == Count::kAll || !is_declared_;
}

void Probe::Try(Candidate& candidate, const RawRecord& record) const {
  SourceFit& fit = candidate.fit;
  Problems problems;
  Reporter reporter(log_.path(), count_ == Count::kAll ? &problems : nullptr);
  reporter.Begin(record.line);
  ReadContext context{record.context.arena, reporter};
  context.is_row = record.context.is_row;
  LogSummary summary;
  std::vector<Event> events;
  Tokens tokens = record.tokens;
  if (candidate.reader->Read(tokens, context, summary, events)) {
    const std::uint64_t made = summary.events + summary.later_than_present;
    fit.events += made;
    fit.skipped += summary.skipped;
    fit.taken += made > 0 ? 1 : 0;
    fit.bad += context.lost > 0 ? 1 : 0;
  } else {
    ++fit.bad;
    reporter.Add(context.fault);
  }
  fit.problems.Append(std::move(problems), record.lines_before);
}

}  // namespace abide::events
