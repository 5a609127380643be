// The memory of one aggregate of the past: running values by key, events leaving as they expire.
//
// An event leaves when the asking event is later than its own expiry; with calendar windows that is
// not the order in which events came, so expiries stand in a heap. Where a residual, the outer
// event or an earlier event decides what counts, the window's events are kept whole and counted
// when asked.
//
// An event that asks without a component of the key may ask for every key that agrees in the
// others: those stand together in a view of the shorter key, made when it is first needed.
//
// Cost: an event and a question O(log n) amortised, of the events of one key's window, whatever is
// absent of keys and values; with all events kept, a question is O(n). Memory: about 70 bytes an
// event in a window (none without one), up to twice that while its queue grows, and 300 a key; as
// much again for each shorter key that was asked for.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_set.h"
#include "engine/accumulator.h"
#include "engine/event_store.h"
#include "engine/foresight.h"
#include "engine/key.h"
#include "engine/missing.h"
#include "engine/pool.h"
#include "engine/queue.h"
#include "plan/plan.h"

namespace abide::engine {

class Window {
 public:
  Window(const plan::WindowMemory& memory, MissingNames& missing);

  // Whether Foresee helps: every event of the kind is remembered, under plain fields of it.
  bool Foresees(expressions::EventKind kind) const;
  // The event numbered `order` will be fed behind so many others.
  void Foresee(const events::Event& event, std::uint64_t order, Foresight ahead);

  // Reads and remembers the event: an aggregate includes the event at which it is read.
  void Feed(const Moment& moment, expressions::Environment& environment);
  void Forget();
  // Whether the event that was read last counts, if it is `moment`.
  values::Truth Counted(const Moment& moment) const {
    return last_read_ == moment.order ? last_truth_ : values::Truth::kFalse;
  }

  // The value at `asker` of `asked`, a memory that is the same as the one kept. `names` (if not
  // null) receives the absent fields that leave it an interval or absent.
  values::Value Ask(const plan::WindowMemory& asked, const Moment& asker,
                    expressions::Environment& environment, std::vector<std::string>* names);
  // The same, with the events that it is made of.
  struct Summary {
    values::Value value;
    std::uint64_t events = 0;
    std::optional<events::Place> first, last;
  };
  Summary Summarise(const plan::WindowMemory& asked, const Moment& asker,
                    expressions::Environment& environment);

 private:
  // 56 bytes, most of what a window remembers.
  struct Entry {
    [[no_unique_address]] values::Value amount;  // what follows stands in its last bytes
    values::Truth belongs = values::Truth::kTrue;
    bool alive = true;
    MissingId missing = MissingId::kNothing;
    values::Instant time;
    events::Place place;

    Contribution contribution() const { return {.belongs = belongs, .amount = amount}; }
  };
  static_assert(sizeof(Entry) == 56);
  // The total order of events.
  static bool IsEarlier(const Entry& a, const Entry& b);
  struct Bucket {
    Accumulator running{AggregateFunction::kCount};
    Queue<Entry> entries;  // in order; without a window only its two ends
    // Before it nothing expires. Said here, for most questions need no more.
    values::Instant next_expiry = values::Instant::Max();
    // Of what few keys have.
    struct Rest {
      std::uint64_t first_number = 0;  // of entries.front()
      // (expiry, number) of what is alive, a min-heap; only for calendar windows
      std::vector<std::pair<values::Instant, std::uint64_t>> expiries;
      // What is absent of the events, and how many of them lack it; without a window: of all.
      std::map<MissingId, std::uint64_t> missing;
    };
    std::unique_ptr<Rest> rest;

