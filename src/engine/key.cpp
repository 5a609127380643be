#include "engine/key.h"

#include <algorithm>
#include <cstring>

#include "diagnostics/assert.h"
#include "engine/missing.h"
#include "values/text.h"

namespace abide::engine {

using values::Value;

namespace {

// A length below this is one byte; others are four more behind it.
constexpr unsigned char kLong = 0xFF;

// Of a component that is there, with its length.
std::size_t SizeOf(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  if (first != kLong) return 1 + std::size_t{first};
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 1, sizeof(length));
  return 1 + sizeof(length) + length;
}

}  // namespace

std::string Shortened(std::string_view bytes, std::uint32_t present, std::uint32_t mask) {
  if (mask == present) return std::string(bytes);
  std::string shorter;
  for (std::size_t i = 0; i < Key::kMost; ++i) {
    if ((present >> i & 1) == 0) continue;
    const std::size_t length = SizeOf(bytes);
    if ((mask >> i & 1) != 0) shorter.append(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  return shorter;
}

void Key::Clear() {
  bytes_.clear();
  size_ = 0;
  present_ = 0;
}

void Key::Add(const Value& value, bool ignoring_case) {
  ABIDE_ASSERT(size_ < kMost, "a key has few components");
  const std::size_t component = size_++;
  if (value.is_absent() || value.kind() == Value::Kind::kInterval) return;
  present_ |= std::uint32_t{1} << component;
  const std::size_t begin = bytes_.size();
  bytes_.push_back('\0');
  if (value.kind() == Value::Kind::kText) {
    // The component has its length.
    bytes_.push_back(static_cast<char>(Value::Kind::kText));
    if (ignoring_case) {
      bytes_ += values::Fold(value.text());
    } else {
      bytes_ += value.text();
    }
  } else {
    values::AppendKey(value, bytes_);
  }
  const auto length = static_cast<std::uint32_t>(bytes_.size() - begin - 1);
  if (length < kLong) {
    bytes_[begin] = static_cast<char>(length);
  } else {
    bytes_[begin] = static_cast<char>(kLong);
    bytes_.insert(begin + 1, reinterpret_cast<const char*>(&length), sizeof(length));
  }
}

void ReadInner(const std::vector<plan::Key>& keys, const Moment& moment,
               expressions::Environment& environment, Key& key) {
  key.Clear();
  for (const plan::Key& each : keys) {
    for (const plan::Key::Inner& inner : each.inner) {
      if (inner.kind != moment.kind) continue;
      key.Add(expressions::Evaluate(*inner.value, environment), each.ignoring_case);
      break;
    }
  }
}

bool AreFields(const std::vector<plan::Key>& keys, expressions::EventKind kind) {
  return std::all_of(keys.begin(), keys.end(), [&](const plan::Key& key) {
    return std::any_of(key.inner.begin(), key.inner.end(), [&](const plan::Key::Inner& inner) {
      return inner.kind == kind && std::holds_alternative<expressions::Field>(inner.value->node);
    });
  });
}

void ReadFields(const std::vector<plan::Key>& keys, const events::Event& event, Key& key) {
  key.Clear();
  for (const plan::Key& each : keys) {
    const auto inner = std::find_if(each.inner.begin(), each.inner.end(),
                                    [&](const auto& side) { return side.kind == event.kind; });
    const auto& field = std::get<expressions::Field>(inner->value->node);
    const auto at = std::find_if(field.at.begin(), field.at.end(),
                                 [&](const auto& place) { return place.kind == event.kind; });
    key.Add(event.fields[static_cast<std::size_t>(at->index)], each.ignoring_case);
  }
}

void ReadOuter(const std::vector<plan::Key>& keys, expressions::Environment& environment,
               Key& key) {
  key.Clear();
  for (const plan::Key& each : keys) {
    key.Add(expressions::Evaluate(*each.outer, environment), each.ignoring_case);
  }
}

void AddMissingInner(const std::vector<plan::Key>& keys, const Moment& moment,
                     expressions::Environment& environment, std::vector<std::string>& names) {
  for (const plan::Key& key : keys) {
    for (const plan::Key::Inner& inner : key.inner) {
      if (inner.kind != moment.kind) continue;
      MissingNames::AddNames(expressions::MissingFields(*inner.value, environment), names);
    }
  }
}

void AddMissingOuter(const std::vector<plan::Key>& keys, expressions::Environment& environment,
                     std::vector<std::string>& names) {
  for (const plan::Key& key : keys) {
    MissingNames::AddNames(expressions::MissingFields(*key.outer, environment), names);
  }
}

}  // namespace abide::engine
