#include "check/policies.h"

#include <fmt/format.h>
#include <algorithm>

namespace abide::check {
namespace {

std::string DateOf(values::Instant instant) {
  if (instant == values::Instant::Min()) return "the beginning of time";
  if (instant == values::Instant::Max()) return "the end of time";
  const std::string text = values::ToString(instant);
  constexpr std::string_view kMidnight = "T00:00:00Z";
  return text.ends_with(kMidnight) ? text.substr(0, text.size() - kMidnight.size()) : text;
}

class PolicyChecker {
 public:
  explicit PolicyChecker(Context& context) : context_(context) {}

  void Run() {
    context_.policy_of_file.resize(context_.loaded.files.size());
    for (std::size_t file = 0; file < context_.loaded.files.size(); ++file) {
      ForEach<syntax::Policy>(context_.loaded.files[file],
                              [&](const syntax::Policy& policy, Span) { Check(policy, file); });
    }
    CompareVersions();
  }

 private:
  void Check(const syntax::Policy& ast, std::size_t file) {
    std::optional<std::size_t>& of_file = context_.policy_of_file[file];
    // A second one was reported by the parser.
    if (of_file) return;
    Policy policy;
    policy.id = ast.id.text;
    policy.title = ast.title.value;
    if (ast.by) policy.by = ast.by->value;
    if (ast.url) policy.url = ast.url->value;
    if (ast.version) policy.version = ast.version->value;
    if (ast.effective) policy.effective = EffectiveOf(context_, *ast.effective);
    policy.span = ast.id.span;
    spans_.push_back(ast.effective ? ast.effective->span : ast.id.span);
    of_file = context_.rules.policies.size();
    context_.rules.policies.push_back(std::move(policy));
  }

  void CompareVersions() {
    std::map<std::string, std::vector<std::size_t>> by_id;
    for (std::size_t i = 0; i < context_.rules.policies.size(); ++i) {
      by_id[context_.rules.policies[i].id].push_back(i);
    }
    for (auto& [id, versions] : by_id) {
      std::stable_sort(versions.begin(), versions.end(),
                       [&](std::size_t a, std::size_t b) { return In(a).from < In(b).from; });
      // Each with the one before it that lasts the longest.
      std::size_t longest = versions.front();
      for (std::size_t i = 1; i < versions.size(); ++i) {
        Compare(id, longest, versions[i]);
        if (In(longest).until < In(versions[i]).until) longest = versions[i];
      }
    }
  }

  void Compare(const std::string& id, std::size_t earlier, std::size_t later) {
    if (In(earlier).until > In(later).from) {
      context_
          .Report(
              Code::kVersionsOverlap, spans_[later],
              {id, DateOf(In(later).from), DateOf(std::min(In(earlier).until, In(later).until))})
          .WithLabel(spans_[earlier],
                     fmt::format("the other is in force {}", InWords(In(earlier))));
    } else if (In(earlier).until < In(later).from) {
      context_
          .Report(Code::kVersionsGap, spans_[later],
                  {id, DateOf(In(earlier).until), DateOf(In(later).from)})
          .WithLabel(spans_[earlier], "the version before ends here");
    }
  }

  const Effective& In(std::size_t policy) const {
    return context_.rules.policies[policy].effective;
  }

  Context& context_;
  std::vector<Span> spans_;  // of the intervals, by policy
};

}  // namespace

void CheckPolicies(Context& context) { PolicyChecker(context).Run(); }

Effective EffectiveOf(Context& context, const syntax::Effective& ast) {
  Effective effective;
  effective.from = ast.from.value;
  if (!ast.until) return effective;
  if (ast.from.value >= ast.until->value) {
    context.Report(Code::kEmptyInterval, ast.span,
                   {DateOf(ast.from.value), DateOf(ast.until->value)});
    return effective;
  }
  effective.until = ast.until->value;
  return effective;
}

std::string InWords(const Effective& effective) {
  const bool open = effective.from == values::Instant::Min();
  const bool endless = effective.until == values::Instant::Max();
  if (open && endless) return "always";
  std::string words = open ? "" : "from " + DateOf(effective.from);
  if (!endless) words += (open ? "until " : " until ") + DateOf(effective.until);
  return words;
}

}  // namespace abide::check
