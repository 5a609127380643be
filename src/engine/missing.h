// Sets of names of absent fields, kept once each: a memory notes a number instead of texts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace abide::engine {

enum class MissingId : std::uint32_t { kNothing = 0 };

class MissingNames {
 public:
  MissingNames() : sets_(1) { ids_.emplace(std::vector<std::string>(), MissingId::kNothing); }

  MissingId Keep(const std::vector<std::string>& names) {
    const auto [place, is_new] = ids_.emplace(names, static_cast<MissingId>(sets_.size()));
    if (is_new) sets_.push_back(names);
    return place->second;
  }
  void AddTo(MissingId id, std::vector<std::string>& names) const {
    AddNames(sets_[static_cast<std::size_t>(id)], names);
  }
  static void AddNames(const std::vector<std::string>& more, std::vector<std::string>& names) {
    for (const std::string& name : more) AddName(name, names);
  }
  static void AddName(const std::string& name, std::vector<std::string>& names) {
    for (const std::string& each : names) {
      if (each == name) return;
    }
    names.push_back(name);
  }

 private:
  std::map<std::vector<std::string>, MissingId> ids_;
  std::vector<std::vector<std::string>> sets_;
};

}  // namespace abide::engine
