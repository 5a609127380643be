// What artifacts carry of one pattern, and how much of it (language guide, section 9): the flows of
// the log played one after the other.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/schema.h"
#include "testimony/evaluator.h"

namespace abide::inquiry {

using events::Event;
using values::Truth;
using values::Value;

// A step of a path: the event that carried the data, into which artifact, and from where.
struct Carry {
  const Event* event = nullptr;
  std::string artifact;
  std::shared_ptr<const Carry> from;  // null: born there
  std::size_t length = 1;
};
using CarryPtr = std::shared_ptr<const Carry>;  // null: no path

struct Carried {
  Truth truth = Truth::kFalse;
  CarryPtr certain;   // the best path by which it certainly came
  CarryPtr possible;  // the best by which it may have
};

// A part of 0 to 1.
struct Part {
  values::Decimal least, most;
};
struct Inflow {
  std::optional<values::Decimal> amount;  // none: not known, from zero up
  bool may_be_nothing = false;
  Part part;                // that carries the pattern
  bool with_birth = false;  // in its event the artifact was born for certain
};

// The artifacts that a value names, each once. `is_whole`: none was absent.
struct Artifacts {
  std::vector<std::string> names;
  bool is_whole = true;
};
Artifacts ArtifactsIn(const Value& value);

// Whether one of the event's flows leads into the artifact: from the other one, or (null) from
// nowhere. Its condition is not looked at.
bool Leads(const events::EventSchema& schema, const Event& event, const std::string* from,
           const std::string& into);

class Provenance {
 public:
  // Whether an event matches the pattern; whether a flow of an event happens.
  using Matches = std::function<Truth(const Event&)>;
  using Flows = std::function<Truth(const events::EventType&, const events::Flow&, const Event&)>;

  Provenance(const events::EventSchema& schema, Matches matches, Flows flows)
      : schema_(schema), matches_(std::move(matches)), flows_(std::move(flows)) {}

  // Events come in their order. O(inputs times outputs), of a share the inflows as well.
  void Play(const Event& event);

  // Any of the artifacts.
  Carried Of(const Artifacts& artifacts) const;
  // Nothing where a sum is out of range. There is at least one artifact.
  std::optional<Part> ShareOf(const Artifacts& artifacts) const;

 private:
  using Inflows = std::map<std::string, std::vector<Inflow>>;

  // A flow of an event that happens, or may, and into which artifacts.
  struct Happening {
    const events::Flow& flow;
    Truth happens;
    std::vector<std::string> into;
  };
  void PlayCarried(const Event& event, const std::vector<Happening>& happenings, Truth source);
  void PlayAmounts(const Event& event, const std::vector<Happening>& happenings, Truth source);
  std::vector<Inflow> Brought(const Event& event, const events::Flow& flow) const;
  std::vector<Inflow> InflowsOf(const std::string& name) const;

  const events::EventSchema& schema_;
  Matches matches_;
  Flows flows_;
  std::map<std::string, Carried> carried_;
  Inflows inflows_;
};

}  // namespace abide::inquiry
