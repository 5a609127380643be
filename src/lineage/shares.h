// How much of each artifact carries a pattern (language guide, section 9), beside the ledger, which
// knows only whether it does.
//
// An artifact is a heap into which data flowed (mixture.h). What flowed in is the same for all
// labels of the pattern, what of it carries is kept for those labels alone that have come near:
//
//     use       made "raw"                raw: 1 in all, of which 1 carries
//     pack      "raw" 30, "own" 70        mix: 100 in all, of which 30 carry
//     train     "mix" -> model            model: 1 in all, of which 0.3 carries
//
// A pattern that refers to outer events by equality has a label for each key. Two more labels make
// keys that are not there exact: `kRest` stands for every key that has not been seen, and an event
// whose own key is absent may be a source for it; `kAny` for a question whose key is absent, for
// which every source may be one. A key's label begins as a copy of what the rest carries. (With
// several key components, an event that lacks some of them counts as one that lacks all, which can
// make the upper end of a share too high, never too low.)
//
// Cost: a flow its inputs times the labels that they or the artifact carry, a question the labels
// looked up. Memory: 150 bytes an artifact into which something flowed, 70 a label on it; with
// history as much again for every event that changed it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "lineage/ledger.h"
#include "lineage/mixture.h"
#include "values/truth.h"

namespace abide::lineage {

// Of one pattern.
enum class ShareLabel : std::uint32_t { kRest = UINT32_MAX - 1, kAny = UINT32_MAX };

// What one flow of an event moves.
struct WeighedMove {
  struct Input {
    ArtifactId artifact{};
    std::optional<Decimal> amount = kAll;  // none: not known
  };
  std::vector<Input> from;
  std::vector<ArtifactId> to;
  bool is_birth = false;
  bool replacing = false;
  values::Truth certainty = values::Truth::kTrue;  // of the flow's condition
};

class Shares {
 public:
  using History = Ledger::History;
  explicit Shares(History history) : history_(history) {}

  // Whether the event matches the pattern, and under which key.
  struct Source {
    values::Truth truth = values::Truth::kFalse;
    ShareLabel label{};  // kRest: a key that is absent
  };
  // All flows of the event numbered `order`, at once; what is born in it comes from `source`.
  // `reason` stands for what makes an amount, a flow or the source unknown, 0 for nothing: it stays
  // with the data.
  void Apply(std::uint64_t order, std::span<const WeighedMove> moves, const Source& source,
             std::uint32_t reason);

  // Artifacts, each named once; of those that the ledger does not know only how many they are.
  struct Artifacts {
    std::vector<ArtifactId> known;
    std::int64_t unknown = 0;
  };
  // Their share, as if all their flows had gone into one, behind the event numbered `order`.
  // Nothing if a sum is out of range. They are not empty.
  std::optional<Part> Of(const Artifacts& artifacts, ShareLabel label, std::uint64_t order) const;
  // What makes it uncertain, each once.
  std::vector<std::uint32_t> Reasons(const Artifacts& artifacts, std::uint64_t order) const;

 private:
  struct Labelled {
    ShareLabel label{};
    Mixture mixture;
  };
  // An artifact into which something flowed.
  struct Heap {
    std::uint64_t order = 0;  // of the event that left it so
    Decimal total;            // of the certain inflows
    bool touched = false;     // else it is as if nothing had ever flowed into it
    bool certain = false;     // else it may be so
    bool in_range = true;
    bool plain = true;  // what has no label carries nothing
    Mixture unlabelled;
    std::vector<Labelled> labels;  // ascending
    std::vector<std::uint32_t> reasons;
  };
  struct Arrival {
    Inflow inflow;
    ArtifactId from{};
    bool is_birth = false;
  };
  // What an event brings to one artifact.
  struct Delivery {
    ArtifactId to{};
    bool replaces = false;
    bool reached = false;  // by a flow that certainly happens
    values::Truth born = values::Truth::kFalse;
    std::vector<Arrival> arrivals;
    std::vector<ShareLabel> labels;        // that change, ascending
    std::vector<std::vector<Part>> parts;  // by label, behind them the unlabelled; by arrival
    std::vector<std::uint32_t> reasons;
  };

  std::vector<Delivery> Collect(std::span<const WeighedMove> moves) const;
  void AddBirth(Delivery& delivery) const;
  void Weigh(Delivery& delivery, const Source& source) const;
  void Deliver(std::uint64_t order, Delivery& delivery, std::uint32_t reason);
  Part PartOf(const Arrival& arrival, std::optional<ShareLabel> label, const Part& born) const;
  Heap& Open(std::uint64_t order, const Delivery& delivery);

  const Heap* Now(ArtifactId artifact) const;
  const Heap* AsOf(ArtifactId artifact, std::uint64_t order) const;
  static const Mixture* Find(const Heap& heap, ShareLabel label);
  static const Mixture& For(const Heap& heap, ShareLabel label);

  History history_;
  std::vector<std::vector<Heap>> heaps_;  // by ArtifactId, by order; without history the last
};

}  // namespace abide::lineage
