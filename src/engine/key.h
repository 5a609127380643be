// The key under which an event is remembered, and by which it is asked for.
//
// A component may be absent. Two keys match if the components that both have are equal: surely if
// both have all of them, else possibly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/moment.h"
#include "plan/plan.h"

namespace abide::engine {

// Of the bytes of a key with the components `present` those of the components `mask`.
std::string Shortened(std::string_view bytes, std::uint32_t present, std::uint32_t mask);

class Key {
 public:
  // At most that many components; a plan has fewer.
  static constexpr std::size_t kMost = 32;

  void Clear();
  void Add(const values::Value& value, bool ignoring_case);

  // Bit i: component i is there.
  std::uint32_t present() const { return present_; }
  bool whole() const { return present_ == (std::uint64_t{1} << size_) - 1; }
  // All components that are there, one behind the other, each behind its length.
  const std::string& bytes() const { return bytes_; }
  // Those of `mask`; all of them must be there.
  std::string Bytes(std::uint32_t mask) const { return Shortened(bytes_, present_, mask); }

 private:
  std::string bytes_;
  std::size_t size_ = 0;
  std::uint32_t present_ = 0;
};

// The key of the event that is read: the inner sides, for its kind.
void ReadInner(const std::vector<plan::Key>& keys, const Moment& moment,
               expressions::Environment& environment, Key& key);
// Whether it is made of fields alone, and then the same without an environment.
bool AreFields(const std::vector<plan::Key>& keys, expressions::EventKind kind);
void ReadFields(const std::vector<plan::Key>& keys, const events::Event& event, Key& key);
// The key that is asked for: the outer sides.
void ReadOuter(const std::vector<plan::Key>& keys, expressions::Environment& environment, Key& key);

// The absent fields that leave the one or the other incomplete, each once in `names`.
void AddMissingInner(const std::vector<plan::Key>& keys, const Moment& moment,
                     expressions::Environment& environment, std::vector<std::string>& names);
void AddMissingOuter(const std::vector<plan::Key>& keys, expressions::Environment& environment,
                     std::vector<std::string>& names);

}  // namespace abide::engine
