#include "mfotl/facts.h"

#include "diagnostics/printable.h"

#include <algorithm>
#include <utility>

namespace abide::mfotl {
namespace {

using expressions::Type;

constexpr std::uint32_t kNoMember = UINT32_MAX;
constexpr std::size_t kLongestComment = 100;

// Words of the monitors' lexers, built-in predicates, and names that every log or formula has.
const std::set<std::string>& Reserved() {
  static const std::set<std::string> kWords = {
      "int", "string", "float",      "regexp",  "event",         "bool",       "null", "r2s",
      "s2r", "f2i",    "i2f",        "i2s",     "s2i",           "f2s",        "s2f",  "tp",
      "ts",  "tpts",   "event_time", "present", "limit_crossed", "limit_ended"};
  return kWords;
}

std::string Underscored(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return text;
}

bool IsText(const Type& type) { return type.is_textual() || type.kind == Type::Kind::kCell; }

std::string Comment(std::string_view words) {
  std::string comment;
  for (const char c : words) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (blank && (comment.empty() || comment.back() == ' ')) continue;
    comment += blank ? ' ' : c;
  }
  return diagnostics::Excerpt(comment, kLongestComment);
}

}  // namespace

Facts::Facts(const check::CheckedRules& rules, const diagnostics::SourceSet& sources)
    : rules_(&rules), sources_(&sources), taken_(Reserved()) {
  for (const events::EventType& type : rules.schema.types()) {
    kind_names_.push_back(FreeName(type.name));
  }
}

const std::string& Facts::KindName(EventKind kind) const {
  return kind_names_[static_cast<std::size_t>(kind)];
}

std::string Facts::FreeName(const std::string& wish) {
  // A fact's own name and those that its forms put behind it.
  const auto is_free = [this](const std::string& name) {
    for (const char* suffix : {"", "_true", "_false", "_at", "_item", "_whole"}) {
      if (taken_.contains(name + suffix)) return false;
    }
    return true;
  };
  std::string name = wish;
  for (int number = 2; !is_free(name); ++number) name = wish + "_" + std::to_string(number);
  taken_.insert(name);
  return name;
}

const Fact& Facts::Add(Fact fact) {
  for (const char* suffix : {"_true", "_false", "_at", "_item", "_whole"}) {
    taken_.insert(fact.name + suffix);
  }
  return facts_.emplace_back(std::move(fact));
}

const Fact& Facts::Field(EventKind kind, FieldIndex field) {
  const auto [place, is_new] = fields_.try_emplace({kind, field, kNoMember}, facts_.size());
  if (!is_new) return facts_[place->second];
  const events::FieldType& type = rules_->schema.Type(kind).fields[static_cast<std::size_t>(field)];
  Fact fact;
  fact.form = Fact::Form::kValue;
  fact.name = FreeName(KindName(kind) + "_" + Underscored(type.name));
  fact.kinds = {kind};
  fact.field = field;
  fact.is_text = IsText(type.type);
  fact.comment = rules_->schema.Type(kind).name + "." + type.name;
  return Add(std::move(fact));
}

const Fact& Facts::Artifacts(EventKind kind, FieldIndex field,
                             std::optional<std::uint32_t> member) {
  const auto [place, is_new] =
      artifacts_.try_emplace({kind, field, member.value_or(kNoMember)}, facts_.size());
  if (!is_new) return facts_[place->second];
  const events::FieldType& type = rules_->schema.Type(kind).fields[static_cast<std::size_t>(field)];
  std::string name = type.name;
  if (member) name += "." + type.type.element->members->at(*member).name;
  Fact fact;
  fact.form = Fact::Form::kArtifacts;
  fact.name = FreeName(KindName(kind) + "_" + Underscored(name) + "_names");
  fact.kinds = {kind};
  fact.field = field;
  fact.member = member;
  fact.is_text = true;
  fact.comment = "artifacts in " + rules_->schema.Type(kind).name + "." + name;
  return Add(std::move(fact));
}

const Fact& Facts::Of(const Wanted& wanted) {
  std::vector<std::tuple<LocalId, const void*, bool>> steps;
  for (const Step& step : wanted.steps) steps.emplace_back(step.local, step.expr.get(), step.each);
  const Key key{static_cast<int>(wanted.form),
                wanted.expr.get(),
                wanted.binding,
                wanted.kinds,
                std::move(steps),
                wanted.folded};
  const auto [place, is_new] = expressions_.try_emplace(key, facts_.size());
  if (!is_new) return facts_[place->second];
  const bool is_list = wanted.form == Fact::Form::kList && wanted.expr->type.element != nullptr;
  Fact fact;
  fact.form = wanted.form;
  fact.name = FreeName("fact" + std::to_string(expressions_.size()));
  fact.kinds = wanted.kinds;
  fact.expr = wanted.expr;
  fact.binding = wanted.binding;
  fact.steps = wanted.steps;
  fact.folded = wanted.folded;
  fact.is_text = wanted.form == Fact::Form::kArtifacts ||
                 IsText(is_list ? *wanted.expr->type.element : wanted.expr->type);
  fact.comment = Comment(sources_->Text(wanted.expr->span));
  if (wanted.folded) fact.comment += ", ignoring case";
  return Add(std::move(fact));
}

std::vector<Declared> Facts::Signature() const {
  std::vector<Declared> all;
  all.push_back({kTime, {false, false}, "the time of every event, in nanoseconds since 1970"});
  all.push_back({kPresent, {false}, "the checker's present, behind the last event"});
  for (const std::string& name : kind_names_) all.push_back({name, {false}, ""});
  for (const Fact& fact : facts_) {
    std::vector<bool> places(1, false);
    for (const Step& step : fact.steps) {
      if (step.each) places.push_back(false);
    }
    const auto with = [&places](std::vector<bool> more) {
      std::vector<bool> arguments = places;
      arguments.insert(arguments.end(), more.begin(), more.end());
      return arguments;
    };
    switch (fact.form) {
      case Fact::Form::kValue:
        all.push_back({fact.name, with({fact.is_text}), fact.comment});
        break;
      case Fact::Form::kTruth:
        all.push_back({fact.name + "_true", places, fact.comment});
        all.push_back({fact.name + "_false", places, ""});
        break;
      case Fact::Form::kList:
        all.push_back({fact.name, places, fact.comment});
        all.push_back({fact.name + "_at", with({false}), ""});
        all.push_back({fact.name + "_item", with({false, fact.is_text}), ""});
        break;
      case Fact::Form::kArtifacts:
        all.push_back({fact.name, with({true}), fact.comment});
        all.push_back({fact.name + "_whole", places, ""});
        break;
    }
  }
  return all;
}

}  // namespace abide::mfotl
