// One lineage pattern: which events are its sources, and what artifacts carry of it.
//
// A label of the ledger stands for the pattern and one key of it, so that `derive from (inference i
// where i.org == train.org)` has a label for each `org`. A key that lacks a component may be any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/key.h"
#include "engine/missing.h"
#include "lineage/ledger.h"
#include "lineage/shares.h"
#include "plan/plan.h"

namespace abide::engine {

// Labels are numbered through over all patterns of a run.
class LabelNumbers {
 public:
  lineage::LabelId Next() { return static_cast<lineage::LabelId>(next_++); }

 private:
  std::uint32_t next_ = 0;
};

class Labels {
 public:
  Labels(const plan::LineageMemory& memory, LabelNumbers& numbers)
      : source_(memory.source), numbers_(numbers) {}

  // Is the event a source, and of which label? False if not.
  struct Source {
    values::Truth truth = values::Truth::kFalse;
    lineage::LabelId label{};
    bool is_whole = true;              // its key is
    std::vector<std::string> missing;  // what makes it unknown, or its key incomplete
  };
  Source Read(const Moment& moment, expressions::Environment& environment);
  void Forget();

  struct Found {
    values::Truth truth = values::Truth::kFalse;
    lineage::CarryId path = lineage::CarryId::kNone;  // the best that makes it so
  };
  // --- Of whoever asks, the same pattern with its own outer events.
  // Does the artifact, as `asker` sees it, carry what the outer events ask for?
  Found Ask(const plan::Remember& asked, const lineage::Ledger& ledger, std::string_view artifact,
            const Moment& asker, expressions::Environment& environment);
  // What the outer events ask for, of the shares.
  lineage::ShareLabel AskedShare(const plan::Remember& asked,
                                 expressions::Environment& environment);

 private:
  struct Label {
    std::string key;
    std::uint32_t present = 0;
  };
  values::Truth Fits(const Label& label) const;

  const plan::Remember& source_;
  LabelNumbers& numbers_;
  absl::flat_hash_map<std::string, lineage::LabelId> ids_;  // of the components present and the key
  absl::flat_hash_map<lineage::LabelId, Label> labels_;
  Key key_;
};

}  // namespace abide::engine
