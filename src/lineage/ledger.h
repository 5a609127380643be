// Who carries what: data flows from artifact to artifact, in time order (language guide, section
// 9).
//
// A label stands for "data of an event matching P" (with P's key, where P speaks of outer events).
// Each artifact holds, for each label, whether it carries it (certainly or possibly) and by which
// path. A path is a chain of Carry records, each pointing to the one it came from; records never
// change, so that a path told later is the one that the data really took:
//
//     inference (1)   outputs born: "raw" carries L            carry 0: raw, event 1
//     derive (2)      raw -> clean: "clean" carries L          carry 1: clean, event 2, from 0
//     inference (3)   outputs born: "clean" carries L, too     carry 2: clean, event 3 (shorter)
//
// Of several paths the shortest is kept and among those the earliest, comparing their events from
// the source on. That is exact, not greedy: a path to `clean` at some time can only be made of
// paths to its inputs at that time, and the best of those makes the best.
//
// Cost: of an event, the labels of its inputs times its outputs; of a question, the labels of the
// artifacts. Memory: an artifact about 70 bytes, its second label and each more 12, an event by
// which something came to carry a label 56, and 16 for each artifact and label to which it came.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "events/event.h"
#include "values/truth.h"

namespace abide::lineage {

enum class ArtifactId : std::uint32_t {};
enum class LabelId : std::uint32_t {};
enum class CarryId : std::uint32_t { kNone = UINT32_MAX };

// An event of a path. `order` numbers events in their total order.
struct Moment {
  std::uint64_t order = 0;
  values::Instant time;
  events::EventKind kind{};
  events::Place place;
};

// How data came into an artifact.
struct Carry {
  CarryId parent = CarryId::kNone;  // none: it was born there
  ArtifactId artifact{};
  std::uint32_t length = 0;  // flows since the birth
  Moment moment;
};

// What moved in one flow of an event.
struct Move {
  std::vector<ArtifactId> from;
  std::vector<ArtifactId> to;
  values::Truth certainty = values::Truth::kTrue;  // of the flow's condition
  bool replacing = false;
};

class Ledger {
 public:
  enum class History : bool { kNow, kKeep };

  // `kKeep` lets questions be asked as of earlier events, at the price of memory.
  explicit Ledger(History history);
  ~Ledger();

  ArtifactId Intern(std::string_view name);
  // Has what Intern will look at fetched from memory. Changes nothing.
  void Foresee(std::string_view name) const;
  std::string_view Name(ArtifactId artifact) const;
  // Nothing for a name that was never interned.
  std::optional<ArtifactId> Find(std::string_view name) const;

  // All moves of one event, at once: inputs are read as before the event, then what is replaced is
  // cleared, then all is added. Events come in order.
  void Apply(const Moment& moment, std::span<const Move> moves);
  // What is born at `moment` in `artifact` carries `label`. Behind Apply of the same event.
  void Bear(const Moment& moment, ArtifactId artifact, LabelId label, values::Truth certainty);

  struct Mark {
    LabelId label{};
    CarryId certain = CarryId::kNone;   // the best path, if it is certain
    CarryId possible = CarryId::kNone;  // the best path that is not

    values::Truth truth() const {
      if (certain != CarryId::kNone) return values::Truth::kTrue;
      return possible != CarryId::kNone ? values::Truth::kUnknown : values::Truth::kFalse;
    }
  };
  // What the artifact carries behind the event numbered `order`; without history, now. Unknown
  // names carry nothing. Valid until the next change.
  std::span<const Mark> Marks(std::string_view name, std::uint64_t order) const;

  // From the birth to the artifact, in time order.
  std::vector<Carry> Path(CarryId carry) const;
  // True if the first path is the better one: shorter, then earlier.
  bool Better(CarryId a, CarryId b) const;

  std::size_t artifact_count() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace abide::lineage
