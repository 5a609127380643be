#include "report/impact.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <string>

namespace abide::report {
namespace {

using diagnostics::Colour;

constexpr std::size_t kFewChanges = 5;  // of a clause
constexpr std::size_t kDifferenceColumns = 120;

class ImpactText {
 public:
  ImpactText(const Impact& impact, bool all, Colour colour, std::ostream& out)
      : impact_(impact), all_(all), colour_(colour), out_(out) {}

  void Write() {
    for (const ClauseChange& change : impact_.clauses) {
      if (!change.IsQuiet()) WriteClause(change);
    }
    const Ink ink = impact_.failing != 0 ? Ink::kBad : Ink::kGood;
    const std::string outcome =
        impact_.failing == 0
            ? "nothing fails that did not before"
            : fmt::format("{} by --fail-on {}, and did not before",
                          impact_.failing == 1 ? "1 finding fails"
                                               : Counted(impact_.failing, "finding") + " fail",
                          ToString(impact_.after->options.fail_on));
    out_ << fmt::format("{}: {}\n", Painted(outcome, ink, colour_), TotalsText(impact_));
  }

 private:
  void WriteClause(const ClauseChange& change) {
    const ClauseReport& clause = change.any();
    std::string line = Painted(Shown(clause.id), Ink::kStrong, colour_);
    if (change.fate == ClauseFate::kRenamed) {
      line += fmt::format("  renamed, was {}", Shown(change.before->id));
    } else if (change.fate != ClauseFate::kSame) {
      line += fmt::format("  {}", NameOf(change.fate));
    }
    out_ << line << '\n' << "  " << StatusOf(change);
    for (const auto& [sign, count] : {std::pair("+", change.added), std::pair("-", change.removed),
                                      std::pair("~", change.altered)}) {
      if (count != 0) out_ << fmt::format("  {}{}", sign, count);
    }
    out_ << '\n';
    std::size_t told = 0;
    for (const FindingChange& finding : change.findings) {
      if (!all_ && ++told > kFewChanges) break;
      WriteFinding(finding);
    }
    if (told > kFewChanges) {
      out_ << fmt::format("  … {}, `--details` shows all\n",
                          Counted(change.findings.size() - kFewChanges, "more finding"));
    }
    out_ << '\n';
  }

  std::string StatusOf(const ClauseChange& change) const {
    const auto status = [this](const ClauseReport* clause) {
      if (clause == nullptr) return std::string("-");
      return Painted(StatusText(clause->result.status), InkOf(clause->result.status), colour_);
    };
    if (change.before != nullptr && change.after != nullptr && !change.HasOtherStatus()) {
      return status(change.after);
    }
    return status(change.before) + " -> " + status(change.after);
  }

  void WriteFinding(const FindingChange& change) {
    const bool is_gone = change.after == nullptr;
    const Report& report = is_gone ? *impact_.before : *impact_.after;
    const engine::Finding& finding = is_gone ? *change.before : *change.after;
    const char* sign = is_gone ? "-" : change.before == nullptr ? "+" : "~";
    out_ << fmt::format("  {} {}  {}, {}: {}\n", sign,
                        Painted(NameOf(finding.verdict), InkOf(finding.verdict), colour_),
                        ToString(finding.time), PlaceText(report, finding.place),
                        Shown(MessageOf(report, finding)));
    for (const Difference& difference : change.differences) {
      out_ << fmt::format("      {}: {} -> {}\n", difference.what, SideOf(difference.before),
                          SideOf(difference.after));
    }
  }

  static std::string SideOf(const std::string& text) {
    return text.empty() ? "none" : Shown(text, kDifferenceColumns);
  }

  const Impact& impact_;
  bool all_;
  Colour colour_;
  std::ostream& out_;
};

}  // namespace

void WriteImpactText(const Impact& impact, bool all, Colour colour, std::ostream& out) {
  ImpactText(impact, all, colour, out).Write();
}

}  // namespace abide::report
