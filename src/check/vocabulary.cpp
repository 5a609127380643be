#include "check/vocabulary.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "check/names.h"
#include "check/words.h"

namespace abide::check {
namespace {

using events::EventType;
using events::FieldType;

std::vector<std::string> SplitPath(const std::string& name) {
  std::vector<std::string> keys;
  std::size_t begin = 0;
  for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', begin)) {
    keys.push_back(name.substr(begin, dot - begin));
    begin = dot + 1;
  }
  keys.push_back(name.substr(begin));
  return keys;
}

Type TypeOf(const syntax::Type& type) {
  switch (type.kind) {
    case syntax::Type::Kind::kString:
      return Type::Of(Type::Kind::kString);
    case syntax::Type::Kind::kNumber:
      return Type::Of(Type::Kind::kNumber);
    case syntax::Type::Kind::kBoolean:
      return Type::Of(Type::Kind::kBoolean);
    case syntax::Type::Kind::kTime:
      return Type::Of(Type::Kind::kTime);
    case syntax::Type::Kind::kDuration:
      return Type::Of(Type::Kind::kDuration);
    case syntax::Type::Kind::kArtifact:
      return Type::Of(Type::Kind::kArtifact);
    case syntax::Type::Kind::kList:
      return Type::ListOf(TypeOf(*type.element));
    case syntax::Type::Kind::kOneOf:
      break;
  }
  Type one_of = Type::Of(Type::Kind::kOneOf);
  for (const syntax::Text& text : type.one_of) one_of.one_of.push_back(text.value);
  return one_of;
}

// A field of the record that is being read: its name there, and where it was declared.
struct FlatField {
  std::string name;  // "resources[].arn"
  Type type;
  bool optional = false;
  Span span;
};

// What stands before the first `[]`, and behind it ("" if there is none).
std::pair<std::string, std::string> CutAtList(const std::string& name) {
  const std::size_t brackets = name.find("[]");
  if (brackets == std::string::npos) return {name, ""};
  return {name.substr(0, brackets), name.substr(brackets + 3)};
}

class FieldBuilder {
 public:
  explicit FieldBuilder(Context& context) : context_(context) {}

  // One field for each name before `[]`, in the order of their first mention.
  std::vector<FieldType> Build(const std::vector<FlatField>& flat) {
    std::vector<FieldType> fields;
    std::vector<std::vector<FlatField>> members;
    Known known;
    for (const FlatField& each : flat) {
      const auto cut = CutAtList(each.name);
      const std::string& head = cut.first;
      const std::string& rest = cut.second;
      auto it = known.find(head);
      if (it != known.end() && (rest.empty() || members[it->second].empty())) {
        Conflict(each, head, fields[it->second].span);
        continue;
      }
      if (it == known.end()) {
        if (ReportNesting(each, head, fields, known)) continue;
        it = known.emplace(head, fields.size()).first;
        fields.push_back({head, SplitPath(head), each.type, each.optional, each.span});
        members.emplace_back();
      }
      if (!rest.empty()) {
        members[it->second].push_back({rest, each.type, each.optional, each.span});
      }
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!members[i].empty()) MakeListOfRecords(fields[i], Build(members[i]));
    }
    return fields;
  }

 private:
  // A field is followed by those that stand in it: the dot comes before all other characters.
  struct PathOrder {
    bool operator()(std::string_view a, std::string_view b) const {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                          [](char x, char y) { return Rank(x) < Rank(y); });
    }
    static int Rank(char c) { return c == '.' ? -1 : static_cast<unsigned char>(c); }
  };
  using Known = std::map<std::string, std::size_t, PathOrder>;  // index by name

  static void MakeListOfRecords(FieldType& field, const std::vector<FieldType>& parts) {
    std::vector<expressions::Member> members;
    bool optional = true;
    for (const FieldType& part : parts) {
      optional = optional && part.optional;
      members.push_back({part.name, part.path, part.type, part.optional});
    }
    Type record = Type::Of(Type::Kind::kRecord);
    record.members = std::make_shared<const std::vector<expressions::Member>>(std::move(members));
    field.type = Type::ListOf(std::move(record));
    field.optional = optional;
  }

  // `usage` and `usage.tokens`: a value that is a record as well. None of `known` stands in
  // another, so whatever `head` stands in is right before it, and what stands in `head` right
  // behind.
  bool ReportNesting(const FlatField& field, const std::string& head,
                     const std::vector<FieldType>& fields, const Known& known) {
    const auto is_inside = [](std::string_view inner, std::string_view outer) {
      return inner.size() > outer.size() && inner[outer.size()] == '.' && inner.starts_with(outer);
    };
    auto other = known.lower_bound(head);
    const bool is_behind = other != known.end() && is_inside(other->first, head);
    if (!is_behind && (other == known.begin() || !is_inside(head, (--other)->first))) return false;
    Conflict(field, other->first, fields[other->second].span);
    return true;
  }

  void Conflict(const FlatField& field, const std::string& other, Span span) {
    context_.Report(Code::kFieldConflict, field.span, {field.name, other})
        .WithLabel(span, fmt::format("`{}` is declared here", other));
  }

  Context& context_;
};

