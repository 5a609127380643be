// Any JSON as a saved report: it is refused, or every form is made of it, in plain text, and what
// is saved again reads as the same.
#include <sstream>
#include <string>

#include "diagnostics/assert.h"
#include "fuzz.h"
#include "report/csv_report.h"
#include "report/github_report.h"
#include "report/gitlab_report.h"
#include "report/html_report.h"
#include "report/json_report.h"
#include "report/junit_report.h"
#include "report/markdown_report.h"
#include "report/read_report.h"
#include "report/sarif_report.h"
#include "report/text_report.h"

using namespace abide;

namespace {

template <typename Write>
std::string TextOf(const Write& write) {
  std::ostringstream out;
  write(out);
  std::string text = out.str();
  for (const char c : text) {
    ABIDE_ASSERT(c == '\n' || c == '\r' || static_cast<unsigned char>(c) >= 0x20,
                 "no form has control characters");
  }
  return text;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto report = report::ReadReport({reinterpret_cast<const char*>(data), size});
  if (!report) return 0;
  const auto saved = TextOf([&](std::ostream& out) { report::WriteJson(*report, out); });
  const auto again = report::ReadReport(saved);
  ABIDE_ASSERT(again.has_value(), "what is written can be read");
  ABIDE_ASSERT(TextOf([&](std::ostream& out) { report::WriteJson(*again, out); }) == saved,
               "and is the same");
  TextOf([&](std::ostream& out) { report::WriteText(*report, {}, out); });
  for (const std::optional<report::Anchor> anchor :
       {std::optional<report::Anchor>(), std::optional(report::Anchor::kClause),
        std::optional(report::Anchor::kEvent)}) {
    TextOf([&](std::ostream& out) { report::WriteSarif(*report, out, anchor); });
    TextOf([&](std::ostream& out) { report::WriteGithub(*report, out, anchor); });
    TextOf([&](std::ostream& out) { report::WriteGitlab(*report, out, anchor); });
  }
  TextOf([&](std::ostream& out) { report::WriteJunit(*report, out); });
  TextOf([&](std::ostream& out) { report::WriteMarkdown(*report, 4'000, out); });
  TextOf([&](std::ostream& out) { report::WriteCsv(*report, out); });
  TextOf([&](std::ostream& out) { report::WriteHtml(*report, out); });
  return 0;
}
