#include "lineage/ledger.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <memory_resource>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "diagnostics/assert.h"

namespace abide::lineage {

using values::Truth;

namespace {

// Most artifacts carry one label, if any.
using MarkList = absl::InlinedVector<Ledger::Mark, 1>;

// What an artifact carries from the event numbered `order` on.
struct State {
  std::uint64_t order = 0;
  MarkList marks;
};

struct Artifact {
  std::string_view name;
  MarkList marks;  // what it carries now; with history it is in the last of its states
};

// A path's step, as it is kept.
struct Step {
  CarryId parent = CarryId::kNone;
  ArtifactId artifact{};
  std::uint32_t length = 0;
  std::uint32_t moment = 0;  // what happened there: its number in `moments`
};

// Where an artifact's name is found: its hash, and the artifact. Eight bytes, since there are
// millions, most of which are looked for once.
struct Entry {
  std::uint32_t hash = 0;
  ArtifactId id{};
};
struct Wanted {
  std::uint32_t hash = 0;
  std::string_view name;
};
std::uint32_t HashOf(std::string_view name) {
  return static_cast<std::uint32_t>(
      absl::Hash<absl::string_view>()(absl::string_view(name.data(), name.size())) >> 16);
}
struct EntryHash {
  using is_transparent = void;
  std::size_t operator()(const Entry& entry) const { return Spread(entry.hash); }
  std::size_t operator()(const Wanted& wanted) const { return Spread(wanted.hash); }
  // The table looks at the lowest bits and the highest.
  static std::size_t Spread(std::uint32_t hash) {
    return std::uint64_t{hash} * 0x9E37'79B9'7F4A'7C15;
  }
};
struct EntryEqual {
  using is_transparent = void;
  const std::deque<Artifact>* artifacts = nullptr;
  bool operator()(const Entry& a, const Entry& b) const { return a.id == b.id; }
  bool operator()(const Entry& entry, const Wanted& wanted) const {
    return entry.hash == wanted.hash &&
           (*artifacts)[static_cast<std::size_t>(entry.id)].name == wanted.name;
  }
  bool operator()(const Wanted& wanted, const Entry& entry) const { return (*this)(entry, wanted); }
};

// A mark on its way into an artifact.
struct Parcel {
  Ledger::Mark mark;
  Truth certainty;  // of its being handed on
};

}  // namespace

struct Ledger::Impl {
  History history;
  std::pmr::monotonic_buffer_resource names;
  // There are millions of these: in pieces, since what grows in one is copied, and touched twice.
  std::deque<Artifact> artifacts;
  std::deque<Step> steps;                 // by CarryId
  std::deque<Moment> moments;             // of the steps, each once
  std::deque<std::vector<State>> states;  // with history: by ArtifactId, by order
  absl::flat_hash_set<Entry, EntryHash, EntryEqual> ids{0, EntryHash{}, EntryEqual{&artifacts}};
  std::vector<std::vector<Parcel>> moved;  // by the moves of one event

  Artifact& At(ArtifactId id) { return artifacts[static_cast<std::size_t>(id)]; }
  const Step& At(CarryId id) const { return steps[static_cast<std::size_t>(id)]; }
  const Moment& MomentOf(CarryId id) const { return moments[At(id).moment]; }

  std::vector<State>& StatesOf(ArtifactId id) { return states[static_cast<std::size_t>(id)]; }

  // The marks of `artifact` to be changed by the event numbered `order`.
  MarkList& Open(ArtifactId id, std::uint64_t order) {
    if (history == History::kNow) return At(id).marks;
    std::vector<State>& own = StatesOf(id);
    if (own.empty()) own.push_back({order, {}});
    if (own.back().order != order) {
      State next{order, own.back().marks};
      own.push_back(std::move(next));
    }
    return own.back().marks;
  }

  std::span<const Mark> Now(ArtifactId id) {
    if (history == History::kNow) return At(id).marks;
    const std::vector<State>& own = StatesOf(id);
    return own.empty() ? std::span<const Mark>() : own.back().marks;
  }

