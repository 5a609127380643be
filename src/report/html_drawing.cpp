#include "report/html_drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace abide::report {

std::optional<double> NumberOf(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && at == end && std::isfinite(number)) return number;
  const std::optional<values::Duration> duration = values::ParseDuration(text);
  if (!duration || duration->is_calendar()) return std::nullopt;
  return static_cast<double>(duration->nanos);
}

std::string DateText(values::Instant time) {
  const std::string text = values::ToString(time);
  return text.substr(0, 10) + ' ' + text.substr(11, 5);
}

std::string Figure(const std::string& caption, int height, const std::string& drawing) {
  return fmt::format(
      "<figure tabindex=\"0\"><figcaption>{}</figcaption><svg role=\"img\" aria-label=\"{}\" "
      "viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\">{}</svg></figure>\n",
      caption, caption, kWidth, height, kWidth, height, drawing);
}

std::string Text(double x, double y, std::string_view anchor, std::string_view kind,
                 std::string_view text) {
  return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)", x, y,
                     anchor, kind, text);
}

std::string Line(double x1, double y1, double x2, double y2, std::string_view kind) {
  return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1,
                     y1, x2, y2, kind);
}

std::string Rect(double x, double y, double width, double height, std::string_view kind) {
  return fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>)",
                     x, y, std::max(width, 0.0), std::max(height, 0.0), kind);
}

std::string Dot(double x, double y, std::string_view kind) {
  return fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="4.5" class="{}"/>)", x, y, kind);
}

}  // namespace abide::report
