// What artifacts carry, of every lineage pattern of a plan: the flows of each event go into one
// ledger and, for patterns whose share is asked, into their shares.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/labels.h"
#include "engine/missing.h"
#include "engine/moment.h"
#include "expressions/evaluate.h"
#include "lineage/ledger.h"
#include "lineage/shares.h"
#include "plan/plan.h"

namespace abide::engine {

// Each ask is one whose memory is a LineageMemory.
class Provenance {
 public:
  Provenance(const plan::Plan& plan, MissingNames& missing);

  // Of an event of a kind that has flows: they are applied, then each ask whose source it may be,
  // or that shares are asked of, is fed.
  void ApplyFlows(const Moment& moment, expressions::Environment& environment);
  void Feed(expressions::AskId ask, const Moment& moment, expressions::Environment& environment);
  void Forget();

  // `artifacts`: a list or one text. A truth, or a share; absent where artifacts are.
  values::Value Answer(expressions::AskId ask, const values::Value& artifacts, const Moment& asker,
                       expressions::Environment& environment);
  // What leaves the answer open.
  void Missing(expressions::AskId ask, const values::Value& artifacts, const Moment& asker,
               expressions::Environment& environment, std::vector<std::string>& names);

  // The end of the best path; none if nothing is carried.
  lineage::CarryId EndOfPath(expressions::AskId ask, const values::Value& artifacts,
                             const Moment& asker, expressions::Environment& environment);
  // Has what the event's flows will look at fetched from memory.
  void Foresee(const events::Event& event) const;
  const lineage::Ledger& ledger() const { return *ledger_; }

 private:
  struct Pattern {
    std::unique_ptr<Labels> labels;           // null: none, or another ask keeps it
    std::unique_ptr<lineage::Shares> shares;  // null: not asked
    // What left it open whether the event with this number is a source, and of which label.
    absl::flat_hash_map<std::uint64_t, MissingId> uncertain;
  };
  const plan::LineageMemory& MemoryOf(expressions::AskId ask) const {
    return std::get<plan::LineageMemory>(plan_.asks[static_cast<std::size_t>(ask)].memory);
  }
  Pattern& PatternOf(expressions::AskId ask) {
    return patterns_[static_cast<std::size_t>(plan_.asks[static_cast<std::size_t>(ask)].kept_by)];
  }

  void ReadFlow(const events::EventType& type, const events::Flow& flow, const Moment& moment,
                expressions::Environment& environment);
  void Intern(const values::Value& artifacts, std::optional<std::uint32_t> member,
              std::vector<lineage::ArtifactId>& into);
  void Weigh(const events::EventType& type, const events::Flow& flow, const Moment& moment,
             const lineage::Move& move);
  values::Value Derives(Labels& labels, const plan::Remember& source,
                        const values::Value& artifacts, const Moment& asker,
                        expressions::Environment& environment);
  values::Value Share(Pattern& pattern, const plan::Remember& source,
                      const values::Value& artifacts, const Moment& asker,
                      expressions::Environment& environment);
  // Nothing where one of them is absent, or there is none.
  std::optional<lineage::Shares::Artifacts> Named(const values::Value& artifacts) const;

  const plan::Plan& plan_;
  MissingNames& missing_;
  LabelNumbers label_numbers_;
  std::vector<Pattern> patterns_;  // by AskId
  std::unique_ptr<lineage::Ledger> ledger_;
  // Flows and births of the event being read, once their conditions are known.
  std::vector<lineage::Move> moves_;
  std::vector<lineage::WeighedMove> weighed_;    // the same, where shares are asked
  std::vector<std::string> uncertain_of_flows_;  // what leaves a condition or an amount unknown
  std::vector<std::uint32_t> named_in_;          // by ArtifactId: the list that named it last
  std::uint32_t lists_ = 0;
  // What left a flow of the event with this number uncertain.
  absl::flat_hash_map<std::uint64_t, MissingId> uncertain_;
};

}  // namespace abide::engine