  CarryId NewCarry(CarryId parent, ArtifactId artifact, const Moment& moment) {
    const std::uint32_t length = parent == CarryId::kNone ? 0 : At(parent).length + 1;
    ABIDE_ASSERT(steps.size() < static_cast<std::size_t>(CarryId::kNone), "paths fit 32 bits");
    if (moments.empty() || moments.back().order != moment.order) moments.push_back(moment);
    steps.push_back({parent, artifact, length, static_cast<std::uint32_t>(moments.size() - 1)});
    return static_cast<CarryId>(steps.size() - 1);
  }

  // Would a path through `parent` (none: a birth) to the event `order` be better than `old`?
  bool WouldBeBetter(CarryId parent, std::uint64_t order, CarryId old) const {
    if (old == CarryId::kNone) return true;
    const std::uint32_t length = parent == CarryId::kNone ? 0 : At(parent).length + 1;
    if (length != At(old).length) return length < At(old).length;
    if (parent == CarryId::kNone) return order < MomentOf(old).order;
    const int parents = Compare(parent, At(old).parent);
    return parents < 0 || (parents == 0 && order < MomentOf(old).order);
  }

  // Of paths of one length: below zero if `a` is earlier, comparing from the source on.
  int Compare(CarryId a, CarryId b) const {
    int result = 0;
    while (a != b && a != CarryId::kNone && b != CarryId::kNone) {
      const std::uint64_t left = MomentOf(a).order;
      const std::uint64_t right = MomentOf(b).order;
      if (left != right) result = left < right ? -1 : 1;
      a = At(a).parent;
      b = At(b).parent;
    }
    return result;
  }

  // The better of two paths; one that is none loses.
  CarryId Shorter(CarryId a, CarryId b) const {
    if (a == CarryId::kNone || b == CarryId::kNone) return a == CarryId::kNone ? b : a;
    if (At(a).length != At(b).length) return At(a).length < At(b).length ? a : b;
    return Compare(b, a) < 0 ? b : a;
  }

  void Improve(CarryId& best, CarryId parent, ArtifactId artifact, const Moment& moment) {
    if (WouldBeBetter(parent, moment.order, best)) best = NewCarry(parent, artifact, moment);
  }

  // One parcel for what is certain of a label and one for what is not, with the best paths of all:
  // what an output costs does not depend on how many inputs brought it.
  void Bundle(std::vector<Parcel>& parcels) const {
    if (parcels.size() < 2) return;
    const auto kind = [](const Parcel& parcel) {
      return std::pair(parcel.mark.label, parcel.certainty);
    };
    std::stable_sort(parcels.begin(), parcels.end(),
                     [&](const Parcel& a, const Parcel& b) { return kind(a) < kind(b); });
    std::size_t last = 0;
    for (std::size_t i = 1; i < parcels.size(); ++i) {
      Parcel& bundle = parcels[last];
      if (kind(parcels[i]) != kind(bundle)) {
        parcels[++last] = parcels[i];
        continue;
      }
      bundle.mark.certain = Shorter(bundle.mark.certain, parcels[i].mark.certain);
      bundle.mark.possible = Shorter(bundle.mark.possible, parcels[i].mark.possible);
    }
    parcels.resize(last + 1);
  }

