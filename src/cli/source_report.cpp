#include "cli/source_report.h"

#include <fmt/format.h>
#include "cli/counted.h"
#include "cli/undeclared.h"

#include <algorithm>
#include <set>

#include "diagnostics/diagnostic.h"
#include "diagnostics/printable.h"
#include "json/writer.h"

namespace abide::cli {
namespace {

using events::ConditionTally;
using events::LogFit;
using events::MappingTally;
using events::SourceBasis;
using events::SourceFit;
using events::SourceMap;

const char* BasisName(SourceBasis basis) {
  switch (basis) {
    case SourceBasis::kSeen:
      return "seen";
    case SourceBasis::kFromDocs:
      return "from docs";
    case SourceBasis::kUnsaid:
      break;
  }
  return "";
}

// The names of its events, each once, in the order of its mappings.
std::vector<std::string> KindsOf(const SourceMap& source, const check::CheckedRules& rules) {
  std::vector<std::string> names;
  for (const events::SourceMapping& mapping : source.mappings) {
    const std::string& name = rules.schema.Type(mapping.kind).name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::vector<const SourceMap*> Sorted(const check::CheckedRules& rules) {
  std::vector<const SourceMap*> sources;
  for (const SourceMap& source : rules.sources) sources.push_back(&source);
  std::sort(sources.begin(), sources.end(),
            [](const auto* a, const auto* b) { return a->name < b->name; });
  return sources;
}

// Names of events that nobody declared, as text.
constexpr std::size_t kMostKinds = 10;

// A condition as it stands in its file, on one line.
std::string WordsOf(const ConditionTally& part, const diagnostics::SourceSet& files) {
  return diagnostics::Printable(events::ConditionWords(files.Text(part.condition->span)));
}

// "`.a == 1` false 3 times, `has .b` unknown once"
std::string WhyNot(const MappingTally& tally, const diagnostics::SourceSet& files) {
  std::string text;
  const auto add = [&text](const std::string& what, std::uint64_t count) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", what,
                        count == 1 ? "once" : fmt::format("{} times", count));
  };
  for (const ConditionTally& part : tally.conditions) {
    const std::string words = "`" + WordsOf(part, files) + "` ";
    if (part.is_false > 0) add(words + "false", part.is_false);
    if (part.unknown > 0) add((part.is_false > 0 ? "" : words) + "unknown", part.unknown);
  }
  if (tally.without_elements > 0) add("nothing to go over with `for`", tally.without_elements);
  return text;
}

// In a log that is read by a source they are no names of events.
std::vector<events::UndeclaredKinds::Kind> Undeclared(const LogFit& fit) {
  if (fit.choice.source != nullptr) return {};
  return fit.undeclared.ByCount();
}

std::string_view HowMuch(const LogFit& fit) {
  if (fit.whole) return "the whole log";
  return fit.at_end ? "up to where the log breaks off" : "the first of the log (`--all` reads on)";
}

class FitWriter {
 public:
  FitWriter(const FittedLog& log, const check::CheckedRules& rules,
            const diagnostics::SourceSet& files, std::ostream& out)
      : log_(log), rules_(rules), files_(files), out_(out) {}

  void Write() {
    out_ << diagnostics::Printable(log_.path) << ": " << Choice() << '\n';
    const std::string& container = log_.fit.choice.container;
    if (!container.empty()) out_ << "  " << diagnostics::Printable(container) << '\n';
    out_ << "  " << Counted(log_.fit.records, "record") << " read, " << HowMuch(log_.fit);
    if (log_.fit.unreadable > 0) {
      out_ << ", " << Counted(log_.fit.unreadable, "line") << " not readable as a record";
    }
    out_ << '\n';
    for (const auto& tally : log_.fit.problems.Tallies()) WriteProblem(tally, "  ");
    if (log_.fit.choice.fault && !log_.fit.first.empty()) {
      out_ << "  first record  " << diagnostics::Printable(log_.fit.first) << '\n';
    }
    WriteUndeclared();
    for (const SourceFit& fit : log_.fit.sources) {
      if (fit.taken + fit.bad > 0) WriteTaking(fit);
    }
    WriteOthers();
  }

