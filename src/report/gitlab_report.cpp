#include "report/gitlab_report.h"

#include "json/writer.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

namespace abide::report {
namespace {

constexpr std::size_t kDescriptionColumns = 1'000;

// What is open is a step less severe than what is certain.
std::string_view SeverityOf(engine::Verdict verdict, check::SeverityLevel severity) {
  using check::SeverityLevel;
  const bool is_certain = verdict == engine::Verdict::kBreach;
  switch (severity) {
    case SeverityLevel::kCritical:
      return is_certain ? "blocker" : "critical";
    case SeverityLevel::kHigh:
      return is_certain ? "critical" : "major";
    case SeverityLevel::kMedium:
      return is_certain ? "major" : "minor";
    case SeverityLevel::kLow:
      return is_certain ? "minor" : "info";
    case SeverityLevel::kInfo:
      break;
  }
  return "info";
}

// GitLab takes paths from the repository's root.
std::string PathOf(const Target& target) {
  std::string path = LogText(target.path);
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

}  // namespace

void WriteGitlab(const Report& report, std::ostream& out, std::optional<Anchor> anchor) {
  std::unordered_map<std::string, std::uint64_t> seen;
  json::Writer writer(out, json::Layout::kPretty);
  writer.BeginArray();
  for (const engine::Finding& finding : report.findings) {
    if (!IsOpen(finding.verdict)) continue;
    const ClauseReport& clause = report.ClauseOf(finding);
    const std::uint64_t number = ++seen[finding.fingerprint];
    const Target target = TargetOf(report, finding, anchor);
    const std::string other = OtherTargetText(report, finding, anchor);
    writer.BeginObject();
    writer.Member("description", fmt::format("{}: {}{}", NameOf(finding.verdict),
                                             Shown(MessageOf(report, finding), kDescriptionColumns),
                                             other.empty() ? "" : " (" + other + ')'));
    writer.Member("check_name", Shown(clause.id));
    writer.Member("fingerprint", number == 1 ? finding.fingerprint
                                             : fmt::format("{}-{}", finding.fingerprint, number));
    writer.Member("severity", SeverityOf(finding.verdict, clause.severity));
    writer.Key("location");
    writer.BeginObject();
    writer.Member("path", PathOf(target));
    writer.Key("lines");
    writer.BeginObject();
    writer.Member("begin", target.line);
    writer.EndObject();
    writer.EndObject();
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace abide::report
