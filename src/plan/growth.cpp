// Which memories grow with every event, for ever.
//
// Most don't: where a key decides, the latest event of each key is enough, and a running aggregate
// has one value a key. Each event is kept where something is decided only when it is asked for, or
// where all of them are asked for. That is bounded by `within`, unless the memory is asked as of
// earlier events: then what has left the window may be asked for all the same.
#include <cstddef>
#include <string>
#include <variant>

#include "plan/plan.h"

namespace abide::plan {

namespace {

using diagnostics::Code;

// From 1678 to 2261: a window as long as that holds everything.
constexpr std::int64_t kMonthsOfAllTimes = std::int64_t{584} * 12;

bool IsBounded(const Remember& remember) {
  if (remember.each) return true;
  return remember.within && remember.within->months < kMonthsOfAllTimes;
}

class Warner {
 public:
  Warner(const Plan& plan, diagnostics::DiagnosticSink& sink) : plan_(plan), sink_(sink) {}

  void All() {
    for (const Ask& ask : plan_.asks) {
      std::visit([&](const auto& memory) { Look(memory); }, ask.memory);
    }
  }

 private:
  void Look(const PastMemory& memory) {
    for (const EventMemory& each : memory.alternatives) {
      const bool keeps_all = each.event.keep_fields || each.event.enumerated;
      if (keeps_all) Look(each.event, each.gap_sees_event);
      if (each.gap && each.gap->keep_fields) Look(*each.gap, false);
    }
  }
  void Look(const WindowMemory& memory) {
    if (memory.event.keep_fields) Look(memory.event, false);
  }
  template <typename Other>
  void Look(const Other&) {}

  void Look(const Remember& remember, bool gap_sees_event) {
    if (remember.history) {
      Warn(remember, "it is asked for as of earlier events, too")
          .WithHelp("let the condition speak only of the event in whose brackets it stands");
    } else if (IsBounded(remember)) {
      return;
    } else if (remember.enumerated) {
      Warn(remember, "each of them makes a finding of its own");
    } else if (remember.has_residual) {
      diagnostics::Diagnostic& warning =
          Warn(remember, "which of them match is decided only when they are asked for");
      for (const Remember::Part& part : remember.parts) {
        if (!part.residual || part.residual->span.begin == part.residual->span.end) continue;
        warning.WithLabel(part.residual->span, "this compares by more than a key");
        break;
      }
    } else {
      Warn(remember, gap_sees_event ? "what stands behind `with no` speaks of it"
                                    : "what is aggregated speaks of the event that asks");
    }
  }

  diagnostics::Diagnostic& Warn(const Remember& remember, std::string reason) {
    return sink_.Add(Code::kKeptForEver, remember.span, {NamesOf(remember), std::move(reason)});
  }

  // "`approval`", "`training` and `evaluation`"
  std::string NamesOf(const Remember& remember) const {
    std::string names;
    for (std::size_t i = 0; i < remember.parts.size(); ++i) {
      const bool is_last = i + 1 == remember.parts.size();
      if (i != 0) names += is_last ? " and " : ", ";
      names += '`' + plan_.rules->schema.Type(remember.parts[i].kind).name + '`';
    }
    return names;
  }

  const Plan& plan_;
  diagnostics::DiagnosticSink& sink_;
};

}  // namespace

void WarnOfGrowth(const Plan& plan, diagnostics::DiagnosticSink& sink) { Warner(plan, sink).All(); }

}  // namespace abide::plan
