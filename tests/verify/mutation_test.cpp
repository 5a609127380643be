// A report that is not true is told from one that is: random changes of true reports, of every
// member of the schema, are all found out, but for a few members that nothing at hand can tell.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "reference/setting.h"
#include "report/fail_on.h"
#include "verify/checked.h"

namespace abide::verify {
namespace {

// Members of which no log and no rule tells whether they are so (src/verify/README.md says why).
// The test fails if one of them is always found out.
const std::set<std::string>& Unseen() {
  static const std::set<std::string> kPaths = {
      "tool.version",         "options.strict",     "options.allow_bad_lines",
      "options.max_findings", "options.source",     "options.since",
      "options.until",        "options.clauses",    "options.as_of",
      "options.fail_on",      "options.rules",      "options.baseline",
      "ruleset.files[].path", "problems",           "problems[].message",
      "problems[].offset",    "problem_counts",     "problem_counts[].count",
      "logs[].path",          "findings[].missing", "findings[].evidence"};
  return kPaths;
}

// Members below these, in a report that was asked for less.
bool IsUnseenThere(const std::string& path, const std::string& subject) {
  const auto is_of = [&](const char* what, const char* wish) {
    return path.starts_with(what) && subject.find(wish) != std::string::npos;
  };
  return is_of("vanished", "a baseline") || is_of("findings[].baseline", "a baseline") ||
         is_of("clauses[].undetermined_by", "few findings");
}

// Where in a report a value stands, without its numbers: "findings[].event.line".
using Path = std::string;

struct Place {
  Json* value = nullptr;
  Json* parent = nullptr;
  std::string key;        // in an object
  std::size_t index = 0;  // in a list
  Path path;
};

void Collect(Json& value, const Path& path, std::vector<Place>& places) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) {
      Path below = path;
      if (!below.empty()) below += '.';
      below += key;
      places.push_back({&member, &value, key, 0, below});
      Collect(member, below, places);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      places.push_back({&value[i], &value, "", i, path + "[]"});
      Collect(value[i], path + "[]", places);
    }
  }
}

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  // Changes one thing of the report; the path of what was changed.
  Path Mutate(Json& report) {
    std::vector<Place> places;
    Collect(report, "", places);
    // Each path is as likely as any other, however often it stands there.
    std::map<Path, std::vector<std::size_t>> by_path;
    for (std::size_t i = 0; i < places.size(); ++i) by_path[places[i].path].push_back(i);
    auto chosen = by_path.begin();
    std::advance(chosen, Below(by_path.size()));
    const Place place = places[chosen->second[Below(chosen->second.size())]];
    if (place.parent->is_array() && Below(2) == 0) return MutateList(place);
    if (place.parent->is_object() && Below(8) == 0) {
      place.parent->erase(place.key);
      return place.path;
    }
    Change(*place.value, places);
    return place.path;
  }

 private:
  std::size_t Below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

  // An element dropped, given twice, or in the place of another.
  Path MutateList(const Place& place) {
    Json& list = *place.parent;
    const auto at = list.begin() + static_cast<std::ptrdiff_t>(place.index);
    Path path = place.path.substr(0, place.path.size() - 2);
    switch (Below(3)) {
      case 0:
        list.erase(at);
        return path;
      case 1: {
        const Json copy = *at;
        list.insert(at, copy);
        return path;
      }
      default:
        std::swap(list[place.index], list[Below(list.size())]);
        return path;
    }
  }

  void Change(Json& value, const std::vector<Place>& places) {
    switch (value.type()) {
      case Json::value_t::boolean:
        value = !value.get<bool>();
        return;
      case Json::value_t::number_integer:
      case Json::value_t::number_unsigned:
        value = Below(2) == 0 ? value.get<std::uint64_t>() + 1 + Below(3) : Below(5);
        return;
      case Json::value_t::string:
        return ChangeText(value, places);
      case Json::value_t::null:
        if (Below(2) == 0) {
          value = Other(Json::value_t::string, places);
        } else {
          value = "2020-01-01T00:00:00Z";
        }
        return;
      case Json::value_t::object:
        if (value.empty() || Below(3) == 0) {
          value["more"] = 1;
        } else {
          value.erase(value.begin());
        }
        return;
      default:
        if (value.empty() || Below(3) == 0) {
          value.push_back(Below(2) == 0 ? Json("more") : Json::object());
        } else {
          value = Json::array();
        }
    }
  }

  // A letter, or a text that stands elsewhere in the report: another clause, time or log.
  void ChangeText(Json& value, const std::vector<Place>& places) {
    if (Below(2) == 0) {
      value = Other(Json::value_t::string, places);
      return;
    }
    std::string text = value.get<std::string>();
    if (text.empty() || Below(4) == 0) {
      text += 'x';
    } else {
      char& letter = text[Below(text.size())];
      letter = letter == '1' ? '2' : '1';
    }
    value = text;
  }

  Json Other(Json::value_t type, const std::vector<Place>& places) {
    for (;;) {
      const Json& value = *places[Below(places.size())].value;
      if (value.type() == type) return value;
    }
  }

  std::mt19937_64 engine_;
};

