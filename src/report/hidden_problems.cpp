#include "report/hidden_problems.h"

#include "report/exposure.h"
#include "report/redaction.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace abide::report {
namespace {

using diagnostics::Code;

// Holes in which a log's text stands without backticks of its own.
constexpr std::pair<Code, std::size_t> kBare[] = {{Code::kLogKeyTwice, 0},
                                                  {Code::kFieldOutOfRange, 2},
                                                  {Code::kHeaderTwice, 0},
                                                  {Code::kKindNotDeclared, 0}};

std::set<std::string, std::less<>> NamesOf(const check::CheckedRules& rules) {
  std::set<std::string, std::less<>> names = {"event", "time", "id"};
  for (const events::EventType& event : rules.schema.types()) names.insert(event.name);
  for (const std::string& name : NamesOfFields(rules.schema)) names.insert(name);
  for (const events::SourceMap& source : rules.sources) names.insert(source.name);
  return names;
}

// "expected `,` or `}`": marks of JSON tell nothing.
bool IsPunctuation(std::string_view text) {
  return text.size() <= 16 && std::none_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0 ||
                  (c >= 'a' && c <= 'z' && c != 'o' && c != 'r');
         });
}

// From the first backtick to the last: a text of a log may hold some, too.
void HideQuoted(const std::set<std::string, std::less<>>& names, std::string& text) {
  const std::size_t begin = text.find('`');
  const std::size_t end = text.rfind('`');
  if (begin == std::string::npos || end == begin) return;
  const std::string_view quoted = std::string_view(text).substr(begin + 1, end - begin - 1);
  if (names.contains(quoted) || IsPunctuation(quoted)) return;
  text.replace(begin, end + 1 - begin, kMark);
}

}  // namespace

void HideTextsOfProblems(const check::CheckedRules& rules,
                         std::vector<events::Problems::Tally>& problems) {
  const std::set<std::string, std::less<>> names = NamesOf(rules);
  for (events::Problems::Tally& tally : problems) {
    for (diagnostics::Diagnostic& example : tally.examples) {
      for (std::size_t i = 0; i < example.arguments.size(); ++i) {
        std::string& argument = example.arguments[i];
        if (names.contains(argument)) continue;
        const bool is_bare = std::find(std::begin(kBare), std::end(kBare),
                                       std::pair(tally.code, i)) != std::end(kBare);
        if (is_bare) {
          argument = kMark;
        } else {
          HideQuoted(names, argument);
        }
      }
    }
  }
}

}  // namespace abide::report
