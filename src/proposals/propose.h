// Records of a log that nobody described, to declarations that read it: events, and the source that
// makes them. What is proposed is a beginning for someone who knows the log; each line says what it
// was seen from.
//
// Cost: one look at each record (survey.h); the text is made at the end.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "proposals/survey.h"
#include "values/arena.h"
#include "values/value.h"

namespace abide::proposals {

// All that was seen of a log, kind of record by kind.
class Observation {
 public:
  // So many records are kept until it is clear what tells their kinds apart.
  static constexpr std::size_t kFirstRecords = 2000;
  // Records of further kinds are one more.
  static constexpr std::size_t kMostKinds = 40;

  // A record as RawReader gives it; it is copied where it has to be.
  void Add(const values::Value& record);
  // Behind the last record.
  void Finish();

  struct Kind {
    std::string value;  // of the member that tells the kinds apart
    Survey survey;
  };
  // In the order in which they were met first; after Finish.
  const std::vector<std::unique_ptr<Kind>>& kinds() const { return kinds_; }
  // Of records whose kind is none of them; null if there are none.
  const Survey* others() const { return others_.records() == 0 ? nullptr : &others_; }
  // The member that tells them apart; none if all are one kind.
  const std::optional<std::string>& kind_member() const { return kind_member_; }
  // They are events as Abide writes them.
  bool is_canonical() const { return is_canonical_; }
  std::uint64_t records() const { return records_; }
  // Some kind's records have a time of their own, outside of any list; after Finish.
  bool have_own_time() const;

 private:
  void Choose();
  bool TellsApart(const std::string& member) const;
  void Sort(const values::Value& record);

  std::uint64_t records_ = 0;
  bool is_chosen_ = false;
  bool is_canonical_ = false;
  values::Arena arena_;
  std::vector<values::Value> first_;
  std::optional<std::string> kind_member_;
  std::vector<std::unique_ptr<Kind>> kinds_;
  std::map<std::string, Kind*, std::less<>> kind_of_;
  Survey others_;
};

// A rule file. `log` is the name of what was read, for its head and the source's name.
std::string Propose(const Observation& observation, const std::string& log);

}  // namespace abide::proposals
