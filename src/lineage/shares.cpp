#include "lineage/shares.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace abide::lineage {

using values::Truth;

namespace {

constexpr Part kNoPart{};

void AddOnce(std::uint32_t reason, std::vector<std::uint32_t>& reasons) {
  const auto place = std::lower_bound(reasons.begin(), reasons.end(), reason);
  if (place == reasons.end() || *place != reason) reasons.insert(place, reason);
}

// How much of what is born in an event carries `label` (none: a key that no source has had).
Part BornPart(const Shares::Source& source, std::optional<ShareLabel> label) {
  if (source.truth == Truth::kFalse) return kNoPart;
  if (label == source.label && source.label != ShareLabel::kRest) {
    return {source.truth == Truth::kTrue ? kAll : kNothing, kAll};
  }
  const bool perhaps = label == ShareLabel::kAny || (label && source.label == ShareLabel::kRest);
  return perhaps ? Part{kNothing, kAll} : kNoPart;
}

}  // namespace

void Shares::Apply(std::uint64_t order, std::span<const WeighedMove> moves, const Source& source,
                   std::uint32_t reason) {
  // Inputs are read as before the event: all is weighed before anything is delivered.
  std::vector<Delivery> deliveries = Collect(moves);
  for (Delivery& delivery : deliveries) {
    AddBirth(delivery);
    Weigh(delivery, source);
  }
  for (Delivery& delivery : deliveries) Deliver(order, delivery, reason);
}

std::vector<Shares::Delivery> Shares::Collect(std::span<const WeighedMove> moves) const {
  std::vector<Delivery> deliveries;
  absl::flat_hash_map<ArtifactId, std::size_t> places;
  for (const WeighedMove& move : moves) {
    if (move.certainty == Truth::kFalse) continue;
    const bool certain = move.certainty == Truth::kTrue;
    for (const ArtifactId to : move.to) {
      const auto [place, is_new] = places.try_emplace(to, deliveries.size());
      if (is_new) {
        deliveries.push_back({.to = to, .arrivals = {}, .labels = {}, .parts = {}, .reasons = {}});
      }
      Delivery* const found = &deliveries[place->second];
      found->replaces |= move.replacing && certain;
      if (move.is_birth) found->born = Or(found->born, move.certainty);
      for (const WeighedMove::Input& input : move.from) {
        found->arrivals.push_back({.inflow = {input.amount, !certain}, .from = input.artifact});
        found->reached |= certain;
        const Heap* heap = Now(input.artifact);
        if (heap == nullptr) continue;
        for (const std::uint32_t reason : heap->reasons) AddOnce(reason, found->reasons);
      }
    }
  }
  return deliveries;
}

// A birth counts 1, but adds no amount where the event's flows reach the artifact, too.
void Shares::AddBirth(Delivery& delivery) const {
  if (delivery.born == Truth::kFalse || delivery.reached) return;
  const bool certain = delivery.born == Truth::kTrue && delivery.arrivals.empty();
  delivery.arrivals.push_back({.inflow = {kAll, !certain}, .from = {}, .is_birth = true});
}

// Which labels change, and how much of each arrival carries them.
void Shares::Weigh(Delivery& delivery, const Source& source) const {
  bool is_plain = true;
  const auto add_labels = [&](const Heap& heap) {
    for (const Labelled& each : heap.labels) delivery.labels.push_back(each.label);
  };
  for (const Arrival& arrival : delivery.arrivals) {
    is_plain = is_plain && !arrival.inflow.IsLoose();
    const Heap* heap = arrival.is_birth ? nullptr : Now(arrival.from);
    if (heap == nullptr) continue;
    add_labels(*heap);
    is_plain =
        is_plain && heap->in_range && heap->plain && Find(*heap, ShareLabel::kRest) == nullptr;
  }
  const bool is_source = delivery.born != Truth::kFalse && source.truth != Truth::kFalse;
  if (is_source) {
    delivery.labels.push_back(source.label);
    delivery.labels.push_back(ShareLabel::kAny);
    is_plain = is_plain && source.label != ShareLabel::kRest;
  }
  // Else what flows in changes only the whole for the labels that the artifact alone has.
  const Heap* before = Now(delivery.to);
  if (!is_plain && !delivery.replaces && before != nullptr) add_labels(*before);
  std::sort(delivery.labels.begin(), delivery.labels.end());
  delivery.labels.erase(std::unique(delivery.labels.begin(), delivery.labels.end()),
                        delivery.labels.end());
  for (std::size_t i = 0; i <= delivery.labels.size(); ++i) {
    std::optional<ShareLabel> label;
    if (i < delivery.labels.size()) label = delivery.labels[i];
    Part born = kNoPart;
    if (is_source) {
      const Source as_born{And(source.truth, delivery.born), source.label};
      born = BornPart(as_born, label);
    }
    std::vector<Part>& parts = delivery.parts.emplace_back();
    for (const Arrival& arrival : delivery.arrivals) parts.push_back(PartOf(arrival, label, born));
  }
}

// `label`: none for what has no label.
Part Shares::PartOf(const Arrival& arrival, std::optional<ShareLabel> label,
                    const Part& born) const {
  Part part = kNoPart;
  if (const Heap* heap = arrival.is_birth ? nullptr : Now(arrival.from)) {
    const Mixture& mixture = label ? For(*heap, *label) : heap->unlabelled;
    const bool needs_mixture = &mixture != &heap->unlabelled || !heap->plain;
    std::optional<Part> known = part;
    if (!heap->in_range) {
      known.reset();
    } else if (needs_mixture) {
      known = mixture.PartOf(heap->total);
    }
    part = known.value_or(Part{kNothing, kAll});
    if (!heap->certain) part.least = kNothing;
  }
  return {std::max(part.least, born.least), std::max(part.most, born.most)};
}