class EventDeclarer {
 public:
  explicit EventDeclarer(Context& context) : context_(context) {}

  void Declare(std::size_t file, const syntax::Event& event, std::size_t number) {
    if (const auto known = context_.rules.schema.Find(event.name.text)) {
      CompareWithFirst(event, *known);
      return;
    }
    EventType type;
    type.name = event.name.text;
    if (event.doc) type.doc = event.doc->value;
    type.fields = FieldsOf(event);
    type.span = event.name.span;
    type.self = context_.NewBinding();
    const EventKind kind = context_.rules.schema.Add(std::move(type));
    firsts_.push_back(&event);
    context_.giving_birth.push_back(
        std::any_of(event.flows.begin(), event.flows.end(),
                    [](const syntax::Flow& flow) { return !flow.from.has_value(); }));
    context_.symbols.Declare({Symbol::Kind::kEvent, event.name.text, event.name.span, file,
                              static_cast<std::size_t>(kind), number});
  }

 private:
  std::vector<FieldType> FieldsOf(const syntax::Event& event) {
    std::vector<FlatField> flat;
    std::vector<FieldType> fields = {
        {"time", {"time"}, Type::Of(Type::Kind::kTime), false, event.name.span},
        {"id", {"id"}, Type::Of(Type::Kind::kString), true, event.name.span}};
    for (const syntax::Field& field : event.fields) {
      const Type type = TypeOf(field.type);
      if (field.name.text == "time" || field.name.text == "id") {
        RedeclareGiven(field, type, fields[field.name.text == "time" ? 0 : 1]);
        continue;
      }
      flat.push_back({field.name.text, type, field.optional, field.name.span});
    }
    std::vector<FieldType> own = FieldBuilder(context_).Build(flat);
    fields.insert(fields.end(), own.begin(), own.end());
    return fields;
  }

  // Every event has `time` and `id`; a declaration may say so again, with the same meaning.
  void RedeclareGiven(const syntax::Field& field, const Type& type, FieldType& given) {
    const bool fits = field.name.text == "time"
                          ? type.kind == Type::Kind::kTime && !field.optional
                          : type.is_textual() && type.kind != Type::Kind::kOneOf;
    if (fits) {
      given.type = type;
      given.span = field.name.span;
      return;
    }
    context_.Report(Code::kGivenFieldType, field.type.span,
                    {field.name.text, field.name.text == "time" ? "time" : "string"});
  }

  std::vector<std::string> SortedText(const syntax::Event& event) const {
    std::vector<std::string> lines;
    for (const syntax::Field& field : event.fields) {
      lines.push_back(field.name.text + " " + ToString(TypeOf(field.type)) +
                      (field.optional ? "?" : ""));
    }
    for (const syntax::Flow& flow : event.flows) {
      lines.push_back(OneLine(context_.sources, flow.span));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  // A second declaration names the first and its fields.
  void NoteAgain(const syntax::Event& event, const EventType& first) const {
    context_.Note(event.name.span, first.span, NameKind::kEvent);
    for (const syntax::Field& field : event.fields) {
      if (const auto index = first.FindField(CutAtList(field.name.text).first)) {
        NoteField(context_, first, *index, field.name);
      }
    }
  }

  void CompareWithFirst(const syntax::Event& event, EventKind kind) {
    const syntax::Event& first = *firsts_[static_cast<std::size_t>(kind)];
    NoteAgain(event, context_.rules.schema.Type(kind));
    const auto mine = SortedText(event);
    const auto others = SortedText(first);
    if (mine == others) return;
    std::vector<std::string> difference;
    std::set_symmetric_difference(mine.begin(), mine.end(), others.begin(), others.end(),
                                  std::back_inserter(difference));
    context_.Report(Code::kEventDiffers, event.name.span, {event.name.text})
        .WithLabel(first.name.span,
                   fmt::format("declared here first; different is {}", Enumerate(difference, 4)));
    AdoptFields(event, context_.rules.schema.Type(kind));
  }

  // Whoever asks for a field of either declaration makes no fault of his own.
  void AdoptFields(const syntax::Event& event, EventType& type) {
    for (const FieldType& field : FieldsOf(event)) {
      if (!type.FindField(field.name)) type.fields.push_back(field);
    }
  }

  Context& context_;
  std::vector<const syntax::Event*> firsts_;  // by EventKind
};

}  // namespace

void DeclareEvents(Context& context) {
  EventDeclarer declarer(context);
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    ForEachNumbered<syntax::Event>(context.loaded.files[file],
                                   [&](const syntax::Event& event, std::size_t number) {
                                     declarer.Declare(file, event, number);
                                   });
  }
}

}  // namespace abide::check
