#include <string>
#include <variant>

#include "plan/plan.h"
#include "values/time.h"

namespace abide::plan {

namespace {

std::string_view NameOf(check::AskAggregate::Function function) {
  using Function = check::AskAggregate::Function;
  switch (function) {
    case Function::kCount:
      return "count";
    case Function::kSum:
      return "sum";
    case Function::kMin:
      return "min";
    case Function::kMax:
      return "max";
    case Function::kAverage:
      return "average";
    case Function::kDistinct:
      return "distinct";
    case Function::kLatest:
      return "latest";
    case Function::kEarliest:
      return "earliest";
  }
  return "";
}

class Dumper {
 public:
  explicit Dumper(const Plan& plan) : plan_(plan) {}

  std::string All() {
    for (const Judgement& judgement : plan_.judgements) Add(judgement);
    for (std::size_t i = 0; i < plan_.asks.size(); ++i) {
      std::visit([&](const auto& memory) { Add(i, plan_.asks[i], memory); }, plan_.asks[i].memory);
    }
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
      if (!plan_.states[i].used) continue;
      Line("state " + plan_.rules->states[i].name);
      Line("  keeps the last change of each key" +
           std::string(plan_.states[i].history ? ", and all before" : ""));
    }
    if (plan_.lineage) {
      Line("lineage");
      Line(plan_.lineage_history ? "  keeps what each artifact carried, at every time"
                                 : "  keeps what each artifact carries now");
    }
    AddReads();
    return std::move(text_);
  }

 private:
  void Line(const std::string& line) { text_ += line + '\n'; }
  const events::EventType& TypeOf(EventKind kind) const { return plan_.rules->schema.Type(kind); }

  void Add(const Judgement& judgement) {
    Line("clause " + plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)].id);
    for (const Judgement::Case& each : judgement.cases) Line("  at " + TypeOf(each.kind).name);
  }

  void AddRemember(const Remember& remember, const std::string& keeps) {
    Line("  of " + remember.text);
    Line("  keeps " + keeps +
         (remember.keys.empty() ? "" : ", by a key of " + std::to_string(remember.keys.size())));
    Line("  for " + (remember.history  ? std::string("ever, asked as of earlier events")
                     : remember.within ? values::ToString(*remember.within)
                                       : std::string("ever")));
  }

  // False if another keeps for it.
  bool AddHead(std::size_t id, const Ask& ask) {
    Line("memory " + std::to_string(id) + ": " + ask.text);
    if (ask.kept_by == static_cast<AskId>(id)) return true;
    Line("  as memory " + std::to_string(static_cast<std::size_t>(ask.kept_by)));
    return false;
  }
  void Add(std::size_t id, const Ask& ask, const PastMemory& memory) {
    if (!AddHead(id, ask)) return;
    for (const EventMemory& each : memory.alternatives) {
      AddRemember(each.event, each.event.keep_fields ? "every event" : "the latest event");
      if (each.gap)
        AddRemember(*each.gap, each.gap->keep_fields ? "every event" : "the latest event");
    }
  }
  void Add(std::size_t id, const Ask& ask, const WindowMemory& memory) {
    if (!AddHead(id, ask)) return;
    AddRemember(memory.event, memory.event.keep_fields
                                  ? "every event"
                                  : "a running " + std::string(NameOf(memory.function)));
  }
  void Add(std::size_t id, const Ask& ask, const LineageMemory& memory) {
    if (!AddHead(id, ask)) return;
    AddRemember(memory.source, memory.keeps_shares ? "how much of each artifact carries it"
                                                   : "which artifacts carry it");
  }
  template <typename Fact>
  void Add(std::size_t, const Ask&, const Fact&) {}

  void AddReads() {
    for (std::size_t kind = 0; kind < plan_.kinds.size(); ++kind) {
      if (!plan_.kinds[kind]) continue;
      const events::EventType& type = TypeOf(static_cast<EventKind>(kind));
      std::string line = "reads " + type.name + ":";
      for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (plan_.fields.Holds(static_cast<EventKind>(kind), static_cast<events::FieldIndex>(i))) {
          line += " " + type.fields[i].name;
        }
      }
      Line(line);
    }
  }

  const Plan& plan_;
  std::string text_;
};

}  // namespace

std::string Dump(const Plan& plan) { return Dumper(plan).All(); }

}  // namespace abide::plan
