#include "cli/undeclared.h"

#include "cli/counted.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/suggestion.h"
#include "values/text.h"

#include <optional>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::LogPlace;

// `modelCall`, `model-call` and `MODEL_CALL` are one.
std::string WithoutStyle(const std::string& name) {
  std::string plain;
  for (const char c : values::Lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

std::optional<std::string> NearestEvent(const std::string& name,
                                        const events::EventSchema& schema) {
  const std::string plain = WithoutStyle(name);
  std::vector<std::string> names;
  for (const events::EventType& type : schema.types()) {
    if (!plain.empty() && WithoutStyle(type.name) == plain) return type.name;
    names.push_back(type.name);
  }
  return diagnostics::NearestName(values::Lower(name), names);
}

}  // namespace

std::string DidYouMeanEvent(const std::string& name, const events::EventSchema& schema) {
  const std::optional<std::string> nearest = NearestEvent(name, schema);
  return nearest ? "; " + diagnostics::DidYouMean(*nearest) : std::string();
}

void AddMissingEvents(const events::LogSummary& log, bool names_source,
                      const events::EventSchema& schema, events::Problems& problems) {
  for (const events::UndeclaredKinds::Kind& kind : log.undeclared.ByCount()) {
    if (problems.HasExamples(Code::kKindNotDeclared, log.path)) {
      problems.Count(Code::kKindNotDeclared, log.path, kind.offset);
      continue;
    }
    problems.Add(Code::kKindNotDeclared, LogPlace{log.path, kind.line, kind.offset}, kind.offset,
                 {kind.name, Counted(kind.records, "record"), DidYouMeanEvent(kind.name, schema)});
  }
  const std::uint64_t passed_over = log.unknown_events + log.skipped;
  if (log.events + log.later_than_present > 0 || passed_over == 0) return;
  // That no source fits has been said.
  if (log.source.empty() ? log.skipped > 0 : !names_source && !log.only_of_form) return;
  std::string by;
  if (log.only_of_form) {
    by = ", in the form of source `" + log.source + '`';
    if (!log.refusal.empty()) by += ", but " + log.refusal;
  } else if (!log.source.empty()) {
    by = ", read by source `" + log.source + '`';
  }
  problems.Add(Code::kNoEventInLog, LogPlace{log.path, 1, 0}, 0,
               {Counted(log.records, "record"), by});
}

}  // namespace abide::cli