 private:
  std::string Choice() const {
    const events::Detection& choice = log_.fit.choice;
    if (choice.fault) {
      if (choice.fault->code == diagnostics::Code::kNoSourceFits) return "no source fits";
      if (choice.fault->code != diagnostics::Code::kSeveralSourcesFit) return "can't be read";
      return "several sources fit, name one with `--source`";
    }
    if (log_.adopted) {
      return "source `" + choice.source->name + "`, as another log of the same kind, though it " +
             "takes none of these records";
    }
    if (choice.of_form != nullptr) {
      return "source `" + choice.source->name + "`, whose form the records have, though it takes " +
             "none of them";
    }
    if (!choice.passed_over.empty()) {
      std::string others;
      for (const SourceMap* other : choice.passed_over) {
        others += (others.empty() ? "`" : ", `") + other->name + '`';
      }
      return "source `" + choice.source->name +
             "`, which goes before what ships and fits, too: " + others;
    }
    if (choice.source != nullptr) return "source `" + choice.source->name + "`, which alone fits";
    if (log_.fit.canonical > 0) return "events in Abide's own form";
    return log_.fit.records == 0 ? "no record to choose a source by" : "no source to choose from";
  }

  void WriteUndeclared() {
    const auto kinds = Undeclared(log_.fit);
    for (std::size_t i = 0; i < std::min(kinds.size(), kMostKinds); ++i) {
      const auto& kind = kinds[i];
      out_ << fmt::format("  no event `{}` is declared: {}, first at line {}{}\n",
                          diagnostics::Printable(kind.name), Counted(kind.records, "record"),
                          kind.line, DidYouMeanEvent(kind.name, rules_.schema));
    }
    if (kinds.size() > kMostKinds) {
      out_ << fmt::format("  and {} that no event declares\n",
                          Counted(kinds.size() - kMostKinds, "more name"));
    }
  }

  void WriteTaking(const SourceFit& fit) {
    out_ << "  " << fit.source->name << "  takes " << Counted(fit.taken, "record") << ", skips "
         << fit.skipped;
    if (fit.bad > 0) out_ << ", " << fit.bad << " bad";
    out_ << "; " << Counted(fit.events, "event") << '\n';
    for (std::size_t i = 0; i < fit.tally.mappings.size(); ++i) {
      const MappingTally& mapping = fit.tally.mappings[i];
      const events::SourceMapping& declared = fit.source->mappings[i];
      const std::string why = WhyNot(mapping, files_);
      out_ << fmt::format("    {:<18}{:>5}{}{}\n", rules_.schema.Type(declared.kind).name,
                          mapping.taken, why.empty() ? "" : "  not: ", why);
    }
    for (const auto& tally : fit.problems.Tallies()) WriteProblem(tally, "    ");
  }

  void WriteProblem(const events::Problems::Tally& tally, std::string_view indent) {
    out_ << fmt::format("{}{} {}: {}\n", indent, diagnostics::Entry(tally.code).id,
                        tally.count == 1 ? "once" : fmt::format("{} times", tally.count),
                        diagnostics::Printable(tally.examples.front().Message()));
  }

  void WriteOthers() {
    std::size_t others = 0;
    for (const SourceFit& fit : log_.fit.sources) others += fit.taken + fit.bad == 0 ? 1 : 0;
    if (others > 0 && log_.fit.records > 0) {
      out_ << "  " << Counted(others, "source") << (others == 1 ? " takes" : " take")
           << " none of these records\n";
    }
    if (!log_.fit.nearest) return;
    const SourceFit& fit = log_.fit.sources[*log_.fit.nearest];
    const std::optional<std::size_t> mapping = events::NearestMapping(fit.tally);
    if (fit.bad > 0 || !mapping) return;  // what it can't read is told with it
    out_ << "  nearest       " << fit.source->name << ": "
         << WhyNot(fit.tally.mappings[*mapping], files_) << '\n';
  }