    Rest& RestOf() {
      if (!rest) rest = std::make_unique<Rest>();
      return *rest;
    }
  };
  struct Whole {
    Moment moment;
    values::Instant expires;
    values::Truth truth;
    MissingId missing;
    Key key;
    values::Value amount;  // unless the outer event decides it
    std::shared_ptr<const void> memory;
  };
  // Buckets stand in a pool: a table that grows moves its keys alone.
  using View = absl::flat_hash_map<std::string, Bucket*>;
  // The buckets of the keys of which the same components are there; and the same events once more
  // under shorter keys, by the components of these.
  struct Shelf {
    View whole;
    std::map<std::uint32_t, View> shortened;
  };

  // What was seen of an event that is still to be fed.
  struct Foreseen {
    std::uint64_t order = 0;
    Key key;
    Bucket* bucket = nullptr;  // null: none was there
  };

  values::Value Own(const values::Value& amount);
  // The last instant at which it counts.
  values::Instant ExpiryOf(const Entry& entry) const;
  void Insert(Bucket& bucket, const Entry& entry);
  // The ends of what is not bounded by a window.
  void KeepEnds(Queue<Entry>& entries, const Entry& entry);
  // Into the shorter keys, too, of the key that was read.
  void InsertShortened(const Entry& entry, values::Instant now);
  void Expire(Bucket& bucket, values::Instant now);
  // The entry counts no more.
  static void Drop(Bucket& bucket, const Entry& entry);
  Bucket& BucketIn(View& view, std::string_view key);
  View& ShortenedView(Shelf& shelf, std::uint32_t present, std::uint32_t mask);
  Bucket* Find(const View& view, std::uint32_t mask) const;
  // The buckets from which a question is answered: of its very key, and of keys that may be it.
  struct Answer {
    Bucket* certain = nullptr;
    std::vector<Bucket*> perhaps;
  };
  Answer Buckets(const plan::Remember& asked, const Moment& asker,
                 expressions::Environment& environment);
  MissingId MissingOf(const plan::Remember::Part& part, const Moment& moment, values::Truth truth,
                      const values::Value& amount, expressions::Environment& environment);
  values::Value ValueOf(const Answer& answer, expressions::Environment& environment) const;
  // Calls `visit(const Bucket&)` for each bucket of the answer.
  template <typename Visit>
  static void ForEach(const Answer& answer, Visit visit);
  void AddMissing(const Answer& answer, std::vector<std::string>& names) const;
  Summary SummaryOf(const Answer& answer, expressions::Environment& environment) const;
  // The sum of no durations is a duration, too.
  values::Value OfItsKind(const values::Value& value) const;
  Summary AskWhole(const plan::WindowMemory& asked, const Moment& asker,
                   expressions::Environment& environment, std::vector<std::string>* names);
  values::Truth Belongs(const plan::Remember& asked, const Whole& whole, const Moment& asker,
                        expressions::Environment& environment, std::vector<std::string>* names);
  // The newest or oldest event that an answer is made of, for latest and earliest.
  const Entry* EndOf(const Answer& answer) const;
  // The one under the key that was read.
  Bucket& BucketOf(const Foreseen& foreseen, values::Instant now);
  Bucket* NewBucket();
  void Sweep(values::Instant now);

  const plan::WindowMemory& memory_;
  const plan::Remember& remember_;
  MissingNames& missing_;
  bool counts_when_asked_;
  bool of_durations_ = false;
  Pool<Entry> rows_;
  Pool<Bucket> buckets_;                    // a swept one keeps the slot of one entry
  std::map<std::uint32_t, Shelf> shelves_;  // by the components that are there
  bool has_shortened_ = false;
  std::deque<Whole> all_;
  absl::node_hash_set<std::string> texts_;  // of amounts
  std::deque<values::Interval> intervals_;  // of amounts
  Key read_, asked_;
  Bucket* fed_ = nullptr;              // of the event that was read last, if it was put into one
  std::array<Foreseen, 16> foreseen_;  // by order: more than are ahead
  std::uint64_t last_read_ = 0;
  values::Truth last_truth_ = values::Truth::kFalse;
  std::size_t keys_ = 0;
  std::size_t next_sweep_ = 1024;
};

}  // namespace abide::engine
