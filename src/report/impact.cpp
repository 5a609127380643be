#include "report/impact.h"

#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace abide::report {
namespace {

using engine::Finding;

// The declaration without the clause's name, blanks as one.
std::string BodyOf(const ClauseReport& clause) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : clause.text + ' ') {
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  std::string body;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 1) body += words[i] + ' ';  // `clause NAME …`
  }
  return body;
}

// Which clause of the old rules each one of the new rules is.
class ClausePairs {
 public:
  ClausePairs(const Report& before, const Report& after)
      : before_(before), after_(after), old_of_(after.clauses.size(), nullptr) {
    // Versions of a clause by their names first, then in their order.
    Pair([](const ClauseReport& a, const ClauseReport& b) {
      return a.id == b.id && a.version == b.version;
    });
    Pair([](const ClauseReport& a, const ClauseReport& b) { return a.id == b.id; });
    std::set<std::string_view> old_ids;
    std::set<std::string_view> new_ids;
    for (const ClauseReport& clause : before.clauses) old_ids.insert(clause.id);
    for (const ClauseReport& clause : after.clauses) new_ids.insert(clause.id);
    Pair([&](const ClauseReport& a, const ClauseReport& b) {
      return !new_ids.contains(a.id) && !old_ids.contains(b.id) && BodyOf(a) == BodyOf(b);
    });
  }

  std::vector<ClauseChange> Take() const {
    std::vector<ClauseChange> changes;
    for (std::size_t i = 0; i < after_.clauses.size(); ++i) {
      if (after_.clauses[i].judged) changes.push_back(ChangeOf(old_of_[i], &after_.clauses[i]));
    }
    for (const ClauseReport& clause : before_.clauses) {
      if (clause.judged && !taken_.contains(&clause)) changes.push_back(ChangeOf(&clause, nullptr));
    }
    return changes;
  }

 private:
  template <typename IsSame>
  void Pair(const IsSame& is_same) {
    for (std::size_t i = 0; i < old_of_.size(); ++i) {
      if (old_of_[i] != nullptr || !after_.clauses[i].judged) continue;
      for (const ClauseReport& clause : before_.clauses) {
        if (!clause.judged || taken_.contains(&clause)) continue;
        if (!is_same(clause, after_.clauses[i])) continue;
        old_of_[i] = &clause;
        taken_.insert(&clause);
        break;
      }
    }
  }

  static ClauseChange ChangeOf(const ClauseReport* before, const ClauseReport* after) {
    ClauseChange change;
    change.before = before;
    change.after = after;
    if (before == nullptr) {
      change.fate = ClauseFate::kAdded;
    } else if (after == nullptr) {
      change.fate = ClauseFate::kRemoved;
    } else if (before->id != after->id) {
      change.fate = ClauseFate::kRenamed;
    } else if (before->text != after->text || before->severity != after->severity ||
               before->version != after->version) {
      change.fate = ClauseFate::kChanged;
    }
    return change;
  }

  const Report& before_;
  const Report& after_;
  std::vector<const ClauseReport*> old_of_;  // by the new ones
  std::set<const ClauseReport*> taken_;
};

// The event, in the order of findings.
auto EventOf(const Finding& finding) {
  return std::tuple(finding.time, finding.place.log, finding.place.offset, finding.place.part);
}

std::string SubjectOf(const Finding& finding) {
  std::string subject;
  for (const engine::NamedValue& item : finding.about) {
    subject += item.name + '\0' + (item.absent ? "?" : '=' + item.value) + '\0';
  }
  return subject;
}

bool IsFailing(const Report& report, const Finding& finding) {
  const FailOn& fail_on = report.options.fail_on;
  switch (finding.verdict) {
    case engine::Verdict::kBreach:
      return fail_on.breaches && report.ClauseOf(finding).severity >= *fail_on.breaches;
    case engine::Verdict::kPending:
      return fail_on.pending;
    case engine::Verdict::kUndetermined:
      return fail_on.undetermined;
    case engine::Verdict::kExcused:
    case engine::Verdict::kWaived:
      break;
  }
  return false;
}

