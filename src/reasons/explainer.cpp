#include <algorithm>
#include <utility>

#include "engine/missing.h"
#include "expressions/uncounted.h"
#include "reasons/concerns.h"
#include "reasons/conditions.h"
#include "reasons/reasons.h"

namespace abide::reasons {

using expressions::ExprPtr;
using values::Truth;
using values::Value;

namespace {

// One clause at one event.
class ClauseReader {
 public:
  ClauseReader(const plan::Plan& plan, const plan::Judgement& judgement,
               const engine::Moment& moment, ConditionReader& reader)
      : plan_(plan),
        judgement_(judgement),
        clause_(plan.rules->clauses[static_cast<std::size_t>(judgement.clause)]),
        moment_(moment),
        reader_(reader) {}

  void Read(ClauseReason& reason) {
    for (const plan::Judgement::Case& at : judgement_.cases) {
      if (at.kind != moment_.kind || !clause_.effective.Holds(moment_.time)) continue;
      reader_.environment().Bind(judgement_.at, &moment_);
      const Part part = Trigger(at);
      const bool may_be_excused = part.truth != Truth::kFalse;
      reason.parts.push_back(part);
      if (may_be_excused) ReadExceptions(reason);
    }
    for (const Concern& concern : ConcernsOf(plan_, judgement_, moment_.kind)) {
      AddConcern(concern, reason);
    }
  }

 private:
  Part Trigger(const plan::Judgement::Case& at) {
    Part part{
        .role = Role::kTrigger, .text = NormText(), .truth = {}, .conditions = {}, .note = {}};
    if (const auto* pair = std::get_if<plan::PairPlan>(&judgement_.form)) {
      ReadPair(*pair, part);
    } else if (const auto* limit = std::get_if<plan::LimitPlan>(&judgement_.form)) {
      ReadLimit(*limit, part);
    } else {
      part.truth = reader_.Test(at.condition);
      part.conditions = reader_.Read(at.condition);
    }
    return part;
  }

  std::string NormText() const {
    struct Visitor {
      const ConditionReader& reader;
      std::string operator()(const check::Forbid& norm) { return norm.pattern.text; }
      std::string operator()(const check::BeforeRequire& norm) { return norm.trigger.text; }
      std::string operator()(const check::AfterRequire& norm) { return norm.trigger.text; }
      std::string operator()(const check::AfterForbid& norm) { return norm.forbidden.text; }
      std::string operator()(const check::AroundRequire& norm) { return norm.trigger.text; }
      std::string operator()(const check::AroundForbid& norm) {
        return norm.first.text + " or " + norm.second.text;
      }
      std::string operator()(const check::Limit& norm) { return reader.TextOf(norm.measure->span); }
    };
    return std::visit(Visitor{reader_}, clause_.norm);
  }

  // As the later one of a pair; which earlier ones there are is the findings' to tell.
  void ReadPair(const plan::PairPlan& pair, Part& part) {
    Truth own = Truth::kFalse;
    for (const plan::PairPlan::Side* side : {&pair.second, &pair.first}) {
      for (const auto& each : side->cases) {
        if (each.kind != moment_.kind) continue;
        reader_.environment().Bind(side->self, &moment_);
        own = values::Or(own, reader_.Test(each.condition).value_or(Truth::kUnknown));
        for (Condition& read : reader_.Read(each.condition)) {
          part.conditions.push_back(std::move(read));
        }
      }
    }
    if (own == Truth::kFalse) {
      part.truth = Truth::kFalse;
    } else {
      part.note = "it may be the later one of a pair";
    }
  }

  void ReadLimit(const plan::LimitPlan& limit, Part& part) {
    Truth counted = Truth::kFalse;
    auto& memories = static_cast<engine::Memories&>(reader_.environment().host());
    for (const plan::AskId aggregate : limit.aggregates) {
      counted = values::Or(counted, memories.Counted(aggregate, moment_));
    }
    part.truth = Truth::kFalse;
    if (counted == Truth::kFalse) {
      part.note = "it is not counted";
      return;
    }
    Condition& above = part.conditions.emplace_back();
    above.span = limit.measure->span;
    above.text = reader_.TextOf(limit.measure->span) + " > " + reader_.TextOf(limit.bound->span);
    bool has_key = true;
    for (const check::Limit::Key& key : limit.per) {
      above.operands.push_back(reader_.OperandOf(key.value, "per " + key.name));
      has_key = has_key && !above.operands.back().absent;
    }
    above.operands.push_back(reader_.OperandOf(limit.measure, reader_.TextOf(limit.measure->span)));
    above.operands.push_back(reader_.OperandOf(limit.bound, "the limit"));
    above.truth = has_key ? Above(limit) : Truth::kUnknown;
    if (above.truth == Truth::kUnknown) AddMissing(limit, has_key, above);
    part.truth = values::And(has_key ? counted : Truth::kUnknown, *above.truth);
    part.note = counted == Truth::kUnknown ? "whether it is counted is not known" : "it is counted";
  }

  Truth Above(const plan::LimitPlan& limit) {
    return expressions::CompareValues(expressions::CompareOperator::kGreater,
                                      expressions::Evaluate(*limit.measure, reader_.environment()),
                                      expressions::Evaluate(*limit.bound, reader_.environment()),
                                      values::Case::kRespect);
  }