  const FittedLog& log_;
  const check::CheckedRules& rules_;
  const diagnostics::SourceSet& files_;
  std::ostream& out_;
};

void WriteMappingJson(const MappingTally& tally, const std::string& event,
                      const diagnostics::SourceSet& files, json::Writer& json) {
  json.BeginObject();
  json.Member("event", event);
  json.Member("taken", tally.taken);
  json.Member("refused", tally.refused);
  json.Member("without_elements", tally.without_elements);
  json.Key("conditions");
  json.BeginArray();
  for (const ConditionTally& part : tally.conditions) {
    json.BeginObject();
    json.Member("condition", WordsOf(part, files));
    json.Member("false", part.is_false);
    json.Member("unknown", part.unknown);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void WriteProblemsJson(const events::Problems& problems, json::Writer& json) {
  json.Key("problems");
  json.BeginArray();
  for (const auto& tally : problems.Tallies()) {
    json.BeginObject();
    json.Member("code", diagnostics::Entry(tally.code).id);
    json.Member("count", tally.count);
    json.Member("example", tally.examples.front().Message());
    json.EndObject();
  }
  json.EndArray();
}

void WriteSourceFitJson(const SourceFit& fit, const check::CheckedRules& rules,
                        const diagnostics::SourceSet& files, json::Writer& json) {
  json.BeginObject();
  json.Member("source", fit.source->name);
  json.Member("taken", fit.taken);
  json.Member("skipped", fit.skipped);
  json.Member("bad", fit.bad);
  json.Member("events", fit.events);
  json.Key("mappings");
  json.BeginArray();
  for (std::size_t i = 0; i < fit.tally.mappings.size(); ++i) {
    WriteMappingJson(fit.tally.mappings[i], rules.schema.Type(fit.source->mappings[i].kind).name,
                     files, json);
  }
  json.EndArray();
  WriteProblemsJson(fit.problems, json);
  json.EndObject();
}

void WriteLogJson(const FittedLog& log, const check::CheckedRules& rules,
                  const diagnostics::SourceSet& files, json::Writer& json) {
  const LogFit& fit = log.fit;
  json.BeginObject();
  json.Member("log", log.path);
  json.Key("container");
  if (fit.choice.container.empty()) {
    json.Value(nullptr);
  } else {
    json.Value(fit.choice.container);
  }
  json.Key("source");
  if (fit.choice.source != nullptr) {
    json.Value(fit.choice.source->name);
  } else if (!fit.choice.fault && fit.canonical > 0) {
    json.Value(events::kCanonical);
  } else {
    json.Value(nullptr);
  }
  json.Key("passed_over");
  json.BeginArray();
  for (const SourceMap* other : fit.choice.passed_over) json.Value(other->name);
  json.EndArray();
  json.Member("records", fit.records);
  json.Member("unreadable", fit.unreadable);
  WriteProblemsJson(fit.problems, json);
  json.Member("whole", fit.whole);
  json.Member("first_record", fit.first);
  json.Key("undeclared_events");
  json.BeginArray();
  for (const events::UndeclaredKinds::Kind& kind : Undeclared(fit)) {
    json.BeginObject();
    json.Member("event", kind.name);
    json.Member("records", kind.records);
    json.Member("line", kind.line);
    json.EndObject();
  }
  json.EndArray();
  json.Key("nearest");
  if (fit.nearest) {
    json.Value(fit.sources[*fit.nearest].source->name);
  } else {
    json.Value(nullptr);
  }
  json.Key("sources");
  json.BeginArray();
  for (const SourceFit& each : fit.sources) WriteSourceFitJson(each, rules, files, json);
  json.EndArray();
  json.EndObject();
}

}  // namespace

void WriteSourceList(const check::CheckedRules& rules, const diagnostics::SourceSet& files,
                     std::ostream& out) {
  for (const SourceMap* source : Sorted(rules)) {
    out << source->name;
    if (source->basis != SourceBasis::kUnsaid) out << " (" << BasisName(source->basis) << ')';
    out << '\n';
    if (!source->doc.empty()) out << "  " << diagnostics::Printable(source->doc) << '\n';
    out << fmt::format("  events  {}\n  file    {}\n", fmt::join(KindsOf(*source, rules), ", "),
                       diagnostics::Printable(files.File(source->span.file).path()));
  }
}

void WriteSourceListJson(const check::CheckedRules& rules, const diagnostics::SourceSet& files,
                         std::ostream& out) {
  json::Writer json(out, json::Layout::kPretty);
  json.BeginObject();
  json.Member("format", "abide.sources/1");
  json.Key("sources");
  json.BeginArray();
  for (const SourceMap* source : Sorted(rules)) {
    json.BeginObject();
    json.Member("name", source->name);
    json.Member("text", source->doc);
    json.Key("known");
    if (source->basis == SourceBasis::kUnsaid) {
      json.Value(nullptr);
    } else {
      json.Value(BasisName(source->basis));
    }
    json.Key("events");
    json.BeginArray();
    for (const std::string& kind : KindsOf(*source, rules)) json.Value(kind);
    json.EndArray();
    json.Member("file", files.File(source->span.file).path());
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void WriteFit(const FittedLog& log, const check::CheckedRules& rules,
              const diagnostics::SourceSet& files, std::ostream& out) {
  FitWriter(log, rules, files, out).Write();
}

void WriteFitsJson(const std::vector<FittedLog>& logs, const check::CheckedRules& rules,
                   const diagnostics::SourceSet& files, std::ostream& out) {
  json::Writer json(out, json::Layout::kPretty);
  json.BeginObject();
  json.Member("format", "abide.fit/1");
  json.Key("logs");
  json.BeginArray();
  for (const FittedLog& log : logs) WriteLogJson(log, rules, files, json);
  json.EndArray();
  json.EndObject();
}

}  // namespace abide::cli
