#include "lsp/patterns.h"

#include "syntax/lexemes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

namespace abide::lsp {
namespace {

bool BeginsPattern(const Token& before, std::string_view text) {
  // An event of a test stands behind its time.
  if (before.kind == Token::Kind::kTime) return true;
  static constexpr std::array<std::string_view, 17> kBefore = {
      "forbid", "before", "require", "after", "around", "earlier", "by", "(",   "or",
      "no",     "of",     "from",    "on",    "event",  "count",   "=",  "with"};
  return IsAmong(before.In(text), kBefore);
}

// What stands behind the norm and speaks of its event.
bool IsAttribute(std::string_view word) {
  static constexpr std::array<std::string_view, 4> kAttributes = {"unless", "about", "message",
                                                                  "remedy"};
  return IsAmong(word, kAttributes);
}

}  // namespace

PatternFinder::PatternFinder(const RuleSet& rules) : rules_(rules) {
  ForEachDeclared<syntax::Define>(rules, [&](const syntax::Define& define, const auto&) {
    if (!define.patterns) return;
    for (const syntax::Pattern& each : define.patterns->alternatives) {
      definitions_[define.name.text].push_back(each.event.text);
    }
  });
}

std::vector<std::string> PatternFinder::EventsOf(const std::string& word) const {
  const events::EventSchema& schema = rules_.rules().schema;
  if (schema.Find(word)) return {word};
  std::vector<std::string> events;
  std::set<std::string> seen;
  std::vector<std::string> open = {word};
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    if (!seen.insert(name).second) continue;
    if (schema.Find(name)) events.push_back(name);
    const auto alternatives = definitions_.find(name);
    if (alternatives == definitions_.end()) continue;
    open.insert(open.end(), alternatives->second.begin(), alternatives->second.end());
  }
  return events;
}

// Words behind a sign that a pattern begins and that are events. Those in parentheses that are
// closed are out of sight, and behind the norm its first is the one whose fields are bare.
InSight PatternFinder::At(const std::vector<Token>& tokens, std::string_view text) const {
  std::vector<InSight::Pattern> seen;
  std::vector<std::size_t> open;  // how many there were in front of each parenthesis
  bool is_behind_norm = false;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::string_view word = tokens[i].In(text);
    if (word == "(") {
      open.push_back(seen.size());
    } else if (word == ")" && !open.empty()) {
      seen.resize(std::min(seen.size(), open.back()));
      open.pop_back();
    } else if (open.empty() && IsAttribute(word)) {
      is_behind_norm = true;
    } else if (tokens[i].kind == Token::Kind::kWord && BeginsPattern(tokens[i - 1], text)) {
      Take(tokens, text, i, seen);
    }
  }
  InSight sight;
  if (!seen.empty()) {
    sight.nearest = open.empty() && is_behind_norm ? seen.front().events : seen.back().events;
  }
  sight.patterns = std::move(seen);
  return sight;
}

void PatternFinder::Take(const std::vector<Token>& tokens, std::string_view text, std::size_t index,
                         std::vector<InSight::Pattern>& seen) const {
  const std::string word(tokens[index].In(text));
  std::vector<std::string> events = EventsOf(word);
  if (events.empty()) return;
  const bool has_variable = index + 1 < tokens.size() &&
                            tokens[index + 1].kind == Token::Kind::kWord &&
                            !syntax::IsReservedWord(tokens[index + 1].In(text));
  seen.push_back(
      {std::string(has_variable ? tokens[index + 1].In(text) : word), word, std::move(events)});
}

}  // namespace abide::lsp
