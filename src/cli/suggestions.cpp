#include "cli/suggestions.h"

#include "cli/logs.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/suggestion.h"
#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::NearestName;

namespace fs = std::filesystem;

// A large folder is not searched.
constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostFolders = 3;

std::string WithoutPolicy(const std::string& id) { return id.substr(id.rfind('/') + 1); }

// The id, or the glob for all clauses of a policy, that somebody meant.
std::optional<std::string> NearestGlob(const std::string& glob,
                                       const std::vector<std::string>& ids) {
  std::vector<std::string> shorts, globs;
  for (const std::string& id : ids) {
    const std::string name = WithoutPolicy(id);
    if (name == glob && name != id) return id;
    shorts.push_back(name);
    if (name == id) continue;
    const std::string policy = id.substr(0, id.size() - name.size());
    globs.push_back(policy + '*');
    globs.push_back("*/" + name);
    for (std::size_t dot = policy.find('.'); dot != std::string::npos;
         dot = policy.find('.', dot + 1)) {
      globs.push_back(policy.substr(0, dot) + ".*");
    }
  }
  if (glob.find('*') != std::string::npos) return NearestName(glob, globs);
  if (glob.find('/') != std::string::npos) return NearestName(glob, ids);
  const std::optional<std::string> nearest = NearestName(glob, shorts);
  if (!nearest) return std::nullopt;
  return ids[static_cast<std::size_t>(std::find(shorts.begin(), shorts.end(), *nearest) -
                                      shorts.begin())];
}

// Itself a rule file, or a folder that directly holds one.
bool HoldsRules(const fs::path& path) {
  std::error_code error;
  if (IsRuleFile(path.string())) return fs::is_regular_file(path, error);
  std::size_t looked_at = 0;
  for (fs::directory_iterator it(path, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    if (++looked_at > kMostEntries) return false;
    if (IsRuleFile(it->path().string()) && it->is_regular_file(error)) return true;
  }
  return false;
}

// This one, those in it and `../rules`, as they are named from here; few of them.
std::vector<std::string> FoldersOfRules() {
  if (HoldsRules(".")) return {"."};
  std::vector<std::string> found;
  std::error_code error;
  std::size_t looked_at = 0;
  for (fs::directory_iterator it(".", error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    if (++looked_at > kMostEntries) break;
    if (it->is_directory(error) && HoldsRules(it->path())) {
      found.push_back(it->path().filename().string());
    }
  }
  std::sort(found.begin(), found.end());
  if (found.size() > kMostFolders) found.resize(kMostFolders);
  if (found.empty() && fs::is_directory("../rules", error)) found.emplace_back("../rules");
  return found;
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

void SuggestRules(const std::vector<std::string>& logs, std::string_view option,
                  Diagnostic& no_rules) {
  std::string rules, others;
  for (const std::string& path : logs) {
    (HoldsRules(path) ? rules += fmt::format(" {}{}", option, path) : others += ' ' + path);
  }
  if (!rules.empty() && !option.empty()) {
    no_rules.WithHelp(
        fmt::format("rules stand behind `--rules`: `abide check{}{}`", rules, others));
    return;
  }
  const std::vector<std::string> near = FoldersOfRules();
  if (near.empty()) return;
  std::vector<std::string> ways;
  ways.reserve(near.size());
  for (const std::string& folder : near) ways.push_back(fmt::format("`{}{}`", option, folder));
  no_rules.WithHelp(
      fmt::format("there are rule files near by: name them with {}", fmt::join(ways, " or ")));
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
    if (const auto nearest = NearestGlob(glob, ids)) {
      Suggest(nearest, unknown);
    } else if (!ids.empty()) {
      unknown.WithHelp("`*` stands for any characters, and ids are such as `" + ids.front() + '`');
    }
    (is_error ? errors : warnings).Add(std::move(unknown));
  }
}

}  // namespace abide::cli
