#include "proposals/propose.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "diagnostics/printable.h"
#include "expressions/type.h"
#include "proposals/fields.h"
#include "proposals/names.h"
#include "proposals/odd_dates.h"
#include "proposals/shapes.h"

namespace abide::proposals {

namespace {

// One event, and how a record becomes one.
struct Proposal {
  std::string name;
  std::string head;  // what it was seen from
  std::optional<std::string> when;
  std::optional<TimeChoice> time;
  std::optional<Field> id;
  Fields fields;
  std::vector<std::string> keys;  // fields of which no two records have the same value
};

std::string Comment(std::string_view text) { return "# " + diagnostics::Printable(text) + '\n'; }

// As wide as the widest of the first columns, within reason.
std::size_t WidthOf(const std::vector<Field>& fields, std::string Field::*column) {
  std::size_t width = 4;
  for (const Field& field : fields) width = std::max(width, (field.*column).size());
  return std::min<std::size_t>(width, 40);
}

// The field by which a record is told from all others: the likeliest name of them.
std::optional<std::size_t> IdOf(const std::vector<Field>& fields) {
  std::optional<std::size_t> best;
  const auto rank = [&](const Field& field) {
    const std::string last = SnakeOf(field.name.substr(field.name.rfind('.') + 1), "");
    if (last.starts_with("id_value") || last == "id" || last == "uuid") return 0;
    return last.ends_with("_id") ? 1 : 2;
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].identifies || fields[i].type != "string" || rank(fields[i]) == 2) continue;
    if (!best || rank(fields[i]) < rank(fields[*best])) best = i;
  }
  return best;
}

Proposal Describe(const Survey& survey, std::string name, bool is_canonical) {
  Proposal proposal;
  proposal.name = std::move(name);
  proposal.head = Counted(survey.records(), "record");
  if (survey.left_out() > 0) {
    proposal.fields.left_out.push_back(
        fmt::format("{} that stand deeper than {} levels, or at more than {} paths",
                    Counted(survey.left_out(), "value"), Survey::kMostDepth, Survey::kMostPaths));
  }
  std::set<std::string> taken;
  proposal.time = ChooseTime(survey.root());
  std::vector<Level> levels = {{"", "", &survey.root()}};
  if (proposal.time && !is_canonical) levels = proposal.time->levels;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const Seen* inner = i + 1 < levels.size() ? levels[i + 1].seen : nullptr;
    // What is around a list is the same in all events of its elements.
    for (Field& outer : proposal.fields.fields) outer.identifies = false;
    AddFields(levels[i], inner, is_canonical, taken, proposal.fields);
  }
  std::vector<Field>& fields = proposal.fields.fields;
  if (proposal.time && !is_canonical) {
    std::erase_if(fields, [&](const Field& field) { return field.value == proposal.time->value; });
  }
  if (const auto id = is_canonical ? std::nullopt : IdOf(fields)) {
    proposal.id = std::move(fields[*id]);
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(*id));
  }
  for (const Field& field : fields) {
    if (field.identifies && field.type != "time") proposal.keys.push_back(field.name);
  }
  return proposal;
}

void AppendEvent(const Proposal& proposal, std::string& out) {
  out += '\n' + Comment(proposal.head);
  for (const std::string& line : proposal.fields.left_out) out += Comment("left out: " + line);
  if (!proposal.keys.empty()) {
    out += Comment(fmt::format("no two records have the same: {}", fmt::join(proposal.keys, ", ")));
  }
  out += fmt::format("event {}\n", proposal.name);
  const std::vector<Field>& fields = proposal.fields.fields;
  const std::size_t names = WidthOf(fields, &Field::name);
  const std::size_t types = WidthOf(fields, &Field::type) + 1;
  for (const Field& field : fields) {
    out += fmt::format("  {:<{}}  {:<{}}  {}", field.name, names,
                       field.type + (field.is_optional ? "?" : ""), types, Comment(field.note));
  }
  std::vector<std::string> artifacts;
  for (const Field& field : fields) {
    if (field.type.ends_with("artifact")) artifacts.push_back(field.name);
  }
  if (artifacts.empty()) return;
  out += fmt::format("  # Where data moves, say so, as in `flow a -> b`; artifacts: {}\n",
                     fmt::join(artifacts, ", "));
}

