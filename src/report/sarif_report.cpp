#include "report/sarif_report.h"

#include "json/writer.h"
#include "report/names.h"
#include "report/sarif_result.h"
#include "report/sarif_run.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Verdict;

// Of GitHub's code scanning.
constexpr std::size_t kResults = 25'000;  // of a run
constexpr std::size_t kTags = 10;         // of a rule
// A file may have 10 MB, packed; this packs to less.
constexpr std::size_t kFileBytes = 30'000'000;
constexpr std::size_t kForCounts = 1'000;  // in the head, which are not known before
constexpr std::size_t kNotifications = 1'000;
constexpr std::size_t kRemarks = 100;  // of a list that is told by notifications

// An address of the web, with nothing in it that a URI can't hold.
bool IsWebAddress(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("http://")) && url.size() <= 2'000 &&
         std::all_of(url.begin(), url.end(), [](char c) {
           return c > ' ' && c < '\x7f' &&
                  std::string_view("<>\"{}|\\^`").find(c) == std::string_view::npos;
         });
}

// As it stands in the file, by its depth; a few bytes more.
std::size_t LengthOf(const Report& report, const Finding& finding, const SarifRule& rule,
                     std::optional<Anchor> anchor, json::Layout layout) {
  constexpr std::size_t kDepth = 4;
  std::ostringstream text;
  {
    json::Writer writer(text, layout);
    for (std::size_t i = 0; i < kDepth; ++i) writer.BeginArray();
    WriteResult(report, finding, rule, anchor, writer);
    for (std::size_t i = 0; i < kDepth; ++i) writer.EndArray();
  }
  return text.str().size();
}

// The rules of the run, by ClauseId.
std::vector<SarifRule> RulesOf(const Report& report) {
  std::vector<SarifRule> rules;
  std::map<std::string_view, std::size_t> versions;
  for (const ClauseReport& clause : report.clauses) versions[clause.id] += clause.judged ? 1 : 0;
  std::size_t index = 0;
  for (std::size_t i = 0; i < report.clauses.size(); ++i) {
    const ClauseReport& clause = report.clauses[i];
    rules.push_back({.clause = i});
    if (!clause.judged) continue;
    rules.back().index = index++;
    rules.back().id = Shown(clause.id);
    const bool tells_version = versions[clause.id] > 1 && !clause.version.empty();
    if (tells_version) rules.back().id += '/' + Shown(clause.version);
  }
  return rules;
}

struct Chosen {
  std::vector<const Finding*> results;  // the gravest first
  std::uint64_t excused = 0;
  std::uint64_t left_out = 0;
  bool lacks_room = false;  // not only of results: of bytes
};

// `bytes`: what results may have in that layout.
Chosen Choose(const Report& report, const std::vector<SarifRule>& rules,
              std::optional<Anchor> anchor, json::Layout layout, std::size_t bytes) {
  Chosen chosen;
  for (const Finding* finding : GravestFirst(report)) {
    if (finding->verdict == Verdict::kExcused) {
      ++chosen.excused;
      continue;
    }
    bool is_full = chosen.lacks_room || chosen.results.size() == kResults;
    if (!is_full) {
      const SarifRule& rule = rules[static_cast<std::size_t>(finding->clause)];
      const std::size_t length = LengthOf(report, *finding, rule, anchor, layout);
      is_full = chosen.lacks_room = length > bytes;
      if (!is_full) bytes -= length;
    }
    if (is_full) {
      ++chosen.left_out;
    } else {
      chosen.results.push_back(finding);
    }
  }
  return chosen;
}

std::string_view SecuritySeverity(check::SeverityLevel severity) {
  using check::SeverityLevel;
  switch (severity) {
    case SeverityLevel::kCritical:
      return "9.5";
    case SeverityLevel::kHigh:
      return "8.0";
    case SeverityLevel::kMedium:
      return "5.5";
    case SeverityLevel::kLow:
      return "2.5";
    case SeverityLevel::kInfo:
      break;
  }
  return "0.0";
}

class SarifReport {
 public:
  SarifReport(const Report& report, const std::vector<SarifRule>& rules, const Chosen& chosen,
              std::optional<Anchor> anchor, json::Layout layout, std::ostream& out)
      : report_(report), rules_(rules), chosen_(chosen), anchor_(anchor), writer_(out, layout) {}

  void Write() {
    WriteSarif({.version = Shown(report_.version),
                .rules = [this] { WriteRules(); },
                .results = [this] { WriteResults(); },
                .invocation = [this] { WriteInvocation(); }},
               writer_);
  }

 private:
  void WriteRules() {
    for (const SarifRule& rule : rules_) {
      if (!rule.id.empty()) WriteRule(report_.clauses[rule.clause], rule.id);
    }
  }

  void WriteResults() {
    for (const Finding* finding : chosen_.results) {
      WriteResult(report_, *finding, rules_[static_cast<std::size_t>(finding->clause)], anchor_,
                  writer_);
    }
  }

