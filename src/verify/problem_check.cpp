// Problems: their places and their words from the catalogue; not that there are no more.
#include <algorithm>
#include <set>

#include "diagnostics/catalogue.h"
#include "diagnostics/render.h"
#include "verify/report_check.h"

namespace abide::verify {

using diagnostics::Code;

namespace {

class ProblemCheck {
 public:
  ProblemCheck(const Json& report, const Journal& journal,
               const std::vector<testimony::Misfit>& misfits, Comparison& comparison)
      : report_(report), journal_(journal), misfits_(misfits), comparison_(comparison) {}

  void Run() {
    const Json::array_t& counts = ListIn(report_, "problem_counts");
    const Json::array_t& problems = ListIn(report_, "problems");
    examples_.resize(counts.size());
    for (std::size_t i = 0; i < problems.size(); ++i) {
      const std::string where = At("problems", i);
      comparison_.Within(where, [&] { CheckProblem(where, counts, problems[i]); });
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const std::string where = At("problem_counts", i);
      comparison_.Within(where, [&] { CheckCount(where, counts[i], examples_[i]); });
    }
    CheckBadRecords();
    comparison_.Add(State::kUnconfirmed,
                    counts.empty()
                        ? "problem_counts: that there are no conversions that failed, numbers out "
                          "of range or warnings"
                        : "problem_counts: that there are so many problems, and no others");
  }

 private:
  void CheckBadRecords() {
    TellBetween();
    const std::uint64_t bad = CountIn(report_, "bad_records");
    auto least = bad_;
    for (const testimony::BadRecord& each : journal_.bad) least.emplace(each.log, each.offset);
    for (const testimony::Misfit& each : misfits_) least.emplace(each.log, each.offset);
    const std::uint64_t fewest = least.size() + of_forms_;
    const std::uint64_t most = bad_.size() + of_forms_ + ends_.size() + errors_beyond_;
    if (fewest <= bad && bad <= most) return;
    std::string why = " is " + std::to_string(bad) + ", and errors are told of " +
                      (fewest < most ? "at least " : "") + std::to_string(fewest);
    if (!journal_.bad.empty()) {
      const testimony::BadRecord& first =
          journal_.bad[std::min<std::size_t>(bad, journal_.bad.size() - 1)];
      why += ": at " + journal_.logs[first.log].path + ':' + std::to_string(first.line) + ' ' +
             first.fault;
    } else if (!misfits_.empty()) {
      const testimony::Misfit& first = misfits_[std::min<std::size_t>(bad, misfits_.size() - 1)];
      const testimony::Log& log = journal_.logs[first.log];
      why += ": at " + log.path + ':' + std::to_string(log.LineOf(first.offset)) +
             " a value is none of its field's type";
    }
    const bool was_strict =
        json::MemberOr(json::MemberOr(report_, "options"), "strict") == Json(true);
    if (!journal_.bad.empty() && fewest > bad && !was_strict) {
      why +=
          "; without `--strict` a check reads past faults in what no clause asks for: check again "
          "with it";
    }
    comparison_.AddFalse("bad_records", why);
  }

  void CheckCount(const std::string& where, const Json& count, std::uint64_t examples) {
    constexpr std::uint64_t kMostExamples = 10;
    const auto code = diagnostics::CodeOfId(TextIn(count, "code"));
    if (!code) throw WrongForm{where + ".code", " is no code"};
    const diagnostics::CodeEntry& entry = diagnostics::Entry(*code);
    const std::uint64_t number = CountIn(count, "count");
    const Json& log = count.at("log");
    comparison_.Same(where,
                     {{"code", entry.id},
                      {"severity", diagnostics::NameOf(entry.severity)},
                      {"log", log},
                      {"count", number},
                      {"help", TextOrNull(entry.help)}},
                     count);
    if (!IsMetIn(log, *code)) comparison_.AddFalse(where + ".log", " is not where that can be met");
    // Of a log's problems the first are shown; of others at most one.
    const bool is_shown =
        log.is_null() ? examples <= 1 : examples == std::min(number, kMostExamples);
    if (!is_shown || number == 0) {
      comparison_.AddFalse(where, " counts " + std::to_string(number) + ", and " +
                                      std::to_string(examples) + " are shown");
    }
    if (entry.severity == diagnostics::Severity::kError && number > examples) {
      errors_beyond_ += number - examples;
    }
  }

  // What conditions come to belongs to no log; the expressions of a source come to the same.
  bool IsMetIn(const Json& log, Code code) const {
    const bool is_of_keys = code == Code::kStateWithoutKey;
    const bool is_of_conditions =
        is_of_keys || code == Code::kResultOutOfRange || code == Code::kDividedByZero;
    if (log.is_null()) return is_of_conditions;
    const auto number = comparison_.LogNamed(log);
    return number && (!is_of_conditions || (!is_of_keys && !journal_.logs[*number].source.empty()));
  }

