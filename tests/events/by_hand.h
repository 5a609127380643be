// A vocabulary, sources and readings made by hand, for tests.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build.h"
#include "events/reader.h"

namespace abide::events::testing {

using expressions::ExprPtr;
using expressions::Type;
using values::Value;

inline Type Plain(Type::Kind kind) { return Type::Of(kind); }
inline Type OneOf(std::vector<std::string> words) {
  Type type = Type::Of(Type::Kind::kOneOf);
  type.one_of = std::move(words);
  return type;
}
inline Type RecordOf(std::vector<expressions::Member> members) {
  Type type = Type::Of(Type::Kind::kRecord);
  type.members = std::make_shared<const std::vector<expressions::Member>>(std::move(members));
  return type;
}

inline std::vector<std::string> PathOf(std::string_view name) {
  std::vector<std::string> path;
  for (;;) {
    const std::size_t dot = name.find('.');
    path.emplace_back(name.substr(0, dot));
    if (dot == std::string_view::npos) return path;
    name.remove_prefix(dot + 1);
  }
}

// `name?` is optional.
inline FieldType FieldOf(std::string name, Type type) {
  const bool optional = name.ends_with('?');
  if (optional) name.pop_back();
  return {name, PathOf(name), std::move(type), optional, {}};
}

inline EventType Kind(std::string name, std::vector<FieldType> fields) {
  EventType type;
  type.name = std::move(name);
  type.fields = {FieldOf("time", Plain(Type::Kind::kTime)),
                 FieldOf("id?", Plain(Type::Kind::kString))};
  for (FieldType& field : fields) type.fields.push_back(std::move(field));
  return type;
}

// use, train and tick: every type of field.
inline EventSchema Vocabulary() {
  EventSchema schema;
  schema.Add(Kind("use", {FieldOf("model?", Plain(Type::Kind::kString)),
                          FieldOf("tokens?", Plain(Type::Kind::kNumber)),
                          FieldOf("cached?", Plain(Type::Kind::kBoolean)),
                          FieldOf("sent?", Plain(Type::Kind::kTime)),
                          FieldOf("took?", Plain(Type::Kind::kDuration)),
                          FieldOf("usage.input?", Plain(Type::Kind::kNumber)),
                          FieldOf("usage.output?", Plain(Type::Kind::kNumber))}));
  const Type resource =
      RecordOf({{"arn", {"arn"}, Plain(Type::Kind::kString), false},
                {"owner.name", {"owner", "name"}, Plain(Type::Kind::kString), true}});
  schema.Add(Kind("train", {FieldOf("model", Plain(Type::Kind::kArtifact)),
                            FieldOf("purpose?", OneOf({"evaluation", "foundation-model"})),
                            FieldOf("datasets?", Type::ListOf(Plain(Type::Kind::kArtifact))),
                            FieldOf("resources?", Type::ListOf(resource))}));
  schema.Add(Kind("tick", {}));
  return schema;
}

// What a reading gave, as text: one line an event, and one a problem.
struct Reading {
  std::vector<std::string> events;
  std::vector<std::string> problems;  // "L0101 log:2@31 message" and "(and 3 more)"
  std::vector<LogSummary> summaries;
  std::uint64_t bad_records = 0;
  std::vector<std::string> failures;
  int restarts = 0;
};

inline std::string Shown(const Value& value) {
  if (value.kind() == Value::Kind::kText) return "\"" + std::string(value.text()) + "\"";
  if (value.kind() != Value::Kind::kList && value.kind() != Value::Kind::kRecord) {
    return values::ToString(value);
  }
  const bool is_list = value.kind() == Value::Kind::kList;
  std::string text = is_list ? "[" : "{";
  for (const Value& each : is_list ? value.elements() : value.members()) {
    text += (text.size() == 1 ? "" : ", ") + Shown(each);
  }
  return text + (is_list ? "]" : "}");
}

inline std::string Shown(const Event& event, const EventSchema& schema) {
  const EventType& type = schema.Type(event.kind);
  const Place& place = event.place;
  std::string text = std::to_string(place.log) + ":" + std::to_string(place.line) + "@" +
                     std::to_string(place.offset) + "+" + std::to_string(place.length) + " " +
                     values::ToString(event.time) + " " + type.name;
  for (std::size_t i = 1; i < type.fields.size(); ++i) {
    if (!event.fields[i].is_absent())
      text += " " + type.fields[i].name + "=" + Shown(event.fields[i]);
  }
  return text;
}

inline ReaderOptions OptionsFor(const EventSchema& schema) {
  ReaderOptions options;
  options.schema = &schema;
  options.selection = FieldSelection::Everything(schema);
  return options;
}

inline Reading ReadAll(std::vector<const LogFile*> logs, const ReaderOptions& options) {
  Reading reading;
  EventStream stream(std::move(logs), options);
  for (;;) {
    const Event* event = stream.Next();
    if (event == nullptr && stream.Restarted()) {
      ++reading.restarts;
      reading.events.clear();
      continue;
    }
    if (event == nullptr) break;
    reading.events.push_back(Shown(*event, *options.schema));
  }
  for (const Problems::Tally& tally : stream.problems().Tallies()) {
    for (const diagnostics::Diagnostic& example : tally.examples) {
      const auto& place = std::get<diagnostics::LogPlace>(example.where);
      reading.problems.push_back(std::string(diagnostics::Entry(tally.code).id) + " " + place.log +
                                 ":" + std::to_string(place.line) + "@" +
                                 std::to_string(place.offset) + " " + example.Message());
    }
    if (tally.count > tally.examples.size()) {
      reading.problems.push_back("and " + std::to_string(tally.count - tally.examples.size()) +
                                 " more");
    }
  }
  for (const diagnostics::Diagnostic& failure : stream.failures()) {
    reading.failures.push_back(failure.Message());
  }
  reading.summaries = stream.summaries();
  reading.bad_records = stream.problems().bad_records();
  return reading;
}

// Logs are called "a", "b" ….
inline Reading ReadTexts(const std::vector<std::string>& texts, const ReaderOptions& options) {
  std::vector<std::unique_ptr<LogFile>> logs;
  std::vector<const LogFile*> views;
  for (const std::string& text : texts) {
    logs.push_back(LogFile::OfText(std::string(1, static_cast<char>('a' + logs.size())), text));
    views.push_back(logs.back().get());
  }
  return ReadAll(views, options);
}
inline Reading ReadText(const std::string& text, const ReaderOptions& options) {
  return ReadTexts({text}, options);
}

// --- Sources

// Collects what the expressions of a source ask.
class SourceBuilder {
 public:
  explicit SourceBuilder(std::string name) { source.name = std::move(name); }

