#include <string>

#include "plan/describe.h"
#include "plan/plan.h"
#include "plan/routing.h"

namespace abide::plan {

namespace {

class Dumper {
 public:
  explicit Dumper(const Plan& plan) : plan_(plan) {}

  std::string All() {
    for (const Judgement& judgement : plan_.judgements) Add(judgement);
    for (const Memory& memory : MemoriesOf(plan_)) Add(memory);
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

  static void Append(const std::string& word, std::string& list) {
    list += list.empty() ? "" : ", ";
    list += word;
  }

  void Add(const Judgement& judgement) {
    Line("clause " + plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)].id);
    for (const Judgement::Case& each : judgement.cases) Line("  at " + TypeOf(each.kind).name);
    for (const Kept& duty : DutiesOf(plan_, judgement)) {
      const std::string keys = KeysAsText(duty);
      Line("  awaits " + duty.of + (keys.empty() ? "" : ", " + keys));
    }
    const Routing routing = RoutingOf(plan_, judgement);
    AddUses(routing);
    for (const Way& way : routing.ways) Add(way);
    for (const Obstacle& obstacle : routing.obstacles) {
      Line("  can't be split for " + obstacle.what + ": " + std::string(WordsOf(obstacle.why)));
    }
  }

  void AddUses(const Routing& routing) {
    std::string uses;
    for (const AskId ask : routing.memories) {
      Append("memory " + std::to_string(static_cast<std::size_t>(ask)), uses);
    }
    for (const check::StateId state : routing.states) {
      Append("state " + plan_.rules->states[static_cast<std::size_t>(state)].name, uses);
    }
    if (routing.lineage) Append("lineage", uses);
    if (!uses.empty()) Line("  uses " + uses);
  }

  // "splits by use.who, grant.who; revoke to every part"
  void Add(const Way& way) {
    std::string by;
    for (const Route& route : way.routes) {
      const events::EventType& type = TypeOf(route.kind);
      Append(type.name + '.' + type.fields[static_cast<std::size_t>(route.field)].name, by);
    }
    std::string any;
    for (const EventKind kind : way.any_part) Append(TypeOf(kind).name, any);
    std::string every;
    for (const EventKind kind : way.every_part) Append(TypeOf(kind).name, every);
    std::string line;
    if (!by.empty()) line = "by " + by;
    if (!any.empty()) line += (line.empty() ? "" : "; ") + any + " to any part";
    if (!every.empty()) line += "; " + every + " to every part";
    Line("  splits " + line);
  }

  void Add(const Memory& memory) {
    Line("memory " + std::to_string(memory.number) + ": " + memory.text);
    if (memory.kept_by != memory.number) {
      Line("  as memory " + std::to_string(memory.kept_by));
      for (const Kept& kept : memory.kept) {
        if (!kept.keys.empty()) Line("  asked " + KeysAsText(kept));
      }
      return;
    }
    for (const Kept& kept : memory.kept) {
      Line("  of " + kept.of);
      Line("  keeps " + kept.keeps + (kept.keys.empty() ? "" : ", " + KeysAsText(kept)));
      Line("  for " + kept.lasts);
    }
  }

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
