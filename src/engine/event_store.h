// Remembered events of one pattern, by key (plan.h, Remember).
//
// Where nothing but the key decides later, the latest event of each key is enough: a later one is
// within every window in which an earlier one is, and stands behind every gap. Calendar windows are
// the exception (28 January 12:00 plus a month is later than 31 January 00:00 plus a month), so the
// few earlier events that expire later are kept, too. Where a residual, a gap or a question as of
// an earlier event decides, all events of the window are kept.
//
// Cost of a question: one look-up, plus the events of the key that a residual has to try. Keys with
// an absent component are found through views by the components that both sides have, made when
// first needed. Memory: about 380 bytes a key of two texts, with all events 130 bytes and their
// fields each; dropped when expired. The latest of a key, or the last few where a residual decides,
// one window later: a finding tells what came too early.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/foresight.h"
#include "engine/key.h"
#include "engine/missing.h"
#include "engine/moment.h"
#include "engine/pool.h"
#include "engine/queue.h"
#include "engine/trail.h"
#include "plan/plan.h"
#include "values/arena.h"
#include "values/truth.h"

namespace abide::engine {

struct Stored {
  Moment moment;  // fields only if the plan keeps them
  values::Instant expires;
  // Of the local condition: true or unknown; false for one that can't count any more.
  values::Truth truth = values::Truth::kTrue;
  MissingId missing = MissingId::kNothing;  // what made it unknown, or its key incomplete
  std::shared_ptr<const void> memory;       // owns the fields
  Trails trails;                            // of what its local condition asks about data
};

class EventStore {
 public:
  EventStore(const plan::Remember& remember, MissingNames& missing);

  // Whether Foresee helps: every event of the kind is remembered, under plain fields of it.
  bool Foresees(expressions::EventKind kind) const;
  // The event numbered `order` will be read behind so many others.
  void Foresee(const events::Event& event, std::uint64_t order, Foresight ahead);

  // Reads the event that is bound to the pattern's binding; it is remembered from `Keep` on.
  void Read(const Moment& moment, expressions::Environment& environment);
  // Its local conditions ask about data: trails are to be added to each event that is read.
  void FollowData() { follows_data_ = true; }
  // The condition of the event that was read, if trails are to be added to it; else null.
  expressions::ExprPtr FollowingOfRead() const;
  void AddTrails(Trails trails) { pending_.stored.trails = std::move(trails); }
  void Keep();
  void Forget();

  struct Found {
    values::Truth truth = values::Truth::kFalse;
    const Stored* event = nullptr;  // the latest that makes it so
    // Adds the other's answer as an alternative.
    void Or(const Found& other);
  };
  // `with no … since`: what is left of a candidate's truth, and the event that takes it (null:
  // none). `final`: a candidate that has none left will never have again, whoever asks.
  struct Left {
    values::Truth truth = values::Truth::kTrue;
    const Stored* gap = nullptr;
  };
  struct Test {
    std::function<Left(const Stored&)> left;
    bool final = false;
  };
  // The latest candidate that a gap takes, and what stands in it; without their fields.
  struct Fallen {
    Moment event;
    Moment gap;
  };
  // Sees every event that matches, with the truth of that; then all are looked at.
  using Visit = std::function<void(const Stored&, values::Truth)>;
  // Is there an event matching `asked`, a pattern of which the same is to be remembered, before the
  // one at `asker` and behind the one numbered `after`? Outer values are read from `environment`.
  // `names` (if not null) receives the absent fields that leave it unknown.
  Found Ask(const plan::Remember& asked, const Moment& asker, std::uint64_t after,
            expressions::Environment& environment, const Test* test,
            std::vector<std::string>* names, const Visit* visit = nullptr,
            std::optional<Fallen>* fallen = nullptr);

  // The latest event that would match for certain, were the window longer, if it lies at most one
  // window further back; where a residual decides, of the last `kTooEarlyKept` that left the
  // window. Null: there is none.
  const Stored* Nearest(const plan::Remember& asked, const Moment& asker,
                        expressions::Environment& environment);

 private:
  static constexpr std::size_t kTooEarlyKept = 8;

  struct Bucket {
    Queue<Stored> certain;           // with all events: everything, in order
    Queue<Stored> possible;          // only where the latest is enough
    std::unique_ptr<Fallen> fallen;  // for good, for the evidence
  };
  using View = absl::flat_hash_map<std::string, Bucket>;

  struct Question {
    const plan::Remember& asked;
    const Moment& asker;
    std::uint64_t after;
    expressions::Environment& environment;
    const Test* test;
    std::vector<std::string>* names;
    const Visit* visit;
    std::optional<Fallen>* fallen;
  };

  void Place(Bucket& bucket, const Stored& stored);
  void PlaceLatest(Queue<Stored>& line, const Stored& stored);
  View& ViewOf(std::uint32_t present, std::uint32_t mask);
  Found Search(const Question& question, Bucket& bucket, values::Truth key_truth);
  Found SearchLine(const Question& question, Bucket& bucket, Queue<Stored>& line,
                   values::Truth key_truth);
  values::Truth Try(const Question& question, Bucket& bucket, Stored& stored) const;
  // What can only be decided when it is asked for.
  values::Truth Residual(const Question& question, const Stored& stored) const;
  void TellFallen(const Question& question, const Fallen& fallen) const;
  void Explain(const Question& question, const Stored& stored) const;
  void DropExpired(Queue<Stored>& line, values::Instant now);
  const Stored* LastExpired(const plan::Remember& asked, Queue<Stored>& line, const Moment& asker,
                            expressions::Environment& environment) const;
  values::Instant DroppedAt(const Stored& stored) const;
  void Sweep(values::Instant now);

  const plan::Remember& remember_;
  MissingNames& missing_;
  bool follows_data_ = false;
  bool keep_all_;
  bool keep_too_early_;  // for a while, though all are kept: for the evidence
  Pool<Stored> rows_;
  // Components both sides have, by the components that the remembered side has.
  std::map<std::pair<std::uint32_t, std::uint32_t>, View> views_;
  std::vector<std::uint32_t> presents_;  // of the base views, ascending: the whole key last
  struct Pending {
    Key key;
    Stored stored;
    bool is_there = false;
  } pending_;
  struct Foreseen {
    std::uint64_t order = 0;
    Key key;
  };
  std::array<Foreseen, 16> foreseen_;  // by order: more than are ahead
  Key asked_;
  std::size_t keys_ = 0;  // in all views
  std::size_t next_sweep_ = 1024;
};

}  // namespace abide::engine