std::string ValuesText(const Finding& finding) {
  std::string text;
  for (const engine::NamedValue& value : finding.values) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", value.name, value.value);
  }
  for (const engine::WindowSummary& window : finding.windows) {
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", window.text, window.value);
  }
  for (const engine::ShareFound& share : finding.shares) {
    text += (text.empty() ? "" : ", ") + ShareText(share);
  }
  return text;
}

std::vector<Difference> DifferencesOf(const Report& before, const Finding& a, const Report& after,
                                      const Finding& b) {
  std::vector<Difference> differences;
  const auto compare = [&](const char* what, std::string old_text, std::string new_text) {
    if (old_text == new_text) return;
    differences.push_back({what, std::move(old_text), std::move(new_text)});
  };
  const auto text_of = [](const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
  };
  const auto time_of = [](const std::optional<values::Instant>& time) {
    return time ? values::ToString(*time) : std::string();
  };
  compare("verdict", std::string(NameOf(a.verdict)), std::string(NameOf(b.verdict)));
  compare("severity", std::string(NameOf(before.ClauseOf(a).severity)),
          std::string(NameOf(after.ClauseOf(b).severity)));
  compare("about", AboutText(a), AboutText(b));
  compare("message", MessageOf(before, a), MessageOf(after, b));
  compare("due", time_of(a.due), time_of(b.due));
  compare("values", ValuesText(a), ValuesText(b));
  compare("missing", text_of(a.missing), text_of(b.missing));
  compare("excused by", a.excused_by, b.excused_by);
  compare("waived by", WaiverText(before, a), WaiverText(after, b));
  return differences;
}

// The findings of one clause of the old rules and of its counterpart.
class FindingPairs {
 public:
  FindingPairs(const Impact& impact, ClauseChange& change) : impact_(impact), change_(change) {}

  void Compare(std::vector<const Finding*> before, std::vector<const Finding*> after) {
    // Of several about one subject those that say the same first.
    Pair(before, after, [](const Finding& finding) {
      return std::tuple(EventOf(finding), SubjectOf(finding), finding.verdict, finding.due,
                        finding.message);
    });
    Pair(before, after,
         [](const Finding& finding) { return std::tuple(EventOf(finding), SubjectOf(finding)); });
    Pair(before, after,
         [](const Finding& finding) { return std::tuple(EventOf(finding), std::string()); });
    for (const Finding* finding : before) Add(ChangeKind::kRemoved, finding, nullptr);
    for (const Finding* finding : after) Add(ChangeKind::kAdded, nullptr, finding);
    std::stable_sort(change_.findings.begin(), change_.findings.end(),
                     [](const FindingChange& a, const FindingChange& b) {
                       return EventOf(Any(a)) < EventOf(Any(b));
                     });
  }

 private:
  static const Finding& Any(const FindingChange& change) {
    return change.after != nullptr ? *change.after : *change.before;
  }

  // Takes out of both what has the same key, in their order.
  template <typename KeyOf>
  void Pair(std::vector<const Finding*>& before, std::vector<const Finding*>& after,
            const KeyOf& key_of) {
    std::map<decltype(key_of(*before.front())), std::vector<const Finding*>> olds;
    for (auto old = before.rbegin(); old != before.rend(); ++old) {
      olds[key_of(**old)].push_back(*old);
    }
    std::set<const Finding*> paired;
    for (const Finding* finding : after) {
      const auto same = olds.find(key_of(*finding));
      if (same == olds.end() || same->second.empty()) continue;
      const Finding* old = same->second.back();
      same->second.pop_back();
      paired.insert({old, finding});
      Add(ChangeKind::kAltered, old, finding);
    }
    const auto is_paired = [&paired](const Finding* finding) { return paired.contains(finding); };
    std::erase_if(before, is_paired);
    std::erase_if(after, is_paired);
  }

  void Add(ChangeKind kind, const Finding* before, const Finding* after) {
    FindingChange change{
        .kind = kind, .before = before, .after = after, .differences = {}, .fails = false};
    if (kind == ChangeKind::kAltered) {
      change.differences = DifferencesOf(*impact_.before, *before, *impact_.after, *after);
      if (change.differences.empty()) return;
    }
    const bool failed = before != nullptr && IsFailing(*impact_.before, *before);
    change.fails = after != nullptr && IsFailing(*impact_.after, *after) && !failed;
    ++(kind == ChangeKind::kAdded     ? change_.added
       : kind == ChangeKind::kRemoved ? change_.removed
                                      : change_.altered);
    change_.findings.push_back(std::move(change));
  }

