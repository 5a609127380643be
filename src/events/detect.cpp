#include "events/detect.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>

#include "diagnostics/assert.h"
#include "events/chunk_reader.h"
#include "events/probe.h"

namespace abide::events {
namespace {

using containers::WrapperRule;
using diagnostics::Code;

// No object is a wrapper.
const WrapperRule kWhole{.none = true, .read = {}, .marks_records = {}};

// False at the log's end, or where it can't be read further.
bool ReadUpTo(std::size_t count, LogPass& pass, std::string& head) {
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

// A condition that is false of a value that is there is nearer to being true than one of which the
// record has nothing.
double HalfTrue(const ConditionTally& part) {
  const bool may_lack_all = std::holds_alternative<expressions::Has>(part.condition->node);
  return may_lack_all ? 0 : static_cast<double>(part.is_false) / 2;
}

// How much of the condition of the mapping that fits best was true, from 0 to 1: an element that
// was stopped by the last of three conditions counts two thirds, and half of one more if what that
// one asks for is there.
double Nearness(const SourceTally& tally) {
  double best = 0;
  for (const MappingTally& mapping : tally.mappings) {
    if (mapping.refused == 0) continue;
    double sum = 0;
    for (std::size_t i = 0; i < mapping.conditions.size(); ++i) {
      const ConditionTally& part = mapping.conditions[i];
      const double before =
          static_cast<double>(part.is_false + part.unknown) * static_cast<double>(i);
      sum += (before + HalfTrue(part)) / static_cast<double>(mapping.conditions.size());
    }
    best = std::max(best, sum / static_cast<double>(mapping.refused));
  }
  return best;
}

std::string SourceNames(const std::vector<const SourceMap*>& sources) {
  std::string names;
  for (const SourceMap* source : sources) {
    names += (names.empty() ? "" : ", ") + Ticked(source->name);
  }
  return names;
}

void Choose(const SourceMap& source, Detection& detection) {
  detection.source = &source;
  // How the log is packed stands in front of the layout's name.
  std::string& container = detection.container;
  container.resize(container.size() - detection.layout.name.size());
  LeaveOwnList(WrapperRuleOf(source), detection.layout);
  container += detection.layout.name;
  if (container.ends_with(", ")) container.resize(container.size() - 2);
}

class Detector {
 public:
  Detector(const LogFile& log, ReaderOptions options, const Sample& sample, Probe::Count count)
      : log_(log), options_(std::move(options)), sample_(sample), count_(count) {
    options_.strict = false;
    fit_.choice = DetectContainer(log);
  }

  LogFit Run() {
    if (fit_.choice.fault) return std::move(fit_);
    if (!LookOnce()) {
      MakeProbes();
      for (Probe& probe : probes_) {
        probe.Look(fit_.choice.layout, sample_);
        // Canonical events are read as the first one does.
        if (count_ == Probe::Count::kWhether && probes_.front().is_declared()) break;
      }
    }
    Tell(probes_.front());
    TellOfSources();
    Decide();
    TellAsChosen();
    return std::move(fit_);
  }

 private:
  // Most logs wrap nothing: then all sources get the same records, and are tried on them at once.
  // False if some object may be a wrapper.
  bool LookOnce() {
    if (fit_.choice.layout.form == Layout::Form::kDocuments) return false;
    Probe& probe = probes_.emplace_back(log_, options_, kWhole, count_);
    for (std::size_t i = 0; i < options_.sources.size(); ++i) probe.Add(*options_.sources[i], i);
    probe.Look(fit_.choice.layout, sample_);
    if (!probe.may_wrap()) return true;
    probes_.clear();
    return false;
  }

  // Sources that unwrap alike are tried on the same records; canonical events come first.
  void MakeProbes() {
    probes_.emplace_back(log_, options_, WrapperRuleOf(*options_.schema), count_);
    for (std::size_t i = 0; i < options_.sources.size(); ++i) {
      const SourceMap& source = *options_.sources[i];
      const WrapperRule rule = WrapperRuleOf(source);
      const auto probe = std::find_if(probes_.begin(), probes_.end(),
                                      [&](const Probe& each) { return each.wrappers() == rule; });
      Probe& alike =
          probe != probes_.end() ? *probe : probes_.emplace_back(log_, options_, rule, count_);
      alike.Add(source, i);
    }
  }

  // The log as one probe has seen it.
  void Tell(Probe& probe) {
    RawRecords& reading = probe.reading();
    fit_.records = probe.records();
    fit_.unreadable = reading.problems.bad_records();
    fit_.problems = std::move(reading.problems);
    fit_.failure = std::move(reading.failure);
    fit_.at_end = reading.at_end;
    fit_.whole = reading.whole;
    if (probe.first()) fit_.first = probe.first()->text;
  }

  // The records are those that the chosen source gets: of canonical events, others may be
  // unwrapped.
  void TellAsChosen() {
    if (fit_.choice.source == nullptr) return;
    const auto chosen = std::find_if(probes_.begin() + 1, probes_.end(), [this](Probe& probe) {
      return std::any_of(probe.candidates().begin(), probe.candidates().end(),
                         [this](const Probe::Candidate& each) {
                           return options_.sources[each.place] == fit_.choice.source;
                         });
    });
    if (chosen != probes_.end()) Tell(*chosen);
  }

  void TellOfSources() {
    const Probe& canonical = probes_.front();
    fit_.canonical = canonical.canonical();
    fit_.undeclared = canonical.undeclared();
    if (canonical.first()) fit_.choice.members = canonical.first()->members;
    fit_.sources.resize(options_.sources.size());
    for (Probe& probe : probes_) {
      for (Probe::Candidate& each : probe.candidates()) {
        fit_.sources[each.place] = std::move(each.fit);
      }
    }
  }

  void Decide() {
    // As canonical events are unwrapped, there may be no record where a source has some.
    const auto seen = std::find_if(probes_.begin(), probes_.end(),
                                   [](const Probe& probe) { return probe.first().has_value(); });
    if (options_.sources.empty() || seen == probes_.end()) return;
    if (probes_.front().is_declared()) return;
    std::vector<const SourceMap*> fitting = Fitting();
    if (fitting.empty() && fit_.canonical > 0) return;
    // Where some source would read the list as a field, an empty page seems to be a record.
    const bool is_empty = fit_.records == 0 && fit_.unreadable == 0 && fit_.whole;
    if (fitting.empty() && is_empty) return;
    if (fitting.size() == 1) {
      Choose(*fitting.front(), fit_.choice);
      return;
    }
    const Probe::First& first = *seen->first();
    const diagnostics::LogPlace place{log_.path(), first.line, first.offset};
    if (fitting.empty()) {
      FindNearest();
      FindOfForm();
      fit_.choice.fault = Detection::Fault{
          Code::kNoSourceFits, place, {fit_.nearest ? first.few_keys + Nearest() : first.keys}};
    } else {
      fit_.choice.fault =
          Detection::Fault{Code::kSeveralSourcesFit, place, {SourceNames(fitting), first.keys}};
    }
  }

  // All that fit; where some of them don't ship, these alone.
  std::vector<const SourceMap*> Fitting() {
    std::vector<const SourceMap*> own, shipped;
    for (const SourceFit& each : fit_.sources) {
      if (each.taken > 0) (each.source->ships ? shipped : own).push_back(each.source);
    }
    if (own.empty()) return shipped;
    if (own.size() == 1) fit_.choice.passed_over = std::move(shipped);
    return own;
  }

  void FindNearest() {
    double best = 0;
    for (std::size_t i = 0; i < fit_.sources.size(); ++i) {
      const SourceFit& fit = fit_.sources[i];
      const double nearness = fit.bad > 0 ? 1 : Nearness(fit.tally);
      if (nearness > best) fit_.nearest = i;
      best = std::max(best, nearness);
    }
  }

  // One's own before one that ships; of these the one whose form most records have, more than half
  // of all.
  void FindOfForm() {
    const SourceFit* best = nullptr;
    const auto is_better = [&best](const SourceFit& fit) {
      if (best == nullptr || fit.source->ships != best->source->ships) {
        return best == nullptr || best->source->ships;
      }
      if (fit.tally.of_form != best->tally.of_form) return fit.tally.of_form > best->tally.of_form;
      return Nearness(fit.tally) > Nearness(best->tally);
    };
    for (const SourceFit& fit : fit_.sources) {
      if (fit.bad > 0 || 2 * fit.tally.of_form <= fit.taken + fit.skipped) continue;
      if (is_better(fit)) best = &fit;
    }
    if (best == nullptr) return;
    fit_.choice.of_form = best->source;
    fit_.choice.refusal = WhyNot(*best);
    fit_.nearest = static_cast<std::size_t>(best - fit_.sources.data());
  }

  // "; the nearest source is `jobs`, but `.state == "STARTED"` is false"
  std::string Nearest() const {
    const SourceFit& fit = fit_.sources[*fit_.nearest];
    const std::string nearest = "; the nearest source is " + Ticked(fit.source->name);
    if (fit.bad > 0) return nearest + ", which can't read it";
    const std::string why = WhyNot(fit);
    return why.empty() ? nearest : nearest + ", but " + why;
  }

  // By the condition that stopped the mapping that came nearest.
  static std::string WhyNot(const SourceFit& fit) {
    const std::optional<std::size_t> at = NearestMapping(fit.tally);
    if (!at) return "";
    const ConditionTally& last = *LastRefusal(fit.tally.mappings[*at]);
    const std::string words = WordsOf(fit.source->mappings[*at], *last.condition);
    if (words.empty()) return "";
    return Ticked(words) + (last.is_false > 0 ? " is false" : " is unknown");
  }

  const LogFile& log_;
  ReaderOptions options_;
  Sample sample_;
  Probe::Count count_;
  LogFit fit_;
  std::deque<Probe> probes_;
};

}  // namespace

Detection DetectContainer(const LogFile& log) {
  Detection found;
  const std::unique_ptr<LogPass> pass = log.Begin();
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
  found.layout = FindLayout(text, offset, is_whole);
  found.container = ContainerOf(log.packing(), found.layout);
  const Layout& layout = found.layout;
  if (!layout.header_fault.empty()) {
    found.fault = Detection::Fault{Code::kHeaderUnreadable,
                                   {log.path(), layout.header_fault_line, layout.header_fault_at},
                                   {layout.header_fault}};
  } else if (!layout.column_twice.empty()) {
    found.fault =
        Detection::Fault{Code::kHeaderTwice, {log.path(), 1, layout.header}, {layout.column_twice}};
  }
  return found;
}

void AdoptSources(std::vector<Detection>& logs) {
  using Members = std::vector<std::string>;
  const auto is_alike = [](const Members& a, const Members& b) {
    Members common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    return 2 * common.size() > a.size() && 2 * common.size() > b.size();
  };
  std::set<std::pair<Members, const SourceMap*>> kinds;
  for (const Detection& log : logs) {
    if (log.source != nullptr) kinds.emplace(log.members, log.source);
  }
  for (Detection& log : logs) {
    if (!log.fault || log.fault->code != Code::kNoSourceFits) continue;
    std::set<const SourceMap*> sources;
    for (const auto& [members, source] : kinds) {
      if (is_alike(log.members, members)) sources.insert(source);
    }
    const bool is_adopted = sources.size() == 1;
    if (!is_adopted && log.of_form == nullptr) continue;
    Choose(is_adopted ? **sources.begin() : *log.of_form, log);
    if (is_adopted) log.of_form = nullptr;
    log.fault.reset();
  }
}

Detection Detect(const LogFile& log, const ReaderOptions& options) {
  if (options.source.empty() && !options.sources.empty()) {
    return Detector(log, options, Sample(), Probe::Count::kWhether).Run().choice;
  }
  Detection detection = DetectContainer(log);
  if (detection.fault || options.source.empty() || options.source == kCanonical) return detection;
  for (const SourceMap* source : options.sources) {
    if (source->name == options.source) Choose(*source, detection);
  }
  ABIDE_ASSERT(detection.source != nullptr, "the source is one of the rules'");
  return detection;
}

LogFit FitSources(const LogFile& log, const ReaderOptions& options, const Sample& sample) {
  return Detector(log, options, sample, Probe::Count::kAll).Run();
}

}  // namespace abide::events
