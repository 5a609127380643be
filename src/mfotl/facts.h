// What of an event is told to the monitor: the predicates that a log holds and formulas speak of.
//
// A monitor's log has no absent values, no lists and none of the language's tests on texts, times
// and networks. So each event is told as several predicates over its number: its kind, its time,
// and a predicate for each thing that a formula asks of it. A field is told only where it is there,
// so that absence is the predicate's lack. What a formula cannot compute of one event alone (a
// regular expression, an hour, a product) is decided when the log is written and told as its
// outcome.
//
// Facts are numbered as they are asked for. Formulas and log agree if they are made from the same
// rules and settings.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "check/checked_rules.h"

namespace abide::mfotl {

using check::BindingId;
using check::ExprPtr;
using check::LocalId;
using expressions::EventKind;
using expressions::FieldIndex;

// Before a fact's expression is evaluated: a local is given a value, or each element of a list in
// turn. In formulas an element is spoken of by its place in the list.
struct Step {
  LocalId local{};
  ExprPtr expr;  // the value, or the list
  bool each = false;

  bool operator==(const Step&) const = default;
};

struct Fact {
  enum class Form {
    kValue,      // name(event, places…, value), where there is a value
    kTruth,      // name_true(event, places…), name_false(event, places…); neither: unknown
    kList,       // name(event, places…), name_at(…, place), name_item(…, place, value)
    kArtifacts,  // name(event, places…, artifact); name_whole(event, places…) if none is absent
  };
  Form form{};
  std::string name;
  std::vector<EventKind> kinds;  // of which it is told
  // What is told: a field of the event, or an expression of the event bound to `binding`.
  std::optional<FieldIndex> field;
  std::optional<std::uint32_t> member;  // of each record of a field that is a list of records
  ExprPtr expr;
  BindingId binding{};
  std::vector<Step> steps;
  bool folded = false;  // a text in the form that ignores case
  bool is_text = false;
  std::string comment;  // the rule's words
};

// A predicate of the log as its signature declares it.
struct Declared {
  std::string name;
  std::vector<bool> is_text;  // by argument; else an integer
  std::string comment;
};

class Facts {
 public:
  // `rules` and `sources` outlive it.
  Facts(const check::CheckedRules& rules, const diagnostics::SourceSet& sources);

  // `train(event)`, `event_time(event, time)`
  const std::string& KindName(EventKind kind) const;
  static constexpr const char* kTime = "event_time";
  // The checker's present, if it is behind the last event; so that no time-point is empty.
  static constexpr const char* kPresent = "present";

  // A scalar field.
  const Fact& Field(EventKind kind, FieldIndex field);
  // The artifacts in a field, in each record's `member` if it is a list of records.
  const Fact& Artifacts(EventKind kind, FieldIndex field, std::optional<std::uint32_t> member);
  // An expression of one event.
  struct Wanted {
    Fact::Form form{};
    ExprPtr expr;
    BindingId binding{};
    std::vector<EventKind> kinds;
    std::vector<Step> steps;
    bool folded = false;
  };
  const Fact& Of(const Wanted& wanted);

  const std::deque<Fact>& all() const { return facts_; }
  std::vector<Declared> Signature() const;
  const check::CheckedRules& rules() const { return *rules_; }

 private:
  using Key = std::tuple<int, const void*, BindingId, std::vector<EventKind>,
                         std::vector<std::tuple<LocalId, const void*, bool>>, bool>;
  const Fact& Add(Fact fact);
  // `wish`, or with a number behind it; never a word of the monitor.
  std::string FreeName(const std::string& wish);

  const check::CheckedRules* rules_;
  const diagnostics::SourceSet* sources_;
  std::set<std::string> taken_;
  std::vector<std::string> kind_names_;
  std::deque<Fact> facts_;  // references stay valid
  std::map<std::tuple<EventKind, FieldIndex, std::uint32_t>, std::size_t> fields_, artifacts_;
  std::map<Key, std::size_t> expressions_;
};

}  // namespace abide::mfotl
