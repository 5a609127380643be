#include "report/read_finding.h"

#include "report/json_node.h"
#include "report/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>

namespace abide::report {
namespace {

engine::NamedValue NamedValueOf(const std::string& name, const JsonNode& node) {
  return {.name = name, .value = node.TextOrNull(), .absent = node.is_null()};
}

// The places that a finding names.
template <typename Visit>
void ForEachPlace(engine::Finding& finding, const Visit& visit) {
  visit(finding.place);
  for (engine::EvidenceStep& step : finding.evidence) {
    if (step.place) visit(*step.place);
  }
  for (engine::WindowSummary& window : finding.windows) {
    if (window.first) visit(*window.first);
    if (window.last) visit(*window.last);
  }
}

}  // namespace

class FindingReader::Parser {
 public:
  Parser(FindingReader& reader, const JsonNode& node) : reader_(reader), node_(node) {}

  engine::Finding Parse() {
    engine::Finding finding;
    finding.fingerprint = node_.At("fingerprint").Hex(32);
    finding.verdict = node_.At("verdict").Word(VerdictOfName);
    finding.time = node_.At("time").Time();
    finding.due = node_.At("due").TimeOrNull();
    finding.message = node_.At("message").Text();
    finding.excused_by = node_.At("excused_by").TextOrNull();
    finding.excused_cites = node_.At("excused_cites").TextOrNull();
    const JsonNode waiver = node_.At("waiver");
    if (!waiver.is_null()) finding.waiver = static_cast<std::uint32_t>(waiver.Count(UINT32_MAX));
    if ((finding.verdict == engine::Verdict::kWaived) != finding.waiver.has_value()) {
      waiver.Fail("does not fit the verdict");
    }
    node_.At("about").Members([&](const std::string& name, const JsonNode& value) {
      finding.about.push_back(NamedValueOf(name, value));
    });
    node_.At("missing").Each([&](const JsonNode& name) { finding.missing.push_back(name.Text()); });
    ParseValues(finding);
    const JsonNode event = node_.At("event");
    finding.place = Place(event);
    finding.event_id = event.At("id").TextOrNull();
    finding.event = event.At("name").Text();
    node_.At("evidence").Each([&](const JsonNode& step) {
      finding.evidence.push_back(Step(step));
    });
    return finding;
  }

 private:
  events::Place Place(const JsonNode& node) {
    const auto [log, added] = reader_.logs_.try_emplace(
        node.At("log").Text(), static_cast<std::uint32_t>(reader_.logs_.size()));
    events::Place place;
    place.log = log->second;
    place.SetLine(node.At("line").Count(events::Place::kMostLines));
    place.offset = node.At("offset").Count();
    place.length = static_cast<std::uint32_t>(node.At("length").Count(UINT32_MAX));
    return place;
  }

  std::optional<events::Place> PlaceOrNull(const JsonNode& node) {
    return node.is_null() ? std::nullopt : std::optional(Place(node));
  }

  void ParseValues(engine::Finding& finding) {
    node_.At("values").Members([&](const std::string& name, const JsonNode& value) {
      if (name == "windows") {
        value.Each([&](const JsonNode& window) { finding.windows.push_back(Window(window)); });
      } else if (name == "shares") {
        value.Each([&](const JsonNode& share) { finding.shares.push_back(Share(share)); });
      } else if (name == "readings") {
        finding.readings = value.Count();
      } else if (name == "course") {
        value.Each([&](const JsonNode& reading) {
          finding.course.push_back({reading.At("time").Time(), reading.At("value").Text()});
          if (!reading.Has("limit")) return;
          const JsonNode limit = reading.At("limit");
          finding.course.back().limit = limit.is_null() ? "?" : limit.Text();
        });
      } else {
        finding.values.push_back(NamedValueOf(name, value));
      }
    });
  }

  engine::WindowSummary Window(const JsonNode& node) {
    return {.text = node.At("of").Text(),
            .value = node.At("value").Text(),
            .events = node.At("events").Count(),
            .first = PlaceOrNull(node.At("first")),
            .last = PlaceOrNull(node.At("last"))};
  }

  static engine::ShareFound Share(const JsonNode& node) {
    return {.text = node.At("of").Text(),
            .least = node.At("least").TextOrNull(),
            .most = node.At("most").TextOrNull()};
  }

  engine::EvidenceStep Step(const JsonNode& node) {
    engine::EvidenceStep step;
    step.role = node.At("role").Word(RoleOfName);
    step.event = node.At("name").TextOrNull();
    step.note = node.At("note").TextOrNull();
    if (!node.Has("log")) {
      const bool is_event = step.role == engine::Role::kSource ||
                            step.role == engine::Role::kFlow || step.role == engine::Role::kTrigger;
      if (is_event) node.Fail("has no `log`");
      step.from = node.At("from").TimeOrNull();
      step.until = node.At("until").TimeOrNull();
      return step;
    }
    step.time = node.At("time").Time();
    step.place = Place(node);
    const JsonNode digest = node.At("sha256");
    if (!digest.is_null()) {
      reader_.digests_.push_back(
          {step.place->log, step.place->offset, step.place->length, digest.Hex(64)});
    }
    return step;
  }

