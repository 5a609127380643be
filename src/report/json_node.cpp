#include "report/json_node.h"

#include "report/text_look.h"

#include <fmt/format.h>

#include <algorithm>

namespace abide::report {
namespace {

constexpr std::size_t kShown = 40;

}  // namespace

std::string JsonNode::Path() const {
  if (parent_ == nullptr) return std::string(name_);
  const std::string parent = parent_->Path();
  if (name_.empty()) return fmt::format("{}[{}]", parent, index_);
  return parent + (parent.empty() ? "" : ".") + Shown(name_, kShown);
}

void JsonNode::Fail(std::string_view what) const {
  if (!fault_.empty()) return;
  fault_ = fmt::format("{} {}", Path(), what);
  if (json_.is_string()) {
    fault_ += fmt::format(": `{}`", Shown(json_.get_ref<const std::string&>(), kShown));
  }
}

JsonNode JsonNode::At(std::string_view name) const {
  static const json::Json kNull;
  if (!json_.is_object()) {
    Fail("is no object");
    return {kNull, *this, name};
  }
  const auto found = json_.find(name);
  if (found != json_.end()) return {*found, *this, name};
  const JsonNode missing(kNull, *this, name);
  missing.Fail("is not there");
  return missing;
}

std::string JsonNode::Text() const {
  if (json_.is_string()) return json_.get<std::string>();
  Fail("is no text");
  return {};
}

std::string JsonNode::TextOrNull() const { return is_null() ? std::string() : Text(); }

std::string JsonNode::Hex(std::size_t digits) const {
  std::string text = Text();
  const bool is_hex = text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
                        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                      });
  if (!is_hex) Fail(fmt::format("is not {} hex digits", digits));
  return is_hex ? text : std::string();
}

std::uint64_t JsonNode::Count(std::uint64_t most) const {
  const bool is_count = json_.is_number_unsigned() && json_.get<std::uint64_t>() <= most;
  if (!is_count) Fail("is no whole number of that size");
  return is_count ? json_.get<std::uint64_t>() : 0;
}

bool JsonNode::Flag() const {
  if (!json_.is_boolean()) Fail("is neither true nor false");
  return json_.is_boolean() && json_.get<bool>();
}

values::Instant JsonNode::Time() const {
  static const std::string kFirst = values::ToString(values::Instant::Min());
  static const std::string kLast = values::ToString(values::Instant::Max());
  const std::string text = json_.is_string() ? json_.get<std::string>() : std::string();
  // A deadline beyond all times that rules and logs can name is held at the last one there is.
  if (text == kLast) return values::Instant::Max();
  if (text == kFirst) return values::Instant::Min();
  const std::optional<values::Instant> time = values::ParseInstant(text);
  if (!time) Fail("is no time");
  return time.value_or(values::Instant{});
}

std::optional<values::Instant> JsonNode::TimeOrNull() const {
  return is_null() ? std::nullopt : std::optional(Time());
}

}  // namespace abide::report