  void Add(const Moment& moment, ArtifactId artifact, LabelId label, Truth certainty,
           CarryId certain, CarryId possible) {
    if (certainty == Truth::kFalse) return;
    MarkList& marks = Open(artifact, moment.order);
    auto mark = std::find_if(marks.begin(), marks.end(),
                             [&](const Mark& each) { return each.label == label; });
    if (mark == marks.end()) {
      marks.push_back({.label = label});
      mark = std::prev(marks.end());
    }
    if (certainty == Truth::kTrue) {
      Improve(mark->certain, certain, artifact, moment);
      // Asked for with an absent key, it counts as much as what is certain.
      if (possible != CarryId::kNone) Improve(mark->possible, possible, artifact, moment);
    } else {
      Improve(mark->possible, Shorter(certain, possible), artifact, moment);
    }
  }
};

Ledger::Ledger(History history) : impl_(std::make_unique<Impl>()) { impl_->history = history; }
Ledger::~Ledger() = default;

ArtifactId Ledger::Intern(std::string_view name) {
  const Wanted wanted{HashOf(name), name};
  const auto next = static_cast<ArtifactId>(impl_->artifacts.size());
  bool is_new = false;
  const auto place = impl_->ids.lazy_emplace(wanted, [&](const auto& make) {
    auto* const bytes = static_cast<char*>(impl_->names.allocate(name.size() + 1, 1));
    std::copy(name.begin(), name.end(), bytes);
    make(Entry{wanted.hash, next});
    is_new = true;
    impl_->artifacts.push_back({.name = {bytes, name.size()}, .marks = {}});
    if (impl_->history == History::kKeep) impl_->states.emplace_back();
  });
  return is_new ? next : place->id;
}

void Ledger::Foresee(std::string_view name) const {
  impl_->ids.prefetch(Wanted{HashOf(name), name});
}

std::string_view Ledger::Name(ArtifactId artifact) const { return impl_->At(artifact).name; }

std::optional<ArtifactId> Ledger::Find(std::string_view name) const {
  const auto found = impl_->ids.find(Wanted{HashOf(name), name});
  if (found == impl_->ids.end()) return std::nullopt;
  return found->id;
}

void Ledger::Apply(const Moment& moment, std::span<const Move> moves) {
  std::vector<std::vector<Parcel>>& parcels = impl_->moved;
  if (parcels.size() < moves.size()) parcels.resize(moves.size());
  for (std::size_t i = 0; i < moves.size(); ++i) {
    parcels[i].clear();
    for (const ArtifactId from : moves[i].from) {
      for (const Mark& mark : impl_->Now(from)) {
        parcels[i].push_back({mark, And(mark.truth(), moves[i].certainty)});
      }
    }
    impl_->Bundle(parcels[i]);
  }
  for (const Move& move : moves) {
    if (!move.replacing || move.certainty != Truth::kTrue) continue;
    for (const ArtifactId to : move.to) impl_->Open(to, moment.order).clear();
  }
  for (std::size_t i = 0; i < moves.size(); ++i) {
    for (const ArtifactId to : moves[i].to) {
      for (const Parcel& parcel : parcels[i]) {
        impl_->Add(moment, to, parcel.mark.label, parcel.certainty, parcel.mark.certain,
                   parcel.mark.possible);
      }
    }
  }
}

void Ledger::Bear(const Moment& moment, ArtifactId artifact, LabelId label, Truth certainty) {
  impl_->Add(moment, artifact, label, certainty, CarryId::kNone, CarryId::kNone);
}

std::span<const Ledger::Mark> Ledger::Marks(std::string_view name, std::uint64_t order) const {
  const std::optional<ArtifactId> artifact = Find(name);
  if (!artifact) return {};
  if (impl_->history == History::kNow) return impl_->Now(*artifact);
  const std::vector<State>& states = impl_->StatesOf(*artifact);
  const auto behind =
      std::upper_bound(states.begin(), states.end(), order,
                       [](std::uint64_t value, const State& state) { return value < state.order; });
  if (behind == states.begin()) return {};
  return std::prev(behind)->marks;
}

std::vector<Carry> Ledger::Path(CarryId carry) const {
  std::vector<Carry> path;
  for (; carry != CarryId::kNone; carry = impl_->At(carry).parent) {
    const Step& step = impl_->At(carry);
    path.push_back({step.parent, step.artifact, step.length, impl_->MomentOf(carry)});
  }
  std::reverse(path.begin(), path.end());
  return path;
}

bool Ledger::Better(CarryId a, CarryId b) const {
  return a != CarryId::kNone && impl_->Shorter(b, a) == a && a != b;
}

std::size_t Ledger::artifact_count() const { return impl_->artifacts.size(); }

}  // namespace abide::lineage
