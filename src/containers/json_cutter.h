// Cuts JSON documents into records: one object, one list `[{…}, {…}]`, or a list in a wrapper such
// as `{"Records": [{…}, {…}], "nextToken": "…"}`, and any number of them behind one another, on one
// line or over many.
//
// A wrapper is an object that has, behind scalars alone and among its first members, one of a
// well-known name (`Records`, `data`, `items` …) with a list whose first element is an object, and
// that has no member, in front of the list or behind it, that marks a record. (An empty list counts
// where it comes first, or right behind `object`, and if nothing that anybody reads comes behind
// it.) Its elements are the records; what stands beside the list is about the list. An object that
// is no wrapper is a record. Where its end is out of sight, its elements are handed on before that
// is known; if it is a record after all, a piece says that it was left out.
//
// Elements are told apart by brackets and quotes, so a fault in one does not touch the others,
// unless it is a bracket or quote that is missing: then the record goes on to where they match
// again, and what stands between belongs to it.
//
// Cost: one pass over the bytes of a record (brackets.h), and another one over a wrapper whose end
// is in sight; of what is in sight, all may be looked at again when more comes in.
#pragma once

#include <string>
#include <vector>

#include "containers/brackets.h"
#include "containers/cutter.h"

namespace abide::containers {

// Which objects are no wrappers, since their reader wants them whole.
struct WrapperRule {
  bool none = false;               // no object is one
  std::vector<std::string> read;   // not those with the list in one of these members
  std::string_view marks_records;  // nor those with such a member, a text
  // Members that are read of a record. Nor those with one of these, if no other member marks
  // records or the list is empty.
  std::vector<std::string> keys = {};

  bool operator==(const WrapperRule&) const = default;
};

// Whether a member of that name may hold the records of a wrapper.
bool IsWrapperName(std::string_view name);
// Members of a wrapper that are looked at.
inline constexpr std::size_t kMostWrapperMembers = 8;
// So far, an object that may be a wrapper is looked at before its first element is handed on.
inline constexpr std::size_t kWrapperSight = 64 << 10;

struct WrapperPart;

class JsonCutter final : public Cutter {
 public:
  // `rule` outlives the cutter. A record of more than `record_bytes` is too long.
  JsonCutter(const WrapperRule& rule, std::size_t record_bytes, std::size_t sight = kWrapperSight)
      : rule_(rule), record_bytes_(record_bytes), sight_(sight) {}

  void Begin(std::uint64_t offset) override;
  void Look(std::string_view text, std::uint64_t offset, std::vector<Piece>& pieces) override;
  std::string_view Finish(std::string_view text, std::uint64_t offset,
                          std::vector<Piece>& pieces) override;
  std::uint64_t needed() const override;

 private:
  enum class State {
    kBetween,  // before a document
    kHead,     // in an object that may be a wrapper
    kList,     // before an element of a list
    kValue,    // in a document that is one record, or in an element
    kAfter,    // behind a wrapper's list, in front of another member
    kAside,    // in a member there that is an object or a list
    kRest,     // in what can't be read there, up to the wrapper's end
  };

  // False if more is needed.
  bool Step();
  bool BeginDocument();
  bool ReadHead();
  bool BeginElement();
  bool ReadValue();
  bool ReadAfter();
  bool SkipAside();
  void SkipBlanks();
  void BeginValue(State state);
  void BeginList(std::uint64_t bracket);
  void BeginAfter();
  void AddNotes(const WrapperPart& part);
  void Add(Piece::Kind kind, std::uint64_t offset, std::uint64_t length, std::string_view what);
  void Fault(std::string_view expected) { Add(Piece::Kind::kFault, at_, 0, expected); }
  std::size_t FindScalarEnd(std::string_view text) const;

  char byte() const { return text_[at_ - offset_]; }
  bool is_at_end() const { return at_ == offset_ + text_.size(); }
  std::string_view From(std::uint64_t offset) const { return text_.substr(offset - offset_); }

  const WrapperRule& rule_;
  std::size_t record_bytes_;
  std::size_t sight_;
  State state_ = State::kBetween;
  std::uint64_t at_ = 0;     // the next byte to look at
  std::uint64_t begin_ = 0;  // of what is kept from the state on
  BracketScan scan_;
  bool is_scalar_ = false;  // the value that is being read
  bool is_left_out_ = false;
  bool in_list_ = false;
  bool in_wrapper_ = false;
  bool wants_comma_ = false;  // an element is behind
  bool had_comma_ = false;    // and a comma behind it
  bool told_mixed_ = false;   // of the wrapper, that it is a record as well

  // While it is shown them.
  std::string_view text_;
  std::uint64_t offset_ = 0;
  bool is_last_ = false;
  std::vector<Piece>* pieces_ = nullptr;
};

}  // namespace abide::containers