  // The line on which the record begins; of what made the unpacking stop, the last one. Of what
  // unpacks to nothing, or to a byte order mark, there is none.
  static bool IsLineOf(std::uint64_t begin, std::uint64_t offset, const testimony::Log& log,
                       const Json& line) {
    if (log.text.empty() || log.text == "\xEF\xBB\xBF") return line.is_null();
    const bool may_be_last = log.fault && offset == log.text.size();
    return line == log.LineOf(begin) || (may_be_last && line == log.LineOf(offset - 1));
  }

  // What is wrong with a value stands in front of it, or of its record.
  static bool MayStandAtEnd(const Json& count) {
    const auto code = diagnostics::CodeOfId(TextIn(count, "code"));
    return code == Code::kLineNotJson || code == Code::kLogEndsEarly;
  }

  // That no source reads the log, or several do: an error by itself, whose example is a record.
  static bool TellsOfForm(const Json& count) {
    const auto code = diagnostics::CodeOfId(TextIn(count, "code"));
    return code == Code::kNoSourceFits || code == Code::kSeveralSourcesFit ||
           code == Code::kHeaderTwice;
  }

  // Counts an error of a log as a whole. What made its unpacking stop is one of the last record, if
  // that was cut off by it.
  bool IsOfLog(std::size_t log, std::uint64_t offset, const Json& count) {
    const std::optional<events::LogFault>& fault = journal_.logs[log].fault;
    const bool is_fault = fault && offset == journal_.logs[log].text.size() &&
                          diagnostics::CodeOfId(TextIn(count, "code")) == fault->code;
    if (is_fault && ends_.insert(log).second) return true;
    of_forms_ += TellsOfForm(count) ? 1 : 0;
    return TellsOfForm(count);
  }

  void CheckProblem(const std::string& where, const Json::array_t& counts, const Json& problem) {
    const std::uint64_t in = CountIn(problem, "counted_in");
    if (in >= counts.size()) throw WrongForm{where + ".counted_in", " is none"};
    const Json& count = counts[static_cast<std::size_t>(in)];
    const Json& name = problem.at("log");
    ++examples_[static_cast<std::size_t>(in)];
    comparison_.Same(where,
                     {{"counted_in", in},
                      {"code", count.at("code")},
                      {"log", count.at("log").is_null() ? name : count.at("log")},
                      {"line", problem.at("line")},
                      {"offset", problem.at("offset")},
                      {"message", TextIn(problem, "message")}},
                     problem);
    if (name.is_null()) return;
    const auto number = comparison_.LogNamed(name);
    if (!number) throw WrongForm{where + ".log", " is none of the logs"};
    const testimony::Log& log = journal_.logs[*number];
    const std::uint64_t offset = CountIn(problem, "offset");
    std::vector<std::uint64_t> begins = log.BeginsOf(offset);
    if (!MayStandAtEnd(count)) begins.resize(1);
    if (TellsOfForm(count)) begins = {offset};
    std::erase_if(begins, [&](std::uint64_t begin) {
      return !IsLineOf(begin, offset, log, problem.at("line"));
    });
    if (offset > log.text.size() || begins.empty()) {
      return comparison_.AddFalse(where, " stands at no such place");
    }
    if (count.at("severity") != "error" || IsOfLog(*number, offset, count)) return;
    if (begins.size() == 1) {
      bad_.emplace(*number, begins.front());
    } else {
      between_.emplace_back(*number, std::move(begins));
    }
  }

  // Where one record ends at which the next begins, the bad one of them is told of, that is told of
  // nowhere else.
  void TellBetween() {
    std::set<Begin> known;
    for (const testimony::BadRecord& each : journal_.bad) known.emplace(each.log, each.offset);
    for (const auto& each : between_) {
      const auto& log = each.first;
      const auto& begins = each.second;
      const auto is_new = [&](std::uint64_t begin) {
        return known.contains({log, begin}) && !bad_.contains({log, begin});
      };
      const auto is_told = [&](std::uint64_t begin) { return bad_.contains({log, begin}); };
      const auto found = std::find_if(begins.begin(), begins.end(), is_new);
      if (found != begins.end()) {
        bad_.emplace(log, *found);
      } else if (std::none_of(begins.begin(), begins.end(), is_told)) {
        bad_.emplace(log, begins.front());
      }
    }
  }

  const Json& report_;
  const Journal& journal_;
  const std::vector<testimony::Misfit>& misfits_;
  Comparison& comparison_;
  std::vector<std::uint64_t> examples_;  // that are shown, by count
  using Begin = std::pair<std::size_t, std::uint64_t>;
  std::set<Begin> bad_;  // by log, where the record begins
  // Errors that may be of one record or another: by log, where those begin.
  std::vector<std::pair<std::size_t, std::vector<std::uint64_t>>> between_;
  std::uint64_t of_forms_ = 0;       // errors of logs as a whole
  std::set<std::size_t> ends_;       // logs of which is told what made their unpacking stop
  std::uint64_t errors_beyond_ = 0;  // that are only counted
};

}  // namespace

void CheckProblems(const Json& report, const Journal& journal,
                   const std::vector<testimony::Misfit>& misfits, Comparison& comparison) {
  ProblemCheck(report, journal, misfits, comparison).Run();
}

}  // namespace abide::verify
