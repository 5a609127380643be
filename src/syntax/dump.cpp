#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "syntax/dump_text.h"
#include "syntax/parse.h"

namespace abide::syntax {
namespace {

constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 6> kVerdicts = {"breach",  "kept",         "pending",
                                                       "excused", "undetermined", "waived"};
constexpr std::array<std::string_view, 7> kTypes = {"string",   "number",   "boolean", "time",
                                                    "duration", "artifact", "one of"};

void AppendType(const Type& type, std::string& out) {
  if (type.kind == Type::Kind::kList) {
    out += "list of ";
    AppendType(*type.element, out);
    return;
  }
  out += kTypes.at(static_cast<std::size_t>(type.kind));
  for (const Text& choice : type.one_of) {
    out += ' ';
    AppendQuoted(choice.value, out);
  }
}

class DeclarationWriter {
 public:
  explicit DeclarationWriter(std::string& out) : out_(out) {}

  void operator()(const Import& import) { Head("import").Quoted(import.path); }
  void operator()(const Policy& policy) {
    Head("policy").Word(policy.id.text).Quoted(policy.title);
    Part("by", policy.by);
    Part("url", policy.url);
    Part("version", policy.version);
    Part(policy.effective);
  }
  void operator()(const Event& event) {
    Head("event").Word(event.name.text).QuotedIf(event.doc);
    for (const Field& field : event.fields) {
      Part("field").Word(field.name.text).Word("");
      AppendType(field.type, out_);
      if (field.optional) out_ += '?';
    }
    for (const Flow& flow : event.flows) WriteFlow(flow);
  }
  void operator()(const Source& source) {
    Head("source").Word(source.name.text).QuotedIf(source.doc);
    if (source.basis == SourceBasis::kSeen) Word("seen");
    if (source.basis == SourceBasis::kFromDocs) Word("from docs");
    for (const Mapping& mapping : source.mappings) WriteMapping(mapping);
  }
  void operator()(const List& list) {
    Head("list").Word(list.name.text);
    if (list.file) {
      Word("from").Quoted(*list.file).Word("column").Quoted(*list.column);
    } else {
      Constants(list.constants);
    }
  }
  void operator()(const Table& table) {
    Head("table").Word(table.name.text).Word("from").Quoted(table.file).Word("key");
    for (const Text& key : table.keys) Quoted(key);
    if (table.valid_from) Word("valid").Quoted(*table.valid_from).Quoted(*table.valid_until);
  }
  void operator()(const Define& define) {
    Head("define").Word(define.name.text);
    for (const Name& parameter : define.parameters) Word(parameter.text);
    if (define.patterns) {
      Word("= ");
      AppendPatterns(*define.patterns, out_);
    } else {
      Word("=").Child(define.expression);
    }
  }
  void operator()(const Parameter& parameter) {
    Head("parameter").Word(parameter.name.text);
    Constants(parameter.constants, parameter.is_list);
  }
  void operator()(const State& state) {
    Head("state").Word(state.name.text);
    for (const Name& key : state.keys) Word(key.text);
    for (const StateChange& change : state.changes) {
      Part(change.starts ? "starts" : "ends").Word("");
      AppendPattern(change.pattern, out_);
      Word("at");
      for (const ExprPtr& key : change.keys) key != nullptr ? Child(key) : Word("any");
    }
  }
  void operator()(const Clause& clause);
  void operator()(const Permit& permit) {
    Head("permit").Word(permit.clause.text);
    Part("where", permit.where);
    Part("cites", permit.cites);
    Part(permit.effective);
  }
  void operator()(const Waive& waive) {
    Head("waive").Word(waive.clause.text);
    Part("where", waive.where);
    if (waive.until) Part("until").Word(values::ToString(waive.until->value));
    Part("because", waive.because);
    Part("by", waive.by);
  }
  void operator()(const Test& test);

 private:
  using Self = DeclarationWriter;