void AppendMapping(const Proposal& proposal, std::string& out) {
  if (!out.empty()) out += '\n';
  out += fmt::format("  event {}", proposal.name);
  const std::vector<Level>& levels = proposal.time->levels;
  for (std::size_t i = 1; i < levels.size(); ++i) {
    out += fmt::format(" for {} in {}", levels[i].variable, levels[i].list);
  }
  if (proposal.when) out += " when " + *proposal.when;
  out += '\n';
  const std::size_t width = WidthOf(proposal.fields.fields, &Field::name);
  const auto assign = [&](std::string_view name, const std::string& value) {
    out += fmt::format("    {:<{}} = {}\n", name, width, value);
  };
  out += "    " + Comment("time: " + proposal.time->note);
  assign("time", proposal.time->value);
  if (proposal.id) assign("id", proposal.id->value);
  for (const Field& field : proposal.fields.fields) assign(field.name, field.value);
}

std::vector<Proposal> DescribeAll(const Observation& observation) {
  std::vector<Proposal> proposals;
  std::set<std::string> taken;
  for (const auto& kind : observation.kinds()) {
    std::string name = kind->value;
    if (!observation.is_canonical() || SnakeOf(name, "") != name) {
      name = EventNameOf(name, "record");
    }
    proposals.push_back(Describe(kind->survey, Untaken(name, taken), observation.is_canonical()));
    Proposal& proposal = proposals.back();
    if (!observation.kind_member()) {
      const bool is_element = proposal.time && proposal.time->levels.size() > 1;
      if (is_element) {
        proposal.name = proposal.time->levels.back().variable.substr(kVariablePrefix.size());
      }
      continue;
    }
    if (observation.is_canonical() && proposal.name != kind->value) {
      proposal.fields.left_out.emplace_back("no event may be named as in the log");
    }
    const std::string member = PathTo("", *observation.kind_member());
    proposal.when = fmt::format("{} == {}", member, expressions::Quoted(kind->value));
    std::erase_if(proposal.fields.fields,
                  [&](const Field& field) { return field.value == member; });
    proposal.head += fmt::format(" with {}", *proposal.when);
  }
  if (const Survey* others = observation.others()) {
    proposals.push_back(Describe(*others, Untaken("other_record", taken), false));
    proposals.back().head += " of further kinds";
    const std::string member = PathTo("", *observation.kind_member());
    std::vector<std::string> named;
    for (const auto& kind : observation.kinds()) named.push_back(expressions::Quoted(kind->value));
    proposals.back().when =
        fmt::format("not has {} or {} not in [{}]", member, member, fmt::join(named, ", "));
  }
  return proposals;
}

}  // namespace

std::string Propose(const Observation& observation, const std::string& log) {
  std::string out = Comment(fmt::format("Proposed from {} of {}. Keep what your clauses ask for.",
                                        Counted(observation.records(), "record"), log));
  const std::vector<Proposal> proposals = DescribeAll(observation);
  for (const Proposal& proposal : proposals) AppendEvent(proposal, out);
  if (observation.is_canonical()) return out;
  std::string mappings;
  for (const Proposal& proposal : proposals) {
    if (proposal.time) AppendMapping(proposal, mappings);
  }
  if (mappings.empty()) {
    out += "\n# No value looks like a time, so no source can read these records.\n";
    const Survey& survey =
        observation.kinds().empty() ? *observation.others() : observation.kinds().front()->survey;
    for (const std::string& line : AdviceOnTime(survey.root())) {
      out += Comment(line);
    }
    return out;
  }
  const std::string name = SnakeOf(log.substr(0, log.find('.')), "log");
  return out + fmt::format("\nsource {} {}\n", name, expressions::Quoted("Records of " + log)) +
         mappings;
}

}  // namespace abide::proposals
