#include "syntax/attributes.h"

#include <string>
#include <utility>
#include <variant>

#include "syntax/lexemes.h"
#include "syntax/message.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

const char* WordOf(AttributeKind kind) {
  switch (kind) {
    case AttributeKind::kBy:
      return "by";
    case AttributeKind::kUrl:
      return "url";
    case AttributeKind::kVersion:
      return "version";
    case AttributeKind::kCites:
      return "cites";
    case AttributeKind::kRemedy:
      return "remedy";
    case AttributeKind::kMessage:
      return "message";
    case AttributeKind::kBecause:
      return "because";
    case AttributeKind::kUnless:
      return "unless";
    case AttributeKind::kWhere:
      return "where";
    case AttributeKind::kUntil:
      return "until";
    case AttributeKind::kEffective:
      return "effective";
    case AttributeKind::kSeverity:
      return "severity";
    case AttributeKind::kTags:
      return "tags";
    case AttributeKind::kAbout:
      return "about";
  }
  return "";
}

// The attributes of one declaration by kind; a second one of a kind is reported and dropped.
class Attributes {
 public:
  Attributes(std::vector<Attribute>&& all, ParseState& state) : all_(std::move(all)) {
    for (std::size_t later = 1; later < all_.size(); ++later) {
      if (all_[later].kind == AttributeKind::kUnless) continue;
      const Attribute* const first = Find(all_[later].kind);
      if (first == &all_[later]) continue;
      state.AddProblem(Code::kDuplicateAttribute, all_[later].word, {WordOf(all_[later].kind)})
          .WithLabel(first->word, "it stands here already");
    }
  }

  Attribute* Find(AttributeKind kind) {
    for (Attribute& one : all_) {
      if (one.kind == kind) return &one;
    }
    return nullptr;
  }
  std::optional<Text> TextOf(AttributeKind kind) {
    Attribute* const found = Find(kind);
    return found != nullptr ? std::optional<Text>(std::move(found->text)) : std::nullopt;
  }
  ExprPtr Where() {
    Attribute* const found = Find(AttributeKind::kWhere);
    return found != nullptr ? std::move(found->condition) : nullptr;
  }
  std::optional<Effective> InForce() {
    Attribute* const found = Find(AttributeKind::kEffective);
    return found != nullptr ? std::optional<Effective>(found->effective) : std::nullopt;
  }
  std::vector<Attribute>& all() { return all_; }

 private:
  std::vector<Attribute> all_;
};

void ReportMissing(const char* what, const char* part, const Name& name, const char* help,
                   ParseState& state) {
  state.AddProblem(Code::kMissingPart, name.span, {what, part}).WithHelp(help);
}

bool HasAggregate(const Expr& expr) {
  if (std::holds_alternative<Aggregate>(expr.node)) return true;
  if (const auto* const unary = std::get_if<Unary>(&expr.node)) {
    return HasAggregate(*unary->operand);
  }
  const auto* const binary = std::get_if<Binary>(&expr.node);
  return binary != nullptr && (HasAggregate(*binary->left) || HasAggregate(*binary->right));
}

// What a limit measures has an aggregate.
void CheckLimit(const Norm& norm, ParseState& state) {
  const auto* const limit = std::get_if<Limit>(&norm.norm);
  if (limit == nullptr || HasAggregate(*limit->measure)) return;
  state.AddProblem(Code::kNoAggregate, limit->measure->span);
}

}  // namespace

Policy MakePolicy(AttributedDraft&& draft, ParseState& state) {
  Attributes attributes(std::move(draft.attributes), state);
  Policy policy;
  policy.id = std::move(draft.id);
  policy.title = std::move(draft.title);
  policy.by = attributes.TextOf(AttributeKind::kBy);
  policy.url = attributes.TextOf(AttributeKind::kUrl);
  policy.version = attributes.TextOf(AttributeKind::kVersion);
  policy.effective = attributes.InForce();
  return policy;
}

Clause MakeClause(AttributedDraft&& draft, ParseState& state) {
  Attributes attributes(std::move(draft.attributes), state);
  Clause clause;
  clause.id = std::move(draft.id);
  clause.title = std::move(draft.title);
  clause.norm = std::move(draft.norm);
  CheckLimit(clause.norm, state);
  clause.cites = attributes.TextOf(AttributeKind::kCites);
  clause.remedy = attributes.TextOf(AttributeKind::kRemedy);
  clause.effective = attributes.InForce();
  if (Attribute* const severity = attributes.Find(AttributeKind::kSeverity)) {
    clause.severity = {severity->severity, severity->span};
  }
  if (Attribute* const tags = attributes.Find(AttributeKind::kTags)) {
    clause.tags = std::move(tags->tags);
  }
  if (Attribute* const about = attributes.Find(AttributeKind::kAbout)) {
    clause.about = std::move(about->about);
  }
  if (Attribute* const message = attributes.Find(AttributeKind::kMessage)) {
    clause.message = ParseMessage(message->text, state);
  }
  for (Attribute& one : attributes.all()) {
    if (one.kind != AttributeKind::kUnless) continue;
    clause.exceptions.push_back({std::move(one.text), std::move(one.condition), one.span});
  }
  return clause;
}

Permit MakePermit(AttributedDraft&& draft, ParseState& state) {
  Attributes attributes(std::move(draft.attributes), state);
  Permit permit;
  permit.clause = std::move(draft.id);
  permit.where = attributes.Where();
  permit.cites = attributes.TextOf(AttributeKind::kCites);
  permit.effective = attributes.InForce();
  if (!permit.cites) {
    ReportMissing("a permission", "cites", permit.clause,
                  "say what the permission rests on: `cites \"section 2\"`", state);
  }
  return permit;
}

Waive MakeWaive(AttributedDraft&& draft, ParseState& state) {
  Attributes attributes(std::move(draft.attributes), state);
  Waive waive;
  waive.clause = std::move(draft.id);
  waive.where = attributes.Where();
  waive.because = attributes.TextOf(AttributeKind::kBecause);
  waive.by = attributes.TextOf(AttributeKind::kBy);
  if (const Attribute* const until = attributes.Find(AttributeKind::kUntil)) {
    waive.until = until->time;
  }
  std::string missing;
  std::string help;
  const auto add = [&](const char* part, const char* line) {
    missing += (missing.empty() ? "" : "`, `") + std::string(part);
    help += (help.empty() ? "say in a line of its own " : ", ") + std::string(line);
  };
  if (!waive.until) add("until", "how long it holds: `until 2027-01-31`");
  if (!waive.because) add("because", "why: `because \"reference of the approval\"`");
  if (!waive.by) add("by", "who answers for it: `by \"legal@acme.example\"`");
  if (!missing.empty()) {
    ReportMissing("a waiver", missing.c_str(), waive.clause, help.c_str(), state);
  }
  return waive;
}

void CheckState(const State& declared, ParseState& state) {
  for (const StateChange& change : declared.changes) {
    if (change.starts) return;
  }
  ReportMissing("a state", "starts on", declared.name,
                "say which event starts it: `starts on EVENT at EVENT.KEY`", state);
}

}  // namespace abide::syntax
