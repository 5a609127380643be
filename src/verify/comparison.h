// Laying what a report says beside what it should say, and noting what differs.
//
// A report may be any JSON. Whoever looks into it does so within a part (Within), by `at`, `get`
// and the functions below, all of which throw where it has another form than its schema.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "verify/verifier.h"

namespace abide::verify {

// What is no report of the schema: where, and why.
struct WrongForm {
  std::string where, what;
};

class Comparison {
 public:
  // `logs`: the report's own list, by which it names them; not an array: it names none.
  Comparison(const Journal& journal, const Json& logs);

  void Add(State state, std::string what) { claims_.push_back({state, std::move(what), {}, 0}); }
  void AddFalse(const std::string& where, const std::string& what) {
    Add(State::kFalse, where + what);
  }
  // Looks at a part of the report. Where that has another form, this is noted and the rest of the
  // part is not looked at.
  template <typename Look>
  void Within(const std::string& where, const Look& look) {
    try {
      look();
    } catch (const WrongForm& fault) {
      AddFalse(fault.where, fault.what);
    } catch (const Json::exception& fault) {
      AddFalse(where, std::string(" has another form than the schema's: ") + fault.what());
    }
  }

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
  // Whether the record of a step is there with the SHA-256 that the report names; if not, that is
  // noted.
  bool HasRecord(const std::string& where, const Json& step);

  const std::vector<Claim>& claims() const { return claims_; }
  // Whether something is false of what was noted behind the first so many.
  bool HasFalseBehind(std::size_t claims) const;

 private:
  const Journal& journal_;
  std::map<std::string, std::size_t> logs_;  // by the report's path
  std::vector<Claim> claims_;
};

// As a message shows a value: short, and with nothing that a terminal would obey.
std::string Shown(const Json& value);
// A whole number that is not negative.
std::uint64_t CountIn(const Json& object, const char* name);
std::string TextIn(const Json& object, const char* name);
const Json::array_t& ListIn(const Json& object, const char* name);
// "findings[3]".
std::string At(const std::string& list, std::size_t index);
// "a breach", "an undetermined finding".
std::string WithArticle(const std::string& verdict);

}  // namespace abide::verify
