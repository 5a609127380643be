// What clauses and policies say of themselves, and norms that can be meant otherwise.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lint/checks.h"
#include "lint/walk.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

using syntax::Clause;

bool IsBlank(const syntax::Text& text) {
  return text.value.find_first_not_of(" \t\n") == std::string::npos;
}

void CheckText(const std::optional<syntax::Text>& text, const char* name, Remarks& remarks) {
  if (text && IsBlank(*text)) remarks.Add(Code::kEmptyText, text->span, {name});
}

void CheckExceptions(const Subject& subject, const Clause& clause, Remarks& remarks) {
  std::map<std::string, const syntax::Unless*> labels;
  std::map<std::string, const syntax::Unless*> conditions;
  for (const syntax::Unless& each : clause.exceptions) {
    CheckText(each.label, "unless", remarks);
    const auto [label, new_label] = labels.emplace(each.label.value, &each);
    const auto [same, new_condition] =
        conditions.emplace(subject.Text(each.condition->span), &each);
    if (new_label && new_condition) continue;
    const syntax::Unless* other = new_label ? same->second : label->second;
    remarks.Add(Code::kExceptionTwice, each.span, {new_label ? "condition" : "label"})
        .WithLabel(other->span, "the other exception");
  }
}

void CheckTags(const Subject& subject, const Clause& clause, Remarks& remarks) {
  if (!clause.tags) return;
  std::set<std::string> seen;
  const syntax::Text* before = nullptr;
  for (const syntax::Text& tag : *clause.tags) {
    if (!seen.insert(tag.value).second) {
      Diagnostic& remark = remarks.Add(Code::kTagTwice, tag.span, {tag.value});
      const Span between{tag.span.file, before->span.end, tag.span.begin};
      if (subject.Text(between) == "," && subject.Written(between).find('#') == std::string::npos) {
        remark.WithFix({tag.span.file, before->span.end, tag.span.end}, "");
      }
    }
    before = &tag;
  }
}

void CheckHoles(const Subject& subject, const Clause& clause, Remarks& remarks) {
  if (!clause.message) return;
  std::set<std::string> seen;
  for (const auto& piece : clause.message->pieces) {
    const auto* hole = std::get_if<syntax::ExprPtr>(&piece);
    if (hole == nullptr) continue;
    const std::string text = subject.Text((*hole)->span);
    if (!seen.insert(text).second) remarks.Add(Code::kHoleTwice, (*hole)->span, {text});
  }
  if (seen.empty()) remarks.Add(Code::kMessageWithoutHole, clause.message->span);
}

bool IsZero(const syntax::Expr& expr) {
  const auto* literal = std::get_if<syntax::Literal>(&expr.node);
  if (literal == nullptr) return false;
  const auto* duration = std::get_if<values::Duration>(&literal->value);
  return duration != nullptr && duration->months == 0 && duration->nanos == 0;
}

// Whether a word of the name says what its numbers count.
bool SaysUnit(const std::string& name) {
  static const std::set<std::string_view> kUnits = {
      "usd",        "eur",     "gbp",      "jpy",      "cny",        "cents",    "dollars",
      "euros",      "tokens",  "token",    "bytes",    "kb",         "mb",       "gb",
      "tb",         "kib",     "mib",      "gib",      "seconds",    "ms",       "millis",
      "minutes",    "hours",   "days",     "weeks",    "months",     "years",    "percent",
      "share",      "ratio",   "rate",     "flops",    "flop",       "count",    "number",
      "requests",   "calls",   "users",    "seats",    "units",      "items",    "records",
      "rows",       "images",  "pages",    "words",    "characters", "kwh",      "mwh",
      "watts",      "gpus",    "steps",    "epochs",   "credits",    "points",   "score",
      "messages",   "samples", "examples", "attempts", "errors",     "accounts", "keys",
      "parameters", "size",    "length",   "quantity", "downloads",  "copies",   "queries"};
  std::string word;
  for (const char c : name + '_') {
    if (c != '_' && c != '.') {
      word += c;
    } else {
      if (kUnits.contains(word)) return true;
      word.clear();
    }
  }
  return false;
}

bool IsBareNumber(const syntax::Expr& expr) {
  const auto* literal = std::get_if<syntax::Literal>(&expr.node);
  return literal != nullptr && std::holds_alternative<values::Decimal>(literal->value);
}

