// What the figures of the HTML report are drawn of: SVG elements, and scales. Texts are safe
// already.
#pragma once

#include "engine/finding.h"
#include "values/value.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace abide::report {

inline constexpr int kWidth = 720;  // of a figure

// A decimal or a duration, to be drawn; nothing for an interval, or what is none.
std::optional<double> NumberOf(std::string_view text);
// "2024-03-01 09:30"
std::string DateText(values::Instant time);

std::string Figure(const std::string& caption, int height, const std::string& drawing);
// `anchor`: start, middle or end. `text` is safe.
std::string Text(double x, double y, std::string_view anchor, std::string_view kind,
                 std::string_view text);
std::string Line(double x1, double y1, double x2, double y2, std::string_view kind);
std::string Rect(double x, double y, double width, double height, std::string_view kind);
std::string Dot(double x, double y, std::string_view kind);

// Instants along a line.
class TimeScale {
 public:
  TimeScale(values::Instant from, values::Instant until, double left, double right)
      : from_(static_cast<double>(from.nanos)),
        span_(static_cast<double>(until.nanos) - from_),
        left_(left),
        right_(right) {}

  double At(values::Instant time) const {
    if (span_ <= 0) return left_;
    const double part = (static_cast<double>(time.nanos) - from_) / span_;
    return left_ + std::clamp(part, 0.0, 1.0) * (right_ - left_);
  }

 private:
  double from_, span_, left_, right_;
};

}  // namespace abide::report