  Self& Head(std::string_view word) {
    out_ += word;
    return *this;
  }
  Self& Part(std::string_view word) {
    out_ += "\n  ";
    out_ += word;
    return *this;
  }
  void Part(std::string_view word, const std::optional<Text>& text) {
    if (text) Part(word).Quoted(*text);
  }
  void Part(std::string_view word, const ExprPtr& expr) {
    if (expr != nullptr) Part(word).Child(expr);
  }
  void Part(const std::optional<Effective>& effective) {
    if (!effective) return;
    Part("effective").Word(values::ToString(effective->from.value));
    if (effective->until) Word(values::ToString(effective->until->value));
  }
  Self& Word(std::string_view word) {
    out_ += ' ';
    out_ += word;
    return *this;
  }
  Self& Quoted(const Text& text) {
    out_ += ' ';
    AppendQuoted(text.value, out_);
    return *this;
  }
  Self& QuotedIf(const std::optional<Text>& text) { return text ? Quoted(*text) : *this; }
  Self& Child(const ExprPtr& expr) {
    out_ += ' ';
    AppendExpr(expr, out_);
    return *this;
  }
  void Constants(const std::vector<ExprPtr>& constants, bool is_list = true) {
    Word(is_list ? "= list" : "=");
    for (const ExprPtr& constant : constants) Child(constant);
  }
  void WriteFlow(const Flow& flow) {
    Part("flow");
    if (flow.from) Word(flow.from->text);
    Word("->").Word(flow.to.text);
    if (flow.replacing) Word("replacing");
    if (flow.weighed_by) Word("weighed-by").Word(flow.weighed_by->text);
    if (flow.where) Word("where").Child(flow.where);
  }
  void WriteMapping(const Mapping& mapping) {
    Part("event").Word(mapping.event.text);
    for (const ForIn& loop : mapping.loops) {
      Word("for").Word(loop.variable.text).Word("in").Child(loop.list);
    }
    if (mapping.when) Word("when").Child(mapping.when);
    for (const Assignment& assignment : mapping.assignments) {
      Part("  ").Head(assignment.field.text).Word("=").Child(assignment.value);
    }
  }

  std::string& out_;
};

void DeclarationWriter::operator()(const Clause& clause) {
  Head("clause").Word(clause.id.text).Quoted(clause.title);
  Part("cites", clause.cites);
  if (clause.severity) {
    Part("severity").Word(kSeverities.at(static_cast<std::size_t>(clause.severity->level)));
  }
  if (clause.tags) {
    Part("tags");
    for (const Text& tag : *clause.tags) Quoted(tag);
  }
  Part("");
  AppendNorm(clause.norm, out_);
  for (const Unless& exception : clause.exceptions) {
    Part("unless").Quoted(exception.label).Child(exception.condition);
  }
  for (const AboutItem& item : clause.about) {
    Part("about").Child(item.value);
    if (item.name) Word("as").Word(item.name->text);
  }
  if (clause.message) {
    Part("message");
    for (const auto& piece : clause.message->pieces) {
      if (const auto* const text = std::get_if<std::string>(&piece)) {
        Quoted({*text, {}});
      } else {
        Child(std::get<ExprPtr>(piece));
      }
    }
  }
  Part("remedy", clause.remedy);
  Part(clause.effective);
}

void DeclarationWriter::operator()(const Test& test) {
  Head("test").Quoted(test.title);
  if (test.clause) Word("of").Word(test.clause->text);
  for (const Given& given : test.givens) {
    Part("given").Word(given.name.text);
    if (given.row) {
      out_ += ' ';
      AppendRecord(*given.row, out_);
    } else {
      Constants(given.constants, given.is_list);
    }
  }
  for (const TestStep& step : test.steps) {
    Part(values::ToString(step.time.value)).Word(step.event.text).Word("");
    AppendRecord(step.record, out_);
    for (const Expectation& expected : step.expectations) {
      Word("=>").Word(kVerdicts.at(static_cast<std::size_t>(expected.verdict)));
      if (expected.clause) Word(expected.clause->text);
    }
  }
  if (test.as_of) Part("as of").Word(values::ToString(test.as_of->value));
}

}  // namespace

std::string Dump(const File& file) {
  std::string out;
  for (const Declaration& declaration : file.declarations) {
    std::visit(DeclarationWriter(out), declaration.node);
    out += '\n';
  }
  return out;
}

}  // namespace abide::syntax
