#include "reference/comparison.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/run.h"

namespace abide::reference {
namespace {

// Gives the events one by one, each in memory that the next one overwrites: an engine that keeps
// what it must not keep shows.
class OneByOne : public engine::EventFeed {
 public:
  explicit OneByOne(const Case& one, std::span<const events::Event> log)
      : log_(log), restart_behind_(one.restart_behind) {}

  const events::Event* Next() override {
    memory_.Reset();
    if (restart_behind_ && next_ >= *restart_behind_) return nullptr;
    if (next_ >= log_.size()) return nullptr;
    event_ = log_[next_++];
    const std::span<values::Value> fields = memory_.Values(event_.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = memory_.Copy(event_.fields[i]);
    event_.fields = fields;
    return &event_;
  }

  bool Restarted() override {
    if (!restart_behind_) return false;
    restart_behind_.reset();
    next_ = 0;
    return true;
  }

 private:
  std::span<const events::Event> log_;
  std::optional<std::size_t> restart_behind_;
  std::size_t next_ = 0;
  values::Arena memory_;
  events::Event event_;
};

// One finding as a line, the same for both.
struct Line {
  std::size_t event = 0;
  std::size_t clause = 0;
  std::string text;
};

constexpr const char* kVerdictNames[] = {"breach", "pending", "undetermined", "excused", "waived"};
constexpr const char* kStatuses[] = {"breached", "pending", "undetermined", "kept",
                                     "not exercised"};

std::string PathText(const LineagePath& path) {
  std::string text;
  for (const std::size_t event : path) text += " " + std::to_string(event + 1);
  return text;
}

template <typename AnyFinding>
std::string TextOf(const AnyFinding& finding) {
  std::string text = kVerdictNames[static_cast<int>(finding.verdict)];
  if (finding.due) text += ", due " + values::ToString(*finding.due);
  if (!finding.excused_by.empty()) text += ", by \"" + finding.excused_by + "\"";
  if (finding.waiver) text += ", waiver " + std::to_string(*finding.waiver);
  for (const auto& one : finding.values) text += ", " + one.name + " " + one.value;
  return text;
}

template <typename AnyResult>
std::string TextOfResult(const AnyResult& result) {
  std::string text = kStatuses[static_cast<int>(result.status)];
  for (const std::uint64_t count : {result.considered, result.breached, result.pending,
                                    result.undetermined, result.excused, result.waived}) {
    text += " " + std::to_string(count);
  }
  for (const auto& [label, count] : result.excused_by) {
    text += ", \"" + label + "\" " + std::to_string(count);
  }
  return text;
}

// The findings (event and clause) whose path is compared: breaches for which just one `derive from`
// of the rule set, and no `share`, can be the reason.
using WithPath = std::set<std::pair<std::size_t, std::size_t>>;

WithPath WithPathOf(const Verdicts& verdicts, const check::CheckedRules& rules) {
  const auto lineages =
      std::count_if(rules.asks.begin(), rules.asks.end(), [](const check::AskNode& node) {
        return std::holds_alternative<check::AskDerive>(node.ask) ||
               std::holds_alternative<check::AskShare>(node.ask);
      });
  if (lineages != 1) return {};
  WithPath with_path;
  for (const Finding& finding : verdicts.findings) {
    const bool one = finding.verdict == Verdict::kBreach && finding.paths.size() == 1;
    if (one) with_path.insert({finding.event, finding.clause});
  }
  return with_path;
}

LineagePath PathOf(const Finding& finding) { return finding.paths.front(); }

LineagePath PathOf(const engine::Finding& finding) {
  LineagePath path;
  for (const engine::EvidenceStep& step : finding.evidence) {
    const bool on_path = step.role == engine::Role::kSource || step.role == engine::Role::kFlow;
    if (on_path && step.place) path.push_back(step.place->offset);
  }
  return path;
}

std::size_t EventOf(const Finding& finding) { return finding.event; }
std::size_t EventOf(const engine::Finding& finding) { return finding.place.offset; }

std::optional<std::size_t> EarlierOf(const Finding& finding, const check::Norm&) {
  return finding.earlier;
}

// R of `for each earlier`, or the earlier one of a pair: behind the evidence of the conditions.
std::optional<std::size_t> EarlierOf(const engine::Finding& finding, const check::Norm& norm) {
  const auto* duty = std::get_if<check::AfterRequire>(&norm);
  const bool has_earlier = duty != nullptr ? duty->each_earlier.has_value()
                                           : std::holds_alternative<check::AroundForbid>(norm);
  std::optional<std::size_t> earlier;
  if (!has_earlier) return earlier;
  for (const engine::EvidenceStep& step : finding.evidence) {
    if (step.role == engine::Role::kPreceding) earlier = step.place->offset;
  }
  return earlier;
}

// What the clause has the finding say; nothing where it is silent.
template <typename AnyFinding>
std::string WordsOf(const AnyFinding& finding, const check::Clause& clause) {
  std::string text;
  for (const auto& item : finding.about) {
    if (!clause.about.empty()) text += ", " + item.name + " = " + item.value;
  }
  if (!clause.message.empty()) text += ", \"" + finding.message + "\"";
  return text;
}

// In the order in which they are given: findings at one event have an order, too.
template <typename AnyVerdicts>
std::vector<Line> LinesOf(const AnyVerdicts& verdicts, const WithPath& with_path,
                          const check::CheckedRules& rules) {
  std::vector<Line> lines;
  for (const auto& finding : verdicts.findings) {
    Line line{EventOf(finding), static_cast<std::size_t>(finding.clause), TextOf(finding)};
    const check::Clause& clause = rules.clauses[line.clause];
    if (const auto earlier = EarlierOf(finding, clause.norm)) {
      line.text += ", of event " + std::to_string(*earlier + 1);
    }
    line.text += WordsOf(finding, clause);
    if (with_path.contains({line.event, line.clause})) {
      line.text += ", path" + PathText(PathOf(finding));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

template <typename AnyVerdicts>
std::string Answer(const AnyVerdicts& verdicts, const WithPath& with_path,
                   const check::CheckedRules& rules) {
  std::string text;
  for (const Line& line : LinesOf(verdicts, with_path, rules)) {
    text += "  event " + std::to_string(line.event + 1) + ", " + rules.clauses[line.clause].id +
            ": " + line.text + "\n";
  }
  for (std::size_t i = 0; i < verdicts.clauses.size(); ++i) {
    text += "  " + rules.clauses[i].id + ": " + TextOfResult(verdicts.clauses[i]) + "\n";
  }
  return text;
}

// By the alternatives of check::Norm.
constexpr const char* kNorms[] = {"forbid",       "before require", "after require",
                                  "after forbid", "around require", "around forbid",
                                  "limit"};

void Count(const Verdicts& verdicts, const check::CheckedRules& rules, Seen& seen) {
  for (const Finding& finding : verdicts.findings) {
    const std::string norm = kNorms[rules.clauses[finding.clause].norm.index()];
    ++seen[norm + " " + kVerdictNames[static_cast<int>(finding.verdict)]];
  }
}

}  // namespace

std::optional<std::string> Disagreement(const Case& one, Seen* seen) {
  const check::CheckedRules& rules = one.rules->rules;
  const EventsOf log(*one.shapes, one.log);
  const Verdicts verdicts = Judge(rules, log.events(), one.options);
  if (seen != nullptr) Count(verdicts, rules, *seen);
  const WithPath with_path = WithPathOf(verdicts, rules);
  const std::string expected = Answer(verdicts, with_path, rules);
  // Events behind the present are the reader's to leave out.
  std::span<const events::Event> read = log.events();
  while (one.options.as_of && !read.empty() && read.back().time > *one.options.as_of) {
    read = read.first(read.size() - 1);
  }
  OneByOne feed(one, read);
  engine::RunOptions options;
  options.as_of = one.options.as_of;
  options.since = one.options.since;
  options.until = one.options.until;
  const std::string actual = Answer(engine::Run(one.rules->plan, options, feed), with_path, rules);
  if (actual == expected) return std::nullopt;
  return "reference:\n" + expected + "engine:\n" + actual;
}

std::string Written(const Case& one) {
  std::string text = "rules:\n" + one.rules->text + "\nlog:\n" + Written(*one.shapes, one.log);
  if (one.options.as_of) text += "as of " + values::ToString(*one.options.as_of) + "\n";
  if (one.options.since) text += "since " + values::ToString(*one.options.since) + "\n";
  if (one.options.until) text += "until " + values::ToString(*one.options.until) + "\n";
  if (one.restart_behind) {
    text += "restarted behind " + std::to_string(*one.restart_behind) + " events\n";
  }
  return text;
}

}  // namespace abide::reference
