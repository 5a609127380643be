#include "report/names.h"

#include <array>

namespace abide::report {
namespace {

constexpr std::array<std::string_view, 5> kVerdicts = {"breach", "pending", "undetermined",
                                                       "excused", "waived"};
constexpr std::array<std::string_view, 11> kRoles = {"trigger",   "source", "flow",   "preceding",
                                                     "not_found", "gap",    "state",  "awaited",
                                                     "window",    "peak",   "nearest"};
constexpr std::array<std::string_view, 5> kStatuses = {"breached", "pending", "undetermined",
                                                       "kept", "not_exercised"};
constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 3> kWaiverStatuses = {"used", "unused", "expired"};

template <std::size_t N, typename Enum>
constexpr std::string_view In(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

static_assert(In(kVerdicts, engine::Verdict::kWaived) == "waived");
static_assert(In(kRoles, engine::Role::kNearest) == "nearest");
static_assert(In(kStatuses, engine::Status::kNotExercised) == "not_exercised");
static_assert(In(kSeverities, check::SeverityLevel::kCritical) == "critical");
static_assert(In(kWaiverStatuses, WaiverStatus::kExpired) == "expired");

}  // namespace

std::string_view NameOf(engine::Verdict verdict) { return In(kVerdicts, verdict); }
std::string_view NameOf(engine::Role role) { return In(kRoles, role); }
std::string_view NameOf(engine::Status status) { return In(kStatuses, status); }
std::string_view NameOf(check::SeverityLevel severity) { return In(kSeverities, severity); }
std::string_view NameOf(WaiverStatus status) { return In(kWaiverStatuses, status); }

std::optional<check::SeverityLevel> SeverityOfName(std::string_view name) {
  for (std::size_t i = 0; i < kSeverities.size(); ++i) {
    if (kSeverities[i] == name) return static_cast<check::SeverityLevel>(i);
  }
  return std::nullopt;
}

}  // namespace abide::report