  const Impact& impact_;
  ClauseChange& change_;
};

std::vector<std::vector<const Finding*>> ByClause(const Report& report) {
  std::vector<std::vector<const Finding*>> findings(report.clauses.size());
  for (const Finding& finding : report.findings) {
    findings[static_cast<std::size_t>(finding.clause)].push_back(&finding);
  }
  return findings;
}

// By what is counted, of a clause of which not all findings were kept.
std::uint64_t FailingCount(const Report& report, const ClauseReport* clause) {
  if (clause == nullptr) return 0;
  const FailOn& fail_on = report.options.fail_on;
  std::uint64_t count = 0;
  if (fail_on.breaches && clause->severity >= *fail_on.breaches) count += clause->result.breached;
  if (fail_on.pending) count += clause->result.pending;
  if (fail_on.undetermined) count += clause->result.undetermined;
  return count;
}

std::uint64_t NewlyFailing(const Impact& impact, const ClauseChange& change,
                           std::uint64_t dropped) {
  std::uint64_t failing = 0;
  for (const FindingChange& finding : change.findings) failing += finding.fails ? 1 : 0;
  if (dropped == 0) return failing;
  const std::uint64_t before = FailingCount(*impact.before, change.before);
  const std::uint64_t after = FailingCount(*impact.after, change.after);
  return after > before ? after - before : 0;
}

}  // namespace

bool ClauseChange::HasOtherStatus() const {
  return before != nullptr && after != nullptr && before->result.status != after->result.status;
}

bool ClauseChange::IsQuiet() const {
  return fate == ClauseFate::kSame && findings.empty() && !HasOtherStatus();
}

Impact ImpactOf(const Report& before, const Report& after) {
  Impact impact;
  impact.before = &before;
  impact.after = &after;
  impact.clauses = ClausePairs(before, after).Take();
  const auto olds = ByClause(before);
  const auto news = ByClause(after);
  for (ClauseChange& change : impact.clauses) {
    std::vector<const Finding*> old_findings;
    std::vector<const Finding*> new_findings;
    std::uint64_t dropped = 0;
    if (change.before != nullptr) {
      old_findings = olds[static_cast<std::size_t>(change.before - before.clauses.data())];
      dropped += change.before->result.findings_dropped;
    }
    if (change.after != nullptr) {
      new_findings = news[static_cast<std::size_t>(change.after - after.clauses.data())];
      dropped += change.after->result.findings_dropped;
    }
    FindingPairs(impact, change).Compare(std::move(old_findings), std::move(new_findings));
    impact.added += change.added;
    impact.removed += change.removed;
    impact.altered += change.altered;
    impact.not_compared += dropped;
    impact.failing += NewlyFailing(impact, change, dropped);
  }
  return impact;
}

std::string_view NameOf(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {"added", "removed", "altered"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view NameOf(ClauseFate fate) {
  static constexpr std::string_view kNames[] = {"same", "changed", "renamed", "added", "removed"};
  return kNames[static_cast<std::size_t>(fate)];
}

std::string TotalsText(const Impact& impact) {
  std::string text = fmt::format("{} added, {} removed, {} altered",
                                 Counted(impact.added, "finding"), impact.removed, impact.altered);
  std::array<std::uint64_t, 5> fates{};
  for (const ClauseChange& change : impact.clauses) {
    ++fates.at(static_cast<std::size_t>(change.fate));
  }
  text += "; clauses:";
  bool is_first = true;
  for (const ClauseFate fate : {ClauseFate::kAdded, ClauseFate::kRemoved, ClauseFate::kRenamed,
                                ClauseFate::kChanged, ClauseFate::kSame}) {
    const std::uint64_t count = fates.at(static_cast<std::size_t>(fate));
    if (count == 0) continue;
    text += fmt::format("{} {} {}", is_first ? "" : ",", count,
                        fate == ClauseFate::kSame ? "the same" : NameOf(fate));
    is_first = false;
  }
  if (is_first) text += " none";
  if (impact.not_compared != 0) {
    text += fmt::format("; beyond --max-findings: {} not compared", impact.not_compared);
  }
  return text;
}

}  // namespace abide::report
