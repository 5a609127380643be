#include "mfotl/log.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "expressions/no_host.h"
#include "mfotl/print.h"

namespace abide::mfotl {
namespace {

using expressions::Environment;
using expressions::Subject;
using values::Value;

// Nothing for what has no form in a log: an absent value, a list, a calendar duration.
std::optional<std::string> Token(const Value& value, bool folded) {
  switch (value.kind()) {
    case Value::Kind::kBoolean:
      return value.boolean() ? "1" : "0";
    case Value::Kind::kNumber: {
      std::ostringstream digits;
      digits << value.number().scaled();
      return digits.str();
    }
    case Value::Kind::kInstant:
      return std::to_string(value.instant().nanos);
    case Value::Kind::kDuration:
      if (value.duration().is_calendar()) return std::nullopt;
      return std::to_string(value.duration().nanos);
    case Value::Kind::kText:
      return QuotedText(folded ? values::Fold(value.text()) : std::string(value.text()));
    default:
      return std::nullopt;
  }
}

// The facts of one event.
class Teller {
 public:
  Teller(std::uint64_t number, const events::Event& event)
      : number_(number), event_(event), subject_{event.kind, event.fields} {}

  void Tell(const Fact& fact) {
    if (fact.field) {
      Say(fact, event_.fields[static_cast<std::size_t>(*fact.field)], {});
      return;
    }
    environment_.Bind(fact.binding, &subject_);
    TakeStep(fact, 0, {});
  }
  void Say(const std::string& name, const std::vector<std::string>& arguments) {
    text_ += ' ' + name + '(' + std::to_string(number_);
    for (const std::string& argument : arguments) text_ += ", " + argument;
    text_ += ')';
  }
  const std::string& text() const { return text_; }

 private:
  using Places = std::vector<std::string>;

  void TakeStep(const Fact& fact, std::size_t at, Places places) {
    if (at == fact.steps.size()) {
      Say(fact, Evaluate(*fact.expr, environment_), places);
      return;
    }
    const Step& step = fact.steps[at];
    const Value value = Evaluate(*step.expr, environment_);
    if (!step.each) {
      environment_.Set(step.local, value);
      TakeStep(fact, at + 1, std::move(places));
      return;
    }
    if (value.kind() != Value::Kind::kList) return;
    for (std::size_t i = 0; i < value.elements().size(); ++i) {
      environment_.Set(step.local, value.elements()[i]);
      Places deeper = places;
      deeper.push_back(std::to_string(i));
      TakeStep(fact, at + 1, std::move(deeper));
    }
  }

  void Say(const Fact& fact, const Value& value, const Places& places) {
    switch (fact.form) {
      case Fact::Form::kValue:
        if (const auto token = Token(value, fact.folded)) Say(fact.name, With(places, {*token}));
        break;
      case Fact::Form::kTruth:
        if (value.kind() == Value::Kind::kBoolean) {
          Say(fact.name + (value.boolean() ? "_true" : "_false"), places);
        }
        break;
      case Fact::Form::kList:
        SayList(fact, value, places);
        break;
      case Fact::Form::kArtifacts:
        SayArtifacts(fact, value, places);
        break;
    }
  }

  void SayList(const Fact& fact, const Value& list, const Places& places) {
    if (list.kind() != Value::Kind::kList) return;
    Say(fact.name, places);
    for (std::size_t i = 0; i < list.elements().size(); ++i) {
      const std::string place = std::to_string(i);
      Say(fact.name + "_at", With(places, {place}));
      const auto token = Token(list.elements()[i], fact.folded);
      if (token) Say(fact.name + "_item", With(places, {place, *token}));
    }
  }

  void SayArtifacts(const Fact& fact, const Value& value, const Places& places) {
    bool is_whole = !value.is_absent();
    const auto say = [&](Value one) {
      if (fact.member && one.kind() == Value::Kind::kRecord) one = one.members()[*fact.member];
      if (one.kind() == Value::Kind::kText) {
        Say(fact.name, With(places, {QuotedText(one.text())}));
      } else {
        is_whole = false;
      }
    };
    if (value.kind() == Value::Kind::kList) {
      for (const Value& one : value.elements()) say(one);
    } else {
      say(value);
    }
    if (is_whole) Say(fact.name + "_whole", places);
  }

  static Places With(Places places, const Places& more) {
    places.insert(places.end(), more.begin(), more.end());
    return places;
  }

  std::uint64_t number_;
  const events::Event& event_;
  Subject subject_;
  values::Arena arena_;
  expressions::NoHost host_;  // facts are of one event alone
  Environment environment_{arena_, host_};
  std::string text_;
};

}  // namespace

// The shift is at most 292 years and an instant at most 291: their sum fits.
std::string LogWriter::Stamp(values::Instant time) const {
  return "@" + std::to_string(static_cast<std::uint64_t>(time.nanos) -
                              static_cast<std::uint64_t>(first_));
}

std::string LogWriter::Line(const events::Event& event) {
  if (count_ == 0) first_ = std::min<std::int64_t>(event.time.nanos, 0);
  Teller teller(count_++, event);
  teller.Say(Facts::kTime, {std::to_string(event.time.nanos)});
  teller.Say(facts_->KindName(event.kind), {});
  for (const Fact& fact : facts_->all()) {
    if (std::count(fact.kinds.begin(), fact.kinds.end(), event.kind) != 0) teller.Tell(fact);
  }
  return Stamp(event.time) + teller.text() + ";\n";
}

std::string LogWriter::PresentLine(values::Instant present) const {
  return Stamp(present) + " " + Facts::kPresent + "(" + std::to_string(count_) + ");\n";
}

}  // namespace abide::mfotl
