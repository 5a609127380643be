// Laying what a report says beside what it should say, and noting what differs.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "verify/verifier.h"

namespace abide::verify {

class Comparison {
 public:
  // `logs`: the report's own list, by which it names them; not an array: it names none.
  Comparison(const Journal& journal, const Json& logs);

  void Add(State state, std::string what) { claims_.push_back({state, std::move(what), {}, 0}); }
  void AddFalse(const std::string& where, const std::string& what) {
    Add(State::kFalse, where + what);
  }
  // A record that is not as the report says.
  void AddChanged(const std::string& where, std::size_t log, std::uint64_t line);

  // Notes whatever differs below `where`. Where the report names a log, a number is expected.
  // True if nothing does.
  bool Same(const std::string& where, const Json& expected, const Json& actual);
  // The same without the notes.
  bool IsSame(const Json& expected, const Json& actual) const;
  // The members of an object are these: in any order, none more.
  bool HasMembers(const std::string& where, const Json& object,
                  const std::vector<std::string>& names);
  // A path that may have been given from another folder.
  void SamePath(const std::string& where, const std::string& given, const Json& actual);

  // The log that the report calls so; none if it has no such log.
  std::optional<std::size_t> LogNamed(const Json& name) const;
  // The line on which the offset lies.
  std::uint64_t LineOf(std::size_t log, std::uint64_t offset) const;
  // Whether a record of the evidence is there with the SHA-256 that the report names; if not, that
  // is noted. What is no place in a log is not looked at.
  bool HasRecord(const std::string& where, const Json& step);

  const std::vector<Claim>& claims() const { return claims_; }
  bool has_false() const;

 private:
  bool SameMember(const std::string& where, const std::string& name, const Json& expected,
                  const Json& actual);

  const Journal& journal_;
  std::map<std::string, std::size_t> logs_;  // by the report's path
  std::vector<Claim> claims_;
};

// As a message shows a value: short, and with nothing that a terminal would obey.
std::string Shown(const Json& value);
// "1 record", "3 records".
std::string CountText(std::uint64_t number, const char* noun);
// A whole number that is not negative; none for anything else.
std::optional<std::uint64_t> NumberIn(const Json& object, const char* name);
// Null where there is no such member.
const Json& MemberOr(const Json& object, const char* name);
// What the finding at `index` of a report, which has all members of one, is known by.
FindingCheck CheckOf(std::size_t index, const Json& finding);

}  // namespace abide::verify