struct Subject {
  std::string name;
  std::unique_ptr<Checked> checked;
  std::unique_ptr<Journal> journal;
  std::unique_ptr<Verifier> verifier;
};

Subject Make(const std::string& name, std::unique_ptr<Checked> checked) {
  Subject subject;
  subject.name = name;
  subject.checked = std::move(checked);
  subject.journal = JournalOf(*subject.checked);
  subject.verifier = std::make_unique<Verifier>(subject.checked->rules, subject.checked->sources,
                                                *subject.journal);
  return subject;
}

values::Instant TimeOf(const char* text) { return *values::ParseInstant(text); }

// The large example, asked for less.
std::vector<std::pair<std::string, Wish>> Wishes(const Json& whole) {
  std::vector<std::pair<std::string, Wish>> wishes(6);
  wishes[0].first = "since and until";
  wishes[0].second.options.sha256 = true;
  wishes[0].second.options.since = TimeOf("2023-03-20T01:00:00Z");
  wishes[0].second.options.until = TimeOf("2023-12-19T12:00:00Z");
  wishes[1].first = "as of";
  wishes[1].second.options.as_of = TimeOf("2023-12-16T02:02:00Z");
  wishes[2].first = "clauses by globs";
  wishes[2].second.options.clauses = {"openai.*/no-*", "house.contract-watch/share-of-outputs"};
  wishes[3].first = "few findings";
  wishes[3].second.options.max_findings = 7;
  wishes[3].second.options.fail_on = *report::ParseFailOn("critical,pending,nothing-judged");
  // Half of the findings were known, and one that is none has vanished.
  Json earlier = whole;
  Json& findings = earlier["findings"];
  for (std::size_t i = 0; i < findings.size(); ++i) findings.erase(i);
  findings[0]["fingerprint"] = std::string(32, '0');
  wishes[4].first = "a baseline";
  wishes[4].second.options.baseline = "earlier.json";
  wishes[4].second.baseline = earlier.dump();
  wishes[5].first = "a baseline, a time and globs";
  wishes[5].second = wishes[4].second;
  wishes[5].second.options.since = TimeOf("2023-04-01T00:00:00Z");
  wishes[5].second.options.as_of = TimeOf("2024-04-01T00:00:00Z");
  wishes[5].second.options.clauses = {"*no-competing-*", "house.*"};
  wishes[5].second.options.fail_on = *report::ParseFailOn("never");
  return wishes;
}

// The examples, the goldens, and rules of every form. The large example comes first: whole, and as
// often as there are wishes.
constexpr std::size_t kLarge = 7;
std::vector<Subject> Subjects() {
  std::vector<Subject> subjects;
  const auto add = [&](const std::string& name, std::unique_ptr<Checked> checked) {
    if (checked != nullptr) subjects.push_back(Make(name, std::move(checked)));
  };
  add("bytedance", CheckExample("bytedance"));
  for (auto& [name, wish] : Wishes(subjects.front().checked->report)) {
    add("bytedance with " + name, CheckExample("bytedance", wish));
  }
  add("chain", CheckExample("chain"));
  for (const auto& [name, rules] : {std::pair("waivers_are_applied_and_told", "/w.abide"),
                                    std::pair("missing_names_what_has_no_value", "/r.abide")}) {
    const std::string folder = std::string("tests/testdata/cli/") + name;
    add(name, CheckLogs({folder + rules}, LogsOf(LogPathsOf(folder))));
  }
  for (const std::string& folder : Folders()) {
    add(folder, CheckLogs({folder + "/rules.abide"}, LogsOf(LogPathsOf(folder))));
  }
  const std::uint64_t seed = reference::Setting("ABIDE_VERIFY_SEED", 1);
  for (std::uint64_t i = 0; i < 50; ++i) {
    add("random rules of seed " + std::to_string(seed + i), CheckRandom(seed + i));
  }
  return subjects;
}

// The large ones seldom: each takes as long as many others.
const Subject& SubjectOf(const std::vector<Subject>& subjects, std::uint64_t number) {
  const bool is_large = number % 20 == 0;
  return subjects[is_large ? number / 20 % kLarge : kLarge + number % (subjects.size() - kLarge)];
}

