// A place in a JSON document of others, read with its path, so that a fault can be told in one
// sentence: "findings[3].time is no time: `x`". The first fault is kept; what is read behind it, or
// is at fault itself, is empty. Used by the reader of reports alone.
#pragma once

#include "json/reader.h"
#include "values/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace abide::report {

class JsonNode {
 public:
  // `json` and `fault` outlive the node; `path` names it in messages.
  JsonNode(const json::Json& json, std::string_view path, std::string& fault)
      : json_(json), name_(path), fault_(fault) {}

  // The member `name`; a fault if it is not there.
  JsonNode At(std::string_view name) const;

  bool Has(std::string_view name) const { return json_.is_object() && json_.contains(name); }
  bool is_null() const { return json_.is_null(); }
  std::string Text() const;
  std::string TextOrNull() const;  // null is empty
  std::string Hex(std::size_t digits) const;
  std::uint64_t Count(std::uint64_t most = UINT64_MAX) const;
  bool Flag() const;
  values::Instant Time() const;
  std::optional<values::Instant> TimeOrNull() const;
  // A word that `of` knows: an optional of an enum.
  template <typename Of>
  auto Word(const Of& of) const {
    const auto value = of(Text());
    if (!value) Fail("is no word that is known here");
    return value.value_or(typename decltype(value)::value_type{});
  }

  // `visit(node)` for each element.
  template <typename Visit>
  void Each(const Visit& visit) const {
    if (!json_.is_array()) return Fail("is no array");
    for (std::size_t i = 0; i < json_.size(); ++i) visit(JsonNode(json_[i], *this, i));
  }
  // `visit(name, node)` for each member.
  template <typename Visit>
  void Members(const Visit& visit) const {
    if (!json_.is_object()) return Fail("is no object");
    for (const auto& [name, value] : json_.items()) visit(name, JsonNode(value, *this, name));
  }

  // `what` goes on after the node's path, and the value behind it if it is a text.
  void Fail(std::string_view what) const;

 private:
  JsonNode(const json::Json& json, const JsonNode& parent, std::string_view name)
      : json_(json), parent_(&parent), name_(name), fault_(parent.fault_) {}
  JsonNode(const json::Json& json, const JsonNode& parent, std::size_t index)
      : json_(json), parent_(&parent), index_(index), fault_(parent.fault_) {}
  std::string Path() const;

  const json::Json& json_;
  const JsonNode* parent_ = nullptr;  // lives longer, on the stack
  std::string_view name_;             // empty: an element, at `index_`
  std::size_t index_ = 0;
  std::string& fault_;
};

}  // namespace abide::report
