#include "cli/plan_document.h"

#include <string>
#include <vector>

#include "json/writer.h"
#include "plan/describe.h"
#include "plan/routing.h"

namespace abide::cli {
namespace {

class Document {
 public:
  Document(const plan::Plan& plan, std::ostream& out)
      : plan_(plan), json_(out, json::Layout::kPretty) {}

  void Write() {
    json_.BeginObject();
    json_.Member("format", "abide.plan/1");
    List("clauses", plan_.judgements, [this](const auto& each) { Put(each); });
    List("memories", plan::MemoriesOf(plan_), [this](const auto& each) { Put(each); });
    PutStates();
    if (plan_.lineage) {
      json_.Key("lineage");
      json_.BeginObject();
      json_.Member("shares", plan_.shares);
      json_.Member("every_time", plan_.lineage_history);
      json_.EndObject();
    } else {
      json_.Member("lineage", nullptr);
    }
    PutReads();
    json_.EndObject();
  }

 private:
  const events::EventType& TypeOf(plan::EventKind kind) const {
    return plan_.rules->schema.Type(kind);
  }

  template <typename Items, typename Put>
  void List(std::string_view name, const Items& items, Put put) {
    json_.Key(name);
    json_.BeginArray();
    for (const auto& item : items) put(item);
    json_.EndArray();
  }
  void Kinds(std::string_view name, const std::vector<plan::EventKind>& kinds) {
    List(name, kinds, [this](plan::EventKind kind) { json_.Value(TypeOf(kind).name); });
  }

  void Put(const plan::Judgement& judgement) {
    const auto& clause = plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)];
    const plan::Routing routing = plan::RoutingOf(plan_, judgement);
    json_.BeginObject();
    json_.Member("clause", clause.id);
    json_.Member("version", clause.version);
    List("at", judgement.cases, [this](const auto& each) { json_.Value(TypeOf(each.kind).name); });
    List("memories", routing.memories,
         [this](auto ask) { json_.Value(static_cast<std::size_t>(ask)); });
    List("states", routing.states, [this](auto state) {
      json_.Value(plan_.rules->states[static_cast<std::size_t>(state)].name);
    });
    json_.Member("lineage", routing.lineage);
    List("duties", plan::DutiesOf(plan_, judgement), [this](const auto& each) { Put(each); });
    List("splits", routing.ways, [this](const auto& way) { Put(way); });
    List("obstacles", routing.obstacles, [this](const plan::Obstacle& obstacle) {
      json_.BeginObject();
      json_.Member("why", plan::NameOf(obstacle.why));
      json_.Member("what", obstacle.what);
      json_.EndObject();
    });
    json_.EndObject();
  }

  void Put(const plan::Way& way) {
    json_.BeginObject();
    List("by", way.routes, [this](const plan::Route& route) {
      const events::EventType& type = TypeOf(route.kind);
      const auto& field = type.fields[static_cast<std::size_t>(route.field)];
      json_.BeginObject();
      json_.Member("event", type.name);
      json_.Member("field", field.name);
      json_.Member("type", expressions::ToString(field.type));
      json_.Member("if_absent", route.asks ? "whole_log" : "every_part");
      json_.EndObject();
    });
    Kinds("any_part", way.any_part);
    Kinds("every_part", way.every_part);
    json_.EndObject();
  }

  void Put(const plan::Kept& kept) {
    json_.BeginObject();
    json_.Member("of", kept.of);
    Kinds("events", kept.kinds);
    json_.Member("keeps", kept.keeps);
    json_.Member("for", kept.lasts);
    List("keys", kept.keys, [this](const plan::Kept::Key& key) {
      json_.BeginObject();
      json_.Member("kept", key.kept);
      json_.Member("asks", key.asks);
      json_.Member("ignoring_case", key.ignoring_case);
      json_.EndObject();
    });
    json_.EndObject();
  }

  void Put(const plan::Memory& memory) {
    json_.BeginObject();
    json_.Member("memory", memory.number);
    json_.Member("kind", memory.kind);
    json_.Member("text", memory.text);
    json_.Member("kept_by", memory.kept_by);
    List("kept", memory.kept, [this](const auto& each) { Put(each); });
    json_.EndObject();
  }

  void PutStates() {
    json_.Key("states");
    json_.BeginArray();
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
      if (!plan_.states[i].used) continue;
      json_.BeginObject();
      json_.Member("state", plan_.rules->states[i].name);
      List("keys", plan_.rules->states[i].keys,
           [this](const std::string& key) { json_.Value(key); });
      json_.Member("every_time", plan_.states[i].history);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void PutReads() {
    json_.Key("reads");
    json_.BeginArray();
    for (std::size_t kind = 0; kind < plan_.kinds.size(); ++kind) {
      if (!plan_.kinds[kind]) continue;
      const auto event = static_cast<plan::EventKind>(kind);
      const events::EventType& type = TypeOf(event);
      json_.BeginObject();
      json_.Member("event", type.name);
      json_.Key("fields");
      json_.BeginArray();
      for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto field = static_cast<events::FieldIndex>(i);
        if (plan_.fields.Holds(event, field)) json_.Value(type.fields[i].name);
      }
      json_.EndArray();
      json_.EndObject();
    }
    json_.EndArray();
  }

  const plan::Plan& plan_;
  json::Writer json_;
};

}  // namespace

void WritePlanDocument(const plan::Plan& plan, std::ostream& out) { Document(plan, out).Write(); }

}  // namespace abide::cli
