#include "plan/describe.h"

#include <cctype>
#include <string_view>
#include <utility>
#include <variant>

#include "check/dump_text.h"
#include "values/time.h"

namespace abide::plan {

namespace {

std::string_view NameOf(check::AskAggregate::Function function) {
  using Function = check::AskAggregate::Function;
  switch (function) {
    case Function::kCount:
      return "count";
    case Function::kSum:
      return "sum";
    case Function::kMin:
      return "min";
    case Function::kMax:
      return "max";
    case Function::kAverage:
      return "average";
    case Function::kDistinct:
      return "distinct";
    case Function::kLatest:
      return "latest";
    case Function::kEarliest:
      return "earliest";
  }
  return "";
}

std::string_view NameOf(values::Period period) {
  switch (period) {
    case values::Period::kDay:
      return "day";
    case values::Period::kWeek:
      return "week";
    case values::Period::kMonth:
      return "month";
    case values::Period::kQuarter:
      return "quarter";
    case values::Period::kYear:
      return "year";
  }
  return "";
}

// `text` without the numbers by which events and values in scope are told apart: "use.who@3" is
// "use.who". What stands in quotes stays.
std::string WithoutNumbers(std::string_view text) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
  };
  std::string plain;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      plain += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (text[i] == '@' || text[i] == '%') && is_digit(i + 1)) {
      while (is_digit(i + 1)) ++i;
      continue;
    }
    if (i < text.size()) plain += text[i];
  }
  return plain;
}

class Describer {
 public:
  explicit Describer(const Plan& plan) : plan_(plan) {}

  std::vector<Memory> All() const {
    std::vector<Memory> memories;
    for (std::size_t i = 0; i < plan_.asks.size(); ++i) {
      const Ask& ask = plan_.asks[i];
      Memory memory{.number = i,
                    .kind = "",
                    .text = ask.text,
                    .kept_by = static_cast<std::size_t>(ask.kept_by),
                    .kept = {}};
      std::visit([&](const auto& each) { Add(each, memory); }, ask.memory);
      if (!memory.kept.empty()) memories.push_back(std::move(memory));
    }
    return memories;
  }

  Kept Of(const Remember& remember, std::string keeps) const {
    Kept kept{.of = remember.text, .kinds = {}, .keeps = std::move(keeps), .lasts = {}, .keys = {}};
    for (const Remember::Part& part : remember.parts) kept.kinds.push_back(part.kind);
    if (remember.history) {
      kept.lasts = "ever, asked as of earlier events";
    } else if (remember.within) {
      kept.lasts = values::ToString(*remember.within);
    } else if (remember.each) {
      kept.lasts = "each " + std::string(NameOf(*remember.each)) + " in " + remember.zone;
    } else {
      kept.lasts = "ever";
    }
    for (const Key& key : remember.keys) {
      kept.keys.push_back({TextOf(key.inner.front().value), TextOf(key.outer), key.ignoring_case});
    }
    return kept;
  }

  std::string TextOf(const ExprPtr& expr) const {
    return WithoutNumbers(check::ExpressionPrinter(*plan_.rules).Print(expr));
  }

 private:
  static std::string EventsOf(const Remember& remember) {
    return remember.keep_fields ? "every event" : "the latest event";
  }

  void Add(const PastMemory& past, Memory& memory) const {
    memory.kind = "past";
    for (const EventMemory& each : past.alternatives) {
      memory.kept.push_back(Of(each.event, EventsOf(each.event)));
      if (each.gap) memory.kept.push_back(Of(*each.gap, EventsOf(*each.gap)));
    }
  }
  void Add(const WindowMemory& window, Memory& memory) const {
    memory.kind = "window";
    memory.kept.push_back(
        Of(window.event, window.event.keep_fields
                             ? "every event"
                             : "a running " + std::string(NameOf(window.function))));
  }
  void Add(const LineageMemory& lineage, Memory& memory) const {
    memory.kind = "lineage";
    memory.kept.push_back(Of(lineage.source, lineage.keeps_shares
                                                 ? "how much of each artifact carries it"
                                                 : "which artifacts carry it"));
  }
  template <typename Fact>
  void Add(const Fact&, Memory&) const {}

  const Plan& plan_;
};

}  // namespace

std::vector<Memory> MemoriesOf(const Plan& plan) { return Describer(plan).All(); }

std::vector<Kept> DutiesOf(const Plan& plan, const Judgement& judgement) {
  std::vector<Kept> duties;
  const auto* duty = std::get_if<DutyPlan>(&judgement.form);
  if (duty == nullptr) return duties;
  const Describer describer(plan);
  for (const DutyPlan::Required& each : duty->alternatives) {
    Kept kept = describer.Of(each.event, "open duties");
    kept.of = each.text;
    kept.lasts = each.term ? describer.TextOf(each.term) : "ever";
    duties.push_back(std::move(kept));
  }
  return duties;
}

std::string KeysAsText(const Kept& kept) {
  std::string text;
  for (const Kept::Key& key : kept.keys) {
    text += text.empty() ? "by " : " and ";
    text += key.kept;
    if (key.asks != key.kept) text += " == " + key.asks;
    if (key.ignoring_case) text += " ignoring case";
  }
  return text;
}

}  // namespace abide::plan
