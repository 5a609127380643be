#include "report/html_report.h"

#include "report/digest.h"
#include "report/html_figures.h"
#include "report/html_finding.h"
#include "report/html_page.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"
#include "report/xml_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Verdict;

constexpr std::size_t kHtmlFindings = 10'000;
constexpr std::size_t kDrawn = 2'000;
constexpr std::size_t kRuleLines = 200;
constexpr std::size_t kHtmlProblems = 500;
constexpr std::size_t kHtmlVanished = 500;

// Text of several lines, each safe.
std::string HtmlLines(std::string_view text) {
  std::string lines;
  for (std::size_t count = 0; !text.empty(); ++count) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (count == kRuleLines) return lines + "…";
    lines += Html(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// An address of the web as a link, anything else as text.
std::string Link(const std::string& url) {
  std::string shown = Html(url);
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  if (!is_web || url.size() > 400) return shown;
  return fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", shown, shown);
}

std::string InForce(const check::Effective& effective) {
  std::string text;
  if (effective.from != values::Instant::Min()) text += "from " + HtmlTime(effective.from);
  if (effective.until != values::Instant::Max()) text += " until " + HtmlTime(effective.until);
  return text.empty() ? "at all times" : text;
}

class HtmlReport {
 public:
  HtmlReport(const Report& report, std::ostream& out)
      : report_(report), totals_(TotalsOf(report)), out_(out) {
    const std::vector<const Finding*> all = GravestFirst(report);
    const std::size_t count = std::min(all.size(), kHtmlFindings);
    by_clause_.resize(report.clauses.size());
    for (std::size_t i = 0; i < count; ++i) {
      by_clause_[static_cast<std::size_t>(all[i]->clause)].push_back({all[i], i});
    }
    left_out_ = all.size() - count;
    clauses_ = WorstFirst(report);
    std::size_t judged = 0;
    for (const ClauseReport& clause : report.clauses) {
      numbers_.push_back(judged);
      judged += clause.judged ? 1 : 0;
    }
  }

  void Write() {
    WriteHead();
    WriteSummary();
    WriteTerms();
    WriteClauses();
    WriteFindings();
    WriteVanished();
    WriteWaivers();
    WriteProblems();
    WriteInputs();
    out_
        << "</main>\n<footer><p>Made by abide " << Html(report_.version)
        << ". The JSON report has everything in full; <code>abide report</code> makes this page of "
           "it.</p></footer>\n<script>"
        << PageScript() << "</script>\n</body></html>\n";
  }

 private:
  struct Numbered {
    const Finding* finding;
    std::size_t number;  // among the gravest, from 0
  };

  void Heading(std::string_view id, std::string_view title) {
    out_ << fmt::format("<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>\n", id, title);
  }
  void End() { out_ << "</section>\n"; }

  // Only this style and this script, and nothing from anywhere.
  void WriteHead() {
    out_ << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         << fmt::format(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action "
                "'none'\">\n",
                Sha256InBase64(PageStyle()), Sha256InBase64(PageScript()))
         << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         << fmt::format("<title>Compliance report: {}</title>\n<style>", Outcome(report_))
         << PageStyle() << "</style></head>\n<body>\n"
         << "<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n"
         << fmt::format("<header><h1>Compliance report: <span class=\"{0}\">{0}</span></h1>\n",
                        Outcome(report_));
  }

  void WriteSummary() {
    std::uint64_t events = 0;
    for (const events::LogSummary& log : report_.logs) events += log.events;
    out_ << fmt::format("<p class=\"lead\">{} in {}, judged by {}", Counted(events, "event"),
                        Counted(report_.logs.size(), "log"), Counted(clauses_.size(), "clause"));
    if (report_.as_of) out_ << ", as things stood on " << HtmlTime(*report_.as_of);
    out_ << ".</p>\n<p>" << Html(TotalsText(totals_)) << ".</p>";
    if (const std::string hidden = HiddenText(report_.hidden); !hidden.empty()) {
      out_ << "\n<p>Values of fields are not shown; " << Html(hidden) << ".</p>";
    }
    out_ << "</header>\n<main>\n";
    Heading("summary", "Summary");
    out_ << "<ul class=\"tiles\">";
    for (const Verdict verdict : kVerdicts) {
      const std::uint64_t count = totals_.findings.at(static_cast<std::size_t>(verdict));
      const std::string words = Counted(count, verdict);
      const std::size_t blank = words.find(' ');
      out_ << fmt::format("<li class=\"{}\"><b>{}</b><span>{}</span></li>", NameOf(verdict),
                          words.substr(0, blank), words.substr(blank + 1));
    }
    out_ << "</ul>\n";
    if (const std::string text = NothingJudgedText(report_); !text.empty()) {
      out_ << "<p class=\"incomplete\">N" << Html(text.substr(1)) << ".</p>\n";
    }
    if (!IsReadWhole(report_)) {
      out_ << "<p class=\"incomplete\">The logs could not be read whole: see <a "
              "href=\"#problems\">problems</a>.</p>\n";
    }
    std::vector<const Finding*> findings;
    for (const Finding& finding : report_.findings) findings.push_back(&finding);
    out_ << TimelineFigure(findings);
    End();
  }

  // The table of the section with this id; a narrow window scrolls it, by the keyboard too.
  void BeginTable(std::string_view id) {
    out_ << fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{0}\">"
        "<table class=\"{0}\"><thead><tr>",
        id);
  }

  void WriteTerms() {
    if (report_.policies.empty()) return;
    Heading("terms", "Terms");
    BeginTable("terms");
    out_ << "<th scope=\"col\">policy</th><th "
            "scope=\"col\">version</th><th scope=\"col\">in force</th><th scope=\"col\">by</th><th "
            "scope=\"col\">where</th></tr></thead><tbody>\n";
    for (const PolicyReport& policy : report_.policies) {
      out_ << fmt::format(
          "<tr><td>{}<br><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
          Html(policy.title), Html(policy.id), Html(policy.version), InForce(policy.effective),
          Html(policy.by), Link(policy.url));
    }
    out_ << "</tbody></table></div>\n";
    End();
  }

  void WriteClauses() {
    if (clauses_.empty()) return;
    Heading("clauses", "Clauses");
    BeginTable("clauses");
    out_
        << "<th scope=\"col\">status</th><th "
           "scope=\"col\">severity</th><th scope=\"col\">clause</th><th scope=\"col\">citation</th>"
           "<th scope=\"col\" class=\"n\">considered</th>";
    for (const Verdict verdict : kVerdicts) {
      out_ << fmt::format(R"(<th scope="col" class="n">{}</th>)", NameOf(verdict));
    }
    out_ << "</tr></thead><tbody>\n";
    for (const ClauseReport* clause : clauses_) WriteClause(*clause);
    out_ << "</tbody></table></div>\n";
    End();
  }

  void WriteClause(const ClauseReport& clause) {
    const std::size_t index = IndexOf(clause);
    const bool has_findings = !by_clause_[index].empty();
    const std::string id = fmt::format("<code>{}</code>", Html(clause.id));
    out_ << fmt::format(
        "<tr><td class=\"word {}\">{}</td><td>{}</td><td>{}<br>{}<details class=\"rule\"><summary>"
        "its words</summary><pre>{}</pre><p class=\"soft\">{}:{}, in force {}</p></details></td>"
        "<td>{}</td><td class=\"n\">{}</td>",
        NameOf(clause.result.status), StatusText(clause.result.status), NameOf(clause.severity),
        Html(clause.title),
        has_findings ? fmt::format("<a href=\"#clause-{}\">{}</a>", numbers_[index], id) : id,
        HtmlLines(clause.text), Html(clause.place.file), clause.place.line,
        InForce(clause.effective), XmlText(SourceText(clause)), clause.result.considered);
    for (const Verdict verdict : kVerdicts) {
      const std::uint64_t count = CountOf(clause.result, verdict);
      out_ << fmt::format("<td class=\"n{}\">{}</td>", count == 0 ? " zero" : "", count);
    }
    out_ << "</tr>\n";
  }

  void WriteFindings() {
    Heading("findings", "Findings");
    const std::uint64_t beyond = left_out_ + totals_.not_reported;
    if (report_.findings.empty()) out_ << "<p>There is none.</p>\n";
    if (beyond != 0) {
      out_ << fmt::format(
          "<p>{} not on this page: {} of the least grave, {} beyond "
          "<code>--max-findings</code>.</p>\n",
          Counted(beyond, "finding"), left_out_, totals_.not_reported);
    }
    if (!report_.findings.empty()) WriteFilters();
    if (report_.findings.size() > kDrawn) {
      out_ << fmt::format("<p>Drawings stand at the {} gravest.</p>\n", kDrawn);
    }
    for (const ClauseReport* clause : clauses_) WriteFindingsOf(*clause);
    End();
  }

  void WriteFilters() {
    out_ << "<form class=\"filters script\" role=\"search\" aria-label=\"Filter the findings\">"
            "<label>Search <kbd>/</kbd><input type=\"search\" name=\"search\" "
            "autocomplete=\"off\"></label><label>Severity from<select name=\"severity\">";
    for (int severity = 0; severity < 5; ++severity) {
      out_ << fmt::format("<option value=\"{}\">{}</option>", severity,
                          NameOf(static_cast<check::SeverityLevel>(severity)));
    }
    out_ << "</select></label><fieldset><legend>Verdict</legend>";
    for (const Verdict verdict : kVerdicts) {
      out_ << fmt::format(
          "<label><input type=\"checkbox\" name=\"verdict\" value=\"{0}\" checked> "
          "{0}</label>",
          NameOf(verdict));
    }
    out_ << "</fieldset><button type=\"reset\">Show all</button><button type=\"button\" "
            "id=\"open-all\">Open</button><button type=\"button\" id=\"close-all\">Close</button>"
            "</form>\n<p id=\"shown\" role=\"status\" class=\"soft\"></p>\n";
  }

  void WriteFindingsOf(const ClauseReport& clause) {
    const std::size_t index = IndexOf(clause);
    if (by_clause_[index].empty()) return;
    out_ << fmt::format(
        "<section class=\"group\" aria-labelledby=\"clause-{0}\"><h3 "
        "id=\"clause-{0}\">{1} <span class=\"terms\"><code>{2}</code> {3}</span></h3>\n",
        numbers_[index], Html(clause.title), Html(clause.id), XmlText(SourceText(clause)));
    for (const auto& [finding, number] : by_clause_[index]) {
      const std::size_t times = ++seen_[finding->fingerprint];
      const std::string id = times == 1 ? "f-" + finding->fingerprint
                                        : fmt::format("f-{}-{}", finding->fingerprint, times);
      out_ << HtmlFinding(report_, *finding, id,
                          number < kDrawn ? Figures::kDrawn : Figures::kLeftOut);
    }
    out_ << "</section>\n";
  }

  void WriteVanished() {
    if (report_.vanished == nullptr || report_.vanished->empty()) return;
    Heading("vanished", "Vanished since the baseline");
    out_ << "<ul>\n";
    const std::size_t count = std::min(report_.vanished->size(), kHtmlVanished);
    for (std::size_t i = 0; i < count; ++i) {
      const json::Json& finding = (*report_.vanished)[i];
      const auto text = [&finding](const char* name) {
        return Html(finding.at(name).get_ref<const std::string&>());
      };
      out_ << fmt::format("<li>{} at {}, <code>{}</code>: {}</li>\n", text("verdict"), text("time"),
                          text("clause"), text("message"));
    }
    if (count < report_.vanished->size()) {
      out_ << fmt::format("<li>… and {} more</li>\n", report_.vanished->size() - count);
    }
    out_ << "</ul>\n";
    End();
  }

  void WriteWaivers() {
    if (report_.waivers.empty()) return;
    Heading("waivers", "Waivers");
    BeginTable("waivers");
    out_ << "<th scope=\"col\">status</th><th "
            "scope=\"col\">clause</th><th scope=\"col\">because</th><th scope=\"col\">by</th><th "
            "scope=\"col\">until</th><th scope=\"col\" class=\"n\">findings</th></tr></thead>"
            "<tbody>\n";
    for (const WaiverReport& waiver : report_.waivers) {
      out_ << fmt::format(
          "<tr><td>{}{}</td><td><code>{}</code><pre>{}</pre></td><td>{}</td><td>{}</td><td>{}</td>"
          "<td class=\"n\">{}</td></tr>\n",
          NameOf(waiver.status), waiver.expires_soon ? ", expires soon" : "", Html(waiver.clause),
          Html(waiver.text), Html(waiver.because), Html(waiver.by), HtmlTime(waiver.until),
          waiver.findings);
    }
    out_ << "</tbody></table></div>\n";
    End();
  }

  void WriteProblems() {
    if (report_.problems.empty()) return;
    Heading("problems", "Problems");
    out_ << "<p>What could not be read or computed.</p>\n<ul>\n";
    const std::size_t count = std::min(report_.problems.size(), kHtmlProblems);
    for (std::size_t i = 0; i < count; ++i) WriteProblem(report_.problems[i]);
    if (count < report_.problems.size()) {
      out_ << fmt::format("<li>… {}</li>\n", Counted(report_.problems.size() - count, "more kind"));
    }
    out_ << "</ul>\n";
    End();
  }

  void WriteProblem(const ProblemReport& problem) {
    out_ << fmt::format("<li>{} <code>{}</code>, {}{}", diagnostics::NameOf(problem.severity),
                        Html(problem.code), Counted(problem.count, "time"),
                        problem.log.empty() ? "" : " in " + Html(LogText(problem.log)));
    for (const ProblemExample& example : problem.examples) {
      out_ << (&example == &problem.examples.front() ? ": " : "; ") << Html(example.message);
      if (example.line != 0) {
        out_ << fmt::format(" (<span class=\"mono\">{}:{}</span>)", Html(LogText(example.log)),
                            example.line);
      }
      if (!IsEachAnother(problem)) break;
    }
    out_ << (problem.help.empty() ? "" : "; " + Html(problem.help)) << "</li>\n";
  }

  void WriteInputs() {
    Heading("read", "What was read");
    BeginTable("read");
    out_ << "<th scope=\"col\">log</th><th scope=\"col\" "
            "class=\"n\">events</th><th scope=\"col\">from</th><th scope=\"col\">to</th><th "
            "scope=\"col\">not judged</th><th scope=\"col\">XXH3</th>"
         << (report_.options.sha256 ? "<th scope=\"col\">SHA-256</th>" : "")
         << "</tr></thead><tbody>\n";
    for (const events::LogSummary& log : report_.logs) {
      out_ << fmt::format(
          "<tr><td>{}{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td><td>{}{}</td>"
          "<td><code>{}</code></td>{}</tr>\n",
          Html(LogText(log.path)), log.source.empty() ? "" : ", source " + Html(log.source),
          log.events, log.first ? HtmlTime(*log.first) : "", log.last ? HtmlTime(*log.last) : "",
          Counted(log.unknown_events + log.skipped + log.later_than_present, "record"),
          log.ended_early ? ", ended early" : "", Html(log.xxh3_128),
          report_.options.sha256 ? "<td><code>" + Html(log.sha256) + "</code></td>" : "");
    }
    out_ << "</tbody></table></div>\n<p>Rules, SHA-256 <code>" << Html(report_.ruleset.sha256)
         << "</code>:</p>\n<ul>\n";
    for (const check::LoadedFile& file : report_.ruleset.files) {
      out_ << fmt::format("<li>{}{} <code>{}</code></li>\n", Html(file.path),
                          file.is_table ? " (table)" : "", Html(file.sha256));
    }
    for (const auto& [name, value] : report_.parameters) {
      out_ << fmt::format("<li>parameter {} = {}</li>\n", Html(name), Html(value));
    }
    out_ << "</ul>\n";
    End();
  }

  std::size_t IndexOf(const ClauseReport& clause) const {
    return static_cast<std::size_t>(&clause - report_.clauses.data());
  }

  const Report& report_;
  Totals totals_;
  std::ostream& out_;
  std::vector<std::vector<Numbered>> by_clause_;  // the gravest first
  // Of each clause, its number among those that are judged: a saved report has no others.
  std::vector<std::size_t> numbers_;
  std::vector<const ClauseReport*> clauses_;  // judged: by status, the gravest first
  std::unordered_map<std::string, std::size_t> seen_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

void WriteHtml(const Report& report, std::ostream& out) { HtmlReport(report, out).Write(); }

}  // namespace abide::report
