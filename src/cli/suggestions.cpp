#include "cli/suggestions.h"

#include "diagnostics/catalogue.h"
#include "diagnostics/suggestion.h"
#include "plan/plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::NearestName;

std::string WithoutPolicy(const std::string& id) { return id.substr(id.rfind('/') + 1); }

// The id, or the glob for all clauses of a policy, that somebody meant.
std::optional<std::string> NearestGlob(const std::string& glob,
                                       const std::vector<std::string>& ids) {
  std::vector<std::string> shorts, policies;
  for (const std::string& id : ids) {
    const std::string name = WithoutPolicy(id);
    if (name == glob && name != id) return id;
    shorts.push_back(name);
    if (name != id) policies.push_back(id.substr(0, id.size() - name.size()) + '*');
  }
  if (glob.find('*') != std::string::npos) return NearestName(glob, policies);
  if (glob.find('/') != std::string::npos) return NearestName(glob, ids);
  const std::optional<std::string> nearest = NearestName(glob, shorts);
  if (!nearest) return std::nullopt;
  return ids[static_cast<std::size_t>(std::find(shorts.begin(), shorts.end(), *nearest) -
                                      shorts.begin())];
}

void Suggest(const std::optional<std::string>& name, Diagnostic& diagnostic) {
  if (name) diagnostic.WithHelp(diagnostics::DidYouMean(*name));
}

}  // namespace

void SuggestNearest(std::string_view word, const std::vector<std::string>& names,
                    Diagnostic& diagnostic) {
  Suggest(NearestName(word, names), diagnostic);
}

Diagnostic& SuggestValue(Diagnostic& bad_value) {
  // Examples are no choice.
  const std::string form = bad_value.arguments[1].substr(0, bad_value.arguments[1].find("such as"));
  std::vector<std::string> values;
  for (std::size_t begin = form.find('`'); begin != std::string::npos;) {
    const std::size_t end = form.find('`', begin + 1);
    if (end == std::string::npos) break;
    values.push_back(form.substr(begin + 1, end - begin - 1));
    begin = form.find('`', end + 1);
  }
  SuggestNearest(bad_value.arguments[2], values, bad_value);
  return bad_value;
}

void SuggestCode(const std::string& id, Diagnostic& diagnostic) {
  std::vector<std::string> ids;
  for (const diagnostics::CodeEntry& entry : diagnostics::AllCodes()) ids.emplace_back(entry.id);
  const std::string padded = id.size() == 4 ? id.substr(0, 1) + '0' + id.substr(1) : id;
  const auto is_padded = [&padded](const std::string& each) {
    return each.size() == padded.size() &&
           std::equal(each.begin(), each.end(), padded.begin(), [](char a, char b) {
             return a == b || (b >= 'a' && b <= 'z' && a == b - 'a' + 'A');
           });
  };
  const auto found = std::find_if(ids.begin(), ids.end(), is_padded);
  if (found != ids.end()) {
    Suggest(*found, diagnostic);
  } else {
    SuggestNearest(id, ids, diagnostic);
  }
}

void CheckClauseGlobs(const std::vector<std::string>& globs,
                      const std::vector<const check::CheckedRules*>& rules,
                      diagnostics::DiagnosticSink& errors, diagnostics::DiagnosticSink& warnings) {
  if (globs.empty()) return;
  std::vector<std::string> ids;
  for (const check::CheckedRules* each : rules) {
    for (const check::Clause& clause : each->clauses) ids.push_back(clause.id);
  }
  std::vector<std::string> unmet;
  std::copy_if(globs.begin(), globs.end(), std::back_inserter(unmet), [&ids](const auto& glob) {
    return std::none_of(ids.begin(), ids.end(),
                        [&glob](const std::string& id) { return plan::MatchesGlob(id, glob); });
  });
  const bool is_error = unmet.size() == globs.size();
  for (const std::string& glob : unmet) {
    Diagnostic unknown{Code::kNoSuchClause, std::monostate{}, {glob}, {}, {}, {}};
    if (!is_error) unknown.level = diagnostics::Severity::kWarning;
    Suggest(NearestGlob(glob, ids), unknown);
    (is_error ? errors : warnings).Add(std::move(unknown));
  }
}

}  // namespace abide::cli
