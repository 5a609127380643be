#include "report/names.h"

#include <algorithm>
#include <array>

namespace abide::report {
namespace {

constexpr std::array<std::string_view, 5> kVerdictNames = {"breach", "pending", "undetermined",
                                                           "excused", "waived"};
constexpr std::array<std::string_view, 11> kRoles = {"trigger",   "source", "flow",   "preceding",
                                                     "not_found", "gap",    "state",  "awaited",
                                                     "window",    "peak",   "nearest"};
constexpr std::array<std::string_view, 5> kStatuses = {"breached", "pending", "undetermined",
                                                       "kept", "not_exercised"};
constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 3> kWaiverStatuses = {"used", "unused", "expired"};
constexpr std::array<std::string_view, 3> kMarks = {"", "new", "known"};
constexpr std::array<std::string_view, 3> kHides = {"", "pseudonymised", "redacted"};

template <std::size_t N, typename Enum>
constexpr std::string_view In(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <typename Enum, std::size_t N>
std::optional<Enum> Named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto* found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

static_assert(In(kVerdictNames, engine::Verdict::kWaived) == "waived");
static_assert(In(kRoles, engine::Role::kNearest) == "nearest");
static_assert(In(kStatuses, engine::Status::kNotExercised) == "not_exercised");
static_assert(In(kSeverities, check::SeverityLevel::kCritical) == "critical");
static_assert(In(kWaiverStatuses, WaiverStatus::kExpired) == "expired");

}  // namespace

std::string_view NameOf(engine::Verdict verdict) { return In(kVerdictNames, verdict); }
std::string_view NameOf(engine::Role role) { return In(kRoles, role); }
std::string_view NameOf(engine::Status status) { return In(kStatuses, status); }
std::string_view NameOf(check::SeverityLevel severity) { return In(kSeverities, severity); }
std::string_view NameOf(WaiverStatus status) { return In(kWaiverStatuses, status); }
std::string_view NameOf(BaselineMark mark) { return In(kMarks, mark); }
std::string_view NameOf(Hide how) { return In(kHides, how); }

std::optional<engine::Verdict> VerdictOfName(std::string_view name) {
  return Named<engine::Verdict>(kVerdictNames, name);
}
std::optional<engine::Role> RoleOfName(std::string_view name) {
  return Named<engine::Role>(kRoles, name);
}
std::optional<engine::Status> StatusOfName(std::string_view name) {
  return Named<engine::Status>(kStatuses, name);
}
std::optional<check::SeverityLevel> SeverityOfName(std::string_view name) {
  return Named<check::SeverityLevel>(kSeverities, name);
}
std::optional<WaiverStatus> WaiverStatusOfName(std::string_view name) {
  return Named<WaiverStatus>(kWaiverStatuses, name);
}
std::optional<Hide> HideOfName(std::string_view name) {
  if (name.empty()) return std::nullopt;
  return Named<Hide>(kHides, name);
}

}  // namespace abide::report
