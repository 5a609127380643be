#include "cli/dump.h"

#include "check/disk_files.h"
#include "cli/spool.h"
#include "json/writer.h"
#include "mfotl/log.h"
#include "syntax/parse.h"

#include <algorithm>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using expressions::Type;
using values::Value;

// JSON text that is put together from its leaves: the library has no type for exact decimals.
struct Node {
  struct Member;

  std::string text;  // of a leaf
  std::vector<Member> members;

  // The member at the end of `path`, made on the way.
  Node& At(const std::vector<std::string>& path);
  std::string ToString() const;
};

struct Node::Member {
  std::string name;
  Node node;
};

Node& Node::At(const std::vector<std::string>& path) {
  Node* at = this;
  for (const std::string& key : path) {
    const auto same = std::find_if(at->members.begin(), at->members.end(),
                                   [&key](const Member& member) { return member.name == key; });
    at = same != at->members.end() ? &same->node : &at->members.emplace_back(Member{key, {}}).node;
  }
  return *at;
}

std::string Node::ToString() const {
  if (members.empty()) return text.empty() ? "{}" : text;
  std::string object;
  for (const Member& member : members) {
    object += object.empty() ? '{' : ',';
    object += json::Quoted(member.name) + ':' + member.node.ToString();
  }
  return object + '}';
}

std::string ToJson(const Value& value, const Type& type) {
  switch (value.kind()) {
    case Value::Kind::kAbsent:
      return "null";
    case Value::Kind::kBoolean:
      return value.boolean() ? "true" : "false";
    case Value::Kind::kNumber:
      return value.number().ToString();
    case Value::Kind::kList: {
      std::string list;
      for (const Value& element : value.elements()) {
        list += list.empty() ? '[' : ',';
        list += ToJson(element, *type.element);
      }
      return list.empty() ? "[]" : list + ']';
    }
    case Value::Kind::kRecord: {
      Node object;
      for (std::size_t i = 0; i < value.members().size(); ++i) {
        const Value& member = value.members()[i];
        const expressions::Member& declared = type.members->at(i);
        if (!member.is_absent()) object.At(declared.path).text = ToJson(member, declared.type);
      }
      return object.ToString();
    }
    default:
      return json::Quoted(values::ToString(value));
  }
}

}  // namespace

void DumpAst(const std::vector<std::string>& paths, diagnostics::SourceSet& sources,
             diagnostics::DiagnosticSink& sink, std::ostream& out) {
  const check::DiskFiles disk;
  for (const std::string& path : paths) {
    const auto in_folder = disk.RuleFiles(path);
    for (const std::string& file : in_folder ? *in_folder : std::vector{path}) {
      const auto text = disk.Read(file);
      if (!text) {
        sink.Add(Code::kRulesUnreadable, {file, text.error()});
        continue;
      }
      const diagnostics::FileId id = sources.Add(file, *text);
      out << "# " << file << '\n' << syntax::Dump(syntax::ParseFile(sources, id, sink));
    }
  }
}

void DumpEvents(const events::EventSchema& schema, events::EventStream& stream, std::ostream& out) {
  Spool log;
  while (true) {
    const events::Event* event = stream.Next();
    if (event == nullptr && stream.Restarted()) {
      log.Clear();
      continue;
    }
    if (event == nullptr) break;
    const events::EventType& type = schema.Type(event->kind);
    Node object;
    object.At({"event"}).text = json::Quoted(type.name);
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const events::FieldType& field = type.fields[i];
      const Value& value = event->fields[i];
      if (!value.is_absent()) object.At(field.path).text = ToJson(value, field.type);
    }
    log.Add(object.ToString() + '\n');
  }
  log.CopyTo(out);
}

void DumpMfotlLog(const mfotl::Facts& facts, events::EventStream& stream,
                  std::optional<values::Instant> present, std::ostream& out) {
  mfotl::LogWriter writer(facts);
  Spool log;
  while (true) {
    const events::Event* event = stream.Next();
    if (event != nullptr) {
      log.Add(writer.Line(*event));
    } else if (stream.Restarted()) {
      writer = mfotl::LogWriter(facts);
      log.Clear();
    } else {
      break;
    }
  }
  if (present) log.Add(writer.PresentLine(*present));
  log.CopyTo(out);
}

}  // namespace abide::cli
