#include "proposals/shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "expressions/type.h"
#include "proposals/names.h"

namespace abide::proposals {

namespace {

// What ends a name of something that data flows through.
bool NamesArtifacts(std::string_view key) {
  static constexpr std::string_view kEnds[] = {
      "model",      "models",        "model_id",        "dataset",      "datasets", "data_set",
      "input",      "inputs",        "output",          "outputs",      "artifact", "artifacts",
      "base_model", "training_file", "validation_file", "result_files", "file_id"};
  const std::string name = SnakeOf(key, "");
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) {
    return name == end || name.ends_with('_' + std::string(end));
  });
}

// Texts of digits that are no quantities.
bool NamesCodes(std::string_view key) {
  static constexpr std::string_view kEnds[] = {"id",      "key", "code",   "number",
                                               "version", "zip", "account"};
  const std::string name = SnakeOf(key, "");
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) {
    return name == end || name.ends_with('_' + std::string(end));
  });
}

// The form that all values that say something have.
std::optional<TimeForm> CommonForm(const Seen& seen) {
  const std::uint64_t values = seen.told() + seen.numbers;
  for (std::size_t form = 0; form < kTimeForms; ++form) {
    if (values > 0 && seen.times[form] == values) return static_cast<TimeForm>(form);
  }
  // Some of a log's times may have a zone, and some not.
  const std::uint64_t iso = seen.times[0] + seen.times[1];
  if (values > 0 && iso == values) return TimeForm::kIsoWithoutZone;
  return std::nullopt;
}

// `known(path, "None")`: the words that stand for nothing, as far as they were seen.
std::string KnownValue(const Seen& seen, const std::string& path) {
  std::string value = "known(" + path;
  for (const auto& [shown, count] : seen.none_words) value += ", " + expressions::Quoted(shown);
  return value + ')';
}

}  // namespace

bool SpeaksOfTime(std::string_view key) {
  static constexpr std::string_view kParts[] = {"time",    "date",    "start", "created",
                                                "updated", "expires", "until", "since"};
  // Those that are parts of other words: `sender`, `backend`.
  static constexpr std::string_view kWords[] = {"_ts_", "_at_", "_end_", "_ended_", "_when_"};
  const std::string name = '_' + SnakeOf(key, "") + '_';
  const auto holds = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  return std::any_of(std::begin(kParts), std::end(kParts), holds) ||
         std::any_of(std::begin(kWords), std::end(kWords), holds);
}

std::string PathTo(const std::string& path, std::string_view key) {
  const std::string step = StepOf(key);
  // A raw record's own member stands behind a dot: .key, .["odd key"].
  return path + (path.empty() && step.front() == '[' ? "." + step : step);
}

std::string TimeValue(TimeForm form, const std::string& path) {
  switch (form) {
    case TimeForm::kIso:
      return path;
    case TimeForm::kIsoWithoutZone:
      return fmt::format("time({}, \"UTC\")", path);
    case TimeForm::kSeconds:
      return fmt::format("epoch_seconds({})", path);
    case TimeForm::kMillis:
      return fmt::format("epoch_millis({})", path);
    case TimeForm::kNanos:
      return fmt::format("epoch_nanos({})", path);
  }
  return path;
}

std::optional<TimeForm> TimeFormAt(const Seen& seen, std::string_view key) {
  if (seen.booleans + seen.lists + seen.records > 0) return std::nullopt;
  const std::optional<TimeForm> form = CommonForm(seen);
  const bool is_iso = form == TimeForm::kIso || form == TimeForm::kIsoWithoutZone;
  // A number may lie between 2000 and 2100 by chance: its name has to speak of time, too.
  return form && (is_iso || SpeaksOfTime(key)) ? form : std::nullopt;
}

std::optional<Scalar> ScalarOf(const Seen& seen, std::string_view key, const std::string& path,
                               bool is_canonical) {
  const std::uint64_t all = seen.present();
  if (all == 0) return std::nullopt;
  if (seen.booleans == all) return Scalar{"boolean", path};
  if (const auto form = TimeFormAt(seen, key)) {
    if (!is_canonical || form == TimeForm::kIso) return Scalar{"time", TimeValue(*form, path)};
  }
  if (seen.numbers == all) return Scalar{"number", path};
  if (seen.texts != all) return std::nullopt;
  if (!is_canonical && seen.told() > 0 && seen.digits == seen.told() && !NamesCodes(key)) {
    return Scalar{"number", fmt::format("number({})", path)};
  }
  const bool is_artifact = NamesArtifacts(key) || (seen.told() > 0 && seen.names == seen.told());
  std::string value = path;
  // What is written for what is not known is no text.
  if (seen.blank + seen.none > 0 && !is_canonical) value = KnownValue(seen, path);
  return Scalar{is_artifact ? "artifact" : "string", std::move(value)};
}

std::string KindsOf(const Seen& seen) {
  std::string kinds;
  const auto add = [&](std::uint64_t count, std::string_view noun) {
    if (count == 0) return;
    if (!kinds.empty()) kinds += ", ";
    kinds += Counted(count, noun);
  };
  add(seen.texts, "text");
  add(seen.numbers, "number");
  add(seen.booleans, "boolean");
  add(seen.lists, "list");
  add(seen.records, "record");
  return kinds.empty() ? "always null" : kinds;
}

std::string Counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace abide::proposals