  void AddMissing(const plan::LimitPlan& limit, bool has_key, Condition& above) {
    std::vector<ExprPtr> parts = {limit.measure, limit.bound};
    if (!has_key) {
      parts.clear();
      for (const check::Limit::Key& key : limit.per) parts.push_back(key.value);
    }
    for (const ExprPtr& part : parts) {
      engine::MissingNames::AddNames(expressions::MissingFields(*part, reader_.environment()),
                                     above.missing);
    }
  }

  // Those of a clause whose findings are of two events are read once for each of these.
  bool SpeaksOfOneEvent() const {
    const auto* duty = std::get_if<plan::DutyPlan>(&judgement_.form);
    return !std::holds_alternative<plan::PairPlan>(judgement_.form) &&
           (duty == nullptr || !duty->each_earlier);
  }

  void ReadExceptions(ClauseReason& reason) {
    for (const check::Exception& exception : clause_.exceptions) {
      ExceptionReason& read = reason.exceptions.emplace_back();
      read.label = exception.label;
      read.in_force = exception.effective.Holds(moment_.time);
      if (!read.in_force || !SpeaksOfOneEvent()) continue;
      read.truth = reader_.Test(exception.condition);
      read.conditions = reader_.Read(exception.condition);
    }
  }

  void AddConcern(const Concern& concern, ClauseReason& reason) {
    Part part{
        .role = concern.role, .text = concern.text, .truth = {}, .conditions = {}, .note = {}};
    if (part.text.empty()) part.text = reader_.TextOf(concern.span);
    const auto is_same = [&part](const Part& other) {
      return other.role == part.role && other.text == part.text;
    };
    if (std::any_of(reason.parts.begin(), reason.parts.end(), is_same)) return;
    reader_.environment().Bind(concern.binding, &moment_);
    part.truth = reader_.Test(concern.condition);
    part.conditions = reader_.Read(concern.condition);
    std::string keys;
    for (const ExprPtr& key : concern.keys) {
      const Operand operand = reader_.OperandOf(key, reader_.TextOf(key->span));
      keys += (keys.empty() ? "" : ", ") + operand.text + " = " + operand.value;
    }
    if (!keys.empty()) part.note = "remembered under " + keys;
    if (concern.has_more) {
      part.note += part.note.empty() ? "" : "; ";
      part.note += "what else is asked of it depends on the event that asks";
    }
    reason.parts.push_back(std::move(part));
  }

  const plan::Plan& plan_;
  const plan::Judgement& judgement_;
  const check::Clause& clause_;
  const engine::Moment& moment_;
  ConditionReader& reader_;
};

}  // namespace

void Explainer::Ask(const events::Event& event) {
  EventReasons& asked = asked_.emplace_back();
  asked.place = event.place;
  asked.time = event.time;
  asked.kind = event.kind;
  const events::EventType& type = plan_.rules->schema.Type(event.kind);
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Value& value = event.fields[i];
    asked.fields.push_back({type.fields[i].name, values::ToString(value), value.is_absent()});
  }
  asked.clauses = NothingSeen();
}

std::vector<ClauseReason> Explainer::NothingSeen() const {
  std::vector<ClauseReason> clauses;
  for (const plan::Judgement& judgement : plan_.judgements) {
    clauses.emplace_back().clause = judgement.clause;
  }
  return clauses;
}

void Explainer::Saw(const engine::Moment& moment, expressions::Environment& environment) {
  const auto asked = std::find_if(asked_.begin(), asked_.end(), [&](const EventReasons& each) {
    return each.place == moment.place;
  });
  if (asked == asked_.end()) return;
  const expressions::Uncounted told(environment);
  ConditionReader reader(plan_, sources_, environment);
  asked->clauses = NothingSeen();  // what was seen in front of a restart is forgotten
  for (std::size_t i = 0; i < plan_.judgements.size(); ++i) {
    ClauseReader(plan_, plan_.judgements[i], moment, reader).Read(asked->clauses[i]);
  }
}

std::vector<EventReasons> Explainer::Take(const engine::Verdicts& verdicts) {
  for (EventReasons& asked : asked_) {
    for (std::size_t i = 0; i < asked.clauses.size(); ++i) {
      ClauseReason& reason = asked.clauses[i];
      const plan::Judgement& judgement = plan_.judgements[i];
      for (const engine::Finding& finding : verdicts.findings) {
        if (finding.clause == reason.clause && finding.place == asked.place) {
          reason.findings.push_back(finding);
        }
      }
      const bool is_above = std::holds_alternative<plan::LimitPlan>(judgement.form) &&
                            !reason.parts.empty() && reason.parts.front().role == Role::kTrigger &&
                            reason.parts.front().truth == Truth::kTrue;
      const bool triggers =
          std::any_of(judgement.cases.begin(), judgement.cases.end(),
                      [&](const plan::Judgement::Case& each) { return each.kind == asked.kind; });
      const check::Clause& clause = plan_.rules->clauses[static_cast<std::size_t>(reason.clause)];
      if (!reason.findings.empty()) {
        reason.outcome = Outcome::kFindings;
      } else if (triggers && !clause.effective.Holds(asked.time)) {
        reason.outcome = Outcome::kNotInForce;
      } else if (triggers) {
        reason.outcome = is_above ? Outcome::kContinued : Outcome::kKept;
      } else {
        reason.outcome = reason.parts.empty() ? Outcome::kNoConcern : Outcome::kPartOnly;
      }
    }
  }
  return std::move(asked_);
}

}  // namespace abide::reasons