  FindingReader& reader_;
  const JsonNode& node_;
};

namespace {

std::optional<BaselineMark> MarkOfName(std::string_view name) {
  for (const BaselineMark mark : {BaselineMark::kNew, BaselineMark::kKnown}) {
    if (NameOf(mark) == name) return mark;
  }
  return std::nullopt;
}

}  // namespace

void FindingReader::Take(const json::Json& finding) {
  if (!fault_.empty()) return;
  const std::string path = fmt::format("findings[{}]", findings_.size());
  const JsonNode node(finding, path, fault_);
  findings_.push_back(Parser(*this, node).Parse());
  const JsonNode mark = node.At("baseline");
  if (!mark.is_null()) findings_.back().mark = mark.Word(MarkOfName);
  const Names names{node.At("clause").Text(), node.At("version").TextOrNull()};
  names_of_.push_back(names_.try_emplace(names, names_.size()).first->second);
}

// By the numbers that logs have here: those of the report.
std::vector<std::size_t> FindingReader::LogsOf(const Report& report) {
  std::vector<std::size_t> numbers(logs_.size());
  for (const auto& [path, number] : logs_) {
    const auto found =
        std::find_if(report.logs.begin(), report.logs.end(),
                     [&path = path](const events::LogSummary& log) { return log.path == path; });
    if (found == report.logs.end()) {
      fault_ = "a finding names a log that is not among `logs`";
      return {};
    }
    numbers[number] = static_cast<std::size_t>(found - report.logs.begin());
  }
  return numbers;
}

// By the numbers that names have here: the clauses of the report that bear them.
std::vector<std::vector<std::size_t>> FindingReader::ClausesOf(const Report& report) {
  std::vector<std::vector<std::size_t>> clauses(names_.size());
  for (std::size_t i = 0; i < report.clauses.size(); ++i) {
    const auto found = names_.find({report.clauses[i].id, report.clauses[i].version});
    if (found != names_.end()) clauses[found->second].push_back(i);
  }
  return clauses;
}

// `clauses` bear the names that the finding has; of several it stands at the one in force.
void FindingReader::Tie(engine::Finding& finding, const std::vector<std::size_t>& clauses,
                        const Report& report) {
  if (clauses.empty()) {
    fault_ = "a finding names a clause that is not among `clauses`";
    return;
  }
  std::size_t index = clauses.front();
  for (const std::size_t each : clauses) {
    if (report.clauses[each].effective.Holds(finding.time)) index = each;
  }
  finding.clause = static_cast<check::ClauseId>(index);
  if (!finding.waiver) return;
  const std::vector<std::size_t>& waivers = report.clauses[index].waivers;
  const auto found = std::find(waivers.begin(), waivers.end(), *finding.waiver);
  if (found == waivers.end()) {
    fault_ = "a finding names a waiver that is none of its clause's";
    return;
  }
  finding.waiver = static_cast<std::uint32_t>(found - waivers.begin());
}

void FindingReader::Give(Report& report) {
  const std::vector<std::size_t> logs = LogsOf(report);
  const std::vector<std::vector<std::size_t>> clauses = ClausesOf(report);
  for (std::size_t i = 0; i < findings_.size() && fault_.empty(); ++i) {
    Tie(findings_[i], clauses[names_of_[i]], report);
    ForEachPlace(findings_[i], [&logs](events::Place& place) {
      place.log = static_cast<std::uint32_t>(logs[place.log]);
    });
  }
  if (!fault_.empty()) return;
  for (RecordDigest& digest : digests_) {
    digest.log = static_cast<std::uint32_t>(logs[digest.log]);
  }
  const auto key = [](const RecordDigest& digest) {
    return std::tie(digest.log, digest.offset, digest.length, digest.sha256);
  };
  std::sort(digests_.begin(), digests_.end(),
            [&key](const auto& a, const auto& b) { return key(a) < key(b); });
  digests_.erase(std::unique(digests_.begin(), digests_.end(),
                             [&key](const auto& a, const auto& b) { return key(a) == key(b); }),
                 digests_.end());
  // All have a mark or none has.
  const auto marked = std::count_if(findings_.begin(), findings_.end(), [](const auto& finding) {
    return finding.mark != BaselineMark::kNone;
  });
  if (marked != 0 && static_cast<std::size_t>(marked) != findings_.size()) {
    fault_ = "some findings are marked by a baseline, and some are not";
    return;
  }
  report.findings = std::move(findings_);
  report.digests = std::move(digests_);
}

}  // namespace abide::report
