#include "events/detect.h"

#include <algorithm>

#include "diagnostics/assert.h"
#include "events/line_batches.h"
#include "events/raw_value.h"
#include "events/record_reader.h"

namespace abide::events {
namespace {

using containers::WrapperRule;
using diagnostics::Code;
using values::Value;
using Kind = Value::Kind;

constexpr std::size_t kProbedRecords = 64;
constexpr std::uint64_t kProbedBytes = 1 << 20;
constexpr std::size_t kNamedKeys = 8;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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

// What is learnt from the records that one way of unwrapping gives.
struct Probe {
  struct First {
    std::uint64_t line;
    std::uint64_t offset;
    std::string keys;
  };

  WrapperRule wrappers;
  std::vector<const SourceMap*> sources;  // that get their records so
  std::vector<bool> fits;                 // by source
  std::size_t records = 0;
  std::optional<First> first;
  bool is_canonical = false;

  bool is_done() const { return records >= kProbedRecords || is_canonical; }
};

// In the place of what makes events: looks at the records of a log and lets the sources try them.
class ProbeReader final : public RecordReader {
 public:
  ProbeReader(Probe& probe, const ReaderOptions& options) : probe_(probe) {
    for (const SourceMap* source : probe.sources) {
      readers_.push_back(MakeSourceReader(*source, options));
    }
  }

  bool Read(Tokens& tokens, ReadContext& context, LogSummary&, std::vector<Event>&) override {
    if (probe_.is_done() || context.reporter.line().offset > kProbedBytes) return true;
    const Tokens begin = tokens;
    Value record;
    if (!raw_.Read(tokens, context, record) || !tokens.done()) return true;
    ++probe_.records;
    const Line& line = context.reporter.line();
    if (!probe_.first) probe_.first = Probe::First{line.number, line.offset, KeysOf(record)};
    probe_.is_canonical = IsCanonical(record);
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (!probe_.fits[i]) probe_.fits[i] = Accepts(*readers_[i], begin, context);
    }
    return true;
  }

 private:
  static bool Accepts(RecordReader& reader, Tokens tokens, const ReadContext& context) {
    LogSummary summary;
    std::vector<Event> events;
    ReadContext own{context.arena, context.reporter};
    own.is_row = context.is_row;
    if (!reader.Read(tokens, own, summary, events)) return false;
    return summary.events + summary.later_than_present > 0;
  }

  Probe& probe_;
  RawReader raw_;
  std::vector<std::unique_ptr<RecordReader>> readers_;
};

class Detector {
 public:
  Detector(const LogFile& log, ReaderOptions options) : log_(log), options_(std::move(options)) {
    options_.strict = false;
  }

  Detection Run() {
    FindContainer();
    if (!found_.layout.column_twice.empty()) {
      SayHeaderTwice();
    } else if (options_.source.empty() && !options_.sources.empty()) {
      FindSource();
    } else if (options_.source != kCanonical && !options_.source.empty()) {
      found_.source = NamedSource();
    }
    return std::move(found_);
  }

 private:
  void FindContainer() {
    const std::unique_ptr<LogPass> pass = log_.Begin();
    std::string head;
    bool is_whole = !ReadUpTo(kLayoutBytes, *pass, head);
    if (!is_whole && head.find('\n') == std::string::npos) {
      is_whole = !ReadUpTo(kMostLayoutBytes, *pass, head);
    }
    std::string_view text = head;
    std::uint64_t offset = 0;
    if (text.starts_with(kByteOrderMark)) {
      offset = kByteOrderMark.size();
      text.remove_prefix(kByteOrderMark.size());
    }
    found_.layout = FindLayout(text, offset, is_whole);
    found_.container = ContainerOf(log_.packing(), found_.layout);
  }