constexpr std::uint64_t kEnoughForTheSeldom = 40'000;
#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t kMutations = 12'000;
#else
constexpr std::uint64_t kMutations = kEnoughForTheSeldom;
#endif

// Some that nothing can confirm survive seldom: those are changed more often.
void ExpectToSurvive(const std::vector<Subject>& subjects, const std::set<Path>& survived,
                     std::uint64_t count, Mutator& mutator) {
  std::set<Path> left;
  std::set_difference(Unseen().begin(), Unseen().end(), survived.begin(), survived.end(),
                      std::inserter(left, left.end()));
  for (std::uint64_t i = 0; i < count && !left.empty(); ++i) {
    const Subject& subject = SubjectOf(subjects, i);
    Json report = subject.checked->report;
    const Path path = mutator.Mutate(report);
    const bool is_told = !left.contains(path) || report == subject.checked->report;
    if (!is_told && !subject.verifier->Verify(report).is_false()) left.erase(path);
  }
  for (const Path& path : left) {
    ADD_FAILURE() << path << " is always found out: take it off the list";
  }
}

// ABIDE_VERIFY_MUTATIONS and ABIDE_VERIFY_SEED make it longer, or another one.
TEST(Mutation, EveryChangeIsFoundOut) {
  const std::uint64_t count = reference::Setting("ABIDE_VERIFY_MUTATIONS", kMutations);
  const std::vector<Subject> subjects = Subjects();
  for (const Subject& subject : subjects) {
    ASSERT_EQ(FalseOf(subject.verifier->Verify(subject.checked->report)), "") << subject.name;
  }
  ASSERT_EQ(subjects[kLarge - 1].name, "bytedance with a baseline, a time and globs");
  std::set<Path> survived;
  std::set<Path> changed;
  Mutator mutator(reference::Setting("ABIDE_VERIFY_SEED", 1));
  for (std::uint64_t i = 0; i < count; ++i) {
    const Subject& subject = SubjectOf(subjects, i);
    Json report = subject.checked->report;
    const Path path = mutator.Mutate(report);
    changed.insert(path);
    if (report == subject.checked->report) continue;
    if (subject.verifier->Verify(report).is_false()) continue;
    survived.insert(path);
    EXPECT_TRUE(Unseen().contains(path) || IsUnseenThere(path, subject.name))
        << "not found out: " << path << " of " << subject.name << "\n"
        << Json::diff(subject.checked->report, report).dump();
  }
  EXPECT_GT(changed.size(), 150U);
  if (count >= kEnoughForTheSeldom) ExpectToSurvive(subjects, survived, 10 * count, mutator);
}

// With the records of the evidence alone, what a changed finding says is false or not confirmed.
TEST(Mutation, NoChangedFindingIsConfirmedByRecordsAlone) {
  const std::uint64_t count = reference::Setting("ABIDE_VERIFY_MUTATIONS", kMutations) / 2;
  const std::vector<Subject> subjects = Subjects();
  Mutator mutator(reference::Setting("ABIDE_VERIFY_SEED", 1));
  std::vector<std::unique_ptr<Journal>> journals;
  std::size_t confirmed = 0;
  for (const Subject& subject : subjects) {
    const Checked& checked = *subject.checked;
    journals.push_back(RecordsOf(checked, *subject.journal));
    const Outcome outcome =
        Verifier(checked.rules, checked.sources, *journals.back()).Verify(checked.report);
    ASSERT_EQ(FalseOf(outcome), "") << subject.name;
    for (const FindingCheck& check : outcome.findings) {
      confirmed += check.state == State::kConfirmed ? 1 : 0;
    }
  }
  EXPECT_GT(confirmed, 30U);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t which = i % subjects.size();
    const Checked& checked = *subjects[which].checked;
    Json report = checked.report;
    const Path path = mutator.Mutate(report);
    if (!path.starts_with("findings[].") || IsUnseenThere(path, subjects[which].name)) continue;
    const Outcome outcome =
        Verifier(checked.rules, checked.sources, *journals[which]).Verify(report);
    if (outcome.is_false()) continue;
    for (std::size_t at = 0; at < report["findings"].size(); ++at) {
      if (report["findings"][at] == checked.report["findings"][at]) continue;
      // Of what is missing and what came near, not all has to be shown; lines are those of the log.
      const bool is_unseen = path == "findings[].missing" || path == "findings[].evidence" ||
                             path == "findings[].evidence[].line";
      EXPECT_TRUE(outcome.findings[at].state != State::kConfirmed || is_unseen)
          << "confirmed: " << path << " of " << subjects[which].name << "\n"
          << Json::diff(checked.report, report).dump();
    }
  }
}

}  // namespace
}  // namespace abide::verify
