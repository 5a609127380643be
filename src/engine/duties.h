// The duties of one clause: `after P [for each earlier R] require Q within D`, `around P require Q
// within D`.
//
// A duty arises at P and stays open until one of its alternatives is met or the last of their terms
// has passed. Open duties stand under the key that P and Q have in common, so that an event Q finds
// the duties that it meets by one look-up, and in a queue by the time at which they end. A duty
// whose term has passed waits for the event that comes too late, to say by how much; the next one
// of its key releases it.
//
// An event Q that lacks a component of the key, or whose own conditions are unknown, leaves open
// whether it meets each duty that agrees in the rest: such duties stand together under the shorter
// key, and it is said once to each of them what leaves it open, however many such events come.
//
// A duty of several alternatives stands aside where one of its terms has passed and another lasts:
// the events of the first can't meet it, and need not look at it until it waits for one too late.
//
// Cost: O(log n) a duty, n being those open, and one look-up an event Q, whatever is absent; where
// a residual decides, Q looks at every open duty of its key. Memory: about 400 bytes an open duty
// and its event's fields; 1 KB more where the finding's words have to be read at P, since they
// speak of memories. Other words are read when the finding is made, which most never are.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "engine/docket.h"
#include "engine/key.h"
#include "engine/memories.h"
#include "engine/missing.h"
#include "engine/pool.h"
#include "engine/queue.h"
#include "engine/slot_table.h"
#include "plan/plan.h"

namespace abide::engine {

class Duties {
 public:
  Duties(const plan::Judgement& judgement, const check::Clause& clause, Memories& memories,
         Docket& docket, expressions::Environment& environment);

  // Ends the terms that lie before `now`.
  void Advance(values::Instant now);
  // An event of a kind of the alternative `index`: it may meet duties that arose before it.
  void Meet(std::size_t index, const Moment& moment);
  // No deadline passes before it.
  values::Instant next_deadline() const {
    return deadlines_.empty() ? values::Instant::Max() : deadlines_.top().first;
  }
  // The condition came out as `norm`, true or unknown, at the trigger, to which it is bound.
  void Arise(const Moment& moment, const expressions::ExprPtr& condition, values::Truth norm);
  // The log is over; `present` decides whose deadline has passed.
  void Finish(std::optional<values::Instant> present);
  void Forget();

 private:
  // When the term of an alternative ends; none: the term is absent.
  using Due = std::optional<values::Instant>;
  // What a duty has once its case is open.
  struct Opened {
    std::optional<Moment> earlier;  // R
    std::shared_ptr<const void> earlier_memory;
    std::optional<Memories::TooEarly> too_early;  // without its fields
    Case of;
  };
  struct Duty {
    Moment trigger;
    std::shared_ptr<const void> trigger_memory;
    values::Truth norm = values::Truth::kTrue;
    values::Truth met = values::Truth::kFalse;
    bool is_late = false;              // all its terms have passed
    absl::InlinedVector<Due, 1> dues;  // by alternative
    std::unique_ptr<Opened> opened;    // null: its words may be read later
  };
  using Number = SlotTable<Duty>::Number;
  // The duties of one key, in the order in which they arose, and some that are closed.
  struct Line {
    Queue<Number> numbers;
    // What left open whether it met them, and how many of `numbers` were told of it.
    struct Told {
      MissingId lacking;
      std::size_t count;
    };
    std::unique_ptr<std::vector<Told>> told;  // null: nothing did
    std::uint32_t next_compaction = 64;       // in numbers
    // Those whose term for this event has passed, and when their last one does: a heap, the
    // earliest first; some are closed.
    using Passed = std::pair<values::Instant, Number>;
    struct Aside {
      std::vector<Passed> heap;
      std::size_t next_compaction = 64;
    };
    std::unique_ptr<Aside> aside;  // null: there are none
  };
  using View = absl::flat_hash_map<std::string, Line>;
  // Under the keys of which the same components are there; and once more under shorter keys, by
  // their components.
  struct Shelf {
    View whole;
    std::map<std::uint32_t, View> shortened;
  };

  void Open(const Moment& moment, const Moment* earlier, const expressions::ExprPtr& condition,
            values::Truth norm, std::uint32_t ordinal);
  // Whether all that is said of a finding is known from the trigger alone.
  static bool HasPlainWords(const plan::Judgement& judgement, const check::Clause& clause);
  void OpenCase(Duty& duty, const expressions::ExprPtr& condition,
                const std::vector<std::string>& missing, std::uint32_t ordinal);
  Case& CaseOf(Duty& duty);
  // Counts what was not met, or not yet, where no more is said of it; false: it has to be closed.
  bool IsCounted(const Duty& duty, Docket::Deadline deadline);
  void BindTo(const Duty& duty);
  // The keys go to `keys_`.
  void ReadTerms(Duty& duty);
  bool MetBefore(Duty& duty, std::vector<std::string>& missing);
  void FindTooEarly(Duty& duty);
  static Due DueOf(const Duty& duty);
  static bool LacksTerm(const Duty& duty);
  void Shelve(Number number, const Duty& duty);
  void Put(Number number, Line& line);
  View& ShortenedView(Shelf& shelf, std::uint32_t present, std::uint32_t mask);
  // `certainty`: whether the event meets the line's duties, but for its residual.
  void TryLine(Line& line, std::size_t index, const Moment& moment, values::Truth certainty);
  void TryDuties(Line& line, std::size_t index, const Moment& moment, values::Truth certainty);
  void SetAside(Line& line, Number number, const Duty& duty);
  // Those whose last term has passed.
  void TakeBack(Line& line, values::Instant now);
  void LeaveOpen(Line& line, std::size_t index, const Moment& moment);
  void AddMissing(Duty& duty, std::size_t index, const Moment& moment);
  values::Truth Fits(const Duty& duty, std::size_t index, const Moment& moment);
  void CloseLate(Duty& duty, const Moment* late, std::size_t index);
  void AddLookedFor(Duty& duty, Role role);
  // Drops those that are closed.
  void Compact(Line& line);

  const plan::Judgement& judgement_;
  const plan::DutyPlan& plan_;
  Memories& memories_;
  Docket& docket_;
  expressions::Environment& environment_;
  bool has_plain_words_;
  SlotTable<Duty> duties_;
  Pool<Number> rows_;                                    // of lines
  std::vector<std::map<std::uint32_t, Shelf>> shelves_;  // by alternative, then components present
  MissingNames lacking_;
  using Deadline = std::pair<values::Instant, Number>;
  std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> deadlines_;
  Key met_key_;
  std::vector<Key> keys_;                       // by alternative, of the duty that is being opened
  std::shared_ptr<const void> earlier_memory_;  // of the R for which a duty is opened
  Trails earlier_trails_;                       // the same
};

}  // namespace abide::engine
