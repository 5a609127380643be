#include "report/html_finding.h"

#include "report/html_figures.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"
#include "report/xml_text.h"

#include <fmt/format.h>

namespace abide::report {
namespace {

using engine::Finding;

constexpr std::size_t kHtmlMessageColumns = 1'000;
constexpr std::size_t kHtmlSteps = 100;

// Rows of a list of names and values; both are safe.
class Facts {
 public:
  void Add(std::string_view name, const std::string& value) {
    if (!value.empty()) rows_ += fmt::format("<dt>{}</dt><dd>{}</dd>", name, value);
  }
  std::string Take() const { return rows_.empty() ? "" : "<dl>" + rows_ + "</dl>\n"; }

 private:
  std::string rows_;
};

std::string FactsOf(const Report& report, const Finding& finding) {
  Facts facts;
  for (const engine::NamedValue& item : finding.about) {
    facts.Add(Html(item.name, 80),
              item.absent ? "<span class=\"soft\">not known</span>" : Html(item.value));
  }
  std::string event = fmt::format("{}, <span class=\"mono\">{}</span>", Html(finding.event, 80),
                                  Html(PlaceText(report, finding.place)));
  if (!finding.event_id.empty()) event += ", id " + Html(finding.event_id, 120);
  facts.Add("event", event);
  if (finding.due) facts.Add("due", HtmlTime(*finding.due));
  facts.Add("limit", Html(LimitText(finding)));
  for (const auto& window : finding.windows) facts.Add("window", Html(WindowText(report, window)));
  for (const auto& share : finding.shares) facts.Add("share", Html(ShareText(share)));
  std::string missing;
  for (const std::string& name : finding.missing) {
    missing += (missing.empty() ? "<code>" : ", <code>") + Html(name, 120) + "</code>";
  }
  facts.Add("missing", missing);
  facts.Add("excused by", Html(finding.excused_by));
  facts.Add("cited", Html(finding.excused_cites));
  facts.Add("waived by", Html(WaiverText(report, finding)));
  facts.Add("baseline", std::string(NameOf(finding.mark)));
  const ClauseReport& clause = report.ClauseOf(finding);
  const bool asks =
      finding.verdict == engine::Verdict::kBreach || finding.verdict == engine::Verdict::kPending;
  if (asks) facts.Add("remedy", Html(clause.remedy, kHtmlMessageColumns));
  return facts.Take();
}

std::string EvidenceRow(const Report& report, const engine::EvidenceStep& step,
                        const std::string& label) {
  std::string row = fmt::format("<tr><td>{}</td>", label);
  if (step.place) {
    row += fmt::format("<td>{}</td><td class=\"mono\">{}</td>", HtmlTime(step.time),
                       Html(PlaceText(report, *step.place)));
  } else {
    std::string looked;
    if (step.from) looked += "from " + HtmlTime(*step.from);
    if (step.until) looked += (looked.empty() ? "until " : " until ") + HtmlTime(*step.until);
    row += fmt::format("<td>{}</td><td></td>", looked);
  }
  return row + fmt::format("<td>{}</td><td>{}</td></tr>\n", Html(step.event, 80), Html(step.note));
}

std::string EvidenceOf(const Report& report, const Finding& finding) {
  if (finding.evidence.empty()) return {};
  std::string table =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Evidence\"><table "
      "class=\"evidence\"><thead><tr><th scope=\"col\">evidence</th>"
      "<th scope=\"col\">when</th><th scope=\"col\">record</th><th scope=\"col\">event</th>"
      "<th scope=\"col\">what</th></tr></thead><tbody>\n";
  const std::size_t count = std::min(finding.evidence.size(), kHtmlSteps);
  const std::vector<std::string> labels = LabelsOf(finding);
  for (std::size_t i = 0; i < count; ++i) {
    table += EvidenceRow(report, finding.evidence[i], labels[i]);
  }
  table += "</tbody></table></div>\n";
  if (count < finding.evidence.size()) {
    table += fmt::format("<p>… and {}; the JSON report has them.</p>\n",
                         Counted(finding.evidence.size() - count, "more step"));
  }
  return table;
}

}  // namespace

std::string Html(std::string_view text, std::size_t columns) {
  return XmlText(Shown(text, columns));
}

std::string HtmlEnds(std::string_view text, std::size_t columns) {
  return XmlText(ShownEnds(text, columns));
}

std::string HtmlTime(values::Instant time) {
  const std::string text = values::ToString(time);
  std::string shown = text;
  shown[10] = ' ';
  shown.pop_back();
  return fmt::format("<time datetime=\"{}\">{} UTC</time>", text, shown);
}

std::string HtmlFinding(const Report& report, const Finding& finding, const std::string& id,
                        Figures figures) {
  const ClauseReport& clause = report.ClauseOf(finding);
  const std::string_view verdict = NameOf(finding.verdict);
  std::string text = fmt::format(
      "<details class=\"finding\" id=\"{}\" data-verdict=\"{}\" data-severity=\"{}\"><summary>"
      "<span class=\"word {}\">{}</span> {} <span class=\"soft\">{}</span>"
      "<span class=\"message\">{}</span></summary><div>\n",
      id, verdict, static_cast<int>(clause.severity), verdict, verdict, HtmlTime(finding.time),
      NameOf(clause.severity), Html(MessageOf(report, finding), kHtmlMessageColumns));
  text += FactsOf(report, finding);
  if (figures == Figures::kDrawn) {
    text += LineageFigure(report, finding);
    text += LimitFigure(report, finding);
    text += DutyFigure(report, finding);
  }
  text += EvidenceOf(report, finding);
  return text + fmt::format(
                    "<p class=\"soft\">finding <a href=\"#{}\"><code>{}</code></a></p>\n"
                    "</div></details>\n",
                    id, finding.fingerprint);
}

}  // namespace abide::report