  void WriteRule(const ClauseReport& clause, const std::string& id) {
    const std::string title = SentenceOf(Shown(clause.title, kSarifColumns));
    const std::string terms = SourceText(clause);
    std::string help = title;
    if (!terms.empty()) help += "\nTerms: " + SentenceOf(terms);
    if (!clause.remedy.empty()) {
      help += "\nRemedy: " + SentenceOf(Shown(clause.remedy, kSarifColumns));
    }
    writer_.BeginObject();
    writer_.Member("id", id);
    WriteTextMember("shortDescription", title, writer_);
    WriteTextMember("fullDescription", terms.empty() ? title : title + ' ' + SentenceOf(terms),
                    writer_);
    WriteTextMember("help", help, writer_);
    for (const PolicyReport& policy : report_.policies) {
      const bool is_of_clause = policy.id == clause.policy && policy.version == clause.version;
      if (!is_of_clause || !IsWebAddress(policy.url)) continue;
      writer_.Member("helpUri", policy.url);
      break;
    }
    writer_.Key("defaultConfiguration");
    writer_.BeginObject();
    writer_.Member("level", LevelOf(clause.severity));
    writer_.EndObject();
    writer_.Key("properties");
    writer_.BeginObject();
    writer_.Key("tags");
    writer_.BeginArray();
    writer_.Value("security");  // where it stands, GitHub reads the security severity
    for (std::size_t i = 0; i < std::min(clause.tags.size(), kTags - 1); ++i) {
      writer_.Value(Shown(clause.tags[i]));
    }
    writer_.EndArray();
    writer_.Member("security-severity", SecuritySeverity(clause.severity));
    writer_.Member("status", NameOf(clause.result.status));
    writer_.Member("severity", NameOf(clause.severity));
    writer_.EndObject();
    writer_.EndObject();
  }

  void WriteInvocation() {
    writer_.Member("executionSuccessful", IsReadWhole(report_));
    writer_.Key("toolExecutionNotifications");
    writer_.BeginArray();
    const Totals totals = TotalsOf(report_);
    Notify(chosen_.left_out, "left out here: a file holds the gravest 25,000, or 30 MB");
    Notify(totals.not_reported, "beyond --max-findings");
    Notify(totals.vanished, "of the baseline not found any more");
    Notify(chosen_.excused, "excused by an exception or a permit, and no results");
    NotifyOfHidden();
    WriteRemarks();
    WriteProblems();
    writer_.EndArray();
  }

  void Notify(std::uint64_t count, std::string_view what) {
    if (count != 0) WriteNote(fmt::format("{} {}.", Counted(count, "finding"), what));
  }

  void NotifyOfHidden() {
    const std::string hidden = HiddenText(report_.hidden);
    if (!hidden.empty()) WriteNote(fmt::format("Values of fields are not shown; {}.", hidden));
  }

  // What has vanished is no result with the state `absent` (SARIF 2.1.0, 3.27.24): code scanning
  // takes each result that it is given for one that is there, and would raise it again.
  void WriteRemarks() {
    for (const Remark& remark : RemarksOf(report_)) {
      for (std::size_t i = 0; i < std::min(remark.lines.size(), kRemarks); ++i) {
        WriteNote(fmt::format("{}: {}", remark.title, SentenceOf(remark.lines[i])));
      }
      if (remark.lines.size() > kRemarks) {
        WriteNote(
            fmt::format("{}: {} more.", remark.title, Grouped(remark.lines.size() - kRemarks)));
      }
    }
  }

  void WriteNote(const std::string& text) {
    writer_.BeginObject();
    writer_.Member("level", "note");
    WriteTextMember("message", text, writer_);
    writer_.EndObject();
  }

  void WriteProblems() {
    std::size_t count = 0;
    for (const ProblemReport& problem : report_.problems) {
      if (++count > kNotifications) return;
      const bool is_error = problem.severity == diagnostics::Severity::kError;
      std::string text = fmt::format("{}, {}", Shown(problem.code), Counted(problem.count, "time"));
      if (!problem.log.empty()) text += " in " + LogText(problem.log);
      if (!problem.examples.empty()) text += ": " + Shown(problem.examples.front().message);
      writer_.BeginObject();
      writer_.Member("level", is_error ? "error" : "warning");
      WriteTextMember("message", SentenceOf(text), writer_);
      writer_.EndObject();
    }
  }

  const Report& report_;
  const std::vector<SarifRule>& rules_;
  const Chosen& chosen_;
  std::optional<Anchor> anchor_;
  json::Writer writer_;
};

// What stands around the results.
std::size_t LengthOfHead(const Report& report, const std::vector<SarifRule>& rules,
                         json::Layout layout) {
  std::ostringstream text;
  SarifReport(report, rules, {}, std::nullopt, layout, text).Write();
  return text.str().size() + kForCounts;
}

}  // namespace

void WriteSarif(const Report& report, std::ostream& out, std::optional<Anchor> anchor) {
  const std::vector<SarifRule> rules = RulesOf(report);
  const auto choose = [&](json::Layout layout) {
    const std::size_t head = LengthOfHead(report, rules, layout);
    return Choose(report, rules, anchor, layout, kFileBytes - std::min(kFileBytes, head));
  };
  json::Layout layout = json::Layout::kPretty;
  Chosen chosen = choose(layout);
  // Without blanks there is room for more.
  if (chosen.lacks_room) chosen = choose(layout = json::Layout::kCompact);
  SarifReport(report, rules, chosen, anchor, layout, out).Write();
}

}  // namespace abide::report
