// What the records of a log hold, path by path: counted, nothing guessed.
//
// Cost: one look at each value. Memory: bounded by kMostPaths paths, each with a few of its values;
// what goes beyond is counted and said.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "proposals/looks.h"
#include "values/value.h"

namespace abide::proposals {

// How texts and numbers write times.
enum class TimeForm {
  kIso,  // ISO 8601 with a zone
  kIsoWithoutZone,
  kSeconds,  // since 1970, as numbers or digits
  kMillis,
  kNanos,
};
inline constexpr std::size_t kTimeForms = 5;

// The form in which `value`, a text or number, can be a time between 2000 and 2100.
std::optional<TimeForm> TimeFormOf(const values::Value& value);

// Of all values that stand at one path.
struct Seen {
  // An object in a record of more members than that is read as a map, whose names are data.
  static constexpr std::size_t kMostMembers = 200;
  static constexpr std::size_t kMostValues = 24;
  static constexpr std::size_t kMostHashes = 1 << 20;

  std::uint64_t absent = 0;  // null
  std::uint64_t texts = 0, numbers = 0, booleans = 0, lists = 0, records = 0;
  // Of the texts.
  std::uint64_t blank = 0;  // "", or blanks
  std::uint64_t none = 0;   // "None", "null", "N/A", "-" …
  std::map<std::string, std::uint64_t> none_words;
  std::uint64_t digits = 0;  // that are numbers
  std::uint64_t names = 0;  // that look like the address of a thing: "s3://…", "hf:…", "file-…"
  Looks looks;              // of those that say something
  // Of texts and numbers.
  std::array<std::uint64_t, kTimeForms> times = {};

  // The first few distinct scalars, as they are shown, with how often each was there.
  std::map<std::string, std::uint64_t> values;
  std::uint64_t more_values = 0;  // occurrences of others
  bool repeats = false;           // some value stood there twice
  absl::flat_hash_set<std::uint64_t> hashes;

  // Members in the order in which they were met first.
  struct Member {
    std::string key;
    std::unique_ptr<Seen> seen;
  };
  std::vector<Member> members;
  std::map<std::string, std::size_t, std::less<>> member_of;
  bool is_map = false;
  std::unique_ptr<Seen> element;
  // Of lists of `{"key": …, "value": …}`, as OTLP writes attributes: the values by their keys.
  std::unique_ptr<Seen> pairs;
  std::uint64_t shortest = UINT64_MAX, longest = 0;  // of the lists

  // What is there, null not among it.
  std::uint64_t present() const { return texts + numbers + booleans + lists + records; }
  // Texts that say something.
  std::uint64_t told() const { return texts - blank - none; }
  const Seen* Find(std::string_view key) const;
};

class Survey {
 public:
  static constexpr std::size_t kMostPaths = 4000;
  static constexpr std::size_t kMostDepth = 12;

  // `record` as RawReader gives it.
  void Add(const values::Value& record);

  std::uint64_t records() const { return records_; }
  const Seen& root() const { return root_; }
  // Values that were not looked at, since they stand too deep or there are too many paths.
  std::uint64_t left_out() const { return left_out_; }

 private:
  void Look(const values::Value& value, Seen& seen, std::size_t depth);
  void LookAtScalar(const values::Value& value, Seen& seen);
  void LookAtMembers(const values::Value& value, Seen& seen, std::size_t depth);
  void LookAtList(const values::Value& value, Seen& seen, std::size_t depth);
  void LookAtPairs(const values::Value& value, Seen& seen, std::size_t depth);
  Seen* MemberOf(Seen& seen, std::string_view key);

  Looker looker_;
  Seen root_;
  std::uint64_t records_ = 0;
  std::uint64_t left_out_ = 0;
  std::size_t paths_ = 1;
};

}  // namespace abide::proposals
