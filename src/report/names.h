// The words by which reports speak of verdicts; one word for a thing in every form.
#pragma once

#include "check/checked_rules.h"
#include "engine/finding.h"
#include "report/report.h"

#include <optional>
#include <string_view>

namespace abide::report {

std::string_view NameOf(engine::Verdict verdict);        // "breach"
std::string_view NameOf(engine::Role role);              // "not_found"
std::string_view NameOf(engine::Status status);          // "not_exercised"
std::string_view NameOf(check::SeverityLevel severity);  // "critical"
std::string_view NameOf(WaiverStatus status);            // "expired"
std::string_view NameOf(BaselineMark mark);              // "known"; of no baseline ""
std::string_view NameOf(Hide how);                       // "redacted"; of what is shown ""

// And back; nothing for any other word.
std::optional<engine::Verdict> VerdictOfName(std::string_view name);
std::optional<engine::Role> RoleOfName(std::string_view name);
std::optional<engine::Status> StatusOfName(std::string_view name);
std::optional<check::SeverityLevel> SeverityOfName(std::string_view name);
std::optional<WaiverStatus> WaiverStatusOfName(std::string_view name);
std::optional<Hide> HideOfName(std::string_view name);

}  // namespace abide::report