void Shares::Deliver(std::uint64_t order, Delivery& delivery, std::uint32_t reason) {
  if (delivery.arrivals.empty() && !delivery.replaces) return;
  Heap& heap = Open(order, delivery);
  heap.touched |= !delivery.arrivals.empty();
  heap.certain |= delivery.reached || delivery.born == Truth::kTrue;
  // A label begins as what stands for it so far.
  for (const ShareLabel label : delivery.labels) {
    if (Find(heap, label) != nullptr) continue;
    Mixture begin = For(heap, label);
    const auto place = std::find_if(heap.labels.begin(), heap.labels.end(),
                                    [label](const Labelled& each) { return label < each.label; });
    heap.labels.insert(place, {label, std::move(begin)});
  }
  std::vector<std::pair<Mixture*, const std::vector<Part>*>> mixtures;
  for (Labelled& each : heap.labels) {
    const auto place = std::lower_bound(delivery.labels.begin(), delivery.labels.end(), each.label);
    if (place == delivery.labels.end() || *place != each.label) continue;
    mixtures.emplace_back(
        &each.mixture, &delivery.parts[static_cast<std::size_t>(place - delivery.labels.begin())]);
  }
  mixtures.emplace_back(&heap.unlabelled, &delivery.parts.back());
  for (std::size_t i = 0; i < delivery.arrivals.size() && heap.in_range; ++i) {
    const Inflow& inflow = delivery.arrivals[i].inflow;
    if (!inflow.IsLoose()) {
      const auto total = values::Add(heap.total, *inflow.amount);
      heap.in_range = total.has_value();
      if (!heap.in_range) break;
      heap.total = *total;
    }
    for (auto& [mixture, parts] : mixtures) {
      if (inflow.IsLoose()) {
        mixture->AddLoose(inflow, (*parts)[i]);
      } else {
        mixture->AddCertain(*inflow.amount, (*parts)[i]);
      }
    }
  }
  heap.plain = heap.unlabelled.CarriesNothing();
  for (const std::uint32_t each : delivery.reasons) AddOnce(each, heap.reasons);
  if (reason != 0) AddOnce(reason, heap.reasons);
}

// The heap of the artifact to be changed; empty if what was there is replaced.
Shares::Heap& Shares::Open(std::uint64_t order, const Delivery& delivery) {
  const auto index = static_cast<std::size_t>(delivery.to);
  if (heaps_.size() <= index) heaps_.resize(std::max(index + 1, 2 * heaps_.size()));
  std::vector<Heap>& states = heaps_[index];
  Heap next;
  if (!states.empty() && !delivery.replaces) {
    if (history_ == History::kNow) return states.back();
    next = states.back();
  }
  if (history_ == History::kNow) states.clear();
  next.order = order;
  states.push_back(std::move(next));
  return states.back();
}

// Null: nothing has flowed into it, it is one unit that carries nothing.
const Shares::Heap* Shares::Now(ArtifactId artifact) const { return AsOf(artifact, UINT64_MAX); }

const Shares::Heap* Shares::AsOf(ArtifactId artifact, std::uint64_t order) const {
  const auto index = static_cast<std::size_t>(artifact);
  if (index >= heaps_.size() || heaps_[index].empty()) return nullptr;
  const std::vector<Heap>& states = heaps_[index];
  const Heap* heap = &states.back();
  if (history_ == History::kKeep && order < heap->order) {
    const auto behind =
        std::upper_bound(states.begin(), states.end(), order,
                         [](std::uint64_t value, const Heap& each) { return value < each.order; });
    if (behind == states.begin()) return nullptr;
    heap = &*std::prev(behind);
  }
  return heap->touched ? heap : nullptr;
}

const Mixture* Shares::Find(const Heap& heap, ShareLabel label) {
  const auto place =
      std::lower_bound(heap.labels.begin(), heap.labels.end(), label,
                       [](const Labelled& each, ShareLabel value) { return each.label < value; });
  return place != heap.labels.end() && place->label == label ? &place->mixture : nullptr;
}

const Mixture& Shares::For(const Heap& heap, ShareLabel label) {
  if (const Mixture* own = Find(heap, label)) return *own;
  const Mixture* rest = label == ShareLabel::kAny ? nullptr : Find(heap, ShareLabel::kRest);
  return rest != nullptr ? *rest : heap.unlabelled;
}

std::optional<Part> Shares::Of(const Artifacts& artifacts, ShareLabel label,
                               std::uint64_t order) const {
  Mixture all;
  Decimal total = Decimal::FromInteger(artifacts.unknown);
  for (const ArtifactId artifact : artifacts.known) {
    const Heap* heap = AsOf(artifact, order);
    if (heap != nullptr && !heap->in_range) return std::nullopt;
    const auto sum = values::Add(total, heap != nullptr ? heap->total : kAll);
    if (!sum) return std::nullopt;
    total = *sum;
    if (heap == nullptr) continue;
    all.Merge(For(*heap, label));
    if (!heap->certain) all.AddLoose({kAll, true}, kNoPart);
  }
  return all.PartOf(total);
}

std::vector<std::uint32_t> Shares::Reasons(const Artifacts& artifacts, std::uint64_t order) const {
  std::vector<std::uint32_t> reasons;
  for (const ArtifactId artifact : artifacts.known) {
    const Heap* heap = AsOf(artifact, order);
    if (heap == nullptr) continue;
    for (const std::uint32_t reason : heap->reasons) AddOnce(reason, reasons);
  }
  return reasons;
}

}  // namespace abide::lineage
