// From checked rules to what the engine does: which fields to read, what each clause must remember,
// keyed by what and for how long, in which order memories are asked and fed.
//
// The heart of it is how the condition of a pattern that looks back is split. In
//
//     preceded by (approval within 365 days where approval.by == "openai"
//                                             and approval.subject == train.model
//                                             and approval.cost >= train.cost)
//
// the first part speaks of the approval alone (`local`): it is decided when the approval is read.
// The second is an equality between the approval and the event that asks: a `key` under which the
// approval is kept. The third (`residual`) can only be decided when asked, so the approval's fields
// are kept. Without a residual the latest event of each key is enough.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "events/schema.h"

namespace abide::plan {

using check::AskId;
using check::BindingId;
using check::ClauseId;
using expressions::EventKind;
using expressions::ExprPtr;

// --- Memories ----------------------------------------------------------------------------------

// `inner == outer`: `inner` speaks of the remembered event alone, `outer` of those that ask.
struct Key {
  struct Inner {
    EventKind kind{};
    ExprPtr value;
  };
  std::vector<Inner> inner;  // one for each kind of the pattern
  ExprPtr outer;
  bool ignoring_case = false;
};

// What is to be remembered of one pattern.
struct Remember {
  BindingId binding{};
  std::string spoken;  // the name that rules use for its event
  std::string text;    // the pattern as written
  diagnostics::Span span;
  struct Part {
    EventKind kind{};
    ExprPtr local;     // null: always true
    ExprPtr residual;  // null: none
    ExprPtr value;     // of an aggregate; null for count
  };
  std::vector<Part> parts;  // one for each kind, in the order of the pattern
  std::vector<Key> keys;
  std::optional<values::Duration> within;  // silent: for ever
  bool has_residual = false;
  // Asked as of earlier events too: nothing may be dropped.
  bool history = false;
  // The event's fields are read when asked (residual, gap, value).
  bool keep_fields = false;
  // Every event that matches is asked for, not one of them.
  bool enumerated = false;
  // Of a limit: an event whose key is absent is not remembered; `each` period ends for all at once.
  bool drop_keyless = false;
  std::optional<values::Period> each;
  std::string zone;

  const Part* PartOf(EventKind kind) const;
};

// One alternative of `preceded by`: its event and the `with no … since` behind it.
struct EventMemory {
  Remember event;
  std::optional<Remember> gap;
  bool gap_sees_event = false;  // R speaks of Q: which Q it is matters
  bool gap_sees_outer = false;  // R speaks of the event that asks
};
struct PastMemory {
  std::vector<EventMemory> alternatives;
};

struct WindowMemory {
  check::AskAggregate::Function function{};
  Remember event;
  bool value_sees_outer = false;
};

struct StateUse {
  check::StateId state{};
};

// Sources of a lineage pattern; a label for each key.
struct LineageMemory {
  Remember source;
  bool shares = false;        // how much of an artifact carries it is asked, not only whether
  bool keeps_shares = false;  // somebody for whom this is kept asks so
};

struct CellUse {
  check::TableId table{};
  std::uint32_t column = 0;
  bool as_of = false;
};
struct RowUse {
  check::TableId table{};
  bool as_of = false;
};

struct Ask {
  std::variant<std::monostate, PastMemory, WindowMemory, StateUse, LineageMemory, CellUse, RowUse>
      memory;  // monostate: no clause that is judged asks this
  // The ask that remembers for this one: itself, or one whose memory is the same. Only the outer
  // sides of keys and the residuals are this one's own.
  AskId kept_by{};
  BindingId at{};
  std::string text;
  diagnostics::Span span;
};

struct StateMemory {
  bool used = false;
  bool history = false;
};

// --- Judgements ----------------------------------------------------------------------------------

// A norm decided at its event: a true condition is a breach.
struct Immediate {
  // Of `before`: what the condition asks for. One that comes too late is evidence.
  std::optional<AskId> required;
};

// `after P [for each earlier R] require Q` and `around P require Q`: the condition says whether a
// duty arises, what is to come says whether it is met.
struct DutyPlan {
  struct Required {
    Remember event;  // its keys' outer sides, and its term, are read at the trigger
    ExprPtr term;    // a duration
    std::string text;
  };
  std::vector<Required> alternatives;
  // One duty for each event that this ask finds; silent: one duty.
  std::optional<AskId> each_earlier;
  BindingId earlier{};  // the binding of R
  // `around`: asks for each alternative whether it stood before.
  std::vector<AskId> before;
};

// `around P forbid Q`: at an event that may be the later one of the two, every earlier other one.
struct PairPlan {
  struct Side {
    BindingId self{};   // of the later event
    BindingId other{};  // of the earlier one
    struct Case {
      EventKind kind{};   // of the later event
      ExprPtr condition;  // of it alone; null: always
      AskId earlier{};    // finds the others
    };
    std::vector<Case> cases;
  };
  Side second;  // the later event is Q
  Side first;   // the later event is P
};

// `limit X to N per K`
struct LimitPlan {
  ExprPtr measure;
  ExprPtr bound;
  std::vector<check::Limit::Key> per;
  std::vector<AskId> aggregates;
  std::optional<values::Duration> over;
  std::optional<values::Period> each;
  std::string zone;
};

// A clause as what it comes to at one event.
struct Judgement {
  ClauseId clause{};
  BindingId at{};
  struct Case {
    EventKind kind{};
    ExprPtr condition;  // null: always
  };
  // Clauses of one group ask memories that hang together; those that ask none are one group.
  std::uint32_t group = 0;
  // One for each kind at which findings stand. Of a pair and of a limit the condition is null.
  std::vector<Case> cases;
  std::variant<Immediate, DutyPlan, PairPlan, LimitPlan> form;
};

// --- The plan ------------------------------------------------------------------------------------

// A memory that events feed, in the order in which one event must feed them: what a memory's own
// conditions ask stands before it. Asks for which another keeps have none.
struct Feed {
  enum class Kind { kAsk, kState };
  Kind kind = Kind::kAsk;
  std::uint32_t index = 0;  // AskId or StateId
  std::uint32_t group = 0;  // of the judgements that ask it
};

struct Plan {
  const check::CheckedRules* rules = nullptr;
  std::vector<Ask> asks;            // by AskId; behind the rules' own those that norms come to
  std::vector<StateMemory> states;  // by StateId
  std::vector<Feed> feeds;
  std::vector<Judgement> judgements;  // by clause
  bool lineage = false;               // somebody asks what derives from what
  bool shares = false;                // and how much of it
  bool lineage_history = false;
  events::FieldSelection fields;
  // The kinds that some judgement or memory looks at; others are counted only.
  std::vector<bool> kinds;  // by EventKind
};

// Whether `glob` stands for the whole text; each `*` in it stands for any characters.
bool MatchesGlob(std::string_view text, std::string_view glob);

struct PlanOptions {
  // Full clause ids to judge, as globs (`*` matches any characters); empty: all.
  std::vector<std::string> clauses;
};

// Warnings of memories that grow go to `sink`. `rules` outlives the plan.
Plan Compile(const check::CheckedRules& rules, const PlanOptions& options,
             diagnostics::DiagnosticSink& sink);

// Warns of every memory that grows with the number of events (E0701). One that has an entry a key
// is not warned of; `Dump` tells it.
void WarnOfGrowth(const Plan& plan, diagnostics::DiagnosticSink& sink);

// What each clause remembers and for how long, which fields are read: `--dump plan`.
std::string Dump(const Plan& plan);

}  // namespace abide::plan
