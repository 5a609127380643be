#include "report/fail_on.h"

#include "report/names.h"
#include "report/report.h"

#include <algorithm>

namespace abide::report {

std::optional<FailOn> ParseFailOn(std::string_view text) {
  if (text == "never") return FailOn{.breaches = std::nullopt};
  FailOn fail_on{.breaches = std::nullopt};
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (const auto severity = SeverityOfName(word); severity && !fail_on.breaches) {
      fail_on.breaches = *severity;
    } else if (word == "pending" && !fail_on.pending) {
      fail_on.pending = true;
    } else if (word == "undetermined" && !fail_on.undetermined) {
      fail_on.undetermined = true;
    } else {
      return std::nullopt;
    }
  }
  if (!fail_on.breaches) fail_on.breaches = check::SeverityLevel::kInfo;
  return fail_on;
}

std::string ToString(const FailOn& fail_on) {
  if (!fail_on.breaches) return "never";
  std::string text(NameOf(*fail_on.breaches));
  if (fail_on.pending) text += ",pending";
  if (fail_on.undetermined) text += ",undetermined";
  return text;
}

bool Fails(const Report& report) {
  const FailOn& fail_on = report.options.fail_on;
  return std::any_of(report.clauses.begin(), report.clauses.end(), [&](const ClauseReport& clause) {
    return (fail_on.breaches && clause.severity >= *fail_on.breaches &&
            clause.result.breached != 0) ||
           (fail_on.pending && clause.result.pending != 0) ||
           (fail_on.undetermined && clause.result.undetermined != 0);
  });
}

}  // namespace abide::report