  // `.a.b`
  ExprPtr Path(std::string_view dotted) { return Raw(ReadPath{Keys(dotted), false}, {}); }
  ExprPtr Steps(std::vector<PathStep> steps) { return Raw(ReadPath{std::move(steps), false}, {}); }
  // `base.a.b`
  ExprPtr From(ExprPtr base, std::string_view dotted) {
    return Raw(ReadPath{Keys(dotted), true}, {std::move(base)});
  }
  ExprPtr Call(RawFunction function, ExprPtr argument) {
    return Raw(function, {std::move(argument)});
  }
  ExprPtr AttributeOf(ExprPtr list, std::string key) {
    return Raw(Attribute{std::move(key)}, {std::move(list)});
  }
  ExprPtr KnownOf(ExprPtr value, std::vector<std::string> words = {}) {
    return Raw(Known{std::move(words)}, {std::move(value)});
  }
  SourceMapping& Maps(EventKind kind, ExprPtr when = nullptr) {
    SourceMapping& mapping = source.mappings.emplace_back();
    mapping.kind = kind;
    mapping.when = std::move(when);
    return mapping;
  }
  static std::vector<PathStep> Keys(std::string_view dotted) {
    std::vector<PathStep> steps;
    for (std::string& key : PathOf(dotted)) {
      steps.push_back({PathStep::Kind::kKey, std::move(key), 0});
    }
    return steps;
  }

  SourceMap source;

 private:
  ExprPtr Raw(SourceAsk ask, std::vector<ExprPtr> arguments) {
    const auto id = static_cast<expressions::AskId>(source.asks.size());
    source.asks.push_back(std::move(ask));
    return expressions::testing::Make(expressions::Ask{id, std::move(arguments)}, Type::Kind::kRaw);
  }
};

}  // namespace abide::events::testing
