#include "report/text_clauses.h"

#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace abide::report {
namespace {

using engine::Status;
using engine::Verdict;

// Told one by one up to that many.
constexpr std::size_t kClausesInOrder = 20;
constexpr std::size_t kClausesUndetermined = 10;
constexpr std::size_t kFieldsNotSaid = 8;
constexpr std::size_t kStatusColumns = 15;

bool IsInOrder(const ClauseReport& clause) {
  return clause.result.status == Status::kKept || clause.result.status == Status::kNotExercised;
}

std::size_t CountWith(const std::vector<const ClauseReport*>& clauses, Status status) {
  return static_cast<std::size_t>(std::count_if(
      clauses.begin(), clauses.end(),
      [status](const ClauseReport* clause) { return clause->result.status == status; }));
}

// "(call.team 2, call.user 1)"; of what excuses, whose name may end in a number itself,
// "("approved in writing" 2, "permit: order form" 1)".
template <typename Map>
std::string Breakdown(const Map& counts, Verdict verdict) {
  std::string text;
  for (const auto& [name, count] : counts) {
    text += text.empty() ? " (" : ", ";
    text += verdict == Verdict::kExcused ? fmt::format("\"{}\" {}", Shown(name, 60), count)
                                         : fmt::format("{} {}", Shown(name, 60), count);
  }
  return text.empty() ? text : text + ')';
}

std::string CountsText(const engine::ClauseResult& result) {
  std::string text = Counted(result.considered, "event") + " considered";
  const char* separator = ": ";
  for (const Verdict verdict : kVerdicts) {
    const std::uint64_t count = CountOf(result, verdict);
    if (count == 0) continue;
    text += separator + Counted(count, verdict);
    if (verdict == Verdict::kUndetermined) text += Breakdown(result.undetermined_by, verdict);
    if (verdict == Verdict::kExcused) text += Breakdown(result.excused_by, verdict);
    separator = ", ";
  }
  return text;
}

// What the logs do not say of a field, by whatever names patterns have.
struct NotSaid {
  std::string field;
  std::uint64_t findings = 0;
  std::uint64_t clauses = 0;
};

// `call.user` is `user`. What stands in front of a dot elsewhere (`owners[call.org].owner`, `a.x
// * 1.5`) is no pattern's name.
std::string WithoutPattern(const std::string& name) {
  const std::size_t end = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_");
  const std::string field =
      end == std::string::npos || name[end] != '.' ? name : name.substr(end + 1);
  const bool is_field = field.find_first_of(" ()") == std::string::npos;
  return is_field ? field : name;
}

// The most clauses first.
std::vector<NotSaid> NotSaidOf(const std::vector<const ClauseReport*>& clauses) {
  std::map<std::string, NotSaid> by_field;
  for (const ClauseReport* clause : clauses) {
    if (clause->result.status != Status::kUndetermined) continue;
    std::map<std::string, std::uint64_t> of_clause;
    for (const auto& [name, count] : clause->result.undetermined_by) {
      std::uint64_t& most = of_clause[WithoutPattern(name)];
      most = std::max<std::uint64_t>(most, count);
    }
    for (const auto& [field, count] : of_clause) {
      NotSaid& not_said = by_field[field];
      not_said.field = field;
      not_said.findings += count;
      ++not_said.clauses;
    }
  }
  std::vector<NotSaid> all;
  all.reserve(by_field.size());
  for (auto& [field, not_said] : by_field) all.push_back(std::move(not_said));
  std::stable_sort(all.begin(), all.end(), [](const NotSaid& a, const NotSaid& b) {
    return std::pair(b.clauses, b.findings) < std::pair(a.clauses, a.findings);
  });
  return all;
}

class ClauseList {
 public:
  ClauseList(const std::vector<const ClauseReport*>& clauses, const TextOptions& options,
             std::ostream& out)
      : clauses_(clauses), options_(options), out_(out) {}