  // False at the log's end, or where it can't be read further.
  static bool ReadUpTo(std::size_t count, LogPass& pass, std::string& head) {
    std::size_t filled = head.size();
    head.resize(count);
    bool has_more = true;
    while (filled < count && has_more) {
      const auto taken = pass.Read(head.data() + filled, count - filled);
      has_more = taken && *taken > 0;
      if (has_more) filled += *taken;
    }
    head.resize(filled);
    return has_more;
  }

  void SayHeaderTwice() {
    const Layout& layout = found_.layout;
    found_.fault = Detection::Fault{
        Code::kHeaderTwice, {log_.path(), 1, layout.header}, {layout.column_twice}};
  }

  const SourceMap* NamedSource() const {
    for (const SourceMap* source : options_.sources) {
      if (source->name == options_.source) return source;
    }
    ABIDE_ASSERT(false, "the source is one of the rules'");
    return nullptr;
  }

  // Sources that unwrap alike are tried on the same records; canonical events come first.
  void MakeProbes() {
    probes_.push_back({WrapperRuleOf(*options_.schema), {}, {}, 0, {}, false});
    for (const SourceMap* source : options_.sources) {
      const WrapperRule rule = WrapperRuleOf(*source);
      auto probe = std::find_if(probes_.begin(), probes_.end(),
                                [&](const Probe& each) { return each.wrappers == rule; });
      if (probe == probes_.end()) {
        probe = probes_.insert(probe, {rule, {}, {}, 0, {}, false});
      }
      probe->sources.push_back(source);
      probe->fits.push_back(false);
    }
  }

  void Look(Probe& probe) {
    LogReading reading;
    reading.file = &log_;
    reading.options = &options_;
    reading.chunk_bytes = std::min<std::size_t>(options_.chunk_bytes, kProbedBytes);
    reading.layout = found_.layout;
    reading.wrappers = probe.wrappers;
    reading.make_records = [&] { return std::make_unique<ProbeReader>(probe, options_); };
    reading.reports_problems = false;
    LineBatches batches(std::move(reading));
    Batch batch;
    std::uint64_t lines_before = 0;
    while (!probe.is_done() && !batch.end && batch.chunk.offset <= kProbedBytes) {
      batch.Clear();
      batches.Load(batch);
      const bool had_first = probe.first.has_value();
      batches.Parse(batch);
      if (!had_first && probe.first) probe.first->line += lines_before;
      lines_before += batch.lines;
    }
  }

  void FindSource() {
    MakeProbes();
    for (Probe& probe : probes_) {
      Look(probe);
      // Only the first one has canonical events as they are read.
      if (&probe == &probes_.front() && probe.is_canonical) return;
    }
    Decide();
  }

  void Decide() {
    const std::optional<Probe::First>& first = probes_.front().first;
    std::vector<const SourceMap*> fitting;
    for (const Probe& probe : probes_) {
      for (std::size_t i = 0; i < probe.sources.size(); ++i) {
        if (probe.fits[i]) fitting.push_back(probe.sources[i]);
      }
    }
    if (fitting.size() == 1) {
      found_.source = fitting.front();
      return;
    }
    if (!first) return;
    const diagnostics::LogPlace place{log_.path(), first->line, first->offset};
    if (fitting.empty()) {
      found_.fault = Detection::Fault{Code::kNoSourceFits, place, {first->keys}};
      return;
    }
    std::string names;
    for (const SourceMap* source : options_.sources) {
      if (std::find(fitting.begin(), fitting.end(), source) == fitting.end()) continue;
      names += (names.empty() ? "" : ", ") + Ticked(source->name);
    }
    found_.fault = Detection::Fault{Code::kSeveralSourcesFit, place, {names, first->keys}};
  }

  const LogFile& log_;
  ReaderOptions options_;
  Detection found_;
  std::vector<Probe> probes_;
};

}  // namespace

Detection Detect(const LogFile& log, const ReaderOptions& options) {
  return Detector(log, options).Run();
}

}  // namespace abide::events