void CheckUnit(const Subject& subject, const syntax::Limit& limit, Remarks& remarks) {
  if (!IsBareNumber(*limit.bound)) return;
  // A quotient has no unit of its own.
  if (!std::holds_alternative<syntax::Aggregate>(limit.measure->node)) return;
  const auto& aggregate = std::get<syntax::Aggregate>(limit.measure->node);
  const auto* reference =
      aggregate.value == nullptr ? nullptr : std::get_if<syntax::Reference>(&aggregate.value->node);
  if (reference == nullptr || aggregate.function == syntax::AggregateFunction::kDistinct) return;
  const std::string name = subject.Text(aggregate.value->span);
  if (!SaysUnit(name)) remarks.Add(Code::kUnitUnclear, aggregate.value->span, {name});
}

std::string Missing(const syntax::Policy& policy) {
  std::string missing;
  const auto add = [&missing](bool is_there, const char* name) {
    if (!is_there) missing += (missing.empty() ? "`" : ", `") + std::string(name) + '`';
  };
  add(policy.by.has_value(), "by");
  add(policy.url.has_value(), "url");
  add(policy.version.has_value(), "version");
  return missing;
}

}  // namespace

void CheckAttributes(const Subject& subject, Remarks& remarks) {
  ForEach<Clause>(subject, [&](const RuleText&, const Clause& clause) {
    const std::vector<std::string> id{clause.id.text};
    if (!clause.cites) remarks.Add(Code::kNoCitation, clause.id.span, id);
    if (!clause.severity) remarks.Add(Code::kNoSeverity, clause.id.span, id);
    if (!clause.remedy) remarks.Add(Code::kNoRemedy, clause.id.span, id);
    CheckText(clause.title, "clause", remarks);
    CheckText(clause.cites, "cites", remarks);
    CheckText(clause.remedy, "remedy", remarks);
    CheckExceptions(subject, clause, remarks);
    CheckTags(subject, clause, remarks);
  });
  ForEach<syntax::Waive>(subject, [&](const RuleText&, const syntax::Waive& waiver) {
    CheckText(waiver.because, "because", remarks);
    CheckText(waiver.by, "by", remarks);
  });
  ForEach<syntax::Permit>(subject, [&](const RuleText&, const syntax::Permit& permit) {
    CheckText(permit.cites, "cites", remarks);
  });
}

void CheckMessages(const Subject& subject, Remarks& remarks) {
  ForEach<Clause>(subject, [&](const RuleText&, const Clause& clause) {
    CheckHoles(subject, clause, remarks);
  });
}

void CheckNorms(const Subject& subject, Remarks& remarks) {
  for (const RuleText& file : subject.files) {
    if (!file.is_subject) continue;
    for (const syntax::Declaration& each : file.ast.declarations) {
      Walk(each, {.pattern = [&remarks](const syntax::Pattern& pattern) {
             if (pattern.within == nullptr || !IsZero(*pattern.within)) return;
             remarks.Add(Code::kZeroTerm, pattern.within->span);
           }});
    }
  }
  ForEach<Clause>(subject, [&](const RuleText&, const Clause& clause) {
    if (const auto* limit = std::get_if<syntax::Limit>(&clause.norm.norm)) {
      CheckUnit(subject, *limit, remarks);
    }
  });
  ForEach<syntax::State>(subject, [&](const RuleText&, const syntax::State& state) {
    const bool ends = std::any_of(state.changes.begin(), state.changes.end(),
                                  [](const syntax::StateChange& each) { return !each.starts; });
    if (!ends) remarks.Add(Code::kStateNeverEnds, state.name.span, {state.name.text});
  });
}

void CheckPolicies(const Subject& subject, Remarks& remarks) {
  ForEach<syntax::Policy>(subject, [&](const RuleText&, const syntax::Policy& policy) {
    CheckText(policy.title, "policy", remarks);
    if (!policy.effective) {
      remarks.Add(Code::kPolicyWithoutEffective, policy.id.span, {policy.id.text});
    }
    const std::string missing = Missing(policy);
    if (missing.empty()) return;
    remarks.Add(Code::kPolicyIncomplete, policy.id.span, {policy.id.text, missing});
  });
}

}  // namespace abide::lint