  void Write() {
    const bool folds_order =
        options_.detail != Detail::kAll &&
        CountWith(clauses_, Status::kKept) + CountWith(clauses_, Status::kNotExercised) >
            kClausesInOrder;
    const bool folds_undetermined = FoldsUndetermined(clauses_, options_.detail);
    bool wrote_order = false;
    bool wrote_undetermined = false;
    for (const ClauseReport* clause : clauses_) {
      const bool is_in_order = IsInOrder(*clause);
      if (is_in_order && folds_order) continue;
      const bool is_folded = folds_undetermined && clause->result.status == Status::kUndetermined;
      if (is_folded && wrote_undetermined) continue;
      if (!is_in_order || !wrote_order) Part();
      wrote_order = wrote_order || is_in_order;
      wrote_undetermined = wrote_undetermined || is_folded;
      is_folded ? WriteUndetermined() : WriteClause(*clause);
    }
    if (!folds_order) return;
    Part();
    WriteCount(Status::kKept);
    WriteCount(Status::kNotExercised);
  }

 private:
  std::string Paint(std::string_view text, Ink ink) const {
    return Painted(text, ink, options_.colour);
  }

  // Parts stand apart by an empty line.
  void Part() {
    if (wrote_) out_ << '\n';
    wrote_ = true;
  }

  void WriteStatus(Status status) {
    out_ << "  " << Paint(Padded(StatusText(status), kStatusColumns), InkOf(status));
  }

  void WriteClause(const ClauseReport& clause) {
    const std::string margin(kStatusColumns + 2, ' ');
    const auto line = [&](const std::string& text, Ink ink) {
      if (!text.empty()) out_ << margin << Paint(text, ink) << '\n';
    };
    WriteStatus(clause.result.status);
    out_ << Paint(Shown(clause.id), Ink::kStrong) << " (" << NameOf(clause.severity) << ")\n";
    line(Shown(clause.title), Ink::kPlain);
    line(SourceText(clause), Ink::kFaint);
    if (clause.result.status != Status::kNotExercised) line(CountsText(clause.result), Ink::kFaint);
  }

  void WriteCount(Status status) {
    const std::size_t count = CountWith(clauses_, status);
    if (count == 0) return;
    WriteStatus(status);
    out_ << Counted(count, "clause") << " (--details shows each)\n";
  }

  void WriteUndetermined() {
    std::uint64_t findings = 0;
    for (const ClauseReport* clause : clauses_) {
      if (clause->result.status == Status::kUndetermined) findings += clause->result.undetermined;
    }
    WriteStatus(Status::kUndetermined);
    out_ << fmt::format("{}, {}; what the logs do not say (--details shows each):\n",
                        Counted(CountWith(clauses_, Status::kUndetermined), "clause"),
                        Counted(findings, "finding"));
    const std::vector<NotSaid> all = NotSaidOf(clauses_);
    const std::size_t shown = std::min(all.size(), kFieldsNotSaid);
    std::size_t columns = 0;
    for (std::size_t i = 0; i < shown; ++i) {
      columns = std::max(columns, Shown(all[i].field, kFieldColumns).size());
    }
    const std::string margin(kStatusColumns + 2, ' ');
    for (std::size_t i = 0; i < shown; ++i) {
      out_ << margin << Padded(Shown(all[i].field, kFieldColumns), columns) << "  "
           << Paint(fmt::format("{} of {}", Counted(all[i].findings, "finding"),
                                Counted(all[i].clauses, "clause")),
                    Ink::kFaint)
           << '\n';
    }
    if (shown < all.size()) {
      out_ << margin << "… and " << Counted(all.size() - shown, "more field") << '\n';
    }
  }

  static constexpr std::size_t kFieldColumns = 40;

  const std::vector<const ClauseReport*>& clauses_;
  const TextOptions& options_;
  std::ostream& out_;
  bool wrote_ = false;
};

}  // namespace

bool FoldsUndetermined(const std::vector<const ClauseReport*>& clauses, Detail detail) {
  return detail == Detail::kSome &&
         CountWith(clauses, Status::kUndetermined) > kClausesUndetermined;
}

void WriteClauseList(const std::vector<const ClauseReport*>& clauses, const TextOptions& options,
                     std::ostream& out) {
  ClauseList(clauses, options, out).Write();
}

}  // namespace abide::report
