#include <fmt/format.h>

#include "check/check.h"
#include "check/dump_text.h"
#include "check/words.h"

namespace abide::check {
namespace {

std::string TimeOf(values::Instant instant) {
  if (instant == values::Instant::Min()) return "ever";
  if (instant == values::Instant::Max()) return "ever";
  return values::ToString(instant);
}

std::string SeverityName(SeverityLevel level) {
  constexpr const char* kNames[] = {"info", "low", "medium", "high", "critical"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string PeriodName(values::Period period) {
  constexpr const char* kNames[] = {"day", "week", "month", "quarter", "year"};
  return kNames[static_cast<std::size_t>(period)];
}

class Dumper {
 public:
  explicit Dumper(const CheckedRules& rules) : rules_(rules), printer_(rules) {}

  std::string Run() {
    for (const LoadedFile& file : rules_.files) {
      Line(0, "file {} of {}, sha256 {}", file.path, Counted(file.bytes, "byte"), file.sha256);
    }
    for (const events::EventType& event : rules_.schema.types()) Dump(event);
    for (const auto& [name, value] : rules_.parameters) Line(0, "parameter {} = {}", name, value);
    for (const Table& table : rules_.tables) Dump(table);
    for (const State& state : rules_.states) Dump(state);
    for (const Policy& policy : rules_.policies) Dump(policy);
    for (const Clause& clause : rules_.clauses) Dump(clause);
    for (const events::SourceMap& source : rules_.sources) Dump(source);
    for (const Test& test : rules_.tests) Dump(test);
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  void Line(int depth, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    text_.append(static_cast<std::size_t>(depth) * 2, ' ');
    text_ += fmt::format(format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  // A line for what a text says, if it says anything.
  void Attribute(const char* name, const std::string& value) {
    if (!value.empty()) Line(1, "{} {}", name, Quoted(value));
  }

  void Interval(const Effective& effective) {
    if (effective.from == values::Instant::Min() && effective.until == values::Instant::Max()) {
      return;
    }
    Line(1, "effective {} until {}", TimeOf(effective.from), TimeOf(effective.until));
  }

  void Dump(const events::EventType& event) {
    Line(0, "event {}@{} {}", event.name, static_cast<std::uint32_t>(event.self),
         Quoted(event.doc));
    for (const events::FieldType& field : event.fields) {
      Line(1, "{} {}{}", field.name, TypeText(field.type), field.optional ? "?" : "");
    }
    for (const events::Flow& flow : event.flows) {
      std::string line = "flow";
      if (flow.from) line += " " + FieldText(event, *flow.from, flow.from_member);
      line += " -> " + FieldText(event, flow.to, flow.to_member);
      if (flow.replacing) line += " replacing";
      if (flow.weighed_by) {
        line += " weighed by " + FieldText(event, *flow.weighed_by, flow.weight_member);
      }
      if (flow.where) line += " where " + printer_.Print(flow.where);
      Line(1, "{}", line);
    }
  }

  static std::string TypeText(const expressions::Type& type) {
    if (type.kind == expressions::Type::Kind::kList) return "list of " + TypeText(*type.element);
    if (type.kind != expressions::Type::Kind::kRecord) return ToString(type);
    std::vector<std::string> members;
    for (const auto& member : *type.members) {
      members.push_back(member.name + " " + TypeText(member.type) + (member.optional ? "?" : ""));
    }
    return "{" + Join(members, ", ") + "}";
  }

  static std::string FieldText(const events::EventType& event, expressions::FieldIndex index,
                               const std::optional<std::uint32_t>& member) {
    const events::FieldType& field = event.fields[static_cast<std::size_t>(index)];
    if (!member) return field.name;
    return field.name + "[]." + (*field.type.element->members)[*member].name;
  }

  void Dump(const Table& table) {
    std::vector<std::string> keys;
    for (const std::uint32_t key : table.keys) keys.push_back(table.columns[key]);
    Line(0, "table {} from {} key {}", table.name, Quoted(table.path), Enumerate(keys));
    Line(1, "columns {}", Join(table.columns, ", "));
    for (const TableRow& row : table.rows) {
      std::vector<std::string> cells;
      for (const Value& cell : row.cells) cells.push_back(PrintValue(cell));
      Line(1, "line {}: {} [{}, {})", row.line, Join(cells, ", "), TimeOf(row.valid.from),
           TimeOf(row.valid.until));
    }
  }

  void Dump(const State& state) {
    Line(0, "state {}({})", state.name, Join(state.keys, ", "));
    for (const StateChange& change : state.changes) {
      std::vector<std::string> keys;
      for (const ExprPtr& key : change.keys) keys.push_back(key ? printer_.Print(key) : "any");
      Line(1, "{} on {} at {}", change.starts ? "starts" : "ends", printer_.Print(change.pattern),
           Join(keys, ", "));
    }
  }

  void Dump(const Policy& policy) {
    Line(0, "policy {} {}", policy.id, Quoted(policy.title));
    Attribute("by", policy.by);
    Attribute("url", policy.url);
    Attribute("version", policy.version);
    Interval(policy.effective);
  }

  void Dump(const Clause& clause) {
    Line(0, "clause {} {}", clause.id, Quoted(clause.title));
    Attribute("policy", clause.policy);
    Attribute("version", clause.version);
    Attribute("cites", clause.cites);
    Line(1, "severity {}", SeverityName(clause.severity));
    if (!clause.tags.empty()) Line(1, "tags {}", Enumerate(clause.tags, clause.tags.size()));
    Interval(clause.effective);
    std::visit([this](const auto& norm) { Dump(norm); }, clause.norm);
    Line(1, "at @{}", static_cast<std::uint32_t>(clause.at));
    for (const Exception& each : clause.exceptions) {
      const Effective& in = each.effective;
      Line(1, "{} {}: {}{}", each.is_permit ? "permit" : "unless", Quoted(each.label),
           printer_.Print(each.condition),
           each.is_permit ? fmt::format(" [{}, {})", TimeOf(in.from), TimeOf(in.until)) : "");
    }
    for (const AboutItem& each : clause.about) {
      Line(1, "about {} = {}", each.name, printer_.Print(each.value));
    }
    if (!clause.message.empty()) Line(1, "message{}", MessageText(clause));
    Attribute("remedy", clause.remedy);
    for (const Waiver& each : clause.waivers) {
      Line(1, "waived until {} by {} because {}: {}", TimeOf(each.until), Quoted(each.by),
           Quoted(each.because), printer_.Print(each.where));
    }
  }

  std::string MessageText(const Clause& clause) const {
    std::string text;
    for (const auto& piece : clause.message) {
      const auto* plain = std::get_if<std::string>(&piece);
      text += " " + (plain != nullptr ? Quoted(*plain) : printer_.Print(std::get<ExprPtr>(piece)));
    }
    return text;
  }

  void Dump(const Forbid& norm) { Line(1, "forbid {}", printer_.Print(norm.pattern)); }
  void Dump(const BeforeRequire& norm) {
    Line(1, "before {}", printer_.Print(norm.trigger));
    Line(1, "require {}", printer_.Print(norm.required));
  }
  void Dump(const AfterRequire& norm) {
    Line(1, "after {}", printer_.Print(norm.trigger));
    if (norm.each_earlier) Line(1, "for each earlier {}", printer_.Print(*norm.each_earlier));
    for (const Pattern& each : norm.required) Line(1, "require {}", printer_.Print(each));
  }
  void Dump(const AfterForbid& norm) {
    Line(1, "after {}", printer_.Print(norm.first));
    Line(1, "forbid {}", printer_.Print(norm.forbidden));
  }
  void Dump(const AroundRequire& norm) {
    Line(1, "around {}", printer_.Print(norm.trigger));
    for (const Pattern& each : norm.required) Line(1, "require {}", printer_.Print(each));
  }
  void Dump(const AroundForbid& norm) {
    Line(1, "around {}", printer_.Print(norm.first));
    Line(1, "forbid {}", printer_.Print(norm.second));
  }
  void Dump(const Limit& norm) {
    Line(1, "limit @{} {} to {}", static_cast<std::uint32_t>(norm.binding),
         printer_.Print(norm.measure), printer_.Print(norm.bound));
    for (const Limit::Key& key : norm.per) {
      Line(1, "per {} = {}", key.name, printer_.Print(key.value));
    }
    if (norm.over) Line(1, "over {}", values::ToString(*norm.over));
    if (norm.each) {
      Line(1, "each {}{}", PeriodName(*norm.each),
           norm.zone.empty() ? "" : " in " + Quoted(norm.zone));
    }
  }

  void Dump(const events::SourceMap& source) {
    const ExpressionPrinter printer(rules_, &source);
    const char* const basis = source.basis == events::SourceBasis::kSeen       ? " seen"
                              : source.basis == events::SourceBasis::kFromDocs ? " from docs"
                                                                               : "";
    Line(0, "source {} {}{}", source.name, Quoted(source.doc), basis);
    for (const events::SourceMapping& mapping : source.mappings) {
      const events::EventType& event = rules_.schema.Type(mapping.kind);
      Line(1, "event {}", event.name);
      for (const auto& loop : mapping.loops) {
        Line(2, "for %{} in {}", static_cast<std::uint32_t>(loop.variable),
             printer.Print(loop.list));
      }
      if (mapping.when) Line(2, "when {}", printer.Print(mapping.when));
      for (const events::SourceAssignment& each : mapping.assignments) {
        Line(2, "{} = {}", FieldText(event, each.field, each.member), printer.Print(each.value));
      }
    }
  }

  void Dump(const Test& test) {
    Line(0, "test {}{}", Quoted(test.title),
         test.clause ? " of " + rules_.clauses[static_cast<std::size_t>(*test.clause)].id : "");
    for (const Test::Step& step : test.steps) {
      const events::EventType& event = rules_.schema.Type(step.kind);
      std::vector<std::string> fields;
      for (std::size_t i = 1; i < step.fields.size(); ++i) {
        if (step.fields[i].is_absent()) continue;
        fields.push_back(event.fields[i].name + ": " + PrintValue(step.fields[i]));
      }
      Line(1, "{} {} {{{}}}", values::ToString(step.time), event.name, Join(fields, ", "));
      for (const Test::Expectation& each : step.expectations) {
        Line(2, "=> {} {}", each.verdict, rules_.clauses[static_cast<std::size_t>(each.clause)].id);
      }
    }
    if (test.as_of) Line(1, "as of {}", values::ToString(*test.as_of));
  }

  const CheckedRules& rules_;
  ExpressionPrinter printer_;
  std::string text_;
};

}  // namespace

std::string Dump(const CheckedRules& rules) { return Dumper(rules).Run(); }

}  // namespace abide::check
