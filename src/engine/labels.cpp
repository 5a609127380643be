#include "engine/labels.h"

namespace abide::engine {

using lineage::CarryId;
using lineage::Ledger;
using values::Truth;

namespace {

// Of the components that are there, and the key.
std::string NameOf(const Key& key) {
  const std::uint32_t present = key.present();
  std::string name(reinterpret_cast<const char*>(&present), sizeof(present));
  name += key.bytes();
  return name;
}

}  // namespace

void Labels::Forget() {
  ids_.clear();
  labels_.clear();
}

Labels::Source Labels::Read(const Moment& moment, expressions::Environment& environment) {
  const plan::Remember::Part* part = source_.PartOf(moment.kind);
  if (part == nullptr) return {};
  environment.Bind(source_.binding, &moment);
  Source source;
  source.truth = part->local ? expressions::Test(*part->local, environment) : Truth::kTrue;
  if (source.truth == Truth::kFalse) return source;
  if (source.truth == Truth::kUnknown) {
    source.missing = expressions::MissingFields(*part->local, environment);
  }
  ReadInner(source_.keys, moment, environment, key_);
  source.is_whole = key_.whole();
  if (!source.is_whole) AddMissingInner(source_.keys, moment, environment, source.missing);
  std::string name = NameOf(key_);
  const auto found = ids_.find(name);
  if (found != ids_.end()) {
    source.label = found->second;
    return source;
  }
  source.label = numbers_.Next();
  ids_.emplace(std::move(name), source.label);
  labels_.emplace(source.label, Label{key_.bytes(), key_.present()});
  return source;
}

Truth Labels::Fits(const Label& label) const {
  const std::uint32_t mask = label.present & key_.present();
  if (Shortened(label.key, label.present, mask) != key_.Bytes(mask)) return Truth::kFalse;
  return key_.whole() && mask == key_.present() ? Truth::kTrue : Truth::kUnknown;
}

Labels::Found Labels::Ask(const plan::Remember& asked, const Ledger& ledger,
                          std::string_view artifact, const Moment& asker,
                          expressions::Environment& environment) {
  ReadOuter(asked.keys, environment, key_);
  Found best;
  for (const Ledger::Mark& mark : ledger.Marks(artifact, asker.order)) {
    const auto label = labels_.find(mark.label);
    if (label == labels_.end()) continue;
    const Truth truth = And(Fits(label->second), mark.truth());
    if (truth == Truth::kFalse) continue;
    // Where it is open whose data it is, a path that is not certain may be the better one.
    const bool is_certain = truth == Truth::kTrue || !ledger.Better(mark.possible, mark.certain);
    const CarryId path = is_certain ? mark.certain : mark.possible;
    if (truth > best.truth || (truth == best.truth && ledger.Better(path, best.path))) {
      best = {truth, path};
    }
  }
  return best;
}

lineage::ShareLabel Labels::AskedShare(const plan::Remember& asked,
                                       expressions::Environment& environment) {
  ReadOuter(asked.keys, environment, key_);
  if (!key_.whole()) return lineage::ShareLabel::kAny;
  const auto found = ids_.find(NameOf(key_));
  if (found == ids_.end()) return lineage::ShareLabel::kRest;
  return static_cast<lineage::ShareLabel>(found->second);
}

}  // namespace abide::engine
